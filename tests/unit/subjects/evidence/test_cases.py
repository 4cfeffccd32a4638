"""Small records of which the outcome can be worked out by hand."""

import pandas as pd
import pytest

from kampung.subjects.evidence.engine import estimate, evaluate, what_if
from tests.unit.subjects.evidence.planted import AREA, FLOWS, WEIGHTS, day, figure, frame


def run(*figures, **more):
    return evaluate(frame(figures), WEIGHTS, area_code=AREA, **more)


def cases(id_, total, end, **more):
    return figure(id_, "new_cases", "cumulative", total, end=end, **more)


def verdict(evidence, id_):
    return evidence.statements.set_index("id").loc[id_]


def window(evidence, end, metric="new_cases"):
    """Least and greatest of the 7 days up to one."""
    rows = evidence.windows.set_index(["metric", "end_on"])
    row = rows.loc[(metric, pd.Timestamp(day(end)))]
    return row["least"], row["greatest"]


# Ranges


def test_a_difference_of_totals_pins_a_week():
    evidence = run(cases("a", 7373, 6), cases("b", 7807, 13))
    assert window(evidence, 13) == (434, 434)
    # Days 6 to 12 may hold none of it, if all 434 were counted on day 13.
    assert window(evidence, 12)[0] == 0


def test_a_window_between_totals_is_bounded_by_those_around_it():
    evidence = run(cases("a", 100, 0), cases("b", 130, 10), cases("c", 150, 20))
    # Days 4 to 10 hold at most the 30 of days 1 to 10; days 8 to 14 at most all 50.
    assert window(evidence, 10) == (0, 30)
    assert window(evidence, 14) == (0, 50)


def test_active_cases_tie_the_series_together():
    evidence = run(
        cases("c0", 100, 0),
        figure("r0", "new_recoveries", "cumulative", 60, end=0),
        figure("d0", "new_deaths", "cumulative", 10, end=0),
        figure("a7", "active_cases", "level", 50, end=7),
        figure("r7", "new_recoveries", "total", 40, start=1, end=7),
        figure("d7", "new_deaths", "total", 5, start=1, end=7),
    )
    # 30 active, less 45 who recovered or died, leaves −15; for 50 there were 65 new cases.
    assert window(evidence, 7) == (65, 65)


def test_a_percentage_pins_deaths():
    evidence = run(
        cases("c", 7373, 0), figure("f", "fatality_rate", "share", 9.82, end=0, decimals=2)
    )
    bands = evidence.bands.query("unit == 'cumulative' and metric == 'new_deaths'").iloc[-1]
    # 9.815% of 7,373 is 723.66 and 9.825% is 724.40: only 724 lies between.
    assert (bands["least"], bands["greatest"]) == (724, 724)


def test_no_week_is_higher_than_the_highest():
    evidence = run(
        figure("most", "new_cases", "maximum_week", 954, start=0, end=20),
        figure("all", "new_cases", "total", 2000, start=0, end=20),
    )
    # 2,000 in three weeks with at most 954 in each leaves at least 92 for any of them.
    assert window(evidence, 6) == (92, 954)
    # Days 4 to 10 lie in two weeks and may hold more than either.
    assert window(evidence, 10) == (0, 1908)


def test_nothing_bounds_what_nothing_is_said_of():
    evidence = run(cases("a", 100, 0), figure("d", "new_deaths", "total", 3, start=1, end=7))
    assert window(evidence, 7, "new_deaths") == (3, 3)
    least, greatest = window(evidence, 7)
    # Three who died must have been cases, but those may have been among the first hundred.
    assert least == 0
    assert greatest is pd.NA


def test_one_wave_narrows_a_range():
    totals = [figure(f"w{n}", "new_cases", "total", total, start=7 * n, end=7 * n + 6)
              for n, total in ((0, 10), (1, 40), (4, 20))]  # fmt: skip
    evidence = run(
        *totals,
        figure("all", "new_cases", "total", 110, start=0, end=34),
        wave=(day(0), day(34)),
    )
    row = evidence.windows.set_index(["metric", "end_on"]).loc[("new_cases", pd.Timestamp(day(20)))]
    # Weeks are 10, 40, a, b, 20 with a + b = 40. Freely 0 ≤ a ≤ 40. Falling after week 2 means
    # a ≥ b ≥ 20, so a = 20; a later peak needs a ≥ 40, so b = 0 < 20, which rises once more.
    assert (row["least"], row["greatest"]) == (0, 40)
    assert (row["least_unimodal"], row["greatest_unimodal"]) == (20, 20)
    peaks = evidence.waves.set_index("metric").loc["new_cases", "peaks"]
    assert peaks == (day(13).isoformat(),)


