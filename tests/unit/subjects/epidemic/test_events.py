"""Names of events never overlap, whatever the period and however narrow the plot."""

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from kampung.language import Language
from kampung.subjects.epidemic.charts.events import (
    LETTER,
    LONGEST,
    NARROW,
    WIDE,
    event_lanes,
    layouts,
)
from tests.unit.made_up import table

LANGUAGE = Language("en")
START, END = dt.date(2021, 6, 1), dt.date(2021, 9, 5)


def events(*rows):
    return pd.DataFrame(
        [
            {"on_date": on, "end_on": until, "title_id": title, "title_en": title}
            for on, until, title in rows
        ],
        columns=["on_date", "end_on", "title_id", "title_en"],
    )


def test_no_events_take_no_room():
    assert layouts(None, start=START, end=END, language=LANGUAGE)[0].count == 0
    assert layouts(events(), start=START, end=END, language=LANGUAGE)[0].count == 0


def test_events_outside_the_period_stay_out():
    found = event_lanes(
        events(("2020-03-29", None, "first case"), ("2021-07-03", "2021-07-20", "order")),
        start=START,
        end=END,
        language=LANGUAGE,
    )
    assert found.events["label"].to_list() == ["order"]
    assert found.events["tip_period"].to_list() == ["3–20 July 2021"]


def test_a_span_that_began_before_is_cut_at_the_edge_and_keeps_its_dates():
    found = event_lanes(
        events(("2021-05-01", "2021-06-10", "order")), start=START, end=END, language=LANGUAGE
    )
    row = found.events.iloc[0]
    assert row["x"] == pd.Timestamp(START).timestamp() * 1000
    assert row["tip_period"] == "1 May–10 June 2021"


def test_an_order_that_was_prolonged_is_one_span():
    found = event_lanes(
        events(
            ("2021-08-10", "2021-08-16", "level 3"),
            ("2021-08-17", "2021-08-23", "level 3"),
            ("2021-08-24", "2021-08-30", "level 4"),
        ),
        start=START,
        end=END,
        language=LANGUAGE,
    )
    assert found.events["tip_title"].to_list() == ["level 3", "level 4"]
    assert found.events["tip_period"].iloc[0] == "10–23 August 2021"


def test_the_record_has_names_on_a_desk_screen_and_numbers_on_a_telephone():
    narrow, wide = layouts(table("events"), start=START, end=END, language=LANGUAGE)
    assert narrow.numbered
    assert not wide.numbered
    assert (narrow.most, wide.least) == (WIDE, WIDE)


SPANS = st.lists(
    st.tuples(
        st.integers(0, 90), st.integers(0, 40), st.text("abcdefgh ", min_size=1, max_size=40)
    ),
    max_size=14,
)


@settings(deadline=None)
@given(spans=SPANS)
def test_names_on_one_lane_never_meet(spans):
    rows = [
        (
            START + dt.timedelta(days=first),
            START + dt.timedelta(days=first + length) if length else None,
            title,
        )
        for first, length, title in spans
    ]
    found = event_lanes(events(*rows), start=START, end=END, language=LANGUAGE)
    a_day = NARROW / 97  # 1 June to 5 September
    taken = {}
    for row in found.events.to_dict("records"):
        if not row["label"]:
            continue
        size = 18 if found.numbered else min(len(row["label"]) * LETTER, LONGEST) + 8
        at = (row["x"] / 86_400_000 - (START - dt.date(1970, 1, 1)).days) * a_day
        left = at - size if row["align"] == "right" else at
        assert left >= taken.get(row["lane"], -1e9) - 1e-6
        taken[row["lane"]] = left + size
        assert left + size <= NARROW + 1e-6
