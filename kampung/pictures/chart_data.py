"""A chart in the form in which it goes to the browser; Streamlit hashes it in every run."""

import json
import re
from collections.abc import Container, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa


def as_sent(specification: Mapping[str, Any]) -> dict[str, Any]:
    """Write the tables of a chart as Arrow streams.

    Parameters
    ----------
    specification
        As Altair writes it: rows by name under ``datasets``.

    Returns
    -------
    dict
        The same chart. A table has the columns that the chart names; shapes of a map stay as they
        are.
    """
    drawn = {name: part for name, part in specification.items() if name != "datasets"}
    words = frozenset(re.findall(r"\w+", json.dumps(drawn, ensure_ascii=False)))
    datasets = {
        name: rows if rows and rows[0].get("type") == "Feature" else _stream(rows, words)
        for name, rows in specification.get("datasets", {}).items()
    }
    return drawn | {"datasets": datasets}


def _stream(rows: list[dict[str, Any]], words: Container[str]) -> bytes:
    """Write rows, without the columns that nothing speaks of; Streamlit reads what pandas notes."""
    frame = pd.DataFrame(rows)
    named = [column for column in frame if column in words] or frame.columns[:1]
    table = pa.Table.from_pandas(frame[named])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    written: bytes = sink.getvalue().to_pybytes()
    return written
