"""Invented counts of services: what holds for all of them."""

from datetime import date
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from kampung.errors import KampungError
from kampung.simulation.services import COLUMNS, simulated_blocks, simulated_counts
from tests.unit.made_up import table

KEY = ["village_code", "service_code", "period_start", "period_end"]
TYPES = pd.DataFrame(
    {
        "code": ["surat-tanah", "surat-keterangan-usaha", "surat-nikah", "surat-kuasa"],
        "family": ["land", "business", "marriage", "other"],
    }
)


def areas(villages: int, population: list[int] | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": ["99.01.01"] + [f"99.01.01.{2001 + n}" for n in range(villages)],
            "level": ["district"] + ["village"] * villages,
            "population": pd.array([None, *(population or [None] * villages)], dtype="Int64"),
        }
    )


def counts(
    villages: int, *, seed: int = 1, years: int = 1, end_on: date = date(2025, 6, 30)
) -> pd.DataFrame:
    return simulated_counts(
        areas(villages), TYPES, seed=seed, years=years, end_on=end_on, source_id="simulasi"
    )


@cache
def regency() -> pd.DataFrame:
    """217 villages, the 42 services of the shipped pack, five years."""
    return simulated_counts(
        areas(217),
        table("service_types"),
        seed=7,
        years=5,
        end_on=date(2025, 12, 31),
        source_id="simulasi",
    )


def last_reports() -> pd.Series:
    """Last day that each of the 217 villages reported; missing for those that never did."""
    return regency().groupby("village_code", observed=False)["period_end"].max()


def test_columns_are_narrow_and_those_of_the_table() -> None:
    made = counts(3)
    assert tuple(made.columns) == COLUMNS
    assert {name: str(dtype) for name, dtype in made.dtypes.items()} == {
        "village_code": "category",
        "service_code": "category",
        "period_start": "datetime64[us]",
        "period_end": "datetime64[us]",
        "requested": "int32",
        "completed": "int32",
        "rejected": "int32",
        "median_hours": "float32",
        "p90_hours": "float32",
        "source_id": "category",
    }
    assert made["service_code"].cat.categories.tolist() == sorted(TYPES["code"])
    assert set(made["source_id"]) == {"simulasi"}


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    assert_frame_equal(counts(5), counts(5))
    assert not counts(5).equals(counts(5, seed=2))


@pytest.mark.parametrize("villages_a_block", [1, 64, 100, 1000])
def test_blocks_put_together_are_the_whole(villages_a_block: int) -> None:
    blocks = list(
        simulated_blocks(
            areas(150),
            TYPES,
            seed=1,
            years=1,
            end_on=date(2025, 6, 30),
            source_id="simulasi",
            villages_a_block=villages_a_block,
        )
    )
    assert len(blocks) == {1: 3, 64: 3, 100: 2, 1000: 1}[villages_a_block]
    assert_frame_equal(pd.concat(blocks, ignore_index=True), counts(150))


@settings(max_examples=8, deadline=None)
@given(
    st.integers(1, 70),
    st.integers(0, 2**64),
    st.integers(1, 3),
    st.dates(date(2000, 1, 1), date(2050, 1, 1)),
)
def test_what_holds_for_every_row(villages: int, seed: int, years: int, end_on: date) -> None:
    made = counts(villages, seed=seed, years=years, end_on=end_on)
    assert not made.duplicated(KEY).any()
    assert_frame_equal(made.sort_values(KEY, ignore_index=True), made)

    assert (made["period_start"].dt.day_of_week == 0).all()
    assert (made["period_end"] - made["period_start"] == pd.Timedelta(days=6)).all()
    assert (made["period_end"] <= pd.Timestamp(end_on)).all()
    earliest = pd.Timestamp(end_on) - pd.Timedelta(days=366 * years + 7)
    assert (made["period_start"] > earliest).all()

    assert (made[["requested", "completed", "rejected"]] >= 0).all(axis=None)
    assert (made["completed"] + made["rejected"] <= made["requested"]).all()
    done = made["completed"] > 0
    assert made["median_hours"].notna().equals(done)
    assert made["p90_hours"].notna().equals(done)
    assert (made["median_hours"][done] > 0).all()
    assert (made["p90_hours"][done] > made["median_hours"][done]).all()
    assert (made.loc[done, ["median_hours", "p90_hours"]] % 0.25 == 0).all(axis=None)

    # Zero is written only by a village that reports nothing else in that week.
    week = made.groupby(["village_code", "period_start"], observed=True)["requested"]
    assert (week.transform("size")[made["requested"] == 0] == 1).all()


