"""What all tests share: a small pack of a regency that does not exist, and its store."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from kampung.build import build

# How long an example takes depends on what else the machine does.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def small_pack() -> Path:
    """The folder of the small pack; do not write into it."""
    return HERE / "fixtures" / "contoh"


@pytest.fixture(scope="session")
def small_store(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a store built from the small pack."""
    path = tmp_path_factory.mktemp("store") / "small.db"
    build(small_pack, path)
    return path


@pytest.fixture(scope="session")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a store built from the shipped pack, evidence and all; do not write into it."""
    path = tmp_path_factory.mktemp("shipped") / "kampung.db"
    build(HERE.parent / "data" / "banyuwangi", path)
    return path


@pytest.fixture
def pack(small_pack: Path, tmp_path: Path) -> Path:
    """A copy of the small pack that a test may spoil."""
    return Path(shutil.copytree(small_pack, tmp_path / "pack"))


@pytest.fixture
def edit(pack: Path) -> Callable[[str, str, str], None]:
    """Replace one text in a file of the copied pack; the text must be there exactly once."""

    def replace(file: str, old: str, new: str) -> None:
        text = (pack / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        (pack / file).write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Real sample files that lie beside the checkout; the test is skipped where they do not."""
    shared = HERE.parents[1] / "shared"
    if not shared.is_dir():
        pytest.skip("the sample files are not here")
    return shared
