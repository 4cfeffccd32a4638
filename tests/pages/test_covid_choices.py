"""Choices on the COVID-19 page: a number to check, switches, comparisons; and how much is read."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kampung.language import LANGUAGES
from tests.pages import reading

PACK = reading.ROOT / "tests" / "fixtures" / "frozen"


@pytest.fixture(autouse=True)
def _store_in_use(frozen_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(frozen_store))
    monkeypatch.setenv("KAMPUNG_PACK", str(PACK))


def at_covid(**parameters: str) -> AppTest:
    ((_, app),) = reading.walked(["covid_19"], **parameters)
    return app


def checked(app: AppTest) -> str:
    """What the panel of the number that is checked says; empty where none is."""
    texts = [text for _, text in reading.parts(app.main)]
    bold = [n for n, text in enumerate(texts) if re.match(r"\*\*\d.*: .*\d\*\*$", text)]
    return "\n".join(texts[bold[0] : bold[0] + 8]) if bold else ""


def titles(app: AppTest) -> list[str]:
    return [str(title.value) for title in app.header]


def test_a_number_that_is_chosen_is_checked() -> None:
    app = at_covid(lang="en")
    assert checked(app) == ""

    app.selectbox(key="number.en").set_value("2021-07-20").run()

    said = checked(app)
    assert said.startswith("**14–20 Jul 2021: 954**\nPublished as it stands.")
    assert "](https://lenteratoday.com/" in said
    assert "counted back from 31 August" in said
    assert re.search(r"(?i)possible|follows|conflict|cannot be checked", said)  # the result
    assert app.query_params["number"] == "2021-07-20"

    app.segmented_control(key="lang").set_value("id").run()

    assert checked(app).startswith("**14–20 Jul 2021: 954**\nDipublikasikan apa adanya.")
    assert app.query_params["number"] == "2021-07-20"


def test_a_link_opens_the_check_of_a_number_that_follows_from_totals() -> None:
    said = checked(at_covid(lang="en", number="2021-07-06"))

    assert said.startswith("**30 Jun–6 Jul 2021: 434**\nCalculated: 7,807 − 7,373.")
    assert "](https://" in said


def test_a_number_that_is_not_there_is_not_checked() -> None:
    for code in ("1999-01-01", "<b>", ""):
        assert checked(at_covid(lang="en", number=code)) == ""

    app = at_covid(lang="en", number="2021-07-20")
    app.selectbox(key="metric.en").set_value("active_cases").run()
    assert not app.exception
    assert checked(app) == ""  # states are of days


def test_switches_are_in_the_address() -> None:
    app = at_covid(lang="en")
    app.toggle(key="estimate.en").set_value(True).run()
    assert app.query_params["estimate"] == "yes"
    assert "estimate from" in "\n".join(text for _, text in reading.parts(app.main))

    app.toggle(key="show.en").set_value(True).run()
    assert app.query_params["show"] == "all"
    assert "How to read this chart" in [fold.label for fold in app.expander]
    assert [toggle.key for toggle in app.toggle if toggle.key == "estimate.en"] == []
    # Single days have a panel of their own.
    assert any("per day" in title for title in titles(app))

    app.toggle(key="show.en").set_value(False).run()
    assert "show" not in app.query_params
    assert not app.exception


def test_a_second_series_and_another_period_stand_beneath() -> None:
    app = at_covid(lang="en")
    app.selectbox(key="beside.en").set_value("new_deaths").run()
    assert app.query_params["beside"] == "new_deaths"
    assert titles(app)[:2] == [
        "New cases peaked at 954 a week, then fell to 308",
        "Deaths: above 100 a week for 5 weeks, then 56",
    ]

    app.selectbox(key="against.en").set_value("2021-01-01").run()
    assert not app.exception
    assert app.query_params["against"] == "2021-01-01"
    texts = "\n".join(text for _, text in reading.parts(app.main))
    assert "January–April 2021" in texts  # as many months
    anchors = [str(title.proto.anchor) for title in app.header]
    assert len(set(anchors)) == len(anchors)  # a link leads to one of the two records

    app.selectbox(key="beside.en").set_value("").run()
    assert "beside" not in app.query_params
    assert "Deaths: above 100 a week for 5 weeks, then 56" not in titles(app)


def test_states_have_no_choice_of_a_unit() -> None:
    app = at_covid(lang="en")
    assert app.segmented_control(key="unit.en")
    app.selectbox(key="metric.en").set_value("active_cases").run()

    assert [one.key for one in app.segmented_control if one.key == "unit.en"] == []
    assert any(title.startswith("Active cases: 1,340 at most") for title in titles(app))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_first_pages_are_short(code: str) -> None:
    most = {"overview": 350, "covid_19": 450}
    for script, app in reading.walked(most, lang=code):
        words = re.findall(r"\w[\w.,–-]*", reading.in_sight(app))
        assert len(words) <= most[script], (script, len(words))
