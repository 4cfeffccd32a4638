"""Columns of pictures that are columns of the store: what they are follows from its schemas."""

import re
from collections.abc import Mapping

from kampung.language import Language
from kampung.pictures.table import Column, Kind
from kampung.schemas import standard

KINDS: Mapping[str, Kind] = {"integer": "number", "number": "number", "date": "date"}
_IN_ONE_LANGUAGE = re.compile(r" \([^)]*\)$")  # the schema's "Note (English)"


def column(language: Language, table: str, name: str, *, kind: Kind | None = None) -> Column:
    """Describe a column of the store for readers: its title and type, from its schema.

    Parameters
    ----------
    table, name
        The column; of a text that stands in two languages its name without the language.
    kind
        Where a picture writes it otherwise: a day that may be known to its month is a period.

    Raises
    ------
    KeyError, StopIteration
        There is no such table or column.
    """
    schema = standard(table)
    is_twofold = f"{name}_{language.code}" in schema.columns
    field = schema.field(f"{name}_{language.code}" if is_twofold else name)
    title = field.title_id if language.code == "id" else field.title_en
    return Column(
        language.called(_IN_ONE_LANGUAGE.sub("", title) if is_twofold else title),
        kind or KINDS.get(field.type, "text"),
        decimals=0 if field.type == "integer" and kind is None else None,
    )
