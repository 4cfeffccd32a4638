"""How long things take: `make bench`. It prints and asserts nothing; compare before and after.

Each number is the median of a few rounds on this machine, in milliseconds.
"""

import runpy
import statistics
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from kampung.building.build import build
from kampung.paths import pack_directory
from tests.browser.harness import App, launch, running_app, settled, visit

PAGES = ("/", "/covid", "/layanan", "/desa", "/penghargaan", "/tentang")


def timed(action: Callable[..., object], *arguments: object) -> float:
    """Milliseconds that an action takes."""
    start = perf_counter()
    action(*arguments)
    return (perf_counter() - start) * 1000


def report(name: str, times: Iterable[float], note: str = "") -> None:
    """Print the median of some times."""
    times = list(times)
    spread = f"{min(times):,.0f} to {max(times):,.0f}" if len(times) > 1 else ""
    print(f"{name:<46}{statistics.median(times):>8,.0f} ms  {spread:<16}{note}", flush=True)


def bench_build(folder: Path) -> None:
    """Building the store from the pack, in its steps."""
    rounds = [build(pack_directory(), folder / "bench.db").seconds for _ in range(5)]
    for step in rounds[0]:
        report(f"build: {step}", (seconds[step] * 1000 for seconds in rounds))
    report("build: all", (sum(seconds.values()) * 1000 for seconds in rounds))


def new_page(browser: Browser, app: App) -> Page:
    """Return a page in a profile that has nothing in its cache."""
    return browser.new_context(base_url=app.url, viewport={"width": 1440, "height": 900}).new_page()


def count_bytes(page: Page) -> list[float]:
    """Collect the sizes of everything that a page receives from now on, as they travel."""
    sizes: list[float] = []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    client.on(  # a frame's payload is handed over in base64, four characters for three bytes
        "Network.webSocketFrameReceived",
        lambda event: sizes.append(len(event["response"]["payloadData"]) * 0.75),
    )
    return sizes


def bench_pages(browser: Browser, app: App) -> None:
    """Open each page with an empty cache, and once more in the same browser."""
    for path in PAGES:
        fresh, again, kilobytes = [], [], []
        for _ in range(3):
            page = new_page(browser, app)
            sizes = count_bytes(page)
            fresh.append(timed(visit, page, path))
            kilobytes.append(sum(sizes) / 1024)
            again.append(timed(visit, page, path))
            page.context.close()
        report(f"open {path}, empty cache", fresh, f"{statistics.median(kilobytes):,.0f} KB")
        report(f"open {path}, again", again)


def bench_changes(browser: Browser, app: App) -> None:
    """Choose each option of each page in turn, until all is drawn anew."""
    for path in PAGES:
        page = new_page(browser, app)
        visit(page, path)
        options = page.locator('[data-testid="stMain"] [data-testid="stButtonGroup"] button')
        times = [timed(choose, options.nth(i)) for i in range(options.count())]
        if times:
            report(f"choose on {path}", times, f"{len(times)} options")
        page.context.close()


def choose(option: Locator) -> None:
    """Click an option and wait for the page."""
    option.click()
    settled(option.page)


def main() -> None:
    """Run everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench_build(folder)
        with sync_playwright() as playwright:
            browser = launch(playwright)
            start = perf_counter()
            with running_app(folder) as app:
                report("build and start, until ready", [(perf_counter() - start) * 1000])
                bench_pages(browser, app)
                bench_changes(browser, app)
            browser.close()
    for script in sorted(Path(__file__).parent.glob("*_bench.py")):
        runpy.run_path(str(script), run_name="__main__")


if __name__ == "__main__":
    main()
