from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.readers.columns import Column, combine
from kampung.readers.locations import Table
from kampung.readers.tabular import UnreadableFileError, locate, normalise_header, read


def is_header(cells: Sequence[str]) -> bool:
    return [normalise_header(cell) for cell in cells][:2] == ["nama", "jumlah"]


def load(path: Path) -> tuple[list[list[str]], Table]:
    """All cells of the first two columns, row by row."""
    (location,) = locate(path, is_header)
    table = read(location, [0, 1])
    columns = [column.texts(np.arange(len(table.lines))) for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)], table


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_dialect(tmp_path: Path, delimiter: str, encoding: str, newline: str) -> None:
    text = newline.join(["nama,jumlah", "Café,12", "Émile,7", ""]).replace(",", delimiter)
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    rows, table = load(path)
    assert rows == [["Café", "12"], ["Émile", "7"]]
    assert table.lines.tolist() == [2, 3]


def test_titles_above_the_header(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=;\nLAPORAN LAYANAN\n\nNama ; Jumlah\nA;1\n")
    rows, table = load(path)
    assert rows == [["A", "1"]]
    assert table.lines.tolist() == [5]


def test_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('nama,jumlah\n"A\nlives here",1\n\nB,2\n   \nC\nD,4,5\n"E ""e""",6')
    rows, table = load(path)
    # Line 2 and 3 are one record; 4 is blank, 6 holds spaces only; 7 and 8 have 1 and 3 cells.
    assert rows == [["A\nlives here", "1"], ["B", "2"], ['E "e"', "6"]]
    assert table.lines.tolist() == [2, 5, 9]
    assert table.ragged.tolist() == [7, 8]


def test_only_the_header(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("nama,jumlah\n")
    rows, table = load(path)
    assert rows == []
    assert len(table.columns) == 2


def test_only_lines_of_another_width(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("nama,jumlah\nA\nB\n")
    rows, table = load(path)
    assert rows == []
    assert table.ragged.tolist() == [2, 3]


@pytest.mark.parametrize("nothing", ["", "-", " - ", "NULL", "null", "\\N", "N/A", "NaN", "None"])
def test_what_programs_write_for_nothing(tmp_path: Path, nothing: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"nama,jumlah\nA,{nothing}\nB,0\n")
    _, table = load(path)
    assert table.columns[1].is_empty.tolist() == [True, False]


def test_workbook(workbook: Callable[..., Path]) -> None:
    path = workbook(
        {
            "Catatan": [["apa saja"]],
            "Data": [
                ["Layanan desa"],
                ["Nama", "Jumlah", "Tanggal"],
                ["A", 9901012001, date(2021, 7, 14)],
                ["B", 79.5, ""],
            ],
        }
    )
    (location,) = locate(path, is_header)
    assert (location.sheet, location.header_line) == (1, 2)
    assert location.label == f"{path} [sheet 2]"
    table = read(location, [0, 1, 2])
    rows = np.arange(2)
    assert [column.texts(rows) for column in table.columns] == [
        ["A", "B"],
        ["9901012001", "79.5"],  # a code is no 9901012001.0
        ["2021-07-14", ""],
    ]
    assert table.lines.tolist() == [3, 4]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x00\xff" * 9, "neither a text file nor a workbook"),
        (b"PK\x03\x04 broken", "workbook cannot be read"),
        (b"\xef\xbb\xbfnama,jumlah\nA\xff,1\nB\xff\n", "says that it is UTF-8, and is not"),
    ],
)
def test_unreadable_files(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=says):
        locate(path, is_header)


def test_an_open_quotation_mark_does_not_swallow_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('nama,jumlah\nA,1\nB,"2\nC,3\n')
    with pytest.raises(UnreadableFileError, match="line 3: a quotation mark is opened there"):
        load(path)


def test_a_quotation_mark_inside_a_cell_is_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('nama,jumlah\nJum"at,1\nB,2\n')
    rows, table = load(path)
    assert rows == [['Jum"at', "1"], ["B", "2"]]
    assert table.lines.tolist() == [2, 3]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"tidak-ada\.csv: the file cannot be opened"):
        locate(tmp_path / "tidak-ada.csv", is_header)


def test_progress_ends_at_the_size_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("nama,jumlah\n" + "A,1\n" * 2_000_000)  # two blocks of the parser
    (location,) = locate(path, is_header)
    calls: list[tuple[int, int]] = []
    table = read(location, [0], lambda done, total: calls.append((done, total)))
    assert len(table.lines) == 2_000_000
    size = path.stat().st_size
    assert calls[-1] == (size, size)
    assert len(calls) >= 3
    assert [done for done, _ in calls] == sorted(done for done, _ in calls)


@given(st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "c"])] * 3), min_size=1))
def test_combinations_give_back_the_rows(rows: list[tuple[str, str, str]]) -> None:
    columns = [Column.of(texts) for texts in zip(*rows, strict=True)]
    inverse, combinations = combine(columns, len(rows))
    assert [tuple(t or "" for t in combinations[i]) for i in inverse] == rows
    assert len(set(combinations)) == len(combinations)


def test_translate_leaves_unknown_values_empty() -> None:
    column = Column.of(["1", "2", "", "1"]).translate({"1": "surat"})
    assert column.texts(np.arange(4)) == ["surat", "", "", "surat"]
    assert column.is_empty.tolist() == [False, True, True, False]
