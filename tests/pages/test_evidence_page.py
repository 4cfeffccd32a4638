"""The page of evidence: what conflicts first, as sums to check by hand, in few words of readers."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from kampung.language import LANGUAGES

ROOT = Path(__file__).parents[2]
PACK = ROOT / "tests" / "fixtures" / "frozen"
HEADINGS = ("title", "header", "subheader")
MAKERS = {
    "id": r"pernyataan|putusan|tersimpul|kurun|terbitan|tercetak|berdampingan|paket data|sidik isi"
    r"|batas bawah|batas atas|penanda|di atas|dibiarkan|angka bulat",
    "en": r"statement|verdict|hollow|\bbounds?\b|\bmarks?\b|data pack|content hash|\bprint\w*"
    r"|cannot stand beside|\bbeside \d|cheapest",
}
PEAK = ("lentera-2021-peak-week", "lentera-2021-peak-highest-week")


@pytest.fixture(autouse=True)
def _store_in_use(frozen_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(frozen_store))
    monkeypatch.setenv("KAMPUNG_PACK", str(PACK))


def at(code: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["lang"] = code
    app = app.run()
    for name, value in parameters.items():
        app.query_params[name] = value
    app = app.switch_page("pages/evidence.py").run()
    assert not app.exception
    assert not app.error
    return app


def shown(block: Block, *, with_folds: bool = False) -> list[str]:
    """The text of a page in its order: prose, tables, and the names of controls and folds."""
    found: list[str] = []
    for child in block.children.values():
        if isinstance(child, Block):
            if child.type == "expander":
                found.append(str(child.label))
            if with_folds or child.type != "expander":
                found += shown(child, with_folds=with_folds)
        elif isinstance(child, Element):
            found += [str(child.label)] if getattr(child, "label", "") else []
            if child.type in (*HEADINGS, "markdown", "caption"):
                found.append(str(child.value))
    return found


def without_addresses(text: str) -> str:
    return re.sub(r"\]\([^)]*\)", "]", text)


def headings(block: Block) -> list[Element]:
    found: list[Element] = []
    for child in block.children.values():
        if isinstance(child, Block):
            found += headings(child)
        elif child.type in HEADINGS:
            found.append(child)
    return found


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        (
            "en",
            r"Of \*\*\d+\*\* figures that can be cross-checked, \*\*\d+\*\* conflict with others, "
            r"among them Lentera Today’s 79\.83 cases a day; \*\*\d+\*\* more are disputed\.",
        ),
        (
            "id",
            r"Dari \*\*\d+\*\* angka yang dapat dicek silang, \*\*\d+\*\* bertentangan, "
            r"termasuk rata-rata 79,83 kasus per hari dari Lentera Today; "
            r"\*\*\d+\*\* lainnya diragukan\.",
        ),
    ],
)
def test_the_sentence_on_top_names_a_figure_of_the_article(code: str, heading: str) -> None:
    assert re.search(heading, "\n".join(shown(at(code).main)))


@pytest.mark.parametrize(
    ("code", "sum_", "sentence"),
    [
        ("en", ["7,535", "4,790", "12,325", "13,054"], "729 short"),
        ("id", ["7.535", "4.790", "12.325", "13.054"], "kurang 729"),
    ],
)
def test_the_mean_of_the_article_is_the_first_sum_and_nothing_has_to_be_opened(
    code: str, sum_: list[str], sentence: str
) -> None:
    # 7,535 on 2 July, 60 days × 79.83 = 4,790, together 12,325; but 13,054 on 25 August.
    parts = "\n\n".join(shown(at(code).main)).split("\n\n")
    first = next(place for place, part in enumerate(parts) if part.startswith("|"))

    numbers = re.findall(r"^\| \**[^\d|]*([\d.,]+)", parts[first], re.MULTILINE)
    assert numbers == sum_
    assert sentence in parts[first + 1]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_is_short_before_anything_is_opened(code: str) -> None:
    *parts, _footer = shown(at(code).main)
    words = re.findall(r"\w[\w.,–’-]*", without_addresses("\n".join(parts)))

    assert len(words) <= 600, len(words)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_word_of_makers_is_on_the_page(code: str) -> None:
    *parts, _footer = shown(at(code, without=",".join(PEAK)).main, with_folds=True)

    # What the pack notes of the article is the pack's.
    text = without_addresses("\n".join(part for part in parts if "¶3. " not in part))
    assert re.findall(f".{{0,40}}(?:{MAKERS[code]}).{{0,20}}", text, re.IGNORECASE) == []


def test_no_level_of_heading_is_left_out() -> None:
    levels = [int(part.tag[1]) for part in headings(at("en", without=",".join(PEAK)).main)]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_term_of_a_sum_is_linked_to_its_page() -> None:
    tables = [part for part in shown(at("en").main, with_folds=True) if part.startswith("|")]
    rows = [row for table in tables for row in table.split("\n")[2:] if "**sum**" not in row]

    assert len(rows) > 30
    assert [row for row in rows if not re.search(r"\]\(https?://|\]\(tentang\?", row)] == []


def test_without_the_peak_no_other_week_is_called_so() -> None:
    app = at("en", without=",".join(PEAK))
    parts = "\n".join(shown(app.main, with_folds=True))
    told = parts[parts.index("New cases a week without the figures left out") :]

    assert "peak" not in told.lower()
    chart = next(
        chart for chart in app.get("vega_lite_chart") if "Worked out anew" in chart.proto.alt
    )
    assert "peak" not in chart.proto.alt.lower()
    table = next(table.value for table in app.table if "25–31 August 2021" in str(table.value))
    assert "954" not in set(table.iloc[:, 1])
    assert "308" in set(table.iloc[:, 1])


def test_what_is_possible_has_its_range_and_what_is_certain_says_whence() -> None:
    app = at("en")
    cards = "\n".join(shown(app.main, with_folds=True))
    results = {str(value) for frame in app.dataframe for value in frame.value.iloc[:, 0]}

    assert re.search(r"\*\*○ Possible\*\*: \d+–[\d,]+ · New cases: 954", cards)
    assert {"Certain from other pages", "Certain from its own page"} <= results
