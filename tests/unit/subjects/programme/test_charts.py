"""Villages by date, classes of villages, the selection, the catalogue."""

import pandas as pd
import pytest

from kampung.charts.theme import LIGHT
from kampung.language import Language
from kampung.subjects.programme.charts.adoption import adoption_chart
from kampung.subjects.programme.charts.programme import (
    catalogue_chart,
    cohorts_chart,
    maturity_chart,
)
from tests.unit.charts.drawn import LANGUAGES, LOOKS, key, layers, rows, spec, words
from tests.unit.made_up import table

ASPECTS = {"programme": "Program", "fibre": "Serat optik"}
ID, EN = LANGUAGES


def maturity():
    facts = table("programme_facts")
    classes = facts[facts["topic"] == "maturity"].sort_values("position")
    return classes.assign(label=classes["text_id"])


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_chart_is_valid_in_every_look_and_language(language, look):
    how = {"look": look, "language": language}
    for chart in (
        adoption_chart(table("adoption"), aspects=ASPECTS, **how),
        maturity_chart(maturity(), **how),
        cohorts_chart(table("cohorts"), area_name="Contoh", **how),
        catalogue_chart(table("service_types"), **how),
    ):
        whole = spec(chart)
        assert whole["config"]["axis"]["labelColor"] == look.muted
        assert (
            whole["config"]["locale"]["number"]["decimal"] == {"id": ",", "en": "."}[language.code]
        )


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_without_data_a_chart_says_so(language):
    how = {"look": LIGHT, "language": language}
    sentence = {"id": "Belum ada data.", "en": "No data yet."}[language.code]
    for chart in (
        adoption_chart(table("adoption").head(0), aspects=ASPECTS, **how),
        adoption_chart(table("adoption"), aspects={}, **how),
        maturity_chart(maturity().head(0), **how),
        cohorts_chart(table("cohorts").head(0), area_name="Contoh", **how),
        catalogue_chart(table("service_types").head(0), **how),
    ):
        assert words(spec(chart)) == {sentence}


def test_both_counts_of_the_launch_are_drawn_ringed_and_joined():
    whole = spec(adoption_chart(table("adoption"), aspects=ASPECTS, look=LIGHT, language=ID))
    assert {"41", "70", "80", "170", "189", "sekitar 130", "semua 189 desa"} <= words(whole)
    rings = [
        some
        for node, some in layers(whole, mark="point")
        if node["mark"].get("stroke") == LIGHT.gold
    ]
    assert {row["y"] for row in rings[0]} == {41, 70, 130, 189}
    joined = [row for row in rows(whole, mark="rule") if row.get("y2")]
    assert {(row["y"], row["y2"]) for row in joined} == {(41, 70), (130, 189)}
    assert "Sumber berbeda" in key(whole)


def test_without_a_whole_there_is_no_line_of_all_villages():
    counts = table("adoption").assign(out_of=None)
    whole = spec(adoption_chart(counts, aspects=ASPECTS, look=LIGHT, language=EN))
    assert "189" in words(whole)
    assert not any(word.startswith("all ") for word in words(whole))


def test_undisputed_counts_alone_guide_the_eye():
    whole = spec(adoption_chart(table("adoption"), aspects=ASPECTS, look=LIGHT, language=ID))
    lines = [[row["y"] for row in some] for _, some in layers(whole, mark="line")]
    assert lines[0] == [80, 170, 189, 189]
    assert lines[1] == [115, 133, 170, 175, 181]


def test_a_count_of_a_month_or_year_is_as_long_as_what_is_known():
    whole = spec(adoption_chart(table("adoption"), aspects=ASPECTS, look=LIGHT, language=EN))
    points = rows(whole, mark="point")
    dates = {row["y"]: row["tip_date"] for row in points if row.get("tip_date")}
    assert dates[115] == "September 2017"
    assert dates[175] == "2019"
    assert dates[181] == "3 September 2019"
    wide = [row for row in rows(whole, mark="rule") if row.get("y") == 175]
    # 1 January to 31 December 2019: 364 days from the first to the last
    assert (wide[0]["x2"] - wide[0]["x"]) / 86_400_000 == 364


def test_classes_have_number_share_and_name():
    whole = spec(maturity_chart(maturity(), look=LIGHT, language=ID))
    # 95, 98 and 24 of 217 are 43.8, 45.2 and 11.1 per cent.
    assert words(whole) >= {"95", "98", "24", "44%", "45%", "11%", "Maju", "Berkembang", "Kurang"}
    bars = rows(whole, mark="rect")
    assert [(row["x"], row["x2"]) for row in bars] == [(0, 95), (95, 193), (193, 217)]


def test_one_class_alone_is_drawn_too():
    one = pd.DataFrame({"label": ["Maju"], "value": [5]})
    assert {"5", "100%", "Maju"} <= words(spec(maturity_chart(one, look=LIGHT, language=ID)))


def test_the_selection_has_a_dot_for_each_area_and_one_is_ours():
    whole = spec(cohorts_chart(table("cohorts"), look=LIGHT, language=ID, area_name="Contoh"))
    dots = rows(whole, mark="point")
    assert len(dots) == 100
    assert pd.Series([row["year"] for row in dots]).value_counts().to_dict() == {
        "2018": 50,
        "2017": 25,
        "2019": 25,
    }
    (ours,) = [row for row in dots if row["form"] == "diamond"]
    assert (ours["year"], ours["tip"]) == ("2017", "Contoh")
    assert {"2017", "25 daerah", "50 daerah", "Contoh"} <= words(whole)


def test_the_catalogue_counts_by_family_and_by_oneself():
    whole = spec(catalogue_chart(table("service_types"), look=LIGHT, language=EN))
    bars = {row["family"]: row for row in rows(whole, mark="rect")}
    assert sum(row["all"] for row in bars.values()) == 42
    assert sum(row["own"] for row in bars.values()) == 15
    assert bars["residency"]["name"] == "Residency"
    assert key(whole) == ["Online self-service", "At the village office"]


def test_a_family_that_is_new_here_keeps_its_code():
    types = pd.DataFrame({"family": ["fishing_rights"], "self_service": [True]})
    whole = spec(catalogue_chart(types, look=LIGHT, language=Language("en")))
    assert "Fishing rights" in words(whole)
