"""A hundred sessions: how soon all are served, and how many changes a second they make."""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kampung.building.build import build
from kampung.subjects.epidemic.facts import METRICS
from tests.endurance.visiting import Server, Session, serving, serving_script

ROOT = Path(__file__).parents[2]
SESSIONS = 100
PLAIN = ROOT / "tests" / "bench" / "plain_page.py"


@dataclass(frozen=True)
class Measured:
    """What a server did for a hundred sessions.

    Attributes
    ----------
    opened
        Seconds until the last of those that opened the page at once was served.
    changes
        Changes of the series a second, all together.
    failed
        Runs that failed.
    """

    opened: float
    changes: float
    failed: int


async def measure(server: Server, *, page: str, rounds: int) -> Measured:
    """Open a page in all sessions at once, then change the series in all, so many times."""
    contexts = [server.session() for _ in range(SESSIONS)]
    sessions: list[Session] = [await context.__aenter__() for context in contexts]
    try:
        begun = time.perf_counter()
        shown = await asyncio.gather(*(one.see(page, lang="en") for one in sessions))
        opened = time.perf_counter() - begun
        failed = sum(one.failed for one in shown)

        async def change(number: int, session: Session) -> int:
            lost = 0
            for turn in range(rounds):
                metric = METRICS[(number + turn + 1) % len(METRICS)]
                lost += (await session.see(page, lang="en", metric=metric)).failed
            return lost

        begun = time.perf_counter()
        lost = await asyncio.gather(*(change(n, one) for n, one in enumerate(sessions)))
        changes = SESSIONS * rounds / (time.perf_counter() - begun)
        return Measured(opened, changes, failed + sum(lost))
    finally:
        for context in contexts:
            await context.__aexit__(None, None, None)


def run(folder: Path) -> tuple[Measured, Measured]:
    """Measure the dashboard and the plain page, one after the other, over the same store."""
    store = folder / "kampung.db"
    build(ROOT / "data" / "banyuwangi", store)
    with serving(store, folder / "own.log") as server:
        own = asyncio.run(measure(server, page="covid", rounds=10))
    with serving_script(PLAIN, store, folder / "plain.log") as server:
        plain = asyncio.run(measure(server, page="", rounds=1))
    return own, plain


def told(own: Measured, plain: Measured) -> str:
    """Write both in two lines."""
    lines = [
        f"{name}: {SESSIONS} sessions opened at once in {found.opened:.1f} s; "
        f"{found.changes:.0f} changes a second; {found.failed} runs failed"
        for name, found in (("/covid", own), ("plain page", plain))
    ]
    return "\n".join([*lines, f"{own.changes / plain.changes:.1f} times the changes"])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(told(*run(Path(made))))
