"""Try the checks and tests under every Python of this machine, each in an environment of its own.

    make pythons                              checks, and all tests that need no browser
    make pythons ARGS="--only 3.12 -n 1 -x"   one Python; what else is given is for pytest

The environments are kept in .cache/pythons/, so that a second round installs nothing. The last
lines say what was tried under which Python and what failed; the exit code is 1 when anything did.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".cache" / "pythons"
PINS = ("requirements.txt", "requirements-dev.txt")
LEAST = (3, 11)
NAMED = ("3.11", "3.12", "3.13", "3.14")  # one that is not here is said to be untried
# What `make check` does, and the tests without a browser.
STEPS = {
    "lint": ("ruff", "check", "--quiet", "."),
    "format": ("ruff", "format", "--check", "--quiet", "."),
    "types": ("mypy", "--no-error-summary"),
    "imports": ("lint-imports", "--no-logo"),
    "tests": (
        "pytest",
        "tests/unit",
        "tests/pages",
        "tests/tools",
        "-n",
        "2",
        "--dist",
        "loadfile",
    ),
}


@dataclass(frozen=True)
class Python:
    """A Python of this machine: the version that it says it is, and its program."""

    version: str
    program: str

    @property
    def minor(self) -> str:
        """Its version without the last part: 3.12."""
        return ".".join(self.version.split(".")[:2])


def pythons() -> list[Python]:
    """Find one Python of each version that is new enough: those on the path first, then pyenv's."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    folders += sorted(Path.home().glob(".pyenv/versions/*/bin"))
    found: dict[int, Python] = {}
    for folder in folders:
        for program in sorted(folder.glob("python3.*")):
            name = re.fullmatch(r"python3\.(\d+)", program.name)
            if not name or (3, int(name[1])) < LEAST or int(name[1]) in found:
                continue
            version = _version(program)
            if version:
                found[int(name[1])] = Python(version, str(program))
    return [python for _, python in sorted(found.items())]


def _version(program: Path) -> str | None:
    """Version of a Python that runs and can make environments; a version manager's shim may not."""
    ask = "import sys, venv, ensurepip; print('%d.%d.%d' % sys.version_info[:3])"
    try:
        told = subprocess.run([program, "-c", ask], capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return told.stdout.strip()


def environment(python: Python) -> Path:
    """Make the environment of a Python, with the exact pins, unless it is there already.

    Raises
    ------
    subprocess.CalledProcessError
        A package cannot be installed.
    """
    home = KEPT / python.minor
    key = python.version + "".join((ROOT / pin).read_text(encoding="utf-8") for pin in PINS)
    stamp = home / "pins"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != key:
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([python.program, "-m", "venv", home], check=True)  # noqa: S603
        pip = [home / "bin" / "python", "-m", "pip", "install", "--quiet"]
        pip += ["--disable-pip-version-check"]
        wanted = [part for pin in PINS for part in ("-r", pin)]
        subprocess.run([*pip, *wanted], check=True, cwd=ROOT)  # noqa: S603
        subprocess.run([*pip, "--no-deps", "--editable", "."], check=True, cwd=ROOT)  # noqa: S603
        stamp.write_text(key, encoding="utf-8")
    return home / "bin"


def failures(python: Python, arguments: Sequence[str]) -> list[str]:
    """Take every step under a Python, and name those that failed."""
    try:
        programs = environment(python)
    except (OSError, subprocess.CalledProcessError):
        return ["installing the pins"]
    failed = []
    for name, (program, *rest) in STEPS.items():
        print(f"Python {python.version}: {name} …", flush=True)
        more = arguments if program == "pytest" else ()
        command = [programs / program, *rest, *more]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:  # noqa: S603
            failed.append(name)
    return failed


def main() -> int:
    """Try each Python, then say what was tried and what failed; 1 when anything did."""
    parser = argparse.ArgumentParser(description="What else is given is handed to pytest.")
    parser.add_argument("--only", action="append", metavar="3.12", help="may be repeated")
    chosen, arguments = parser.parse_known_args()
    found = {python.minor: python for python in pythons()}
    wanted = chosen.only or sorted({*NAMED, *found}, key=lambda minor: int(minor.split(".")[1]))
    told, is_good = [], bool(found)
    for minor in wanted:
        if minor not in found:
            told.append(f"Python {minor}: not tried, for it is not on this machine")
            is_good = is_good and not chosen.only
            continue
        failed = failures(found[minor], arguments)
        what = f"FAILED: {', '.join(failed)}" if failed else f"good: {', '.join(STEPS)}"
        told.append(f"Python {found[minor].version}: {what}")
        is_good = is_good and not failed
    print("", *told, sep="\n")
    return int(not is_good)


if __name__ == "__main__":
    sys.exit(main())
