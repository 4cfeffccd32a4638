"""Tables as they go to the browser: what is read, and what a grid sorts by."""

import datetime as dt

import pandas as pd
import pyarrow as pa
import pytest
from pandas.io.formats.style import Styler
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from kampung.language import Language
from kampung.pictures import cells
from kampung.pictures.sent import SentTable
from kampung.pictures.table import Cell, Column, table

ID = Language("id")
NEVER = Cell(None, "nihil dalam 52 pekan")
REPORTS = table(
    ["Desa", Column("Permohonan", "number"), Column("Laporan terakhir", "date")],
    [
        ("Ketapang", cells.number(ID, 1234), cells.date(ID, dt.date(2026, 8, 2))),
        ("Bulusan", cells.number(ID, 98), NEVER),
        ("Giri", cells.stated(ID, 98, ">"), cells.date(ID, dt.date(2025, 12, 30))),
        ("Licin", cells.MISSING, cells.MISSING),
    ],
)


def shown(grid: Styler) -> list[list[str]]:
    """What is written in the cells of a grid, row by row, as Streamlit reads it."""
    sent = ArrowData()
    marshall_styler(sent, grid, "any")
    table = pa.ipc.open_stream(sent.styler.display_values).read_all()
    return [[str(row[name]) for name in grid.data] for row in table.to_pylist()]


def test_numbers_sort_as_numbers_and_are_written_in_the_readers_language() -> None:
    grid = SentTable(REPORTS).grid
    assert isinstance(grid, Styler)
    values = grid.data["Permohonan"]
    assert values.dtype == "float64"
    assert values.max() == 1234
    assert grid.data.sort_values("Permohonan")["Desa"].tolist()[2] == "Ketapang"
    assert [row[1] for row in shown(grid)] == ["1.234", "98", "lebih dari 98", "–"]


def test_days_sort_by_date_and_a_gap_with_words_keeps_them() -> None:
    grid = SentTable(REPORTS).grid
    assert isinstance(grid, Styler)
    assert grid.data["Laporan terakhir"].tolist()[:3] == ["2026-08-02", "", "2025-12-30"]
    assert pd.isna(grid.data["Laporan terakhir"].iloc[3])
    assert [row[2] for row in shown(grid)] == [
        "2 Agustus 2026",
        "nihil dalam 52 pekan",
        "30 Desember 2025",
        "–",
    ]


def test_text_alone_is_sent_as_it_is() -> None:
    names = SentTable(table(["Desa", "Kode"], [("Giri", "35.10.17")]))
    assert isinstance(names.grid, pa.Table)
    assert names.grid.to_pydict() == {"Desa": ["Giri"], "Kode": ["35.10.17"]}
    assert names.text.to_pylist() == [{"Desa": "Giri", "Kode": "35.10.17"}]


def test_a_mark_says_the_same_in_every_row() -> None:
    marked = SentTable(REPORTS).marked("Data", "Data simulasi")
    assert marked.text.column("Data").to_pylist() == ["Data simulasi"] * 4
    assert [row[-1] for row in shown(marked.grid)] == ["Data simulasi"] * 4  # type: ignore[arg-type]


def test_cells_are_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = SentTable(REPORTS)
    before = shown(sent.grid)  # type: ignore[arg-type]
    monkeypatch.setattr(Styler, "_translate", None)  # whoever renders a cell fails
    monkeypatch.setattr(pd.DataFrame, "astype", None)
    assert shown(sent.grid) == before  # type: ignore[arg-type]


def test_a_marked_table_is_made_once() -> None:
    sent = SentTable(REPORTS)
    assert sent.marked("Data", "Data simulasi") is sent.marked("Data", "Data simulasi")
    assert sent.marked("Data", "Simulated data") is not sent.marked("Data", "Data simulasi")
