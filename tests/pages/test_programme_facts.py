"""The pages of services: every fact with its number, few words, no words of makers."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from kampung.language import LANGUAGES, Language
from kampung.store import Store
from kampung.subjects.programme import queries

ROOT = Path(__file__).parents[2]
PACK = ROOT / "tests" / "fixtures" / "frozen"
TOPICS = ("wards", "criterion", "checklist", "speed", "reach", "health", "recognition", "limits")
READ = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "metric")
FOLDS = ("expander", "popover")
TARGET = re.compile(r"\]\([^)]*\)")  # of a link: nobody reads it
MAKERS = {
    "id": r"pernyataan|putusan|paket data|sidik isi|batas bawah|batas atas|penanda|kampung \w+`",
    "en": r"statement|verdict|hollow|\bbounds?\b|\bmarks?\b|data pack|content hash|kampung \w+`",
}


@pytest.fixture(autouse=True)
def _store_in_use(frozen_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(frozen_store))
    monkeypatch.setenv("KAMPUNG_PACK", str(PACK))


def at(script: str, code: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["lang"] = code
    app = app.run().switch_page(f"pages/{script}.py").run()
    assert not app.exception
    return app


def shown(block: Block, *, with_folds: bool = False) -> list[str]:
    """The text of a page in its order, without what is folded."""
    found: list[str] = []
    for child in block.children.values():
        if isinstance(child, Block):
            if with_folds or child.type not in FOLDS:
                found += shown(child, with_folds=with_folds)
        elif isinstance(child, Element) and child.type in READ:
            found.append(str(child.value))
    return found


def lists(app: AppTest) -> list[str]:
    """Every bullet of the page, folded or not."""
    parts = shown(app.main, with_folds=True)
    return [line for part in parts for line in part.split("\n") if line.startswith(("- ", "1. "))]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_fact_stands_with_its_number_and_date(code: str, frozen_store: Path) -> None:
    language = Language(code)
    bullets = lists(at("services", code))
    facts = queries.programme_facts(Store(str(frozen_store)))
    facts = facts[facts["topic"].isin(TOPICS)]
    assert len(facts) == 45  # 3 + 7 + 14 + 5 + 10 + 2 + 2 + 2

    without = []
    for fact in facts.to_dict("records"):
        text = fact[f"text_{code}"]
        # The text starts small behind a number; what follows its first letter is the same.
        lines = [line for line in bullets if text[1:].rstrip(".") in line.replace("**", "")]
        number = "" if fact["value"] != fact["value"] else language.number(fact["value"])
        named = [line for line in lines if f"**{number}" in line or f"–{number}" in line]
        if not (named if number else lines):
            without.append((number, text))
    assert without == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_of_services_is_short(code: str) -> None:
    text = TARGET.sub("]", " ".join(shown(at("services", code).main)))
    words = re.findall(r"\w[\w.,–-]*", text)

    assert len(words) <= 700, len(words)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("script", ["services", "village"])
def test_no_word_of_makers_is_on_the_pages(script: str, code: str) -> None:
    *parts, _footer = shown(at(script, code).main, with_folds=True)
    text = "\n".join(parts)

    assert re.findall(MAKERS[code], text, re.IGNORECASE) == []


@pytest.mark.parametrize("script", ["services", "village"])
def test_no_level_of_heading_is_left_out(script: str) -> None:
    app = at(script, "id")
    levels = [int(part.tag[1]) for part in in_order(app.main)]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def in_order(block: Block) -> list[Element]:
    found: list[Element] = []
    for child in block.children.values():
        if isinstance(child, Block):
            found += in_order(child)
        elif child.type in ("title", "header", "subheader"):
            found.append(child)
    return found
