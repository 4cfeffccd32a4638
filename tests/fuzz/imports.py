"""Mutated import files: each an import, a report or a sentence, and never a word of a person.

``python -m tests.fuzz.imports --times 1000`` prints what became of them, the slowest and the peak
of memory, and ends with 1 where one file was a traceback or told of a person. A seed always makes
the same file.
"""

import argparse
import csv
import io
import json
import logging
import random
import re
import resource
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from kampung.building.importing import _boundary_report
from kampung.errors import KampungError
from kampung.privacy import mask_numbers
from kampung.readers import limits
from kampung.readers.boundaries import read_boundaries
from kampung.readers.files import FAULT
from kampung.readers.services import read_services, report
from tests.unit.readers.conftest import AREAS, SERVICES, xlsx

Rows = list[list[str]]

# Words that no pack, heading or message has.
PERSONS = (
    "Zulaikha Purwaningrum", "ZULAIKHA", "3510014507990003", "3510-0145-0799-0003", "081234567890",
    "+62 812-3456-7890", "8123456789", "a.n. Zulaikha Purwaningrum NIK 3510014507990003",
    "Surat keterangan untuk Zulaikha (0812 3456 7890)", "zulaikha.purwaningrum@contoh.id",
)  # fmt: skip
SECRETS = (
    "zulaikha", "purwaningrum", "3510014507990003", "3510-0145", "0145-0799", "81234567890",
    "812-3456", "3456-7890", "3456 7890", "8123456789", "81.23.45",
)  # fmt: skip
ODD = (
    "", "-", "NULL", "TRUE", "FALSE", "#DIV/0!", "#N/A", "#REF!", "=1+1", '=HYPERLINK("x")',
    "1e309", "9" * 30, "9" * 5000, "-1", "1.234", "1,5", "12345678", "NaN", "inf", "0x1F", "\x00",
    '"', "'", '""', "\n", "\r\n", "\t", ";", ",", "|", "\ufeff", "\u202e", "٣٤", "½", "2021-02-30",
    "31/31/2021", "0000-00-00", "9999-12-31", "2021-07-05/" * 50, "a" * 400, "99.01.01.2001",
    "9901012001", "PERMOHONAN DITOLAK", "Surat", "99", "1" * 18, "–" * 60, "2021 - " * 40,
)  # fmt: skip
PERSON_HEADINGS = ("nik", "nama_kepala_keluarga", "pelapor", "no_ktp", "zulaikha", "atas nama")

