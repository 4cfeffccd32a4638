"""A picture as JSON: all of it, for programs."""

import dataclasses
import datetime as dt
import json
import math
from typing import Any

import numpy as np
import pandas as pd

from kampung.pictures.picture import Picture
from kampung.pictures.settings import write


def to_json(picture: Picture, *, name: str) -> str:
    """Write a picture as JSON.

    Parameters
    ----------
    picture
        The picture.
    name
        The name that it is registered under.

    Returns
    -------
    str
        An object with ``name``, ``title``, ``sentence``, ``alt``, ``settings`` (``given``, as an
        address writes them, and ``text``), ``table`` (``columns``, and ``rows`` of ``value`` and
        ``text``), ``rows`` (as in the store), ``sources``, ``series`` and ``specification``
        (Vega-Lite; null where there is no chart). Days are ISO text, what is missing is null.
    """
    said = picture.said
    whole = {
        "name": name,
        "title": said.title,
        "sentence": said.sentence,
        "alt": said.alt,
        "settings": {"given": write(picture.settings), "text": picture.settings_text},
        "table": {
            "columns": [dataclasses.asdict(column) for column in picture.table.columns],
            "rows": [
                [{"value": cell.value, "text": cell.text} for cell in row]
                for row in picture.table.rows
            ],
        },
        "rows": [
            {str(key): _plain(value) for key, value in row.items()}
            for row in picture.rows.to_dict("records")
        ],
        "sources": [dataclasses.asdict(source) for source in picture.sources],
        "series": [dataclasses.asdict(one) for one in picture.series],
        "specification": picture.specification,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_plain, allow_nan=False)


def to_text(picture: Picture) -> str:
    """Write a picture for a terminal: title, sentence, settings, table and sources."""
    said = picture.said
    table = picture.text_table
    parts = [said.title, said.sentence, picture.settings_text]
    parts.append(table.to_string(index=False, max_colwidth=60) if len(table) else "")
    parts += [f"- {source.publisher} {source.url}".rstrip() for source in picture.sources]
    return "\n".join(part for part in parts if part)


def _plain(value: Any) -> Any:
    """A cell as JSON knows it: days as ISO text, gaps as null, whole numbers without a point."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if pd.isna(value):
        return None
    if isinstance(value, dt.date):
        return pd.Timestamp(value).date().isoformat()
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return None if math.isinf(value) else int(value) if value.is_integer() else value
    return value
