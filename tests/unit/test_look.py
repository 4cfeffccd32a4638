"""The settings of Streamlit, the charts and the shipped typeface look alike and can be read."""

import tomllib
from pathlib import Path

import pytest
from PIL import ImageFont

from kampung.charts.theme import FONT, LOOKS, contrast

ROOT = Path(__file__).resolve().parents[2]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
FONTS = ROOT / "static" / "fonts"

MODES = ("light", "dark")
FADED = 0.6  # the opacity in which Streamlit sets captions


def mixed(ink: str, paper: str, opacity: float) -> str:
    """Colour of ink of some opacity on paper."""
    channels = [(int(ink[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(i * opacity + p * (1 - opacity)):02X}" for i, p in channels)


@pytest.mark.parametrize("mode", MODES)
def test_pages_have_the_colours_of_the_charts(mode: str) -> None:
    look = LOOKS[mode]

    assert THEME[mode]["primaryColor"] == look.accent
    assert THEME[mode]["backgroundColor"] == look.page
    assert THEME[mode]["secondaryBackgroundColor"] == look.surface


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("paper", ["backgroundColor", "secondaryBackgroundColor"])
def test_captions_and_links_can_be_read(mode: str, paper: str) -> None:
    page = THEME[mode][paper]

    # WCAG 2.2, 1.4.3: text at least 4.5:1.
    assert contrast(mixed(THEME[mode]["textColor"], page, FADED), page) >= 4.5
    assert contrast(THEME[mode]["linkColor"], page) >= 4.5
    assert contrast(THEME[mode]["primaryColor"], page) >= 4.5


def test_every_file_of_the_typeface_is_there() -> None:
    named = [ROOT / face["url"].removeprefix("app/") for face in THEME["fontFaces"]]

    assert {face["family"] for face in THEME["fontFaces"]} == {FONT}
    assert named
    assert all(path.is_file() for path in named)
    assert (FONTS / "OFL.txt").is_file()


@pytest.mark.parametrize("style", ["Regular", "SemiBold", "Bold"])
def test_typeface_for_pictures_has_its_name_and_the_signs_we_write(style: str) -> None:
    font = ImageFont.truetype(FONTS / f"PlusJakartaSans-{style}.ttf", 32)
    missing = bytes(font.getmask("\uffff"))

    assert font.getname()[0].startswith(FONT)
    for sign in "≥≤≈→←−–×·“”…é":
        assert bytes(font.getmask(sign)) != missing, sign
