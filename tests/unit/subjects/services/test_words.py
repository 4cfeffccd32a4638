"""What pictures of services say, in both languages, against sentences that a person wrote."""

import pandas as pd
import pytest

from kampung.language import Language
from kampung.subjects.services.analysis import areas as areas_analysis
from kampung.subjects.services.analysis import periods as periods_analysis
from kampung.subjects.services.analysis.areas import measured, missing_in
from kampung.subjects.services.words import areas as areas_words
from kampung.subjects.services.words import missing as missing_words
from kampung.subjects.services.words import periods as periods_words
from tests.unit.counted import (
    CURVE,
    PLACES,
    SERVICES,
    VILLAGE,
    catalogue,
    mix,
    periods,
    silent,
    span,
)

ID, EN = Language("id"), Language("en")
LAST = span("last")


# Pictures over time


def test_requests_by_week():
    rows = periods([2500, 3123, 3050], villages=180, completed=[2000, 2500, 2440])
    said = periods_words.requests(rows, cadence="week", language=ID)
    assert said.title == "Permohonan, per pekan"
    assert said.sentence == (
        "Berkisar antara 2.500 (8–14 Juni 2026) dan 3.123 permohonan (15–21 Juni 2026); "
        "terakhir 3.050 (22–28 Juni 2026). Jumlah yang selesai setara dengan 80% dari permohonan."
    )
    assert said.alt == (
        "Grafik menurut waktu, permohonan, per pekan: 3 pekan dengan laporan, 8–28 Juni 2026. "
        + said.sentence
    )


def test_a_week_still_coming_in_is_neither_lowest_nor_last():
    rows = periods([5, 7, 6, 1], villages=[10, 10, 10, 2])
    assert periods_words.requests(rows, cadence="week", language=EN).sentence == (
        "Between 5 (8–14 June 2026) and 7 requests (15–21 June 2026); most recently 6 "
        "(22–28 June 2026). The end is not complete: for 29 June–5 July 2026 only 2 villages "
        "and wards have reported."
    )


def test_gaps_are_named_and_not_drawn_as_zero():
    rows = periods([1, 2, 3, 4, 5, 6], villages=1)
    one = periods_words.requests(rows.drop(index=[2]), cadence="week", language=EN)
    assert one.sentence.endswith("Nothing was reported for 22–28 June 2026.")
    two = periods_words.requests(rows.drop(index=[1, 3, 4]), cadence="week", language=ID)
    assert two.sentence.endswith("Ada 2 jeda tanpa laporan, yang terlama 29 Juni–12 Juli 2026.")


def test_few_periods_make_short_sentences():
    assert periods_words.requests(periods([1]), cadence="week", language=EN).sentence == (
        "1 request in 8–14 June 2026."
    )
    assert periods_words.requests(periods([2] * 5), cadence="week", language=ID).sentence == (
        "Tetap 2 permohonan selama 5 pekan."
    )
    completed = periods_words.requests(periods([None], completed=[3]), cadence="week", language=EN)
    assert completed.title == "Completed requests, by week"
    assert completed.sentence == "3 completed requests in 8–14 June 2026."


def test_waiting_times_say_how_they_are_worked_out():
    rows = periods([9, 9], villages=5, completed=[9, 9], median=[2, 3.5], p90=[8, 55])
    said = periods_words.waiting(rows, cadence="week", language=ID)
    assert said.title == "Waktu tunggu, per pekan"
    assert said.sentence == (
        "Pada 15–21 Juni 2026 separuh dari permohonan yang selesai memerlukan waktu sekitar "
        "3,5 jam atau kurang, dan sembilan dari sepuluh sekitar 2,3 hari atau kurang. Mediannya "
        "berkisar antara 2 jam dan 3,5 jam. Cara menghitungnya: median dari median setiap desa dan "
        "kelurahan, ditimbang menurut jumlah permohonan selesai; demikian pula untuk sembilan dari "
        "sepuluh."
    )
    one = periods([9], villages=1, completed=[9], median=[2])
    assert periods_words.waiting(one, cadence="week", language=EN).sentence == (
        "During 8–14 June 2026, half of the completed requests took about 2 hours or less. How it "
        "is worked out: the mean of the services’ medians, weighted by completed requests; the "
        "same for nine in ten."
    )


