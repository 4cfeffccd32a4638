"""Commands that are killed at any moment, and pairs of commands at once.

    python -m tests.endurance.kills --times 200 --pairs 50

Each command runs in a process of its own and gets SIGKILL at a random moment (of a fixed seed).
Then the next start must find a whole store and the imports that it was built from, all of what the
command was to do or nothing of it, and leave no other file.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from kampung import cli
from kampung.building import ensuring, imports
from kampung.building.ensuring import ensure_store
from kampung.store import seal

PACK = Path(__file__).resolve().parents[1] / "fixtures" / "contoh"
KOTA, MAJU = "99.01.01.1001", "99.01.01.2001"
HEADER = "village_code,service_code,period_start,period_end,requested,completed,rejected\n"
STORE, SIMULATED, BACKUP = "kampung.db", "kampung-simulated.db", "backup.zip"
LONGEST = 120.0  # seconds that a command may take
ALL_IS_WRITTEN = 0.12  # seconds after the first file

# What is imported already, what is new, what overlaps with what is new, and a correction.
FILES = {
    "july": f"{KOTA},ket-usaha,2021-07-05,2021-07-11,10,8,1\n"
    f"{MAJU},ket-domisili,2021-07-05,2021-07-11,4,,\n",
    "june": f"{KOTA},ket-usaha,2021-06-07,2021-06-13,3,3,0\n",
    "august": f"{KOTA},ket-usaha,2021-08-02,2021-08-08,6,5,0\n",
    "other": f"{KOTA},ket-usaha,2021-08-08,2021-08-14,7,7,0\n",
    "correction": f"{KOTA},ket-usaha,2021-07-05,2021-07-11,11,9,1\n"
    f"{KOTA},ket-usaha,2021-06-07,2021-06-13,2,2,0\n",
}  # fmt: skip

State = Mapping[str, str]


@dataclass
class Outcome:
    """What was seen: how many kills left what was before, and how many what was to be after."""

    kills: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)


class Ground:
    """A folder with a store, imports and a backup, and what each command makes of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = folder / "base"
        self.base.mkdir()
        for name, lines in FILES.items():
            (folder / f"{name}.csv").write_text(HEADER + lines, encoding="utf-8")
        self.pack = Path(shutil.copytree(PACK, folder / "pack"))
        events = (self.pack / "events.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        (self.pack / "events.csv").write_text("".join(events[:-1]), encoding="utf-8")
        self.commands: dict[str, list[str]] = {}
        self._prepare()
        self.before = state(self.base)
        self._measured: dict[str, tuple[State, float]] = {}

    def _prepare(self) -> None:
        self.commands = {
            "first": ["build"],
            "june": ["import", "services", str(self.folder / "june.csv")],
            "backup": ["backup", "{data}/" + BACKUP],
            "july": ["import", "services", str(self.folder / "july.csv")],
            "simulate": ["simulate", "--villages", "4", "--years", "1"],
        }
        for name in list(self.commands):
            assert ended(self.start(name, self.base)) == 0, self.said(self.base)
        july_id = next(
            item.about.source_id
            for item in imports.load(self.base / "data" / STORE)
            if item.about.rows == 2
        )
        self.commands = {
            "build": ["build", "--pack", str(self.pack)],
            "import": ["import", "services", str(self.folder / "august.csv")],
            "overlapping": ["import", "services", str(self.folder / "other.csv")],
            "replace": ["import", "services", str(self.folder / "correction.csv"), "--replace"],
            "remove": ["import", "remove", july_id],
            "restore": ["restore", "{data}/" + BACKUP],
            "simulate": ["simulate", "--villages", "5", "--years", "1", "--seed", "2"],
            "backup": ["backup", "{data}/" + BACKUP],
        }

    def measured(self, name: str) -> tuple[State, float]:
        """What a command that nobody stops makes of it, and in how many seconds."""
        if name not in self._measured:
            with self.copy() as copy:
                start = time.perf_counter()
                assert ended(self.start(name, copy)) == 0, self.said(copy)
                self._measured[name] = state(copy), time.perf_counter() - start
        return self._measured[name]

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """A folder of its own in which something happens."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            shutil.copytree(self.base / "data", Path(name) / "data")
            yield Path(name)

    def start(self, name: str, place: Path) -> int:
        """Start a command in a process of its own, and return its number."""
        data = place / "data"
        data.mkdir(exist_ok=True)
        words = [word.replace("{data}", str(data)) for word in self.commands[name]]
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child:
            return child
        code = 99
        try:
            said = os.open(place / f"said-{name}", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(said, 1)
            os.dup2(said, 2)
            os.environ["KAMPUNG_STORE"] = str(data / STORE)
            os.environ.setdefault("KAMPUNG_PACK", str(PACK))
            cli.main(words)
        except SystemExit as ending:
            code = ending.code if isinstance(ending.code, int) else 1
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def said(self, place: Path) -> str:
        """All that the commands in a folder have printed."""
        return "".join(path.read_text(encoding="utf-8") for path in place.glob("said-*"))


def ended(child: int) -> int:
    """Wait for a process, and return its exit code."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError("A command did not end.")


def state(place: Path) -> State:
    """What is in the stores, the imports and the backup, each as one text."""
    data = place / "data"
    found = {}
    for name in (STORE, SIMULATED):
        if (data / name).exists():
            assert seal.is_whole(data / name), f"{name} is not whole"
            facts = seal.facts(data / name) or {}
            found[name] = facts["content_hash"]
            found[f"{name} names"] = facts["imports"]
    found["imports"] = str(sorted(imports.digests(data / STORE).items()))
    return found


def next_start(place: Path) -> None:
    """Start as a server does, and check that all agree and nothing is left over."""
    data = place / "data"
    os.environ["KAMPUNG_STORE"] = str(data / STORE)
    os.environ.setdefault("KAMPUNG_PACK", str(PACK))
    ensuring._agreed.clear()  # a new process has none
    ensure_store()
    assert imports.named_by(data / STORE) == imports.digests(data / STORE), "they differ"
    left = {path.name for path in data.iterdir()}
    assert left <= {STORE, SIMULATED, BACKUP, "kampung.imports"}, f"left over: {left}"
    folder = imports.folder_of(data / STORE)
    if folder.is_dir():
        others = [path.name for path in folder.iterdir() if path.suffix != ".parquet"]
        assert not others, f"left over: {others}"


def wait_for_a_file(place: Path, longest: float) -> None:
    """Wait until a command has begun to write something besides its lock, or surely ended."""
    until = time.monotonic() + longest
    while time.monotonic() < until:
        names = {path.name for path in (place / "data").rglob("*")}
        if any(name.endswith((".new", ".pending", ".leaving")) for name in names):
            return
        time.sleep(0.0005)


def kill_once(ground: Ground, name: str, chance: random.Random) -> str:
    """Kill a command at some moment, and tell whether it was ``before`` or ``after`` its deed."""
    after, seconds = ground.measured(name)
    with ground.copy() as place:
        child = ground.start(name, place)
        if chance.random() < 0.3:
            time.sleep(chance.uniform(0, 1.05) * seconds)
        else:  # from the first file that is written on, which is when it matters
            wait_for_a_file(place, 2 * seconds)
            time.sleep(chance.uniform(0, ALL_IS_WRITTEN))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if name == "backup":  # the next one, and not a start, tidies up
            assert ended(ground.start(name, place)) == 0, ground.said(place)
            next_start(place)
            assert state(place) == after
            return "done again"
        next_start(place)
        found = state(place)
        assert found in (ground.before, after), (name, found)
        return "before" if found == ground.before else "after"


def pair_once(ground: Ground, names: Sequence[str], chance: random.Random) -> str:
    """Run two commands at once; both end well or with a sentence, and then all agree."""
    with ground.copy() as place:
        children = []
        for name in names:
            children.append(ground.start(name, place))
            time.sleep(chance.uniform(0, 0.1))
        codes = [ended(child) for child in children]
        said = ground.said(place)
        assert "Traceback" not in said, said
        assert set(codes) <= {0, 1}, (names, codes, said)
        next_start(place)
        # What the two made of it together can be built: nothing overlaps.
        ground.commands["check"] = ["build"]
        assert ended(ground.start("check", place)) == 0, ground.said(place)
        del ground.commands["check"]
        if set(names) == {"import", "overlapping"}:
            assert sorted(codes) == [0, 1], (codes, said)
        return "both" if codes == [0, 0] else "one, and a sentence"


def run(*, times: int, pairs: int, seed: int = 1, folder: Path | None = None) -> Outcome:
    """Kill commands, and run pairs of them.

    Raises
    ------
    AssertionError
        Something was left that should not be.
    """
    chance = random.Random(seed)  # noqa: S311 - the same kills every time
    outcome = Outcome()
    with tempfile.TemporaryDirectory(dir=folder) as name:
        ground = Ground(Path(name).resolve())
        killed = [name for name in ground.commands if name != "overlapping"]
        for number in range(times):
            command = killed[number % len(killed)]
            outcome.kills[f"{command}: {kill_once(ground, command, chance)}"] += 1
        for number in range(pairs):
            both = (
                ("import", "overlapping")
                if number % 4 == 0
                else chance.choices(list(ground.commands), k=2)
            )
            told = pair_once(ground, both, chance)
            outcome.pairs[told] += 1
    return outcome


def main() -> None:
    """Run it as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    start = time.perf_counter()
    outcome = run(times=chosen.times, pairs=chosen.pairs, seed=chosen.seed)
    for what, number in sorted(outcome.kills.items()):
        click.echo(f"killed, {what}: {number}")
    for what, number in sorted(outcome.pairs.items()):
        click.echo(f"pairs, {what}: {number}")
    click.echo(
        f"{chosen.times} kills and {chosen.pairs} pairs in {time.perf_counter() - start:.0f} s: "
        "every store whole, every import with its store, no file left over"
    )


if __name__ == "__main__":
    main()
