"""THE chart: what is in it, where, and in which language."""

import datetime as dt
from functools import cache
from itertools import product

import pandas as pd
import pytest

from kampung.charts.theme import LIGHT
from kampung.language import Language
from kampung.subjects.epidemic.analysis.peaks import peak_of
from kampung.subjects.epidemic.analysis.record import marks
from kampung.subjects.epidemic.charts.record import record_chart
from tests.unit.charts.drawn import LANGUAGES, LOOKS, key, layers, rows, spec, words
from tests.unit.made_up import figures, record, table

START, END = dt.date(2021, 6, 1), dt.date(2021, 9, 5)
METRICS = ["new_cases", "new_recoveries", "new_deaths", "active_cases"]


@cache
def found_in_the_record(metric, unit):
    return marks(record(), metric=metric, unit=unit)


def draw(metric="new_cases", unit="week", *, look=LIGHT, code="id", frame=None, **more):
    if frame is None:
        found = found_in_the_record(metric, unit)
    else:
        found = marks(frame, metric=metric, unit=unit)
    start, end = more.pop("start", START), more.pop("end", END)
    peak = peak_of(found, metric=metric, start=start, end=end)
    return spec(
        record_chart(
            found,
            look=look,
            language=Language(code),
            metric=metric,
            unit=unit,
            start=start,
            end=end,
            named=peak.highest if peak else None,
            metric_name="Kasus baru",
            **more,
        )
    )


def ms(text):
    return pd.Timestamp(text, tz="UTC").timestamp() * 1000


# Each view in both languages and both looks; which goes with which takes turns.
VIEWS = list(product(METRICS, ["day", "week", "cumulative"]))
DRAWN = [
    (*view, language, LOOKS[(place + turn) % 2])
    for place, view in enumerate(VIEWS)
    for turn, language in enumerate(LANGUAGES)
]


@pytest.mark.parametrize(("metric", "unit", "language", "look"), DRAWN)
def test_every_view_is_valid_vega_lite_of_its_look(metric, unit, language, look):
    whole = draw(metric, unit, look=look, code=language.code, events=table("events"))
    assert whole["config"]["font"].startswith("Plus Jakarta Sans")
    assert whole["config"]["axis"]["labelColor"] == look.muted
    decimal = {"id": ",", "en": "."}[language.code]
    assert whole["config"]["locale"]["number"]["decimal"] == decimal
    assert whole["width"] == "container"
    assert rows(whole, mark="point")


def test_a_bar_stands_over_its_own_seven_days():
    bars = {row["y"]: row for row in rows(draw(), mark="rect") if "edge" in row}
    assert bars[954]["x"] == ms("2021-07-14")
    assert bars[954]["x2"] == ms("2021-07-21")  # midnight after the last day
    assert bars[308]["x"] == ms("2021-08-25")
    assert bars[434]["x"] == ms("2021-06-30")


def test_published_bars_are_solid_and_derived_ones_outlined():
    bars = {row["y"]: row for row in rows(draw(), mark="rect") if "edge" in row}
    assert (bars[954]["opacity"], bars[954]["edge"]) == (1.0, LIGHT.page)
    assert bars[434]["opacity"] < 0.2
    assert bars[434]["edge"] == LIGHT.accent


@pytest.mark.parametrize(
    ("code", "number", "period"),
    [("id", "954", "14–20 Juli 2021"), ("en", "954", "14–20 July 2021")],
)
def test_the_peak_has_its_value_and_its_week(code, number, period):
    assert {number, period, "308"} <= words(draw(code=code))


def test_a_bound_is_labelled_as_one():
    assert {"lebih dari 100", "56"} <= words(draw("new_deaths"))
    assert "above 100" in words(draw("new_deaths", code="en"))


def test_in_the_unit_of_a_day_the_label_says_both():
    found = words(draw(unit="day", code="id"))
    assert {"954", "136,3 per hari, 14–20 Juli 2021", "44"} <= found  # 954 / 7, 308 / 7


def test_five_arrows_stand_on_their_bound():
    arrows = [
        row
        for row in rows(draw("new_deaths"), mark="point")
        if row.get("form", "").startswith("M") and row["y"] == 100
    ]
    assert len(arrows) == 5


def test_uncertain_figures_are_hollow():
    points = rows(draw("active_cases"), mark="point")
    day = (ms("2021-08-17") + ms("2021-08-18")) / 2
    found = [row for row in points if row.get("xm") == day]
    assert [row["fill"] for row in found] == [LIGHT.page]  # 973, of 17 or 18 August


