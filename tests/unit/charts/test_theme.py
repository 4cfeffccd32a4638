"""Colours can be told apart and read, by the formula of WCAG 2.2."""

from itertools import combinations

import altair as alt
import pandas as pd
import pytest

from kampung.charts.theme import (
    DARK,
    LIGHT,
    contrast,
    finished,
    look_named,
    luminance,
    nothing,
    text_on,
)
from kampung.language import Language
from tests.unit.charts.drawn import rows, spec

LOOKS = [LIGHT, DARK]
INKS = ["ink", "muted", "accent", "recoveries", "deaths", "active", "gold"]
TEXT, MARK = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#777777", "#FFFFFF", 4.48),  # the grey that is known to fail by a hair
    ],
)
def test_contrast_as_the_standard_computes_it(first, second, ratio):
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize(
    "ink", ["ink", "muted", "accent", "recoveries", "deaths", "active", "gold"]
)
@pytest.mark.parametrize("paper", ["page", "surface"])
def test_text_can_be_read(look, ink, paper):
    # Series colours write their own numbers, so they have to pass as text as well.
    assert contrast(getattr(look, ink), getattr(look, paper)) >= TEXT


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_marks_stand_out(look):
    for metric in ("new_cases", "new_recoveries", "new_deaths", "active_cases"):
        assert contrast(look.metric(metric), look.page) >= MARK


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_numbers_on_the_ramp_can_be_read(look):
    for colour in look.ramp:
        assert contrast(text_on(colour, look=look), colour) >= TEXT


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_ramp_goes_one_way_from_the_page(look):
    steps = [luminance(colour) for colour in look.ramp]
    assert steps == sorted(steps, reverse=look is LIGHT)
    assert contrast(look.ramp[0], look.page) < contrast(look.ramp[-1], look.page)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_series_have_colours_of_their_own(look):
    series = [look.accent, look.recoveries, look.deaths, look.active, look.gold]
    assert all(first != second for first, second in combinations(series, 2))


def test_an_unknown_look_is_light():
    assert look_named("dark") is DARK
    assert look_named("<script>") is LIGHT
    assert look_named(None) is LIGHT


# Simulated data


def bars(look, *, language="id", height=200):
    data = pd.DataFrame({"name": ["a", "b"], "count": [1, 2]})
    layer = alt.Chart(data).mark_bar().encode(x="name:N", y="count:Q", tooltip="count:Q")
    return spec(
        finished([layer], look=look, language=Language(language), width="container", height=height)
    )


def axes(node):
    """Every axis of a chart, wherever it lies."""
    for inner in node.get("layer", []):
        yield from axes(inner)
    for channel in node.get("encoding", {}).values():
        if isinstance(channel.get("axis"), dict):
            yield channel["axis"]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_simulated_look_differs_in_nothing_else(name):
    look, simulated = look_named(name), look_named(f"{name}-simulated")
    assert (look.simulated, simulated.simulated) == (False, True)
    assert (simulated.name, simulated.accent, simulated.ramp) == (name, look.accent, look.ramp)


def test_what_calls_itself_simulated_says_so_whatever_its_name():
    assert look_named("blue-simulated") == look_named("light-simulated")


@pytest.mark.parametrize(("language", "word"), [("id", "SIMULASI"), ("en", "SIMULATED")])
def test_simulated_data_are_marked_across_the_plot(language, word):
    (axis,) = axes(bars(look_named("dark-simulated"), language=language))
    assert axis["title"] == word
    assert axis["titleX"] == {"expr": "width / 2"}
    assert axis["titleY"] == {"expr": "height / 2"}
    assert 0.12 <= axis["titleOpacity"] <= 0.2
    assert axis["titleColor"] == DARK.ink
    assert axis["zindex"] == 1  # over the marks


def test_other_data_are_not_marked():
    assert not list(axes(bars(LIGHT)))


def test_the_mark_shares_no_scale_and_brings_no_legend_or_tooltip():
    whole = bars(look_named("light-simulated"))
    assert whole["resolve"] == {"scale": {"x": "independent"}}
    drawn, watermark = whole["layer"]
    assert rows(drawn | {"datasets": whole["datasets"]}, mark="bar") == [
        {"name": "a", "count": 1},
        {"name": "b", "count": 2},
    ]
    assert set(watermark["encoding"]) == {"x"}
    assert watermark["mark"]["tooltip"] is None


def test_a_selection_stays_the_only_one():
    layer = alt.Chart(pd.DataFrame({"x": [1]})).mark_point().encode(x="x:Q")
    layer = layer.add_params(alt.selection_point(name="tile", fields=["x"]))
    look = look_named("light-simulated")
    whole = spec(finished([layer], look=look, language=Language("id"), width=300, height=80))
    assert [param["name"] for param in whole["params"]] == ["tile"]


def test_a_plot_that_says_that_there_is_nothing_is_marked_too():
    look = look_named("light-simulated")
    whole = spec(nothing("…", look=look, language=Language("id"), width="container"))
    assert [axis["title"] for axis in axes(whole)] == ["SIMULASI"]
