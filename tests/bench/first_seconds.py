"""How soon a reader on a slow line reads the headline: ``python -m tests.bench.first_seconds``.

Each page is opened with an empty cache over 1 Mbit/s with 100 ms of latency, as Chromium's
developer tools slow it down: when its headline is painted, when the app has drawn its own, and
when every chart stands.
"""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.harness import launch, running_app, settled

PATHS = ("/", "/covid", "/layanan", "/desa", "/penghargaan", "/bukti", "/tentang")
BITS, LATENCY = 1_000_000, 100  # a second; ms

# Of the first words and of the page's first heading by whomever: ms since the visit began.
NOTE = """
window.seen = {}
const look = () => {
  if (document.querySelector('#kampung-first h1')) seen.words ??= performance.now()
  if (document.querySelector('[data-testid="stMain"] h1')) seen.drawn ??= performance.now()
  requestAnimationFrame(look)
}
requestAnimationFrame(look)
"""


def opened(browser: Browser, url: str) -> tuple[float, float, float]:
    """Seconds until the first words, until the app's own heading, until all stands."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(NOTE)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": BITS / 8,
            "uploadThroughput": BITS / 8,
        },
    )
    begun = time.perf_counter()
    page.goto(url, wait_until="commit")
    settled(page)
    whole = time.perf_counter() - begun
    seen = page.evaluate("seen")
    painted = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
    )
    context.close()
    return max(seen.get("words", float("nan")), painted) / 1000, seen["drawn"] / 1000, whole


def main() -> None:
    """Print a line for each page."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        with running_app(Path(folder)) as app:
            print("page           headline s  app drawn s  all stands s")
            for path in PATHS:
                words, drawn, whole = opened(browser, app.url + path)
                print(f"{path:14} {words:10.2f} {drawn:12.2f} {whole:13.2f}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
