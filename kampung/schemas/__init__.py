"""What tables hold, said as data: those that a pack may have, and those that the build makes.

The schemas lie beside this module, in the form of ``datapackage.json``: ``pack.json`` holds the
standard tables of a pack, whose own descriptor may say more of them, and the other files those of
the store alone. The tables of a store, the types of what queries answer, the needs of a pack and
the data dictionary follow from them.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

from kampung.schemas.model import DTYPES, Field, ForeignKey, Table, table_of

__all__ = [
    "DTYPES",
    "Field",
    "ForeignKey",
    "Table",
    "made_tables",
    "pack_tables",
    "standard",
    "table_of",
]


def pack_tables() -> Mapping[str, Table]:
    """Return the standard tables of a pack, by name."""
    return _tables("pack")


def made_tables() -> Mapping[str, Table]:
    """Return the tables that the build makes beside those of the pack, by name."""
    return _tables("build", "evidence")


def standard(name: str) -> Table:
    """Return the schema of a table of the pack or of the build.

    Raises
    ------
    KeyError
        There is no such table.
    """
    made = made_tables()
    return made[name] if name in made else pack_tables()[name]


@cache
def _tables(*files: str) -> Mapping[str, Table]:
    folder = resources.files(__name__)
    texts = [folder.joinpath(f"{file}.json").read_text(encoding="utf-8") for file in files]
    given = [item for text in texts for item in json.loads(text)["resources"]]
    return {item["name"]: table_of(item) for item in given}
