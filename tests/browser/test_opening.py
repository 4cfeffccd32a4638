"""Every page opens, in both languages, at every width, and anyone can use it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import LANGUAGES, THEMES, WIDTHS, assert_accessible, settled, visit

PATHS = ("/", "/covid", "/layanan", "/desa", "/penghargaan", "/bukti", "/tentang")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_page_opens_with_one_heading_in_its_language(page: Page, path: str, language: str) -> None:
    visit(page, path, lang=language)

    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PATHS)
def test_page_fits_the_window(page: Page, path: str) -> None:
    visit(page, path)

    overflow = page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth")

    assert overflow <= 0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("path", PATHS)
def test_page_is_accessible(page: Page, path: str) -> None:
    visit(page, path)

    assert_accessible(page)


# On /desa an option leads to a place, and other options are there.
@pytest.mark.parametrize("path", [path for path in PATHS if path != "/desa"])
def test_every_option_of_a_page_can_be_chosen(page: Page, path: str) -> None:
    visit(page, path)
    options = page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").get_by_role("radio")
    assert options.count() >= len(LANGUAGES)

    for position in range(options.count()):
        options.nth(position).click()
        settled(page)

        expect(options.nth(position)).to_be_checked()


def test_title_of_the_tab_is_ours(page: Page) -> None:
    visit(page, "/", lang="en")

    assert page.title()
    assert "Streamlit" not in page.title()
