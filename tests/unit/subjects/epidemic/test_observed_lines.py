"""Lines of daily series in the chart of the record: solid if official, dotted if simulated."""

import datetime as dt

import pandas as pd
import pytest

from kampung.charts.theme import LIGHT
from kampung.language import Language
from kampung.subjects.epidemic.analysis.observed import OFFICIAL, SIMULATED
from kampung.subjects.epidemic.analysis.record import marks
from kampung.subjects.epidemic.charts.record import record_chart
from tests.unit.charts.drawn import LANGUAGES, key, layers, spec, words
from tests.unit.made_up import figures

START, END = dt.date(2021, 7, 1), dt.date(2021, 7, 31)


def weeks(status, values):
    ends = pd.date_range("2021-07-10", periods=len(values), unit="us")
    return pd.DataFrame(
        {
            "status": status,
            "start_on": ends - pd.Timedelta(days=6),
            "end_on": ends,
            "value": values,
            "level": "district",
            "source_id": "s",
            "publisher": "Dinas" if status == OFFICIAL else "Simulasi",
        }
    )


def draw(observed=None, *, frame=None, code="id"):
    found = marks(
        figures({"value": 70, "start_on": "2021-07-14", "end_on": "2021-07-20"})
        if frame is None
        else frame,
        metric="new_cases",
        unit="week",
    )
    return spec(
        record_chart(
            found,
            look=LIGHT,
            language=Language(code),
            metric="new_cases",
            unit="week",
            start=START,
            end=END,
            observed=observed,
        )
    )


def lines(whole):
    """Mark and rows of every line that is not a halo."""
    return [
        (node["mark"], rows)
        for node, rows in layers(whole, mark="line")
        if node["mark"]["color"] != LIGHT.page
    ]


def test_an_official_series_is_a_solid_line_in_the_colour_of_the_metric():
    ((mark, rows),) = lines(draw(weeks(OFFICIAL, [40.0, 50.0])))
    assert mark["color"] == LIGHT.accent
    assert "strokeDash" not in mark
    assert [row["y"] for row in rows] == [40, 50]


def test_a_simulated_series_is_dotted_and_in_another_colour():
    ((mark, _),) = lines(draw(weeks(SIMULATED, [40.0, 50.0])))
    assert mark["color"] == LIGHT.gold
    assert mark["strokeDash"][0] < 1 < mark["strokeDash"][1]


@pytest.mark.parametrize(
    ("code", "names"),
    [("id", {"Deret resmi", "Simulasi"}), ("en", {"Official series", "Simulated"})],
)
def test_the_key_names_both(code, names):
    both = pd.concat([weeks(OFFICIAL, [40.0]), weeks(SIMULATED, [50.0])], ignore_index=True)
    assert names <= set(key(draw(both, code=code)))
    assert not names & set(key(draw(code=code)))


def test_a_gap_breaks_the_line():
    ((_, rows),) = lines(draw(weeks(SIMULATED, [40.0, float("nan"), 50.0])))
    assert [row["y"] for row in rows] == [40, None, 50]


def test_the_axis_reaches_the_line():
    def top(whole):
        return max(
            node["encoding"]["y"]["scale"]["domain"][1]
            for node, _ in layers(whole, mark="rect")
            if "scale" in node["encoding"].get("y", {})
        )

    assert top(draw(weeks(SIMULATED, [400.0]))) > 400 > top(draw())


def test_pointing_at_a_line_tells_its_number_period_and_source():
    tips = [
        row
        for _, rows in layers(draw(weeks(SIMULATED, [1234.0])), mark="point")
        for row in rows
        if row.get("tip_stated") == "Simulasi"
    ]
    assert [(row["tip_value"], row["tip_period"], row["tip_source"]) for row in tips] == [
        ("1.234", "4–10 Juli 2021", "Simulasi")
    ]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_series_is_drawn_also_where_nothing_was_published(language):
    whole = draw(weeks(SIMULATED, [40.0]), frame=figures(), code=language.code)
    assert len(lines(whole)) == 1
    assert not words(whole)  # nothing says that there is nothing


def test_without_series_the_chart_is_as_it_was():
    empty = weeks(SIMULATED, []).astype({"value": float})
    assert draw(empty) == draw()
