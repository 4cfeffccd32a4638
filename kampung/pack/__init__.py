"""The data pack: ``datapackage.json`` and CSV files, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kampung.errors import PackError
from kampung.pack.descriptor import Descriptor
from kampung.pack.problems import Place, Problem, summary
from kampung.schemas import Field, ForeignKey, Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Descriptor",
    "Field",
    "ForeignKey",
    "Pack",
    "PackInvalid",
    "Problem",
    "Table",
    "check_pack",
    "read_pack",
]


@dataclass(frozen=True)
class Pack:
    """A data pack in memory.

    Attributes
    ----------
    descriptor
        What ``datapackage.json`` says.
    tables
        One frame a table, with its columns in order and dtypes ``str``, ``Int64``, ``float64``,
        ``boolean`` and ``datetime64[us]``.
    """

    descriptor: Descriptor
    tables: Mapping[str, "pd.DataFrame"]


class PackInvalid(PackError):  # noqa: N818
    """A pack has problems.

    Attributes
    ----------
    problems
        Those that are told, at most a hundred, some of every file and rule.
    untold
        How many further ones there are of each file and rule.
    """

    def __init__(
        self, directory: Path, problems: list[Problem], untold: Mapping[Place, int] | None = None
    ) -> None:
        self.problems = problems
        self.untold = dict(untold or {})
        number = len(problems) + sum(self.untold.values())
        count = "1 problem" if number == 1 else f"{number:,} problems"
        report = "\n".join(str(problem) for problem in problems)
        if self.untold:
            report += f"\nFurther problems of the same kinds:\n{summary(self.untold)}"
        super().__init__(f"{count} in the data pack {directory}:\n{report}")
        self._made_of = directory, problems, self.untold

    def __reduce__(
        self,
    ) -> tuple[type["PackInvalid"], tuple[Path, list[Problem], dict[Place, int]]]:
        """Let it pass between processes; Python would make it anew from its message alone."""
        return type(self), self._made_of


def check_pack(directory: str | Path) -> list[Problem]:
    """Check a data pack and report its problems, sorted by file and line.

    At most a hundred are told, some of every file and rule; :class:`PackInvalid` counts the rest.

    Parameters
    ----------
    directory
        Folder that holds ``datapackage.json``.

    Returns
    -------
    list of Problem
        Empty when the pack is good.
    """
    from kampung.pack.checking import check

    return check(Path(directory)).problems


def read_pack(directory: str | Path) -> Pack:
    """Check a data pack and read it; a standard table that it does not have is an empty one.

    Raises
    ------
    PackInvalid
        The pack has problems; the message is the whole report.
    """
    from kampung.pack.checking import check

    reading = check(Path(directory))
    if reading.problems or reading.descriptor is None:
        raise PackInvalid(Path(directory), reading.problems, reading.untold)
    return Pack(reading.descriptor, reading.tables)
