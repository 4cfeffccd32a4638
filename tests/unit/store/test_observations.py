"""Daily series as the store returns them, from a small pack that has some."""

import csv
import datetime as dt
import shutil
from pathlib import Path

import pandas as pd
import pytest

from kampung.building.build import build
from kampung.store import Store
from kampung.subjects.epidemic import queries as epidemic_queries

FIRST = dt.date(2021, 7, 14)


def with_series(small_pack: Path, to: Path) -> Path:
    """A copy of the small pack with ten simulated days of two districts, and three official ones.

    New cases a day: 3 in Utara and 2 in Selatan, simulated; 9, 8 and 7 in the regency, imported.
    """
    pack = Path(shutil.copytree(small_pack, to))
    with (pack / "sources.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ["simulation", "simulation", "Simulasi", "Rekaan", *[""] * 3, "id", "", "", ""],
                ["dinas", "official", "Dinas Contoh", "Deret", *[""] * 3, "id", "", "", ""],
            ]
        )
    with (pack / "observations.csv").open("a", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        for number in range(10):
            day = (FIRST + dt.timedelta(days=number)).isoformat()
            rows.writerow(["99.01.01", "new_cases", day, 3, "simulation"])
            rows.writerow(["99.01.02", "new_cases", day, 2, "simulation"])
        for number, value in enumerate((9, 8, 7)):
            day = (FIRST + dt.timedelta(days=number)).isoformat()
            rows.writerow(["99.01", "new_cases", day, value, "dinas"])
    return pack


@pytest.fixture(scope="module")
def store(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("observations")
    build(with_series(small_pack, folder / "pack"), folder / "small.db")
    return Store(str(folder / "small.db"))


def test_districts_are_summed_for_each_day(store: Store) -> None:
    rows = epidemic_queries.observation_days(store, metric="new_cases")
    district = rows[rows["level"] == "district"]
    assert len(district) == 10
    assert set(district["value"]) == {5.0}
    assert set(district["areas"]) == {2}
    assert set(district["source_kind"]) == {"simulation"}
    assert rows.loc[rows["level"] == "regency", "value"].tolist() == [9, 8, 7]


def test_days_are_summed_for_each_district(store: Store) -> None:
    rows = epidemic_queries.observation_totals(
        store, metric="new_cases", level="district", start=dt.date(2021, 7, 20)
    )
    assert rows["name"].tolist() == ["Utara", "Selatan"]
    assert rows["value"].tolist() == [12, 8]  # four days, 20 to 23 July
    assert rows["days"].tolist() == [4, 4]
    assert rows["end_on"].tolist() == [pd.Timestamp("2021-07-23")] * 2


def test_a_store_without_series_answers_with_typed_empty_frames(small_store: Path) -> None:
    empty = Store(str(small_store))
    for rows in (
        epidemic_queries.observation_days(empty, metric="new_cases"),
        epidemic_queries.observation_totals(empty, metric="new_cases", level="district"),
    ):
        assert rows.empty
        assert rows["value"].dtype == "float64"
