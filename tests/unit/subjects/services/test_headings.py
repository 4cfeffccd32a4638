"""The sentences on top of the service pages, in both languages."""

import pandas as pd
import pytest

from kampung.language import Language
from kampung.subjects.services import headings as service_headings
from kampung.subjects.services.analysis.periods import latest_change
from tests.unit.counted import (
    DISTRICT,
    STANDING,
    VILLAGE,
    months,
    periods,
    span,
)

ID, EN = Language("id"), Language("en")
LAST = span("last")


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
        "Simulation: service counts and daily COVID-19 numbers are invented here, to try the "
        "system out, and are marked so. All else is published. Cite no number that is marked."
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
        "During 15–21 June 2026, **no** requests were recorded, after 12 in the week before."
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
        "Dalam 52 pekan terakhir (1 September 2025–30 Agustus 2026) tercatat **123.456** "
        "permohonan; 189 dari 217 desa dan kelurahan melapor."
    )
    assert service_headings.heading(None, cadence="week", span=None, language=EN) == (
        "No counts of services are known yet; what follows is what was published about the "
        "programme."
    )


# On top of /desa


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
        "Belum ada data jumlah layanan."
    )
    none = {"requested": 0}
    assert service_headings.standing(VILLAGE, totals=none, span=span(), language=EN) == (
        "In 2025, **no** requests were recorded."
    )
