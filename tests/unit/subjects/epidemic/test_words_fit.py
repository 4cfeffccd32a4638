"""All that is written into a chart fits its plot, on a telephone as on a desk."""

import datetime as dt

import pandas as pd
import pytest

from kampung.charts.theme import LIGHT
from kampung.language import Language
from kampung.subjects.epidemic.charts.column_words import Named
from kampung.subjects.epidemic.charts.columns import columns_chart
from tests.unit.charts.drawn import LANGUAGES, spec
from tests.unit.charts.placed import on_top_of_each_other, outside, placed
from tests.unit.grids import END, made, ranges, span, week

START = dt.date(2021, 6, 1)
INFINITE = float("inf")
CASES = made(
    week("2021-07-20", 954, period_basis="derived"),
    week("2021-08-31", 308),
    known=ranges(
        span("2021-06-08", 0, 123),
        span("2021-06-15", 29, 282),
        span("2021-06-22", 190, 327),
        span("2021-06-29", 410, 410),
        span("2021-07-06", 434, 434),
        span("2021-07-13", 701, 954),
        span("2021-07-27", 507, 954),
        span("2021-08-03", 650, 954),
        span("2021-08-10", 650, 954),
        span("2021-08-17", 0, 924),
        span("2021-08-24", 0, 924),
    ),
    start=START,
    end=dt.date(2021, 9, 30),
    last=dt.date(2021, 8, 31),
).reset_index()
FLOORS = made(
    week("2021-08-24", 100, relation=">", statistic="each_week", weeks=5)
    | {"start_on": "2021-07-21"},
    week("2021-08-31", 56),
    known=ranges(*(span(f"2021-08-{day:02}", 101, 195) for day in (3, 10, 17, 24))),
    start=START,
    end=END,
).reset_index()
NAMED = Named(
    peak="2021-07-20",
    last="2021-08-31",
    starred="2021-07-20",
    cap="No week above 954,\naccording to Koran, ¶3",
    cap_value=954.0,
    nothing=("After 31 Aug no weekly\nnumber was published", "no\nweekly\nnumber"),
    nothing_from=dt.date(2021, 9, 1),
)
EVENTS = pd.DataFrame(
    {
        "on_date": ["2021-07-03", "2021-07-21", "2021-08-10", "2021-06-29"],
        "end_on": ["2021-07-20", "2021-08-09", "2021-08-30", None],
        "kind": ["restriction"] * 3 + ["zone"],
        "title_id": ["Darurat", "PPKM level 4", "PPKM level 3", "Zona merah"],
        "title_en": ["Emergency", "PPKM level 4", "PPKM level 3", "Red zone"],
    }
)


@pytest.mark.parametrize("width", [260, 300, 420, 640, 1_000])
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("found", [CASES, FLOORS], ids=["cases", "floors"])
def test_all_words_fit_the_plot_and_none_is_written_over_another(
    found: pd.DataFrame, language: Language, width: int
) -> None:
    named = NAMED if found is CASES else Named(last="2021-08-31")
    whole = spec(
        columns_chart(
            found,
            look=LIGHT,
            language=language,
            metric="new_cases",
            unit="week",
            start=START,
            end=dt.date(2021, 9, 30) if found is CASES else END,
            named=named,
            events=EVENTS,
            height=264,
        )
    )
    shown = placed(whole, width=width)
    assert shown
    assert not outside(shown, width=width, height=whole["height"])
    assert not on_top_of_each_other(shown)
