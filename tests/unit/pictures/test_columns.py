"""Columns that follow from the schemas of the store."""

import pytest

from kampung.language import Language
from kampung.pictures.columns import column
from kampung.pictures.table import Column

ID, EN = Language("id"), Language("en")


def test_title_and_type_are_those_of_the_schema():
    assert column(ID, "awards", "result") == Column("Hasil")
    assert column(EN, "adoption", "out_of") == Column("Out of", "number", decimals=0)
    assert column(ID, "service_totals", "last_end") == Column("Laporan terakhir", "date")
    assert column(EN, "service_totals", "median_hours") == Column("Median time", "number")


def test_a_text_in_two_languages_is_one_column():
    assert column(ID, "sources", "note") == Column("Catatan")
    assert column(EN, "metrics", "definition") == Column("Definition")


def test_a_day_known_to_its_month_is_a_period():
    assert column(EN, "cohorts", "year", kind="period") == Column("Year", "period")


def test_titles_have_the_words_for_the_areas_of_the_data():
    wards = Language("id", frozenset({"kota", "kecamatan", "kelurahan"}))
    assert column(wards, "adoption", "villages").title == "Kelurahan"


def test_what_is_not_there_is_a_mistake():
    with pytest.raises(StopIteration):
        column(EN, "awards", "nothing")