def test_trends_beside_each_other():
    trends = periods_analysis.beside(
        [
            ("v", "Melati", periods([3, 4, 5], villages=1)),
            ("d", "Kecamatan Utara", periods([30, 44, 25], villages=5)),
        ]
    )
    said = periods_words.beside(trends, cadence="week", language=ID)
    assert said.title == "Permohonan per desa/kelurahan yang melapor, per pekan"
    assert said.sentence == (
        "Dalam tiga pekan hingga 28 Juni 2026, rata-ratanya: Melati 4,0; Kecamatan Utara 6,6."
    )
    apart = periods_analysis.beside(
        [("a", "A", periods([1])), ("b", "B", periods([1], start="2026-08-03"))]
    )
    assert periods_words.beside(apart, cadence="week", language=EN).sentence == (
        "They have no period in common."
    )


@pytest.mark.parametrize(
    ("villages", "sentence"),
    [
        (
            [215, 216, 186],
            "During 22–28 June 2026, 31 of 217 villages and wards did not report; usually it is 2.",
        ),
        ([186], "During 8–14 June 2026, 31 of 217 villages and wards did not report."),
        ([217], "During 8–14 June 2026, all 217 villages and wards reported."),
    ],
)
def test_silence_in_words(villages, sentence):
    found = areas_analysis.silence(
        periods([1] * len(villages), villages=villages), villages_total=217
    )
    assert periods_words.silence_text(found, language=EN) == sentence


def test_reports_by_week():
    said = periods_words.reporting(
        periods([1, 1], villages=[9, 7]), villages=10, cadence="week", language=ID
    )
    assert said.title == "Desa/kelurahan yang melapor, per pekan"
    assert said.sentence == (
        "Pada 15–21 Juni 2026, 3 dari 10 desa dan kelurahan tidak melapor; biasanya 1."
    )
    assert said.alt.startswith("Grafik menurut waktu, desa/kelurahan yang melapor, per pekan: 2 ")


# Pictures of one span


def test_families_and_services_with_most_requests():
    said = periods_words.families(SERVICES, span=span(), language=ID)
    assert said.title == "Permohonan menurut kelompok layanan"
    assert said.sentence == (
        "Dari 100 permohonan sepanjang 2025, bagian terbesar untuk kependudukan (50; 50%), "
        "pernikahan dan perceraian (30; 30%), dan tanah (20; 20%)."
    )
    said = periods_words.services(SERVICES, span=span(), language=EN)
    assert said.title == "Requests by service"
    assert said.sentence == (
        "Of 100 requests in 2025, the largest shares were for a letter (50; 50%), b letter "
        "(30; 30%) and c letter (20; 20%)."
    )
    assert said.alt.endswith(" A letter 50; b letter 30; c letter 20.")


def test_one_service_and_none():
    one = periods_words.services(mix(("a", "land", 1, None)), span=span(), language=EN)
    assert one.sentence == "In 2025, 1 request, all of them for a letter."
    for rows in (mix(), mix(("a", "land", None, None)), mix(("a", "land", 0, None))):
        assert periods_words.families(rows, span=span(), language=ID).sentence == (
            "Sepanjang 2025 tidak ada yang tercatat."
        )


@pytest.mark.parametrize(
    ("measure", "title", "sentence"),
    [
        (
            "requested",
            "Requests by district",
            "In 2025, between 120 (Kenanga and Melati) and 300 (Mawar). No data: 1 district.",
        ),
        (
            "per_thousand",
            "Requests per 1,000 inhabitants by district",
            "In 2025: 24.0 (Melati). No data: 3 districts.",
        ),
        (
            "share_completed",
            "Share completed by district",
            "In 2025, between 83% (Melati) and 100% (Mawar). No data: 2 districts.",
        ),
        (
            "median_hours",
            "Median waiting time by district",
            "In 2025, between 3.5 hours (Melati) and 2.3 days (Mawar). No data: 2 districts.",
        ),
        (
            "silent",
            "Villages and wards that did not report by district",
            "In 2025, between 0 (Kenanga and Mawar) and 4 (Dahlia).",
        ),
    ],
)
def test_measures_by_district(measure, title, sentence):
    said = areas_words.by_area(
        measured(PLACES, measure=measure), measure=measure, span=span(), language=EN
    )
    assert (said.title, said.sentence) == (title, sentence)
    assert said.alt.startswith(f"Tile map. {sentence} All: ")


