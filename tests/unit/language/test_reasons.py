"""Reasons read as arguments, with their numbers, in both languages."""

import pytest

from kampung.language import Language
from kampung.subjects.evidence.phrases import equation
from kampung.subjects.evidence.reasons import UNCHECKABLE, reason

INDONESIAN, ENGLISH = Language("id"), Language("en")

MEAN = {
    "metric": "new_cases",
    "compared_metric": None,
    "statistic": "daily_mean",
    "relation": "=",
    "value": 79.83,
    "decimals": 2,
    "start": "2021-07-03",
    "end": "2021-08-31",
    "days": 60,
}
ARGUMENT = MEAN | {
    "from_on": "2021-07-02",
    "from_total": 7535,
    "stated_total": 4790,
    "reached": 12325,
    "counted_on": "2021-08-25",
    "counted": 13054,
    "short": 729,
    "count": 2,
}


def test_the_argument_from_one_total_to_another():
    assert reason(ENGLISH, "reaches_too_few", ARGUMENT) == (
        "From the total on 2 July 2021 (7,535), 60 days at this average lead to 12,325; "
        "but 13,054 were already counted on 25 August 2021: 729 short."
    )
    assert reason(INDONESIAN, "reaches_too_few", ARGUMENT) == (
        "Dari total pada 2 Juli 2021 (7.535), 60 hari dengan rata-rata ini baru sampai 12.325; "
        "padahal pada 25 Agustus 2021 sudah tercatat 13.054: kurang 729."
    )


def test_other_lengths_of_an_open_period_are_told_too():
    told = reason(
        ENGLISH, "reaches_too_few", ARGUMENT | {"other_lengths": [58, 59], "other_short": 616}
    )
    assert told.endswith("729 short. With 58 or 59 days it is off by 616 or more as well.")


def test_a_total_is_not_called_a_mean():
    total = ARGUMENT | {"statistic": "total", "value": 4790, "decimals": 0}
    assert "another 4,790 lead to 12,325" in reason(ENGLISH, "reaches_too_few", total)


@pytest.mark.parametrize(
    ("statistic", "metric", "least", "greatest", "english"),
    [
        ("total", "new_cases", 507, 954, "507 to 954 cases"),
        ("total", "new_cases", 507, 507, "507 cases"),
        ("daily_mean", "new_recoveries", 81.6066, 94.3, "81.61 to 94.30 recoveries a day"),
        ("cumulative", "new_deaths", 724, 730, "724 to 730 deaths in all"),
        ("level", "active_cases", 400, 500, "400 to 500 active cases"),
        ("each_week", "new_deaths", 0, 132, "0 to 132 deaths in the lowest week"),
        ("maximum_week", "new_cases", 793, 1619, "793 to 1,619 cases in the highest week"),
        ("share", "fatality_rate", 9.69, 9.81, "9.69% to 9.81%"),
    ],
)
def test_a_quantity_has_its_unit(statistic, metric, least, greatest, english):
    params = MEAN | {"statistic": statistic, "metric": metric, "least": least}
    told = reason(ENGLISH, "possible_between", params | {"greatest": greatest})
    assert f"allow {english} (3 July–31 August 2021)" in told


@pytest.mark.parametrize(
    ("relation", "english", "indonesian"),
    [
        (">", "more than 800", "lebih dari 800"),
        ("≥", "at least 800", "sedikitnya 800"),
        ("<", "fewer than 800", "kurang dari 800"),
        ("≤", "at most 800", "paling banyak 800"),
        ("≈", "about 800", "sekitar 800"),
        ("=", "800", "800"),
    ],
)
def test_relations_are_said_in_words(relation, english, indonesian):
    params = MEAN | {"statistic": "total", "value": 800, "decimals": 0, "relation": relation}
    params |= {"bound": 152, "short": 649, "count": 2}
    assert f"“{english}” is 649 people too many" in reason(ENGLISH, "too_high", params)
    assert f"“{indonesian}” kelebihan 649 orang" in reason(INDONESIAN, "too_high", params)


