"""The page of one district or village: by link, by list, by search; published and simulated.

The small pack has two districts, Utara (99.01.01) and Selatan (99.01.02), and three villages; the
simulated store adds invented ones, such as Rekaan 0001 (99.01.01.1002).
"""

import json
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from kampung.building.build import build, simulate
from kampung.building.imports import About, Import
from kampung.store import Store
from kampung.subjects.services import queries as services_queries

ROOT = Path(__file__).parents[2]
SUKAMAJU, INVENTED = "99.01.01.2001", "99.01.01.1002"


@pytest.fixture(scope="module")
def folder(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("village")
    build(small_pack, made / "kampung.db")
    simulate(small_pack, made / "kampung-simulated.db", seed=1, villages=20, years=1)
    return made


@pytest.fixture
def store(folder: Path) -> Store:
    """The simulated store."""
    return Store(str(folder / "kampung-simulated.db"))


@pytest.fixture(autouse=True)
def _store_in_use(folder: Path, small_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(folder / "kampung.db"))
    monkeypatch.setenv("KAMPUNG_PACK", str(small_pack))


def at_village(**parameters: str) -> AppTest:
    """The app, opened by a link to the page."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["lang"] = parameters.get("lang", "en")
    app.run()
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.switch_page("pages/village.py").run()


def simulated(**parameters: str) -> AppTest:
    return at_village(data="simulated", **parameters)


def text(app: AppTest) -> str:
    assert not app.exception
    assert not app.error
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.info]
    return "\n".join(str(part.value) for part in parts)


def title(app: AppTest) -> str:
    text(app)
    return str(app.title[0].value)


def headings(app: AppTest) -> list[str]:
    return [str(part.value) for part in (*app.header, *app.subheader)]


# By link


@pytest.mark.parametrize(
    ("code", "name", "who"),
    [
        ("id", "Desa Sukamaju", "adalah desa di Kecamatan Utara, Kabupaten Contoh"),
        ("en", "Sukamaju village", "is a village (desa) in Utara district, Contoh regency"),
    ],
)
def test_a_link_opens_the_village_in_either_language(code: str, name: str, who: str) -> None:
    app = at_village(lang=code, kode=SUKAMAJU)

    assert title(app) == name
    assert who in text(app)


def test_a_link_opens_a_district_and_lists_its_villages() -> None:
    app = at_village(kode="99.01.01")

    assert title(app) == "Utara district"
    assert "1 village and 1 ward" in text(app)
    assert list(app.pills(key="kode.villages-99.01.01.en").options) == ["Kota", "Sukamaju"]
    # The two tiles of the pack stand one above the other.
    assert list(app.pills(key="kode.beside-99.01.01.en").options) == ["Selatan"]


@pytest.mark.parametrize("code", ["", "99.01"])
def test_without_an_area_the_page_invites_to_choose_one(code: str) -> None:
    app = at_village(kode=code)

    assert title(app) == "Village"
    assert "Contoh regency has 2 districts" in text(app) or "Contoh has 2 districts" in text(app)
    assert not app.info
    assert list(app.pills(key="kode.all.en").options) == ["Selatan", "Utara"]
    assert len(app.get("vega_lite_chart")) == 1


def test_a_code_that_is_not_there_is_said_so_calmly() -> None:
    app = at_village(kode="99.01.77.2001")

    assert title(app) == "Village"
    assert "no area with the code 99.01.77.2001" in app.info[0].value
    assert "search" in app.info[0].value


@pytest.mark.parametrize(
    "code", ["<script>alert(1)</script>", "'; DROP TABLE areas; --", "9" * 999]
)
def test_what_is_no_code_is_not_repeated(code: str) -> None:
    app = at_village(kode=code)

    assert title(app) == "Village"
    assert "a code looks like 99.01.01" in app.info[0].value
    assert code not in text(app)


def test_a_village_of_the_other_data_set_is_missed_and_comes_back() -> None:
    app = simulated(kode=INVENTED)
    assert title(app) == "Rekaan 0001 ward"

    app.segmented_control(key="data.en").set_value("published").run()
    assert title(app) == "Village"
    assert f"no area with the code {INVENTED}" in app.info[0].value

    app.segmented_control(key="data.en").set_value("simulated").run()
    assert title(app) == "Rekaan 0001 ward"


# By list and by name: all that a keyboard reaches


def test_lists_lead_from_the_regency_to_a_village_and_back() -> None:
    app = at_village()

    app.selectbox(key="kode.district.en").set_value("99.01.01").run()
    assert title(app) == "Utara district"
    assert app.query_params["kode"] == "99.01.01"

    app.selectbox(key="kode.village.en").set_value(SUKAMAJU).run()
    assert title(app) == "Sukamaju village"
    assert app.query_params["kode"] == SUKAMAJU

    app.selectbox(key="kode.village.en").set_value("99.01.01").run()
    assert title(app) == "Utara district"

    app.selectbox(key="kode.district.en").set_value("").run()
    assert title(app) == "Village"
    assert "kode" not in app.query_params  # a default is not told


def test_the_search_tells_two_villages_of_one_name_apart() -> None:
    app = at_village(kode="99.01.02")
    search = app.selectbox(key="kode.search.en")
    assert [option for option in search.options if "Sukamaju" in option] == [
        "Sukamaju — Utara · 68002 · 99.01.01.2001",
        "Sukamaju — Selatan · 68003 · 99.01.02.2001",
    ]

    search.set_value(SUKAMAJU).run()

    assert "in Utara district" in text(app)
    assert app.selectbox(key="kode.search.en").value is None  # ready for the next name


def test_what_is_typed_and_in_no_line_of_the_list_is_looked_for() -> None:
    app = at_village()

    # What the list's own box leaves behind of letters that are in none of its lines.
    app.session_state["kode.letters."] = "suka-MAJU"
    app.run()
    assert list(app.pills(key="kode.hits.en").options) == ["Sukamaju — Utara", "Sukamaju — Selatan"]

    app.pills(key="kode.hits.en").set_value(SUKAMAJU).run()
    assert title(app) == "Sukamaju village"
    assert not [pills for pills in app.pills if str(pills.key).startswith("kode.hits")]

    # Nor do they come back with the page on which they were typed.
    app.selectbox(key="kode.district.en").set_value("").run()
    assert not [pills for pills in app.pills if str(pills.key).startswith("kode.hits")]


def test_names_lead_on() -> None:
    app = at_village(kode=SUKAMAJU)

    app.pills(key=f"kode.villages-{SUKAMAJU}.en").set_value("99.01.01.1001").run()

    assert title(app) == "Kota ward"
    assert app.query_params["kode"] == "99.01.01.1001"


def test_among_very_many_areas_letters_are_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kampung.ui.place_search.MOST_LISTED", 5)
    app = simulated()

    app.text_input(key="kode.letters.").set_value("zzz").run()
    assert "Nothing is called so" in text(app)

    app.text_input(key="kode.letters.").set_value("rekaan 000").run()
    assert app.pills(key="kode.hits.en").options[0] == "Rekaan 0001 — Utara"
    app.pills(key="kode.hits.en").set_value(INVENTED).run()
    assert title(app) == "Rekaan 0001 ward"
    assert app.text_input(key=f"kode.letters.{INVENTED}").value == ""


# What a choice survives


def test_a_change_of_language_keeps_the_place() -> None:
    app = at_village(kode=SUKAMAJU)

    app.segmented_control(key="lang").set_value("id").run()

    assert title(app) == "Desa Sukamaju"
    assert app.selectbox(key="kode.village.id").value == SUKAMAJU


def test_a_change_of_page_and_back_keeps_the_place() -> None:
    app = at_village()
    app.selectbox(key="kode.district.en").set_value("99.01.02").run()

    app.query_params.clear()  # the address of a page in the menu is bare
    app.switch_page("pages/awards.py").run()
    app.query_params.clear()
    app.switch_page("pages/village.py").run()

    assert title(app) == "Selatan district"
    assert app.query_params["kode"] == "99.01.02"


def test_going_back_takes_back_the_choice() -> None:
    app = at_village(kode="99.01.01")
    app.selectbox(key="kode.village.en").set_value(SUKAMAJU).run()

    app.query_params["kode"] = "99.01.01"  # what the back button does to the address
    app.run()
    assert title(app) == "Utara district"

    del app.query_params["kode"]
    app.run()
    assert title(app) == "Village"


# What is told


def test_the_published_store_says_what_is_missing() -> None:
    app = at_village(kode=SUKAMAJU)

    assert headings(app)[-1] == "What is missing"
    assert "No counts of services are known yet." in text(app)
    assert "Its boundary is not in the data." in text(app)
    # It stands within its district, where that is all that is known of it.
    assert "one of the 2 villages and wards of Utara district" in text(app)
    assert not any("span" in str(box.key) for box in app.selectbox)
    links = [link.proto.page for link in app.get("page_link")]
    assert "layanan" in links  # what offices offer is told there


def test_a_village_stands_beside_its_district_and_regency(store: Store) -> None:
    row = services_queries.service_total(store, area_code=INVENTED, span="last").iloc[0]

    app = simulated(kode=INVENTED)
    shown = text(app)

    assert [
        part
        for part in headings(app)
        if part.startswith(("Requests", "Waiting", "Rank", "Other", "What"))
    ] == [
        "Requests by village and ward",
        "Other villages and wards of Utara district",
        "Requests, by week",
        "Requests per reporting village or ward, by week",
        "Requests by service",
        "Waiting time, by week",
        "Rank of Rekaan 0001 in Utara district",
        "What is missing",
    ]
    alts = "\n".join(chart.proto.alt for chart in app.get("vega_lite_chart"))
    assert all(name in alts for name in ("Rekaan 0001 ward", "Utara district", "Contoh regency"))
    assert "**Simulation, not fact.**" in shown
    assert f"**{row['requested']}** requests were recorded" in shown
    assert f"rank {row['rank_district']} of {row['of_district']} in Utara district" in shown


def test_a_span_is_kept_from_place_to_place_and_silence_is_not_zero(store: Store) -> None:
    totals = pd.concat(
        services_queries.village_totals(store, district_code=code, span="2020")
        for code in ("99.01.01", "99.01.02")
    )
    silent = totals[totals["requested"].isna()].iloc[0]["area_code"]
    app = simulated()

    app.selectbox(key="span.en").set_value("2020").run()
    app.selectbox(key="kode.search.en").set_value(silent).run()

    assert app.query_params["span"] == "2020"
    assert "2020" in text(app)
    assert "nothing was reported for it: that is missing, not zero" in text(app)
    assert "Requests, by week" not in headings(app)


# With boundaries


def test_imported_boundaries_replace_the_tiles(
    small_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "kampung.db"
    build(small_pack, store, arriving=boundaries({"99.01.01": 0, "99.01.02": 1}))
    monkeypatch.setenv("KAMPUNG_STORE", str(store))

    app = at_village()
    assert "Sumber Peta" in text(app)
    shapes = json.dumps([json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")])
    assert "geoshape" in shapes

    app.selectbox(key="kode.district.en").set_value("99.01.01").run()
    assert "Its boundary is not in the data." not in text(app)
    assert list(app.pills(key="kode.beside-99.01.01.en").options) == ["Selatan"]
    assert "whose tiles touch" not in text(app)


def boundaries(south: dict[str, int]) -> Import:
    """Districts as squares, one above the other."""
    shapes = {
        code: {
            "type": "Polygon",
            "coordinates": [[[114, s], [114, s + 1], [115, s + 1], [115, s], [114, s]]],
        }
        for code, s in south.items()
    }
    frame = pd.DataFrame(
        {
            "code": list(shapes),
            "level": "district",
            "geometry": [json.dumps(shape) for shape in shapes.values()],
        }
    )
    about = About(
        source_id="peta",
        kind="boundaries",
        publisher="Sumber Peta",
        title="Batas kecamatan",
        imported_on="2026-01-01",
        rows=len(frame),
        level="district",
    )
    return Import(about, frame)
