"""What the evidence engine found, as words and pages are handed it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A figure that conflicts with others, or of which and others one must be wrong.

    Attributes
    ----------
    others
        Of a contradiction those that it conflicts with; of a dispute all members.
    """

    statement: Row
    others: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """So many people at least in a period, as all statements together force.

    Attributes
    ----------
    peak
        The statement of the highest week that was said.
    proof
        ``asked`` and ``allowed``: terms whose difference is the number; None where it is no sum.
    """

    start_on: dt.date
    end_on: dt.date
    least: int
    peak: Row
    proof: Mapping[str, Any] | None
    rests_on: tuple[Row, ...]
