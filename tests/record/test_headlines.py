"""What the shipped record says at a glance."""

from pathlib import Path

import pytest

from kampung.language import Language
from kampung.pictures.picture import View
from kampung.store.door import DataSet
from kampung.subjects.epidemic import facts, headline_words
from kampung.subjects.epidemic import pictures as epidemic_pictures
from kampung.subjects.epidemic.focus import focus
from kampung.subjects.epidemic.pictures import PeriodSettings


@pytest.fixture(scope="module")
def data(record_store: Path) -> DataSet:
    return DataSet.at(str(record_store))


@pytest.mark.parametrize(
    ("code", "cases", "deaths"),
    [
        ("id", "puncak **954** per pekan (pertengahan Juli 2021)", "**56**"),
        ("en", "a peak of **954** (mid July 2021)", "**56**"),
    ],
)
def test_the_fall_of_cases_and_deaths_is_that_of_the_article(
    data: DataSet, code: str, cases: str, deaths: str
) -> None:
    start, end = focus(data)
    peaks = facts.peaks_of(data, start=start, end=end)
    said = headline_words.fall_of_cases(peaks, language=Language(code))
    assert cases in said
    assert "**308**" in said
    assert deaths in headline_words.fall_of_deaths(peaks, language=Language(code))


def test_peaks_name_the_sources_that_they_rest_on(data: DataSet) -> None:
    made = epidemic_pictures.peaks_and_declines(data, PeriodSettings(), View(Language("en")))
    values = {row[0].value: (row[1].value, row[2].value) for row in made.table.rows}
    assert values["New cases"] == (954, 308)
    assert values["Deaths"] == (100, 56)
    assert all(source.url.startswith("https://") for source in made.sources)
