"""Whatever the truth is: true statements stand, false ones are caught or could be true."""

from functools import partial
from random import Random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from kampung.subjects.evidence.engine import evaluate, what_if
from tests.unit.subjects.evidence import planted
from tests.unit.subjects.evidence.planted import AREA, FLOWS, WEIGHTS, Truth

DAYS = 42
quick = partial(
    settings,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
run = partial(evaluate, weights=WEIGHTS, area_code=AREA)


def chooser(data):
    """Hypothesis draws a seed: drawn one by one, hundreds of counts would nearly all be nought."""
    return Random(data.draw(st.integers(0, 2**32))).randint  # noqa: S311


def assert_covers(frame: pd.DataFrame, true: Truth, value) -> None:
    """The truth lies in every range, and the estimate too."""
    for row in frame.itertuples():
        if not 0 <= (row.end_on - pd.Timestamp(planted.FIRST)).days < true.days:
            continue
        actual = value(row)
        assert pd.isna(row.least) or row.least <= actual, row
        assert pd.isna(row.greatest) or actual <= row.greatest, row
        if pd.isna(row.greatest):
            assert pd.isna(row.estimate), row
        elif not pd.isna(
            row.estimate
        ):  # the curve is not found for every record; then none is drawn
            assert row.least <= row.estimate <= row.greatest, row


def number(timestamp: pd.Timestamp) -> int:
    return (timestamp.date() - planted.FIRST).days


@quick(max_examples=40)
@given(st.data())
def test_truth_lies_in_every_range_and_nothing_true_contradicts(data):
    choose = chooser(data)
    true = planted.truth(choose, DAYS)
    figures = planted.statements(true, choose, data.draw(st.integers(1, 25)))
    evidence = run(planted.frame(figures))
    contradicting = evidence.statements.query("verdict in ['contradicts', 'disputed']")["id"]
    assert all(id_.endswith("-wrong") for id_ in contradicting), contradicting.tolist()

    def window(row):
        return true.total(row.metric, number(row.start_on), number(row.end_on))

    def band(row):
        if row.unit == "day":
            return true.total(row.metric, number(row.end_on), number(row.end_on))
        if row.unit == "level":
            return true.active(number(row.end_on))
        return true.running(row.metric, number(row.end_on))

    windows = evidence.windows
    assert_covers(windows[windows["start_on"] >= pd.Timestamp(planted.FIRST)], true, window)
    bands = evidence.bands.rename(columns={"on_date": "end_on"})
    assert_covers(bands[bands["end_on"] >= pd.Timestamp(planted.FIRST)], true, band)


@quick(max_examples=40)
@given(st.data())
def test_a_false_statement_is_caught_exactly_when_no_series_can_satisfy_all(data):
    choose = chooser(data)
    true = planted.truth(choose, 21, most=15)
    figures = planted.statements(true, choose, data.draw(st.integers(5, 35)), planted.PLAIN)
    figures = [row for row in figures if row["relation"] != "≈"]
    equal = [n for n, row in enumerate(figures) if row["relation"] == "=" and row["value"]]
    if not equal:
        return
    place = data.draw(st.sampled_from(equal))
    off = data.draw(st.sampled_from([-10, -1, -0.5, 0.5, 1, 2, 30]))
    value = figures[place]["value"] + (off if figures[place]["decimals"] else round(off * 2))
    figures[place] = figures[place] | {"value": max(round(value, figures[place]["decimals"]), 0.0)}

    statements = run(planted.frame(figures)).statements
    possible = planted.series_exists(figures, 21)
    doubted = statements["verdict"].isin(["contradicts", "disputed"])
    assert bool(doubted.any()) == (not possible)
    # The false one is named whenever anything is, and nothing else is condemned instead of it.
    assert possible or bool(doubted[statements["id"] == figures[place]["id"]].all())

    by_id = {row["id"]: row for row in figures}
    kept = [by_id[i] for i in statements.loc[statements["used"], "id"]]
    assert planted.series_exists(kept, 21)
    for row in statements[doubted].itertuples():
        others = [by_id[i] for i in row.contradicts]
        assert not planted.series_exists([by_id[row.id], *others], 21)
        for left_out in others:
            fewer = [other for other in others if other is not left_out]
            fractions = row.reason_code != "no_whole_number"
            assert planted.series_exists([by_id[row.id], *fewer], 21, whole=not fractions)


@quick(max_examples=12)
@given(st.data())
def test_ranges_of_one_series_are_the_tightest_possible(data):
    """Without statements that couple series the ranges are exact, not only safe."""
    choose = chooser(data)
    true = planted.truth(choose, 21, most=15)
    kinds = (planted.a_total, planted.a_mean, planted.a_cumulative, planted.each_week)
    figures = planted.statements(true, choose, 7, kinds)
    windows = run(planted.frame(figures)).windows
    windows = windows[windows["start_on"] >= pd.Timestamp(planted.FIRST)]
    for row in windows.iloc[:: max(len(windows) // 6, 1)].itertuples():
        days = (row.metric, number(row.start_on), number(row.end_on))
        least = planted.whole_extreme(figures, 21, *days, greatest=False)
        greatest = planted.whole_extreme(figures, 21, *days, greatest=True)
        assert row.least == pytest.approx(least)
        assert pd.isna(row.greatest) if greatest == float("inf") else row.greatest == greatest


@quick(max_examples=8)
@given(st.data())
def test_the_same_figures_in_any_order_give_the_same_to_the_last_digit(data):
    choose = chooser(data)
    true = planted.truth(choose, DAYS)
    figures = planted.statements(true, choose, 20)
    for row in figures[::5]:
        if row["value"]:
            row["value"] += 7
    shuffled = data.draw(st.permutations(figures))
    wave = (planted.day(0), planted.day(DAYS - 1))
    one = run(planted.frame(figures), wave=wave)
    two = run(planted.frame(shuffled), wave=wave)
    order = [row["id"] for row in figures]
    assert_frame_equal(two.statements.set_index("id").loc[order].reset_index(), one.statements)
    for name in ("windows", "bands", "series", "given_up", "repairs", "waves"):
        assert_frame_equal(getattr(two, name), getattr(one, name), check_exact=True)


@quick(max_examples=12)
@given(st.data())
def test_a_true_single_wave_lies_in_the_ranges_of_that_assumption(data):
    rise = sorted(data.draw(st.lists(st.integers(0, 40), min_size=3, max_size=3)))
    weeks = [*rise, *sorted(data.draw(st.lists(st.integers(0, 40), min_size=3, max_size=3)))[::-1]]
    choose = chooser(data)
    cases = [week // 7 + (number < week % 7) for week in weeks for number in range(7)]
    nobody = (0,) * len(cases)
    true = Truth(
        {"new_cases": tuple(cases), "new_recoveries": nobody, "new_deaths": nobody},
        dict.fromkeys(FLOWS, 0),
    )
    figures = planted.statements(true, choose, 8, (planted.a_total, planted.a_cumulative))
    evidence = run(planted.frame(figures), wave=(planted.day(0), planted.day(len(cases) - 1)))
    assert evidence.waves["possible"].all()
    windows = evidence.windows
    windows = windows[(windows["metric"] == "new_cases") & windows["least_unimodal"].notna()]
    for row in windows.itertuples():
        actual = true.total("new_cases", number(row.start_on), number(row.end_on))
        assert row.least <= row.least_unimodal <= actual
        assert pd.isna(row.greatest_unimodal) or actual <= row.greatest_unimodal


@quick(max_examples=10)
@given(st.data())
def test_leaving_out_is_the_same_as_never_having_said(data):
    choose = chooser(data)
    true = planted.truth(choose, DAYS)
    figures = planted.statements(true, choose, 12)
    out = {row["id"] for row in figures[::3]}
    live = what_if(planted.frame(figures), WEIGHTS, area_code=AREA, without=out, ranges=True)
    rest = run(planted.frame([row for row in figures if row["id"] not in out]))
    assert_frame_equal(live.statements, rest.statements)
    assert_frame_equal(live.windows, rest.windows)


@quick(max_examples=15)
@given(st.data())
def test_only_what_changes_its_verdict_is_told_where_the_others_are_known(data):
    choose = chooser(data)
    true = planted.truth(choose, DAYS)
    figures = planted.statements(true, choose, 15)
    for row in figures[::6]:
        if row["value"]:
            row["value"] += 9
    frame = planted.frame(figures)
    before = run(frame).statements.set_index("id")["verdict"].to_dict()
    out = {figures[choose(0, len(figures) - 1)]["id"]}
    rest = what_if(frame, WEIGHTS, area_code=AREA, without=out).statements
    changed = what_if(frame, WEIGHTS, area_code=AREA, without=out, known=before).statements
    expected = rest[rest["verdict"] != rest["id"].map(before)].reset_index(drop=True)
    assert changed["id"].tolist() == expected["id"].tolist()
    assert changed["verdict"].tolist() == expected["verdict"].tolist()
    assert changed["reason_code"].tolist() == expected["reason_code"].tolist()
