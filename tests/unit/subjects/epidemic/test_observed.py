"""Daily series in the unit of a chart, and totals of districts: gaps stay gaps."""

import pandas as pd
import pytest

from kampung.subjects.epidemic.analysis.observed import (
    OFFICIAL,
    SIMULATED,
    apart,
    district_totals,
    in_period,
    observed_series,
)

DISTRICTS = pd.DataFrame(
    {
        "code": ["99.01.01", "99.01.02"],
        "name": ["Utara", "Selatan"],
        "tile_column": [1, 1],
        "tile_row": [1, 2],
    }
)


def days(values, *, level="district", kind="simulation", areas=2, first="2021-07-01"):
    """Rows of ``observation_days``, one a day."""
    return pd.DataFrame(
        {
            "level": level,
            "on_date": pd.date_range(first, periods=len(values), unit="us"),
            "source_id": kind,
            "source_kind": kind,
            "publisher": kind.title(),
            "areas": areas,
            "value": [float(value) for value in values],
        }
    )


def values(series: pd.DataFrame) -> list[float | None]:
    return [None if pd.isna(value) else value for value in series["value"]]


def test_a_week_is_the_total_of_seven_days_that_are_all_there():
    found = observed_series(days(range(1, 10)), unit="week", districts=2)

    assert values(found) == [28, 35, 42]  # 1 + … + 7, 2 + … + 8, 3 + … + 9
    assert found["start_on"].iloc[0] == pd.Timestamp("2021-07-01")
    assert found["end_on"].iloc[0] == pd.Timestamp("2021-07-07")
    assert set(found["status"]) == {SIMULATED}
    assert set(found["level"]) == {"district"}


def test_a_day_that_is_missing_is_a_gap():
    rows = days([1] * 16).drop(index=3)

    assert values(observed_series(rows, unit="day", districts=2))[2:5] == [1, None, 1]
    # Every week that holds the fourth day is unknown.
    assert values(observed_series(rows, unit="week", districts=2)) == [None] * 4 + [7] * 6


def test_some_of_the_districts_are_not_the_regency():
    rows = days([5, 5, 5])
    rows.loc[1, "areas"] = 1

    assert values(observed_series(rows, unit="day", districts=2)) == [5, None, 5]


def test_the_series_of_the_regency_goes_before_the_sum_of_its_districts():
    rows = pd.concat([days([5, 6]), days([50, 60], level="regency", areas=1)])
    found = observed_series(rows, unit="day", districts=2)

    assert values(found) == [50, 60]
    assert set(found["level"]) == {"regency"}


def test_official_and_simulated_are_two_series():
    rows = pd.concat([days([5, 6]), days([50], kind="import", level="regency", areas=1)])
    found = observed_series(rows, unit="day", districts=2)

    assert found.groupby("status")["value"].apply(list).to_dict() == {
        OFFICIAL: [50],
        SIMULATED: [5, 6],
    }


def test_only_a_simulated_series_has_a_running_total_for_it_begins_at_nothing():
    rows = pd.concat([days([5, 6]), days([50], kind="import", level="regency", areas=1)])
    found = observed_series(rows, unit="cumulative", districts=2)

    assert values(found) == [5, 11]
    assert set(found["status"]) == {SIMULATED}


@pytest.mark.parametrize("unit", ["day", "week", "cumulative"])
def test_a_state_of_a_day_is_the_same_in_every_unit(unit):
    found = observed_series(days([5, 6], kind="import"), unit=unit, districts=2, state=True)

    assert values(found) == [5, 6]


def test_without_rows_there_is_no_series():
    found = observed_series(days([]), unit="week", districts=2)

    assert found.empty
    assert in_period(found, start=pd.Timestamp("2021-07-01"), end=pd.Timestamp("2021-07-02")).empty
    assert apart(found).empty


def test_weeks_that_lie_apart_are_counted_back_from_one_day():
    series = observed_series(days([1] * 21), unit="week", districts=2)

    assert apart(series)["end_on"].dt.day.tolist() == [7, 14, 21]
    assert apart(series, last=pd.Timestamp("2021-07-20"))["end_on"].dt.day.tolist() == [13, 20]


def totals(**more):
    rows = {
        "code": ["99.01.01", "99.01.02"],
        "source_id": "sim",
        "source_kind": "simulation",
        "publisher": "Simulasi",
        "days": [10, 10],
        "value": [30.0, 20.0],
    }
    return pd.DataFrame(rows | more)


def test_totals_of_districts_say_that_they_are_simulated():
    found = district_totals(totals(), DISTRICTS)

    assert found["value"].tolist() == [30, 20]
    assert found["name"].tolist() == ["Utara", "Selatan"]
    assert set(found["status"]) == {SIMULATED}


def test_a_district_with_fewer_days_than_the_others_has_no_total():
    found = district_totals(totals(days=[10, 9]), DISTRICTS)

    assert values(found) == [30, None]
    assert found["days"].tolist() == [10, 9]


def test_a_district_without_any_day_is_missing_and_not_zero():
    found = district_totals(totals().iloc[:1], DISTRICTS)

    assert values(found) == [30, None]
    assert found["days"].tolist() == [10, 0]


def test_an_official_series_is_not_mixed_with_a_simulated_one():
    both = pd.concat(
        [totals(), totals(source_kind="import", source_id="file", value=[3.0, 2.0], days=5)]
    )
    found = district_totals(both, DISTRICTS)

    assert found["value"].tolist() == [3, 2]
    assert set(found["status"]) == {OFFICIAL}
