"""A few of the packs that ``python -m tests.fuzz.packs`` tries by the hundred."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_some_mutated_packs_are_a_store_or_one_report() -> None:
    # In a process of its own: it forks one for each pack, which the tests' own threads forbid.
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.packs", "--times", "11", "--first", "19"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    # The mutations are neither so mild nor so wild that only one thing ever happens.
    assert re.match(r"build: \d+, report: \d+; slowest", done.stdout)
