"""The frame around the app: first words, search, history, links to copy, and our own words."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, WebSocketRoute, expect

from tests.browser.harness import (
    App,
    assert_accessible,
    choose,
    settled,
    visit,
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_headline_is_read_before_the_app_has_drawn(page: Page, theme: str) -> None:
    held: list[Route] = []
    # The app does not start yet.
    page.route("**/static/js/index.*.js", lambda route: held.append(route))

    page.goto("/covid?lang=en", wait_until="commit")

    words = page.locator("#kampung-first")
    expect(words.get_by_role("heading", name="COVID-19")).to_be_visible()
    expect(words).to_contain_text("954")
    assert_accessible(page)
    shown = words.evaluate("first => getComputedStyle(first).backgroundColor")
    assert shown == {"light": "rgb(255, 255, 255)", "dark": "rgb(13, 27, 31)"}[theme]

    for route in held:
        route.continue_()
    settled(page)

    expect(words).to_have_count(0)  # or it would be read twice
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("#root").evaluate("root => root.inert") is False


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.usefixtures("width")
def test_search_leads_to_a_village_by_keyboard_alone(page: Page) -> None:
    visit(page, "/covid", lang="en")
    button = page.get_by_role("button", name="Search", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("tembok rejo")
    results = page.locator("#kampung-search")
    expect(results.get_by_role("link").first).to_contain_text("Tembokrejo village")
    assert_accessible(page)

    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Tembokrejo village")
    expect(page).to_have_url(re.compile(r"/desa\?lang=en&kode=35\.10\.05\.\d{4}$"))
    page.go_back()
    expect(page.locator("h1")).to_have_text("COVID-19")


def test_name_of_the_site_leads_home_in_the_same_language(page: Page) -> None:
    visit(page, "/bukti", lang="en")

    page.get_by_role("link", name="Kampung, to the first page").click()

    expect(page.locator("h1")).to_have_text("Smart Kampung and COVID-19 in Banyuwangi")


# Where a page is scrolled to, once it is at the place that it had, or after ten seconds.
SCROLLED_TO_300 = """main => new Promise(tell => {
  const end = Date.now() + 10000
  const look = () => main.scrollTop === 300 || Date.now() > end
    ? tell(main.scrollTop) : requestAnimationFrame(look)
  look()
})"""


def test_one_back_undoes_one_choice_and_keeps_the_place(page: Page) -> None:
    visit(page, "/", lang="en")
    page.get_by_role("link", name="All of the COVID-19 record").click()
    expect(page.locator("h1")).to_have_text("COVID-19")
    expect(page).to_have_url(re.compile(r"/covid\?lang=en$"))  # and not twice
    settled(page)
    choose(page, "Indicator", "Deaths")
    choose(page, "Indicator", "Recoveries")
    main = page.get_by_test_id("stMain")
    main.evaluate("main => main.scrollTo(0, 300)")

    page.go_back()

    expect(
        page.get_by_role("heading", name="Deaths: above 100 a week for 5 weeks, then 56")
    ).to_be_visible()
    settled(page)
    assert main.evaluate(SCROLLED_TO_300) == 300


def test_a_choice_that_is_remembered_is_no_step_of_the_way_back(page: Page) -> None:
    visit(page, "/covid", lang="en")
    choose(page, "Indicator", "Deaths")
    for name in ("Awards", "COVID-19"):
        page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
        expect(page.locator("h1")).to_have_text(name)
        settled(page)
    expect(page).to_have_url(re.compile("metric=new_deaths"))

    page.go_back()

    expect(page.locator("h1")).to_have_text("Awards")


def test_link_to_a_picture_is_copied_by_keyboard(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, "/covid", lang="en", metric="new_deaths")

    page.locator("a.copy-link").first.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#kampung-said")).to_have_text("The link has been copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"/covid\?lang=en&metric=new_deaths#[a-z-]+$", copied)


@pytest.mark.parametrize("width", [360])
@pytest.mark.usefixtures("width")
def test_words_of_streamlit_are_in_the_language_of_the_reader(page: Page) -> None:
    visit(page, "/covid")

    expect(page.get_by_test_id("stExpandSidebarButton")).to_have_accessible_name(
        "Buka menu halaman"
    )
    page.get_by_role("button", name="Menu utama").click()
    expect(page.get_by_role("menuitem", name="Cetak")).to_be_visible()
    expect(page.get_by_role("menuitem")).to_have_count(1)  # no recorder
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="en", exact=True).click()
    settled(page)

    expect(page.get_by_test_id("stExpandSidebarButton")).to_have_accessible_name("Expand sidebar")


def test_chart_offers_no_helper_columns(page: Page) -> None:
    visit(page, "/covid")
    page.get_by_test_id("stVegaLiteChart").first.hover()
    toolbar = page.get_by_test_id("stElementToolbar").first

    expect(toolbar.get_by_role("button", name=re.compile("^Unduh sebagai PNG"))).to_be_visible()
    expect(toolbar.get_by_role("button", name=re.compile("^(Show data|Copy)"))).to_have_count(0)


def test_server_that_is_away_is_told_in_the_language_of_the_reader(page: Page) -> None:
    lines: list[WebSocketRoute] = []
    is_there = True

    def connect(line: WebSocketRoute) -> None:
        if is_there:
            line.connect_to_server()
            lines.append(line)
        else:
            line.close()

    page.route_web_socket("**/_stcore/stream", connect)
    visit(page, "/tentang")
    away = page.locator("#kampung-away")
    expect(away).to_be_hidden()

    is_there = False
    lines[0].close()

    expect(away).to_contain_text("Sambungan ke server terputus.")
    expect(page.get_by_role("dialog")).to_have_count(0)  # Streamlit's own, in English

    is_there = True
    expect(away).to_be_hidden()


def test_unknown_address_is_a_page_with_search(browser: Browser, app_server: App) -> None:
    page = browser.new_page()  # the console tells of a 404
    answer = page.goto(f"{app_server.url}/tidak/ada?lang=en")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    assert_accessible(page)

    page.get_by_role("link", name="Search").click()
    page.keyboard.type("PPKM")
    expect(page.locator("#kampung-search").get_by_role("link").first).to_contain_text("PPKM")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Sources and method")
    page.close()
