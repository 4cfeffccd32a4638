"""`tools/setup.sh` on machines that lack something: stand-ins on a PATH of their own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ("tools/setup.sh", "pyproject.toml", "requirements.txt", "requirements-dev.txt")
PROGRAMS = ("sh", "dirname", "cat", "cksum", "rm", "mkdir", "chmod", "env")

# A Python that only knows the questions that the script asks. `-m venv` makes a .venv with the
# same stand-in in it; every pip call is noted in pip.log, and fails when $PIP_FAILS is set.
PYTHON = """#!/bin/sh
case "$*" in
*--version*) [ "$2" = pip ] && echo pip || echo "Python {version}" ;;
*"sys.exit(sys.version_info"*) exit {too_old} ;;
*"%d.%d"*) echo "{version}" ;;
*ensurepip*) exit {no_venv} ;;
"-m venv "*) mkdir -p .venv/bin; cat "$0" >.venv/bin/python; chmod +x .venv/bin/python ;;
"-m pip install "*)
  echo "$*" >>pip.log
  [ -z "${{PIP_FAILS:-}}" ] || exit 1
  : >.venv/bin/kampung; chmod +x .venv/bin/kampung ;;
esac
"""

CHROMIUM = "#!/bin/sh\nexit {}\n"


class Machine:
    """A folder with the project's files, and a PATH with nothing but what a test puts on it."""

    def __init__(self, folder: Path) -> None:
        self.project, self.path = folder / "project", folder / "bin"
        self.path.mkdir(parents=True)
        for file in FILES:
            (self.project / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, self.project / file)
        for program in PROGRAMS:
            found = shutil.which(program)
            assert found
            (self.path / program).symlink_to(found)

    def add(self, name: str, script: str) -> Path:
        program = self.path / name
        program.write_text(script)
        program.chmod(0o755)
        return program

    def python(self, name: str, version: str, *, venv: bool = True) -> Path:
        too_old = tuple(map(int, version.split("."))) < (3, 11)
        return self.add(
            name, PYTHON.format(version=version, too_old=int(too_old), no_venv=int(not venv))
        )

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "tools/setup.sh", *arguments],
            cwd=self.project,
            env={"PATH": str(self.path), **environment},
            text=True,
            capture_output=True,
            check=False,
        )

    @property
    def pip_calls(self) -> list[str]:
        log = self.project / "pip.log"
        return log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence that a refusal consists of."""
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def test_no_python(machine: Machine) -> None:
    assert "there is no python3 here: install it" in refusal(machine.run("app"))


def test_python_too_old(machine: Machine) -> None:
    machine.python("python3", "3.9")

    assert "needs Python 3.11 or newer; python3 here is Python 3.9" in refusal(machine.run("app"))


def test_python_that_was_named_is_too_old(machine: Machine) -> None:
    machine.python("python3", "3.12")
    old = machine.python("old", "3.10")

    assert f"PYTHON={old} is Python 3.10" in refusal(machine.run("app", PYTHON=str(old)))


def test_python_without_venv(machine: Machine) -> None:
    machine.python("python3", "3.12", venv=False)

    assert "sudo apt install python3-venv" in refusal(machine.run("app"))


def test_first_python_that_is_new_enough_is_taken(machine: Machine) -> None:
    machine.python("python3", "3.9")
    machine.python("python3.13", "3.13")

    assert "(Python 3.13)" in machine.run("app").stderr


def test_second_run_installs_nothing_and_says_nothing(machine: Machine) -> None:
    machine.python("python3", "3.12")
    first = machine.run("app")
    calls = machine.pip_calls

    second = machine.run("app")

    assert first.returncode == 0
    assert [call.split()[-1] for call in calls] == ["requirements.txt", "."]
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert machine.pip_calls == calls


def test_changed_pins_are_installed_into_the_same_environment(machine: Machine) -> None:
    machine.python("python3", "3.12")
    machine.run("app")
    before = len(machine.pip_calls)
    kept = machine.project / ".venv" / "kept"
    kept.touch()
    with (machine.project / "requirements.txt").open("a") as pins:
        pins.write("# another pin\n")

    machine.run("app")

    assert [call.split()[-1] for call in machine.pip_calls[before:]] == ["requirements.txt"]
    assert kept.exists()


def test_installation_that_was_cut_short_is_made_anew(machine: Machine) -> None:
    machine.python("python3", "3.12")
    broken = machine.run("app", PIP_FAILS="1")
    debris = machine.project / ".venv" / "debris"
    debris.touch()

    mended = machine.run("app")

    assert broken.returncode == 1
    assert "pip could not install that" in broken.stderr
    assert mended.returncode == 0
    assert not debris.exists()


def test_environment_of_another_python_is_made_anew(machine: Machine) -> None:
    machine.python("python3", "3.12")
    newer = machine.python("newer", "3.13")
    machine.run("app")

    assert "(Python 3.13)" in machine.run("app", PYTHON=str(newer)).stderr


def test_chromium_that_does_not_start_is_passed_over(machine: Machine) -> None:
    machine.add("chromium", CHROMIUM.format(1))  # what Ubuntu puts there in place of a browser
    chrome = machine.add("google-chrome", CHROMIUM.format(0))

    assert machine.run("chromium").stdout == f"{chrome}\n"


def test_chromium_that_was_named_must_start(machine: Machine) -> None:
    machine.add("chromium", CHROMIUM.format(0))

    assert "CHROMIUM=/none does not start" in refusal(machine.run("chromium", CHROMIUM="/none"))


@pytest.mark.skipif(os.uname().sysname == "Darwin", reason="Chrome is found in /Applications there")
def test_no_chromium_and_no_way_to_install_one(machine: Machine) -> None:
    done = machine.run("chromium")

    assert done.returncode == 1
    assert "sudo apt install chromium" in done.stderr.splitlines()[-1]
