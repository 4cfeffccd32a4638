"""Statements as linear constraints on running totals.

The unknowns are the running totals of cases, recoveries and deaths at the end of each day.
They never fall, because a day's count is never negative, and active = cases − recoveries −
deaths is never negative either. A statement about days s…e of one series is then a bound on
a difference of two unknowns, the totals of e and of the day before s.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kampung.subjects.evidence.engine.printed import Interval

SERIES = ("new_cases", "new_recoveries", "new_deaths")
CASES, RECOVERIES, DEATHS = range(3)
ACTIVE = "active_cases"
SHARES = {"fatality_rate": DEATHS, "recovery_rate": RECOVERIES}
METRICS = (*SERIES, ACTIVE, *SHARES)

WEEK = 7

# One term is (series, day, coefficient); the day is its proleptic ordinal (date.toordinal).
Terms = tuple[tuple[int, int, float], ...]


@dataclass(frozen=True)
class Row:
    """``lower ≤ Σ coefficient × running total ≤ upper``, in people."""

    terms: Terms
    lower: float
    upper: float

    @property
    def single(self) -> bool:
        """Whether it bounds one running total of one series, or the difference of two."""
        return (
            len({series for series, _, _ in self.terms}) == 1
            and sorted(c for _, _, c in self.terms) in ([1], [-1, 1])
        )  # fmt: skip


@dataclass(frozen=True)
class Option:
    """One way in which a statement can be true; a plain statement has only one.

    Attributes
    ----------
    label
        Length in days of a period of open length, number of the week that is the highest
        (1 = the last), or number of the alternative days (0 = those recorded); 0 where there is
        nothing to choose.
    start, end
        Days that it speaks of (ordinals).
    rows
        Constraints; all of them hold if the option is true.
    parts
        Quantities that the statement measures, one a week for ``each_week``; for a share the
        numerator and the denominator.
    scale
        What a quantity is divided by to have the statement's own unit (days, for a mean).
    """

    label: int
    start: int
    end: int
    rows: tuple[Row, ...]
    parts: tuple[Terms, ...]
    scale: int = 1


@dataclass(frozen=True)
class Statement:
    """A published statement that the model can test."""

    id: str
    source_id: str
    metric: str
    statistic: str
    relation: str
    value: float | None
    compared_metric: str | None
    # Recorded first day (ordinal); of an open period the one that is spoken of.
    start: int | None
    # Its length, or None if that is open.
    days: int | None
    weight: float
    # Whether it is a number of its own, and not "more than" or doubtful: a proof needs such.
    firm: bool
    # About how many people it speaks of, to see by how much it is off.
    size: float
    # sum, lowest, highest, share or difference: which quantity of the parts is stated.
    measure: str
    options: tuple[Option, ...]
    # Alternative readings of one sentence share this.
    reading: str | None = None
    # Statements that make the same choice share this: the length of a period of open length, or
    # the day of a page whose day is not certain. Its options have the same labels.
    choice: str | None = None
    # Whether the choice is one of days, rather than of a length or a week.
    days_open: bool = False
    # Independent publishers who say it, the first included.
    voices: int = 1
    # Figures that one page derives from each other share this, and count once.
    tie: str | None = None

    @property
    def lengths_open(self) -> bool:
        """Whether the choice is the length of its period."""
        return self.choice is not None and not self.days_open and self.statistic != "maximum_week"


def total(series: int, start: int, end: int) -> Terms:
    """Sum of a series over the days from ``start`` to ``end``, both included."""
    return ((series, end, 1.0), (series, start - 1, -1.0))


def running(series: int, day: int) -> Terms:
    """Running total of a series at the end of a day."""
    return ((series, day, 1.0),)


def active(day: int) -> Terms:
    """Active cases at the end of a day."""
    return ((CASES, day, 1.0), (RECOVERIES, day, -1.0), (DEATHS, day, -1.0))


def minus(one: Terms, other: Terms, factor: float = 1.0) -> Terms:
    """``one − factor × other``."""
    return (*one, *((series, day, -factor * c) for series, day, c in other))


def bounded(terms: Terms, within: tuple[int | None, int | None]) -> Row:
    """A row that keeps a whole quantity between two whole numbers."""
    least, greatest = within
    return Row(
        terms,
        -float("inf") if least is None else float(least),
        float("inf") if greatest is None else float(greatest),
    )


def share_rows(part: Terms, whole: Terms, percent: Interval) -> tuple[Row, ...]:
    """Rows for ``low ≤ 100 × part / whole < high`` in whole numbers.

    With the bound a fraction p/q of the whole, ``part < p/q × whole`` is, in whole numbers,
    ``p × whole − q × part ≥ 1``; it is kept divided by p, so that its unit is one of the whole.
    """
    rows = []
    for bound, is_open, sign in (
        (percent.low, percent.low_open, -1.0),
        (percent.high, percent.high_open, 1.0),
    ):
        if bound is None or bound <= 0:
            continue
        fraction = bound / 100
        margin = 1 / fraction.numerator if is_open else 0.0
        room = minus(whole, part, float(1 / fraction))
        terms = tuple((series, day, sign * c) for series, day, c in room)
        rows.append(Row(terms, margin, float("inf")))
    return tuple(rows)


def whole_weeks(end: int, count: int) -> list[tuple[int, int]]:
    """First and last day of whole weeks counted back from ``end``, the last week first."""
    return [(end - WEEK * (k + 1) + 1, end - WEEK * k) for k in range(count)]


def hull(statistic: str, options: Sequence[Option]) -> tuple[Row, ...]:
    """Rows that hold whichever of these options is the true one.

    With one option they are its own. Of several windows, the one that covers all of them holds at
    least the least total of any, and what they have in common at most the greatest. For a highest
    week, no week is above it and all of them together reach at least its value.
    """
    if len(options) == 1:
        return options[0].rows
    if statistic == "maximum_week":
        first, rest = options[0], options[1:]
        common = set(first.rows).intersection(*(set(option.rows) for option in rest))
        rows = [row for row in first.rows if row in common]
        reach = max(row.lower for row in first.rows)
        series = first.rows[0].terms[0][0]
        return (*rows, Row(total(series, first.start, first.end), reach, float("inf")))
    if any(len(option.rows) != 1 or not option.rows[0].single for option in options):
        return ()
    spans = [ends(option.rows[0]) for option in options]
    series = spans[0][0]
    lower = min(option.rows[0].lower for option in options)
    upper = max(option.rows[0].upper for option in options)
    found = []
    if lower > -float("inf"):
        widest = min(span[1] for span in spans), max(span[2] for span in spans)
        found.append(Row(_span(series, *widest), lower, float("inf")))
    shared = max(span[1] for span in spans), min(span[2] for span in spans)
    if upper < float("inf") and shared[0] < shared[1]:
        found.append(Row(_span(series, *shared), -float("inf"), upper))
    return tuple(found)


# Stands for the time before anything was counted, when the running total was nought.
ORIGIN = 0


def ends(row: Row) -> tuple[int, int, int]:
    """Series, earlier and later day of a row about one series; a running total starts at 0."""
    series = row.terms[0][0]
    later = next(day for _, day, c in row.terms if c > 0)
    earlier = next((day for _, day, c in row.terms if c < 0), ORIGIN)
    return series, earlier, later


def _span(series: int, earlier: int, later: int) -> Terms:
    """Running total of the later day less that of the earlier."""
    return total(series, earlier + 1, later) if earlier != ORIGIN else running(series, later)
