"""Charts are valid, speak the reader's language, and can be read in both looks."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from kampung.analysis.record import marks
from kampung.charts.awards import awards_timeline
from kampung.charts.maps import tile_map
from kampung.charts.record import record_chart, record_sparkline
from kampung.charts.theme import DARK, LIGHT, contrast
from kampung.language import LANGUAGES, Language
from kampung.pack import read_pack

PACK = Path(__file__).parents[3] / "data" / "banyuwangi"
START, END = dt.date(2021, 6, 1), dt.date(2021, 9, 5)


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return read_pack(PACK).tables


def data_of(specification: dict[str, object]) -> str:
    return str(specification["datasets"])


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
@pytest.mark.parametrize("code", LANGUAGES)
def test_record_names_its_peak_in_the_language(tables, look, code):
    shown = marks(tables["figures"], metric="new_cases", unit="week", area_code="35.10")

    chart = record_chart(
        shown,
        look=look,
        language=Language(code),
        metric="new_cases",
        unit="week",
        start=START,
        end=END,
        metric_name="New cases",
        events=tables["events"],
    ).to_dict()

    assert {"id": "14–20 Juli 2021", "en": "14–20 July 2021"}[code] in data_of(chart)
    assert chart["config"]["locale"]["number"]["decimal"] == {"id": ",", "en": "."}[code]


@pytest.mark.parametrize("builder", [record_chart, record_sparkline])
def test_nothing_to_draw_is_no_error(tables, builder):
    empty = marks(tables["figures"].head(0), metric="new_cases", unit="week")

    chart = builder(
        empty,
        look=LIGHT,
        language=Language("id"),
        metric="new_cases",
        unit="week",
        start=START,
        end=END,
    )

    assert chart.to_dict()["layer"]


def test_every_award_is_on_the_timeline(tables):
    chart = awards_timeline(tables["awards"], look=LIGHT, language=Language("en")).to_dict()

    assert all(name in data_of(chart) for name in tables["awards"]["name"])


def test_a_tile_without_a_value_is_no_zero():
    tiles = pd.DataFrame(
        {
            "code": ["1", "2"],
            "name": ["Utara", "Selatan"],
            "tile_column": [1, 1],
            "tile_row": [1, 2],
            "value": [12, None],
        }
    )

    chart = tile_map(tiles, look=LIGHT, language=Language("en"), value_name="villages").to_dict()

    assert "no data" in data_of(chart)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_text_and_marks_stand_out_from_the_page(look):
    for ground in (look.page, look.surface):
        assert contrast(look.ink, ground) >= 4.5
        assert contrast(look.muted, ground) >= 4.5
        for colour in (look.accent, look.recoveries, look.deaths, look.active, look.gold):
            assert contrast(colour, ground) >= 3


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
