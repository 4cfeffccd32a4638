"""The schemas that come with the program: in order, and told in both languages."""

import json
from importlib import resources
from pathlib import Path

import pytest

from kampung.pack.descriptor import read_descriptor
from kampung.pack.parsing import FILE
from kampung.schemas import made_tables, pack_tables, standard
from kampung.store.schema import CLUSTERED, INDEXES

ALL = {**pack_tables(), **made_tables()}
ABOUT = {"name": "standard", "kampung": {"area_code": "99.01", "article": "none"}}


def test_all_tables_are_told_in_both_languages() -> None:
    parts = {
        (table.name, name): part
        for table in ALL.values()
        for name, part in [("*", table), *((field.name, field) for field in table.fields)]
    }
    untold = [
        place
        for place, part in parts.items()
        if not all((part.title_id, part.title_en, part.description_id, part.description_en))
    ]
    assert untold == []
    assert len(parts) > 250


@pytest.mark.parametrize("file", ["pack", "build", "evidence"])
def test_they_keep_the_rules_of_a_descriptor(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = resources.files("kampung.schemas").joinpath(f"{file}.json").read_text("utf-8")
    described = {**ABOUT, **json.loads(text)}
    for item in described["resources"]:
        item.setdefault("path", f"{item['name']}.csv")  # no file holds what a build makes
    (tmp_path / FILE).write_text(json.dumps(described), encoding="utf-8")
    monkeypatch.setattr("kampung.pack.resources.reserved", frozenset)

    descriptor, problems = read_descriptor(tmp_path)

    assert problems == []
    assert descriptor is not None
    assert all(ALL[table.name].fields == table.fields for table in descriptor.tables)


def test_indexes_are_of_columns_that_there_are() -> None:
    for name, indexes in INDEXES.items():
        assert {column for index in indexes for column in index} <= set(standard(name).columns)
    assert all(name in ALL for name in CLUSTERED)


def test_a_table_that_nobody_knows() -> None:
    with pytest.raises(KeyError):
        standard("none")
