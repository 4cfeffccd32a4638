"""A real Chromium and a real server, for the browser tests, the bench and the screenshots."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

from kampung.store import Store, about

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
THEMES = ("light", "dark")
WIDTHS = {360: 780, 768: 1024, 1440: 900}  # a phone, a tablet, a desk: width to height in px

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine can be reached, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


# Chromium


def chromium(playwright: Playwright) -> str:
    """Path of the Chromium to use: ``CHROMIUM``, one on the machine, or Playwright's own."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen
    found = (shutil.which(name) for name in NAMES)
    path = next((path for path in found if path), playwright.chromium.executable_path)
    if not Path(path).exists():
        message = "There is no Chromium or Chrome here: `make test` finds or installs one."
        raise FileNotFoundError(message)
    return path


def launch(playwright: Playwright) -> Browser:
    """Start a Chromium without a window."""
    return playwright.chromium.launch(executable_path=chromium(playwright), args=list(FLAGS))


# The app


@dataclass(frozen=True)
class App:
    """A running ``kampung serve``."""

    url: str
    store: Path
    content_hash: str
    log: Path


def kampung(*arguments: str) -> str:
    """Run the command line as a person would, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "kampung", *arguments],
        cwd=ROOT,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    )
    return done.stdout


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running_app(folder: Path, *, built: Path | None = None, patience: float = 180) -> Iterator[App]:
    """Build a store in ``folder``, serve it, and wait until the server says that it is ready.

    Parameters
    ----------
    folder
        Where store and log go.
    built
        A store to copy instead of building one.
    patience
        Seconds after which a server that has not come up is stopped.
    """
    store, log = folder / "kampung.db", folder / "server.log"
    if built:
        shutil.copy(built, store)
        content_hash = about.meta(Store(str(store)))["content_hash"]
    else:
        content_hash = kampung("build", "--store", str(store)).strip()
    port = free_port()
    command = [sys.executable, "-m", "kampung", "serve", "--port", str(port), "--store", str(store)]
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=errors
        ) as server,
    ):
        alarm = threading.Timer(patience, server.kill)
        alarm.start()
        assert server.stdout is not None
        greeting = next((line for line in server.stdout if "Kampung is at" in line), None)
        alarm.cancel()
        try:
            if greeting is None:
                raise RuntimeError(
                    f"The server did not come up:\n{log.read_text(encoding='utf-8')}"
                )
            yield App(f"http://localhost:{port}", store, content_hash, log)
        finally:
            server.terminate()


# A page

SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]')
  const all = (selector) => [...document.querySelectorAll(selector)]
  return app !== null
    && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('h1, [data-testid="stException"]') !== null
    && all('[data-stale="true"], [data-testid="stSkeleton"]').length === 0
    && all('[data-testid="stVegaLiteChart"]').every(
         (chart) => chart.querySelector('svg.marks, canvas.marks') !== null)
    && document.fonts.status === 'loaded'
}"""


def settled(page: Page) -> Page:
    """Wait until the script has run, every chart is drawn and every font is there.

    After a click there is no gap to fall into: the client leaves "notRunning" in the same step
    in which it sends the change.
    """
    page.wait_for_function(SETTLED)
    assert page.get_by_test_id("stException").count() == 0, "the page shows an error; see the log"
    return page


def visit(page: Page, path: str, **parameters: str) -> Page:
    """Open a page of the app by its path and query parameters, and wait until it has settled."""
    joined = "&" if "?" in path else "?"
    page.goto(path + (f"{joined}{urlencode(parameters)}" if parameters else ""))
    return settled(page)


def choose(page: Page, label: str, option: str) -> Page:
    """Choose from a list by its label, and wait until the page has settled."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    return settled(page)


def watch(page: Page) -> list[str]:
    """Note everything that a page must never do; the list fills as it happens."""
    problems: list[str] = []

    def note_request(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname not in {
            "localhost",
            "127.0.0.1",
        }:
            problems.append(f"request to another host: {url}")

    page.on("request", lambda request: note_request(request.url))
    page.on("websocket", lambda socket: note_request(socket.url))
    page.on("pageerror", lambda error: problems.append(f"error in the page: {error}"))
    page.on(
        "console",
        lambda message: (
            problems.append(f"console error: {message.text}") if message.type == "error" else None
        ),
    )
    page.on(
        "response",
        lambda response: (
            problems.append(f"{response.status} for {response.url}")
            if response.status >= 400
            else None
        ),
    )
    return problems


# Accessibility

WCAG_22_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")

# What Streamlit draws and no setting of ours reaches. Each with its reason; nothing of our pages.
EXCLUDED: dict[str, str] = {}


def assert_accessible(page: Page) -> None:
    """Check a settled page against WCAG 2.2 AA with axe-core; no heading leaves out a level."""
    options = {
        "resultTypes": ["violations"],
        "runOnly": list(WCAG_22_AA),
        "rules": {"heading-order": {"enabled": True}},
    }
    context = {"exclude": [[selector] for selector in EXCLUDED]} if EXCLUDED else None
    results = Axe().run(page, context=context, options=options)
    assert results.violations_count == 0, results.generate_report()
