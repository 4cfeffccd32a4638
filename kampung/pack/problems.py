"""What a check of a data pack finds, said for people."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kampung.pack.limits import MOST_COUNTED, MOST_TOLD
from kampung.privacy import mask_numbers

LONGEST_VALUE_SHOWN = 60
# What `kampung.privacy.mask` says of a cell in place of the cell.
_DESCRIBED = re.compile(r"text of \d+ characters|number of \d+ digits")

Place = tuple[str, str]
"""File and rule."""


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
        The cell as it is written, or what kind of thing it is where it might be about a person;
        or None.
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
        place = [brief(self.file)]
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.column is not None:
            place.append(f"column {brief(self.column)}")
        if self.value is not None:
            described = _DESCRIBED.fullmatch(self.value)
            place.append(f"value {self.value if described else shown(self.value)}")
        return f"{', '.join(place)}: {brief(self.message)} [{self.rule}]"


def shown(value: str) -> str:
    """Quote a value for a message: short, and with control characters made visible."""
    short = value if len(value) <= LONGEST_VALUE_SHOWN else value[:LONGEST_VALUE_SHOWN] + "…"
    return f'"{visible(short)}"'


def visible(text: str) -> str:
    """Make control characters visible, so that a file's text cannot drive a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def brief(text: str) -> str:
    """Say a name or a sentence on one line, with long numbers hidden: one may be somebody's."""
    return mask_numbers(visible(text))


@dataclass
class Report:
    """Problems as they are found: some kept to be told, the others counted.

    A broken rule that two checks find in one cell is one problem.
    """

    _kept: dict[Place, list[Problem]] = field(default_factory=lambda: defaultdict(list))
    _counts: Counter[Place] = field(default_factory=Counter)
    _seen: set[int] = field(default_factory=set)

    def add(self, problems: Iterable[Problem]) -> None:
        """Take problems up; none any more once there are too many to count."""
        if self.is_full:
            return
        for one in problems:
            what = None if one.line else one.message
            known = hash((one.file, one.line, one.column, one.rule, what))
            if known in self._seen:
                continue
            self._seen.add(known)
            place = one.file, one.rule
            self._counts[place] += 1
            if len(self._kept[place]) < MOST_TOLD:
                self._kept[place].append(one)
            if self.is_full:
                return

    @property
    def is_full(self) -> bool:
        """Whether there are so many that the check may stop."""
        return len(self._seen) >= MOST_COUNTED

    def told(self) -> list[Problem]:
        """The problems to tell, sorted by file, line and column; some of every rule and file."""
        ranked = [
            (rank, *_order(problem), problem)
            for problems in self._kept.values()
            for rank, problem in enumerate(sorted(problems, key=_order))
        ]
        chosen = sorted(ranked, key=lambda item: item[:-1])[:MOST_TOLD]
        return sorted((problem for *_, problem in chosen), key=_order)

    def untold(self) -> dict[Place, int]:
        """How many problems of each file and rule are counted only."""
        left = self._counts - Counter((one.file, one.rule) for one in self.told())
        return dict(sorted(left.items()))


def summary(untold: Mapping[Place, int]) -> str:
    """Say how many problems are not told, by file and rule."""
    lines = [f"{brief(file)}: {count:,} more [{rule}]" for (file, rule), count in untold.items()]
    return "\n".join(lines)


def _order(problem: Problem) -> tuple[str, int, str, str]:
    return problem.file, problem.line or 0, problem.column or "", problem.rule
