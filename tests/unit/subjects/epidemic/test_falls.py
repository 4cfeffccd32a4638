"""The steepest weekly fall: what ranges allow is never less than what the weeks really did."""

import datetime as dt
from itertools import pairwise

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kampung.subjects.epidemic.analysis.falls import SteepestFall, steepest_fall

FIRST = pd.Timestamp("2021-07-06")
JULY = {"start": dt.date(2021, 7, 1), "end": dt.date(2021, 7, 31)}
AUGUST = {"start": dt.date(2021, 8, 1), "end": dt.date(2021, 8, 31)}


def weeks(*ranges: tuple[float, float]) -> pd.DataFrame:
    ends = [FIRST + pd.Timedelta(days=7 * n) for n in range(len(ranges))]
    return pd.DataFrame(
        {
            "code": [end.date().isoformat() for end in ends],
            "end_on": ends,
            "least": [float(least) for least, _ in ranges],
            "greatest": [float(greatest) for _, greatest in ranges],
        }
    )


def test_exact_weeks_say_where_it_lies() -> None:
    # 6, 13, 20, 27 July, 3 and 10 August: falls of 10 and 20 in July, of 90 in August.
    found = weeks(*((n, n) for n in (100, 90, 95, 75, 200, 110)))
    assert steepest_fall(found, **AUGUST) == SteepestFall((90, 90), (20, 20), 6)
    assert steepest_fall(found, **AUGUST).verdict == "follows"
    assert steepest_fall(found, **JULY).verdict == "contradicts"


def test_wide_ranges_leave_it_open_and_open_ends_are_not_compared() -> None:
    found = weeks((100, 100), (0, 60), (50, 80), (20, 70), (0, float("nan")), (5, 5), (1, 2))
    judged = steepest_fall(found, **AUGUST)
    # July: 100 to 0–60 is 40 to 100; August: 5 to 1–2 is 3 to 4; the open week joins neither.
    assert judged == SteepestFall((3, 4), (40, 100), 6)
    assert judged.verdict == "contradicts"
    assert steepest_fall(found[:3], **AUGUST) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50)),
        min_size=6,
        max_size=9,
    )
)
def test_no_series_within_the_ranges_is_called_impossible(
    drawn: list[tuple[int, int, int]],
) -> None:
    rows = [sorted(three) for three in drawn]
    found = weeks(*((row[0], row[2]) for row in rows))
    judged = steepest_fall(found, **AUGUST)
    inside, outside = [], []
    for (one, then), end in zip(pairwise(row[1] for row in rows), found["end_on"], strict=False):
        (inside if end.month == 8 else outside).append(one - then)
    assert judged is not None
    assert judged.inside[0] <= max(inside) <= judged.inside[1]
    assert judged.outside[0] <= max(outside) <= judged.outside[1]
    truth = max(inside) >= max(outside)
    assert judged.verdict != ("contradicts" if truth else "follows")
