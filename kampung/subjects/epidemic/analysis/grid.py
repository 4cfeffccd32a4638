"""One row a week, or a day: published, calculated from totals, possible, or not known.

The weeks of a record lie on one grid: that of the sources themselves. Where several weekly totals
were published, most of them end on one day of the week; the grid is counted from it.
"""

import datetime as dt
from typing import Any

import pandas as pd

from kampung.rows import records
from kampung.subjects.epidemic.analysis.figures import LOWER_BOUNDS, ONE_DAY, UNIT_DAYS, Unit

PUBLISHED, CALCULATED, FLOOR, POSSIBLE, UNKNOWN = KINDS = (
    "published",
    "calculated",
    "floor",
    "possible",
    "unknown",
)
COLUMNS = (
    *("code", "kind", "start_on", "end_on", "value", "least", "greatest", "estimate"),
    *("figure_id", "printed", "relation", "decimals", "rests_on", "formula", "depends_on"),
    *("inferred", "doubted"),
)


def anchor(marks: pd.DataFrame) -> dt.date | None:
    """A last day of a week of the grid; None where nothing was published of single weeks.

    Parameters
    ----------
    marks
        Rows of :func:`kampung.subjects.epidemic.analysis.record.marks` in the unit ``week``, of
        all series: one grid serves all, so that they compare.
    """
    published = marks[(marks["status"] == "published") & ~marks["hollow"].astype(bool)]
    weeks = published[(published["mark"] == "bar") | (published["statistic"] == "each_week")]
    if weeks.empty:
        return None
    ends = weeks.drop_duplicates("figure_id", keep="last")["end_on"]
    usual = ends.dt.day_of_week.value_counts()
    on_grid = ends[ends.dt.day_of_week.map(usual) == usual.max()]
    last: pd.Timestamp = on_grid.max()
    return last.date()


def grid(
    marks: pd.DataFrame,
    ranges: pd.DataFrame,
    *,
    unit: Unit,
    start: dt.date,
    end: dt.date,
    last: dt.date | None = None,
    doubted: frozenset[str] = frozenset(),
) -> pd.DataFrame:
    """What is known of every week, or day, that lies wholly in a period.

    Parameters
    ----------
    marks
        As :func:`kampung.subjects.epidemic.facts.record_marks` returns them, of the whole record.
    ranges
        ``start_on, end_on, least, greatest, estimate`` of the same unit, and ``depends_on`` where
        it is known, as the evidence engine gives them; may be empty.
    unit
        ``week`` or ``day``.
    last
        A last day of a week, as :func:`anchor` gives it; that of the period where None.
    doubted
        Ids of figures that conflict with others.

    Returns
    -------
    DataFrame
        One row a week or day, in the order of time.

        - ``code``: the last day as text, which names the row in an address
        - ``kind``: ``published`` (a total of exactly these days), ``calculated`` (not published,
          but the record leaves one number), ``floor`` (“more than” was published), ``possible``
          (a range follows from the record), ``unknown``
        - ``value``: the number of a published or calculated row; ``least`` and ``greatest``: the
          range, NaN where it is open
        - ``figure_id``, ``printed``, ``relation``, ``decimals``: of what was published;
          ``rests_on``, ``formula``: of what was calculated; ``depends_on``: ids of figures, one of
          which may be wrong, on which a range rests
        - ``inferred``: the source does not name these days; ``doubted``: it conflicts with others
    """
    windows = _windows(last or end, unit=unit, start=start, end=end)
    exact = _by_window(_exact(marks))
    floors = _by_window(_floors(marks))
    sums = _by_window(marks[(marks["status"] == "derived") & (marks["days"] == UNIT_DAYS[unit])])
    known = _by_window(ranges)
    rows = [
        _row(
            window,
            published=exact.get(window),
            floor=floors.get(window),
            calculated=sums.get(window),
            possible=known.get(window),
            doubted=doubted,
        )
        for window in windows
    ]
    numbers = dict.fromkeys(("value", "least", "greatest", "estimate"), "float64")
    days = {"start_on": "datetime64[us]", "end_on": "datetime64[us]"}  # also where no week is whole
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(numbers | days)


Window = tuple[pd.Timestamp, pd.Timestamp]


