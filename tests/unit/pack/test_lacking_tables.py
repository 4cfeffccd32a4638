"""A standard table that a pack does not have is an empty one."""

import json
from pathlib import Path

import pytest

from kampung.building.build import build
from kampung.pack import check_pack, read_pack
from kampung.schemas import DTYPES, pack_tables
from kampung.store import Store, about
from kampung.subjects.epidemic import queries as epidemic
from kampung.subjects.programme import queries as programme

NEEDED = {"sources", "areas", "metrics"}


def without(pack: Path, tables: set[str]) -> Path:
    """Take tables out of a pack: their files, and what ``datapackage.json`` says of them."""
    file = pack / "datapackage.json"
    described = json.loads(file.read_text(encoding="utf-8"))
    for resource in described["resources"]:
        if resource["name"] in tables:
            (pack / resource["path"]).unlink()
    described["resources"] = [
        resource for resource in described["resources"] if resource["name"] not in tables
    ]
    file.write_text(json.dumps(described), encoding="utf-8")
    return pack


@pytest.fixture
def least(pack: Path) -> Path:
    """The small pack with nothing but what every pack needs."""
    return without(pack, set(pack_tables()) - NEEDED)


def test_it_has_the_standard_columns(least: Path) -> None:
    read = read_pack(least)
    assert set(read.tables) == set(pack_tables())
    for name, table in pack_tables().items():
        kinds = {field.name: DTYPES[field.type] for field in table.fields}
        assert read.tables[name].dtypes.astype(str).to_dict() == kinds
        assert (len(read.tables[name]) > 0) == (name in NEEDED)


def test_a_store_is_built_and_answers(least: Path, tmp_path: Path) -> None:
    report = build(least, tmp_path / "least.db")
    assert {name for name, rows in report.rows.items() if rows} == {
        "sources", "areas", "metrics", "area_counts", "area_kinds", "area_sources",
    }  # fmt: skip
    store = Store(str(tmp_path / "least.db"))
    assert epidemic.figures(store).empty
    assert programme.programme_counts(store)["villages"] == 3
    titles = about.dictionary(store, table="cohorts")["title_en"]
    assert titles.tolist()[:2] == ["Selected cohorts", "Programme"]


@pytest.mark.parametrize("table", sorted(NEEDED))
def test_what_every_pack_needs_is_told(pack: Path, table: str) -> None:
    told = check_pack(without(pack, {table}))
    assert [(one.rule, one.message) for one in told] == [
        ("missing-table", f"Every pack needs the table {table}, and it is not described. Add it.")
    ]


def test_a_series_that_pages_speak_of_is_defined(pack: Path) -> None:
    file = pack / "metrics.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    empty = without(pack, set(pack_tables()) - NEEDED)
    kept = [line for line in lines if not line.startswith("new_deaths,")]
    file.write_text("".join(kept), encoding="utf-8")
    assert [str(problem) for problem in check_pack(empty)] == [
        "metrics.csv, column id: "
        "Pages speak of the metric new_deaths, and it is not defined. Add its row. [missing-row]"
    ]
