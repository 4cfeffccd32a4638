"""The awards on their line of time."""

import pandas as pd
import pytest

from kampung.charts.theme import LIGHT
from kampung.language import Language
from kampung.subjects.awards.charts import award_rows, awards_timeline
from tests.unit.charts.drawn import LANGUAGES, LOOKS, key, layers, rows, spec, words
from tests.unit.made_up import table


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_timeline_is_valid_in_every_look_and_language(language, look):
    whole = spec(awards_timeline(table("awards"), look=look, language=language))
    names = {row["name"] for row in rows(whole, mark="text") if "name" in row}
    assert names == set(table("awards")["name"])


def test_scope_is_a_shape_and_result_a_filling():
    whole = spec(awards_timeline(table("awards"), look=LIGHT, language=Language("en")))
    points = {row["name"]: row for row in rows(whole, mark="point") if "fill" in row}
    won, nominated = points["100 Smart City 2021"], points["WSIS Prizes 2019"]
    assert (won["form"], won["fill"]) == ("circle", LIGHT.gold)
    assert (nominated["form"], nominated["fill"]) == ("circle", LIGHT.page)
    assert points["Innovative Government Award (IGA) 2021"]["form"] == "square"
    assert key(whole) == ["To the programme", "To the regency", "Won", "Selected", "Nominated"]


def test_years_head_their_awards_and_days_are_written():
    found = award_rows(table("awards"), language=Language("id"), newest_first=True)
    shown = found.set_index("name")
    assert shown.loc["Innovative Government Award (IGA) 2025", "year"] == "2025"
    assert shown.loc["Indonesia Smart Nation Award (ISNA) 2025", "year"] == ""
    assert shown.loc["100 Smart City 2021", "day"] == "14 Des"
    assert shown.loc["100 Smart City 2021", "tip_date"] == "14 Desember 2021"
    assert shown.loc["WSIS Prizes 2019", "day"] == ""
    assert shown.loc["WSIS Prizes 2019", "tip_date"] == "2019"


@pytest.mark.parametrize("newest_first", [True, False])
def test_awards_stand_in_the_order_of_time(newest_first):
    found = award_rows(table("awards"), language=Language("id"), newest_first=newest_first)
    years = [int(year) for year in found["year"] if year]
    assert years == sorted(years, reverse=newest_first)
    assert len(years) == table("awards")["year"].nunique()


def test_an_award_of_which_only_the_year_is_known_stands_at_the_foot_of_its_year():
    for newest_first in (True, False):
        found = award_rows(table("awards"), language=Language("id"), newest_first=newest_first)
        of_2021 = found[found["tip_date"].str.endswith("2021")]
        assert of_2021["name"].iloc[-1] == "UN Public Service Awards 2021"


def test_names_are_shortened_for_a_telephone():
    found = award_rows(table("awards"), language=Language("id"), newest_first=True)
    short = found.set_index("name")["short"]
    assert short["Indonesia Smart Nation Award (ISNA) 2018"] == "Indonesia Smart Nation Award 2018"
    assert short["100 Smart City 2021"] == "100 Smart City 2021"


def test_a_choice_without_awards_says_so():
    none = table("awards").head(0)
    assert words(spec(awards_timeline(none, look=LIGHT, language=Language("id")))) == {
        "Tidak ada penghargaan untuk pilihan ini."
    }


def test_awards_come_typed_from_a_database_too():
    typed = table("awards").astype({"on_date": "datetime64[us]", "year": "Int64"})
    typed = typed.astype({"place": pd.StringDtype("python")})
    whole = spec(awards_timeline(typed, look=LIGHT, language=Language("en")))
    assert len(list(layers(whole, mark="text"))) == 4
