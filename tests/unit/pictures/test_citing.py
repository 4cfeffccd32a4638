"""How sources are named: links to their pages, safe whatever a pack holds, and few at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kampung.language import Language
from kampung.pictures import citing
from kampung.pictures.markdown import link
from kampung.pictures.sources import Source, together

EN, ID = Language("en"), Language("id")
ARTICLE = Source(
    "Lentera Today",
    id="lentera",
    url="https://lentera.example/a",
    published_on="2021-12-08",
    locators=("¶10", "¶3"),
    kind="article",
)


def pages(publisher: str, count: int) -> list[Source]:
    return [
        Source(publisher, id=f"{publisher}-{n}", url=f"https://{publisher}.example/{n}")
        for n in range(count)
    ]


class TestCited:
    @pytest.mark.parametrize(
        ("language", "said"),
        [(EN, "Lentera Today, 8 Dec 2021, ¶3, ¶10"), (ID, "Lentera Today, 8 Des 2021, ¶3, ¶10")],
    )
    def test_publisher_date_and_places_in_the_order_of_the_text(
        self, language: Language, said: str
    ) -> None:
        assert citing.cited_link(ARTICLE, language) == f"[{said}](https://lentera.example/a)"

    def test_a_date_is_as_exact_as_it_is_known(self) -> None:
        assert citing.cited(Source("A", published_on="2021-12"), EN) == "A, Dec 2021"
        assert citing.cited(Source("A", published_on="2021"), EN) == "A, 2021"
        assert citing.cited(Source("A"), EN) == "A"

    @pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://a.example", "https://[a"])
    def test_without_a_public_page_it_says_so_and_leads_to_the_list(self, url: str) -> None:
        source = Source("BPS", id="bps 2020", url=url)
        assert citing.cited_link(source, EN) == (
            "[BPS](tentang?source=bps+2020&lang=en) (no public page)"
        )

    def test_what_was_simulated_is_named_in_the_language_and_found_in_its_data(self) -> None:
        source = Source("Simulasi", id="sim", kind="simulation")
        assert citing.cited_link(source, EN) == (
            "[Simulation](tentang?source=sim&lang=en&data=simulated) (no public page)"
        )


# A parser of CommonMark that is not Streamlit's, but reads the same constructs.
@given(
    text=st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z"))),
    url=st.text(alphabet=st.characters(codec="utf-8", min_codepoint=32)),
)
def test_whatever_data_hold_is_one_link_with_that_text(text: str, url: str) -> None:
    tokens = MarkdownIt("commonmark").parseInline(f"x {link(text, 'https://a.example/' + url)}")
    kinds = [token.type for token in tokens[0].children or []]
    shown = "".join(t.content for t in tokens[0].children or [] if t.type.startswith("text"))

    assert kinds.count("link_open") == kinds.count("link_close") == 1
    assert not set(kinds) - {"text", "text_special", "link_open", "link_close"}
    assert shown == "x " + " ".join(text.split())


class TestInLine:
    def test_the_article_comes_first_and_then_one_page_of_each_publisher(self) -> None:
        sources = (*pages("a", 3), *pages("b", 2), ARTICLE, *pages("c", 1))
        shown, rest = citing.in_line(sources)
        assert [source.id for source in shown] == ["lentera", "a-0", "b-0"]
        assert [source.id for source in rest] == ["a-1", "a-2", "b-1", "c-0"]

    def test_where_publishers_are_few_their_other_pages_fill_the_line(self) -> None:
        shown, rest = citing.in_line(tuple(pages("a", 4)))
        assert [source.id for source in shown] == ["a-0", "a-1", "a-2"]
        assert [source.id for source in rest] == ["a-3"]


def test_one_page_cited_twice_is_one_source_with_both_places() -> None:
    one, other = Source("A", id="a", locators=("¶1",)), Source("A", id="a", locators=("¶2",))
    assert together((one,), (other, one)) == (Source("A", id="a", locators=("¶1", "¶2")),)
