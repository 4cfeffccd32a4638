from pathlib import Path

import pytest

from kampung import paths
from kampung.errors import KampungError


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("KAMPUNG_PACK", raising=False)
    monkeypatch.delenv("KAMPUNG_STORE", raising=False)
    monkeypatch.setattr(paths, "DATA", tmp_path)
    return tmp_path


def make_pack(folder: Path) -> Path:
    folder.mkdir()
    (folder / "datapackage.json").write_text("{}", encoding="utf-8")
    return folder


def test_the_one_pack_is_found(data: Path) -> None:
    one = make_pack(data / "one")
    (data / "notes").mkdir()
    assert paths.pack_directory() == one


def test_a_choice_wins_over_the_environment(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_pack(data / "one")
    monkeypatch.setenv("KAMPUNG_PACK", "two")
    assert paths.pack_directory() == Path("two")
    assert paths.pack_directory("three") == Path("three")


def test_no_pack_and_many_packs_ask_for_a_choice(data: Path) -> None:
    with pytest.raises(KampungError, match=r"no data pack.*--pack or KAMPUNG_PACK"):
        paths.pack_directory()
    make_pack(data / "one")
    make_pack(data / "two")
    with pytest.raises(KampungError, match=r"2 data packs \(one, two\)"):
        paths.pack_directory()


def test_the_store_lies_beside_the_packs(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.store_location() == str(data / "kampung.db")
    monkeypatch.setenv("KAMPUNG_STORE", "a.db")
    assert paths.store_location() == "a.db"
    assert paths.store_location(Path("b.db")) == "b.db"


def test_a_url_is_told_from_a_path() -> None:
    assert paths.is_database_url("postgresql+psycopg://host/name")
    assert not paths.is_database_url("/srv/kampung.db")
    assert not paths.is_database_url(r"C:\data\kampung.db")


def test_the_simulated_store_lies_beside_the_published_one() -> None:
    assert paths.simulated_location("/srv/a/kampung.db") == "/srv/a/kampung-simulated.db"
    assert paths.simulated_location("negeri.sqlite") == "negeri-simulated.sqlite"
    assert paths.simulated_location("/srv/v1.2/store") == "/srv/v1.2/store-simulated"


def test_nothing_lies_beside_a_database() -> None:
    with pytest.raises(KampungError, match=r"Name its file with --store\."):
        paths.simulated_location("postgresql+psycopg://host/name")
