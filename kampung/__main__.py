"""``python -m kampung``."""

from kampung.cli import main

main()
