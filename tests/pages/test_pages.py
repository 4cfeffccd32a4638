"""Every page through the entry script: what it shows, and what it keeps when something changes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kampung.language import LANGUAGES
from kampung.store import snapshots

ROOT = Path(__file__).parents[2]
PACK = ROOT / "tests" / "fixtures" / "frozen"
PAGES = {
    "overview.py": {
        "id": "Smart Kampung dan COVID-19 di Banyuwangi",
        "en": "Smart Kampung and COVID-19 in Banyuwangi",
    },
    "covid_19.py": {"id": "COVID-19", "en": "COVID-19"},
    "services.py": {"id": "Layanan desa", "en": "Village services"},
    "village.py": {"id": "Desa", "en": "Village"},
    "awards.py": {"id": "Penghargaan", "en": "Awards"},
    "evidence.py": {"id": "Bukti", "en": "Evidence"},
    "about.py": {"id": "Sumber & metode", "en": "Sources and method"},
}


@pytest.fixture(scope="session")
def store(frozen_store: Path) -> Path:
    return frozen_store


@pytest.fixture(autouse=True)
def _store_in_use(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(store))
    monkeypatch.setenv("KAMPUNG_PACK", str(PACK))


def opened(**parameters: str) -> AppTest:
    """The app, freshly opened at its first page with these query parameters."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def at(script: str, **parameters: str) -> AppTest:
    """The app, opened and moved to a page."""
    app = opened(**parameters)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.switch_page(f"pages/{script}").run()


def text(app: AppTest) -> str:
    assert not app.exception
    assert not app.error, app.error[0].value
    assert not app.warning
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption]
    return "\n".join(str(part.value) for part in parts)


def alts(app: AppTest) -> str:
    return "\n".join(chart.proto.alt for chart in app.get("vega_lite_chart"))


def walked(scripts: Iterable[str], **parameters: str) -> Iterator[tuple[str, AppTest]]:
    """The app, opened once and moved from page to page, with these parameters at each."""
    app = opened(**parameters)
    for script in scripts:
        app.query_params.clear()
        for name, value in parameters.items():
            app.query_params[name] = value
        yield script, app.switch_page(f"pages/{script}").run()


def titles(app: AppTest) -> list[str]:
    return [str(title.value) for title in app.title]


@pytest.mark.parametrize("code", LANGUAGES)
def test_pages_have_their_titles_in_the_language_of_the_link(code: str) -> None:
    found = {}
    for script, app in walked(PAGES, lang=code):
        text(app)
        found[script] = titles(app)

    assert found == {script: [names[code]] for script, names in PAGES.items()}


@pytest.mark.parametrize(
    ("code", "week", "fall"),
    [("id", "14–20 Jul 2021", "67,7%"), ("en", "14–20 Jul 2021", "67.7%")],
)
def test_peak_and_fall_are_on_both_pages(code: str, week: str, fall: str) -> None:
    # The article: 954 in the highest week, 308 in the last of August; (308 − 954) / 954 = −67.7 %.
    for script, app in walked(["overview.py", "covid_19.py"], lang=code):
        shown = text(app)
        missing = [sought for sought in ("**954**", "**308**", fall) if sought not in shown]
        assert not missing, script
        assert script != "overview.py" or week in shown


def test_every_chart_says_what_it_shows() -> None:
    counts = {
        "overview.py": 6,  # four headlines, the record, adoption
        "covid_19.py": 2,  # the record, recoveries against cases
        "services.py": 4,  # adoption, districts, maturity, catalogue
        "awards.py": 2,  # the timeline, the selection
        "evidence.py": 9,  # a range for each figure of the article that others limit
    }
    found = {}
    for script, app in walked(counts, lang="en"):
        charts = app.get("vega_lite_chart")
        found[script] = len(charts)
        assert all(len(chart.proto.alt) > 20 for chart in charts), script

    assert found == counts


def test_a_link_opens_the_very_view() -> None:
    app = at("covid_19.py", lang="en", metric="new_deaths", unit="cumulative")

    assert "Total of deaths: " in text(app)
    assert "Dots of deaths, running total" in alts(app)


def test_choices_survive_a_change_of_language() -> None:
    app = at("covid_19.py", lang="id", metric="new_deaths")
    assert "Kematian: lebih dari 100 sepekan selama 5 pekan" in text(app)

    app.segmented_control(key="lang").set_value("en").run()

    assert "Deaths: above 100 a week for 5 weeks" in text(app)


def test_choices_survive_a_change_of_page() -> None:
    app = at("covid_19.py", lang="en")
    app.selectbox(key="metric.en").set_value("new_recoveries").run()
    assert "Recoveries: above 600 a week for 8 weeks" in text(app)

    app.switch_page("pages/about.py").run()
    assert "Recoveries: above 600 a week for 8 weeks" not in text(app)
    app.query_params.clear()  # the address of a page in the menu is bare
    app.switch_page("pages/covid_19.py").run()

    assert "Recoveries: above 600 a week for 8 weeks" in text(app)
    assert app.query_params["metric"] == "new_recoveries"


def test_going_back_takes_back_the_choice() -> None:
    app = at("covid_19.py", lang="en")
    app.selectbox(key="metric.en").set_value("new_deaths").run()
    assert app.query_params["metric"] == "new_deaths"

    del app.query_params["metric"]  # what the back button does to the address
    app.run()

    assert "New cases peaked at 954 a week, then fell to 308" in text(app)


def test_blank_parameters_fall_back_without_a_word() -> None:
    blank = dict.fromkeys(("lang", "metric", "unit", "from", "to", "scope", "without"), "")

    for script, app in walked(PAGES, **blank):
        text(app)
        assert titles(app) == [PAGES[script]["id"]], script


