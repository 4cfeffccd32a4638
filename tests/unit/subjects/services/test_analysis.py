"""Changes, shares, silence and gaps in counts of services, against values worked out by hand."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.subjects.services.analysis import areas as areas_analysis
from kampung.subjects.services.analysis import periods as periods_analysis
from tests.unit.counted import catalogue, mix, months, periods, span, totals

COUNTS = st.lists(st.integers(0, 10_000), min_size=8, max_size=30)


def test_the_last_four_weeks_beside_the_four_before():
    rows = periods([1, 2, 3, 4, 10, 20, 30, 40], completed=[1] * 8, median=[9] * 4 + [2, 3, 3, 8])
    change = periods_analysis.latest_change(rows)
    assert (change.measure, change.total, change.before, change.change) == ("requested", 100, 10, 9)
    assert (change.start, change.end) == (pd.Timestamp("2026-07-06"), pd.Timestamp("2026-08-02"))
    assert change.median_hours == 3
    assert change.left_out == 0


@given(COUNTS, st.integers(1, 4))
def test_the_sums_are_those_of_the_last_rows_whatever_came_before(counts, length):
    change = periods_analysis.latest_change(periods(counts), periods=length)
    assert change.total == sum(counts[-length:])
    assert change.before == sum(counts[-2 * length : -length])


def test_from_nothing_there_is_no_change_in_per_cent():
    change = periods_analysis.latest_change(periods([0, 5]), periods=1)
    assert (change.total, change.before) == (5, 0)
    assert math.isnan(change.change)
    assert math.isnan(change.change_per_village)


def test_more_requests_by_more_villages_may_be_fewer_for_each():
    change = periods_analysis.latest_change(periods([100, 120], villages=[10, 15]), periods=1)
    assert change.change == pytest.approx(0.2)
    assert (change.villages_before, change.villages) == (10, 15)
    assert change.change_per_village == pytest.approx(-0.2)  # from 10 each to 8 each


def test_weeks_still_coming_in_are_left_out():
    # The usual is 100 villages; 79 are fewer than four fifths of it, and 30 too.
    rows = periods([7] * 10 + [5, 1], villages=[100] * 10 + [79, 30])
    change = periods_analysis.latest_change(rows)
    assert (change.left_out, change.total) == (2, 28)
    assert len(periods_analysis.on_time(rows)) == 10
    assert periods_analysis.late_periods(periods([1] * 9, villages=[100] * 8 + [80])) == 0


def test_a_lasting_fall_of_reports_is_not_lateness():
    assert periods_analysis.late_periods(periods([1] * 12, villages=[100] * 6 + [50] * 6)) == 0


def test_one_village_is_never_late():
    assert periods_analysis.late_periods(periods([5, 4, 3], villages=1)) == 0


def test_completions_stand_in_where_requests_are_not_known_throughout():
    rows = periods([None, 5, 6, 7], completed=[1, 1, 2, 2])
    assert periods_analysis.latest_change(rows, periods=2).measure == "completed"
    assert periods_analysis.latest_change(rows, periods=1).measure == "requested"
    assert periods_analysis.latest_change(periods([1, None]), periods=1) is None


def test_a_gap_or_too_few_periods_leave_nothing_to_compare():
    rows = periods([1] * 9)
    assert periods_analysis.latest_change(rows.drop(index=5)) is None
    assert periods_analysis.latest_change(rows.drop(index=0)) is not None
    assert periods_analysis.latest_change(rows.tail(7)) is None
    assert periods_analysis.latest_change(rows.head(0)) is None


def test_gaps_have_both_ends():
    rows = periods([1] * 6).drop(index=[2, 3])
    found = periods_analysis.gaps(rows)
    assert found["gap_start"].tolist() == [pd.Timestamp("2026-06-22")]
    assert found["gap_end"].tolist() == [pd.Timestamp("2026-07-05")]
    assert found["days"].tolist() == [14]
    assert periods_analysis.gaps(months(periods([1] * 5))).empty


def test_the_share_completed_counts_rows_that_know_both():
    rows = periods([10, 10, None, 10], completed=[9, 6, 50, None])
    assert periods_analysis.completion_share(rows) == pytest.approx(15 / 20)
    assert math.isnan(periods_analysis.completion_share(periods([0], completed=[0])))
    assert math.isnan(periods_analysis.completion_share(periods([5])))


def test_typical_hours_follow_those_who_complete_most():
    rows = periods([1, 1, 1], completed=[1, 1, 5], median=[1, 2, 30])
    assert periods_analysis.typical_hours(rows) == 30
    assert math.isnan(
        periods_analysis.typical_hours(periods([1], median=[3]))
    )  # completed not known


def test_requests_for_each_village_that_reported():
    found = periods_analysis.per_village(periods([30, None, 8], villages=[10, 10, 4]))
    assert found["value"].tolist() == [3, 2]
    assert found["period_start"].tolist() == [
        pd.Timestamp("2026-06-08"),
        pd.Timestamp("2026-06-22"),
    ]


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 50)), min_size=1, max_size=20))
def test_for_each_village_times_villages_is_the_whole(rows):
    frame = periods([n for n, _ in rows], villages=[v for _, v in rows])
    found = periods_analysis.per_village(frame)
    assert (found["value"] * found["villages"]).tolist() == pytest.approx([n for n, _ in rows])


def test_trends_beside_each_other_share_their_last_periods():
    trends = periods_analysis.beside(
        [
            ("v", "Melati", periods([1, 2, 3], villages=1)),
            ("d", "Utara", periods([10, 20], villages=[10, 5])),
        ]
    )
    assert trends["series"].tolist() == ["v", "v", "v", "d", "d"]
    means = periods_analysis.last_means(trends)
    assert means["label"].tolist() == ["Melati", "Utara"]
    assert means["value"].tolist() == [1.5, 2.5]
    assert means["periods"].tolist() == [2, 2]
    assert means["end"].tolist() == [pd.Timestamp("2026-06-21")] * 2
    assert periods_analysis.last_means(periods_analysis.beside([])).empty


def test_trends_that_never_meet_have_no_common_mean():
    early, late = periods([1]), periods([1], start="2026-08-03")
    assert periods_analysis.last_means(
        periods_analysis.beside([("a", "A", early), ("b", "B", late)])
    ).empty


def test_spans_end_where_the_data_end():
    spans = pd.DataFrame(
        [
            span("last"),
            span(
                "2026", span_start=pd.Timestamp("2026-01-01"), span_end=pd.Timestamp("2026-12-31")
            ),
            span("2025"),
        ]
    )
    found = areas_analysis.clipped(spans, first_day=pd.Timestamp("2025-03-03"))
    assert found["span_end"].astype(str).tolist() == ["2026-08-30", "2026-08-30", "2025-12-31"]
    assert found["span_start"].astype(str).tolist() == ["2025-09-01", "2026-01-01", "2025-03-03"]


def test_a_year_that_ends_in_the_middle_of_a_week_is_whole():
    last = span("last", span_end=pd.Timestamp("2025-12-28"))
    found = areas_analysis.clipped(
        pd.DataFrame([last, span("2025")]), first_day=pd.Timestamp("2025-01-06")
    )
    assert found["span_end"].iloc[1] == pd.Timestamp("2025-12-31")
    assert found["span_start"].iloc[1] == pd.Timestamp("2025-01-01")
    assert areas_analysis.clipped(pd.DataFrame()).empty


def test_silence_beside_the_usual_silence():
    found = areas_analysis.silence(periods([1] * 4, villages=[9, 8, 9, 5]), villages_total=10)
    assert (found.silent, found.villages, found.usual) == (5, 10, 1)
    assert (found.start, found.end) == (pd.Timestamp("2026-06-29"), pd.Timestamp("2026-07-05"))
    only = areas_analysis.silence(periods([1], villages=10), villages_total=10)
    assert only.silent == 0
    assert math.isnan(only.usual)
    assert areas_analysis.silence(periods([]), villages_total=10) is None


PLACES = totals(
    {"name": "Melati", "requested": 120, "completed": 100, "population": 5000, "villages_total": 1},
    {"name": "Mawar", "requested": 30, "population": None, "villages_total": 1},
    {"name": "Dahlia", "villages": 0, "population": 2000, "villages_total": 4},
)


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("requested", [120, 30, None]),
        ("per_thousand", [24, None, None]),
        ("share_completed", [100 / 120, None, None]),
        ("silent", [0, 0, 4]),
    ],
)
def test_values_of_a_map(measure, values):
    found = areas_analysis.measured(PLACES, measure=measure)["value"]
    assert [None if math.isnan(value) else value for value in found] == values


def test_completions_per_inhabitant():
    assert areas_analysis.per_thousand(PLACES, measure="completed").iloc[0] == 20


def test_families_add_up_what_their_services_know():
    found = areas_analysis.mix_by_family(
        mix(
            ("a", "land", 10, 5),
            ("b", "land", 20, None),
            ("c", "social", 70, None),
            ("d", "other", None, None),
        )
    )
    assert found["family"].tolist() == ["social", "land", "other"]
    assert found["services"].tolist() == [1, 2, 1]
    assert found["requested"].tolist() == [70, 30, pd.NA]
    assert found["completed"].tolist() == [pd.NA, 5, pd.NA]
    assert found["share"].tolist()[:2] == pytest.approx([0.7, 0.3])
    assert areas_analysis.mix_by_family(mix()).empty


@given(
    st.lists(
        st.tuples(st.sampled_from(["land", "social", "other"]), st.integers(0, 1000)), max_size=20
    )
)
def test_no_request_is_lost_between_services_and_families(rows):
    found = areas_analysis.mix_by_family(
        mix(*((str(n), family, count, None) for n, (family, count) in enumerate(rows)))
    )
    assert found["requested"].sum() == sum(count for _, count in rows)


# What is missing

AREA = {
    "code": "99.01.2001",
    "population": 5000,
    "area_km2": 4.5,
    "lat": -8.0,
    "lon": 114.0,
}
WHOLE = periods([1, 1, 1], completed=[1, 1, 1], median=[1, 1, 1])


def missing(area=AREA, rows=WHOLE, sold=None, *, until="2026-06-28", boundary=True, **more):
    return areas_analysis.missing_in(
        area,
        periods=rows,
        mix=mix(("a", "land", 3, 3)) if sold is None else sold,
        offered=catalogue("a"),
        last_day=pd.Timestamp(until) if until else None,
        has_boundary=boundary,
        **more,
    )


def codes(found):
    return [one.code for one in found]


def test_nothing_is_missing_of_a_village_that_tells_all():
    assert missing() == []


def test_no_counts_at_all_are_not_the_fault_of_a_village():
    found = missing(rows=periods([]), sold=mix(), until=None)
    assert codes(found) == ["nothing_loaded"]


def test_a_village_that_never_reported():
    assert codes(missing(rows=periods([]), sold=mix())) == ["never_reported"]


def test_a_report_is_overdue_after_two_weeks():
    assert missing(until="2026-07-11") == []
    (late,) = missing(until="2026-07-12")
    assert late.code == "overdue"
    assert late.facts == {"last": pd.Timestamp("2026-06-28"), "days": 14}


def test_a_last_report_before_the_periods_shown_counts():
    found = missing(
        {**AREA, "last_end": pd.Timestamp("2026-01-04")}, periods([]), mix(), until="2026-06-28"
    )
    assert codes(found) == ["overdue"]
    assert found[0].facts["days"] == 175


def test_the_longest_gap_is_named():
    rows = periods([1] * 9, completed=[1] * 9, median=[1] * 9).drop(index=[1, 4, 5])
    (gap,) = missing(rows=rows, until="2026-08-09")
    assert gap.facts == {
        "count": 2,
        "days": 21,
        "start": pd.Timestamp("2026-07-06"),
        "end": pd.Timestamp("2026-07-19"),
    }


def test_numbers_that_a_village_never_gives():
    assert codes(missing(rows=periods([1, 1, 1]))) == ["completed", "waits"]
    rows = periods([None] * 3, completed=[1] * 3, median=[1] * 3)
    assert codes(missing(rows=rows)) == ["requests"]


def test_services_of_the_catalogue_that_it_never_reported():
    (found,) = missing(sold=mix(("b", "land", 1, 1)))
    assert found.code == "services"
    assert found.facts == {
        "count": 1,
        "offered": 1,
        "names_id": ["Surat a"],
        "names_en": ["a letter"],
    }


def test_facts_about_the_area_and_its_map():
    area = {**AREA, "population": None, "area_km2": float("nan"), "lat": None, "lon": None}
    assert codes(missing(area, boundary=False)) == ["population", "area", "place", "boundary"]
    assert missing({"code": "99.01.2001"}) == []  # what the row leaves out is not asked for


def test_silent_villages_of_a_district():
    (found,) = missing(villages=9, silent=2)
    assert (found.code, found.facts) == ("silent_villages", {"count": 2, "villages": 9})
