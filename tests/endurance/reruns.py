"""Memory over many reruns of all pages, over websockets, in one server.

    python -m tests.endurance.reruns --times 20000

Sessions come and go, and walk through every page in both languages with all sorts of choices: a
reader's village, period and data set. Half of the villages asked for are of a few, as with readers;
the others are new to the caches. What the server holds at the end is put beside what it held after
a tenth of the runs.
"""

import argparse
import asyncio
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from kampung.building.build import build, simulate
from kampung.store import Store
from kampung.subjects.areas import queries as areas_queries
from tests.endurance.visiting import Server, Session, serving

PACK = Path(__file__).resolve().parents[2] / "data" / "banyuwangi"
PAGES = ("", "covid", "layanan", "desa", "penghargaan", "bukti", "tentang")
RUNS_OF_A_SESSION = 50
ALLOWED = 1.05  # times the memory after the first tenth
PERIODS = [("2021-03-01", "2021-08-31"), ("2021-07-01", "2021-07-31"), ("2021-06-01", "2021-08-31")]
FAVOURITES = 6


@dataclass
class Curve:
    """Memory in MB by number of runs, and the CPU time of the server."""

    megabytes: dict[int, float] = field(default_factory=dict)
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)

    def growth(self, times: int) -> float:
        """Memory at the end over memory after a tenth of the runs."""
        return self.megabytes[times] / self.megabytes[times // 10]


def run(
    times: int, *, folder: Path, pack: Path = PACK, villages: int | None = None, seed: int = 8
) -> Curve:
    """Serve a pack and data simulated for it, and rerun pages so many times."""
    store = folder / "kampung.db"
    build(pack, store)
    simulate(pack, folder / "kampung-simulated.db", seed=seed, years=1, villages=villages)
    chance = random.Random(seed)  # noqa: S311 - the same walk each time
    areas = areas_queries.areas(Store(str(store)))["code"].tolist()
    with serving(store, folder / "server.log") as server:
        return asyncio.run(_walk(server, times, chance, areas))


async def _walk(server: Server, times: int, chance: random.Random, areas: Sequence[str]) -> Curve:
    curve, done = Curve(), 0
    step, begun = max(times // 20, 1), server.seconds()
    while done < times:
        async with server.session() as session:
            language = chance.choice(["id", "en"])  # what a session begins with stays
            for _ in range(min(RUNS_OF_A_SESSION, times - done)):
                await _one(session, language, chance, areas, curve)
                done += 1
                if done % step == 0:
                    curve.megabytes[done] = server.megabytes()
                    click.echo(f"{done:6} runs {curve.megabytes[done]:7.1f} MB", err=True)
    curve.seconds = server.seconds() - begun
    return curve


async def _one(
    session: Session, language: str, chance: random.Random, areas: Sequence[str], curve: Curve
) -> None:
    page = chance.choice(PAGES)
    choices = {"lang": language}
    if chance.random() < 0.3:
        choices["data"] = "simulated"
    if page == "desa" and chance.random() < 0.9:
        known = areas[:: max(1, len(areas) // FAVOURITES)]
        choices["kode"] = chance.choice(known if chance.random() < 0.5 else areas)
    if page == "covid":
        choices["from"], choices["to"] = chance.choice(PERIODS)
    shown = await session.see(page, **choices)
    if shown.failed:
        curve.failed.append(f"/{page} {choices}: {shown.status}")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Memory over many reruns of all pages.")
    parser.add_argument("--times", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--pack", type=Path, default=PACK)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        curve = run(options.times, folder=Path(folder), pack=options.pack, seed=options.seed)
    growth = curve.growth(options.times)
    click.echo(
        f"{options.times} runs: {growth:.3f} of the memory after a tenth, "
        f"{1000 * curve.seconds / options.times:.0f} ms CPU a run, {len(curve.failed)} failed."
    )
    for line in curve.failed[:10]:
        click.echo(line)
    return 0 if growth <= ALLOWED and not curve.failed else 1


if __name__ == "__main__":
    raise SystemExit(main())
