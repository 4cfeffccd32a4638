"""Fixtures of the browser tests: one server and one Chromium a session, a fresh page a test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.browser.harness import ROOT, WIDTHS, App, launch, running_app, watch

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests and, in one process, run them last, after any shuffling of the order.

    Playwright keeps an event loop in this thread from its first test to the end of the session,
    and tests that start a loop of their own cannot run meanwhile.
    """
    for item in items:
        if item.path.parent == ROOT / "tests" / "browser":
            item.add_marker(pytest.mark.browser)
    if "PYTEST_XDIST_WORKER" not in os.environ:  # workers get files in an order of their own
        items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def app_server(frozen_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app as `kampung serve` serves it, over a store that was built for this session."""
    with running_app(tmp_path_factory.mktemp("app"), built=frozen_store) as app:
        yield app


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = launch(playwright)
    yield started
    started.close()


@pytest.fixture
def width() -> int:
    """Width of the window in px; a test parametrizes it with one of WIDTHS."""
    return 1440


@pytest.fixture
def theme() -> str:
    """Colour scheme that the reader's system asks for: light or dark; a test may parametrize it."""
    return "light"


@pytest.fixture(scope="session")
def profiles() -> dict[tuple[int, str], BrowserContext]:
    """Browser profiles by width and theme; kept, because a filled cache halves the time to open."""
    return {}


@pytest.fixture
def page(
    request: pytest.FixtureRequest,
    app_server: App,
    browser: Browser,
    profiles: dict[tuple[int, str], BrowserContext],
    width: int,
    theme: str,
) -> Iterator[Page]:
    """A page that nobody has used before.

    The test fails on whatever `watch` notes, and on any traceback in the server's log.
    """
    if (width, theme) not in profiles:
        profiles[width, theme] = browser.new_context(
            base_url=app_server.url,
            viewport={"width": width, "height": WIDTHS.get(width, 900)},
            color_scheme=theme,  # type: ignore[arg-type]  # a plain str to pytest
            locale="en-US",  # none of the app's: what the browser prefers must not leak into a page
            timezone_id="Asia/Jakarta",
        )
    profile = profiles[width, theme]
    opened = profile.new_page()
    opened.set_default_timeout(60_000)  # a busy machine may take long; nothing waits for it to pass
    problems = watch(opened)
    already_logged = app_server.log.stat().st_size
    yield opened
    if request.node.stash.get(FAILED, False):
        name = request.node.name.replace("/", "_")
        opened.screenshot(path=ROOT / "test-results" / f"{name}.png")
    if opened.url.startswith(app_server.url):
        opened.evaluate("localStorage.clear(); sessionStorage.clear()")
    opened.close()
    profile.clear_cookies()
    with app_server.log.open("rb") as log:
        log.seek(already_logged)
        logged = log.read().decode()
    assert "Traceback" not in logged, logged
    assert not problems, "\n".join(problems)
