"""The record as dots: states of a day joined by a line, running totals not."""

import datetime as dt

import pandas as pd

from kampung.charts.theme import LIGHT
from kampung.language import Language
from kampung.subjects.epidemic.analysis.record import marks
from kampung.subjects.epidemic.charts.dots import dots_chart
from tests.unit.charts import drawn
from tests.unit.made_up import figures

EN = Language("en")
START, END = dt.date(2021, 7, 1), dt.date(2021, 8, 31)
STATES = (
    {"value": 570, "end_on": "2021-07-06"},
    {"value": 1340, "end_on": "2021-08-10"},
    {"value": 501, "end_on": "2021-08-25"},
)


def points(*rows, statistic="level"):
    found = marks(
        figures(*({"statistic": statistic, **row} for row in rows)),
        metric="new_cases",
        unit="cumulative",
    )
    return found.assign(code=found["figure_id"])


def draw(found, **more):
    chart = dots_chart(
        found,
        look=LIGHT,
        language=more.pop("language", EN),
        metric="active_cases",
        start=START,
        end=END,
        **more,
    )
    return drawn.spec(chart)


def dots(whole):
    """Rows of what is seen: the reach of a finger around each dot is not."""
    return [
        row
        for node, rows in drawn.layers(whole, mark="point")
        if node["mark"].get("size") and node["mark"].get("opacity") != 0
        for row in rows
    ]


def test_states_are_joined_by_a_line_and_their_axis_begins_at_nought() -> None:
    whole = draw(points(*STATES))
    ((line, rows),) = drawn.layers(whole, mark="line")
    assert [row["y"] for row in rows] == [570, 1340, 501]
    assert line["encoding"]["y"]["scale"]["domain"][0] < 0  # room beneath the axis for names
    assert [row["fill"] for row in dots(whole)] == [LIGHT.active] * 3


def test_running_totals_are_not_joined() -> None:
    totals = points(
        {"value": 7000, "end_on": "2021-07-06"},
        {"value": 7400, "end_on": "2021-07-13"},
        statistic="cumulative",
    )
    whole = draw(totals, states=False)
    assert list(drawn.layers(whole, mark="line")) == []
    domain = next(drawn.layers(whole, mark="point"))[0]["encoding"]["y"]["scale"]["domain"]
    assert domain[0] > 0  # far above nought: the increase is what one looks for
    assert len(dots(whole)) == 2


def test_a_calculated_number_is_an_empty_dot() -> None:
    found = points(*STATES)
    found.loc[1, "status"] = "derived"
    whole = draw(found)
    assert [row["fill"] for row in dots(whole)] == [LIGHT.active, LIGHT.page, LIGHT.active]
    assert [row["tip_kind"] for row in dots(whole)][1] == "calculated from totals"
    assert drawn.key(whole) == ["published", "calculated"]


def test_dots_that_the_title_speaks_of_are_named_with_their_days() -> None:
    whole = draw(points(*STATES), named=("f2", "f3", "f2"))
    assert {"1,340", "10 Aug", "501", "25 Aug"} <= drawn.words(whole)
    assert "570" not in drawn.words(whole)
    indonesian = draw(points(*STATES), named=("f2",), language=Language("id"))
    assert {"1.340", "10 Agu"} <= drawn.words(indonesian)


def test_what_is_possible_lies_behind_as_a_grey_band() -> None:
    days = pd.to_datetime(["2021-07-01", "2021-07-10"])
    band = pd.DataFrame(
        {"start_on": days, "end_on": days, "least": [10.0, 20.0], "greatest": [30.0, 60.0]}
    )
    whole = draw(points(*STATES), band=band, states=False)
    assert drawn.rows(whole, mark="area")
    assert "possible range" in drawn.key(whole)


def test_one_state_needs_no_line_and_none_says_so() -> None:
    assert list(drawn.layers(draw(points(STATES[0])), mark="line")) == []
    assert any("published" in word for word in drawn.words(draw(points())))


def test_a_small_picture_has_dots_and_no_words() -> None:
    whole = draw(points(*STATES), named=("f2",), bare=True, height=44)
    assert drawn.words(whole) == set()
    assert len(dots(whole)) == 3
    assert "params" not in whole


def test_dots_are_heard_as_day_number_and_how_it_is_known() -> None:
    reach = [
        rows
        for node, rows in drawn.layers(draw(points(*STATES)), mark="point")
        if "description" in node["encoding"]
    ]
    assert reach[0][0]["heard"] == "6 July 2021: 570, published"


def test_no_word_is_heard_twice() -> None:
    nodes = [node["mark"] for node, _ in drawn.layers(draw(points(*STATES), named=("f2",)),
                                                      mark="text")]  # fmt: skip
    assert [node.get("aria") for node in nodes if node.get("stroke") == LIGHT.page] == [False]
