"""One source after the other: in which order, in which words, and how it is found."""

from pathlib import Path

import pandas as pd
import pytest

from kampung.language import Language
from kampung.language.cells import records
from kampung.store.door import DataSet
from kampung.subjects.sources import entries, pictures
from kampung.subjects.sources.pictures import SourcesSettings
from kampung.subjects.sources.queries import SOURCED

EN, ID = Language("en"), Language("id")


@pytest.fixture(scope="module")
def data(small_store: Path) -> DataSet:
    return DataSet.at(str(small_store))


@pytest.fixture(scope="module")
def listed(data: DataSet) -> pd.DataFrame:
    return pictures.listed(data)


def row(listed: pd.DataFrame, source_id: str) -> dict[str, object]:
    return next(row for row in records(listed) if row["id"] == source_id)


def test_the_article_comes_first_and_then_who_gave_most(
    data: DataSet, listed: pd.DataFrame
) -> None:
    assert listed["id"].iloc[0] == data.meta["article"]
    said = (listed["figures"] + listed["repeats"]).iloc[1:]
    assert said.is_monotonic_decreasing


def test_what_a_source_gave_is_counted_by_what_a_reader_calls_it() -> None:
    row = dict.fromkeys(SOURCED, 0) | {"figures": 22, "awards": 1, "award_sources": 2}
    assert entries.gave(row, language=EN) == "22 figures and 3 awards"
    assert entries.gave(row | {"figures": 1}, language=ID) == "1 angka dan 3 penghargaan"
    assert entries.gave(row, language=EN, most=1) == "22 figures"
    assert entries.gave(dict.fromkeys(SOURCED, 0), language=EN) == ""


def test_a_line_leads_to_the_page_and_to_all_that_is_known(listed: pd.DataFrame) -> None:
    line = entries.line(row(listed, "kode-wilayah"), language=EN)
    assert line.startswith("[Kemendagri](https://example.org/3) · Kode wilayah · [")
    assert line.endswith("](tentang?source=kode-wilayah&lang=en)")
    assert "(no public page) · Jenis surat" in entries.line(row(listed, "surat-desa"), language=EN)


def test_in_full_it_says_what_is_known_and_leaves_out_what_is_not(
    data: DataSet,
) -> None:
    told = pictures.in_full(data, "warta-2021-07-21", EN).splitlines()
    assert told[0] == "**Warta Contoh** · Kasus, kian naik"
    assert "- Published: 21 July 2021" in told
    assert "- Page: [https://example.org/2](https://example.org/2)" in told
    assert told[-1] == "- Note: Counted again"
    assert "- Page: no public page" in pictures.in_full(data, "surat-desa", EN).splitlines()
    assert not any(line.startswith("- Author") for line in told)
    assert pictures.in_full(data, "nobody", EN) == ""


def test_a_search_finds_every_word_wherever_it_stands(data: DataSet) -> None:
    found = pictures.lines(data, SourcesSettings(), ID)
    hits = entries.found(found.texts, sought="kasus  2021")
    assert ["Kasus, kian naik" in found.lines[place] for place in hits] == [True]
    assert entries.found(found.texts, sought="") == list(range(len(found.lines)))
    assert entries.found(found.texts, sought="tidak ada ini") == []
