"""The grid of weeks: what is known of each, and on which day they end."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.subjects.epidemic.analysis.grid import (
    CALCULATED,
    COLUMNS,
    FLOOR,
    POSSIBLE,
    PUBLISHED,
    UNKNOWN,
    anchor,
    grid,
    without_a_number,
)
from kampung.subjects.epidemic.analysis.record import marks
from tests.unit.made_up import figures

JULY = (dt.date(2021, 7, 1), dt.date(2021, 7, 31))
TUESDAY = dt.date(2021, 7, 20)


def total(value, start, end, **more):
    return {"value": value, "start_on": start, "end_on": end, **more}


def ranges(*rows):
    """Rows of ``end_on, least, greatest`` and perhaps ``depends_on``, each of seven days."""
    made = [
        {
            "start_on": pd.Timestamp(end) - pd.Timedelta(days=6),
            "end_on": pd.Timestamp(end),
            "least": least,
            "greatest": greatest,
            "estimate": (least + greatest) / 2,
            "depends_on": more[0] if more else "",
        }
        for end, least, greatest, *more in rows
    ]
    return pd.DataFrame(
        made, columns=["start_on", "end_on", "least", "greatest", "estimate", "depends_on"]
    )


def known(*rows, windows=(), unit="week", period=JULY, last=TUESDAY, doubted=frozenset()):
    return grid(
        marks(figures(*rows), metric="new_cases", unit=unit),
        ranges(*windows),
        unit=unit,
        start=period[0],
        end=period[1],
        last=last,
        doubted=doubted,
    ).set_index("code")


def test_a_total_of_exactly_these_days_is_published() -> None:
    found = known(
        total(70, "2021-07-14", "2021-07-20", period_basis="derived"),
        total(50, "2021-07-21", "2021-07-27"),
        windows=[("2021-07-20", 10.0, 90.0), ("2021-07-27", 50.0, 50.0)],
    )

    assert found["kind"].to_dict() == {
        "2021-07-13": UNKNOWN,
        "2021-07-20": PUBLISHED,
        "2021-07-27": PUBLISHED,
    }
    peak, last = found.loc["2021-07-20"], found.loc["2021-07-27"]
    assert (peak["value"], peak["least"], peak["greatest"]) == (70, 70, 70)
    assert (peak["figure_id"], peak["rests_on"], peak["printed"]) == ("f1", "f1", 70)
    assert (peak["inferred"], last["inferred"]) == (True, False)


@pytest.mark.parametrize(
    "row",
    [
        total(70, "2021-07-15", "2021-07-21"),  # ends on another day of the week
        total(70, "2021-07-14", "2021-07-27"),  # two weeks
        total(70, "2021-07-14", "2021-07-20", quality="garbled"),
        total(70, "2021-07-14", "2021-07-20", relation="≈"),
        total(70, "2021-07-14", "2021-07-20", relation="<"),
        total(10, "2021-07-14", "2021-07-20", statistic="daily_mean"),
    ],
)
def test_what_is_no_sure_total_of_these_days_is_not_published(row: dict[str, object]) -> None:
    assert set(known(row)["kind"]) == {UNKNOWN}


def test_of_equal_weeks_the_first_source_is_named() -> None:
    found = known(total(70, "2021-07-14", "2021-07-20"), total(71, "2021-07-14", "2021-07-20"))
    assert found.loc["2021-07-20", ["value", "figure_id"]].tolist() == [70, "f1"]


def test_a_week_between_two_totals_is_calculated_from_them() -> None:
    found = known(
        {"value": 1000, "end_on": "2021-07-13", "statistic": "cumulative"},
        {"value": 1150, "end_on": "2021-07-20", "statistic": "cumulative"},
    )
    week = found.loc["2021-07-20"]
    assert (week["kind"], week["value"], week["formula"]) == (CALCULATED, 150, "1150 − 1000")
    assert sorted(week["rests_on"].split() if isinstance(week["rests_on"], str)
                  else week["rests_on"]) == ["f1", "f2"]  # fmt: skip


def test_a_range_of_one_number_is_calculated_and_one_of_several_is_possible() -> None:
    found = known(
        windows=[
            ("2021-07-13", 40.0, 40.0),
            ("2021-07-20", 40.0, 60.0, "f7 f8"),
            ("2021-07-27", 7.0, float("inf")),
        ]
    )
    assert found["kind"].tolist() == [CALCULATED, POSSIBLE, POSSIBLE]
    assert found.loc["2021-07-13", "value"] == 40
    middle, open_ = found.loc["2021-07-20"], found.loc["2021-07-27"]
    assert (middle["least"], middle["greatest"], middle["estimate"]) == (40, 60, 50)
    assert middle["depends_on"] == "f7 f8"
    assert pd.isna(middle["value"])
    assert open_["least"] == 7
    assert pd.isna(open_["greatest"])


def test_more_than_is_a_floor_of_each_of_its_weeks() -> None:
    found = known(
        total(60, "2021-07-07", "2021-07-20", statistic="each_week", relation=">"),
        windows=[("2021-07-13", 0.0, 90.0), ("2021-07-20", 75.0, 90.0)],
    )
    first, second = found.loc["2021-07-13"], found.loc["2021-07-20"]
    assert (first["kind"], second["kind"]) == (FLOOR, FLOOR)
    assert (first["least"], second["least"]) == (61, 75)  # above 60 is 61; the record leaves more
    assert first["greatest"] == 90
    assert (first["printed"], first["relation"], first["figure_id"]) == (60, ">", "f1")


def test_a_floor_stands_as_published_where_the_record_leaves_less() -> None:
    found = known(
        total(60, "2021-07-14", "2021-07-20", relation="≥"),
        windows=[("2021-07-20", 10.0, 30.0)],
        doubted=frozenset({"f1"}),
    ).loc["2021-07-20"]
    assert (found["kind"], found["least"], found["doubted"]) == (FLOOR, 60, True)
    assert pd.isna(found["greatest"])  # 60–30 would be no range


def test_a_figure_that_conflicts_stays_published_and_is_marked() -> None:
    found = known(
        total(70, "2021-07-14", "2021-07-20"),
        windows=[("2021-07-20", 90.0, 95.0)],
        doubted=frozenset({"f1"}),
    ).loc["2021-07-20"]
    assert (found["kind"], found["least"], found["greatest"]) == (PUBLISHED, 70, 70)
    assert found["doubted"]


def test_without_figures_and_evidence_every_week_is_there_and_unknown() -> None:
    found = known()
    assert list(found.reset_index().columns) == list(COLUMNS)
    assert found.index.tolist() == ["2021-07-13", "2021-07-20", "2021-07-27"]
    assert set(found["kind"]) == {UNKNOWN}
    assert set(found["rests_on"]) == {""}


def test_weeks_that_a_period_cuts_are_left_out() -> None:
    found = known(
        total(70, "2021-07-14", "2021-07-20"), period=(dt.date(2021, 7, 15), dt.date(2021, 7, 27))
    )
    assert found.index.tolist() == ["2021-07-27"]
    assert known(period=(dt.date(2021, 7, 15), dt.date(2021, 7, 19))).empty


def test_days_are_rows_of_a_grid_of_days() -> None:
    found = known(
        total(12, "2021-07-20", "2021-07-20"),
        total(70, "2021-07-14", "2021-07-20"),  # a week is no day
        unit="day",
        period=(dt.date(2021, 7, 19), dt.date(2021, 7, 21)),
        last=None,
    )
    assert found["kind"].tolist() == [UNKNOWN, PUBLISHED, UNKNOWN]
    assert found["value"].dropna().tolist() == [12]
    assert (found["start_on"] == found["end_on"]).all()


def of_weeks(*rows):
    return marks(figures(*rows), metric="new_cases", unit="week")


def test_weeks_end_where_most_of_those_published_end() -> None:
    found = of_weeks(
        total(70, "2021-07-14", "2021-07-20"),  # a Tuesday
        total(60, "2021-07-28", "2021-08-03"),  # a Tuesday
        total(50, "2021-08-09", "2021-08-15"),  # a Sunday, later than both
    )
    assert anchor(found) == dt.date(2021, 8, 3)


def test_of_days_of_the_week_that_are_equally_usual_the_latest_is_taken() -> None:
    found = of_weeks(total(70, "2021-07-14", "2021-07-20"), total(50, "2021-08-09", "2021-08-15"))
    assert anchor(found) == dt.date(2021, 8, 15)


def test_a_statement_about_many_weeks_counts_once() -> None:
    found = of_weeks(
        total(10, "2021-07-05", "2021-08-01", statistic="each_week", relation=">"),  # Sundays
        total(70, "2021-07-14", "2021-07-20"),
        total(60, "2021-07-28", "2021-08-03"),
    )
    assert anchor(found) == dt.date(2021, 8, 3)


def test_without_numbers_of_single_weeks_there_is_no_anchor() -> None:
    assert anchor(of_weeks()) is None
    assert anchor(of_weeks(total(12, "2021-07-20", "2021-07-20"))) is None
    assert anchor(of_weeks(total(70, "2021-07-14", "2021-07-20", quality="garbled"))) is None


def test_days_at_the_end_without_a_number_are_told() -> None:
    found = known(
        total(70, "2021-07-07", "2021-07-13"), windows=[("2021-07-27", 3.0, float("inf"))]
    ).reset_index()
    # A least number alone is no range: it stands beside the words.
    assert without_a_number(found) == (dt.date(2021, 7, 14), dt.date(2021, 7, 27))
    assert without_a_number(found.head(1)) is None
    assert without_a_number(known().reset_index()) is None  # then the whole plot says so


DAYS = st.dates(dt.date(2021, 5, 1), dt.date(2021, 9, 30))
NUMBERS = st.integers(0, 2_000)


@given(
    start=DAYS,
    length=st.integers(0, 90),
    last=DAYS,
    unit=st.sampled_from(["week", "day"]),
    rows=st.lists(
        st.tuples(DAYS, NUMBERS, st.sampled_from(["=", ">", "≥"]), st.sampled_from([1, 7])),
        max_size=6,
    ),
    windows=st.lists(st.tuples(DAYS, NUMBERS, NUMBERS), max_size=6),
)
def test_rows_tile_the_period_and_hold_their_numbers(
    start: dt.date,
    length: int,
    last: dt.date,
    unit: str,
    rows: list[tuple[dt.date, int, str, int]],
    windows: list[tuple[dt.date, int, int]],
) -> None:
    end = start + dt.timedelta(days=length)
    found = known(
        *(
            total(value, str(day - dt.timedelta(days=days - 1)), str(day), relation=relation)
            for day, value, relation, days in rows
        ),
        windows=[(str(day), float(min(pair)), float(max(pair))) for day, *pair in windows],
        unit=unit,
        period=(start, end),
        last=last,
    )
    days = 7 if unit == "week" else 1
    widths = (found["end_on"] - found["start_on"]).dt.days + 1
    assert (widths == days).all()
    assert (found["start_on"].iloc[1:].array == (found["end_on"] + pd.Timedelta(days=1))
            .iloc[:-1].array).all()  # fmt: skip
    if unit == "day":
        assert len(found) == length + 1
    else:
        assert (length + 1) // 7 - 1 <= len(found) <= (length + 1) // 7
    if len(found):
        assert found["start_on"].min() >= pd.Timestamp(start)
        assert found["end_on"].max() <= pd.Timestamp(end)
        assert ((found["end_on"] - pd.Timestamp(last)).dt.days % days == 0).all()
    assert not (found["least"] > found["greatest"]).any()
    certain = found[found["value"].notna()]
    assert set(certain["kind"]) <= {PUBLISHED, CALCULATED}
    assert (certain["least"] <= certain["value"]).all()
    assert (certain["value"] <= certain["greatest"]).all()
