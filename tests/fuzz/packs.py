"""Mutated data packs: each a store or one report, and never a word of a person.

``python -m tests.fuzz.packs --times 300`` checks and builds each in a process of its own, and
prints what became of them, the slowest and the peak of memory; it ends with 1 where check and
build did not agree, a report was too long, one was a traceback, took too much time or memory,
told of a person, or where what was refused had touched the store that lay there.
"""

import argparse
import hashlib
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import highspy  # noqa: F401 - loaded once, before the processes part
import pyarrow.compute  # noqa: F401

from kampung.building import evidence, imports, services  # noqa: F401
from kampung.cli import main as command
from kampung.pack import checking  # noqa: F401
from kampung.pack.limits import MOST_TOLD
from kampung.privacy import mask_numbers
from kampung.store import building, seal  # noqa: F401
from tests.fuzz.broken_packs import SMALL, make
from tests.fuzz.imports import SECRETS

MOST_MEMORY = 1 << 30
MOST_ADDRESSES = 4 << 30  # of which a library may reserve far more than it uses
MOST_SECONDS = 30  # of the processor, for check and build together
LONGEST_WAIT = 120  # seconds, as for a pipe that nobody writes into

_PROBLEM = re.compile(r".*: .* \[[a-z-]+\]")
_REST = re.compile(r".*: [\d,]+ more \[[a-z-]+\]")
_DAY = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}")
FAULT = 70


@dataclass(frozen=True)
class Outcome:
    """What became of a pack.

    Attributes
    ----------
    seed
        Makes the pack anew.
    kind
        ``build`` or ``report``; anything else is wrong.
    detail
        What was said.
    seconds
        Of the processor, for both commands.
    memory
        Peak, in bytes.
    """

    seed: int
    kind: str
    detail: str
    seconds: float
    memory: int

    @property
    def is_wrong(self) -> bool:
        """Whether it is none of what may become of a pack."""
        return self.kind not in ("build", "report")


def run(arguments: list[str], told: Path) -> int:
    """Run a command of ``kampung``; what it says, whoever says it, goes into two files."""
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(told.with_suffix(f".{name}"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
        os.close(file)
    try:
        command(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAULT
    except BaseException:
        traceback.print_exc()
        return FAULT
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def in_child(commands: dict[str, list[str]], told: Path) -> tuple[int, resource.struct_rusage]:
    """Run commands in one process with limits; their exit codes are written beside ``told``."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        _, status, used = os.wait4(child, 0)
        return status, used
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
        signal.alarm(LONGEST_WAIT)
        for name, arguments in commands.items():
            code = run(arguments, told / name)
            (told / f"{name}.code").write_text(str(code))
    finally:
        os._exit(0)


def attempt(seed: int, folder: Path, good: Path) -> Outcome:
    """Check and build the pack of a seed where a good store lies, and look at all that is told."""
    own = folder / str(seed)
    told, place = own / "told", own / "place"
    told.mkdir(parents=True)
    place.mkdir()
    store = place / "kampung.db"
    shutil.copy(good, store)
    pack = make(seed, own)
    commands = {
        "check": ["check", str(pack)],
        "build": ["build", "--pack", str(pack), "--store", str(store)],
    }
    status, used = in_child(commands, told)
    kind, detail = judged(told, store, good)
    seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
    if status:
        kind, detail = "limit", f"ended by signal {status & 127} {detail}"
    elif memory > MOST_MEMORY:
        kind, detail = "limit", f"{memory >> 20:,} MB {detail}"
    shutil.rmtree(own)
    return Outcome(seed, kind, detail, seconds, memory)


def judged(told: Path, store: Path, good: Path) -> tuple[str, str]:
    """Say what became of a pack, by what was told and what lies there."""
    said = {path.name: path.read_text("utf-8", "replace") for path in sorted(told.iterdir())}
    everything = "\n".join(said.values())
    checked, built = said.get("check.code"), said.get("build.code")
    content = store.read_bytes()
    leaked = [
        secret
        for secret in SECRETS
        if secret in everything.casefold() or secret.encode() in content.lower()
    ]
    without_days = _DAY.sub("", everything)
    left = {path.name for path in store.parent.iterdir()} - {store.name, f"{store.name}.lock"}
    report = said.get("check.out", "")
    if "Traceback" in everything or str(FAULT) in (checked, built):
        return "traceback", everything
    if leaked or mask_numbers(without_days) != without_days:
        return "person", f"{leaked} {everything}"
    if left:
        return "left over", f"{sorted(left)}"
    if checked != built:
        return "disagreement", everything
    if checked == "0":
        is_new = seal.is_whole(store) and said["build.out"].count("\n") == 1
        return ("build", "") if is_new else ("no store", everything)
    if _digest(store) != _digest(good):
        return "store touched", everything
    if report != said["build.err"] or said["check.err"] or said["build.out"]:
        return "two reports", everything
    return ("report", report) if is_report(report) else ("no report", everything)


def is_report(text: str) -> bool:
    """Whether a text counts its problems, tells at most a hundred, and then only counts."""
    first, *rest = text.splitlines()
    problems = [line for line in rest if not _REST.fullmatch(line)]
    further = [line for line in problems if line == "Further problems of the same kinds:"]
    told = [line for line in problems if _PROBLEM.fullmatch(line)]
    return (
        bool(re.match(r"[\d,]+ problems? in the data pack ", first))
        and 1 <= len(told) <= MOST_TOLD
        and len(told) + len(further) == len(problems)
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> int:
    """Try many packs and print what became of them."""
    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("--times", type=int, default=300)
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--tell", action="store_true", help="a line for each seed")
    given = options.parse_args()
    outcomes = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        good = folder / "good.db"
        status, _ = in_child(
            {"good": ["build", "--pack", str(SMALL), "--store", str(good)]}, folder
        )
        if status or not seal.is_whole(good):
            print("the small pack itself cannot be built")
            return 1
        for seed in range(given.first, given.first + given.times):
            outcome = attempt(seed, folder, good)
            outcomes.append(outcome)
            if given.tell:
                print(f"seed {seed}: {outcome.kind}, {outcome.seconds:.1f} s", flush=True)
            if outcome.is_wrong:
                print(f"seed {seed}: {outcome.kind}\n{outcome.detail[:3000]}\n", flush=True)
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    largest = max(outcomes, key=lambda outcome: outcome.memory)
    kinds = Counter(outcome.kind for outcome in outcomes)
    print(
        ", ".join(f"{kind}: {number:,}" for kind, number in sorted(kinds.items()))
        + f"; slowest: seed {slowest.seed}, {slowest.seconds:.1f} s; "
        f"largest: seed {largest.seed}, {largest.memory >> 20:,} MB"
    )
    return int(any(outcome.is_wrong for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
