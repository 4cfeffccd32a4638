"""What stands on the first screen, and from a bar to who said it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import settled, visit


def bottom(found: Locator) -> float:
    """How far down the screen the lower edge of something is, in pixels."""
    box = found.first.bounding_box()
    assert box is not None, "it is not shown"
    return box["y"] + box["height"]


def bar(page: Page, days: str) -> Locator:
    """The whole height of a week: its lower edge is the foot of all bars."""
    return page.locator(f'.marks [aria-label^="{days}"]')


def test_the_overview_is_read_without_scrolling(page: Page) -> None:
    visit(page, "/", lang="id")

    main = page.get_by_test_id("stMain")
    # Of a pack that was checked the last line goes on with the day.
    for words in ("954", "308", "189", "Catatan berakhir"):
        assert bottom(main.get_by_text(words)) < 900, words
    assert bottom(bar(page, "14–20 Jul 2021: 954")) < 900


@pytest.mark.parametrize("width", [360])
@pytest.mark.usefixtures("width")
def test_the_record_is_on_the_first_screen_of_a_telephone(page: Page) -> None:
    visit(page, "/covid", lang="id")

    assert bottom(bar(page, "14–20 Jul 2021: 954")) < 780


def test_a_click_on_a_bar_says_who_said_it(page: Page) -> None:
    visit(page, "/covid", lang="en")
    bar(page, "14–20 Jul 2021: 954, published").click()
    settled(page)

    panel = page.locator(".st-key-checked")
    expect(panel.locator("strong").first).to_have_text("14–20 Jul 2021: 954")
    link = panel.get_by_role("link", name=re.compile("Lentera Today"))
    expect(link.first).to_have_attribute("href", re.compile("^https://lenteratoday"))
    expect(page).to_have_url(re.compile(r"number=2021-07-20"))

    # The number on another bar is clicked as well as that bar.
    page.locator(".st-key-panel-new-cases-week .mark-text text", has_text="308").first.click(
        force=True
    )
    settled(page)

    expect(panel.locator("strong").first).to_have_text("25–31 Aug 2021: 308")
    expect(page).to_have_url(re.compile(r"number=2021-08-31"))