def test_a_record_with_two_waves_rules_the_assumption_out():
    totals = [figure(f"w{n}", "new_cases", "total", total, start=7 * n, end=7 * n + 6)
              for n, total in enumerate((10, 40, 20, 30))]  # fmt: skip
    evidence = run(*totals, wave=(day(0), day(27)))
    assert not evidence.waves.set_index("metric").loc["new_cases", "possible"]
    cases_only = evidence.windows[evidence.windows["metric"] == "new_cases"]
    assert cases_only["least_unimodal"].isna().all()


# Verdicts


def test_what_others_force_follows_and_names_them():
    evidence = run(
        cases("a", 7373, 0),
        figure("x1", "new_cases", "total", 59, end=1),
        figure("x2", "new_cases", "total", 44, end=2),
        cases("b", 7535, 3),
        figure("x3", "new_cases", "total", 59, end=3),
    )
    assert set(evidence.statements["verdict"]) == {"follows"}
    assert verdict(evidence, "x3")["reason_code"] == "follows_exactly"
    assert verdict(evidence, "x3")["supports"] == ("a", "b", "x1", "x2")


def test_a_loose_premise_proves_nothing():
    weeks = figure("weeks", "new_cases", "each_week", 100, start=0, end=13, relation=">")
    evidence = run(weeks, figure("sum", "new_cases", "total", 150, start=0, end=13, relation=">"))
    # Two weeks of more than 100 make more than 150, but "more than" is no firm premise.
    assert verdict(evidence, "sum")["verdict"] == "possible"
    assert verdict(evidence, "sum")["implied_least"] == 202


def test_of_two_that_disagree_the_record_does_not_say_which_is_wrong():
    evidence = run(
        figure("news", "new_cases", "total", 80, end=0),
        figure("later", "new_cases", "total", 75, end=0, source_kind="article"),
    )
    for id_, other in (("news", "later"), ("later", "news")):
        told = verdict(evidence, id_)
        assert told["verdict"] == "disputed"
        assert told["contradicts"] == (other,)
        assert told["reason"]["suspects"] == ["later", "news"]
        assert told["short_by"] == 5
    # The likeliest world keeps the more trusted; the range is open to both.
    assert verdict(evidence, "news")["used"]
    assert not verdict(evidence, "later")["used"]
    assert window_of_day(evidence, 0) == (75, 80)
    assert repairs(evidence) == [("later",), ("news",)]


def test_totals_that_fall_from_day_to_day_are_all_disputed():
    # Each is in conflict with every other, and each may be the one that is right.
    evidence = run(*(cases(f"d{n:02}", 1000 - n, n) for n in range(60)))
    assert set(evidence.statements["verdict"]) == {"disputed"}
    assert set(evidence.repairs["statements"].map(len)) == {59}


def test_what_a_bound_depends_on_is_told_whatever_was_asked_before():
    record = [
        cases("a", 100, 0),
        cases("b", 130, 10),
        cases("c", 140, 20),
        figure("x", "new_cases", "total", 5, end=8),
        figure("y", "new_cases", "total", 9, end=8),
    ]
    windows = run(*record).windows.query("metric == 'new_cases'").set_index("end_on")
    backwards = run(*record[::-1]).windows.query("metric == 'new_cases'").set_index("end_on")
    week = windows.loc[pd.Timestamp(day(8))]
    # The ninth day has five or nine of the thirty between the totals.
    assert (week["least"], week["greatest"], week["depends_on"]) == (5, 30, ("x", "y"))
    assert backwards["depends_on"].tolist() == windows["depends_on"].tolist()


def test_what_two_others_would_have_to_be_wrong_for_contradicts():
    evidence = run(
        cases("a", 100, 0), cases("b", 180, 7), cases("again", 180, 8),
        figure("sum", "new_cases", "total", 80, start=1, end=7),
        figure("wrong", "new_cases", "total", 70, start=1, end=7),
    )  # fmt: skip
    told = verdict(evidence, "wrong")
    assert told["verdict"] == "contradicts"
    assert told["contradicts"] == ("sum",)
    assert repairs(evidence) == [("wrong",)]
    assert window(evidence, 7) == (80, 80)


def repairs(evidence):
    """Statements that each near repair gives up."""
    return evidence.repairs["statements"].tolist()


