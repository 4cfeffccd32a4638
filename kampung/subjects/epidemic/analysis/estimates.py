"""What of the estimate can be shown: only where the record leaves it a finite range."""

import pandas as pd


def bounded(ranges: pd.DataFrame) -> pd.DataFrame:
    """Leave a gap in the estimate wherever nothing bounds it from above.

    The smoothest curve goes on through months of which nothing was printed; there it says nothing,
    and drawn it would be taken for a finding.

    Parameters
    ----------
    ranges
        ``least``, ``greatest`` and ``estimate``, as the evidence engine gives them.

    Returns
    -------
    DataFrame
        The same rows, ``estimate`` missing where ``greatest`` is missing.
    """
    known = ranges["greatest"].notna()
    return ranges.assign(estimate=ranges["estimate"].where(known))


def pinned_marks(marks: pd.DataFrame, ranges: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which marks may be drawn: all that were printed, and of those derived what is pinned.

    Parameters
    ----------
    marks
        As :func:`kampung.subjects.epidemic.analysis.record.marks` makes them.
    ranges
        ``end_on``, ``least`` and ``greatest`` of the same quantity, as the evidence engine gives
        them.
    """
    known = ranges[ranges["least"] == ranges["greatest"]]
    exact = dict(zip(known["end_on"], known["least"], strict=True))
    same = [exact.get(end) == printed for end, printed in zip(
        marks["end_on"], marks["printed"], strict=True)]  # fmt: skip
    return (marks["status"] != "derived") | pd.Series(same, index=marks.index, dtype=bool)
