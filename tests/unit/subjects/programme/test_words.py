"""What is said of the programme."""

import pandas as pd
import pytest

from kampung.language import Language
from kampung.subjects.programme import words
from tests.unit.made_up import table

ID, EN = Language("id"), Language("en")


def adoption(*counts: tuple[str, int]) -> pd.DataFrame:
    rows = pd.DataFrame(counts, columns=["on_date", "villages"])
    return rows.assign(on_date=pd.to_datetime(rows["on_date"]), out_of=None, relation="=")


def test_villages_over_time():
    said = words.adoption(table("adoption"), language=EN, aspects={"fibre": "Fibre"})
    assert said.sentence == (
        "Villages: 41 of 217 or 70 of 189 at first (31 May 2016), "
        "189 of 189 most recently (14 December 2021)."
    )
    assert "about 130 of 189 or 189 of 189 (29 January 2018)" in said.alt
    assert "Fibre: 115 of 189 (September 2017); 133 of 189 (4 December 2017);" in said.alt


def test_classes_of_villages():
    facts = table("programme_facts")
    said = words.maturity(facts[facts["topic"] == "maturity"], language=ID)
    assert said.sentence == (
        "Dari 217 desa dan kelurahan: maju 95 (44%), berkembang 98 (45%), "
        "dan kurang 24 (11%) (2018)."
    )


def test_the_selection():
    said = words.cohorts(table("cohorts"), place="Contoh", language=EN)
    assert said.sentence == (
        "100 areas were selected: 25 in 2017, 50 in 2018 and 25 in 2019. "
        "Contoh was among those of 2017."
    )


def test_the_catalogue():
    said = words.catalogue(table("service_types"), language=ID)
    assert said.sentence == "42 jenis layanan, 15 di antaranya layanan mandiri."


def test_families_have_names_and_new_ones_keep_their_code():
    assert words.family_name("marriage", language=ID) == "Pernikahan dan perceraian"
    assert words.family_name("fishing_rights", language=ID) == "Fishing rights"


def test_a_programme_without_a_name() -> None:
    rows = adoption(("2019-01-01", 3), ("2020-01-01", 12))
    assert words.reach(rows, programme="", language=EN) == (
        "The village service programme runs in **12** villages (1 January 2020)."
    )
    assert words.growth(rows, programme="", language=ID) == (
        "Program layanan desa tumbuh dari **3** desa atau kelurahan pada 1 Januari 2019 menjadi "
        "**12** desa pada 1 Januari 2020."
    )


def test_nothing_is_said_of_nothing() -> None:
    nothing = adoption()
    assert words.reach(nothing, programme="P", language=EN) == ""
    assert words.growth(nothing, programme="P", language=EN) == ""


@pytest.mark.parametrize("language", [ID, EN], ids=["id", "en"])
def test_empty_tables_have_a_sentence(language):
    nothing = [
        words.adoption(table("adoption").head(0), language=language),
        words.maturity(table("programme_facts").head(0), language=language),
        words.cohorts(table("cohorts").head(0), place="Contoh", language=language),
        words.catalogue(table("service_types").head(0), language=language),
        words.facts(table("programme_facts").head(0), topic="speed", language=language),
    ]
    for said in nothing:
        assert said.sentence.endswith(".")
        assert said.title
        assert said.alt == said.sentence


def test_facts_stand_one_by_one():
    rows = pd.DataFrame({"text_en": ["It is fast.", "It is near."]})
    said = words.facts(rows, topic="speed", language=EN)
    assert (said.title, said.sentence) == ("How fast it got", "It is fast; It is near.")
    assert words.facts(rows, topic="criterion", language=EN).title == "2 criteria"


def test_the_first_of_four_numbers_is_that_of_the_programme_or_of_the_place():
    counts = {"villages": 3, "districts": 2, "services": 42, "self_services": 15}
    newest = pd.Series({"villages": 2, "out_of": 3, "relation": "="})
    with_it = words.numbers(counts, newest, language=EN)
    assert [(one.label, one.value, one.text) for one in with_it] == [
        ("Villages in the programme", 2, "2 of 3"),
        ("Districts", 2, "2"),
        ("Kinds of service", 42, "42"),
        ("Of these self-service", 15, "15"),
    ]
    without = words.numbers(counts, None, language=EN)
    assert (without[0].label, without[0].text) == ("Villages and wards", "3")
    said = words.in_numbers(without, has_programme=False, language=EN)
    assert said.title == "Village services in four numbers"
    assert said.sentence.startswith("Villages and wards: 3; Districts: 2; ")
