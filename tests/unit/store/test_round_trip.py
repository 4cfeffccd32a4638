"""Whatever a cell may hold comes back from the store as it was written."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from kampung.pack.cells import read_cells, typed_frame
from kampung.pack.descriptor import read_descriptor
from kampung.pack.limits import LARGEST_NUMBER
from kampung.store.rows import plain_rows
from kampung.store.schema import create_table

SCHEMA = {
    "fields": [
        {"name": "id", "type": "integer"},
        {"name": "words", "type": "string"},
        {"name": "whole", "type": "integer"},
        {"name": "real", "type": "number"},
        {"name": "flag", "type": "boolean"},
        {"name": "day", "type": "date"},
    ],
    "primaryKey": "id",
}
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
ROW = st.tuples(
    st.none() | TEXT,
    st.none() | st.integers(-LARGEST_NUMBER, LARGEST_NUMBER),
    st.none() | st.floats(-LARGEST_NUMBER, LARGEST_NUMBER),
    st.none() | st.booleans(),
    st.none() | st.dates(),
)


def cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def back(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    return value.item() if hasattr(value, "item") else value  # type: ignore[attr-defined]


@settings(deadline=None)
@given(st.lists(ROW, min_size=1, max_size=5))
def test_csv_to_store_and_back(rows: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory() as folder:
        pack = Path(folder)
        resource = {"name": "things", "path": "things.csv", "schema": SCHEMA}
        descriptor_text = json.dumps({"resources": [resource], "kampung": {}})
        (pack / "datapackage.json").write_text(descriptor_text, encoding="utf-8")
        with (pack / "things.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writerow(field["name"] for field in SCHEMA["fields"])  # type: ignore[index]
            writer.writerows([number, *map(cell, row)] for number, row in enumerate(rows))
        descriptor, problems = read_descriptor(pack)
        assert descriptor is not None
        assert problems == []
        table = descriptor.tables[0]
        cells, problems = read_cells(pack, table)
        assert cells is not None
        assert problems == []
    frame = typed_frame(table, cells)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(create_table(table))
        connection.executemany("INSERT INTO things VALUES (?,?,?,?,?,?)", plain_rows(frame, table))
        stored = connection.execute("SELECT * FROM things ORDER BY id").fetchall()

    for (_, *found), typed, expected in zip(
        stored, frame.drop(columns="id").itertuples(index=False), rows, strict=True
    ):
        words, whole, real, flag, day = expected
        assert found[:3] == [words, whole, real]
        assert found[3] == (None if flag is None else int(bool(flag)))
        assert found[4] == (day.isoformat() if isinstance(day, date) else None)
        # The frame that analysis gets says the same.
        assert [None if pd.isna(value) else back(value) for value in typed] == list(expected)
