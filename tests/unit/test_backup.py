"""A backup, made while others read, and put back whole or not at all."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kampung import backup as backing
from kampung import cli
from kampung.building import imports
from kampung.building.build import build
from kampung.pack import read_pack
from kampung.store import seal
from tests.unit.test_sudden_end import counts


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def made(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an import, and a backup of both."""
    folder = tmp_path_factory.mktemp("made")
    store = folder / "data" / "kampung.db"
    build(read_pack(small_pack), store, arriving=counts("import-a", "2021-07-05"))
    done = run("backup", folder / "backup.zip", "--store", store)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "place"))


def everything(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def told(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    return result.stderr


def test_there_and_back(place: Path, small_pack: Path, tmp_path: Path) -> None:
    store = place / "data" / "kampung.db"
    before = everything(place / "data")
    # Meanwhile another import comes, and the first one goes.
    pack = read_pack(small_pack)
    build(pack, store, arriving=counts("import-b", "2021-08-02"))
    build(pack, store, leaving="import-a")
    with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM figures").fetchone()
        done = run("restore", place / "backup.zip", "--store", store)
        assert reader.execute("SELECT source_id FROM service_counts").fetchall() == [("import-b",)]
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() == (seal.facts(store) or {})["content_hash"]
    assert "with 1 imports from" in done.stderr
    assert everything(place / "data") == before
    # Into a place where there is nothing yet, too.
    assert run("restore", place / "backup.zip", "--store", tmp_path / "a/kampung.db").exit_code == 0
    assert everything(tmp_path / "a") == before


def test_what_is_no_backup_is_not_replaced(place: Path) -> None:
    store = place / "data" / "kampung.db"
    letter, other = place / "letter.txt", place / "other.zip"
    letter.write_text("a letter", encoding="utf-8")
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "a")
    before = everything(place)
    for file in (letter, other, place / "data"):
        assert "is not a backup of this program, so it is not replaced" in told(
            run("backup", file, "--store", store)
        )
        assert "is not a backup of this program" in told(run("restore", file, "--store", store))
    assert "There is no store at" in told(run("backup", place / "b.zip", "--store", place / "x.db"))
    assert "No such file" in told(run("restore", place / "none.zip", "--store", store))
    assert everything(place) == before
    assert run("backup", place / "backup.zip", "--store", store).exit_code == 0  # an earlier one
    assert sorted(everything(place)) == sorted(before)


def test_no_backup_of_what_is_not_whole(place: Path) -> None:
    store = place / "data" / "kampung.db"
    file = imports.folder_of(store) / "import-a.parquet"
    file.rename(place / "away")
    assert "whose file is not in" in told(run("backup", place / "b.zip", "--store", store))
    (place / "away").rename(file)
    with store.open("r+b") as opened:
        opened.seek(9000)
        opened.write(b"\xff")
    assert "is damaged" in told(run("backup", place / "b.zip", "--store", store))
    assert not (place / "b.zip").exists()


def remade(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Pack a backup anew after a change of its parts."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def vouched(parts: dict[str, bytes]) -> None:
    """A manifest that fits what is there, as somebody with intent would make it."""
    about = json.loads(parts["manifest.json"])
    about["files"] = {
        name: {"sha256": backing.hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in parts.items()
        if name != "manifest.json"
    }
    parts["manifest.json"] = json.dumps(about).encode()


def renamed(parts: dict[str, bytes]) -> None:
    parts["imports/../../out.parquet"] = parts.pop("imports/import-a.parquet")
    vouched(parts)


def emptied(parts: dict[str, bytes]) -> None:
    del parts["imports/import-a.parquet"]
    vouched(parts)


def flipped(parts: dict[str, bytes]) -> None:
    content = bytearray(parts["store.db"])
    content[9000] ^= 1
    parts["store.db"] = bytes(content)


def flipped_and_vouched(parts: dict[str, bytes]) -> None:
    flipped(parts)
    vouched(parts)


def longer(parts: dict[str, bytes]) -> None:
    parts["store.db"] += b"\0" * 1000


def huge(parts: dict[str, bytes]) -> None:
    parts["manifest.json"] = b" " * (5 * 2**20)


def strange(parts: dict[str, bytes]) -> None:
    parts["manifest.json"] = b'{"format": "kampung-backup", "version": 1, "files": [1]}'


@pytest.mark.parametrize(
    "change", [renamed, emptied, flipped, flipped_and_vouched, longer, huge, strange]
)
def test_what_was_changed_is_not_restored(
    place: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    remade(place / "backup.zip", change)
    before = everything(place)
    sentence = told(run("restore", place / "backup.zip", "--store", place / "data/kampung.db"))
    assert "is damaged, or was changed" in sentence or "is not a backup" in sentence
    assert everything(place) == before


def test_any_changed_byte_is_a_sentence_or_no_change(place: Path) -> None:
    whole = (place / "backup.zip").read_bytes()
    store = place / "data" / "kampung.db"
    before = everything(place / "data")
    for at in range(0, len(whole), len(whole) // 25):
        changed = bytearray(whole)
        changed[at] ^= 0x10
        (place / "backup.zip").write_bytes(changed)
        done = run("restore", place / "backup.zip", "--store", store)
        assert isinstance(done.exception, SystemExit | None), at
        assert done.exit_code == 0 or done.stderr.count("\n") == 1
        assert everything(place / "data") == before, at


def test_more_than_there_is_room_for(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(place)
    where = ("--store", place / "data" / "kampung.db")
    with monkeypatch.context() as small:
        small.setattr(backing, "LARGEST", 1000)
        assert "which no backup of this program does" in told(
            run("restore", place / "backup.zip", *where)
        )
    monkeypatch.setattr(
        "kampung.backup.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0)
    )
    assert "Make room" in told(run("restore", place / "backup.zip", *where))
    assert everything(place) == before
