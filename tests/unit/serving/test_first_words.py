"""The first words of a page are those of its store, whatever the address asks for."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.building.build import build
from kampung.serving.first import first_words, paragraphs


@pytest.fixture(autouse=True)
def _store_in_use(frozen_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(frozen_store))


@pytest.mark.parametrize("code", ["id", "en"])
@pytest.mark.parametrize("path", ["", "covid"])
def test_headline_has_its_numbers(path: str, code: str) -> None:
    first = first_words(path, {"lang": code})

    # The article: 954 in the highest week, 308 in the last of August.
    assert "<strong>954</strong>" in first.body
    assert "<strong>308</strong>" in first.body
    assert "954" in first.description
    assert "*" not in first.description


@pytest.mark.parametrize(
    ("given_code", "title"),
    [
        ("35.10.05.2003", "Tembokrejo village"),
        ("35.10.05", "Muncar district"),
        ("", "Village"),
        ("35.10", "Village"),
        ("99.99.99", "Village"),
        ("<script>alert(1)</script>", "Village"),
    ],
)
def test_place_is_named_by_its_code(given_code: str, title: str) -> None:
    first = first_words("desa", {"lang": "en", "kode": given_code})

    assert f"<h1>{title}</h1>" in first.body
    assert "alert" not in first.body


def test_links_lead_to_every_page_in_the_language() -> None:
    links = re.findall(r'href="([^"]*)"', first_words("bukti", {"lang": "en"}).body)

    assert links[0] == "./?lang=en"
    assert "./tentang?lang=en" in links


def test_a_rebuilt_store_shows_at_the_next_visit(
    small_pack: Path, frozen_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "kampung.db"
    shutil.copy(frozen_store, store)
    monkeypatch.setenv("KAMPUNG_STORE", str(store))
    before = first_words("tentang", {})

    build(small_pack, store)

    assert first_words("tentang", {}).body != before.body


def test_simulated_data_say_so_at_once(
    small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(small_store, tmp_path / "kampung.db")
    monkeypatch.setenv("KAMPUNG_STORE", str(tmp_path / "kampung.db"))

    # There is none: the published one is shown, as the page itself does.
    assert 'class="banner"' not in first_words("", {"data": "simulated"}).body


@given(st.text())
def test_no_text_becomes_markup(text: str) -> None:
    written = paragraphs(text)

    assert not re.sub(r"</?(p|strong)>", "", written).count("<")
