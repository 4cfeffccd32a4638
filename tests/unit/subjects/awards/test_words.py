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
        f"{won} awards won, 2 selections and 2 nominations, 2017–2025. "
        "4 of those won went to the programme, the others to the regency as a whole."
    )
    one = words.awards(rows[rows["id"] == "smart-city-2021"], language=ID)
    assert one.sentence == "1 penghargaan diraih, 2021."


def test_dates_of_awards_are_as_exact_as_they_are_known():
    day = {"on_date": "2021-12-14", "date_precision": "day", "year": 2021}
    assert words.award_date(day, language=ID) == "14 Desember 2021"
    month = day | {"date_precision": "month"}
    assert words.award_date(month, language=ID) == "Desember 2021"
    year = {"on_date": None, "date_precision": "year", "year": 2021}
    assert words.award_date(year, language=ID) == "2021"


def test_a_programme_without_a_name():
    won = table("awards").query("result == 'won' and scope == 'programme'").head(1)
    assert words.heading(won, programme="", language=EN).startswith(
        "The village service programme has won 1 award on record ("
    )
    several = table("awards").query("result == 'won' and scope == 'programme'")
    said = words.heading(several, programme="P", language=EN)
    assert said.startswith(f"P has won {len(several)} awards on record (")


@pytest.mark.parametrize("language", [ID, EN], ids=["id", "en"])
def test_of_nothing_little_is_said(language):
    none = table("awards").head(0)
    assert words.heading(none, programme="P", language=language) == ""
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
    assert said.sentence.startswith("Of 2 ceremonies more than one version was printed.")


def test_a_card_leaves_out_what_is_not_known():
    (card,) = words.cards(table("awards").query("id == 'wsis-2019'"), language=EN)
    assert (card.date, card.result) == ("2019", "nominated")
