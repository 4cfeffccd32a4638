"""How the village pages fare when a regency becomes a country.

Run it with ``python -m tests.bench.services_bench``.

Two stores are simulated, one of a regency and one of 83,000 villages, both 42 services over five
years of weeks. On each, the two village screens are opened with an empty memory, and the time that
the store needs to answer all that they ask is added up; of several rounds the least counts. The
second number is how many times longer the country takes.

Simulating the country takes minutes, some 8 GB of memory and 7 GB of disk; ``--country FILE`` and
``--regency FILE`` take stores that are there already, ``--villages N`` makes a smaller country.
"""

import argparse
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.testing.v1 import AppTest

from kampung.building.build import simulate
from kampung.paths import pack_directory
from kampung.store import Store

ROOT = Path(__file__).parents[2]
ROUNDS = 7


@contextmanager
def store_clock() -> Iterator[list[float]]:
    """Collect how long each question to the store takes, in milliseconds."""
    took: list[float] = []
    ask = Store.query

    def timed(self: Store, statement: str, /, **parameters: object) -> pd.DataFrame:
        start = time.perf_counter()
        answer = ask(self, statement, **parameters)  # type: ignore[arg-type]
        took.append((time.perf_counter() - start) * 1000)
        return answer

    Store.query = timed  # type: ignore[method-assign]
    try:
        yield took
    finally:
        Store.query = ask  # type: ignore[method-assign]


def screen(script: str, **choices: str) -> tuple[float, int, float]:
    """Time of the store for one screen, its questions, and the time of the whole run."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.run()
    for name, value in choices.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{script}.py")
    st.cache_data.clear()
    st.cache_resource.clear()
    start = time.perf_counter()
    with store_clock() as took:
        app.run()
    whole = (time.perf_counter() - start) * 1000
    assert not app.exception, app.exception[0].message
    return sum(took), len(took), whole


def measure(store: Path) -> dict[str, tuple[float, float]]:
    """Least data time and median run time of each screen, in milliseconds."""
    os.environ["KAMPUNG_STORE"] = str(store)
    village = one_village(store)
    screens = {
        "/layanan": ("services", {}),
        "/desa, a district": ("village", {"kode": village.rpartition(".")[0]}),
        "/desa, a village": ("village", {"kode": village}),
    }
    found = {}
    for name, (script, choices) in screens.items():
        rounds = [screen(script, **choices) for _ in range(ROUNDS)]
        data = min(data for data, _, _ in rounds)
        whole = statistics.median(whole for _, _, whole in rounds)
        found[name] = (data, whole)
        print(
            f"  {name:<20} {rounds[0][1]:>3} questions, data {data:6.1f} ms, run {whole:6.0f} ms",
            flush=True,
        )
    return found


def one_village(store: Path) -> str:
    """A village in the middle of the store that has counts."""
    with closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        (code,) = connection.execute(
            """SELECT area_code FROM service_totals WHERE level = 'village' AND scope = 'all'
               AND span = 'last' AND rank_regency IS NOT NULL ORDER BY rank_regency
               LIMIT 1 OFFSET (SELECT villages_reporting / 2 FROM service_spans
                               WHERE span = 'last')"""
        ).fetchone()
    return str(code)


def size(store: Path) -> str:
    """Rows and bytes of a store."""
    with closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        (rows,) = connection.execute("SELECT SUM(rows) FROM service_sources").fetchone()
    return f"{rows:,} service counts, {store.stat().st_size / 1e9:,.2f} GB"


def made(path: Path, villages: int | None) -> Path:
    """Simulate a store."""
    start = time.perf_counter()
    simulate(pack_directory(), path, seed=1, villages=villages, years=5)
    print(f"  simulated in {time.perf_counter() - start:,.0f} s", flush=True)
    return path


def main() -> None:
    """Measure both stores and print the ratios."""
    parser = argparse.ArgumentParser(description="Time the village pages at two sizes.")
    parser.add_argument("--regency", type=Path)
    parser.add_argument("--country", type=Path)
    parser.add_argument("--villages", type=int, default=83_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for name, there, villages in (
            ("regency", arguments.regency, None),
            ("country", arguments.country, arguments.villages),
        ):
            print(f"{name}:", flush=True)
            store = there or made(Path(folder) / f"{name}.db", villages)
            print(f"  {size(store)}", flush=True)
            found.append(measure(store))
    for screen_name, (small, _) in found[0].items():
        print(
            f"{screen_name}: data time country : regency = {found[1][screen_name][0] / small:.2f}"
        )


if __name__ == "__main__":
    main()
