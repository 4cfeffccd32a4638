"""Counts of villages by date, and of services by family."""

import pandas as pd

from kampung.subjects.programme.analysis import adoption_series, by_family
from tests.unit.made_up import table


def test_a_month_has_both_its_ends_and_a_middle():
    found = adoption_series(table("adoption"))
    row = found[(found["aspect"] == "fibre") & (found["villages"] == 115)].iloc[0]
    assert row["start_on"] == pd.Timestamp("2017-09-01")
    assert row["end_on"] == pd.Timestamp("2017-09-30")
    assert row["middle"] == pd.Timestamp("2017-09-15 12:00")


def test_shares_are_of_what_the_source_counts():
    found = adoption_series(table("adoption"))
    row = found[(found["aspect"] == "programme") & (found["villages"] == 80)].iloc[0]
    assert row["share"] == 80 / 189


def test_counts_in_conflict_are_marked_and_lead_nowhere():
    found = adoption_series(table("adoption"))
    mine = found[found["aspect"] == "programme"]
    launch = mine[mine["start_on"] == pd.Timestamp("2016-05-31")]
    assert sorted(set(launch["villages"])) == [41, 70]
    assert launch["conflicting"].all()
    # 80 is the first undisputed count, and 170 follows on it: 130 or 189 in January 2018 are not.
    assert pd.isna(mine[mine["villages"] == 80]["previous"].iloc[0])
    assert mine[mine["villages"] == 170]["previous"].iloc[0] == 80


def test_no_counts_give_an_empty_series():
    assert adoption_series(table("adoption").head(0)).empty


def test_kinds_of_service_are_counted_by_family_the_largest_first():
    types = pd.DataFrame(
        {"family": ["land", "travel", "travel", "land", "police"], "self_service": [0, 1, 0, 0, 1]}
    )
    found = by_family(types.astype({"self_service": "boolean"}))
    # Of two families of two the one with more self-service comes first.
    assert found.to_numpy().tolist() == [["travel", 1, 2], ["land", 0, 2], ["police", 1, 1]]
    assert by_family(types.head(0)).empty
