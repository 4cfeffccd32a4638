"""Tables that are too long to be looked at row by row: written in slices, and just as well."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from kampung.errors import BuildError
from kampung.pack import Field, ForeignKey, Pack, Table, read_pack
from kampung.store import building, rows
from kampung.store.building import Derived, build_store

VILLAGES = ["99.01.01.1001", "99.01.01.2001", "99.01.02.2001"]
SERVICES = ["ket-usaha", "ket-domisili"]


@pytest.fixture(scope="module")
def pack(small_pack: Path) -> Pack:
    """The small pack with 54 counts, in no order and with gaps."""
    read = read_pack(small_pack)
    made = counts()
    return replace(
        read, tables={**read.tables, "service_counts": made.sample(frac=1, random_state=1)}
    )


@pytest.fixture
def lengthy(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on every table counts as long, and is written seven rows at a time."""

    def shorten() -> None:
        monkeypatch.setattr(building, "LONG", 1)
        monkeypatch.setattr(rows, "SLICE", 7)

    return shorten


def counts() -> pd.DataFrame:
    weeks = [date(2021, 1, 4) + timedelta(weeks=n) for n in range(9)]
    rows = [
        {
            "village_code": village,
            "service_code": service,
            "period_start": week,
            "period_end": week + timedelta(days=6),
            "requested": None if n == 3 else 10 + n,
            "completed": n,
            "rejected": None,
            "median_hours": None if n % 4 == 0 else n + 0.25,
            "p90_hours": n + 0.5,
            "source_id": "surat-desa",
        }
        for n, week in enumerate(weeks)
        for village in VILLAGES
        for service in SERVICES
    ]
    types = {
        **dict.fromkeys(("village_code", "service_code", "source_id"), "str"),
        **dict.fromkeys(("period_start", "period_end"), "datetime64[us]"),
        **dict.fromkeys(("requested", "completed", "rejected"), "Int64"),
        **dict.fromkeys(("median_hours", "p90_hours"), "float64"),
    }
    return pd.DataFrame(rows).astype(types)


def with_counts(pack: Pack, made: pd.DataFrame) -> Pack:
    return replace(pack, tables={**pack.tables, "service_counts": made})


def changed(row: int, **values: object) -> pd.DataFrame:
    made = counts()
    for name, value in values.items():
        made.loc[row, name] = value
    return made


def shuffled(pack: Pack, seed: int) -> Pack:
    tables = {name: frame.sample(frac=1, random_state=seed) for name, frame in pack.tables.items()}
    return replace(pack, tables=tables)


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables as they lie in the file, without the hashes of them."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name <> 'seal'"
        ).fetchall()
        return {
            name: [
                row
                for row in connection.execute(f"SELECT * FROM {name}")  # noqa: S608
                if row[0] != "content_hash"
            ]
            for (name,) in names
        }


def test_the_rows_are_those_of_the_short_way(
    pack: Pack, tmp_path: Path, lengthy: Callable[[], None]
) -> None:
    build_store(pack, tmp_path / "short.db")
    lengthy()
    build_store(pack, tmp_path / "long.db")
    short, long = dump(tmp_path / "short.db"), dump(tmp_path / "long.db")
    # Text, days, whole and other numbers, yes and no, and gaps in all of them.
    assert {name for name, rows in short.items() if rows} >= {"figures", "areas", "awards"}
    assert long == short
    assert [list(map(type, row)) for row in long["awards"] + long["service_counts"]] == [
        list(map(type, row)) for row in short["awards"] + short["service_counts"]
    ]
    assert long["service_counts"][0] == (
        "99.01.01.1001", "ket-domisili", "2021-01-04", "2021-01-10", 10, 0, None, None, 0.5,
        "surat-desa",
    )  # fmt: skip
    assert len(long["service_counts"]) == 54


def test_they_lie_in_the_order_of_their_key(
    pack: Pack, tmp_path: Path, lengthy: Callable[[], None]
) -> None:
    places = Table(
        name="places",
        path="",
        fields=(
            Field("name", "string", required=True),
            Field("position", "integer", required=True),
            Field("on_date", "date", required=True),
        ),
        primary_key=("name", "position", "on_date"),
    )
    frame = pd.DataFrame(
        {
            "name": ["b", "a", "a", "a", "B"],
            "position": [1, 100, 9, 100, 5],
            "on_date": pd.to_datetime(["2021-01-01"] * 3 + ["2020-12-31"] + ["2021-01-01"]),
        }
    )
    expected = [
        ("B", 5, "2021-01-01"),
        ("a", 9, "2021-01-01"),  # as numbers, and not as text
        ("a", 100, "2020-12-31"),
        ("a", 100, "2021-01-01"),
        ("b", 1, "2021-01-01"),
    ]
    lengthy()
    build_store(shuffled(pack, 5), tmp_path / "a.db", derived=[Derived(places, frame)])
    found = dump(tmp_path / "a.db")
    assert found["places"] == expected
    assert [row[0] for row in found["figures"]] == [f"f{n:03d}" for n in range(1, 11)]
    keys = [row[:4] for row in found["service_counts"]]
    assert keys == sorted(keys)


