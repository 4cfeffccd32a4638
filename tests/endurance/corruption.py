"""Stores that something happened to: a clear page and a reason in words, never another number.

    python -m tests.endurance.corruption --stores 200

Of every ten, three have single bits flipped; the others were cut, overwritten with zeros or noise,
exchanged for another program's file, for an older version's, a folder or nothing at all. Each is
opened cold, without an earlier state to go on with, and then put in the place of a good one.
"""

import argparse
import os
import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
from streamlit.testing.v1 import AppTest

from kampung.building.build import build
from kampung.health import readiness
from kampung.store import snapshots

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "tests" / "fixtures" / "contoh"
PAGES = ("overview", "covid_19", "services", "village", "awards", "evidence", "about")
Chance = random.Random


def _flipped(store: Path, chance: Chance, bits: int = 1) -> None:
    content = bytearray(store.read_bytes())
    for _ in range(bits):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    store.write_bytes(content)


def _flipped_often(store: Path, chance: Chance) -> None:
    _flipped(store, chance, chance.randrange(2, 21))


def _cut(store: Path, chance: Chance) -> None:
    with store.open("r+b") as file:
        file.truncate(chance.choice([0, 1, 99, chance.randrange(store.stat().st_size)]))


def _overwritten(store: Path, chance: Chance, by: Callable[[int], bytes] = bytes) -> None:
    content = bytearray(store.read_bytes())
    start = chance.randrange(len(content))
    end = min(len(content), start + chance.choice([1, 512, 4096, 50_000]))
    put = by(end - start)
    if content[start:end] == put:  # there were zeros already
        content, put = bytearray(len(content)), b""
        start = end = 0
    content[start:end] = put
    store.write_bytes(content)


def _noise(store: Path, chance: Chance) -> None:
    _overwritten(store, chance, chance.randbytes)


def _longer(store: Path, chance: Chance) -> None:
    with store.open("ab") as file:
        file.write(chance.randbytes(chance.randrange(1, 9000)))


def _page_lost(store: Path, chance: Chance) -> None:
    """Two pages of the file exchanged, as a disk may do."""
    content = store.read_bytes()
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    one, other = chance.sample([at for at, page in enumerate(pages) if any(page)], 2)
    pages[one], pages[other] = pages[other], pages[one]
    store.write_bytes(b"".join(pages))


def _edited(store: Path, chance: Chance) -> None:
    """A number changed by a program that can write SQLite files: the hardest to see."""
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE figures SET value = value + ?", [chance.randrange(1, 9)])


def _text(store: Path, chance: Chance) -> None:
    store.write_text(f"This is no store. {chance.random()}\n" * 50, encoding="utf-8")


def _of_another_program(store: Path, chance: Chance) -> None:
    store.unlink()
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        version = chance.choice(["1", "3", "4", "99"])
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            [("schema_version", version), ("content_hash", "f" * 64), ("title_en", "Notes")],
        )


def _folder(store: Path, chance: Chance) -> None:  # noqa: ARG001 - as the others
    store.unlink()
    store.mkdir()


SINGLE = _flipped
OTHERS: tuple[Callable[[Path, Chance], None], ...] = (
    _flipped_often,
    _cut,
    _overwritten,
    _noise,
    _longer,
    _page_lost,
    _edited,
    _text,
    _of_another_program,
    _folder,
)


@dataclass
class Outcome:
    """How many stores of each kind were tried, and what went wrong."""

    tried: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def run(stores: int, *, folder: Path, seed: int = 8) -> Outcome:
    """Spoil so many stores, one in a way that belongs to the next of the catalogue."""
    good = folder / "good.db"
    build(PACK, good)
    outcome = Outcome()
    chance = Chance(seed)
    with _in_use(folder / "used" / "kampung.db") as store:
        pages = {page: _texts(store, good, page) for page in PAGES}
        for number in range(stores):
            spoil = SINGLE if number % 10 < 3 else OTHERS[(number * 7 // 10) % len(OTHERS)]
            page = PAGES[number % len(PAGES)]
            name = spoil.__name__.strip("_")
            outcome.tried[name] += 1
            told = f"{number} {name}, {page}"
            _lay(store, good)
            spoil(store, chance)
            before = _content(store)
            snapshots.forget()
            outcome.wrong += [f"{told}, cold: {what}" for what in _seen_cold(store, page)]
            snapshots.forget()
            outcome.wrong += [
                f"{told}, warm: {what}" for what in _seen_warm(store, good, page, before, pages)
            ]
            if _content(store) != before:
                outcome.wrong.append(f"{told}: a visitor changed the file")
    return outcome


@contextmanager
def _in_use(store: Path) -> Iterator[Path]:
    store.parent.mkdir()
    earlier = {name: os.environ.get(name) for name in ("KAMPUNG_STORE", "KAMPUNG_PACK")}
    os.environ |= {"KAMPUNG_STORE": str(store), "KAMPUNG_PACK": str(PACK)}
    try:
        yield store
    finally:
        snapshots.forget()
        for name, value in earlier.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _lay(store: Path, good: Path) -> None:
    if store.is_dir():
        store.rmdir()
    store.unlink(missing_ok=True)
    shutil.copyfile(good, store)


def _content(store: Path) -> bytes | None:
    return store.read_bytes() if store.is_file() else None


def _opened(page: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    return app.switch_page(f"pages/{page}.py").run()


def _words(app: AppTest) -> list[str]:
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption]
    return [*(str(part.value) for part in parts), *(str(m.value) for m in app.metric)]


def _texts(store: Path, good: Path, page: str) -> list[str]:
    _lay(store, good)
    return _words(_opened(page))


def _seen_cold(store: Path, page: str) -> list[str]:
    """What is wrong with the page and with health where there never was a good state."""
    wrong = []
    ready = readiness()
    if ready.ok or ready.content_hash or not ready.reason:
        wrong.append(f"health says {ready}")
    if str(store.parent) in ready.reason:
        wrong.append("health tells the path")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    titles = [title.value for title in app.title]
    if app.exception or titles != ["Belum ada yang dapat ditampilkan"] or len(app.warning) != 1:
        wrong.append(f"the page says {titles}")
    if any(character.isdigit() for words in _words(app) for character in words):
        wrong.append(f"there are numbers on the page {page}")
    return wrong


def _seen_warm(
    store: Path, good: Path, page: str, spoilt: bytes | None, pages: dict[str, list[str]]
) -> list[str]:
    """What is wrong where a good state was opened before: it must go on, and say so."""
    wrong = []
    _lay(store, good)
    if not readiness().ok:
        return ["the good store is not ready"]
    store.unlink()
    if spoilt is None:
        store.mkdir()
    else:
        store.write_bytes(spoilt)
    ready = readiness()
    if ready.ok or not ready.is_last_good or not ready.reason:
        wrong.append(f"health says {ready}")
    app = _opened(page)
    told = [str(warning.value) for warning in app.warning]
    if app.exception or len(told) != 1 or "kampung doctor" not in told[0]:
        wrong.append(f"the page does not say it: {told}")
    if _words(app) != pages[page]:
        wrong.append("the page shows something else")
    return wrong


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Pages and health over spoilt stores.")
    parser.add_argument("--stores", type=int, default=200)
    parser.add_argument("--seed", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(options.stores, folder=Path(folder), seed=options.seed)
    tried = ", ".join(f"{name} {n}" for name, n in sorted(outcome.tried.items()))
    click.echo(f"{outcome.tried.total()} stores ({tried}): {len(outcome.wrong)} things wrong.")
    for line in outcome.wrong[:20]:
        click.echo(line)
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
