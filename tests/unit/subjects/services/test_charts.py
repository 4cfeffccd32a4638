"""Charts of village services: counts, waits, who reports, ranks, and what is missing."""

import datetime as dt
import json
import math
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.charts.periods import cadence_of, spread, with_gaps
from kampung.charts.scales import epochs
from kampung.charts.theme import LIGHT, look_named
from kampung.subjects.services.charts.beside import beside_chart
from kampung.subjects.services.charts.concentration import concentration_chart
from kampung.subjects.services.charts.ranking import mix_chart, rank_chart
from kampung.subjects.services.charts.reporting import reporting_chart
from kampung.subjects.services.charts.requests import requests_chart
from kampung.subjects.services.charts.waiting import waiting_chart
from tests.unit.charts.drawn import LANGUAGES, key, layers, rows, spec, words

ID, EN = LANGUAGES
HOW = {"look": LIGHT, "language": ID}
NOTHING = {"id": "Belum ada data.", "en": "No data yet."}
COUNTS = ["villages", "requested", "completed", "rejected"]


def weeks(count, **columns):
    """Weeks from Monday 5 January 2026; every column that is not given has the same number."""
    start = pd.date_range("2026-01-05", periods=count, freq="7D").as_unit("us")
    usual = {
        "villages": 150,
        "requested": 100,
        "completed": 80,
        "rejected": 5,
        "median_hours": 30.0,
        "p90_hours": 60.0,
    }
    frame = pd.DataFrame(
        {"period_start": start, "period_end": start + pd.Timedelta(days=6), **(usual | columns)}
    )
    return frame.astype(dict.fromkeys(COUNTS, "Int64"))


def mix():
    return pd.DataFrame(
        {
            "service_code": ["domicile", "business", "poverty", "travel"],
            "name_id": ["Domisili", "Usaha", "SKTM", "Bepergian"],
            "name_en": ["Domicile", "Business", "Poverty", "Travel"],
            "family": ["residency", "business", "social", "residency"],
            "requested": pd.array([60, 30, 8, 2], dtype="Int64"),
            "completed": pd.array([50, 30, None, 1], dtype="Int64"),
            "rejected": pd.array([None] * 4, dtype="Int64"),
        }
    )


