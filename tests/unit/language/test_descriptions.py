"""Sentences say what the frames hold, in both languages, and no more."""

import datetime as dt

import pandas as pd
import pytest

from kampung.language import Language, statements
from kampung.subjects.areas import words as areas_words
from kampung.subjects.epidemic import words as epidemic_words
from kampung.subjects.epidemic.analysis.compare import common_blocks, comparisons
from kampung.subjects.epidemic.analysis.peaks import peak_of, running_totals_of
from kampung.subjects.epidemic.analysis.record import marks
from tests.unit.made_up import figures, record

ID, EN = Language("id"), Language("en")
START, END = dt.date(2021, 6, 1), dt.date(2021, 9, 5)


def describe(language, metric, name, *, unit="week", frame=None, start=START, end=END):
    found = marks(record() if frame is None else frame, metric=metric, unit=unit)
    return epidemic_words.record(
        found,
        language=language,
        metric_name=name,
        unit=unit,
        start=start,
        end=end,
        peak=peak_of(found, metric=metric, start=start, end=end),
        totals=running_totals_of(found, start=start, end=end),
    )


@pytest.mark.parametrize(
    ("language", "metric", "name", "sentence"),
    [
        (
            ID,
            "new_cases",
            "Kasus baru",
            "Kasus baru mencapai puncak 954 dalam sepekan 14–20 Juli 2021, "
            "lalu turun ke 308 pada 25–31 Agustus 2021 (−67,7%).",
        ),
        (
            EN,
            "new_cases",
            "New cases",
            "New cases peaked at 954 in the week 14–20 July 2021, "
            "then fell to 308 in 25–31 August 2021 (−67.7%).",
        ),
        (
            ID,
            "new_deaths",
            "Kematian",
            "Kematian lebih dari 100 tiap pekan selama 5 pekan, 21 Juli–24 Agustus 2021, "
            "lalu turun ke 56 pada 25–31 Agustus 2021 (turun lebih dari 44%).",
        ),
        (
            EN,
            "new_deaths",
            "Deaths",
            "Deaths: above 100 in each of 5 weeks, 21 July–24 August 2021, "
            "then fell to 56 in 25–31 August 2021 (down by more than 44%).",
        ),
        (
            EN,
            "new_recoveries",
            "Recoveries",
            "Recoveries: above 600 in each of 8 weeks, 7 July–31 August 2021.",
        ),
        (
            ID,
            "active_cases",
            "Kasus aktif",
            "Kasus aktif tertinggi 1.340 pada 10 Agustus 2021, "
            "lalu 207 pada 5 September 2021 (−84,6%).",
        ),
    ],
)
def test_the_record_in_a_sentence(language, metric, name, sentence):
    said = describe(language, metric, name)
    assert said.sentence == sentence
    assert said.alt.endswith(sentence)


def test_a_highest_published_week_is_not_called_the_peak_unless_somebody_says_so():
    said = describe(
        EN, "new_cases", "New cases", start=dt.date(2020, 6, 1), end=dt.date(2021, 5, 31)
    )
    assert said.sentence == (
        "New cases: 584 in the highest published week, 24–30 August 2020, "
        "then fell to 52 in 11–17 May 2021 (−91.1%)."
    )


def test_a_week_that_is_not_lower_did_not_fall():
    week = {"start_on": "2021-07-01", "end_on": "2021-07-07"}
    later = {"start_on": "2021-07-08", "end_on": "2021-07-14"}
    said = describe(
        EN, "new_cases", "New cases", frame=figures({"value": 5, **week}, {"value": 5, **later})
    )
    assert said.sentence == (
        "New cases: 5 in the highest published week, 1–7 July 2021, then 5 in 8–14 July 2021."
    )


def test_running_totals_in_a_sentence():
    said = describe(ID, "new_cases", "Kasus baru", unit="cumulative")
    assert said.title == "Kasus baru, kumulatif"
    assert said.sentence == (
        "Kasus baru: 6.636 hingga 13 Juni 2021, lalu 13.054 hingga 25 Agustus 2021."
    )


def test_days_alone_make_no_week():
    said = describe(
        EN, "new_cases", "New cases", frame=figures({"value": 5, "end_on": "2021-07-01"})
    )
    assert said.sentence == "New cases: 1 figure in this period, but no total of a week."


