"""What is said of daily series and totals by district: always which of them is simulated."""

import pandas as pd
import pytest

from kampung.language import Language
from kampung.pictures.table import table
from kampung.subjects.epidemic import series_words as words
from kampung.subjects.epidemic import tables
from kampung.subjects.epidemic.analysis.observed import OFFICIAL, SIMULATED

ID, EN = Language("id"), Language("en")


def series(status=SIMULATED, publisher="Simulasi"):
    return pd.DataFrame(
        {
            "status": status,
            "start_on": pd.to_datetime(["2021-07-14", "2021-07-21"]),
            "end_on": pd.to_datetime(["2021-07-20", "2021-07-27"]),
            "value": [1234.0, float("nan")],
            "level": "district",
            "source_id": "s",
            "publisher": publisher,
        }
    )


def totals(status=SIMULATED):
    return pd.DataFrame(
        {
            "code": ["99.01.01", "99.01.02", "99.01.03"],
            "name": ["Utara", "Selatan", "Timur"],
            "status": status,
            "days": [7, 7, 3],
            "value": [1500.0, 500.0, float("nan")],
            "publisher": ["Dinas", "Dinas", None],
        }
    )


def test_the_note_tells_a_simulated_line_from_an_official_one():
    both = pd.concat([series(), series(OFFICIAL, "Dinas")])
    assert words.line_note(series(), language=EN).startswith("Dotted line: **simulated**")
    assert "Solid line: **official series** (Dinas)." in words.line_note(both, language=EN)
    assert "Garis titik-titik: **simulasi**" in words.line_note(both, language=ID)
    assert words.line_note(series().iloc[:0], language=EN) == ""


def test_who_does_not_see_the_chart_hears_of_the_line():
    heard = words.line_alt({SIMULATED}, language=EN)
    assert heard == "A dotted line shows a simulated series."


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        (ID, ["14–20 Juli 2021", "1.234", "simulasi", "Simulasi", "Jumlah seluruh kecamatan"]),
        (EN, ["14–20 July 2021", "1,234", "simulated", "Simulasi", "Sum of all districts"]),
    ],
)
def test_rows_of_the_table_say_what_they_are_and_leave_gaps_out(language, cells):
    rows = tables.series_rows(series(), language=language, unit="week")
    (row,) = table([""] * 6, rows).as_text().to_numpy().tolist()
    assert set(cells) <= set(row)


def test_districts_are_described_with_least_most_sum_and_what_lacks():
    said = words.by_district(
        totals(), language=EN, metric_name="New cases", period="14–20 July 2021"
    )
    assert said.title == "New cases by district (simulated)"
    assert said.sentence == (
        "Simulated, not published. 14–20 July 2021: from 500 (Selatan) to 1,500 (Utara), "
        "2,000 together. 1 district lacks days and is left empty."
    )
    assert "Utara 1,500; Selatan 500" in said.alt


def test_official_totals_are_not_called_simulated():
    said = words.by_district(
        totals(OFFICIAL), language=ID, metric_name="Kasus baru", period="14–20 Juli 2021"
    )
    assert said.title == "Kasus baru menurut kecamatan"
    assert "imulasi" not in said.sentence + said.alt


def test_the_table_of_districts_has_a_column_that_says_what_it_is():
    shown = tables.district_table(totals(), language=EN).as_text()
    assert shown["Status"].tolist() == ["simulated"] * 3
    assert shown["Number"].tolist() == ["1,500", "500", "–"]
    assert shown["Share"].tolist() == ["75.0%", "25.0%", "–"]
    assert shown["Days"].tolist() == ["7", "7", "3"]
