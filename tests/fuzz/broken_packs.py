"""Data packs with something wrong: a seed always makes the same folder.

Descriptor, rows, bytes and folder are spoilt one after the other, each in ways that a careless
office, a broken disk or somebody hostile would. A name of a person alone is put only where a
number, a day, a code or a key belongs: in a free text nobody can tell it from any other name.
"""

import codecs
import csv
import io
import json
import os
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz import odd_values as odd
from tests.fuzz.imports import ODD, ON_BYTES, PERSONS, Rows
from tests.fuzz.odd_values import Json

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "fixtures" / "contoh"
SHIPPED = ROOT / "tests" / "fixtures" / "frozen"
ONE_IN = 6  # so many packs are the small one for each shipped one, and one more


@dataclass
class Draft:
    """A pack in memory: its description, and the rows of its files, each with its header."""

    dice: random.Random
    raw: Json
    rows: dict[str, Rows]
    literal: dict[str, str] = field(default_factory=dict)

    @property
    def resources(self) -> list[Json]:
        """The resources that still are what they were."""
        found = self.raw.get("resources") if isinstance(self.raw, dict) else None
        whole = [one for one in found or () if isinstance(one, dict) and _fields(one)]
        return whole or [{"name": "gone", "path": "", "schema": {"fields": [{"name": "id"}]}}]

    def table(self, *names: str) -> Rows:
        """Rows of one of some tables, or of any, with its header."""
        known = [f"{name}.csv" for name in names if f"{name}.csv" in self.rows]
        return self.rows[self.dice.choice(known or list(self.rows))]

    def kind(self, path: str, column: str) -> str:
        """What a column holds: a type, ``code`` where it has an enum, form or key, or ``text``."""
        for resource in self.resources:
            for one in _fields(resource):
                if resource.get("path") == path and one.get("name") == column:
                    rules = one.get("constraints")
                    if one.get("type", "string") != "string":
                        return str(one["type"])
                    coded = isinstance(rules, dict) and {"enum", "pattern"} & set(rules)
                    return "code" if coded else "text"
        return "text"


def _fields(resource: Json) -> list[Json]:
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    return [one for one in fields if isinstance(one, dict)] if isinstance(fields, list) else []


# --- the descriptor -----------------------------------------------------------------------------


def anywhere(draft: Draft) -> None:
    """Put what does not belong there at any place of the description."""
    spot: Json = draft.raw
    while isinstance(spot, dict | list) and spot:
        key = draft.dice.choice(list(spot)) if isinstance(spot, dict) else _place(spot, draft)
        how = draft.dice.randrange(12)
        if how == 0 and isinstance(spot, dict):
            del spot[key]
            return
        if how == 1 or not isinstance(spot[key], dict | list):
            # A title may be any text, also the name of somebody: only numbers are known there.
            is_text = isinstance(key, str) and key.split("@")[0] in {"title", "description"}
            spot[key] = draft.dice.choice(odd.NUMBERED if is_text else odd.ODD_JSON)
            return
        spot = spot[key]


def _place(items: Sequence[object], draft: Draft) -> int:
    return draft.dice.randrange(len(items))


def field_rules(draft: Draft) -> None:
    """Give a column another type, name, pattern, enumeration or limit."""
    dice = draft.dice
    one = dice.choice(_fields(dice.choice(draft.resources)))
    rules = one.setdefault("constraints", {})
    how = dice.randrange(8)
    if not isinstance(rules, dict) or how == 0:
        one["constraints"] = dice.choice(odd.ODD_JSON)
    elif how < 4:
        rules["pattern"] = dice.choice(odd.PATTERNS)
    elif how == 4:
        one["type"] = dice.choice((*odd.TYPES, *odd.ODD_JSON))
    elif how == 5:
        one["name"] = dice.choice((*odd.NAMES, *odd.ODD_JSON))
    elif how == 6:
        rules["enum"] = dice.choice(([], ["a"] * 2000, list(PERSONS), [None], "abc", ["=", "won"]))
    else:
        rule = dice.choice(("required", "unique", "minimum", "maximum", "minLength", "x"))
        rules[rule] = dice.choice((*odd.NUMBERS, *odd.DAYS, *odd.ODD_JSON))