def test_what_the_estimate_gives_up_is_hollow():
    mean = "lentera-2021-mean-cases"

    def dashes(whole):
        return {row["dash"] for row in rows(whole, mark="rule") if row.get("y") == 558.81}

    assert dashes(draw()) == {"solid"}
    assert dashes(draw(given_up=frozenset([mean]))) == {"dotted"}


def test_figures_in_conflict_are_both_there_and_ringed():
    points = rows(draw("new_deaths"), mark="point")
    rings = [row for row in points if row.get("edge") == LIGHT.gold]
    assert sorted(row["y"] for row in rings) == [28, 49]  # 4 and 7 deaths on 23 June, × 7
    assert "Sumber berbeda" in key(draw("new_deaths"))


def test_the_key_names_what_is_there_and_nothing_else():
    assert key(draw("active_cases", code="en")) == [
        "State of a day",
        "Uncertain",
        "Sources disagree",
    ]


def test_tooltips_are_written_in_the_language():
    point = next(row for row in rows(draw(), mark="rule") if row.get("y") == 558.81)
    assert point["tip_value"] == "79,83"
    assert point["tip_unit"] == "559 per pekan"
    assert point["tip_period"] == "56 sampai 62 hari hingga 31 Agustus 2021"
    assert point["tip_stated"] == "rata-rata per hari"
    assert point["tip_source"] == "Lentera Today, ¶5"
    english = next(row for row in rows(draw(code="en"), mark="rule") if row.get("y") == 558.81)
    assert english["tip_value"] == "79.83"


def test_the_tooltip_of_a_derived_week_shows_its_formula():
    bars = {row["y"]: row for row in rows(draw(), mark="rect") if "edge" in row}
    assert bars[434]["tip_stated"] == "dihitung: 7.807 − 7.373"
    assert bars[434]["tip_source"] == "2 angka yang dipublikasikan"


def test_events_are_named_where_there_is_room_and_numbered_where_not():
    shown = rows(draw(events=table("events")), mark="text")
    wide = {row["label"] for row in shown if row.get("least") == 720}
    narrow = {row["label"] for row in shown if row.get("most") == 720}
    assert "PPKM Darurat" in wide
    # The fifth and the sixth are one order that was prolonged: drawn once, with the first number.
    assert narrow == {"1", "2", "3", "4", "5", "7", "8"}


def test_the_estimate_is_dashed_and_its_band_pale():
    windows = pd.DataFrame(
        {
            "start_on": pd.to_datetime(["2021-07-07", "2021-07-14", "2021-07-21"]),
            "end_on": pd.to_datetime(["2021-07-13", "2021-07-20", "2021-07-27"]),
            "estimate": [712.0, 954.0, float("nan")],
            "least": [600.0, 954.0, 507.0],
            "greatest": [800.0, 954.0, float("inf")],
        }
    )
    whole = draw(code="en", estimate=windows, band=windows)
    ((line, points),) = layers(whole, mark="line")
    ((area, _),) = layers(whole, mark="area")
    assert line["mark"]["strokeDash"] == [7, 4]
    assert area["mark"]["opacity"] < 0.2
    # At the middle of the window, which is noon of its fourth day; the third is a gap, not zero.
    assert points[1]["x"] == ms("2021-07-17 12:00")
    assert [row["estimate"] for row in points] == [712.0, 954.0, None]
    assert {"Estimate", "Possible range"} <= set(key(whole))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_period_without_figures_says_so(language):
    whole = draw(code=language.code, start=dt.date(2025, 1, 1), end=dt.date(2025, 3, 1))
    sentence = {
        "id": "Belum ada angka yang dipublikasikan untuk periode ini.",
        "en": "No figure was published for this period.",
    }[language.code]
    assert words(whole) == {sentence}


def test_no_figures_at_all_are_no_error():
    assert words(draw(code="en", frame=figures())) == {"No figure was published for this period."}


def test_the_axis_of_running_totals_starts_below_them_and_of_flows_at_zero():
    def bottom(whole):
        node, _ = next(layers(whole, mark="point"))
        return node["encoding"]["y"]["scale"]["domain"][0]

    assert bottom(draw()) == 0
    assert bottom(draw(unit="cumulative")) == 6000  # the first total shown is 6,607