def window_of_day(evidence, end):
    row = evidence.bands.query("unit == 'day' and metric == 'new_cases'").set_index("on_date")
    return tuple(row.loc[pd.Timestamp(day(end)), ["least", "greatest"]])


def test_a_sum_that_is_one_off_is_told_with_its_three_partners():
    evidence = run(
        cases("cases", 10526, 0),
        figure("recovered", "new_recoveries", "cumulative", 8468, end=0),
        figure("died", "new_deaths", "cumulative", 1163, end=0),
        figure("active", "active_cases", "level", 894, end=0),
    )
    # 8,468 + 1,163 + 894 = 10,525: any of the four may be the wrong one.
    assert set(evidence.statements["verdict"]) == {"disputed"}
    assert len(evidence.given_up) == 0
    told = verdict(evidence, "cases")
    assert set(told["contradicts"]) == {"recovered", "died", "active"}
    assert told["short_by"] == 1
    equation = told["reason"]["equation"]
    assert {term["id"] for term in equation["added"]} == {"recovered", "died", "active"}
    assert (equation["sum"], equation["other_sum"]) == (10525, 10526)


def test_two_day_counts_and_two_totals_that_are_held_by_others():
    """The record of mid December 2020: 3,480 + 61 + 69 is two more than 3,608."""
    evidence = run(
        *(figure(f"{name}15", metric, "cumulative", total, end=0)
          for name, metric, total in zip("crd", FLOWS, (3480, 2906, 281), strict=True)),
        figure("a15", "active_cases", "level", 293, end=0),
        figure("x16", "new_cases", "total", 61, end=1),
        figure("x17", "new_cases", "total", 69, end=2),
        *(figure(f"{name}17", metric, "cumulative", total, end=2)
          for name, metric, total in zip("crd", FLOWS, (3608, 2957, 294), strict=True)),
        figure("a17", "active_cases", "level", 357, end=2),
    )  # fmt: skip
    # A total could only be wrong together with one of its three parts, which add up to it.
    assert sorted(repairs(evidence)) == [("x16",), ("x17",)]
    disputed = evidence.statements.query("verdict == 'disputed'")
    assert disputed["id"].tolist() == ["x16", "x17"]
    told = verdict(evidence, "x17")
    assert set(told["contradicts"]) == {"c15", "x16", "c17"}
    equation = told["reason"]["equation"]
    assert [term["amount"] for term in equation["added"]] == [3480, 61, 69]
    assert (equation["sum"], equation["other_sum"]) == (3610, 3608)
    assert window_of_day(evidence, 1) == (59, 61)


def test_a_mean_over_an_open_period_against_running_totals():
    mean = figure(
        *("mean", "new_cases", "daily_mean", 79.83),
        start=183, end=242, decimals=2, period_basis="open", days_least=56, days_most=62,
        source_kind="article",
    )  # fmt: skip
    before, after = cases("before", 7535, 182), cases("after", 13054, 236)
    evidence = run(before, after, mean, cases("between", 7728, 185))
    told = verdict(evidence, "mean")
    # With one total on either side, one of the three must be wrong.
    assert sorted(repairs(evidence)) == [("after",), ("between",), ("mean",)]
    # 7,535 + 60 × 79.83 = 12,325, and 13,054 − 12,325 = 729.
    assert told["reason_code"] == "reaches_too_few"
    reason = told["reason"]
    assert (reason["from_total"], reason["reached"], reason["counted"]) == (7535, 12325, 13054)
    assert (reason["days"], told["short_by"]) == (60, 729)
    assert told["contradicts"][:2] in (("after", "before"), ("before", "after"))
    # For 58 or 59 days the start is later, and only 7,728 on day 185 limits what came before:
    # 13,054 − 7,728 = 5,326 against 4,630 and 4,710.
    assert reason["other_lengths"] == [58, 59]
    assert reason["other_short"] == 616
    assert set(told["contradicts"]) == {"before", "after", "between"}
    # Whatever the length, the totals of days 185 and 236 are enough.
    assert set(told["smallest"]) == {"after", "between"}