def table_rules(draft: Draft) -> None:
    """Give a table another file, name, key, or take it away, or double it."""
    dice = draft.dice
    one = dice.choice(draft.resources)
    how = dice.randrange(8)
    if how < 3:
        one["path"] = dice.choice((*odd.PATHS, *odd.PATHS, *odd.ODD_JSON))
    elif how == 3:
        one["name"] = dice.choice((*odd.NAMES, *odd.ODD_JSON))
    elif how == 4:
        one["schema"]["primaryKey"] = dice.choice((["id"], ["name"], [], "code", *odd.ODD_JSON))
    elif how == 5:
        reference = {"resource": dice.choice(("areas", "", "none")), "fields": ["code"]}
        key = {"fields": dice.choice((["parent_code"], ["x"], [])), "reference": reference}
        one["schema"]["foreignKeys"] = dice.choice(([key], key, [key, key], *odd.ODD_JSON))
    elif how == 6 and one in draft.raw.get("resources", ()):
        draft.raw["resources"].remove(one)
    elif isinstance(draft.raw.get("resources"), list):
        draft.raw["resources"] += [one] * dice.choice((1, 1, 120))


def own_rules(draft: Draft) -> None:
    """Change what the pack says of itself: its area, its article, its periods."""
    dice = draft.dice
    own = draft.raw.get("kampung")
    if not isinstance(own, dict):
        return
    name = dice.choice(("area_code", "article", "focus", "wave", "population_area", "programme"))
    period = [dice.choice(odd.DAYS), dice.choice(odd.DAYS)]
    own[name] = dice.choice((period, period, *odd.CODES, *odd.ODD_JSON))


ON_DESCRIPTOR: Sequence[Callable[[Draft], None]] = (
    anywhere, anywhere, field_rules, field_rules, table_rules, table_rules, own_rules,
)  # fmt: skip


# --- rows ---------------------------------------------------------------------------------------


def odd_cells(draft: Draft) -> None:
    """Put in cells what is nearly, or not at all, of their kind."""
    dice = draft.dice
    for _ in range(dice.randint(1, 4)):
        path, row, at = _cell(draft)
        kind = draft.kind(path, draft.rows[path][0][at]) if at < len(draft.rows[path][0]) else ""
        choice = {
            "integer": odd.NUMBERS,
            "number": odd.NUMBERS,
            "date": odd.DAYS,
            "code": odd.CODES,
        }.get(kind, ODD)
        row[at] = dice.choice(choice if dice.randrange(5) else ODD)


def _cell(draft: Draft) -> tuple[str, list[str], int]:
    path = draft.dice.choice([path for path, rows in draft.rows.items() if any(rows)])
    filled = [row for row in draft.rows[path] if row]
    # Of a small table the header would be hit too often.
    row = draft.dice.choice(filled[1:] if len(filled) > 1 and draft.dice.randrange(9) else filled)
    return path, row, _place(row, draft)


def other_figures(draft: Draft) -> None:
    """Let figures say other numbers that could be as well: what is computed must bear them."""
    dice = draft.dice
    rows = draft.table("figures")
    value = rows[0].index("value") if rows and "value" in rows[0] else 0
    for _ in range(dice.choice((1, 3, 10, 40, 200))):
        row = dice.choice(rows[1:] or rows)
        if value < len(row) and row[value].isdecimal() and len(row[value]) < 8:
            number = int(row[value]) + dice.choice((-1, 1, 10, dice.randint(0, 5000)))
            row[value] = str(abs(dice.choice((number, number, number * 10, 0))))


def other_numbers(draft: Draft) -> None:
    """Let numbers, days and relations of any table be others, which may fit or not."""
    dice = draft.dice
    for _ in range(dice.choice((1, 3, 10, 40))):
        rows = draft.table("figures", "figures", "areas", "adoption", "programme_facts", "events")
        row = dice.choice(rows[1:] or rows)
        at = _place(row, draft)
        if row[at].isdecimal() and len(row[at]) < 9:
            row[at] = str(int(int(row[at]) * dice.choice((0, 0.1, 0.9, 1.1, 2, 10, 1000))))
        elif row[at][:2] == "20" and row[at][4:5] == "-":
            row[at] = f"{row[at][:8]}{dice.randint(1, 28):02}"
        elif row[at] in "=≈><≥≤":
            row[at] = dice.choice("=≈><≥≤")


