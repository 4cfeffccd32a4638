"""The program knows no place: what belongs to the shipped pack's regency is in the pack alone."""

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tools.messages import messages

ROOT = Path(__file__).resolve().parents[2]
PACK = next((ROOT / "data").glob("*/datapackage.json")).parent
PROGRAM = [
    ROOT / "app.py",
    *(
        path
        for folder in ("kampung", "pages")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".po", ".json")
    ),
]
# Names that are shorter are words of every day too, such as Licin (smooth).
SHORTEST = 6
# Said by the pack as by anybody: a font is named after the capital, a register is national, and
# a village may be called like any other word (sepanjang: along).
NOT_OF_ONE_PLACE = {
    "jakarta",
    "surabaya",
    "badan pusat statistik",
    "kementerian dalam negeri",
    "kementerian komunikasi dan informatika",
    "sepanjang",
}


@cache
def rows(table: str) -> list[dict[str, str]]:
    with (PACK / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def about() -> dict[str, Any]:
    described: dict[str, Any] = json.loads((PACK / "datapackage.json").read_text(encoding="utf-8"))
    return dict(described["kampung"])


def words() -> Iterator[str]:
    """Names, codes and days that only the shipped pack may know."""
    own = about()
    yield from (own["area_code"], own["area_code"].replace(".", ""), own["article"])
    programme = own["programme"]
    yield from (programme, programme.replace(" ", "_"), programme.replace(" ", "-"))
    yield from (*own["focus"], *own["wave"])
    for area in rows("areas"):
        yield area["name"]
    for source in rows("sources"):
        if source["kind"] != "registry":
            yield from (source["id"], source["publisher"])
    for award in rows("awards"):
        yield from (award[column] for column in ("id", "name", "theme", "event", "place", "giver"))


@cache
def sought() -> frozenset[str]:
    numbers = re.compile(r"[\d.]+")
    return frozenset(
        word.casefold()
        for word in words()
        if (len(word) >= SHORTEST or numbers.fullmatch(word))
        and word.casefold() not in NOT_OF_ONE_PLACE
    )


def found(text: str) -> list[str]:
    """Where the words stand in a text, alone and not within others: ``line: word``."""
    small = text.casefold()
    return [
        f"{small.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for word in sought()
        if word in small
        for match in re.finditer(rf"(?<![\w.]){re.escape(word)}(?!\w)", small)
    ]


def test_no_name_code_or_day_of_the_regency_is_in_the_program() -> None:
    assert len(PROGRAM) > 100
    assert len(sought()) > 400
    told = [
        f"{path.relative_to(ROOT)}:{where}"
        for path in PROGRAM
        for where in found(path.read_text(encoding="utf-8"))
    ]
    assert not told, "\n".join(told)


@pytest.mark.parametrize(
    "text",
    [
        "Banyuwangi",
        "kode 35.10.01.2001",
        "3510",
        "the smart_kampung aspect",
        'source == "lentera-2021"',
        "Desa Kalibaru Kulon",
        "from 2021-06-01",
    ],
)
def test_it_would_be_found(text: str) -> None:
    assert found(text)


def test_no_published_number_is_written_into_a_sentence() -> None:
    printed = {
        float(row[column])
        for table, column in (
            ("figures", "value"),
            ("adoption", "villages"),
            ("adoption", "out_of"),
            ("programme_facts", "value"),
        )
        for row in rows(table)
        if row[column]
    }
    # Round and small ones are anybody's: 100 per cent, version 4.0.
    published = {number for number in printed if number % 50 and number > 10}
    said = [
        (float(number.replace(",", "")), message)
        for message in messages()
        for text in ([message] if isinstance(message, str) else message)
        for number in re.findall(r"\d+\.\d+|\d[\d,]*\d\d", text)
    ]
    assert [pair for pair in said if pair[0] in published] == []