def areas(values):
    names = [f"Desa {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(values)]]
    return pd.DataFrame(
        {"area_code": [f"99.{n}" for n in range(len(values))], "name": names, "value": values}
    )


def curve():
    # Of twenty villages five make half of all requests.
    return pd.DataFrame({"span": "last", "position": [0, 25, 50, 100], "share": [0, 0.5, 0.8, 1]})


def trends():
    out = []
    for series, label, value in (
        ("own", "Desa Hulu", 4.0),
        ("up", "Kecamatan", 3.0),
        ("top", "Kabupaten", 2.0),
    ):
        frame = weeks(4)[["period_start", "period_end"]].assign(value=value)
        out.append(frame.assign(series=series, label=label))
    return pd.concat(out, ignore_index=True)


def chart(name, **how):
    match name:
        case "requests":
            return requests_chart(weeks(3), **how)
        case "lines":
            return requests_chart(weeks(61), **how)
        case "waiting":
            return waiting_chart(weeks(3), **how)
        case "reporting":
            return reporting_chart(weeks(3), villages_total=189, **how)
        case "mix":
            return mix_chart(mix(), **how)
        case "concentration":
            return concentration_chart(curve(), half=5, reporting=20, **how)
        case "beside":
            return beside_chart(trends(), own_series="own", value_name="Surat", **how)
    return rank_chart(areas([3.0, 1.0]), selected="99.1", value_name="Surat", **how)


DRAWN = ["requests", "lines", "waiting", "reporting", "mix", "concentration", "beside", "rank"]


@pytest.mark.parametrize("name", DRAWN)
def test_every_chart_is_valid_in_every_look_and_language(name):
    for look, language, word in (
        (look_named("light-simulated"), ID, "SIMULASI"),
        (look_named("dark"), EN, "SIMULATED"),
    ):
        whole = spec(chart(name, look=look, language=language))
        assert whole["config"]["axis"]["labelColor"] == look.muted
        assert (word in json.dumps(whole)) == look.simulated


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_without_numbers_a_chart_says_so(language):
    how = {"look": LIGHT, "language": language}
    gone = weeks(3, **dict.fromkeys([*COUNTS, "median_hours", "p90_hours"]))
    for chart in (
        requests_chart(gone, **how),
        requests_chart(weeks(0), **how),
        waiting_chart(gone, **how),
        reporting_chart(gone, villages_total=189, **how),
        mix_chart(mix().assign(requested=None, completed=None), **how),
        concentration_chart(curve().head(0), half=None, reporting=0, **how),
        concentration_chart(curve(), half=pd.NA, reporting=pd.NA, **how),
        beside_chart(trends().assign(value=None), own_series="own", value_name="Surat", **how),
        rank_chart(areas([]), selected="", value_name="Surat", **how),
    ):
        assert words(spec(chart)) == {NOTHING[language.code]}


# Requests


def bars(whole):
    return [row for row in rows(whole, mark="rect") if "opacity" in row]


def tips(whole):
    return [row for row in rows(whole, mark="rect") if "tip_period" in row]


def test_what_was_done_fills_what_was_asked_for_and_what_was_refused_stands_upon_it():
    two = weeks(2, requested=[10, 12], completed=[8, 9], rejected=[1, 0])
    drawn = bars(spec(requests_chart(two, **HOW)))
    assert [(row["y"], row["y2"]) for row in drawn] == [
        (0, 10),
        (0, 12),
        (0, 8),
        (0, 9),
        (8, 9),
        (9, 9),
    ]
    widths = [row["x2"] - row["x"] for row in drawn[::2]]
    assert widths == sorted(widths, reverse=True)  # a form of its own for each, not only a colour
    assert drawn[0]["opacity"] < drawn[2]["opacity"] == 1


def test_the_latest_period_is_written_at_the_right():
    two = weeks(2, requested=[1000, 1200], completed=[800, 900], rejected=[1, 0])
    found = words(spec(requests_chart(two, **HOW)))
    assert {"1.200", "900", "0", "Permohonan", "Selesai", "Ditolak"} <= found
    assert "12–18 Jan 2026" in found
    assert "1.000" not in found


def test_the_tooltip_has_all_numbers_and_the_period_in_the_readers_language():
    two = weeks(2, requested=[1000, None])
    first, second = tips(spec(requests_chart(two, look=LIGHT, language=EN)))
    assert first["tip_period"] == "5–11 January 2026"
    assert (first["tip_requested"], first["tip_completed"], first["tip_villages"]) == (
        "1,000",
        "80",
        "150",
    )
    assert second["tip_requested"] == "no data"


def test_a_missing_number_is_no_bar_and_not_one_of_zero():
    drawn = bars(spec(requests_chart(weeks(2, completed=[None, 0], rejected=None), **HOW)))
    assert [row["y2"] for row in drawn] == [100, 100, 0]


def test_completed_alone_is_drawn_alone():
    whole = spec(requests_chart(weeks(2, requested=None, rejected=None), **HOW))
    assert {row["y2"] for row in bars(whole)} == {80}
    assert key(whole) == []
    assert whole["title"]["text"] == "Permohonan selesai, per pekan"


def test_many_periods_are_lines_that_differ_by_their_dashes():
    whole = spec(requests_chart(weeks(61), **HOW))
    assert not bars(whole)
    dashes = [
        json.dumps(node["mark"].get("strokeDash"))
        for node, some in layers(whole, mark="line")
        if "end" not in some[0]
    ]
    assert len(set(dashes)) == 3
    assert key(whole) == ["Permohonan", "Selesai", "Ditolak"]
    assert spec(requests_chart(weeks(60), **HOW))["title"] == whole["title"]
    assert bars(spec(requests_chart(weeks(60), **HOW)))


def test_one_period_does_not_fill_the_plot():
    whole = spec(requests_chart(weeks(1), **HOW))
    node, _ = next(layers(whole, mark="rect"))
    left, right = json.loads(node["encoding"]["x"]["scale"]["domain"]["expr"])
    assert (right - left) / 86_400_000 == 8 * 7


def test_a_span_is_shaded_as_far_as_it_is_shown():
    def shaded(start, end):
        whole = spec(requests_chart(weeks(8), highlight=(start, end), **HOW))
        return [row for row in rows(whole, mark="rect") if set(row) == {"x", "x2"}]

    (row,) = shaded(dt.date(2026, 1, 12), dt.date(2027, 1, 1))
    # From Monday of the second week to the end of the eighth.
    assert (row["x2"] - row["x"]) / 86_400_000 == 7 * 7
    assert not shaded(dt.date(2020, 1, 1), dt.date(2020, 12, 31))


# Gaps


def placed(frame):
    return frame.assign(xm=epochs(frame["period_start"]))


def test_lines_break_where_time_passed_without_a_report():
    frame = weeks(5).drop(index=[1, 2]).reset_index(drop=True)
    whole = spec(waiting_chart(frame, **HOW))
    (line,) = [
        some for node, some in layers(whole, mark="line") if node["mark"].get("strokeWidth") == 2.5
    ]
    assert [row["median_hours"] for row in line] == [30, None, 30, 30]


def test_a_value_between_two_gaps_is_a_dot():
    frame = weeks(5).drop(index=[1, 3]).reset_index(drop=True)
    assert with_gaps(placed(frame), ["requested"])["lone_requested"].sum() == 3
    assert with_gaps(placed(weeks(3)), ["requested"])["lone_requested"].sum() == 0


def test_a_number_that_is_missing_within_a_period_is_a_gap_as_well():
    frame = placed(weeks(3, requested=[1, None, 3]))
    out = with_gaps(frame, ["requested"])
    assert [value for value in out["requested"] if not math.isnan(value)] == [1, 3]
    assert len(out) == 3


@pytest.mark.parametrize(
    ("ends", "cadence"),
    [
        (["2026-01-01", "2026-01-02"], "day"),
        (["2026-01-07", "2026-01-14"], "week"),
        (["2026-01-31", "2026-02-28"], "month"),
        (["2026-03-31", "2026-06-30"], "quarter"),
        (["2026-06-30", "2026-12-31"], "half_year"),
        (["2025-12-31", "2026-12-31"], "year"),
        (["2026-01-10", "2026-01-20"], "other"),
    ],
)
def test_the_cadence_follows_from_the_length_of_periods(ends, cadence):
    last = pd.to_datetime(pd.Series(ends))
    first = pd.Series([last[0] - (last[1] - last[0]), last[0]]) + pd.Timedelta(days=1)
    assert cadence_of(pd.DataFrame({"period_start": first, "period_end": last})) == cadence


@given(
    st.lists(st.floats(-50, 400), min_size=1, max_size=6),
    st.floats(5, 40),
)
def test_labels_find_room_in_their_order(places, room):
    out = spread(places, room=room, least=10, most=300)
    order = sorted(range(len(places)), key=lambda n: (places[n], n))
    for before, after in pairwise(order):
        assert out[after] - out[before] >= room - 1e-6
    if room * len(places) < 290:
        assert min(out) >= 10 - 1e-6
        assert max(out) <= 300 + 1e-6


def test_labels_with_room_stay_where_they_are():
    assert spread([200, 100], room=30, least=0, most=300) == [200, 100]


# Waiting


def test_waiting_is_told_in_days_from_two_days_on():
    hours = spec(waiting_chart(weeks(2, median_hours=48.0), **HOW))
    assert hours["title"]["text"] == "Jam dari permohonan sampai selesai"
    assert {"48 jam", "60 jam"} <= words(hours)
    days = spec(waiting_chart(weeks(2, median_hours=60.0, p90_hours=240.0), **HOW))
    assert days["title"]["text"] == "Hari dari permohonan sampai selesai"
    assert {"2,5 hari", "10 hari"} <= words(days)
    english = spec(waiting_chart(weeks(2, median_hours=60.0), look=LIGHT, language=EN))
    assert "2.5 days" in words(english)


def test_the_ninetieth_percentile_may_stand_alone():
    whole = spec(waiting_chart(weeks(2, median_hours=None), **HOW))
    assert key(whole) == ["Persentil ke-90: sembilan dari sepuluh lebih cepat"]
    assert not rows(whole, mark="area")


def test_the_band_ends_where_one_of_its_edges_does():
    whole = spec(waiting_chart(weeks(2, p90_hours=[60.0, None]), **HOW))
    first, second = rows(whole, mark="area")
    assert (first["median_hours"], first["p90_hours"]) == (30, 60)
    assert (second["median_hours"], second["p90_hours"]) == (None, None)


# Who reports


def test_reporting_villages_fill_a_frame_of_all():
    whole = spec(reporting_chart(weeks(3, villages=[150, 160, 170]), villages_total=189, **HOW))
    ((frame,),) = [
        some
        for node, some in layers(whole, mark="rect")
        if node["mark"].get("strokeDash") == [3, 3]
    ]
    assert (frame["y"], frame["y2"]) == (0, 189)
    assert {"170", "melapor", "seluruh 189 desa dan kelurahan"} <= words(whole)
    first = tips(whole)[0]
    assert first["tip_reporting"] == "150 dari 189 (79%)"
    assert first["tip_silent"] == "39"


def test_a_count_holds_for_its_whole_period_and_breaks_at_a_gap():
    frame = weeks(3, villages=[150, 160, 170]).drop(index=[1])
    area = rows(spec(reporting_chart(frame, villages_total=189, **HOW)), mark="area")
    assert [row["villages"] for row in area] == [150, 150, None, 170, 170]


# Mix


def list_of(whole, field="label"):
    return [
        (row[field], row["number"])
        for node, some in layers(whole, mark="text")
        if node["encoding"]["text"]["field"] == "number"
        for row in some
    ]


def test_services_are_listed_with_number_and_share_most_first():
    assert list_of(spec(mix_chart(mix(), **HOW))) == [
        ("Domisili", "60 (60%)"),
        ("Usaha", "30 (30%)"),
        ("SKTM", "8 (8%)"),
        ("Bepergian", "2 (2%)"),
    ]


def test_the_rest_is_one_bar_and_the_last():
    listed = list_of(spec(mix_chart(mix(), most=2, **HOW)))
    assert listed[2:] == [("Lainnya (2)", "10 (10%)")]


def test_families_are_added_up():
    listed = list_of(spec(mix_chart(mix(), by="family", look=LIGHT, language=EN)))
    assert listed == [
        ("Residency", "62 (62%)"),
        ("Business", "30 (30%)"),
        ("Social help", "8 (8%)"),
    ]


def test_a_service_without_a_number_is_named_and_has_no_bar():
    some = mix().assign(requested=pd.array([60, 40, None, None], dtype="Int64"))
    whole = spec(mix_chart(some, **HOW))
    assert list_of(whole)[2:] == [("Bepergian", "tidak ada data"), ("SKTM", "tidak ada data")]
    drawn = {row["label"] for row in bars(whole) if row["thick"]}
    assert drawn == {"Domisili", "Usaha"}
    assert list_of(spec(mix_chart(some, most=2, **HOW)))[2:] == [("2 lainnya", "tidak ada data")]


def test_where_no_requests_are_known_what_was_done_counts():
    whole = spec(mix_chart(mix().assign(requested=None), **HOW))
    # Fifty of eighty-one.
    assert list_of(whole)[0] == ("Domisili", "50 (62%)")
    assert key(whole) == []


# Rank


def test_areas_stand_in_order_and_gaps_at_the_end_without_a_rank():
    whole = spec(
        rank_chart(areas([5.0, None, 9.0, 5.0]), selected="99.3", value_name="Surat", **HOW)
    )
    assert list_of(whole) == [
        ("1. Desa C", "9"),
        ("2. Desa A", "5"),
        ("2. Desa D", "5"),
        ("Desa B", "tidak ada data"),
    ]
    boxes = [
        some
        for node, some in layers(whole, mark="rect")
        if node["mark"].get("stroke") == LIGHT.gold
    ]
    assert [row["name"] for row in boxes[0]] == ["Desa D"]
    filled = [
        row for row in rows(whole, mark="rect") if "tip" not in row and row["name"] == "Desa B"
    ]
    assert filled == []


def test_the_marked_area_is_listed_however_far_behind_it_is():
    many = areas([float(n) for n in range(20, 0, -1)])
    whole = spec(rank_chart(many, selected="99.15", value_name="Surat", most=6, **HOW))
    listed = list_of(whole)
    assert [label for label, _ in listed] == [
        "1. Desa A",
        "2. Desa B",
        "3. Desa C",
        "4. Desa D",
        "… 15 lainnya",
        "16. Desa P",
    ]
    in_front = spec(rank_chart(many, selected="99.0", value_name="Surat", most=6, **HOW))
    assert list_of(in_front)[-1][0] == "… 15 lainnya"


def test_zero_is_a_rank_and_no_gap():
    listed = list_of(spec(rank_chart(areas([0.0, None]), selected="", value_name="Surat", **HOW)))
    assert listed == [("1. Desa A", "0"), ("Desa B", "tidak ada data")]


# Concentration


def test_the_point_at_which_half_is_reached_is_marked_and_named():
    whole = spec(concentration_chart(curve(), half=5, reporting=20, **HOW))
    assert {"5 dari 20 desa dan kelurahan", "menyumbang separuhnya"} <= words(whole)
    (point,) = [row for row in rows(whole, mark="point") if row["y"] == 0.5]
    assert point["x"] == 5
    (line,) = [
        some for node, some in layers(whole, mark="line") if node["mark"]["strokeWidth"] == 2.5
    ]
    # A quarter, half and all of twenty villages.
    assert [(row["x"], row["y"]) for row in line] == [(0, 0), (5, 0.5), (10, 0.8), (20, 1)]


def test_a_village_alone_is_not_half_of_anything():
    one = pd.DataFrame({"position": [0, 100], "share": [0.0, 1.0]})
    whole = spec(concentration_chart(one, half=1, reporting=1, **HOW))
    assert words(whole) == set()


def test_half_may_be_unknown():
    assert words(spec(concentration_chart(curve(), half=None, reporting=20, **HOW))) == set()


# Beside


def series_lines(whole):
    return [
        node["mark"] for node, some in layers(whole, mark="line") if some and "value" in some[0]
    ]


def test_the_own_trend_is_strong_and_the_others_differ_by_dash_and_colour():
    whole = spec(beside_chart(trends(), own_series="own", value_name="Surat", **HOW))
    *others, mine = series_lines(whole)
    assert mine["color"] == LIGHT.accent
    assert "strokeDash" not in mine
    assert all(mine["strokeWidth"] > other["strokeWidth"] for other in others)
    assert len({json.dumps(other["strokeDash"]) for other in others}) == 2
    assert len({other["color"] for other in others}) == 2
    assert key(whole) == ["Desa Hulu", "Kecamatan", "Kabupaten"]
    assert {"4,0", "3,0", "2,0", "Desa Hulu"} <= words(whole)


def test_one_tooltip_names_all_trends_and_what_is_missing():
    frame = trends()
    frame.loc[(frame["series"] == "own") & (frame["period_start"] == "2026-01-05"), "value"] = None
    first = tips(spec(beside_chart(frame, own_series="own", value_name="Surat", **HOW)))[0]
    assert (first["tip_0"], first["tip_1"], first["tip_2"]) == ("tidak ada data", "3,0", "2,0")


def test_a_village_that_never_reported_leaves_the_others():
    frame = trends()
    frame.loc[frame["series"] == "own", "value"] = None
    whole = spec(beside_chart(frame, own_series="own", value_name="Surat", **HOW))
    assert key(whole) == ["Kecamatan", "Kabupaten"]
    assert len(series_lines(whole)) == 2


# Huge numbers


def test_a_number_at_the_right_is_never_cut_short():
    whole = spec(requests_chart(weeks(2, requested=12_345_678_901), **HOW))
    assert "12.345.678.901" in words(whole)
    (text,) = [
        node["mark"]
        for node, some in layers(whole, mark="text")
        if any(row.get("label") == "12.345.678.901" for row in some)
    ]
    room = int(text["limit"]["expr"].split(")")[0].strip("(")) - 15
    assert room >= len("12.345.678.901") * 7.5
