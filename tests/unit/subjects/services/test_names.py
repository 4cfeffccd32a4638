"""Names of what service pages speak of, in both languages."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.language import Language, phrases
from kampung.subjects.services import names as services_names
from tests.unit.counted import (
    span,
)

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
        ("2026-02-01", "2026-04-30", "1 Februari–30 April 2026", "1 February–30 April 2026"),
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
        "Last 52 weeks (1 Sept 2025–30 Aug 2026)",
        "2025",
        "2025 (1 Jan–30 Aug 2025)",
        "1–30 Aug 2026",
    ]
    assert services_names.span_name(LAST, language=ID) == (
        "52 pekan terakhir (1 Sep 2025–30 Agu 2026)"
    )
    assert [services_names.during(one, language=ID) for one in (LAST, span(), cut, odd)] == [
        "dalam 52 pekan terakhir (1 September 2025–30 Agustus 2026)",
        "sepanjang 2025",
        "dalam periode 1 Januari–30 Agustus 2025",
        "dalam periode 1–30 Agustus 2026",
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
