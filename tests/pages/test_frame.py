"""The frame around the pages: headlines, links to copy, the data set, who publishes this."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from kampung.language import LANGUAGES, Language
from kampung.store.door import DataSet
from kampung.subjects.areas.queries import area_kinds
from kampung.subjects.headlines import headline
from kampung.ui.entries import ENTRIES

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _store_in_use(frozen_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(frozen_store))
    monkeypatch.delenv("KAMPUNG_CONTACT", raising=False)


def at(script: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{script}").run()
    assert not app.exception
    return app


def copied(app: AppTest) -> list[str]:
    """Addresses that can be copied, in the order of the page."""
    written = "".join(str(part.proto.body) for part in app.get("html"))
    return [
        address.replace("&amp;", "&")
        for address in re.findall(r'<a class="copy-link" href="([^"]*)"', written)
    ]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.script)
def test_first_words_are_those_of_the_page(entry, code: str, frozen_store: Path) -> None:
    data = DataSet.at(str(frozen_store))
    said = headline(entry.path, data, Language(code, area_kinds(data)), given={})
    app = at(entry.script, lang=code)

    assert said is not None
    assert app.title[0].value == said.title
    assert app.markdown[0].value == said.sentence


def test_first_words_of_a_village_are_those_of_its_page(frozen_store: Path) -> None:
    data = DataSet.at(str(frozen_store))
    given = {"kode": "35.10.05.2003"}
    said = headline("desa", data, Language("en", area_kinds(data)), given=given)
    app = at("village.py", lang="en", **given)

    assert said is not None
    assert (app.title[0].value, app.markdown[0].value) == (said.title, said.sentence)


def test_link_to_a_picture_carries_every_choice_and_the_language() -> None:
    addresses = copied(at("covid_19.py", lang="en", metric="new_deaths", unit="cumulative"))

    parts = urlsplit(addresses[0])
    assert parse_qs(parts.query) == {
        "lang": ["en"],
        "metric": ["new_deaths"],
        "unit": ["cumulative"],
    }
    assert parts.fragment
    assert len({urlsplit(address).fragment for address in addresses}) == len(addresses)


def test_link_to_a_picture_names_the_language_that_the_address_leaves_out() -> None:
    assert all(address.startswith("?lang=id") for address in copied(at("covid_19.py")))


@pytest.mark.parametrize(
    ("code", "words"), [("id", "bukan situs resmi"), ("en", "not an official site")]
)
def test_every_page_says_who_publishes_it(code: str, words: str) -> None:
    foot = at("awards.py", lang=code).caption[-1].value

    assert words in foot
    assert "content hash" not in foot


def test_about_lists_the_glossary_and_says_how_to_report() -> None:
    app = at("about.py", lang="en")
    shown = "\n".join(str(part.value) for part in app.markdown)

    assert "**PPKM**:" in shown
    assert "issue tracker" in shown
