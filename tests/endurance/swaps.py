"""Stores exchanged and rebuilt under clicking sessions: no failed run, and never a mixture.

    python -m tests.endurance.swaps --swaps 300 --sessions 50

Every name in each store ends in a mark of its own, so that a page made of two stores gives itself
away at once. Afterwards every page of the server, in both languages, must equal that of a server
that has just been started and never saw another store.
"""

import argparse
import asyncio
import csv
import os
import random
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from kampung.building.build import build
from kampung.store import Store
from kampung.subjects.areas import queries as areas_queries
from tests.endurance.visiting import Server, serving

PACK = Path(__file__).resolve().parents[1] / "fixtures" / "contoh"
PAGES = ("", "covid", "layanan", "desa", "penghargaan", "bukti", "tentang")
MARKS = ("Qalpha", "Qbravo", "Qdelta", "Qgamma")
MARK = re.compile("|".join(MARKS))
NAMED = ("name", "name_id", "name_en", "publisher", "title", "title_id", "title_en", "theme")
REBUILD_EVERY = 10  # the others are exchanged as files
PACE = 0.1  # seconds between two exchanges


@dataclass
class Outcome:
    """What was seen."""

    swaps: int = 0
    runs: int = 0
    marked: int = 0
    failed: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether all held, and anything was looked at."""
        return bool(self.marked) and not (self.failed or self.mixed or self.different)


def named(pack: Path, mark: str) -> Path:
    """Copy the small pack, with a mark after every name."""
    shutil.copytree(PACK, pack)
    for file in pack.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as read:
            rows = list(csv.DictReader(read))
        for row in rows:
            for column in NAMED:
                if row.get(column):
                    row[column] += f" {mark}"
        if rows:
            with file.open("w", encoding="utf-8", newline="") as written:
                writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
    return pack


def run(*, swaps: int, sessions: int, folder: Path, seed: int = 8) -> Outcome:
    """Exchange stores so many times under so many sessions, and compare with a fresh server."""
    packs = {mark: named(folder / mark, mark) for mark in MARKS}
    for mark, pack in packs.items():
        build(pack, folder / f"{mark}.db")
    store = folder / "kampung.db"
    shutil.copy(folder / f"{MARKS[0]}.db", store)
    areas = areas_queries.areas(Store(str(store)))["code"].tolist()
    outcome = Outcome()
    with serving(store, folder / "server.log") as server:
        asyncio.run(_under_load(server, outcome, packs, store, areas, swaps, sessions, seed))
        after = asyncio.run(_every_page(server, areas))
    with serving(store, folder / "fresh.log") as fresh:
        expected = asyncio.run(_every_page(fresh, areas))
    outcome.different = [page for page in expected if expected[page] != after[page]]
    return outcome


async def _under_load(
    server: Server,
    outcome: Outcome,
    packs: Mapping[str, Path],
    store: Path,
    areas: list[str],
    swaps: int,
    sessions: int,
    seed: int,
) -> None:
    is_over = asyncio.Event()

    async def click_on(number: int) -> None:
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - the same clicks each time
        async with server.session() as session:
            language = "id" if number % 2 else "en"
            while not is_over.is_set():
                page = chance.choice(PAGES)
                kode = {"kode": chance.choice(areas)} if page == "desa" else {}
                shown = await session.see(page, lang=language, **kode)
                outcome.runs += 1
                marks = set(MARK.findall(shown.text))
                outcome.marked += bool(marks)
                if shown.failed:
                    outcome.failed.append(f"/{page} {kode}: {shown.status}")
                if len(marks) > 1:
                    outcome.mixed.append(f"/{page} {kode}: {sorted(marks)}")

    async def exchange() -> None:
        chance = random.Random(seed)  # noqa: S311 - the same order each time
        while outcome.swaps < swaps:
            mark = chance.choice(MARKS)
            await asyncio.to_thread(_exchange, store, packs[mark], mark, outcome.swaps)
            outcome.swaps += 1
            await asyncio.sleep(PACE)
        is_over.set()

    await asyncio.gather(exchange(), *(click_on(number) for number in range(sessions)))


def _exchange(store: Path, pack: Path, mark: str, turn: int) -> None:
    if turn % REBUILD_EVERY == REBUILD_EVERY - 1:
        build(pack, store)
        return
    copy = store.with_name("next.db")
    shutil.copyfile(store.with_name(f"{mark}.db"), copy)
    os.replace(copy, store)  # noqa: PTH105 - in one step, as a build does


async def _every_page(server: Server, areas: list[str]) -> dict[str, str]:
    pages = {}
    for language in ("id", "en"):
        for page in PAGES:
            for kode in areas if page == "desa" else [""]:
                # A session of its own each: nothing of an earlier page stands in it.
                async with server.session() as session:
                    choices = {"kode": kode} if kode else {}
                    shown = await session.see(page, lang=language, **choices)
                    pages[f"/{page} {kode} {language}"] = shown.digest
    return pages


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Stores exchanged under clicking sessions.")
    parser.add_argument("--swaps", type=int, default=300)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seed", type=int, default=8)
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(
            swaps=options.swaps,
            sessions=options.sessions,
            folder=Path(folder),
            seed=options.seed,
        )
    click.echo(
        f"{outcome.swaps} exchanges under {options.sessions} sessions in "
        f"{time.monotonic() - begun:.0f} s: {outcome.runs} runs ({outcome.marked} with names), "
        f"{len(outcome.failed)} failed, {len(outcome.mixed)} mixed; "
        f"{len(outcome.different)} pages differ from a fresh server's."
    )
    for line in [*outcome.failed, *outcome.mixed, *outcome.different][:20]:
        click.echo(line)
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    raise SystemExit(main())
