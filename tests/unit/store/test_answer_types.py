"""Every column of every answer has its type from a schema, or named where the question is put."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kampung import subjects
from kampung.schemas import DTYPES, made_tables, pack_tables
from kampung.store import Store, about
from kampung.store.asking import typed

# What questions must be given, by the name of the parameter.
GIVEN = {
    "area_code": "99.01",
    "before": date(2021, 12, 31),
    "beginning": "a",
    "cadence": "week",
    "code": "99.01",
    "district_code": "99.01.01",
    "end": date(2021, 12, 31),
    "figure_ids": ["none"],
    "letters": "a",
    "level": "village",
    "metric": "new_cases",
    "span": "last",
    "start": date(2021, 1, 1),
    "table": "figure_ties",
    "unit": "day",
    "village_code": "99.01.01.1001",
}


@pytest.fixture(scope="module")
def store(small_store: Path) -> Store:
    return Store(str(small_store))


def questions() -> Iterator[tuple[str, Callable[..., object]]]:
    for module in pkgutil.walk_packages(subjects.__path__, f"{subjects.__name__}."):
        if not module.name.endswith(".queries"):
            continue
        for name, made in vars(importlib.import_module(module.name)).items():
            is_own = inspect.isfunction(made) and made.__module__ == module.name
            if is_own and not name.startswith("_"):
                yield f"{module.name}.{name}", made


def answers(store: Store) -> dict[str, pd.DataFrame]:
    """What every question that returns a table answers, with only what it must be given."""
    found = {"dictionary": about.dictionary(store)}
    for name, ask in questions():
        asked = list(inspect.signature(ask).parameters.values())[1:]
        needed = [one for one in asked if one.default is one.empty]
        plain = [GIVEN[one.name] for one in needed if one.kind is not one.KEYWORD_ONLY]
        named = {one.name: GIVEN[one.name] for one in needed if one.kind is one.KEYWORD_ONLY}
        answer = ask(store, *plain, **named)
        if isinstance(answer, pd.DataFrame):
            found[name] = answer
    return found


def test_every_column_has_one_of_the_types_that_schemas_know(store: Store) -> None:
    found = answers(store)
    assert len(found) > 35
    others = {
        (name, column): str(kind)
        for name, answer in found.items()
        for column, kind in answer.dtypes.items()
        if str(kind) not in DTYPES.values()
    }
    assert others == {}


def test_a_column_of_a_table_has_the_type_that_the_table_has(store: Store) -> None:
    for name, table in {**pack_tables(), **made_tables()}.items():
        frame = typed(store.query(f"SELECT * FROM {name} LIMIT 0"), name)  # noqa: S608
        expected = {field.name: DTYPES[field.type] for field in table.fields}
        assert frame.dtypes.astype(str).to_dict() == expected, name


class TestTyped:
    def test_of_the_tables_and_of_what_is_named(self) -> None:
        frame = pd.DataFrame(columns=["on_date", "villages", "source_kind", "share"])
        kinds = typed(frame, "adoption", source_kind="sources.kind", share="number").dtypes
        assert kinds.astype(str).to_dict() == {
            "on_date": "datetime64[us]",
            "villages": "Int64",
            "source_kind": "str",
            "share": "float64",
        }

    def test_what_is_named_goes_before_the_tables(self) -> None:
        frame = typed(pd.DataFrame({"value": ["40"]}), "figures", value="string")
        assert frame["value"].tolist() == ["40"]

    def test_a_column_that_nothing_speaks_of(self) -> None:
        with pytest.raises(LookupError, match=r"column repeats are not in .*'figures'"):
            typed(pd.DataFrame(columns=["id", "repeats"]), "figures")

    def test_tables_that_differ(self) -> None:
        # A number in figures, and text in accounts of an award.
        with pytest.raises(LookupError, match="column value are of different types"):
            typed(pd.DataFrame(columns=["value"]), "figures", "award_accounts")

    @pytest.mark.parametrize("tables", [("figure",), ()])
    def test_no_such_table(self, tables: tuple[str, ...]) -> None:
        with pytest.raises(LookupError):
            typed(pd.DataFrame(columns=["id"]), *tables)
