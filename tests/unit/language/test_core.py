import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.language import LANGUAGES, Language

INDONESIAN, ENGLISH = Language("id"), Language("en")


def test_another_language_is_refused_by_name():
    with pytest.raises(ValueError, match="unknown language 'xx'"):
        Language("xx")


@pytest.mark.parametrize(
    ("value", "decimals", "indonesian", "english"),
    [
        (954, None, "954", "954"),
        (4790, None, "4.790", "4,790"),
        (79.83, 2, "79,83", "79.83"),
        (1708114, None, "1.708.114", "1,708,114"),
        (-646, None, "−646", "−646"),
        (84.3, 2, "84,30", "84.30"),
        (0, None, "0", "0"),
    ],
)
def test_numbers(value, decimals, indonesian, english):
    assert INDONESIAN.number(value, decimals=decimals) == indonesian
    assert ENGLISH.number(value, decimals=decimals) == english


def test_per_cent_of_the_fall_from_954_to_308():
    # (308 − 954) / 954 = −0.67715…
    assert INDONESIAN.percent((308 - 954) / 954) == "−67,7%"
    assert ENGLISH.percent((308 - 954) / 954) == "−67.7%"
    assert ENGLISH.percent(0.5, decimals=0, signed=True) == "+50%"


@pytest.mark.parametrize(
    ("start", "end", "indonesian", "english"),
    [
        ("2021-07-14", "2021-07-20", "14–20 Juli 2021", "14–20 July 2021"),
        ("2021-08-25", "2021-08-31", "25–31 Agustus 2021", "25–31 August 2021"),
        ("2021-06-28", "2021-07-04", "28 Juni–4 Juli 2021", "28 June–4 July 2021"),
        (
            "2020-12-29",
            "2021-01-04",
            "29 Desember 2020–4 Januari 2021",
            "29 December 2020–4 January 2021",
        ),
        ("2021-12-14", "2021-12-14", "14 Desember 2021", "14 December 2021"),
    ],
)
def test_periods_have_both_ends_and_say_nothing_twice(start, end, indonesian, english):
    days = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    assert INDONESIAN.period(*days) == indonesian
    assert ENGLISH.period(*days) == english


def test_a_date_keeps_the_precision_that_is_known():
    assert INDONESIAN.partial("2018-09") == "September 2018"
    assert INDONESIAN.partial("2018-05-03") == "3 Mei 2018"
    assert ENGLISH.partial("2019") == "2019"
    assert ENGLISH.partial("") == ""


def test_words_are_joined_as_a_sentence_does():
    assert INDONESIAN.join(["desa", "kelurahan", "kecamatan"]) == "desa, kelurahan, dan kecamatan"
    assert ENGLISH.join(["a", "b"]) == "a and b"


def test_charts_get_the_same_signs_as_text():
    locale = INDONESIAN.vega_locale()
    assert (locale["number"]["decimal"], locale["number"]["thousands"]) == (",", ".")
    assert locale["time"]["shortMonths"][7] == "Agu"
    assert locale["time"]["days"][0] == "Minggu"  # d3 counts from Sunday
    assert ENGLISH.vega_locale()["time"]["months"][6] == "July"


@given(st.integers(-(10**12), 10**12), st.sampled_from(LANGUAGES))
def test_whole_numbers_can_be_read_back(value, code):
    written = Language(code).number(value)
    assert int(written.replace("−", "-").replace(".", "").replace(",", "")) == value
