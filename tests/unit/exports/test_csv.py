import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.exports.csv import FORMULA_STARTS, harmless, to_csv


def read_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "cell", ["=1+1", '=HYPERLINK("http://x")', "+62 812", "-1+1|cmd", "@SUM(A1)", "\t=1", "\n=1"]
)
def test_text_that_a_spreadsheet_would_run_is_made_harmless(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["=", "-", "PPKM", "14–20 Juli 2021", "", -5, 79.83, None])
def test_everything_else_stays_as_it_is(cell):
    assert harmless(cell) == cell


def test_numbers_stay_numbers_and_missing_stays_empty():
    table = pd.DataFrame(
        {
            "value": [-954.0, 79.83],
            "on": pd.to_datetime(["2021-07-14", None]),
            "note": ["=cmd", None],
            "count": pd.array([3, None], dtype="Int64"),
        }
    )
    assert read_back(to_csv(table)) == [
        ["value", "on", "note", "count"],
        ["-954.0", "2021-07-14", "'=cmd", "3"],
        ["79.83", "", "", ""],
    ]


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1))
def test_no_text_cell_starts_a_formula(cells):
    rows = read_back(to_csv(pd.DataFrame({"note": cells, "n": 1})))
    assert len(rows) == len(cells) + 1
    for cell, (written, _) in zip(cells, rows[1:], strict=True):
        assert len(written) <= 1 or not written.startswith(FORMULA_STARTS)
        text = cell.replace("\r\n", "\n").replace("\r", "\n")
        assert written in (text, f"'{text}")
