"""Text that comes from data, as Markdown that shows it just as it is."""

import re
from urllib.parse import quote

# What Markdown, and Streamlit's own additions to it, would take for more than text.
_SIGNS = re.compile(r"([\\`*_\[\]<>$~|&]|:(?=[A-Za-z]))")
# At the start of a line also what would open a list, a heading or a rule.
_START = re.compile(r"^(\d*)([-+#.)])(?=[-#\s]*(?:\s|$))")
# What may stand in a link's target; the rest is percent-encoded, and what is so stays as it is.
_SAFE = "/:?#@!$&'*+,;=%~-._"


def plain(text: str) -> str:
    """Text as Markdown that shows it as it is, on one line."""
    return _START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", " ".join(text.split())))


def link(text: str, address: str) -> str:
    """A link; ``text`` is shown as it is."""
    return f"[{plain(text)}]({quote(address, safe=_SAFE)})"
