"""What is put where a number, a day, a code or a part of a pack's description belongs."""

from typing import Any

from tests.fuzz.imports import PERSONS

Json = Any

NUMBERED = tuple(person for person in PERSONS if sum(map(str.isdigit, person)) > 9)
NUMBERS = (
    "501.5", "0.1", "-1", "-0", "+5", "007", "1e3", "1e-9", "1e30", "1e309", "NaN", "inf",
    "9" * 5000, str(10**30), str(2**63), str(2**63 - 1), str(2**31), "999999999", "1000000000",
    "1,5", "1.234.567", "1_000", "TRUE", "true", "#DIV/0!", "0x1F", " 7", "7 ", "٣", "½", "",
    "0", "1", "100", "100001", "1500.5", "1" + "0" * 39, "0." + "0" * 30 + "1",
)  # fmt: skip
DAYS = (
    "0221-07-14", "2031-07-14", "2021-02-29", "2021-13-01", "2021-00-00", "0000-00-00",
    "9999-12-31", "1899-12-31", "1945-08-17", "20210714", "14/07/2021", "2021-7-4", "2021-07",
    "2021-07-14T00:00:00", "44391", "2020-02-29", "2021-07-14", "2021-07-20", "2018-01-01", "",
)  # fmt: skip
CODES = (
    "99.01", "99.01.01", "99.01.01.2001", "99.02", "99.09.09.2999", "35.10", "35.10.01.2001",
    "f001", "f999", "berita-2021", "tak-ada", "BERITA-2021", "new_cases", "epidemic", "level",
    "total", "cumulative", "daily_mean", "each_week", "maximum_week", "share", "comparison", "=",
    ">", "≥", "<", "≤", "≈", "open", "stated", "derived", "won", "import-fuzz", "a" * 300, "../x",
    "",
)  # fmt: skip
PATTERNS = (
    "(a+)+$", "(a|aa)*b", "((x{99}){99}){99}", "(.*)*(.*)*(.*)*=", "(?=x)", r"(a)\1", "[", "(",
    "*", "\\", "x{1000}", "x{1001}", "(?:" * 200, ".{0,1000}" * 50, "\x00", "\\d{4}", "", "[^a]*",
    "(?i)[a-z0-9-]*", "é", "\\p{L}+", "(?P<a>x)", "a" * 501, "(|)*", "$^", "\\z",
)  # fmt: skip
PATHS = (
    "../sources.csv", "/etc/passwd", "/etc/passwd.csv", "sources.csv/", "./sources.csv",
    "a/../../b.csv", "https://contoh.id/a.csv", "C:\\a.csv", "a\\b.csv", "sources.CSV", "", ".",
    "..", ".csv", "a" * 300 + ".csv", "x/" * 2100 + "a.csv", "datapackage.json", "areas.csv",
    "\x00.csv", "é.csv", "3510014507990003.csv", "sub/areas.csv", "a\n.csv", "\x1b[31m.csv",
    ["areas.csv", "b.csv"],
)  # fmt: skip
NAMES = (
    "meta", "sqlite_master", "seal", "areas", "boundaries", "select", "Areas", "a b", "", "x" * 63,
    "x" * 64, "é", "rowid", "evidence_waves", "order", "figures", "nik_3510014507990003",
    *PERSONS[:3], "1a", "index", "name\n", "group",
)  # fmt: skip
TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "any", "object", "geojson")
# Put as texts, and written as what JSON has no Python value for.
LITERALS = {
    "@huge@": "9" * 6000, "@deep@": "[" * 50_000 + "]" * 50_000, "@nan@": "NaN",
    "@infinite@": "-Infinity", "@exponent@": "1e999", "@double@": '{"a": 1, "a": 2}',
    "@half@": '"\\ud800"', "@long@": f'"{"a" * 2_000_000}"', "@wide@": f"[{'0,' * 200_000}0]",
}  # fmt: skip
ODD_JSON: tuple[Json, ...] = (
    None, [], {}, 0, 1, -1, True, False, 1.5, "x", "", [[]], [None], {"a": None}, 10**400, 10**30,
    *LITERALS, *LITERALS, *PERSONS[:5], "a\x00b", "\u202e", ["id"], ["id", "id"], "id",
)  # fmt: skip