def test_the_alt_text_counts_what_is_drawn():
    said = describe(EN, "new_deaths", "Deaths")
    assert said.title == "Deaths, per week"
    assert said.alt.startswith("Chart of deaths, per week, 1 June–5 September 2021: ")
    assert "4 more were calculated from them." in said.alt
    assert "2 figures are disputed by other sources." in said.alt


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (ID, "Belum ada angka kasus baru yang dipublikasikan untuk 1 Juni–5 September 2021."),
        (EN, "No figure on new cases was published for 1 June–5 September 2021."),
    ],
)
def test_an_empty_record_says_so(language, sentence):
    name = {"id": "Kasus baru", "en": "New cases"}[language.code]
    said = describe(language, "new_cases", name, frame=figures())
    assert said.sentence == said.alt == sentence


@pytest.mark.parametrize(
    ("change", "relation", "text"),
    [
        (-0.6771, "=", "−67,7%"),
        (0.5, "=", "+50,0%"),
        (-0.44, "<", "turun lebih dari 44%"),
        (-0.4455, "<", "turun lebih dari 44%"),  # cut, not rounded to 45
        (0.509, ">", "naik lebih dari 50%"),
        (-0.5, "≈", "sekitar −50%"),
        (0.2, "<", ""),  # at most so much more: says neither rise nor fall
        (float("nan"), "", ""),
    ],
)
def test_changes_in_words(change, relation, text):
    assert statements.change_text(change, relation, language=ID) == text


def test_numbers_as_stated():
    assert statements.value_text(100, ">", language=ID) == "lebih dari 100"
    assert statements.value_text(79.83, "=", language=ID, decimals=2) == "79,83"
    assert statements.value_text(79.83, "=", language=EN, decimals=2) == "79.83"
    assert statements.value_text(2300, "≥", language=EN) == "at least 2,300"
    assert statements.value_text(5, "≈", language=ID, decimals=float("nan")) == "sekitar 5"


def test_formulas_in_the_digits_of_the_language():
    formula = "(8008 + 219) − 7535"
    assert statements.formula_text(formula, language=ID) == "(8.008 + 219) − 7.535"
    assert statements.formula_text(formula, language=EN) == "(8,008 + 219) − 7,535"


def test_a_period_of_unstated_length_says_what_its_words_allow():
    row = {
        "period_basis": "open",
        "days_least": 56,
        "days_most": 62,
        "start_on": pd.Timestamp("2021-07-03"),
        "end_on": pd.Timestamp("2021-08-31"),
    }
    assert statements.period_text(row, language=EN) == "56 to 62 days up to 31 August 2021"
    stated = row | {"period_basis": "stated"}
    assert statements.period_text(stated, language=EN) == "3 July–31 August 2021"


def test_a_source_is_named_with_its_place():
    assert statements.source_text({"publisher": "Koran", "locator": "¶3"}) == "Koran, ¶3"
    nothing = {"publisher": float("nan"), "source_id": "koran-2021", "locator": None}
    assert statements.source_text(nothing) == "koran-2021"


def test_tiles_name_the_most_and_the_fewest():
    rows = pd.DataFrame(
        {"name": ["Utara", "Selatan", "Timur"], "villages": pd.array([8, 3, None], dtype="Int64")}
    )
    said = areas_words.tiles(rows, value="villages", language=ID)
    assert said.title == "Desa dan kelurahan menurut kecamatan"
    assert said.sentence == "Berkisar antara 3 (Selatan) dan 8 (Utara). Data 1 kecamatan belum ada."
    same = areas_words.tiles(rows.assign(villages=4), value="villages", language=EN)
    assert same.sentence == "3 kecamatan with 4 each."


def test_recoveries_against_cases():
    said = epidemic_words.comparison(
        common_blocks(record(), start=START, end=END),
        metrics={"new_cases": "Kasus baru", "new_recoveries": "Sembuh"},
        language=ID,
        said=comparisons(record(), first="new_recoveries", second="new_cases"),
    )
    assert said.title == "Sembuh dibandingkan dengan kasus baru"
    assert said.sentence == (
        "Pada 30 Juli–25 Agustus 2021 rata-rata per pekan 656 (kasus baru) dan 645 (sembuh). "
        "Untuk 18–31 Agustus 2021 sebuah sumber menyebut sembuh lebih banyak daripada kasus baru."
    )


@pytest.mark.parametrize("language", [ID, EN], ids=["id", "en"])
def test_empty_tables_have_a_sentence(language):
    nothing = [
        areas_words.tiles(
            pd.DataFrame({"name": [], "villages": []}), value="villages", language=language
        ),
        epidemic_words.comparison(
            common_blocks(figures()), metrics={"a": "A", "b": "B"}, language=language
        ),
    ]
    for said in nothing:
        assert said.sentence.endswith(".")
        assert said.title
        assert said.alt == said.sentence
