"""What a check of a data pack finds, said for people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kampung.pack.limits import PROBLEMS
from kampung.privacy import mask_numbers

LONGEST_VALUE_SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a data pack.

    Attributes
    ----------
    file
        File name inside the pack.
    line
        Line as a text editor counts (the header is line 1), or None when it concerns the whole
        file.
    column
        Column name, or None when it concerns the whole line.
    value
        The cell as it is written, or None.
    rule
        Short name of the broken rule, such as ``type``, ``enum`` or ``foreign-key``.
    message
        One sentence on what is wrong and one on what to do.
    """

    file: str
    line: int | None
    column: str | None
    value: str | None
    rule: str
    message: str

    def __str__(self) -> str:
        """Say it in one line: file, line, column, value, rule, what to do."""
        place = [_visible(self.file)]
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.column is not None:
            place.append(f"column {_visible(self.column)}")
        if self.value is not None:
            place.append(f"value {shown(self.value)}")
        return f"{', '.join(place)}: {self.message} [{self.rule}]"


def shown(value: str) -> str:
    """Quote a value for a message: short, and with control characters made visible."""
    short = value if len(value) <= LONGEST_VALUE_SHOWN else value[:LONGEST_VALUE_SHOWN] + "…"
    return f'"{_visible(mask_numbers(short))}"'


def _visible(text: str) -> str:
    """Make control characters visible, so that a file's text cannot drive a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def report(problems: Sequence[Problem]) -> str:
    """Tell the first hundred problems in full, a line each, and count the others by kind."""
    lines = [str(problem) for problem in problems[:PROBLEMS]]
    rest = Counter((problem.file, problem.rule) for problem in problems[PROBLEMS:])
    for (file, rule), number in rest.items():
        lines.append(f"{_visible(file)}: {number:,} more [{rule}]")
    return "\n".join(lines)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by file, line and column; say a broken rule once where two checks find it in a cell."""
    once = {
        (p.file, p.line, p.column, p.rule, None if p.line else p.message): p
        for p in reversed(list(problems))
    }
    return sorted(once.values(), key=lambda p: (p.file, p.line or 0, p.column or "", p.rule))
