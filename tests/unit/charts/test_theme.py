"""Colours can be told apart and read, by the formula of WCAG 2.2."""

from itertools import combinations

import pytest

from kampung.charts.theme import DARK, LIGHT, contrast, look_named, luminance, text_on

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
