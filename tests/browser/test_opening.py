"""Every page opens, in both languages, at every width, and anyone can use it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import LANGUAGES, WIDTHS, assert_accessible, settled, visit

PATHS = ("/", "/covid", "/layanan", "/desa", "/penghargaan", "/bukti", "/tentang")


def assert_one_heading(page: Page, *, language: str) -> None:
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)


def assert_fits(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    settled(page)
    main = page.get_by_test_id("stMain")
    # Charts are drawn anew for another width after the window has it.
    page.wait_for_function(
        "main => main.scrollWidth <= main.clientWidth", arg=main.element_handle()
    )
    assert page.evaluate("innerWidth") == width


# A page takes seconds to open, and no more to be looked at from all sides: it opens on a phone in
# the dark and at a desk in the light, once in each language.


@pytest.mark.parametrize(("width", "theme"), [(360, "dark")])
@pytest.mark.parametrize("path", PATHS)
def test_page_opens_on_a_phone_in_the_dark(page: Page, path: str) -> None:
    visit(page, path, lang="en")

    assert_one_heading(page, language="en")
    assert_accessible(page)
    assert_fits(page, 360)
    assert_fits(page, 768)
    assert_fits(page, 1440)
    assert_accessible(page)


@pytest.mark.parametrize("path", PATHS)
def test_page_opens_at_a_desk_in_the_light(page: Page, path: str) -> None:
    visit(page, path)

    assert_one_heading(page, language="id")
    assert_accessible(page)
    assert_fits(page, 1440)
    assert_fits(page, 768)
    assert_fits(page, 360)
    page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
    if path != "/desa":  # there an option leads to a place, and other options are there
        assert_options_can_be_chosen(page)


def assert_options_can_be_chosen(page: Page) -> None:
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
