"""Imported boundaries: every map of districts shows them, says so, and names who drew them."""

import json
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from kampung.building.build import build, simulate
from kampung.building.imports import About, Import
from kampung.pack import read_pack

ROOT = Path(__file__).parents[2]
SURVEY = "Kantor Pemetaan"


def squares(codes: list[str]) -> pd.DataFrame:
    """A square for each district, one beside the other."""
    shapes = [
        {"type": "Polygon", "coordinates": [[[x, 0], [x, 1], [x + 1, 1], [x + 1, 0], [x, 0]]]}
        for x in range(110, 110 + len(codes))
    ]
    return pd.DataFrame(
        {"code": codes, "level": "district", "geometry": [json.dumps(s) for s in shapes]},
        dtype="str",
    )


@pytest.fixture(scope="module")
def folder(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("boundaries")
    areas = read_pack(small_pack).tables["areas"]
    codes = sorted(areas.loc[areas["level"] == "district", "code"])
    about = About("boundaries-district", "boundaries", SURVEY, "", "2026-01-01", len(codes))
    store = made / "kampung.db"
    build(small_pack, store, arriving=Import(about, squares(codes)))
    simulated = made / "kampung-simulated.db"
    simulate(small_pack, simulated, seed=1, villages=20, years=1, boundaries_of=store)
    return made


@pytest.fixture(autouse=True)
def _store_in_use(folder: Path, small_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(folder / "kampung.db"))
    monkeypatch.setenv("KAMPUNG_PACK", str(small_pack))


def maps(script: str, data: str) -> tuple[list[str], AppTest]:
    """What is heard of the maps of a page."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["lang"], app.query_params["data"] = "en", data
    app.run()
    app.switch_page(f"pages/{script}.py").run()
    heard = [
        chart.proto.alt for chart in app.get("vega_lite_chart") if "geoshape" in chart.proto.spec
    ]
    assert not app.exception
    return heard, app


@pytest.mark.parametrize(
    ("script", "data", "number"),
    [
        ("services", "published", 1),
        ("services", "simulated", 2),  # requests by district, and villages by district
        ("village", "published", 1),
        ("village", "simulated", 1),
        ("covid_19", "simulated", 1),
    ],
)
def test_maps_of_districts_show_them(script: str, data: str, number: int) -> None:
    heard, app = maps(script, data)
    assert len(heard) == number
    assert all(words.startswith("Map. ") for words in heard)
    assert sum(SURVEY in caption.value for caption in app.caption) == number
