"""What holds for the words of every page: each source a link, and no word of makers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kampung.language import LANGUAGES
from kampung.pictures.markdown import plain
from kampung.pictures.table import ADDRESSES
from kampung.store.reading import Store
from tests.pages import reading

PAGES = ("overview", "covid_19", "services", "village", "awards", "evidence", "about")

# Words that belong to the making of the pages, not to what they say.
MAKERS = {
    "en": r"\b(statements?|verdicts?|hollow|bounds?|marks?|packs?|content hash|make build"
    r"|kampung import services)\b",
    "id": r"\b(pernyataan|putusan|berongga|tersimpul|sidik isi|paket data|make build"
    r"|kampung import services)\b",
}


@pytest.fixture(autouse=True, scope="module")
def _store_in_use(frozen_store: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAMPUNG_STORE", str(frozen_store))
        yield


@pytest.fixture(scope="module")
def pages(_store_in_use: None) -> dict[str, dict[str, reading.Read]]:
    """Every page in each language, read once."""
    return {
        code: {script: reading.read(app) for script, app in reading.walked(PAGES, lang=code)}
        for code in LANGUAGES
    }


@pytest.fixture(scope="module")
def quoted(frozen_store: Path) -> list[str]:
    return reading.quoted(Store(str(frozen_store)))


@pytest.fixture(scope="module")
def named(frozen_store: Path) -> "re.Pattern[str]":
    """The name of any publisher, as a word of its own."""
    names = Store(str(frozen_store)).query("SELECT DISTINCT publisher FROM sources")["publisher"]
    both = {re.escape(text) for name in names for text in (name, plain(name))}
    return re.compile(rf"(?<!\w)({'|'.join(sorted(both, key=len, reverse=True))})(?!\w)")


def test_every_source_that_is_named_is_a_link(
    pages: dict[str, dict[str, reading.Read]], named: "re.Pattern[str]", quoted: list[str]
) -> None:
    """In lines, lists, cards and tables; a sentence may name one that the page links elsewhere."""
    links = 0
    loose: list[tuple[str, str, str]] = []
    for script, page in pages["en"].items():
        linked = set(named.findall(" ".join(reading.links(page))))
        links += len(linked)
        lines = [(kind, line) for kind, text in page.texts for line in text.split("\n")]
        for kind, line in [*lines, *(("cell", cell) for cell in page.cells)]:
            bare = reading.LINK.sub("", line)
            if not named.search(bare):
                continue
            prose = kind == "markdown" and not line.startswith(("- ", "1. "))
            for name in named.findall(reading.without(bare, quoted)):
                if not (prose and name in linked):
                    loose.append((script, name, line[:80]))
        for grid in page.grids:
            sources = [title for title in grid.columns if title.startswith("Source")]
            if sources and not grid.loc[grid[sources[0]].ne("–"), ADDRESSES].all():
                loose.append((script, sources[0], "a grid without addresses"))
    assert loose == []
    assert links > 40  # different publishers, page by page


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_word_of_makers_is_on_any_page(
    code: str, pages: dict[str, dict[str, reading.Read]], quoted: list[str]
) -> None:
    found = []
    for script, page in pages[code].items():
        for text in [*(text for _, text in page.texts), *page.cells, *page.others]:
            bare = re.sub(r"\]\([^)\s]*\)", "]", text)
            if re.search(MAKERS[code], bare, re.IGNORECASE):
                words = re.findall(MAKERS[code], reading.without(bare, quoted), re.IGNORECASE)
                found += [(script, word, bare[:80]) for word in words]
    assert found == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_of_awards_is_short(code: str) -> None:
    ((_, app),) = reading.walked(["awards"], lang=code)

    words = re.findall(r"\w[\w.,–-]*", reading.in_sight(app))
    assert len(words) <= 350, len(words)


def test_a_link_to_a_source_opens_the_list_on_it(frozen_store: Path) -> None:
    silent = "SELECT id, publisher FROM sources WHERE url IS NULL ORDER BY id LIMIT 1"
    ((source, publisher),) = Store(str(frozen_store)).query(silent).to_numpy().tolist()
    ((_, app),) = reading.walked(["about"], lang="en", source=source)
    texts = [text for _, text in reading.parts(app.main)]

    assert texts[2].startswith(f"**{plain(publisher)}**")
    assert "- Page: no public page" in texts[2].splitlines()
    assert texts[2] not in "".join(texts[3:])


def test_an_unknown_source_opens_the_list_alone() -> None:
    ((_, app),) = reading.walked(["about"], lang="en", source="<script>")
    texts = [text for _, text in reading.parts(app.main)]

    assert "script" not in "".join(texts)
    assert texts[2] == "Sources"


def test_the_list_of_sources_begins_with_the_article_and_is_searched() -> None:
    ((_, app),) = reading.walked(["about"], lang="en")
    texts = [text for _, text in reading.parts(app.main)]
    first = next(text for text in texts if text.startswith("- "))
    assert first.startswith("- [Lentera Today, Dec 2021](https://lenteratoday.com/")

    app.text_input(key="sought").set_value("bor rumah sakit").run()
    texts = [text for _, text in reading.parts(app.main)]
    (found,) = [text for text in texts if "tentang?source=" in text]
    assert len(found.splitlines()) == 1
    assert "BOR Rumah Sakit" in found

    app.text_input(key="sought").set_value("no such words").run()
    assert "No source fits this search." in [text for _, text in reading.parts(app.main)]