def plant(draft: Draft) -> None:
    """Put persons into a column, a line or a cell."""
    dice = draft.dice
    path, chosen, at = _cell(draft)
    how = dice.randrange(3)
    rows = draft.rows[path]
    for row in rows[1:] or rows:
        for place in range(len(row)):
            if (how == 0 and place == at) or (row is chosen and (how == 1 or place == at)):
                header = rows[0][place] if place < len(rows[0]) else ""
                is_text = draft.kind(path, header) in {"text", "date"}
                row[place] = dice.choice(odd.NUMBERED if is_text else PERSONS)


def service_counts(draft: Draft) -> None:
    """Add counts of villages: good ones, doubled days, percentiles in disorder, a district's."""
    dice = draft.dice
    rows = draft.table("service_counts")
    areas = [row[0] for row in draft.table("areas")[1:] if row]
    villages = [code for code in areas if len(code) == len("99.01.01.2001")] or ["99.01.01.2001"]
    services = [row[0] for row in draft.table("service_types")[1:] if row] or ["ket-usaha"]
    sources = [row[0] for row in draft.table("sources")[1:] if row] or ["surat-desa"]
    is_careful = dice.randrange(2) == 0
    for n in range(dice.choice((1, 5, 50))):
        month, first = f"{2010 + n % 16}-{dice.randint(1, 12):02}", dice.randint(2, 22)
        last = first + 6 if is_careful else dice.choice((first, first + 6, first - 1))
        count = dice.choice(("0", "5", "7", "100000") if is_careful else odd.NUMBERS)
        hours = dice.choice(("", "2", "9"))
        rows.append([
            dice.choice(villages if is_careful else villages + areas), dice.choice(services),
            f"{month}-{first:02}", f"{month}-{last:02}", count, dice.choice(("", count)), "",
            hours, hours if is_careful else dice.choice(("", "3")), dice.choice(sources),
        ])  # fmt: skip