def test_two_means_of_one_period_share_its_length():
    def mean(id_, metric, value):
        return figure(
            *(id_, metric, "daily_mean", value),
            end=9, decimals=2, period_basis="open", days_least=7, days_most=9, source_id="one",
        )  # fmt: skip

    # 1.43 × 7 = 10.01 and 1.57 × 7 = 10.99 allow only 7 days; 1.25 × 8 = 10 only 8 days.
    evidence = run(mean("a", "new_cases", 1.43), mean("b", "new_recoveries", 1.57))
    assert evidence.statements["verdict"].tolist() == ["uncheckable", "uncheckable"]
    evidence = run(mean("a", "new_cases", 1.43), mean("b", "new_recoveries", 1.25))
    assert verdict(evidence, "a")["verdict"] == "disputed"
    assert verdict(evidence, "a")["reason_code"] == "no_common_length"
    assert verdict(evidence, "a")["contradicts"] == ("b",)


def test_readings_of_one_sentence_are_judged_one_by_one():
    each = figure("each", "new_cases", "each_week", 800, start=0, end=13, relation=">",
                  statement="sentence")  # fmt: skip
    some = figure("some", "new_cases", "maximum_week", 800, start=0, end=13, relation=">",
                  statement="sentence")  # fmt: skip
    low = figure("low", "new_cases", "total", 434, start=0, end=6)
    evidence = run(each, some, low)
    assert verdict(evidence, "each")["verdict"] == "contradicts"
    assert verdict(evidence, "each")["short_by"] == 801 - 434
    assert verdict(evidence, "each")["contradicts"] == ("low",)
    # A reading that fails casts no doubt on what it fails against.
    assert verdict(evidence, "low")["verdict"] not in ("contradicts", "disputed")
    # The only reading that can be true is relied on: the other week had more than 800.
    assert verdict(evidence, "some")["used"]
    assert window(evidence, 13)[0] == 801


def test_if_two_readings_can_be_true_neither_is_relied_on():
    one = figure("one", "new_cases", "total", 10, start=0, end=6, statement="sentence")
    two = figure("two", "new_cases", "total", 20, start=0, end=6, statement="sentence")
    evidence = run(one, two)
    assert evidence.statements["verdict"].tolist() == ["uncheckable", "uncheckable"]
    assert not evidence.statements["used"].any()
    assert window(evidence, 6)[0] == 0
    assert verdict(evidence, "one")["reason"]["undecided"]


def test_a_percentage_that_only_fractions_of_people_give_is_found_out():
    evidence = run(
        cases("c", 100, 0), figure("f", "fatality_rate", "share", 9.82, end=0, decimals=2)
    )
    told = verdict(evidence, "f")
    assert (told["verdict"], told["reason_code"]) == ("disputed", "no_whole_number")
    assert told["contradicts"] == ("c",)
    assert told["short_by"] is pd.NA


def test_a_mean_that_no_whole_number_gives_contradicts_itself():
    mean = figure("m", "new_cases", "daily_mean", 6.5, start=0, end=6, decimals=1)
    told = verdict(run(mean), "m")  # 45 / 7 = 6.43 and 46 / 7 = 6.57
    assert (told["verdict"], told["reason_code"]) == ("contradicts", "no_whole_total_stated")
    # If the seven days are only assumed, the fault may be there.
    told = verdict(run(mean | {"period_basis": "assumed"}), "m")
    assert (told["verdict"], told["reason_code"]) == ("uncheckable", "no_whole_total")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"area_code": "99.01.01"}, "other_area"),
        ({"metric": "vaccination_dose1"}, "not_modelled"),
        ({"statistic": "level"}, "not_comparable"),
        ({"value": None}, "no_value"),
        ({"start_on": None}, "no_period"),
        ({"end_on": None}, "no_period"),
        ({"start_on": day(9)}, "no_period"),
        ({"statistic": "each_week"}, "no_whole_week"),
    ],
)
def test_what_cannot_be_tested_says_why(change, code):
    evidence = run(figure("x", "new_cases", "total", 10, start=0, end=5) | change)
    told = verdict(evidence, "x")
    assert (told["verdict"], told["reason_code"]) == ("uncheckable", code)


# The estimate


def test_the_smoothest_series_between_equal_weeks_is_level():
    evidence = run(*(figure(f"w{n}", "new_cases", "total", 70, start=7 * n, end=7 * n + 6)
                     for n in range(3)))  # fmt: skip
    daily = evidence.series.query("metric == 'new_cases'")["estimate"]
    assert daily.tolist() == pytest.approx([10.0] * 21, abs=0.02)


