"""Which awards are inferred, and the longest run of one."""

import pandas as pd
import pytest

from kampung.subjects.awards.analysis import Run, is_inferred, longest_run


def award(year: int, **given: object) -> dict[str, object]:
    return {
        "year": year,
        "result": "won",
        "scope": "regency",
        "category": "Terinovatif",
        "giver": "Kementerian",
        "date_precision": "day",
        "published_on": f"{year}-12-10",
    } | given


def later(year: int) -> dict[str, object]:
    return award(year, date_precision="year", published_on=f"{year + 1}-12-30")


@pytest.mark.parametrize(
    ("row", "inferred"),
    [
        (later(2020), True),
        (award(2020), False),
        (award(2020, date_precision="year", published_on="2020-12"), False),
        (later(2020) | {"date_precision": "day"}, False),
        (later(2020) | {"result": "nominated"}, False),
        (later(2020) | {"published_on": None}, False),
    ],
)
def test_inferred_is_what_only_a_later_year_tells_and_no_day(
    row: dict[str, object], inferred: bool
) -> None:
    assert is_inferred(row) is inferred


def test_the_longest_run_names_the_years_that_are_inferred() -> None:
    rows = pd.DataFrame(
        [award(2018), award(2019), later(2020), award(2021), award(2023), award(2024)]
    )
    assert longest_run(rows) == Run("Terinovatif", 2018, 2021, inferred=(2020,))


def test_of_two_runs_of_one_length_the_newer_counts() -> None:
    rows = pd.DataFrame([award(year) for year in (2011, 2012, 2015, 2016)])
    assert longest_run(rows) == Run("Terinovatif", 2015, 2016, inferred=())


@pytest.mark.parametrize(
    "other",
    [{"category": "Lain"}, {"giver": "Lain"}, {"scope": "programme"}, {"result": "nominated"}],
)
def test_a_year_of_something_else_makes_no_run(other: dict[str, object]) -> None:
    assert longest_run(pd.DataFrame([award(2020), award(2021, **other)])) is None
