"""What is said of the programme."""

import re

import pandas as pd
import pytest

from kampung.language import Language
from kampung.pictures.table import Table
from kampung.subjects.programme import fact_words, words
from kampung.subjects.programme.tables import facts_table
from tests.unit.made_up import table

ID, EN = Language("id"), Language("en")


def adoption(*counts: tuple[str, int]) -> pd.DataFrame:
    rows = pd.DataFrame(counts, columns=["on_date", "villages"])
    return rows.assign(
        on_date=pd.to_datetime(rows["on_date"]), date_precision="day", out_of=None, relation="="
    )


def test_villages_over_time():
    said = words.adoption(table("adoption"), language=EN)
    # How far the programme has come is the headline of the page; the sentence adds the fibre.
    assert said.sentence == (
        "Fibre optic: 115 of 189 villages (September 2017), then 181 of 189 (3 September 2019)."
    )
    assert "The programme: 41 of 217 or 70 of 189 (31 May 2016);" in said.alt
    assert "about 130 of 189 or 189 of 189 (29 January 2018)" in said.alt
    assert "Fibre optic: 115 of 189 (September 2017); 133 of 189 (4 December 2017);" in said.alt
    indonesian = words.adoption(table("adoption"), language=ID).alt
    assert "Program: 41 dari 217" in indonesian
    assert "programme" not in indonesian


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
    said = words.catalogue(table("service_types"), programme="Smart Kampung", language=ID)
    # 42 kinds of letters that come with OpenSID, a register: they are not the programme's own.
    assert said.title == "Jenis surat bawaan OpenSID v2410 (bukan daftar Smart Kampung)"
    assert said.sentence == "Ada 42 jenis layanan, 15 di antaranya layanan mandiri."
    own = table("service_types").assign(source_kind="government")
    assert words.catalogue(own, programme="Smart Kampung", language=EN).title == "Kinds of service"


def test_families_have_names_and_new_ones_keep_their_code():
    assert words.family_name("marriage", language=ID) == "Pernikahan dan perceraian"
    assert words.family_name("fishing_rights", language=ID) == "Fishing rights"


def test_how_far_the_programme_has_come() -> None:
    rows = table("adoption")
    rows = rows[rows["aspect"] == "programme"]
    assert words.spread(rows, programme="Smart Kampung", language=ID) == (
        "Semua **189** desa menjalankan Smart Kampung (Desember 2021); "
        "pada awalnya (Mei 2016) 41 atau 70, menurut sumber yang berbeda."
    )
    assert words.spread(rows, programme="Smart Kampung", language=EN) == (
        "All **189** villages run Smart Kampung (December 2021); "
        "at first (May 2016) 41 or 70: sources differ."
    )
    assert words.reach(rows, programme="Smart Kampung", language=ID) == (
        "Smart Kampung berjalan di semua **189** desa (Desember 2021)."
    )


def test_a_programme_without_a_name() -> None:
    rows = adoption(("2019-01-01", 3), ("2020-01-01", 12))
    assert words.reach(rows, programme="", language=EN) == (
        "The village service programme runs in **12** villages (January 2020)."
    )
    assert words.spread(rows, programme="", language=ID) == (
        "Sebanyak **12** desa menjalankan program layanan desa (Januari 2020); "
        "pada awalnya (Januari 2019) 3."
    )
    by_year = rows.assign(date_precision="year").head(1)
    assert words.spread(by_year, programme="", language=EN) == (
        "**3** villages run the village service programme (2019)."
    )


def test_nothing_is_said_of_nothing() -> None:
    nothing = adoption()
    assert words.reach(nothing, programme="P", language=EN) == ""
    assert words.spread(nothing, programme="P", language=EN) == ""


@pytest.mark.parametrize("language", [ID, EN], ids=["id", "en"])
def test_empty_tables_have_a_sentence(language):
    nothing = [
        words.adoption(table("adoption").head(0), language=language),
        words.maturity(table("programme_facts").head(0), language=language),
        words.cohorts(table("cohorts").head(0), place="Contoh", language=language),
        words.catalogue(table("service_types").head(0), programme="P", language=language),
        fact_words.facts(
            listed(table("programme_facts").head(0)), topic="speed", language=language
        ),
    ]
    for said in nothing:
        assert said.sentence.endswith(".")
        assert said.title
        assert said.alt == said.sentence


def listed(rows: pd.DataFrame, language: Language = EN) -> Table:
    usual = {"note_id": "", "note_en": "", "publisher": "Koran"}
    return facts_table(
        rows.assign(**{k: v for k, v in usual.items() if k not in rows}), language=language
    )


def fact(language: Language, **row: object) -> str:
    """The line of one fact in a list."""
    usual = {
        "value": None,
        "unit_id": "",
        "unit_en": "",
        "on_date": "2021-02-18",
        "date_precision": "day",
        "note_id": "",
        "note_en": "",
    }
    return fact_words.list_of_facts(listed(pd.DataFrame([usual | row]), language))