def lines(draft: Draft) -> None:
    """Double, drop, mix or cut lines, or put very many of them below."""
    dice = draft.dice
    rows = draft.table()
    how = dice.randrange(6)
    if how == 0:
        rows.extend(list(row) for row in rows[1:] * dice.randint(1, 20))
    elif how == 1:
        del rows[dice.randrange(len(rows))]
    elif how == 2:
        dice.shuffle(rows)
    elif how == 3:
        row = dice.choice(rows)
        del row[len(row) // 2 :]
    elif how == 4:
        rows.append([cell for row in rows[:3] for cell in row] * dice.choice((1, 60)))
    else:
        like = dice.choice(rows)
        rows.extend([f"{n}-x", *like[1:]] for n in range(dice.choice((1_000, 20_000))))


def columns(draft: Draft) -> None:
    """Double, drop, exchange or rename a column."""
    dice = draft.dice
    rows = draft.table()
    width = min(map(len, rows), default=0)
    if not width:
        return
    a, b, how = dice.randrange(width), dice.randrange(width), dice.randrange(5)
    heading = dice.choice(("nama_anak", "no_ktp", *odd.NAMES, *PERSONS))
    for number, row in enumerate(rows):
        if how == 0:
            row.insert(b, row[a])
        elif how == 1:
            del row[a]
        elif how == 2:
            row[a], row[b] = row[b], row[a]
        elif how == 3 and not number:
            row[a] = heading
        elif how == 4:
            row.append(dice.choice(PERSONS) if number else heading)


def long_cell(draft: Draft) -> None:
    """Put a cell of up to five million characters in."""
    _, row, at = _cell(draft)
    length = draft.dice.choice((10_000, 10_001, 140_000, 5_000_000))
    row[at] = (draft.dice.choice(("a", "Surat ", '"', *odd.NUMBERED)) * length)[:length]


ON_ROWS: Sequence[Callable[[Draft], None]] = (
    odd_cells, odd_cells, other_figures, other_figures, other_figures, other_numbers, plant, plant,
    service_counts, service_counts, lines, columns, long_cell,
)  # fmt: skip
GENTLE: Sequence[Callable[[Draft], None]] = (other_figures, service_counts)


# --- files --------------------------------------------------------------------------------------


def _text(rows: Rows, dice: random.Random) -> bytes:
    text = io.StringIO()
    csv.writer(
        text,
        delimiter=dice.choice(",,,,;"),
        lineterminator=dice.choice(("\n", "\n", "\n", "\r\n", "\r")),
        quoting=dice.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    ).writerows(rows)
    encoding = dice.choice(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16"))
    return text.getvalue().encode(encoding, errors="replace")


def spoil_bytes(path: Path, dice: random.Random) -> None:
    """Flip bits, cut, insert; put byte-order marks in front; make it sparse and huge."""
    how = dice.randrange(8)
    if how == 0:
        path.write_bytes(codecs.BOM_UTF8 * dice.choice((1, 2)) + path.read_bytes())
    elif how == 1:
        os.truncate(path, dice.choice((0, 1, 300 << 20, 33 << 20)))
    else:
        path.write_bytes(dice.choice(ON_BYTES)(path.read_bytes(), dice))


def spoil_folder(path: Path, dice: random.Random) -> None:
    """Put something else in the place of a file, or something beside it."""
    folder = path.parent
    beside = folder / dice.choice(("x.csv", "\x1b[2J.csv", "3510014507990003.csv", "a/b/c.csv"))
    how = dice.randrange(13)
    if how >= 9:
        beside.parent.mkdir(parents=True, exist_ok=True)
        if how == 9:
            beside.write_text("a,b\n1,2\n")
        elif how == 10:
            os.mkfifo(beside)
        elif how == 11:
            beside.symlink_to(folder)
        else:
            (folder / os.fsdecode(b"\xff\xfe.csv")).write_text("")
        return
    elsewhere = folder.parent / "elsewhere.csv"
    shutil.copy(path, elsewhere)
    path.unlink()
    if how == 0:
        path.mkdir()
        (path / "x.csv").write_text("")
    elif how == 1:
        os.mkfifo(path)
    elif how == 2:
        path.symlink_to(path.name)
    elif how == 3:
        path.symlink_to("loop.csv")
        (folder / "loop.csv").symlink_to(path.name)
    elif how == 4:
        path.symlink_to(dice.choice(("/dev/zero", "/dev/tty", "/proc/self/mem", "/etc/passwd")))
    elif how == 5:
        path.symlink_to(Path("..") / elsewhere.name)
    elif how == 6:
        path.symlink_to("nowhere.csv")
    elif how == 7:
        (folder / "sub").mkdir()
        shutil.move(elsewhere, folder / "sub" / path.name)
        path.symlink_to(Path("sub") / path.name)


def make(seed: int, folder: Path) -> Path:
    """Write the pack of a seed into a folder of its own, below a folder that is empty."""
    dice = random.Random(seed)  # noqa: S311 - the same for every run
    source = SHIPPED if seed % ONE_IN == ONE_IN - 1 else SMALL
    pack = Path(shutil.copytree(source, folder / "pack"))
    draft = Draft(
        dice,
        json.loads((pack / "datapackage.json").read_text(encoding="utf-8")),
        {path.name: _rows(path) for path in sorted(pack.glob("*.csv"))},
    )
    # Some packs say only other numbers, so that much is built; some are wrong in their description,
    # which hides what is wrong with the rows.
    changes = dice.choice((GENTLE, ON_DESCRIPTOR, ON_ROWS, ON_ROWS))
    for _ in range(dice.randint(1, 2)):
        dice.choice(changes)(draft)
    strange = dice.choice(list(draft.rows)) if dice.randrange(4) == 0 else ""
    for name, rows in draft.rows.items():
        (pack / name).write_bytes(_text(rows, dice) if name == strange else _plain(rows))
    (pack / "datapackage.json").write_text(_json(draft.raw), encoding="utf-8")
    files = sorted(path for path in pack.iterdir() if path.is_file())
    if changes is not GENTLE and dice.randrange(5) == 0:
        spoil_bytes(dice.choice(files), dice)
    if changes is not GENTLE and dice.randrange(5) == 0:
        spoil_folder(dice.choice(files), dice)
    return pack


def _rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _plain(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode(errors="replace")


def _json(raw: Json) -> str:
    text = json.dumps(raw, ensure_ascii=False, indent=1)
    for name, literal in odd.LITERALS.items():
        text = text.replace(f'"{name}"', literal)
    return text.encode(errors="replace").decode()
