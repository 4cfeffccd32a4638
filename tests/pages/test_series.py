"""The COVID-19 page of a store that holds daily series: simulated by district, official in all."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kampung.building.build import build
from tests.unit.store.test_observations import with_series

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("series")
    build(with_series(small_pack, made / "pack"), made / "kampung.db")
    return made


@pytest.fixture(autouse=True)
def _store_in_use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(folder / "kampung.db"))
    monkeypatch.setenv("KAMPUNG_PACK", str(folder / "pack"))


def at_covid(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["lang"] = parameters["lang"]
    app.run()
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page("pages/covid_19.py").run()
    assert not app.exception
    assert not app.error
    return app


def words(app: AppTest) -> str:
    parts = [*app.header, *app.subheader, *app.markdown, *app.caption]
    return "\n".join(str(part.value) for part in parts)


def test_a_simulated_series_is_told_from_an_official_one_and_summed_by_district() -> None:
    app = at_covid(lang="en", unit="day")
    alts = [chart.proto.alt for chart in app.get("vega_lite_chart")]
    table = next(t.value for t in app.table if "Status" in t.value and "Days" in t.value)
    # More than 25 rows: a grid that scrolls.
    record = next(t.value for t in app.dataframe if "How it is known" in t.value)

    assert "Dotted line: **simulated**" in words(app)
    assert "Solid line: **official series** (Dinas Contoh)." in words(app)
    # Ten days of 3 and of 2 people.
    assert "14–23 July 2021: from 20 (Selatan) to 30 (Utara), 50 together" in words(app)
    assert "New cases by district (simulated)" in words(app)
    assert "A dotted line shows a simulated series." in alts[0]
    assert table["Number"].tolist() == ["30", "20"]
    assert table["Status"].tolist() == ["simulated", "simulated"]
    stated = record["How it is known"].value_counts()
    assert (stated["simulated"], stated["official series"]) == (10, 3)


def test_a_metric_without_series_has_neither_line_nor_districts() -> None:
    shown = words(at_covid(lang="en", metric="new_deaths"))

    assert "Dotted line" not in shown
    assert "by district" not in shown
