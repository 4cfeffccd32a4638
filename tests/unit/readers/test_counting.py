from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kampung.readers.counting import (
    COUNTS,
    WAITS,
    count_by_week,
    earlier_states,
    find_repetitions,
    merge_units,
    monday_of,
)

EPOCH = date(1970, 1, 1)
NAN = float("nan")


def rows(*lines: tuple[int, int, int, int, int, float]) -> pd.DataFrame:
    """Rows of village, service, start, end, unit and completed."""
    frame = pd.DataFrame(lines, columns=["village", "service", "start", "end", "unit", "completed"])
    for name in (*COUNTS, *WAITS):
        if name not in frame:
            frame[name] = NAN
    return frame


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_monday(day: date) -> None:
    monday = date.fromordinal(int(monday_of(np.array([(day - EPOCH).days]))[0]) + EPOCH.toordinal())
    assert monday.isoweekday() == 1
    assert monday.isocalendar()[:2] == day.isocalendar()[:2]


def test_repetitions() -> None:
    found = find_repetitions(
        rows(
            (0, 0, 0, 6, 1, 5),  # 0
            (0, 0, 7, 13, 1, 5),  # 1  touches 0, shares no day
            (0, 0, 0, 6, 1, 5),  # 2  says what 0 says
            (0, 1, 0, 6, 1, 5),  # 3  another service
            (0, 1, 0, 6, 0, 9),  # 4  another unit of the same
            (1, 0, 0, 30, 1, 8),  # 5  a month …
            (1, 0, 7, 13, 1, 2),  # 6  … and a week in it
            (1, 0, 28, 34, 1, 2),  # 7  … and a week across its end
            (1, 0, 35, 41, 1, 2),  # 8  free
            (1, 1, 0, 6, 1, 2),  # 9  says 2 …
            (1, 1, 0, 6, 1, 3),  # 10 … and 3
        )
    )
    assert np.flatnonzero(found.duplicates).tolist() == [2]
    assert found.originals[2] == 0
    assert np.flatnonzero(found.overlaps).tolist() == [5, 6, 7]
    assert np.flatnonzero(found.conflicts).tolist() == [9, 10]


LINES = st.lists(
    st.tuples(
        st.integers(0, 1), st.integers(0, 1), st.integers(0, 12), st.integers(0, 6),
        st.integers(0, 1), st.integers(0, 1),
    ),
    max_size=12,
)  # fmt: skip


@given(LINES)
def test_repetitions_agree_with_looking_at_every_pair(
    lines: list[tuple[int, int, int, int, int, int]],
) -> None:
    data = [(v, s, a, a + length, u, float(c)) for v, s, a, length, u, c in lines]
    found = find_repetitions(rows(*data))
    for i, (v, s, a, b, u, c) in enumerate(data):
        same = [j for j, o in enumerate(data) if o[:5] == (v, s, a, b, u)]
        conflict = len({data[j][5] for j in same}) > 1
        assert found.conflicts[i] == conflict
        assert found.duplicates[i] == (not conflict and min(same) < i)
        if found.duplicates[i]:
            assert found.originals[i] == min(same)
        overlap = any(
            o[:2] == (v, s) and o[2:4] != (a, b) and o[2] <= b and a <= o[3] for o in data
        )
        assert found.overlaps[i] == overlap, (c, data)


def test_units_come_together() -> None:
    frame = rows((0, 0, 0, 6, 1, 5), (0, 0, 0, 6, 0, NAN), (0, 0, 7, 13, 1, 4))
    frame.loc[1, "requested"] = 9.0
    merged = merge_units(frame)
    assert merged[["start", "requested", "completed"]].fillna(-1).to_numpy().tolist() == [
        [0, 9, 5],
        [7, -1, 4],  # what nobody said is missing, not zero
    ]


def test_weeks_by_hand() -> None:
    # 1970-01-05 (day 4) is the first Monday. Hours 1, 2, 3, 10: median 2.5; the 90th percentile
    # lies at position 0.9 × 3 = 2.7 between 3 and 10, so 3 + 0.7 × 7 = 7.9.
    records = pd.DataFrame(
        {
            "village": 0,
            "service": [0, 0, 0, 0, 0, 1],
            "day": [4, 5, 10, 10, 10, 3],
            "requested": 1.0,
            "completed": [1.0, 1, 1, 1, 0, 0],
            "rejected": [0.0, 0, 0, 0, 1, 0],
            "hours": [1.0, 2, 3, 10, NAN, NAN],
        }
    )
    weeks = count_by_week(records)
    assert weeks.fillna(-1).to_numpy().tolist() == [
        [0, 0, 4, 10, 5, 4, 1, 2.5, 7.9],
        [0, 1, -3, 3, 1, 0, 0, -1, -1],
    ]


RECORDS = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 2), st.integers(0, 40), st.sampled_from([1, 3, 5]),
        st.floats(0, 500),
    ),
    min_size=1,
)  # fmt: skip


@given(RECORDS, st.randoms())
def test_counting_by_week_loses_nothing_and_knows_no_order(
    records: list[tuple[int, int, int, int, float]], random: "st.randoms"
) -> None:
    def counted(lines: list[tuple[int, int, int, int, float]]) -> pd.DataFrame:
        frame = pd.DataFrame(lines, columns=["village", "service", "day", "status", "hours"])
        return count_by_week(
            frame.assign(
                requested=1.0,
                completed=(frame["status"] == 3).astype(float),
                rejected=(frame["status"] == 5).astype(float),
                hours=frame["hours"].where(frame["status"] == 3),
            )
        )

    weeks = counted(records)
    assert weeks["requested"].sum() == len(records)
    assert weeks["completed"].sum() == sum(record[3] == 3 for record in records)
    assert weeks["rejected"].sum() == sum(record[3] == 5 for record in records)
    assert (weeks["end"] - weeks["start"] == 6).all()
    assert not (weeks["p90_hours"] < weeks["median_hours"]).any()
    shuffled = list(records)
    random.shuffle(shuffled)
    pd.testing.assert_frame_equal(weeks, counted(shuffled))


def test_the_last_state_of_a_record_stays() -> None:
    records = pd.DataFrame(
        {
            "village": [0, 0, 1, 0, 0, 0],
            "record": [7.0, 7, 7, NAN, NAN, 8],
            "changed": [20.0, 10, 5, 1, 1, NAN],
            "status": [4.0, 1, 1, 1, 1, 0],
        }
    )
    # Row 1 is the earlier state of row 0; row 2 is another village's number 7.
    assert earlier_states(records).tolist() == [False, True, False, False, False, False]


def test_no_rows() -> None:
    assert len(find_repetitions(rows()).duplicates) == 0
