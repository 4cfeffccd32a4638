"""What is said of awards."""

import pandas as pd
import pytest

from kampung.language import Language
from kampung.subjects.awards import words
from tests.unit.made_up import table

ID, EN = Language("id"), Language("en")


def test_the_awards():
    rows = table("awards")
    said = words.awards(rows, language=EN)
    won = int((rows["result"] == "won").sum())
    assert said.sentence == (
        f"On record: {won} awards, 2 selections and 2 nominations, 2017–2025. "
        f"Four of the awards went to the programme; the regency won {won - 4} others."
    )
    said = words.awards(rows, language=ID)
    assert said.sentence == (
        f"Tercatat {won} penghargaan, 2 kali terpilih, dan 2 nominasi, 2017–2025. "
        f"Empat di antara penghargaan itu diraih program; kabupaten meraih {won - 4} lainnya."
    )
    one = words.awards(rows[rows["id"] == "smart-city-2021"], language=ID)
    assert one.sentence == "Tercatat 1 penghargaan, 2021."


def test_dates_of_awards_are_as_exact_as_they_are_known():
    day = {"on_date": "2021-12-14", "date_precision": "day", "year": 2021}
    assert words.award_date(day, language=ID) == "14 Desember 2021"
    month = day | {"date_precision": "month"}
    assert words.award_date(month, language=ID) == "Desember 2021"
    year = {"on_date": None, "date_precision": "year", "year": 2021}
    assert words.award_date(year, language=ID) == "2021"


RUN = pd.DataFrame(
    {
        "year": [2018, 2019, 2020, 2019],
        "result": "won",
        "scope": ["regency", "regency", "regency", "programme"],
        "category": ["Kabupaten Terinovatif"] * 3 + ["Lain"],
        "giver": "K",
        "date_precision": ["day", "day", "year", "day"],
        "published_on": ["2018", "2019", "2021", "2019"],
    }
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            ID,
            "Makmur tiga tahun berturut-turut menjadi Kabupaten Terinovatif (2018–2020; 2020 "
            "disimpulkan); Desa Cerdas sendiri meraih satu penghargaan.",
        ),
        (
            EN,
            "Makmur has been Most Innovative Regency three years running (2018–2020; 2020 "
            "inferred); Desa Cerdas itself won one award.",
        ),
    ],
)
def test_the_heading_names_the_longest_run_and_what_the_programme_won(language, said):
    heading = words.heading(RUN, place="Makmur", programme="Desa Cerdas", language=language)
    assert heading == said


def test_where_nothing_was_won_the_heading_counts_what_there_is():
    nominated = table("awards").query("result == 'nominated'")
    assert words.heading(nominated, place="A", programme="P", language=EN) == (
        "On record: 2 nominations."
    )


def test_a_programme_without_a_name():
    won = table("awards").query("result == 'won' and scope == 'programme'").head(1)
    assert words.heading(won, place="A", programme="", language=EN).startswith(
        "The village service programme has won 1 award on record ("
    )
    several = table("awards").query("result == 'won' and scope == 'programme'")
    said = words.heading(several, place="A", programme="P", language=EN)
    assert said.startswith(f"P has won {len(several)} awards on record (")


@pytest.mark.parametrize("language", [ID, EN], ids=["id", "en"])
def test_of_nothing_little_is_said(language):
    none = table("awards").head(0)
    assert words.heading(none, place="A", programme="P", language=language) == ""
    assert words.cards(none, language=language) == ()
    for said in (
        words.awards(none, language=language),
        words.accounts(table("award_accounts").head(0), language=language),
    ):
        assert said.sentence.endswith(".")
        assert said.alt == said.sentence


def test_ceremonies_are_counted_and_not_their_versions():
    rows = pd.DataFrame({"award_id": ["a", "a", "b"]})
    said = words.accounts(rows, language=EN)
    assert said.sentence.startswith("Of two ceremonies more than one version was published;")


def test_a_card_leaves_out_what_is_not_known():
    (card,) = words.cards(table("awards").query("id == 'wsis-2019'"), language=EN)
    assert (card.date, card.result) == ("2019", "nominated")
