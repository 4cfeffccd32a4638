import pickle
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kampung.pack import PackInvalid, read_pack


def test_tables_have_their_types(small_pack: Path) -> None:
    pack = read_pack(small_pack)
    figures = pack.tables["figures"]
    kinds = figures.dtypes.astype(str).to_dict()
    assert kinds["id"] == "str"
    assert kinds["value"] == "float64"
    assert kinds["days_least"] == "Int64"
    assert kinds["start_on"] == "datetime64[us]"
    assert str(pack.tables["cohorts"]["includes_area"].dtype) == "boolean"
    assert list(figures.columns) == pack.descriptor.table("figures").columns


def test_values_are_those_of_the_files(small_pack: Path) -> None:
    pack = read_pack(small_pack)
    mean = pack.tables["figures"].set_index("id").loc["f003"]
    assert (mean["value"], mean["decimals"], mean["days_least"]) == (7.25, 2, 59)
    assert pd.isna(mean["start_on"])
    assert mean["end_on"] == pd.Timestamp("2021-08-31")
    assert pd.isna(mean["reading_id"])
    title = pack.tables["sources"].set_index("id")["title"]["warta-2021-07-21"]
    assert title == "Kasus, kian naik"
    assert pack.tables["cohorts"]["includes_area"].tolist() == [True, pd.NA]


def test_a_table_without_rows_keeps_columns_and_types(small_pack: Path) -> None:
    counts = read_pack(small_pack).tables["service_counts"]
    assert counts.shape == (0, 10)
    assert str(counts["period_start"].dtype) == "datetime64[us]"
    assert str(counts["requested"].dtype) == "Int64"


def test_what_the_descriptor_says_of_the_whole(small_pack: Path) -> None:
    descriptor = read_pack(small_pack).descriptor
    assert (descriptor.name, descriptor.area_code) == ("contoh", "99.01")
    assert (descriptor.focus_start, descriptor.focus_end) == (date(2021, 6, 1), date(2021, 9, 5))


def test_a_bad_pack_is_refused_with_the_whole_report(pack: Path) -> None:
    (pack / "events.csv").unlink()
    (pack / "awards.csv").unlink()
    with pytest.raises(PackInvalid, match="problems in the data pack") as caught:
        read_pack(pack)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (str(again), again.problems) == (str(caught.value), caught.value.problems)
    assert {problem.file for problem in caught.value.problems} >= {"awards.csv", "events.csv"}
    assert all(str(problem) in str(caught.value) for problem in caught.value.problems)
