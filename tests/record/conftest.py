"""The shipped record: what stands here may change with the data, and nowhere else."""

from pathlib import Path

import pytest

from kampung.building.build import build

PACK = Path(__file__).parents[2] / "data" / "banyuwangi"


@pytest.fixture(scope="session")
def record_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a store built from the shipped pack."""
    path = tmp_path_factory.mktemp("record") / "kampung.db"
    build(PACK, path)
    return path
