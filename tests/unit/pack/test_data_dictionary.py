from pathlib import Path

import pytest

from kampung.errors import PackError
from kampung.pack.dictionary import data_dictionary

ROOT = Path(__file__).resolve().parents[3]


def test_it_says_type_key_and_rules(small_pack: Path) -> None:
    text = data_dictionary(small_pack)
    assert "## figures" in text
    lines = {line.split(" | ")[0]: line for line in text.splitlines() if line.startswith("| `")}
    assert lines["| `level`"].endswith("| required; one of `regency`, `district`, `village` |")
    assert lines["| `lat`"].startswith("| `lat` | number, ° | ")
    assert lines["| `lat`"].endswith("| ≥ -90; ≤ 90 |")
    assert lines["| `figure_id`"].endswith("in `figures.id` |")
    # Both languages: what a column is called, and what it means.
    assert "Latitude: " in lines["| `lat`"]
    assert "Lintang: " in lines["| `lat`"]


def test_the_tables_that_the_build_makes_have_a_section_of_their_own(small_pack: Path) -> None:
    of_the_pack, made = data_dictionary(small_pack).split("\n## Made by the build")
    assert "\n## figures\n" in of_the_pack
    assert "\n### boundaries\n" in made
    assert "Primary key `area_code` + `scope` + `item` + `span`." in made
    lines = {line.split(" | ")[0]: line for line in made.splitlines() if line.startswith("| `")}
    assert lines["| `position`"].startswith("| `position` | integer")


def test_a_broken_descriptor_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"There is no datapackage\.json"):
        data_dictionary(tmp_path)


def test_the_one_in_docs_is_current() -> None:
    packs = list((ROOT / "data").glob("*/datapackage.json"))
    assert len(packs) == 1
    expected = data_dictionary(packs[0].parent)
    written = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == expected, "run: kampung dictionary > docs/data-dictionary.md"