def test_maps_where_all_are_alike_or_nothing_is_known():
    def said(values, measure="requested", language=ID):
        frame = pd.DataFrame({"name": list("ABC"), "value": values})
        return areas_words.by_area(
            frame, measure=measure, span=span(), language=language, drawn="map"
        )

    assert said([5.0] * 3).sentence == "Sepanjang 2025: masing-masing 5 di 3 kecamatan."
    assert said([0.0] * 3, "silent").sentence == "Sepanjang 2025 semua desa dan kelurahan melapor."
    assert said([None] * 3).sentence == "Sepanjang 2025 tidak ada yang tercatat."
    assert said([1.0, 2.0, 3.0], language=EN).alt == (
        "Map. In 2025, between 1 (A) and 3 (C). All: A 1; B 2; C 3."
    )


def test_many_villages_on_a_map_are_not_read_out():
    frame = pd.DataFrame({"name": [f"V{n}" for n in range(12)], "value": [1.0] * 6 + [2.0] * 6})
    said = areas_words.by_area(
        frame, measure="requested", span=span(), language=EN, level="village", drawn="map"
    )
    assert said.title == "Requests by village and ward"
    assert said.alt == (
        "Map. In 2025, between 1 (6 villages and wards) and 2 (6 villages and wards)."
    )


def test_villages_that_report_nothing():
    since = pd.Timestamp("2026-08-03")
    rows = silent(("Mawar", None), ("Melati", "2026-02-01"))
    said = areas_words.silent(rows, since=since, villages=217, language=ID)
    assert said.sentence == (
        "Sebanyak 2 dari 217 desa dan kelurahan tidak melaporkan apa pun sejak 3 Agustus 2026, "
        "1 di antaranya nihil selama 52 pekan terakhir. Itu berarti datanya tidak ada, bukan nol."
    )
    assert said.alt.endswith(" Mawar (Utara); Melati (Utara).")
    # Of the first row of nine nobody can tell how many of the others were as long silent.
    cut = areas_words.silent(rows.head(1), since=since, villages=217, language=EN, count=9)
    assert cut.sentence == (
        "9 of 217 villages and wards have reported nothing since 3 August 2026. "
        "That is missing, not zero."
    )
    none = areas_words.silent(silent(), since=since, villages=217, language=EN)
    assert none.sentence == "All 217 villages and wards have reported since 3 August 2026."


def test_how_few_villages_make_half():
    said = areas_words.concentration(span(), CURVE, language=ID)
    assert said.sentence == (
        "Sebanyak 23 dari 189 desa dan kelurahan yang melapor menyumbang separuh dari "
        "123.456 permohonan sepanjang 2025. Bila semuanya sama banyak, diperlukan 95."
    )
    assert areas_words.concentration(span(), CURVE, language=EN).alt.endswith(
        "The busiest 10% made 43%; the busiest 25% made 70%; the busiest 50% made 91%."
    )
    empty = span(villages_for_half=pd.NA, total=0)
    assert areas_words.concentration(empty, CURVE.head(0), language=EN).sentence == (
        "In 2025, nothing is on record."
    )


# One village among others


def test_the_rank_of_a_village_is_shared_with_its_equals():
    said = areas_words.rank(
        PLACES, code="Melati", place="Kecamatan Utara", span=span(), language=ID
    )
    assert said.title == "Peringkat Melati di Kecamatan Utara"
    assert said.sentence == (
        "Sepanjang 2025 Melati mencatat 120 permohonan, peringkat ke-2 dari 3 di Kecamatan Utara."
    )
    assert said.alt.endswith("Mawar 300; Kenanga 120; Melati 120.")
    none = areas_words.rank(PLACES, code="Dahlia", place="Utara district", span=span(), language=EN)
    assert none.sentence == "In 2025, nothing was reported for Dahlia, so it has no rank."


def test_neighbours_with_more_and_fewer():
    said = areas_words.neighbours(PLACES, code="Melati", span=span(), language=EN)
    assert said.title == "Melati and its neighbours"
    assert said.sentence == (
        "In 2025, Melati recorded 120 requests; more in Mawar; as many in Kenanga; "
        "no report from Dahlia."
    )
    silent_one = areas_words.neighbours(PLACES, code="Dahlia", span=span(), language=ID)
    assert silent_one.sentence == (
        "Sepanjang 2025 tidak ada laporan untuk Dahlia; Melati 120; Mawar 300; Kenanga 120."
    )
    alone = areas_words.neighbours(PLACES.head(1), code="Melati", span=span(), language=EN)
    assert alone.sentence == "Its neighbours are not known."


