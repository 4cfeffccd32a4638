"""What all tests share: a small pack of a regency that does not exist, and its store."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from kampung.building.build import build

# How long an example takes depends on what else the machine does.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

HERE = Path(__file__).resolve().parent
# What takes longest begins first, so that short files fill the end. The first builds the frozen
# store; the second does not need it, lest its worker wait.
LONGEST = (
    "browser/test_opening.py",
    "unit/subjects/evidence/test_properties.py",
    "record/test_judgements.py",
    "unit/store/test_build_store.py",
    "pages/test_pages.py",
    "browser/test_readers.py",
    "browser/test_frame.py",
    "browser/test_serving.py",
    "unit/test_importing.py",
    "pages/test_village_page.py",
    "pages/test_simulated_data.py",
    "pages/test_boundaries.py",
    "unit/subjects/epidemic/test_record_chart.py",
    "unit/subjects/services/test_charts.py",
    "unit/pack/test_check_pack.py",
)


def _place(item: pytest.Item) -> int:
    name = item.path.relative_to(HERE).as_posix() if item.path.is_relative_to(HERE) else ""
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first where workers share them out.

    In one process the browser's tests stay last: see ``tests/browser/conftest.py``.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=_place)


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
def frozen_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a store built from the frozen pack, evidence and all; do not write into it.

    That is the shipped pack as it once was: who edits the data breaks no test of the code.

    One for all workers: the first that needs it builds it, and another waits meanwhile.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "frozen"
    folder.mkdir(exist_ok=True)
    path = folder / "kampung.db"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            build(HERE / "fixtures" / "frozen", path)
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
