"""The simulated data set: offered only where there is one, and said wherever it is shown."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kampung.building.build import build, simulate

ROOT = Path(__file__).parents[2]
BANNER = (
    "Simulation: service counts and daily COVID-19 numbers are invented here, to try the system "
    "out, and are marked so. All else is published. Cite no number that is marked."
)


@pytest.fixture(scope="module")
def folder(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("simulated")
    build(small_pack, made / "kampung.db")
    simulate(small_pack, made / "kampung-simulated.db", seed=1, villages=20, years=1)
    build(small_pack, made / "alone.db")
    return made


@pytest.fixture(autouse=True)
def _pack_in_use(small_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_PACK", str(small_pack))


def opened(store: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    monkeypatch.setenv("KAMPUNG_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in {"lang": "en", **parameters}.items():
        app.query_params[name] = value
    return app.run()


def switches(app: AppTest) -> list[object]:
    return [group for group in app.button_group if str(group.key or "").startswith("data.")]


def test_there_is_no_switch_without_a_simulated_store(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(folder / "alone.db", monkeypatch, data="simulated")
    assert not switches(app)
    assert not app.warning
    assert not app.exception


def test_the_banner_stands_on_every_page_until_it_is_switched_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(folder / "kampung.db", monkeypatch, data="simulated")
    assert [box.value for box in app.warning] == [BANNER]
    for script in ("covid_19", "services", "village", "awards", "evidence", "about"):
        app.switch_page(f"pages/{script}.py").run()
        assert [box.value for box in app.warning] == [BANNER], script
        assert not app.exception
    charts = app.switch_page("pages/services.py").run().get("vega_lite_chart")
    stamped = {
        chart.proto.alt.partition(".")[0]: "SIMULATED" in chart.proto.spec for chart in charts
    }
    # What villages reported is invented; what was published of the programme is not.
    assert any(is_stamped for about, is_stamped in stamped.items() if "requests" in about)
    assert not stamped["Chart by date"]
    assert not stamped["Bars by category"]
    app.query_params["data"] = "published"
    app.run()
    assert not app.warning


def test_a_simulated_store_says_so_however_it_is_reached(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(folder / "kampung-simulated.db", monkeypatch)
    assert [box.value for box in app.warning] == [BANNER]


def test_a_grid_says_it_in_every_row(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(folder / "kampung.db", monkeypatch, data="simulated")
    app.switch_page("pages/services.py").run()
    grids = [frame.value for frame in app.dataframe]
    assert grids
    assert all(set(grid["Data"]) == {"Simulated data"} for grid in grids)
