"""Rows of charts in the form in which they go to the browser: Arrow's stream format."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa


def datasets_as_arrow(specification: Mapping[str, Any]) -> dict[str, bytes]:
    """Write the tables of a Vega-Lite specification as Arrow streams.

    Parameters
    ----------
    specification
        As Altair writes it: rows by name under ``datasets``.

    Returns
    -------
    dict
        A stream for each data set that is a table; shapes of a map stay in the specification.
    """
    return {
        name: _stream(rows)
        for name, rows in specification.get("datasets", {}).items()
        if not (rows and rows[0].get("type") == "Feature")
    }


def _stream(rows: list[dict[str, Any]]) -> bytes:
    table = pa.Table.from_pandas(pd.DataFrame(rows))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    written: bytes = sink.getvalue().to_pybytes()
    return written
