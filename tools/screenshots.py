"""Pictures of the pages: `make screenshots`, and those of the README: `make pictures`.

Streamlit scrolls a page inside a box of its own, so that a plain full-page picture would show the
first screen only. The window is made as tall as the page instead.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.harness import (
    LANGUAGES,
    ROOT,
    THEMES,
    WIDTHS,
    kampung,
    launch,
    running_app,
    settled,
    visit,
    watch,
)

PAGES = ("/", "/covid", "/layanan", "/desa", "/penghargaan", "/bukti", "/tentang")
LARGEST = 300_000  # bytes of a picture in the README


@dataclass(frozen=True)
class View:
    """One page in one language, theme and width; ``height`` None shows all of it."""

    path: str
    language: str
    theme: str
    width: int
    height: int | None = None

    @property
    def name(self) -> str:
        """A file name that says what is on the picture."""
        page = self.path.split("?")[0].strip("/") or "ringkasan"
        return f"{page}-{self.language}-{self.theme}-{self.width}.png"


README = {
    "overview.png": View("/", "en", "light", 1440, 1180),
    "covid.png": View("/covid", "en", "light", 1440, 1220),
    "services.png": View("/layanan", "en", "light", 1440, 1000),
    "services-simulated.png": View("/layanan?data=simulated", "en", "light", 1440, 1240),
    "village-simulated.png": View(
        "/desa?data=simulated&kode=35.10.05.2003", "en", "light", 1440, 1240
    ),
    "awards.png": View("/penghargaan", "en", "light", 1440, 1000),
    "overview-phone-dark.png": View("/", "id", "dark", 360, 780),
}


def picture(browser: Browser, url: str, view: View) -> tuple[bytes, list[str]]:
    """Take one picture; also return what the page did that it must never do."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": view.width, "height": view.height or WIDTHS.get(view.width, 900)},
        color_scheme=view.theme,  # type: ignore[arg-type]  # a plain str
        reduced_motion="reduce",
    )
    page = context.new_page()
    problems = watch(page)
    visit(page, view.path, lang=view.language)
    if view.height is None:
        show_all(page, width=view.width)
    taken = page.screenshot(animations="disabled")
    context.close()
    return taken, problems


def show_all(page: Page, *, width: int) -> None:
    """Make the window as tall as the page, which may grow once it has the room."""
    for _ in range(3):
        height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
        if height <= page.viewport_size["height"]:  # type: ignore[index]  # set at the start
            return
        page.set_viewport_size({"width": width, "height": height})
        settled(page)


def compressed(taken: bytes) -> bytes:
    """The picture with as many colours as fit into the README's limit, 256 at most."""
    image = Image.open(BytesIO(taken)).convert("RGB")
    packed = taken
    for colours in (256, 128, 64, 32):
        file = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        packed = file.getvalue()
        if len(packed) < LARGEST:
            break
    return packed


def views(arguments: argparse.Namespace) -> Iterator[tuple[Path, View]]:
    """Which pictures to take, and where they go."""
    if arguments.readme:
        for name, view in README.items():
            yield ROOT / "docs" / "pictures" / name, view
        return
    for path in arguments.pages:
        for language in arguments.languages:
            for theme in arguments.themes:
                for width in arguments.widths:
                    view = View(path, language, theme, width)
                    yield arguments.into / view.name, view


def main() -> None:
    """Take the pictures and print the path of each."""
    parser = argparse.ArgumentParser(description="Take pictures of the pages.")
    parser.add_argument("--into", type=Path, default=ROOT / "test-results" / "screenshots")
    parser.add_argument("--pages", nargs="+", default=PAGES, metavar="PATH")
    parser.add_argument("--languages", nargs="+", default=LANGUAGES, choices=LANGUAGES)
    parser.add_argument("--themes", nargs="+", default=THEMES, choices=THEMES)
    parser.add_argument("--widths", nargs="+", default=tuple(WIDTHS), type=int, metavar="PX")
    parser.add_argument("--url", help="a running app; by default one is started")
    parser.add_argument("--readme", action="store_true", help="the pictures of the README")
    arguments = parser.parse_args()

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        if arguments.url:
            take(browser, arguments.url, arguments)
        else:
            with running_app(Path(folder)) as app:
                take(browser, app.url, arguments)
                if arguments.readme:  # last, since the others have no switch between data sets
                    kampung("simulate", "--store", str(Path(folder) / "kampung-simulated.db"))
                    take(browser, app.url, arguments, simulated=True)
        browser.close()


def take(
    browser: Browser, url: str, arguments: argparse.Namespace, *, simulated: bool = False
) -> None:
    """Take every picture that was asked for; of the README's those of one data set."""
    for file, view in views(arguments):
        if arguments.readme and simulated != ("data=simulated" in view.path):
            continue
        taken, problems = picture(browser, url, view)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(compressed(taken) if arguments.readme else taken)
        shown = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
        print(shown, *problems, sep="\n  ", flush=True)


if __name__ == "__main__":
    main()
