"""A data set answers questions, and keeps the answers for as long as the data stay the same."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from kampung.cache import CACHE
from kampung.store import Store
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries


@pytest.fixture
def data(small_store: Path) -> DataSet:
    CACHE.clear()
    return DataSet.at(str(small_store))


def test_an_answer_is_asked_for_once(data: DataSet) -> None:
    first = queries.areas(data, level="district")
    assert queries.areas(data, level="district") is first
    assert len(queries.areas(data, level="village")) != len(first)
    assert CACHE.made["answer"] == 2


def test_a_plain_store_is_asked_each_time(small_store: Path) -> None:
    CACHE.clear()
    store = Store(str(small_store))
    assert queries.areas(store) is not queries.areas(store)
    assert not CACHE.made


def test_day_and_audience_are_part_of_every_key(data: DataSet) -> None:
    earlier = replace(data, as_of=dt.date(2021, 7, 1))
    assert data == DataSet(data.store, data.content_hash, data.meta)
    assert data != earlier
    queries.areas(data)
    queries.areas(earlier)
    assert CACHE.made["answer"] == 2


def test_what_is_worked_out_is_kept_too(data: DataSet) -> None:
    @kept
    def doubled(data: DataSet, number: int) -> list[int]:  # noqa: ARG001
        return [2 * number]

    assert doubled(data, 4) == [8]
    assert doubled(data, 4) is doubled(data, 4)