USAHA = "surat-keterangan-usaha"
TABLES: dict[str, Rows] = {
    "portal": [
        ["kemendagri_kode_desa_kelurahan", "kemendagri_nama_desa_kelurahan", "jenis_layanan",
         "periode", "jumlah", "satuan", "keterangan"],
        ["99.01.01.2001", "SUKA MAJU", "Keterangan Usaha", "Juli 2021", "1.234", "SURAT", ""],
        ["9901012002", "TEGAL", "Pengantar", "2021-07-05/2021-07-11", "3", "PERMOHONAN", "ya"],
        ["99.01.02.2001", "Karang", "Keterangan Domisili", "Triwulan III 2021", "17", "SURAT", ""],
    ],
    "aggregate": [
        ["village_code", "service_code", "period_start", "period_end", "requested", "completed",
         "rejected", "median_hours", "p90_hours"],
        ["99.01.01.2001", USAHA, "2021-07-05", "2021-07-11", "10", "8", "1", "3.5", "20"],
        ["99.01.01.2002", "surat-pengantar", "2021-07-05", "2021-07-11", "4", "", "", "", ""],
    ],
    "requests": [
        ["id", "kode_desa", "url_surat", "status", "created_at", "updated_at", "nama", "nik",
         "isian_form", "no_hp_aktif"],
        ["1", "9901012001", USAHA, "4", "2021-07-05 08:00:00", "2021-07-05 10:00:00", *[""] * 4],
        ["2", "9901012001", USAHA, "5", "2021-07-06 08:00:00", "2021-07-06 09:00:00", *[""] * 4],
    ],
    "letters": [
        ["id", "kode_desa", "url_surat", "status", "tanggal", "deleted_at", "verifikasi_operator",
         "nama_surat", "pemohon"],
        ["1", "9901012001", USAHA, "1", "2021-07-05 08:00:00", "", "1", "", ""],
        ["2", "9901022002", "surat_pengantar", "0", "2021-07-12 08:00:00", "", "-1", "", ""],
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What became of a file.

    Attributes
    ----------
    seed
        Makes the file anew.
    kind
        ``import``, ``report``, ``sentence``; or ``traceback``, ``person``, ``number``.
    detail
        The sentence, or what went wrong.
    seconds
        How long it took.
    """

    seed: int
    kind: str
    detail: str
    seconds: float

    @property
    def is_wrong(self) -> bool:
        """Whether it is none of what may become of a file."""
        return self.kind not in ("import", "report", "sentence")


# --- mutations ----------------------------------------------------------------------------------


def plant(rows: Rows, dice: random.Random) -> None:
    """Put persons into one column, one line, one cell or everywhere, headings too."""
    how = dice.randrange(5)
    column = dice.randrange(len(rows[0]))
    line = dice.randrange(len(rows))
    for number, row in enumerate(rows):
        for place in range(len(row)):
            chosen = (
                (how == 0 and place == column and number)
                or (how == 1 and number == line)
                or (how == 2 and (number, place) == (line, column))
                or (how == 3 and number)
                or (how == 4 and (number, place) == (0, column))
            )
            if chosen:
                row[place] = dice.choice(PERSONS)


def disturb(rows: Rows, dice: random.Random) -> None:
    """Put odd cells in."""
    for _ in range(dice.randint(1, 6)):
        row = dice.choice(rows[1:] or rows)
        row[dice.randrange(len(row))] = dice.choice(ODD)


def shuffle_columns(rows: Rows, dice: random.Random) -> None:
    """Double, drop or exchange columns, of all lines or of those below the header."""
    width = len(rows[0])
    a, b = dice.randrange(width), dice.randrange(width)
    how, first = dice.randrange(3), dice.randrange(2)
    for row in rows[first:]:
        if max(a, b) >= len(row):  # another mutation cut it short
            continue
        if how == 0:
            row.insert(b, row[a])
        elif how == 1 and len(row) > 1:
            del row[a]
        elif len(row) == width:
            row[a], row[b] = row[b], row[a]


def shuffle_lines(rows: Rows, dice: random.Random) -> None:
    """Repeat, drop or move lines, or put titles above."""
    how = dice.randrange(4)
    if how == 0:
        rows.extend(list(row) for row in rows[1:] * dice.randint(1, 40))
    elif how == 1:
        del rows[dice.randrange(len(rows))]
    elif how == 2:
        dice.shuffle(rows)
    else:
        rows.insert(0, ["LAPORAN " + dice.choice(PERSONS)])


def add_heading(rows: Rows, dice: random.Random) -> None:
    """Add a column about persons."""
    for number, row in enumerate(rows):
        row.append(dice.choice(PERSON_HEADINGS if number == 0 else PERSONS))


ON_ROWS: Sequence[Callable[[Rows, random.Random], None]] = (
    plant, plant, disturb, disturb, shuffle_columns, shuffle_lines, add_heading,
)  # fmt: skip


def flip(content: bytes, dice: random.Random) -> bytes:
    """Change some bytes."""
    changed = bytearray(content)
    for _ in range(dice.choice((1, 1, 3, 20)) if changed else 0):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def cut(content: bytes, dice: random.Random) -> bytes:
    """End early, begin late, or lose a piece."""
    a, b = sorted((dice.randint(0, len(content)), dice.randint(0, len(content))))
    return dice.choice((content[:a], content[a:], content[:a] + content[b:], content[:b] * 2))


def insert(content: bytes, dice: random.Random) -> bytes:
    """Put bytes in that do not belong there."""
    place = dice.randint(0, len(content))
    what = dice.choice((b"\x00", b'"', b"\xff\xfe", b"\r", b"\n" * 9, b"&foo;", b"<", b"]]>", b"{"))
    return content[:place] + what * dice.choice((1, 1, 50)) + content[place:]


ON_BYTES: Sequence[Callable[[bytes, random.Random], bytes]] = (flip, cut, insert)


# --- files --------------------------------------------------------------------------------------


def text_file(rows: Rows, dice: random.Random) -> bytes:
    """A CSV file of some dialect and encoding."""
    text = io.StringIO()
    csv.writer(
        text,
        delimiter=dice.choice(",,;\t|"),
        lineterminator=dice.choice(("\n", "\r\n", "\r")),
        quoting=dice.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    ).writerows(rows)
    encoding = dice.choice(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"))
    return text.getvalue().encode(encoding, errors="replace")


def workbook_file(rows: Rows, dice: random.Random) -> bytes:
    """A workbook, whole or with something wrong inside of it."""
    content = xlsx(
        {
            dice.choice(("Data", *PERSONS))[:31]: [
                [_typed(cell, dice) for cell in r] for r in rows
            ],
            "Catatan": [[dice.choice(PERSONS)]],
        }
    )
    how = dice.randrange(4)
    if how < 2:
        return content
    parts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = dice.choice(list(parts))
    if how == 2:
        del parts[name]
    else:
        parts[name] = dice.choice(ON_BYTES)(parts[name], dice)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for part, body in parts.items():
            package.writestr(part, body)
    return packed.getvalue()


def _typed(cell: str, dice: random.Random) -> object:
    if cell == "TRUE" or not cell.isprintable():
        return "".join(letter for letter in cell if letter.isprintable())
    if cell.isdigit() and cell.isascii() and len(cell) < 20 and dice.randrange(2):
        return int(cell)
    return date(2021, 7, 5) if cell == "2021-07-05" and dice.randrange(2) else cell


SQUARE = [[114.0, -8.0], [114.1, -8.0], [114.1, -8.1], [114.0, -8.1], [114.0, -8.0]]


def boundary_file(dice: random.Random) -> bytes:
    """GeoJSON of villages with persons in its properties, and things that are none."""
    odd: tuple[object, ...] = (
        None, [], {}, 1, True, "x", float("nan"), float("inf"), 10**400, [[[1]]], -1e308, *PERSONS,
    )  # fmt: skip
    features = []
    for code, _, level, name, _ in AREAS:
        if level == "village":
            properties: object = {
                "kode": code,
                "nama": dice.choice((name, *PERSONS)),
                dice.choice(PERSONS): code,
            }
            shape = {"type": "Polygon", "coordinates": [[list(p) for p in SQUARE]]}
            features.append({"type": "Feature", "properties": properties, "geometry": shape})
    whole: dict[str, object] = {"type": "FeatureCollection", "features": features}
    for _ in range(dice.randint(0, 4)):
        spot: object = whole
        while isinstance(spot, dict | list) and spot:
            key = dice.choice(list(spot)) if isinstance(spot, dict) else dice.randrange(len(spot))
            value = spot[key]  # type: ignore[index]
            if not isinstance(value, dict | list) or dice.randrange(4) == 0:
                spot[key] = dice.choice(odd)  # type: ignore[index]
                break
            spot = value
    return json.dumps(whole).encode()


def make(seed: int, folder: Path) -> Path:
    """Write the file of a seed."""
    dice = random.Random(seed)  # noqa: S311 - the same for every run
    kind = dice.choice(("csv", "csv", "csv", "xlsx", "geojson"))
    if kind == "geojson":
        content = boundary_file(dice)
    else:
        rows = [list(row) for row in dice.choice(list(TABLES.values()))]
        for _ in range(dice.randint(0, 3)):
            if rows and all(rows):
                dice.choice(ON_ROWS)(rows, dice)
        content = text_file(rows, dice) if kind == "csv" else workbook_file(rows, dice)
    if dice.randrange(3) == 0:
        content = dice.choice(ON_BYTES)(content, dice)
    path = folder / f"file-{seed}.{kind}"
    path.write_bytes(content)
    return path


# --- trying them --------------------------------------------------------------------------------


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += self.format(record) + "\n"


def attempt(seed: int, folder: Path) -> Outcome:
    """Import the file of a seed, and look at all that it says and keeps."""
    path = make(seed, folder)
    heard = _Heard()
    logging.getLogger().addHandler(heard)
    ignored: list[str] = []  # what Python would print and go on
    sys.unraisablehook = lambda unraisable: ignored.append(repr(unraisable.exc_value))
    start = time.perf_counter()
    told, kept, kind = "", "", ""
    counts = pd.DataFrame()
    try:
        if path.suffix == ".geojson":
            shapes = read_boundaries(path, _areas())
            told = _boundary_report(shapes)
            kept = shapes.boundaries.to_csv() + shapes.rejects.to_csv() + repr(shapes)
            kind = "report" if len(shapes.rejects) else "import"
        else:
            found = read_services(
                [path],
                areas=_areas(),
                service_types=_services(),
                source_id="import-fuzz",
                not_after=date(2022, 1, 1),
            )
            told, counts = report(found), found.counts
            kept = counts.to_csv() + found.rejects.to_csv() + repr(found)
            kind = "report" if found.rows_rejected or counts.empty else "import"
    except KampungError as error:
        told = "".join(traceback.format_exception(error))
        kind = "traceback" if FAULT in told else "sentence"
        if str(error).count("\n"):
            kind, told = "traceback", f"more than one line: {told}"
    except Exception:
        kind, told = "traceback", traceback.format_exc()
    finally:
        logging.getLogger().removeHandler(heard)
        sys.unraisablehook = sys.__unraisablehook__
        path.unlink()
    seconds = time.perf_counter() - start
    everything = f"{told}\n{kept}\n{heard.text}".casefold()
    if ignored:
        kind, told = "traceback", "; ".join(ignored)
    if kind != "traceback":
        leaked = [secret for secret in SECRETS if secret in everything]
        without_days = _DAY.sub("", told)
        if leaked or mask_numbers(without_days) != without_days:
            kind, told = "person", f"{leaked} {told}"
        elif len(counts) and (counts[["requested", "completed", "rejected"]].max() > _MOST).any():
            kind, told = "number", counts.to_csv()
    return Outcome(seed, kind, told, seconds)


_DAY = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}")  # also one that does not exist
_MOST = limits.COUNT_PER_YEAR * 100


def _areas() -> pd.DataFrame:
    return pd.DataFrame(AREAS, columns=["code", "parent_code", "level", "name", "bps_code"])


def _services() -> pd.DataFrame:
    return pd.DataFrame(SERVICES, columns=["code", "letter_number", "name_id", "name_en"])


def main() -> int:
    """Try many files and print what became of them."""
    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("--times", type=int, default=1000)
    options.add_argument("--first", type=int, default=0, help="the first seed")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [
            attempt(seed, Path(folder)) for seed in range(given.first, given.first + given.times)
        ]
    for outcome in outcomes:
        if outcome.is_wrong:
            print(f"seed {outcome.seed}: {outcome.kind}\n{outcome.detail[:2000]}\n")
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    kinds = Counter(outcome.kind for outcome in outcomes)
    print(", ".join(f"{kind}: {number:,}" for kind, number in sorted(kinds.items())))
    print(f"slowest: seed {slowest.seed}, {slowest.seconds:.2f} s; peak: {peak // 1024:,} MB")
    return int(any(outcome.is_wrong for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