def test_a_profile_is_plain_text():
    said = missing_words.profile(VILLAGE, language=EN)
    assert said.title == "Profile"
    assert said.sentence.startswith("Melati is a village (desa) in Utara district, Contoh regency.")


# What is missing


def test_what_is_missing_in_sentences():
    found = missing_in(
        {**VILLAGE, "population": None, "area_km2": None, "lat": None, "lon": None},
        periods=periods([3, 4, 5, 6], villages=1).drop(index=[1]),
        mix=mix(("a", "land", 1, None)),
        offered=catalogue(*"abcdefg"),
        last_day=pd.Timestamp("2026-08-30"),
        has_boundary=False,
    )
    assert missing_words.missing_sentences(found, language=EN, span=span()) == [
        "Its last report ends on 5 July 2026, 8 weeks before the newest of all.",
        "Nothing was reported for 15–21 June 2026.",
        "How many requests were completed is not reported.",
        "Waiting times are not reported.",
        "Not in its reports in 2025: 6 of 7 services of the catalogue "
        "(b letter, c letter, d letter and 3 more).",
        "There is no dated number of inhabitants, so nothing can be said per inhabitant.",
        "Its size in square kilometres is not known.",
        "Where it lies is not known, so it has no neighbours here.",
        "Its boundary is not in the data.",
    ]
    said = missing_words.missing(found, language=ID, span=span())
    assert (said.title, said.sentence) == (
        "Yang belum diketahui",
        "Ada 9 hal yang belum diketahui.",
    )
    assert "(Surat b, Surat c, Surat d, dan 3 lainnya)" in said.alt
    assert missing_words.missing([], language=EN).sentence == (
        "Nothing that this page asks for is missing."
    )


@pytest.mark.parametrize(
    ("code", "facts", "sentence"),
    [
        ("nothing_loaded", {}, "Belum ada data jumlah layanan."),
        (
            "never_reported",
            {},
            "Tidak ada laporan layanan dari wilayah ini dalam data. "
            "Itu berarti datanya tidak ada, bukan nol.",
        ),
        ("requests", {}, "Jumlah permohonan yang masuk tidak dilaporkan."),
        (
            "silent_villages",
            {"count": 2, "villages": 9},
            "Sebanyak 2 dari 9 desa dan kelurahan tidak melaporkan apa pun sejauh ini.",
        ),
        (
            "gaps",
            {"count": 2, "start": pd.Timestamp("2026-07-06"), "end": pd.Timestamp("2026-07-19")},
            "Ada 2 jeda tanpa laporan, yang terlama 6–19 Juli 2026.",
        ),
    ],
)
def test_other_things_that_may_be_missing(code, facts, sentence):
    found = [areas_analysis.Missing(code, facts)]
    assert missing_words.missing_sentences(found, language=ID) == [sentence]


@pytest.mark.parametrize("language", [ID, EN], ids=["id", "en"])
def test_pictures_without_data_have_a_sentence(language):
    nothing = [
        periods_words.requests(periods([]), cadence="week", language=language),
        periods_words.requests(periods([None]), cadence="week", language=language),
        periods_words.waiting(periods([]), cadence="week", language=language),
        periods_words.reporting(periods([]), villages=3, cadence="week", language=language),
        periods_words.waiting(periods([5]), cadence="week", language=language),
        periods_words.beside(periods_analysis.beside([]), cadence="week", language=language),
        periods_words.families(mix(), span=span(), language=language),
        periods_words.services(mix(), span=span(), language=language),
        areas_words.by_area(
            measured(PLACES.head(0), measure="requested"),
            measure="requested",
            span=span(),
            language=language,
        ),
        areas_words.concentration(None, CURVE, language=language),
        areas_words.neighbours(PLACES.head(0), code="x", span=span(), language=language),
        missing_words.missing([], language=language),
    ]
    for said in nothing:
        assert said.title
        assert said.sentence.endswith(".")
        assert said.alt == said.sentence