def test_a_number_that_the_text_leaves_out_stands_before_it() -> None:
    posts = {
        "value": 207,
        "unit_id": "posko",
        "text_id": "Posko COVID-19 yang bekerja di 217 desa dan kelurahan.",
        "unit_en": "posts",
        "text_en": "COVID-19 posts at work in 217 villages and wards.",
    }
    assert fact(ID, **posts) == (
        "- 18 Februari 2021: **207** posko COVID-19 yang bekerja di 217 desa dan kelurahan."
    )
    assert fact(EN, **posts | {"text_en": "At work in 217 villages."}) == (
        "- 18 February 2021: **207 posts**: at work in 217 villages."
    )


def test_a_number_that_the_text_has_is_made_bold_where_it_stands() -> None:
    quick = {"value": 15, "unit_en": "minutes", "text_en": "Done in under 15 minutes, not 150."}
    assert fact(EN, **quick) == "- 18 February 2021: Done in under **15 minutes**, not 150."
    index = {"value": 4.5, "unit_id": "indeks", "text_id": "Indeks SPBE 4,50 dari 5."}
    assert fact(ID, **index) == "- 18 Februari 2021: Indeks SPBE **4,50** dari 5."


def test_of_a_range_both_ends_are_bold_and_no_note_says_which_is_meant() -> None:
    slow = {"value": 6, "unit_en": "days", "text_en": "It took 4–6 days.", "note_en": "Upper end."}
    assert fact(EN, **slow) == "- 18 February 2021: It took **4–6 days**."


def test_a_fact_without_number_or_date_is_its_text_and_note() -> None:
    plain = {"on_date": None, "text_en": "It is fast.", "note_en": "By one account."}
    assert fact(EN, **plain) == "- It is fast. By one account."


def test_every_number_of_the_facts_is_in_their_list() -> None:
    rows = table("programme_facts")
    rows = rows[rows["topic"].isin(fact_words.TOPICS)]
    for language in (ID, EN):
        for topic, some in rows.groupby("topic"):
            made = fact_words.list_of_facts(listed(some, language)).split("\n")
            for line, row in zip(made, some.to_dict("records"), strict=True):
                if pd.notna(row["value"]):
                    number = language.number(row["value"])
                    assert re.search(rf"\*\*(\d+–)?{re.escape(number)}", line), (topic, line)


def test_facts_with_numbers_come_first_and_one_alone_is_not_folded() -> None:
    rows = table("programme_facts")
    reach = listed(rows[rows["topic"] == "reach"])
    shown, folded = fact_words.lists_of_facts(reach, most=4)
    assert len(shown.split("\n")) == 4
    assert len(folded.split("\n")) == len(reach) - 4
    assert shown.startswith("- 15 April 2020: **216** village isolation houses")
    shown, folded = fact_words.lists_of_facts(reach, most=len(reach) - 1)
    assert (len(shown.split("\n")), folded) == (len(reach), "")


def test_a_numbered_list_says_once_of_which_day_it_is() -> None:
    rows = table("programme_facts")
    criteria = listed(rows[rows["topic"] == "criterion"])
    assert (
        fact_words.list_of_facts(criteria, numbered=True).split("\n")[1]
        == "1. Economic empowerment"
    )
    assert fact_words.below_the_list(criteria) == (
        "22 November 2016. The seven criteria are in JPNN (1 June 2016), Antara and Berita Daerah "
        "too."
    )


def test_facts_stand_one_by_one() -> None:
    rows = pd.DataFrame({"text_en": ["It is fast.", "It is near."]}).assign(
        on_date=None, date_precision="", value=None, unit_en=""
    )
    said = fact_words.facts(listed(rows), topic="speed", language=EN)
    assert (said.title, said.sentence) == ("Service times", "It is fast; It is near.")
    assert fact_words.facts(listed(rows), topic="criterion", language=EN).title == "2 criteria"


def test_the_one_number_is_that_of_the_programme_or_of_the_place() -> None:
    counts = {"villages": 3, "districts": 2, "services": 42, "self_services": 15}
    rows = adoption(("2019-01-01", 1), ("2020-01-01", 2)).assign(out_of=3)
    (one,) = words.numbers(counts, rows.iloc[-1], programme="P", language=EN)
    assert (one.label, one.value, one.text) == ("Villages that run P", 2, "2 of 3")
    said = words.in_numbers((one,), rows, language=EN)
    assert said.sentence == "January 2020; at first (January 2019) 1."
    assert said.alt.startswith("Villages that run P: 2 of 3.")
    without = words.numbers(counts, None, programme="P", language=EN)
    assert [(one.label, one.text) for one in without] == [
        ("Villages and wards", "3"),
        ("Districts", "2"),
    ]
    assert words.in_numbers(without, adoption(), language=EN).title == "Village services"