def _windows(on_grid: dt.date, *, unit: Unit, start: dt.date, end: dt.date) -> list[Window]:
    days = UNIT_DAYS[unit]
    first, last = pd.Timestamp(start), pd.Timestamp(end)
    newest = last - (last - pd.Timestamp(on_grid)) % (days * ONE_DAY)
    count = max(((newest - first).days + 1) // days, 0)
    ends = [newest - n * days * ONE_DAY for n in reversed(range(count))]
    return [(day - (days - 1) * ONE_DAY, day) for day in ends]


def _exact(marks: pd.DataFrame) -> pd.DataFrame:
    return marks[
        (marks["status"] == "published")
        & (marks["statistic"] == "total")
        & (marks["relation"] == "=")
        & ~marks["hollow"].astype(bool)
    ]


def _floors(marks: pd.DataFrame) -> pd.DataFrame:
    return marks[
        (marks["status"] == "published")
        & marks["statistic"].isin(["total", "each_week"])
        & marks["relation"].isin(LOWER_BOUNDS)
        & ~marks["hollow"].astype(bool)
    ]


def _by_window(frame: pd.DataFrame) -> dict[Window, dict[str, Any]]:
    """The first row of each window: sources are in the order of the pack."""
    found: dict[Window, dict[str, Any]] = {}
    for row in records(frame):
        found.setdefault((pd.Timestamp(row["start_on"]), pd.Timestamp(row["end_on"])), row)
    return found


def _row(
    window: Window,
    *,
    published: dict[str, Any] | None,
    floor: dict[str, Any] | None,
    calculated: dict[str, Any] | None,
    possible: dict[str, Any] | None,
    doubted: frozenset[str],
) -> dict[str, Any]:
    start, end = window
    nothing = float("nan")
    least, greatest, estimate = (
        _number(possible, name) for name in ("least", "greatest", "estimate")
    )
    row: dict[str, Any] = {
        "code": end.date().isoformat(),
        "kind": UNKNOWN,
        "start_on": start,
        "end_on": end,
        "value": nothing,
        "least": least,
        "greatest": greatest,
        "estimate": estimate,
        "figure_id": "",
        "printed": nothing,
        "relation": "=",
        "decimals": 0,
        "rests_on": "",
        "formula": "",
        "depends_on": _text(possible, "depends_on"),
        "inferred": False,
        "doubted": False,
    }
    said = published or floor
    if said is not None:
        row |= {name: said[name] for name in ("figure_id", "printed", "relation", "decimals")}
        row["rests_on"] = said["figure_id"]
        row["inferred"] = said["period_basis"] in ("derived", "assumed")
        row["doubted"] = said["figure_id"] in doubted
    if published is not None:
        value = published["value"]
        return row | {"kind": PUBLISHED, "value": value, "least": value, "greatest": value}
    if calculated is not None or least == greatest:
        value = calculated["value"] if calculated is not None else least
        sums = {name: (calculated or {}).get(name, "") for name in ("rests_on", "formula")}
        found = {"kind": CALCULATED, "value": value, "least": value, "greatest": value}
        return row | sums | found
    if floor is not None:
        if greatest < floor["low"]:  # it conflicts with the record: no range holds for both
            return row | {"kind": FLOOR, "least": floor["low"], "greatest": nothing}
        low = floor["low"] if least != least else max(least, floor["low"])
        return row | {"kind": FLOOR, "least": low}
    if greatest == greatest or least > 0:
        return row | {"kind": POSSIBLE}
    return row


def _text(row: dict[str, Any] | None, name: str) -> str:
    value = None if row is None else row.get(name)
    return value if isinstance(value, str) else ""


def _number(row: dict[str, Any] | None, name: str) -> float:
    value = float("nan") if row is None or pd.isna(row[name]) else float(row[name])
    return float("nan") if value == float("inf") else value


def without_a_number(found: pd.DataFrame) -> tuple[dt.date, dt.date] | None:
    """The days at the end of a period of which no number and no range is known; None where none."""
    told = found["kind"].isin([PUBLISHED, CALCULATED, FLOOR]) | found["greatest"].notna()
    if not told.any() or told.iloc[-1]:
        return None
    last = found.loc[told, "end_on"].max()
    return (last + ONE_DAY).date(), found["end_on"].max().date()
