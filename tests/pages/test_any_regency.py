"""The app on an empty pack for another regency: every page says what is missing, calmly."""

import csv
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kampung.building.build import build
from kampung.language import LANGUAGES
from kampung.pack.new import new_pack
from kampung.schemas import pack_tables
from kampung.ui.navigation import ENTRIES
from tests.unit.pack.test_lacking_tables import NEEDED, without

pytest.importorskip("lokal", reason="the extra `regions` is not installed")

ROOT = Path(__file__).parents[2]
SHIPPED = next((ROOT / "data").glob("*/datapackage.json")).parent
VILLAGE = "33.29.01.2001"
# What each page says is missing.
MISSING = {
    "overview.py": {
        "id": "Belum ada angka COVID-19, jumlah desa dalam program, atau penghargaan",
        "en": "no COVID-19 figures, counts of villages in the programme or awards",
    },
    "covid_19.py": {"id": "Belum ada angka COVID-19", "en": "There are no COVID-19 figures"},
    "services.py": {
        "id": "Belum ada jumlah desa dalam program, fakta tentang program, atau jenis layanan",
        "en": "no counts of villages in the programme, facts of the programme or kinds of service",
    },
    "village.py": {
        "id": "Belum ada data jumlah layanan.",
        "en": "No counts of services are known yet.",
    },
    "awards.py": {"id": "Belum ada penghargaan", "en": "There are no awards"},
    "evidence.py": {"id": "Belum ada angka COVID-19", "en": "There are no COVID-19 figures"},
    "about.py": {"id": "Belum ada angka yang tercatat", "en": "No figure is on record yet"},
}
# What must not be read by people: leavings of empty cells, and sentences with a hole in them.
HOLES = re.compile(r"\b(?:None|nan|NaT|NA)\b|\(\s*\)|\*\*\s*\*\*|  [a-z]|\s[,.;]|\{\w+\}")


@pytest.fixture(scope="module")
def brebes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pack for Brebes that lacks each table it may lack, and its store."""
    folder = tmp_path_factory.mktemp("brebes")
    new_pack("33.29", "Brebes", folder / "pack", template=SHIPPED)
    without(folder / "pack", set(pack_tables()) - NEEDED)
    build(folder / "pack", folder / "kampung.db")
    return folder


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The app's environment, which a test may change."""
    return monkeypatch


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    monkeypatch.setenv("KAMPUNG_PACK", str(folder / "pack"))
    monkeypatch.setenv("KAMPUNG_STORE", str(folder / "kampung.db"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def parts(app: AppTest) -> list[str]:
    """All that can be read on a page, piece by piece, but for its charts."""
    assert not app.exception
    assert not app.error, app.error[0].value
    assert not app.warning, app.warning[0].value
    shown = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.info]
    tables = [str(cell) for table in app.table for cell in table.value.to_numpy().ravel()]
    metrics = [f"{metric.label}: {metric.value}" for metric in app.metric]
    return [*(str(element.value) for element in shown), *tables, *metrics]


def of_the_shipped_regency() -> set[str]:
    with (SHIPPED / "areas.csv").open(encoding="utf-8", newline="") as file:
        regency = next(row for row in csv.DictReader(file) if row["level"] == "regency")
    return {regency["name"], regency["code"]}


def test_every_page_is_tried() -> None:
    assert set(MISSING) == {entry.script for entry in ENTRIES}


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_page_says_what_is_missing(
    brebes: Path, at_work: pytest.MonkeyPatch, code: str
) -> None:
    app = opened(brebes, at_work, lang=code)
    for script, sentences in MISSING.items():
        app.query_params["kode"] = VILLAGE
        shown = parts(app.switch_page(f"pages/{script}").run())
        text = "\n".join(shown)
        assert sentences[code] in text, (script, text)
        assert [part for part in shown if HOLES.search(part)] == [], script
        assert [title.value for title in app.title] != [""], script
        assert [word for word in of_the_shipped_regency() if word in text] == [], script
        assert all(len(chart.proto.alt) > 20 for chart in app.get("vega_lite_chart")), script


def test_what_is_known_of_it_is_shown(brebes: Path, at_work: pytest.MonkeyPatch) -> None:
    # By Kepmendagri 300.2.2-2138/2025 Brebes has 17 kecamatan, 292 desa and 5 kelurahan.
    shown = parts(opened(brebes, at_work, lang="en"))

    assert "Village services and COVID-19 in Brebes" in shown
    assert "Brebes regency has 17 districts, 292 villages and 5 wards." in shown
    assert {"Villages and wards: 297", "Districts: 17"} <= set(shown)


def test_a_city_has_no_villages(
    tmp_path: Path, at_work: pytest.MonkeyPatch, small_pack: Path
) -> None:
    new_pack("33.71", "Kota Magelang", tmp_path / "pack", template=small_pack)
    build(tmp_path / "pack", tmp_path / "kampung.db")

    app = opened(tmp_path, at_work, lang="en").switch_page("pages/services.py").run()

    shown = parts(app)
    assert "Ward services" in shown
    assert any("The city of Magelang has 3 districts and 17 wards." in part for part in shown)
    assert "Wards by district" in shown
    assert not re.search(r"\b[Vv]illages?\b", "\n".join(shown))
