"""The record as bars: each kind has its form, and nothing is written where it has no room."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from kampung.charts.theme import LIGHT
from kampung.language import Language
from kampung.subjects.epidemic.analysis.grid import grid
from kampung.subjects.epidemic.analysis.record import marks
from kampung.subjects.epidemic.charts.column_words import Named
from kampung.subjects.epidemic.charts.columns import (
    SELECTION,
    columns_chart,
    columns_sparkline,
    grey,
)
from tests.unit.charts import drawn
from tests.unit.made_up import figures

EN = Language("en")
START, END = dt.date(2021, 6, 30), dt.date(2021, 8, 31)
PHONE = 300  # pixels of plot on a narrow telephone

PEAK = {
    "value": 954,
    "start_on": "2021-07-14",
    "end_on": "2021-07-20",
    "period_basis": "derived",
}
LAST = {"value": 308, "start_on": "2021-08-25", "end_on": "2021-08-31"}
SUMS = (
    {"value": 1000, "end_on": "2021-07-06", "statistic": "cumulative"},
    {"value": 1410, "end_on": "2021-07-13", "statistic": "cumulative"},
)
FLOORS = {
    "value": 100,
    "start_on": "2021-07-28",
    "end_on": "2021-08-10",
    "statistic": "each_week",
    "relation": ">",
}


def ranges(*rows):
    made = [
        {
            "start_on": pd.Timestamp(end) - pd.Timedelta(days=6),
            "end_on": pd.Timestamp(end),
            "least": least,
            "greatest": greatest,
            "estimate": least + 1,
        }
        for end, least, greatest in rows
    ]
    return pd.DataFrame(made, columns=["start_on", "end_on", "least", "greatest", "estimate"])


def known(*rows, windows=(), end=END):
    return grid(
        marks(figures(*rows), metric="new_cases", unit="week"),
        ranges(*windows),
        unit="week",
        start=START,
        end=end,
        last=END,
    )


def draw(found, *, named=None, language=EN, look=LIGHT, **more):
    return drawn.spec(
        columns_chart(
            found,
            look=look,
            language=language,
            metric="new_cases",
            unit="week",
            start=START,
            end=more.pop("end", END),
            named=named or Named(),
            **more,
        )
    )


def boxes(whole, **style):
    """Rows of bars whose mark has these properties."""
    return [
        row
        for node, rows in drawn.layers(whole, mark="rect")
        if style.items() <= node["mark"].items()
        for row in rows
    ]


def shown(whole, *, width):
    """Words that are written into a plot of this width."""
    return [
        row["label"]
        for node, rows in drawn.layers(whole, mark="text")
        if node["mark"].get("aria") is not False  # the halo repeats them
        for row in rows
        if row.get("roomy", 0) <= width < row.get("most", 100_000)
    ]


def test_published_is_solid_calculated_an_outline_possible_grey() -> None:
    found = known(PEAK, *SUMS, windows=[("2021-08-03", 40.0, 90.0)])
    whole = draw(found)

    assert [row["y2"] for row in boxes(whole, color=LIGHT.accent)] == [954]
    outline = boxes(whole, stroke=LIGHT.accent)
    assert [row["y2"] for row in outline] == [410]
    solid, _ = grey(LIGHT)
    assert [(row["y"], row["y2"]) for row in boxes(whole, color=solid)] == [(0, 40)]
    fading = [
        (row["y"], row["y2"])
        for node, rows in drawn.layers(whole, mark="rect")
        if isinstance(node["mark"].get("color"), dict)
        for row in rows
    ]
    assert fading == [(40, 90)]
    assert drawn.key(whole) == ["published", "calculated", "possible range"]


@pytest.mark.parametrize("look", drawn.LOOKS)
@pytest.mark.parametrize("language", drawn.LANGUAGES)
def test_numbers_stand_on_their_bars(look: object, language: Language) -> None:
    found = known(PEAK, *SUMS, windows=[("2021-08-03", 1040.0, 1090.0)])
    whole = draw(found, language=language, look=look)
    thousand = {"id": "1.040–1.090", "en": "1,040–1,090"}[language.code]
    assert {"954", "410", thousand} <= drawn.words(whole)


def test_more_than_is_a_box_without_a_lid_and_said_once_for_its_weeks() -> None:
    whole = draw(known(FLOORS))

    boxes_ = boxes(whole, fill=LIGHT.accent)
    assert [row["y2"] for row in boxes_] == [101, 101]
    assert not boxes(whole, stroke=LIGHT.accent)
    rules = [rows for _, rows in drawn.layers(whole, mark="rule")]
    walls = [rows for rows in rules if "at" in rows[0]]
    assert len(walls) == 2  # left and right, and nothing across the top
    assert not [rows for rows in rules if "at" not in rows[0] and "x2" in rows[0]]
    assert shown(whole, width=900).count("above 100 every week") == 1
    assert "above 100 every week" not in shown(whole, width=40)
    assert "above 100" in shown(whole, width=40)


def test_a_range_above_a_floor_fades_from_its_least() -> None:
    whole = draw(known(FLOORS, windows=[("2021-08-03", 101.0, 190.0)]))
    fading = [
        (row["y"], row["y2"])
        for node, rows in drawn.layers(whole, mark="rect")
        if isinstance(node["mark"].get("color"), dict)
        for row in rows
    ]
    assert fading == [(101, 190)]
    assert "101–190" in drawn.words(whole)


@pytest.mark.parametrize("starred", ["", "2021-07-20"])
def test_an_asterisk_stands_at_the_days_that_a_note_explains(starred: str) -> None:
    whole = draw(known(PEAK, LAST), named=Named(peak="2021-07-20", starred=starred))
    days = "14–20 Jul" + ("*" if starred else "")
    assert days in drawn.words(whole)
    assert sum("*" in word for word in drawn.words(whole)) == bool(starred)


def test_weeks_without_a_number_are_empty_and_said_to_be() -> None:
    end = dt.date(2021, 9, 28)
    named = Named(
        nothing=("After 31 Aug no weekly\nnumber was published", "no\nweekly\nnumber"),
        nothing_from=dt.date(2021, 9, 1),
    )
    found = known(LAST, end=end)
    whole = draw(found, named=named, end=end)
    assert {"After 31 Aug no weekly", "number was published"} <= set(shown(whole, width=1_000))
    narrow = shown(whole, width=PHONE)
    assert "number was published" not in narrow
    assert "weekly" in narrow


def test_a_period_of_which_nothing_is_known_says_so() -> None:
    assert any("published" in word for word in drawn.words(draw(known())))
    assert draw(known(end=dt.date(2021, 7, 2)), end=dt.date(2021, 7, 2))  # no whole week


def test_nothing_wider_than_its_room_is_written_on_a_telephone() -> None:
    found = known(
        PEAK,
        LAST,
        *SUMS,
        windows=[("2021-07-06", 1000.0, 1900.0), ("2021-08-03", 1000.0, 1900.0)],
    )
    wide = shown(draw(found), width=1_300)
    narrow = shown(draw(found), width=PHONE)
    # Nine weeks on 300 pixels are 33 pixels a week: a number of three digits fits, a range not.
    assert "1,000–1,900" in wide
    assert "1,000–1,900" not in narrow
    assert {"954", "410", "308"} <= set(narrow)


def test_bars_are_heard_once_each_and_not_as_coordinates() -> None:
    whole = draw(known(PEAK, FLOORS, *SUMS, windows=[("2021-08-17", 40.0, 90.0)]))
    for kind in ("rect", "rule"):
        for node, rows in drawn.layers(whole, mark=kind):
            described = node["encoding"].get("description")
            assert described or node["mark"]["aria"] is False
            if described:
                assert "14–20 Jul 2021: 954, published" in {row["heard"] for row in rows}


def test_no_mark_is_written_twice_for_those_who_listen() -> None:
    nodes = [node["mark"] for node, _ in drawn.layers(draw(known(PEAK)), mark="text")]
    halos = [node for node in nodes if node.get("stroke") == LIGHT.page]
    assert halos
    assert all(node["aria"] is False for node in halos)


EVENTS = pd.DataFrame(
    {
        "kind": ["restriction", "restriction", "first_case"],
        "on_date": ["2021-07-03", "2021-07-21", "2021-07-10"],
        "end_on": ["2021-07-20", "2021-08-31", None],
        "title_en": ["Emergency restrictions", "Levels", "First case"],
        "title_id": ["Pembatasan darurat", "Tingkat", "Kasus pertama"],
        "label_en": ["Emergency", "Levels", ""],
        "label_id": ["Darurat", "Tingkat", ""],
        "source_id": ["s", "s", "s"],
    }
)


def test_restrictions_are_a_strip_of_words_beneath_the_axis() -> None:
    whole = draw(known(PEAK), events=EVENTS)
    spans = [
        row
        for node, rows in drawn.layers(whole, mark="rect")
        if "tip_title" in rows[0]
        for row in rows
    ]
    assert [row["tip_title"] for row in spans] == ["Emergency restrictions", "Levels"]
    assert spans[0]["heard"] == "Emergency restrictions, 3–20 July 2021"
    assert all(row["y"] < 0 and row["y2"] < 0 for row in spans)  # beneath nought
    assert {"Emergency", "Levels"} <= set(shown(whole, width=1_000))
    assert "First case" not in drawn.words(whole)
    assert whole["height"] > draw(known(PEAK))["height"]


def test_the_estimate_is_small_ticks_where_it_is_asked_for() -> None:
    found = known(PEAK, windows=[("2021-08-03", 40.0, 90.0)])

    def ticks(whole):
        return [
            row["y"]
            for node, rows in drawn.layers(whole, mark="rule")
            if node["mark"].get("color") == LIGHT.ink
            for row in rows
        ]

    assert ticks(draw(found)) == []
    assert ticks(draw(found, estimate=True)) == [41]


def test_every_week_of_which_anything_is_known_can_be_selected() -> None:
    found = known(PEAK, FLOORS, windows=[("2021-08-17", 40.0, 90.0)])
    whole = draw(found)
    (reach,) = (
        rows
        for node, rows in drawn.layers(whole, mark="rect")
        if node["mark"].get("opacity") == 0
    )  # fmt: skip
    known_ = found[found["kind"] != "unknown"]
    assert [row["code"] for row in reach] == known_["code"].tolist()
    assert SELECTION in {param["name"] for param in whole["params"]}


def test_two_charts_of_one_ceiling_have_one_axis() -> None:
    def top(whole):
        return {
            node["encoding"]["y"]["scale"]["domain"][1]
            for node, _ in drawn.layers(whole, mark="rect")
        }

    low, high = known(LAST), known(PEAK)
    assert top(draw(low)) != top(draw(high))
    assert top(draw(low, ceiling=954.0)) == top(draw(high, ceiling=954.0))


def test_a_small_picture_has_bars_and_no_words() -> None:
    whole = drawn.spec(
        columns_sparkline(
            known(PEAK, FLOORS),
            look=replace(LIGHT),
            language=EN,
            metric="new_cases",
            start=START,
            end=END,
        )
    )
    assert drawn.words(whole) == set()
    assert [row["y2"] for row in boxes(whole, color=LIGHT.accent)] == [954]
    assert whole["height"] == 44
