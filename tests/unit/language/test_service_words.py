"""What the service pages say, in both languages, against sentences that a person wrote."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.language import Language, phrases
from kampung.subjects.services import facts as service_facts
from kampung.subjects.services import headings as service_headings
from kampung.subjects.services import names as services_names
from kampung.subjects.services import tables as service_tables
from kampung.subjects.services.analysis import areas as areas_analysis
from kampung.subjects.services.analysis import periods as periods_analysis
from kampung.subjects.services.analysis.areas import measured, missing_in
from kampung.subjects.services.analysis.periods import latest_change
from kampung.subjects.services.words import areas as areas_words
from kampung.subjects.services.words import missing as missing_words
from kampung.subjects.services.words import periods as periods_words
from tests.unit.counted import catalogue, mix, months, periods, silent, span, totals

ID, EN = Language("id"), Language("en")
LAST = span("last")


# Names


@pytest.mark.parametrize(
    ("hours", "indonesian", "english"),
    [
        (0, "kurang dari satu menit", "less than a minute"),
        (0.75, "45 menit", "45 minutes"),
        (1 / 60, "1 menit", "1 minute"),
        (0.999, "1 jam", "1 hour"),  # not 60 minutes
        (1, "1 jam", "1 hour"),
        (3.5, "3,5 jam", "3.5 hours"),
        (9.96, "10 jam", "10 hours"),
        (47.4, "47 jam", "47 hours"),
        (47.6, "2 hari", "2 days"),  # not 48 hours
        (55, "2,3 hari", "2.3 days"),
        (500, "21 hari", "21 days"),
        (float("nan"), "tidak ada data", "no data"),
    ],
)
def test_waiting_times_as_people_say_them(hours, indonesian, english):
    assert services_names.duration(ID, hours) == indonesian
    assert services_names.duration(EN, hours) == english


@given(st.floats(0.5, 5000))
def test_a_waiting_time_is_written_within_a_twentieth(hours):
    number, unit = services_names.duration(EN, hours).split()
    written = float(number) * {"m": 1 / 60, "h": 1, "d": 24}[unit[0]]
    assert written == pytest.approx(hours, rel=0.05)


@pytest.mark.parametrize(
    ("start", "end", "indonesian", "english"),
    [
        ("2026-08-01", "2026-08-31", "Agustus 2026", "August 2026"),
        ("2026-07-01", "2026-09-30", "triwulan III 2026", "Q3 2026"),
        ("2026-07-01", "2026-12-31", "semester II 2026", "H2 2026"),
        ("2026-01-01", "2026-12-31", "2026", "2026"),
        ("2026-08-03", "2026-08-09", "3–9 Agustus 2026", "3–9 August 2026"),
        ("2026-02-01", "2026-04-30", "1 Februari – 30 April 2026", "1 February – 30 April 2026"),
        ("2026-08-02", "2026-08-31", "2–31 Agustus 2026", "2–31 August 2026"),
    ],
)
def test_periods_of_the_calendar_have_names(start, end, indonesian, english):
    days = pd.Timestamp(start), pd.Timestamp(end)
    assert phrases.period_name(*days, language=ID) == indonesian
    assert phrases.period_name(*days, language=EN) == english


def test_spans_for_a_choice_and_inside_a_sentence():
    cut = span(span_end=pd.Timestamp("2025-08-30"))
    odd = span("last", span_start=pd.Timestamp("2026-08-01"))
    assert [services_names.span_name(one, language=EN) for one in (LAST, span(), cut, odd)] == [
        "Last 52 weeks (1 Sept 2025 – 30 Aug 2026)",
        "2025",
        "2025 (1 Jan – 30 Aug 2025)",
        "1–30 Aug 2026",
    ]
    assert services_names.span_name(LAST, language=ID) == (
        "52 pekan terakhir (1 Sep 2025 – 30 Agu 2026)"
    )
    assert [services_names.during(one, language=ID) for one in (LAST, span(), cut, odd)] == [
        "dalam 52 pekan terakhir (1 September 2025 – 30 Agustus 2026)",
        "sepanjang 2025",
        "dalam kurun 1 Januari – 30 Agustus 2025",
        "dalam kurun 1–30 Agustus 2026",
    ]


@pytest.mark.parametrize(
    ("kind", "indonesian", "english"),
    [
        ("kabupaten", "Kabupaten Contoh", "Contoh regency"),
        ("kota", "Kota Contoh", "the city of Contoh"),
        ("kecamatan", "Kecamatan Contoh", "Contoh district"),
        ("distrik", "Distrik Contoh", "the distrik of Contoh"),
        ("desa_adat", "Desa Adat Contoh", "the customary village of Contoh"),
        ("nagari", "Contoh", "Contoh"),
    ],
)
def test_areas_are_named_with_their_kind(kind, indonesian, english):
    assert services_names.area_name("Contoh", kind, language=ID) == indonesian
    assert services_names.area_name("Contoh", kind, language=EN) == english


def test_every_measure_and_cadence_has_a_name_in_both_languages():
    for measure in services_names.MEASURES:
        indonesian, english = (
            services_names.measure_name(measure, language=language) for language in (ID, EN)
        )
        assert indonesian != english
    assert services_names.measure_name("per_thousand", language=ID, counted="completed") == (
        "Permohonan selesai per 1.000 penduduk"
    )
    for cadence in services_names.CADENCES:
        assert services_names.cadence_name(cadence, language=ID)
        assert services_names.periods_text(1, cadence=cadence, language=EN).startswith("1 ")
    assert services_names.cadence_name("fortnight", language=EN) == "Other periods"


@pytest.mark.parametrize(
    ("fraction", "text"),
    [(0.5, "50%"), (1, "100%"), (0.996, "99.6%"), (0.99999, "99.9%"), (0.0001, "0.1%"), (0, "0%")],
)
def test_nearly_all_is_not_all_and_nearly_none_not_none(fraction, text):
    assert services_names.share_text(fraction, language=EN) == text


# On top of /layanan


def headline(language, rows, *, length=4, cadence="week", **more):
    change = latest_change(rows, periods=length)
    return service_headings.heading(change, cadence=cadence, span=LAST, language=language, **more)


RISE = periods(
    [2800] * 3 + [3031] + [3000, 3100, 3122, 3123], villages=186, completed=[9] * 8, median=[3] * 8
)


def test_the_headline_says_what_changed():
    # 12,345 after 11,431: 7.996% more.
    assert headline(ID, RISE) == (
        "Dalam empat pekan hingga 2 Agustus 2026 tercatat **12.345** permohonan, naik 8% "
        "dibandingkan dengan empat pekan sebelumnya; separuh dari yang selesai memerlukan waktu "
        "sekitar 3 jam atau kurang."
    )
    assert headline(EN, RISE) == (
        "In the four weeks to 2 August 2026, **12,345** requests were recorded, 8% more than in "
        "the four weeks before; half of those completed took about 3 hours or less."
    )


def test_a_simulation_says_so_before_any_number():
    assert (
        headline(ID, RISE, simulated=True) == f"**Simulasi, bukan kenyataan.** {headline(ID, RISE)}"
    )
    assert headline(EN, RISE, simulated=True).startswith("**Simulation, not fact.** In the four")
    assert service_headings.simulated_banner(EN) == (
        "Simulated data: service counts and daily COVID-19 series are invented, to try the "
        "system out. Cite no number from here."
    )


@pytest.mark.parametrize(
    ("before", "now", "indonesian", "english"),
    [
        (40, 20, "turun 50% dibandingkan dengan", "50% fewer than in"),
        (40, 40, "sama banyak dengan", "as many as in"),
        (1000, 1004, "hampir sama banyak dengan", "about as many as in"),
        (0, 20, "setelah nihil pada", "after none in"),
        (1000, 1006, "naik 1% dibandingkan dengan", "1% more than in"),
    ],
)
def test_changes_in_words(before, now, indonesian, english):
    rows = periods([before, now])
    said = headline(ID, rows, length=1)
    assert said.endswith(f"permohonan, {indonesian} pekan sebelumnya.")
    assert headline(EN, rows, length=1).endswith(
        f"requests were recorded, {english} the week before."
    )


def test_nothing_recorded_is_said_in_words():
    assert headline(EN, periods([12, 0]), length=1) == (
        "In 15–21 June 2026, **no** requests were recorded, after 12 in the week before."
    )
    assert headline(ID, periods([0, 0]), length=1) == (
        "Pada 15–21 Juni 2026 **tidak** tercatat permohonan, sama seperti pekan sebelumnya."
    )


def test_where_only_completions_are_known_they_are_what_is_told():
    rows = periods([None] * 2, completed=[1, 2], median=[0.5, 0.5])
    assert headline(ID, rows, length=1) == (
        "Pada 15–21 Juni 2026 diselesaikan **2** permohonan, naik 100% dibandingkan dengan pekan "
        "sebelumnya; separuh dari yang selesai memerlukan waktu sekitar 30 menit atau kurang. "
        "Jumlah permohonan yang masuk tidak diketahui."
    )
    assert "**2** requests were completed, 100% more" in headline(EN, rows, length=1)


def test_another_number_of_villages_is_part_of_the_news():
    rows = periods([100, 120], villages=[10, 15])
    assert headline(EN, rows, length=1).endswith(
        "20% more than in the week before. The number of villages and wards that reported changed "
        "too: 15 on average, 10 before; for each that reported the change is −20%."
    )
    same = periods([100, 149], villages=[100, 149])  # 49% more of both: 0% for each, not −0%
    assert headline(ID, same, length=1).endswith("per pelapor perubahannya 0%.")


def test_weeks_left_out_are_counted():
    rows = periods([7] * 10 + [5, 1], villages=[100] * 10 + [79, 30])
    assert headline(EN, rows).endswith(
        "Left out at the end: 2 weeks that many villages and wards have yet to report."
    )
    assert headline(ID, rows).endswith(
        "Belum ikut dihitung: 2 pekan terakhir, karena banyak desa dan kelurahan belum melapor."
    )


def test_months_are_called_by_name():
    rows = months(periods([10, 12, 20, 30, 40, 50]))
    assert headline(EN, rows, length=3, cadence="month").startswith(
        "In the three months to June 2026, **120** requests"
    )
    assert headline(ID, rows, length=1, cadence="month") == (
        "Pada Juni 2026 tercatat **50** permohonan, naik 25% dibandingkan dengan bulan sebelumnya."
    )


def test_without_a_comparison_the_span_is_told_and_without_data_that():
    assert service_headings.heading(None, cadence="week", span=LAST, language=ID) == (
        "Dalam 52 pekan terakhir (1 September 2025 – 30 Agustus 2026) tercatat **123.456** "
        "permohonan; 189 dari 217 desa dan kelurahan melapor."
    )
    assert service_headings.heading(None, cadence="week", span=None, language=EN) == (
        "No counts of services have been loaded yet; what follows is what was published about the "
        "programme."
    )


# On top of /desa

VILLAGE = {
    "code": "99.01.2001",
    "name": "Melati",
    "kind": "desa",
    "level": "village",
    "parent_name": "Utara",
    "parent_kind": "kecamatan",
    "regency_name": "Contoh",
    "regency_kind": "kabupaten",
    "population": 5123,
    "population_year": 2024,
    "area_km2": 42.5,
    "postcode": "68488",
}
DISTRICT = {
    "code": "99.01",
    "name": "Utara",
    "kind": "distrik",
    "level": "district",
    "parent_name": "Contoh",
    "parent_kind": "kota",
    "desa": 5,
    "kelurahan": 1,
    "population": pd.NA,
    "area_km2": float("nan"),
}
STANDING = {
    "requested": 1234,
    "completed": 1200,
    "rejected": pd.NA,
    "median_hours": 3.5,
    "p90_hours": 55.0,
    "rank_district": 3,
    "of_district": 12,
    "rank_regency": 17,
    "of_regency": 189,
    "last_end": pd.Timestamp("2025-12-28"),
}


def test_who_a_village_is_and_how_it_stands():
    assert service_headings.place_heading(VILLAGE, totals=STANDING, span=span(), language=ID).split(
        "\n\n"
    ) == [
        "**Melati** adalah desa di Kecamatan Utara, Kabupaten Contoh. Penduduk 5.123 jiwa (2024); "
        "luas 42,50 km²; kode pos 68488; kode wilayah 99.01.2001.",
        "Sepanjang 2025 tercatat **1.234** permohonan: peringkat ke-3 dari 12 di Kecamatan Utara "
        "dan peringkat ke-17 dari 189 di Kabupaten Contoh.",
    ]
    assert service_headings.place_heading(
        VILLAGE, totals=STANDING, span=span(), language=EN, simulated=True
    ).split("\n\n") == [
        "**Melati** is a village (desa) in Utara district, Contoh regency. "
        "Population 5,123 (2024); area 42.50 km²; postcode 68488; area code 99.01.2001.",
        "**Simulation, not fact.** In 2025, **1,234** requests were recorded: rank 3 of 12 in "
        "Utara district and rank 17 of 189 in Contoh regency.",
    ]


def test_who_other_areas_are():
    assert service_headings.who(DISTRICT, language=EN) == (
        "**Utara** is a district (distrik) in the city of Contoh with 5 villages and 1 ward. "
        "Area code 99.01."
    )
    regency = {"code": "99", "name": "Contoh", "kind": "kota", "level": "regency", "districts": 2}
    assert service_headings.who(regency, language=ID) == (
        "**Contoh** adalah kota dengan 2 kecamatan. Kode wilayah 99."
    )
    bare = {"code": "99", "name": "Contoh", "kind": "kabupaten", "level": "regency"}
    assert service_headings.who(bare, language=EN) == (
        "**Contoh** is a regency (kabupaten). Area code 99."
    )


def test_a_district_is_ranked_in_its_regency_alone():
    row = {"requested": 50, "rank_regency": 2, "of_regency": 3}
    assert service_headings.standing(DISTRICT, totals=row, span=span(), language=ID) == (
        "Sepanjang 2025 tercatat **50** permohonan: peringkat ke-2 dari 3 di Kota Contoh."
    )


def test_no_report_is_missing_and_not_zero():
    silence = {"requested": pd.NA, "rank_district": pd.NA}
    for row in (silence, None):
        assert service_headings.standing(VILLAGE, totals=row, span=span(), language=EN) == (
            "In 2025, nothing was reported for it: that is missing, not zero."
        )
    assert service_headings.standing(VILLAGE, totals=None, span=None, language=ID) == (
        "Belum ada data jumlah layanan yang dimuat."
    )
    none = {"requested": 0}
    assert service_headings.standing(VILLAGE, totals=none, span=span(), language=EN) == (
        "In 2025, **no** requests were recorded."
    )


# Pictures over time


def test_requests_by_week():
    rows = periods([2500, 3123, 3050], villages=180, completed=[2000, 2500, 2440])
    said = periods_words.requests(rows, cadence="week", language=ID)
    assert said.title == "Permohonan, per pekan"
    assert said.sentence == (
        "Dari 2.500 (8–14 Juni 2026) sampai 3.123 permohonan (15–21 Juni 2026); terakhir 3.050 "
        "(22–28 Juni 2026). Jumlah yang selesai setara dengan 80% dari permohonan."
    )
    assert said.alt == (
        "Grafik menurut waktu, permohonan, per pekan: 3 pekan dengan laporan, 8–28 Juni 2026. "
        + said.sentence
    )


def test_a_week_still_coming_in_is_neither_lowest_nor_last():
    rows = periods([5, 7, 6, 1], villages=[10, 10, 10, 2])
    assert periods_words.requests(rows, cadence="week", language=EN).sentence == (
        "From 5 (8–14 June 2026) to 7 requests (15–21 June 2026); most recently 6 "
        "(22–28 June 2026). The end is not complete: for 29 June – 5 July 2026 only 2 villages "
        "and wards have reported."
    )


def test_gaps_are_named_and_not_drawn_as_zero():
    rows = periods([1, 2, 3, 4, 5, 6], villages=1)
    one = periods_words.requests(rows.drop(index=[2]), cadence="week", language=EN)
    assert one.sentence.endswith("Nothing was reported for 22–28 June 2026.")
    two = periods_words.requests(rows.drop(index=[1, 3, 4]), cadence="week", language=ID)
    assert two.sentence.endswith("Ada 2 jeda tanpa laporan, yang terlama 29 Juni – 12 Juli 2026.")


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
        "In 8–14 June 2026, half of the completed requests took about 2 hours or less. How it is "
        "worked out: the mean of the services’ medians, weighted by completed requests; the same "
        "for nine in ten."
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
            "In 22–28 June 2026, 31 of 217 villages and wards did not report; usually it is 2.",
        ),
        ([186], "In 8–14 June 2026, 31 of 217 villages and wards did not report."),
        ([217], "In 8–14 June 2026, all 217 villages and wards reported."),
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

SERVICES = mix(("a", "residency", 50, 50), ("b", "marriage", 30, None), ("c", "land", 20, 20))


def test_families_and_services_with_most_requests():
    said = periods_words.families(SERVICES, span=span(), language=ID)
    assert said.title == "Permohonan menurut rumpun layanan"
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


PLACES = totals(
    {
        "name": "Melati",
        "requested": 120,
        "completed": 100,
        "median_hours": 3.5,
        "population": 5000,
        "villages_total": 2,
        "rank_district": 2,
    },
    {
        "name": "Mawar",
        "requested": 300,
        "completed": 300,
        "median_hours": 55,
        "villages_total": 1,
        "rank_district": 1,
    },
    {"name": "Kenanga", "requested": 120, "villages_total": 1, "rank_district": 2},
    {"name": "Dahlia", "villages": 0, "population": 2000, "villages_total": 4},
)


@pytest.mark.parametrize(
    ("measure", "title", "sentence"),
    [
        (
            "requested",
            "Requests by district",
            "In 2025: from 120 (Kenanga and Melati) to 300 (Mawar). No data: 1 district.",
        ),
        (
            "per_thousand",
            "Requests per 1,000 inhabitants by district",
            "In 2025: 24.0 (Melati). No data: 3 districts.",
        ),
        (
            "share_completed",
            "Share completed by district",
            "In 2025: from 83% (Melati) to 100% (Mawar). No data: 2 districts.",
        ),
        (
            "median_hours",
            "Median waiting time by district",
            "In 2025: from 3.5 hours (Melati) to 2.3 days (Mawar). No data: 2 districts.",
        ),
        (
            "silent",
            "Villages and wards that did not report by district",
            "In 2025: from 0 (Kenanga and Mawar) to 4 (Dahlia).",
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
        "Map. In 2025: from 1 (A) to 3 (C). All: A 1; B 2; C 3."
    )


def test_many_villages_on_a_map_are_not_read_out():
    frame = pd.DataFrame({"name": [f"V{n}" for n in range(12)], "value": [1.0] * 6 + [2.0] * 6})
    said = areas_words.by_area(
        frame, measure="requested", span=span(), language=EN, level="village", drawn="map"
    )
    assert said.title == "Requests by village and ward"
    assert said.alt == ("Map. In 2025: from 1 (6 villages and wards) to 2 (6 villages and wards).")


def test_villages_that_report_nothing():
    since = pd.Timestamp("2026-08-03")
    rows = silent(("Mawar", None), ("Melati", "2026-02-01"))
    said = areas_words.silent(rows, since=since, villages=217, language=ID)
    assert said.sentence == (
        "2 dari 217 desa dan kelurahan tidak melaporkan apa pun sejak 3 Agustus 2026, "
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


CURVE = pd.DataFrame(
    {
        "position": [0, 10, 25, 50, 100],
        "villages": [0, 19, 48, 95, 189],
        "share": [0, 0.43, 0.7, 0.91, 1],
    }
)


def test_how_few_villages_make_half():
    said = areas_words.concentration(span(), CURVE, language=ID)
    assert said.sentence == (
        "23 dari 189 desa dan kelurahan yang melapor menyumbang separuh dari 123.456 permohonan "
        "sepanjang 2025. Bila semuanya sama banyak, diperlukan 95."
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
        "Its boundary has not been imported.",
    ]
    said = missing_words.missing(found, language=ID, span=span())
    assert (said.title, said.sentence) == ("Yang belum diketahui", "9 hal belum diketahui.")
    assert "(Surat b, Surat c, Surat d, dan 3 lainnya)" in said.alt
    assert missing_words.missing([], language=EN).sentence == (
        "Nothing that this page asks for is missing."
    )


@pytest.mark.parametrize(
    ("code", "facts", "sentence"),
    [
        ("nothing_loaded", {}, "Belum ada data jumlah layanan yang dimuat."),
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
            "2 dari 9 desa dan kelurahan tidak melaporkan apa pun sejauh ini.",
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


# Tables


def listed(table):
    frame = table.as_text()
    return [list(frame.columns), *frame.to_numpy().tolist()]


def test_a_table_of_periods_knows_what_is_missing():
    rows = periods([2500, None], villages=180, median=[3.5, None])
    assert listed(service_tables.periods_table(rows, language=ID)) == [
        ["Periode", "Desa/kelurahan yang melapor", "Permohonan", "Median waktu tunggu"],
        ["15–21 Juni 2026", "180", "–", "–"],
        ["8–14 Juni 2026", "180", "2.500", "3,5 jam"],
    ]
    one = service_tables.periods_table(periods([1], villages=1), language=EN)
    assert listed(one) == [["Period", "Requests"], ["8–14 June 2026", "1"]]
    quarters = periods([1], villages=1).assign(
        period_start=pd.Timestamp("2026-07-01"), period_end=pd.Timestamp("2026-09-30")
    )
    assert (
        service_tables.periods_table(quarters, language=ID).rows[0][0].text == "Triwulan III 2026"
    )


def test_a_table_of_villages_is_ranked_and_keeps_those_without_a_report():
    table = service_tables.totals_table(
        PLACES, level="village", span=span(), language=EN, among="district"
    )
    assert listed(table) == [
        ["Rank", "Village or ward", "District", "Requests", "Completed requests",
         "Median waiting time", "Requests per 1,000 inhabitants", "Share completed"],
        ["1", "Mawar", "Utara", "300", "300", "2.3 days", "–", "100%"],
        ["2", "Kenanga", "Utara", "120", "–", "–", "–", "–"],
        ["2", "Melati", "Utara", "120", "100", "3.5 hours", "24.0", "83%"],
        ["–", "Dahlia", "Utara", "–", "–", "–", "–", "–"],
    ]  # fmt: skip


def test_a_table_of_districts():
    rows = totals({"name": "Utara", "requested": 5, "villages": 3, "rank_regency": 1})
    table = service_tables.totals_table(rows, level="district", span=span(), language=ID)
    assert listed(table) == [
        ["Peringkat", "Kecamatan", "Desa/kelurahan yang melapor", "Permohonan"],
        ["1", "Utara", "3", "5"],
    ]


def test_a_table_of_a_map():
    values = measured(PLACES, measure="median_hours")
    table = service_tables.values_table(
        values, measure="median_hours", level="district", language=EN
    )
    assert listed(table) == [
        ["District", "Median waiting time"],
        ["Mawar", "2.3 days"],
        ["Melati", "3.5 hours"],
        ["Dahlia", "no data"],
        ["Kenanga", "no data"],
    ]


def test_tables_of_services_and_families():
    assert listed(service_tables.mix_table(SERVICES, language=ID)) == [
        ["Layanan", "Rumpun", "Permohonan", "Permohonan selesai", "Bagian dari seluruhnya"],
        ["Surat a", "Kependudukan", "50", "50", "50%"],
        ["Surat b", "Pernikahan dan perceraian", "30", "–", "30%"],
        ["Surat c", "Tanah", "20", "20", "20%"],
    ]
    assert listed(service_tables.families_table(SERVICES, language=EN))[:2] == [
        ["Family", "Number of services", "Requests", "Completed requests", "Share of all"],
        ["Residency", "1", "50", "50", "50%"],
    ]


def test_tables_of_silence_and_concentration():
    rows = silent(("Mawar", None), ("Melati", "2026-02-01"))
    assert listed(service_tables.silent_table(rows, language=EN)) == [
        ["Village or ward", "District", "Code", "Last report"],
        ["Mawar", "Utara", "Mawar", "none in 52 weeks"],
        ["Melati", "Utara", "Melati", "1 Feb 2026"],
    ]
    assert listed(service_tables.concentration_table(CURVE, language=ID)) == [
        [
            "Bagian tersibuk dari yang melapor",
            "Desa dan kelurahan",
            "Bagian dari seluruh permohonan",
        ],
        ["10%", "19", "43%"],
        ["50%", "95", "91%"],
        ["100%", "189", "100%"],
    ]


def test_a_table_of_trends_keeps_its_gaps():
    trends = periods_analysis.beside(
        [("v", "Melati", periods([3])), ("d", "Utara", periods([6, 9]))]
    )
    assert listed(service_tables.beside_table(trends, language=EN)) == [
        ["Period", "Melati", "Utara"],
        ["15–21 June 2026", "–", "3.0"],
        ["8–14 June 2026", "1.0", "2.0"],
    ]


def test_a_profile_says_what_is_not_known():
    table = service_facts.profile_table(
        {**VILLAGE, "postcode": None}, totals=STANDING, span=span(), language=EN
    )
    assert listed(table) == [
        ["Fact", "Value"],
        ["Name", "Melati village"],
        ["Lies in", "Utara district, Contoh regency"],
        ["Population", "5,123 (2024)"],
        ["Area, km²", "42.50"],
        ["Postcode", "no data"],
        ["Area code", "99.01.2001"],
        ["Counts below", "In 2025"],
        ["Requests", "1,234"],
        ["Completed requests", "1,200"],
        ["Rejected requests", "no data"],
        ["Median waiting time", "3.5 hours"],
        ["Waiting time, 90th percentile", "2.3 days"],
        ["Rank in the district", "3 of 12"],
        ["Rank in the regency", "17 of 189"],
        ["Last report", "28 Dec 2025"],
    ]
    district = service_facts.profile_table(DISTRICT, language=ID)
    assert listed(district)[1:] == [
        ["Nama", "Distrik Utara"],
        ["Terletak di", "Kota Contoh"],
        ["Desa", "5"],
        ["Kelurahan", "1"],
        ["Penduduk", "tidak ada data"],
        ["Luas, km²", "tidak ada data"],
        ["Kode wilayah", "99.01"],
    ]


@pytest.mark.parametrize("language", [ID, EN], ids=["id", "en"])
def test_empty_frames_make_empty_tables(language):
    tables = [
        service_tables.periods_table(periods([]), language=language),
        service_tables.beside_table(periods_analysis.beside([]), language=language),
        service_tables.totals_table(
            PLACES.head(0), level="village", span=span(), language=language
        ),
        service_tables.mix_table(mix(), language=language),
        service_tables.families_table(mix(), language=language),
        service_tables.silent_table(silent(), language=language),
        service_tables.concentration_table(CURVE.head(0), language=language),
    ]
    for table in tables:
        assert len(table.columns)
        assert not len(table)
