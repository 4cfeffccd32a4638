"""Try the checks and tests under every Python of this machine, each in an environment of its own.

    make pythons            checks and all tests that need no browser
    make pythons ARGS=-x    the same, ended at the first failure

The environments are kept in .cache/pythons/, so that a second round installs nothing.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".cache" / "pythons"
LEAST = (3, 11)
STEPS = (
    ("ruff", "check", "--quiet", "."),
    ("mypy", "--no-error-summary"),
    ("importlinter.cli", "lint"),
    ("pytest", "tests/unit", "tests/pages", "tests/tools", "-n", "2", "--dist", "loadfile"),
)


def pythons() -> dict[str, str]:
    """Find the Pythons that are new enough: version → program."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    folders += sorted(Path.home().glob(".pyenv/versions/*/bin"))
    found: dict[str, str] = {}
    for folder in folders:
        for program in sorted(folder.glob("python3.*")):
            name = re.fullmatch(r"python3\.(\d+)", program.name)
            version = _version(program) if name and (3, int(name[1])) >= LEAST else None
            if version:
                found.setdefault(version, str(program))
    return dict(sorted(found.items(), key=lambda item: int(item[0].split(".")[1])))


def _version(program: Path) -> str | None:
    """Version of a Python that runs, as 3.12; a shim of a version manager may not."""
    ask = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
    try:
        told = subprocess.run([program, "-c", ask], capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return told.stdout.strip()


def environment(version: str, program: str) -> Path:
    """Make the environment of a Python, with the exact pins, unless it is there already."""
    home = KEPT / version
    pins = [ROOT / name for name in ("requirements.txt", "requirements-dev.txt")]
    key = "".join(pin.read_text(encoding="utf-8") for pin in pins)
    stamp = home / "pins"
    python = home / "bin" / "python"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != key:
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([program, "-m", "venv", home], check=True)  # noqa: S603
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        wanted = [part for pin in pins for part in ("-r", str(pin))]
        subprocess.run([*pip, *wanted], check=True)  # noqa: S603
        subprocess.run([*pip, "--no-deps", "--editable", "."], check=True, cwd=ROOT)  # noqa: S603
        stamp.write_text(key, encoding="utf-8")
    return python


def main() -> int:
    """Print a line for each Python; 1 when one of them fails."""
    failed = False
    for version, program in pythons().items():
        python = environment(version, program)
        bad = [
            step[0]
            for step in STEPS
            if subprocess.run(  # noqa: S603
                [python, "-m", *step, *(sys.argv[1:] if step[0] == "pytest" else [])],
                cwd=ROOT,
                check=False,
            ).returncode
        ]
        print(f"Python {version}: {'failed: ' + ', '.join(bad) if bad else 'good'}", flush=True)
        failed = failed or bool(bad)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
