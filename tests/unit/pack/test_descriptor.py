"""``datapackage.json`` of any shape is told, never a crash."""

import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kampung.pack import ForeignKey
from kampung.pack.descriptor import read_descriptor

SMALL = {
    "name": "tiny",
    "title": "Kecil",
    "title@en": "Tiny",
    "kampung": {"area_code": "99.01", "article": "a", "focus": ["2021-06-01", "2021-06-30"]},
    "resources": [
        {
            "name": "areas",
            "path": "areas.csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {"name": "code", "type": "string", "constraints": {"pattern": "x+"}},
                    {"name": "size", "type": "number", "constraints": {"minimum": 0}},
                    {"name": "kind", "constraints": {"enum": ["a", "b"], "required": True}},
                ],
                "primaryKey": ["code"],
                "foreignKeys": [
                    {"fields": "kind", "reference": {"resource": "", "fields": ["code"]}}
                ],
            },
        }
    ],
}


def paths(node: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    children = node.items() if isinstance(node, dict) else ()
    children = enumerate(node) if isinstance(node, list) else children
    for key, child in children:
        yield from paths(child, (*path, key))


@pytest.mark.parametrize("value", [None, 1, "x", True, [], {}, [None], {"name": 1}, [[1]]])
def test_any_part_may_be_of_another_type(tmp_path: Path, value: object) -> None:
    for path in paths(SMALL):
        spoilt: object = copy.deepcopy(SMALL)
        if path:
            parent = spoilt
            for key in path[:-1]:
                parent = parent[key]  # type: ignore[index]
            parent[path[-1]] = value  # type: ignore[index]
        else:
            spoilt = value
        (tmp_path / "datapackage.json").write_text(json.dumps(spoilt), encoding="utf-8")
        descriptor, problems = read_descriptor(tmp_path)
        assert descriptor is not None or problems, path


def test_what_it_says_is_read(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(json.dumps(SMALL), encoding="utf-8")
    descriptor, problems = read_descriptor(tmp_path)
    assert problems == []
    assert descriptor is not None
    assert (descriptor.title_id, descriptor.title_en) == ("Kecil", "Tiny")
    assert (descriptor.focus_start, descriptor.focus_end) == (date(2021, 6, 1), date(2021, 6, 30))
    areas = descriptor.table("areas")
    assert areas.columns == ["code", "size", "kind"]
    # A key is required although nobody said so; "this same table" has its name.
    assert [field.required for field in areas.fields] == [True, False, True]
    assert areas.foreign_keys == (ForeignKey(("kind",), "areas", ("code",)),)
    assert (areas.field("size").minimum, areas.field("kind").enum) == ("0", ("a", "b"))
