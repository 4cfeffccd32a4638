"""Figures become marks over their own days, at their value in the unit."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampung.subjects.epidemic.analysis.record import COLUMNS, marks, printed_range, weeks_back
from tests.unit.made_up import figures

DAY = dt.date(2021, 7, 1)


def only(found: pd.DataFrame) -> pd.Series:
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize(("unit", "value"), [("week", 954.0), ("day", 954 / 7)])
def test_a_week_is_a_bar_over_its_own_days(unit, value):
    found = only(
        marks(
            figures({"value": 954, "start_on": "2021-07-14", "end_on": "2021-07-20"}),
            metric="new_cases",
            unit=unit,
        )
    )
    assert found["mark"] == "bar"
    assert found["start_on"] == pd.Timestamp("2021-07-14")
    assert found["end_on"] == pd.Timestamp("2021-07-20")
    assert found["draw_end"] == pd.Timestamp("2021-07-21")
    assert found["value"] == pytest.approx(value)
    assert found["printed"] == 954
    assert found["status"] == "published"
    assert found["publisher"] == "Koran"


def test_a_day_is_a_dot_at_seven_times_its_count_in_the_unit_of_a_week():
    rows = figures({"value": 219, "end_on": "2021-07-09"})
    week, day = (only(marks(rows, metric="new_cases", unit=unit)) for unit in ("week", "day"))
    assert (week["mark"], week["value"], week["printed"]) == ("dot", 7 * 219, 219)
    assert (day["mark"], day["value"]) == ("dot", 219)


def test_a_total_over_another_length_is_a_level_at_seven_days_of_it():
    found = only(
        marks(
            figures({"value": 599, "start_on": "2021-06-01", "end_on": "2021-06-23"}),
            metric="new_cases",
            unit="week",
        )
    )
    assert found["mark"] == "segment"
    # 599 in 23 days is 182.3 in 7.
    assert found["value"] == pytest.approx(182.304, abs=0.001)


def test_a_mean_keeps_the_range_of_its_rounding():
    found = only(
        marks(
            figures(
                {
                    "value": 79.83,
                    "decimals": 2,
                    "statistic": "daily_mean",
                    "start_on": "2021-07-03",
                    "end_on": "2021-08-31",
                }
            ),
            metric="new_cases",
            unit="week",
        )
    )
    assert found["mark"] == "segment"
    assert found["value"] == pytest.approx(558.81)
    assert (found["low"], found["high"]) == pytest.approx((558.775, 558.845))


def test_each_of_five_weeks_is_an_arrow_up_from_the_bound():
    found = marks(
        figures(
            {
                "value": 100,
                "relation": ">",
                "statistic": "each_week",
                "weeks": 5,
                "start_on": "2021-07-21",
                "end_on": "2021-08-24",
            }
        ),
        metric="new_cases",
        unit="week",
    )
    assert found["mark"].tolist() == ["arrow"] * 5
    assert found["direction"].tolist() == ["up"] * 5
    assert found["part"].tolist() == [1, 2, 3, 4, 5]
    assert found["start_on"].iloc[0] == pd.Timestamp("2021-07-21")
    assert found["end_on"].iloc[-1] == pd.Timestamp("2021-08-24")
    assert found["low"].tolist() == [101.0] * 5  # whole numbers above 100
    assert found["high"].isna().all()


def test_weeks_of_a_period_are_counted_back_from_its_end():
    # 1 July to 31 August 2021 has 62 days: eight weeks, the first of which begins on 7 July.
    weeks = weeks_back(pd.Timestamp("2021-07-01"), pd.Timestamp("2021-08-31"))
    assert len(weeks) == 8
    assert weeks[0] == (pd.Timestamp("2021-07-07"), pd.Timestamp("2021-07-13"))
    assert weeks[-1][1] == pd.Timestamp("2021-08-31")


def test_the_highest_week_is_a_cap_and_above_somewhere_an_arrow():
    found = marks(
        figures(
            {
                "value": 954,
                "statistic": "maximum_week",
                "start_on": "2021-07-01",
                "end_on": "2021-08-31",
            },
            {
                "value": 800,
                "relation": ">",
                "statistic": "maximum_week",
                "start_on": "2021-06-01",
                "end_on": "2021-07-31",
            },
        ),
        metric="new_cases",
        unit="week",
    )
    assert dict(zip(found["printed"], found["mark"], strict=True)) == {954: "cap", 800: "arrow"}


def test_running_totals_are_in_the_cumulative_view_only():
    rows = figures({"value": 7373, "statistic": "cumulative", "end_on": "2021-06-29"})
    assert marks(rows, metric="new_cases", unit="week").empty
    assert only(marks(rows, metric="new_cases", unit="cumulative"))["mark"] == "point"


@pytest.mark.parametrize("unit", ["day", "week", "cumulative"])
def test_a_level_is_the_same_point_in_every_unit(unit):
    rows = figures(
        {"value": 1340, "statistic": "level", "metric": "active_cases", "end_on": "2021-08-10"}
    )
    found = only(marks(rows, metric="active_cases", unit=unit))
    assert (found["mark"], found["value"]) == ("point", 1340)


def test_a_comparison_without_a_number_has_no_mark():
    rows = figures(
        {
            "value": None,
            "relation": ">",
            "statistic": "comparison",
            "start_on": "2021-08-18",
            "end_on": "2021-08-31",
        }
    )
    assert marks(rows, metric="new_cases", unit="week").empty


def test_doubt_and_other_readings_are_hollow():
    found = marks(
        figures(
            {"value": 1, "end_on": "2021-07-01"},
            {"value": 2, "end_on": "2021-07-02", "quality": "doubtful"},
            {"value": 3, "end_on": "2021-07-03", "statement": "s", "reading_en": "one"},
            {"value": 4, "end_on": "2021-07-03", "statement": "s", "reading_en": "another"},
        ),
        metric="new_cases",
        unit="day",
    )
    assert found.set_index("printed")["hollow"].to_dict() == {1: False, 2: True, 3: True, 4: True}


def test_figures_in_conflict_are_both_drawn():
    found = marks(
        figures(
            {"value": 80, "end_on": "2020-12-12", "conflict": "cases-2020-12-12"},
            {"value": 75, "end_on": "2020-12-12", "conflict": "cases-2020-12-12"},
        ),
        metric="new_cases",
        unit="day",
    )
    assert sorted(found["printed"]) == [75, 80]
    assert set(found["conflict"]) == {"cases-2020-12-12"}


def test_figures_of_other_metrics_and_areas_stay_out():
    rows = figures(
        {"value": 1, "end_on": "2021-07-01"},
        {"value": 2, "end_on": "2021-07-01", "metric": "new_deaths"},
        {"value": 3, "end_on": "2021-07-01", "area_code": "99.02"},
    )
    assert marks(rows, metric="new_cases", unit="day", area_code="99.01")["printed"].tolist() == [1]


def test_no_figures_give_an_empty_frame_with_all_columns():
    found = marks(figures(), metric="new_cases", unit="week")
    assert found.empty
    assert tuple(found.columns) == COLUMNS


@pytest.mark.parametrize(
    ("value", "decimals", "relation", "statistic", "low", "high"),
    [
        (79.83, 2, "=", "daily_mean", 79.825, 79.835),
        (26, 0, "=", "daily_mean", 25.5, 26.5),
        (9.82, 2, "=", "share", 9.815, 9.825),
        (954, 0, "=", "total", 954, 954),
        (100, 0, ">", "each_week", 101, float("nan")),
        (100, 0, "≥", "each_week", 100, float("nan")),
        (30, 0, ">", "daily_mean", 30, float("nan")),
        (1000, 0, "<", "level", float("nan"), 999),
        (130, 0, "≈", "total", float("nan"), float("nan")),
        (0.1, 0, "=", "daily_mean", 0, 0.6),  # nothing is below zero
    ],
)
def test_printed_numbers_stand_for_ranges(value, decimals, relation, statistic, low, high):
    found = printed_range(value, decimals, relation, statistic)
    assert found == pytest.approx((low, high), nan_ok=True)


STATISTIC = st.sampled_from(["total", "daily_mean", "cumulative", "level", "maximum_week"])


@settings(deadline=None, max_examples=40)
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "value": st.integers(0, 10_000),
                "statistic": STATISTIC,
                "relation": st.sampled_from(["=", ">", "≥", "<", "≤", "≈"]),
                "first": st.integers(0, 400),
                "days": st.integers(1, 40),
            }
        ),
        max_size=8,
    ),
    unit=st.sampled_from(["day", "week", "cumulative"]),
)
def test_every_figure_with_a_place_in_the_unit_is_drawn_exactly_once(rows, unit):
    made = []
    for row in rows:
        start = DAY + dt.timedelta(days=row["first"])
        end = start + dt.timedelta(days=row["days"] - 1)
        state = row["statistic"] in ("cumulative", "level")
        made.append(
            {
                "value": row["value"],
                "statistic": row["statistic"],
                "relation": row["relation"],
                "start_on": end if state else start,
                "end_on": end,
            }
        )
    found = marks(figures(*made), metric="new_cases", unit=unit, derived=False)
    wanted = {
        f"f{n}"
        for n, row in enumerate(made, start=1)
        if row["statistic"] == "level"
        or (row["statistic"] == "cumulative") == (unit == "cumulative")
    }
    assert sorted(found["figure_id"]) == sorted(wanted)


@settings(deadline=None, max_examples=40)
@given(
    value=st.integers(0, 100_000), days=st.integers(1, 400), unit=st.sampled_from(["day", "week"])
)
def test_the_value_times_the_days_is_the_printed_total(value, days, unit):
    end = DAY + dt.timedelta(days=days - 1)
    found = only(
        marks(
            figures({"value": value, "start_on": DAY, "end_on": end}),
            metric="new_cases",
            unit=unit,
            derived=False,
        )
    )
    unit_days = {"day": 1, "week": 7}[unit]
    assert found["value"] * days / unit_days == pytest.approx(value)
    assert found["mark"] == {1: "dot", 7: "bar"}.get(days, "segment")
