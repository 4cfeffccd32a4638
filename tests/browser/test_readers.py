"""What three readers do: look at the peak, follow a link and go back, take the numbers away."""

import csv
import io
import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import (
    App,
    choose,
    settled,
    visit,
)


@pytest.mark.parametrize(
    ("language", "week", "fall"),
    [("id", "pertengahan Juli 2021", "turun 67,7%"), ("en", "mid July 2021", "fell 67.7%")],
)
def test_peak_and_fall_are_read_at_a_glance(
    page: Page, language: str, week: str, fall: str
) -> None:
    visit(page, "/covid", lang=language)

    sentence = page.get_by_test_id("stMarkdown").filter(has_text="954").first
    expect(sentence).to_contain_text(week)
    expect(sentence).to_contain_text(fall)


def test_a_choice_is_in_the_address_and_the_back_button_takes_it_back(page: Page) -> None:
    visit(page, "/covid", lang="en")
    choose(page, "Indicator", "Deaths")
    expect(
        page.get_by_role("heading", name="Deaths: above 100 a week for 5 weeks, then 56")
    ).to_be_visible()
    expect(page).to_have_url(re.compile("metric=new_deaths"))

    page.go_back()

    expect(
        page.get_by_role("heading", name="New cases peaked at 954 a week, then fell to 308")
    ).to_be_visible()


def test_a_choice_survives_a_change_of_language_and_a_reload(page: Page) -> None:
    visit(page, "/covid", lang="en", metric="new_deaths")
    page.get_by_role("radio", name="id", exact=True).click()
    settled(page)
    expect(
        page.get_by_role("heading", name="Kematian: lebih dari 100 sepekan selama 5 pekan, lalu 56")
    ).to_be_visible()

    page.reload()

    expect(
        page.get_by_role("heading", name="Kematian: lebih dari 100 sepekan selama 5 pekan, lalu 56")
    ).to_be_visible()


def test_a_link_leads_to_another_page_in_the_same_language(page: Page) -> None:
    visit(page, "/", lang="en")

    page.get_by_role("link", name="All of the COVID-19 record").click()

    expect(page).to_have_url(re.compile(r"/covid\?(.*&)?lang=en"))
    expect(page.get_by_role("heading", name="COVID-19", level=1, exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Peaks and declines")).to_be_visible()


def test_the_downloaded_sources_are_those_of_the_store(page: Page, app_server: App) -> None:
    visit(page, "/tentang", lang="en", kind="press")

    with page.expect_download() as started:
        page.locator(".st-key-download-sources").get_by_role("button").click()

    rows = list(csv.DictReader(io.StringIO(started.value.path().read_text("utf-8-sig"))))
    with sqlite3.connect(f"{app_server.store.as_uri()}?mode=ro", uri=True) as store:
        wanted = dict(store.execute("SELECT id, publisher FROM sources WHERE kind = 'press'"))
    assert {row["id"]: row["publisher"] for row in rows} == wanted