@pytest.mark.parametrize("is_long", [False, True])
def test_the_hash_does_not_depend_on_the_order_of_rows(
    pack: Pack, tmp_path: Path, lengthy: Callable[[], None], is_long: bool
) -> None:
    if is_long:
        lengthy()
    first = build_store(pack, tmp_path / "a.db")
    assert build_store(shuffled(pack, 2), tmp_path / "a.db") == first
    zero = with_counts(pack, changed(0, completed=0))
    gap = with_counts(pack, changed(0, completed=None))
    assert build_store(zero, tmp_path / "a.db") == first  # as it is
    assert build_store(gap, tmp_path / "a.db") != first


def test_the_hash_does_not_depend_on_how_values_are_held(
    pack: Pack, tmp_path: Path, lengthy: Callable[[], None]
) -> None:
    lengthy()
    narrow = counts().astype(
        {
            **dict.fromkeys(("village_code", "service_code", "source_id"), "category"),
            **dict.fromkeys(("requested", "completed"), "Int32"),
            **dict.fromkeys(("median_hours", "p90_hours"), "float32"),
        }
    )
    assert build_store(with_counts(pack, narrow), tmp_path / "a.db") == build_store(
        pack, tmp_path / "b.db"
    )
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"village_code": "99.01.02.2999"}, "A row of service_counts points to a row of areas"),
        ({"service_code": "ket-lain"}, "A row of service_counts points to a row of service_types"),
        ({"source_id": "nobody"}, "A row of service_counts points to a row of sources"),
        ({"source_id": None}, "NOT NULL constraint failed: service_counts.source_id"),
        ({"requested": -1}, "CHECK constraint failed"),
        ({"median_hours": -0.5}, "CHECK constraint failed"),
        ({"period_start": pd.Timestamp("2021-01-11"), "period_end": pd.Timestamp("2021-01-17")},
         "UNIQUE constraint failed"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_long", [False, True])
def test_a_bad_row_is_found_and_told(
    pack: Pack,
    tmp_path: Path,
    lengthy: Callable[[], None],
    values: dict[str, object],
    told: str,
    is_long: bool,
) -> None:
    if is_long:
        lengthy()
    bad = with_counts(pack, changed(0, **values))
    with pytest.raises(BuildError, match=told):
        build_store(bad, tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []


def test_a_key_of_several_columns_is_looked_for_as_a_whole(
    pack: Pack, tmp_path: Path, lengthy: Callable[[], None]
) -> None:
    pairs = ForeignKey(("figure_id", "source_id"), "figure_repeats", ("figure_id", "source_id"))
    table = Table(
        name="pairs",
        path="",
        fields=(Field("figure_id", "string", required=True), Field("source_id", "string")),
        primary_key=("figure_id",),
        foreign_keys=(pairs,),
    )
    repeats = pack.tables["figure_repeats"]
    lengthy()
    good = repeats[["figure_id", "source_id"]].drop_duplicates("figure_id")
    build_store(pack, tmp_path / "a.db", derived=[Derived(table, good)])
    half = pd.DataFrame({"figure_id": good["figure_id"], "source_id": "surat-desa"})
    with pytest.raises(BuildError, match="A row of pairs points to a row of figure_repeats"):
        build_store(pack, tmp_path / "a.db", derived=[Derived(table, half)])
    # A key that is not given in full points nowhere, and may.
    missing = half.assign(source_id=pd.Series([None] * len(half), dtype="str"))
    build_store(pack, tmp_path / "a.db", derived=[Derived(table, missing)])


def test_the_checks_of_the_database_are_clean(
    pack: Pack, tmp_path: Path, lengthy: Callable[[], None]
) -> None:
    lengthy()
    build_store(pack, tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        without = connection.execute(
            "SELECT name FROM pragma_table_list WHERE wr = 1 AND strict = 1"
        ).fetchall()
        assert without == [("service_counts",)]
        # The rows themselves are the index: what one village reported lies side by side.
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT requested FROM service_counts WHERE village_code = 'x'"
        ).fetchall()
        assert "SEARCH service_counts USING PRIMARY KEY (village_code=?)" in str(plan)