def test_a_comparison_names_both_series():
    params = MEAN | {"statistic": "comparison", "metric": "new_recoveries", "relation": ">"}
    params |= {"compared_metric": "new_cases", "value": None, "least": 305, "greatest": 816}
    assert reason(ENGLISH, "possible_between", params) == (
        "Other pages’ figures allow a difference of 305 to 816 (recoveries less cases) "
        "(3 July–31 August 2021); “more recoveries than cases” fits."
    )
    assert "pasien sembuh lebih banyak daripada kasus" in reason(
        INDONESIAN, "possible_between", params
    )


def test_one_other_figure_is_not_called_several():
    params = MEAN | {"statistic": "total", "value": 80, "decimals": 0, "bound": 75, "short": 5}
    assert reason(ENGLISH, "too_high", params | {"count": 1}).startswith("Given 1 other figure, ")
    assert reason(INDONESIAN, "too_high", params | {"count": 3}).startswith("Menurut 3 angka")


def test_a_sentence_with_two_possible_readings_says_so():
    params = MEAN | {"undecided": True}
    assert reason(ENGLISH, "possible_freely", params).endswith("so neither reading is relied on.")


@pytest.mark.parametrize("code", UNCHECKABLE)
def test_what_cannot_be_tested_is_said_in_both_languages(code):
    english, indonesian = reason(ENGLISH, code, {}), reason(INDONESIAN, code, {})
    assert english.endswith(".")
    assert indonesian != english


def test_every_reason_of_the_engine_has_a_sentence():
    every = MEAN | ARGUMENT | {
        "least": 1, "greatest": 2, "bound": 3, "lengths": [58, 59],
        "week_start": "2021-07-14", "week_end": "2021-07-20",
    }  # fmt: skip
    for code in (
        *("follows_exactly", "follows_within", "possible_between", "possible_at_least"),
        *("possible_at_most", "possible_freely", "possible_lengths", "reaches_too_few"),
        *("reaches_too_many", "week_too_high", "week_too_low", "too_high", "too_low"),
        *("no_whole_number", "no_common_length", "no_whole_total", "no_whole_total_stated"),
    ):
        for language in (INDONESIAN, ENGLISH):
            told = reason(language, code, every)
            assert told.endswith(".")
            assert "{" not in told


def test_what_nothing_limits_is_said_without_a_number():
    """A share of no cases at all: the record leaves it no value."""
    share = MEAN | {"statistic": "share", "metric": "fatality_rate", "value": 9.8, "decimals": 1}
    told = share | {"bound": None, "short": 1, "count": 1}
    assert reason(ENGLISH, "too_low", told) == (
        "Given 1 other figure, “9.8%” cannot be true (3 July–31 August 2021)."
    )
    assert reason(INDONESIAN, "too_low", told) == (
        "Menurut 1 angka lain, “9,8%” tidak mungkin benar (3 Juli–31 Agustus 2021)."
    )


def equation_of(*added, beside, total, other):
    def terms(amounts):
        return [{"id": str(amount), "amount": amount, "times": 1} for amount in amounts]

    return {
        "added": terms(added), "beside": terms(beside), "sum": total, "other_sum": other,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("made", "english", "indonesian"),
    [
        (
            equation_of(3480, 61, 69, beside=[3608], total=3610, other=3608),
            "3,480 + 61 + 69 = 3,610, but 3,608 were published",
            "3.480 + 61 + 69 = 3.610, padahal yang dipublikasikan 3.608",
        ),
        (
            equation_of(6484, 599, beside=[6902, 140], total=7083, other=7042),
            "6,484 + 599 = 7,083, but 6,902 + 140 = 7,042",
            "6.484 + 599 = 7.083, padahal 6.902 + 140 = 7.042",
        ),
        (
            equation_of(80, beside=[75], total=80, other=75),
            "80 and 75 cannot both be true",
            "80 dan 75 tidak mungkin benar keduanya",
        ),
    ],
)
def test_a_contradiction_is_an_equation_to_check_by_hand(made, english, indonesian):
    assert equation(ENGLISH, made) == english
    assert equation(INDONESIAN, made) == indonesian


def test_a_dispute_says_that_one_must_be_wrong_and_not_which():
    params = MEAN | {"statistic": "total", "value": 80, "decimals": 0, "bound": 75, "short": 5}
    told = reason(ENGLISH, "too_high", params | {"count": 1, "suspects": ["a", "b"]})
    assert told.endswith("One of 2 figures must be wrong; which one is open.")
