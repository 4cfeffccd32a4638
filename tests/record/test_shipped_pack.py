"""The pack in ``data/``: valid by our own check and by the standard, and the fixture's model."""

from pathlib import Path

import frictionless
import pytest

from kampung.pack import check_pack, read_pack
from kampung.paths import DATA
from kampung.store import Store, about
from kampung.subjects.epidemic import queries as epidemic_queries


@pytest.fixture(scope="module")
def shipped() -> Path:
    packs = [path.parent for path in DATA.glob("*/datapackage.json")]
    assert len(packs) == 1
    return packs[0]


def test_it_has_no_problems(shipped: Path) -> None:
    assert [str(problem) for problem in check_pack(shipped)] == []


def test_the_validator_of_the_standard_agrees(shipped: Path) -> None:
    report = frictionless.validate(str(shipped / "datapackage.json"))
    assert report.flatten(["title", "message"]) == []
    assert report.valid


def test_the_small_pack_of_the_tests_has_the_same_tables(shipped: Path, small_pack: Path) -> None:
    def shape(pack: Path) -> dict[str, list[tuple[str, str]]]:
        tables = read_pack(pack).descriptor.tables
        return {
            table.name: [(field.name, field.type) for field in table.fields] for table in tables
        }

    assert shape(small_pack) == shape(shipped)


def test_the_peak_of_the_article_is_in_the_store(record_store: Path) -> None:
    # From the article: the highest week of two months, mid July 2021, had 954 new cases.
    store = Store(str(record_store))
    meta = about.meta(store)
    figures = epidemic_queries.figures(store, metrics=["new_cases"], source_id=meta["article"])
    peak = figures[figures["value"].eq(954)].iloc[0]
    assert (str(peak["start_on"].date()), str(peak["end_on"].date())) == (
        "2021-07-14",
        "2021-07-20",
    )
    assert peak["area_code"] == meta["area_code"]