@pytest.mark.parametrize(
    ("end_on", "last"),
    [
        (date(2025, 6, 29), "2025-06-29"),  # a Sunday
        (date(2025, 6, 30), "2025-06-29"),
        (date(2025, 7, 5), "2025-06-29"),
        (date(2025, 7, 6), "2025-07-06"),
    ],
)
def test_the_last_week_is_the_last_whole_one(end_on: date, last: str) -> None:
    assert counts(20, end_on=end_on)["period_end"].max() == pd.Timestamp(last)


def test_a_regency_has_the_rows_that_were_planned() -> None:
    # 765 a village: 60 million and more for the 83,000 villages of the country.
    assert 602 < len(regency()) / 217 < 843
    assert regency()["service_code"].nunique() == 42


def test_villages_join_over_the_years() -> None:
    weekly = regency().groupby("period_start")["village_code"].nunique()
    yearly = weekly.groupby(weekly.index.year).mean().loc[2021:]
    assert yearly[2025] > 2 * yearly[2021]
    assert yearly[2022] > yearly[2021]


def test_some_villages_never_report_some_stop_and_some_are_late() -> None:
    last = last_reports()
    late_by = (pd.Timestamp("2025-12-28") - last).dt.days
    assert 2 <= last.isna().sum() <= 6
    assert (late_by > 90).sum() >= 5
    assert late_by.between(14, 56).sum() >= 5
    assert (late_by == 0).sum() > 170


def test_some_villages_start_late_and_are_slow() -> None:
    made = regency()
    villages = made.groupby("village_code", observed=True)
    first = villages["period_start"].min()
    late = first[first >= "2023-06-01"].index
    assert 8 <= len(late) <= 30
    of_last_year = made[made["period_start"] >= "2025-01-01"]
    waits = of_last_year.groupby("village_code", observed=True)["median_hours"].median()
    assert waits[waits.index.isin(late)].median() > 3 * waits.median()


def test_some_villages_leave_gaps_of_weeks() -> None:
    weeks = regency().drop_duplicates(["village_code", "period_start"])
    weeks = weeks.sort_values(["village_code", "period_start"])
    apart = weeks.groupby("village_code", observed=True)["period_start"].diff().dt.days
    assert (apart[apart > 21].groupby(weeks["village_code"], observed=True).size() > 0).sum() >= 10


def test_services_are_of_very_different_size() -> None:
    sizes = regency().groupby("service_code", observed=False)["requested"].sum()
    sizes = sizes.sort_values(ascending=False)
    assert sizes.index[0] == "surat-pengantar-surat-keterangan-catatan-kepolisian"
    assert sizes.iloc[0] > 20 * sizes.iloc[-1]
    assert 0.4 < sizes.iloc[:5].sum() / sizes.sum() < 0.7


def test_waiting_falls_from_days_to_hours() -> None:
    yearly = regency().groupby(regency()["period_start"].dt.year)["median_hours"].median()
    assert yearly[2021] > 36
    assert yearly[2025] < 12


def test_lebaran_is_quiet() -> None:
    weekly = regency().groupby("period_start")["requested"].sum()
    assert weekly["2024-04-08"] < 0.3 * weekly["2024-03-25"]


def test_a_large_village_asks_for_more() -> None:
    made = simulated_counts(
        areas(200, [1_000] * 100 + [10_000] * 100),
        TYPES,
        seed=1,
        years=1,
        end_on=date(2025, 6, 30),
        source_id="simulasi",
    )
    large = made["village_code"].astype(str) > "99.01.01.2100"
    ratio = made.loc[large, "requested"].sum() / made.loc[~large, "requested"].sum()
    assert 7 < ratio < 14


def test_nothing_to_simulate_is_refused_with_a_sentence() -> None:
    with pytest.raises(KampungError, match="no villages"):
        counts(0)
    with pytest.raises(KampungError, match="at least one year, not 0"):
        counts(3, years=0)
    with pytest.raises(KampungError, match="no services"):
        simulated_counts(
            areas(3), TYPES.iloc[:0], seed=1, years=1, end_on=date(2025, 6, 30), source_id="x"
        )