def test_the_smoothest_series_through_a_line_is_the_line():
    # 1, 2, … 14: the weeks sum to 28 and 77, and a straight line has no bend at all.
    evidence = run(figure("a", "new_cases", "total", 28, start=0, end=6),
                   figure("b", "new_cases", "total", 77, start=7, end=13))  # fmt: skip
    daily = evidence.series.query("metric == 'new_cases'")["estimate"]
    assert daily.tolist() == pytest.approx(range(1, 15), abs=0.02)


def test_the_estimate_keeps_to_what_is_kept():
    evidence = run(cases("a", 100, 0), cases("b", 130, 10), cases("c", 135, 20),
                   figure("x", "new_cases", "total", 0, end=4))  # fmt: skip
    series = evidence.series.query("metric == 'new_cases'").set_index("on_date")
    assert series.loc[pd.Timestamp(day(10)), "cumulative"] == pytest.approx(130, abs=0.01)
    assert series.loc[pd.Timestamp(day(4)), "estimate"] == pytest.approx(0, abs=0.01)
    assert (series["estimate"] >= 0).all()


def test_a_long_record_solved_in_stretches_is_as_smooth_as_in_one_piece(monkeypatch):
    totals = [int(100 + 3 * n + 40 * (n % 5)) for n in range(0, 240, 12)]
    running = [sum(totals[: n + 1]) for n in range(len(totals))]
    record = [figure(f"{metric}{n}", metric, "cumulative", total // part, end=12 * n)
              for n, total in enumerate(running)
              for metric, part in zip(FLOWS, (1, 2, 20), strict=True)]  # fmt: skip
    in_stretches = run(*record).series
    monkeypatch.setattr("kampung.subjects.evidence.engine.stretches.SHORT", 10_000)
    whole = run(*record).series
    # Totals are told only every twelfth day, and still nobody could see the joints.
    assert in_stretches["estimate"].sub(whole["estimate"]).abs().max() < 0.5


def test_an_attempt_that_fails_in_one_stretch_is_not_made_in_the_next(monkeypatch):
    # It takes seconds until the solver gives up, and a record may have many stretches.
    minimise, made = estimate._minimise, []

    def fails_once(matrix, hessian, regularisation):
        made.append(regularisation)
        return minimise(matrix, hessian, regularisation) if len(made) > 1 else None

    monkeypatch.setattr(estimate, "_minimise", fails_once)
    evidence = run(*(figure(f"{metric}{n}", metric, "cumulative", 100 * n, end=30 * n)
                     for n in range(12) for metric in FLOWS))  # fmt: skip
    first, second = (regularisation for regularisation, _ in estimate.ATTEMPTS[:2])
    assert made == [first, second, second]  # two stretches
    assert evidence.series["estimate"].notna().all()


# The front door


def test_what_if_leaves_out_and_keeps_to_the_focus():
    figures = frame(
        [
            cases("old", 50, 0),
            cases("a", 100, 30),
            cases("b", 130, 40),
            figure("x", "new_cases", "total", 40, start=31, end=40),
        ]
    )
    focus = (day(30), day(60))
    with_all = what_if(figures, WEIGHTS, area_code=AREA, without=(), focus=focus)
    assert with_all.statements["id"].tolist() == ["a", "b", "x"]
    assert set(with_all.statements["verdict"]) == {"disputed"}
    without = what_if(figures, WEIGHTS, area_code=AREA, without={"b"}, focus=focus)
    assert without.statements["verdict"].tolist() == ["uncheckable", "uncheckable"]
    assert without.windows["least"].isna().all()
    series = without.series.query("metric == 'new_cases'").set_index("on_date")
    assert series.loc[pd.Timestamp(day(40)), "cumulative"] == pytest.approx(140, abs=0.01)


def test_an_empty_record_gives_empty_tables():
    evidence = run()
    assert len(evidence.statements) == len(evidence.windows) == len(evidence.series) == 0
    evidence = run(figure("v", "vaccination_dose1", "cumulative", 10, end=0))
    assert evidence.statements["verdict"].tolist() == ["uncheckable"]
    assert len(evidence.bands) == 0


def test_kinds_come_from_the_table_of_sources_too():
    figures = frame([figure("a", "new_cases", "total", 80, end=0),
                     figure("b", "new_cases", "total", 75, end=0)])  # fmt: skip
    sources = pd.DataFrame({"id": ["source-a", "source-b"], "kind": ["article", "press"]})
    evidence = evaluate(
        figures.drop(columns="source_kind"), WEIGHTS, area_code=AREA, sources=sources
    )
    assert evidence.statements["weight"].tolist() == [2.0, 4.0]
    assert evidence.statements["used"].tolist() == [False, True]