def test_hostile_parameters_fall_back_without_a_word() -> None:
    hostile = {
        "lang": "xx",
        "metric": "<script>alert(1)</script>",
        "unit": "'; DROP TABLE figures; --",
        "from": "2021-13-45",
        "to": "",
        "scope": "../../etc/passwd",
        "family": "\N{NULL}",
        "without": "../x,<b>,",
        "verdict": "true",
        "publisher": "%00",
        "kind": "9" * 5000,
    }

    for script, app in walked(PAGES, **hostile):
        assert "script" not in text(app), script
        assert titles(app) == [PAGES[script]["id"]], script


@pytest.mark.parametrize(
    ("first", "last"),
    [("2021-09-01", "2021-06-30"), ("1999-01-01", "1999-12-31"), ("2021-06-01", "9999-12-31")],
)
def test_a_period_that_cannot_be_falls_back_to_the_usual_one(first: str, last: str) -> None:
    app = at("covid_19.py", lang="en", **{"from": first, "to": last})

    text(app)
    assert "June–September 2021" in alts(app)


def test_awards_can_be_filtered_by_whom_and_how() -> None:
    app = at("awards.py", lang="en", scope="programme", result="won")

    # In the pack: ISNA 2018, Harian Surya 2019, ISNA 2020, 100 Smart City 2021.
    assert "On record: 4 awards, 2018–2021." in text(app)


def test_catalogue_counts_42_services_of_which_15_are_self_service() -> None:
    app = at("services.py", lang="en")
    assert "**42** services" in text(app)

    app.segmented_control(key="self.en").set_value("yes").run()

    assert "**15** services" in text(app)


def test_both_places_of_the_disputed_ceremony_are_shown() -> None:
    shown = text(at("awards.py", lang="en"))

    assert "- **Tangerang**: [Lentera Today, Dec 2021, ¶6](https://" in shown
    assert "- **Jakarta**: [Lentera Today, Dec 2021, photo caption](https://" in shown


def test_the_mean_of_the_article_is_argued_away_in_both_languages() -> None:
    # 7,535 (2 July) + 60 × 79.83 = 12,325; 13,054 were counted on 25 August: 729 more.
    english, indonesian = text(at("evidence.py", lang="en")), text(at("evidence.py", lang="id"))

    assert "60 days at this average lead to 12,325; but 13,054 were already counted" in english
    assert "729 short" in english
    assert "13.054" in indonesian
    assert "kurang 729" in indonesian


def test_figures_can_be_filtered_by_result() -> None:
    app = at("evidence.py", lang="en", verdict="contradicts")

    assert "**3** figures" in text(app)


def test_leaving_a_figure_out_changes_results() -> None:
    app = at(
        "evidence.py", lang="en", without="lentera-2021-peak-week,lentera-2021-peak-highest-week"
    )

    shown = text(app)

    assert "New cases a week without the figures left out" in shown
    assert "result" in shown
    assert "Worked out anew without 2 figures." in alts(app)


def test_the_estimate_says_that_it_is_one() -> None:
    assert "nobody published it" not in text(at("covid_19.py", lang="en"))
    assert "nobody published it" in text(at("covid_19.py", lang="en", estimate="yes"))


def test_a_broken_store_is_explained_and_no_traceback_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is not a database" * 100)
    monkeypatch.setenv("KAMPUNG_STORE", str(broken))

    app = opened(lang="en")

    assert not app.exception
    assert [title.value for title in app.title] == ["Nothing can be shown"]
    assert "try again in a few minutes" in app.warning[0].value
    assert str(tmp_path) not in app.warning[0].value


def test_a_store_that_breaks_while_it_is_shown_is_told_on_every_page_from_then_on(
    tmp_path: Path, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "kampung.db"
    store.write_bytes(small_store.read_bytes())
    monkeypatch.setenv("KAMPUNG_STORE", str(store))
    app = opened(lang="en")
    title = titles(app)
    assert not app.warning

    changed = bytearray(store.read_bytes())
    changed[len(changed) // 2] ^= 1
    store.unlink()
    store.write_bytes(changed)

    for again in (
        app.run(),
        app.run(),
        app.switch_page("pages/awards.py").run(),
        opened(lang="en"),
    ):
        assert "shows the last good data" in again.warning[0].value
    assert titles(again) == title


def test_a_large_store_that_is_written_to_in_place_ends_in_the_error_page_until_it_is_whole(
    tmp_path: Path, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "LARGEST_IN_MEMORY", 0)
    store = tmp_path / "kampung.db"
    good = small_store.read_bytes()
    store.write_bytes(good)
    monkeypatch.setenv("KAMPUNG_STORE", str(store))
    app = opened(lang="en")
    title = titles(app)

    with store.open("r+b") as file:
        file.seek(len(good) // 2)
        file.write(bytes([good[len(good) // 2] ^ 1]))

    for again in (app.run(), app.run(), opened(lang="en")):
        assert not again.exception
        assert titles(again) == ["Nothing can be shown"]
        assert not again.metric

    store.unlink()
    store.write_bytes(good)
    assert titles(opened(lang="en")) == title


def test_without_a_store_the_first_visit_builds_one(
    tmp_path: Path, small_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "kampung.db"
    monkeypatch.setenv("KAMPUNG_PACK", str(small_pack))
    monkeypatch.setenv("KAMPUNG_STORE", str(missing))

    app = opened(lang="en")

    assert missing.exists()
    assert titles(app) == ["Contoh Regency: village services and COVID-19 record"]
