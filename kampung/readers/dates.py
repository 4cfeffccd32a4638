"""Dates, times and periods as Indonesian offices and their systems write them.

Accepted: ISO (``2021-07-14``), day first (``14/07/2021``), words in Indonesian or English
(``Rabu, 14 Juli 2021``), months, quarters, half-years, ISO weeks, years, and ranges of dates
(``28 Juni – 4 Juli 2021``). A date without its year is not guessed.
"""

import calendar
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

FieldOrder = Literal["day_first", "month_first"]
Period = tuple[date, date]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt ags agust aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAY = re.compile(
    r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|mon|tues|wednes|thurs|fri|satur|sun)"
    r"(?:day)?\s*,\s*"
)
_WORD = r"([a-z]{3,9})\.?"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_NUMERIC_WITHIN = re.compile(rf"(?<!\d){_NUMERIC.pattern}(?!\d)", re.ASCII)
_DAY_WORD = re.compile(rf"(\d{{1,2}})[\s-]*{_WORD}[\s,-]*(\d{{4}})", re.ASCII)
_WORD_DAY = re.compile(rf"{_WORD}\s+(\d{{1,2}})\s*,?\s+(\d{{4}})", re.ASCII)
_TIME = re.compile(
    r"(.+?)(?:t|[\s,]+)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?"
    r"\s*(?:wib|wita|wit|z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_MONTH = re.compile(
    rf"(?:(\d{{4}})[-/.\s](\d{{1,2}})|(\d{{1,2}})[-/.](\d{{4}})|{_WORD}[\s-]*(\d{{4}})|(\d{{4}})[\s-]+{_WORD})",
    re.ASCII,
)
_YEAR = re.compile(r"(?:tahun\s*)?(\d{4})", re.ASCII)
_WEEK = re.compile(
    r"(?:(\d{4})-?w(\d{1,2})|(?:minggu|pekan|week)(?:\s*ke)?[\s-]*(\d{1,2})[\s,-]+(\d{4}))",
    re.ASCII,
)
_PART = re.compile(
    r"(?:(\d{4})[-\s]*(q|s)([1-4])"
    r"|(triwulan|tw|kuartal|q|semester|smt|s)(?:\s*ke)?[\s.-]*([1-4]|iv|i{1,3})[\s,./-]+(?:tahun\s*)?(\d{4}))",
    re.ASCII,
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_RANGE_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\s+(?:s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga|to|until)\s+",
        r"\s*[–—]\s*",
        r"\s+-\s+",
        r"\s*/\s*",
        r"-",
    )
)
# A year outside this span is a typing error, not a record of a village office.
YEARS = range(1945, 2101)


def _date(year: int, month: int, day: int) -> date | None:
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clean(text: str) -> str:
    return _WEEKDAY.sub("", " ".join(text.casefold().split()))


def parse_date(text: str, order: FieldOrder = "day_first") -> date | None:
    """Read one date; with `order`, ``05/07/2021`` is 5 July (day first) or 7 May (month first).

    A date that is impossible in the given order (``14/07/2021`` as month first) is None, not
    turned round: a column has one order, see `field_orders`.

    Returns
    -------
    datetime.date or None
        None if the text is no whole date, or no date that exists.
    """
    text = _clean(text)
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return _date(year, month, day)
    if match := _NUMERIC.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
        day, month = (first, second) if order == "day_first" else (second, first)
        return _date(year, month, day)
    if match := _DAY_WORD.fullmatch(text):
        return _date(int(match[3]), _MONTHS.get(match[2], 0), int(match[1]))
    if match := _WORD_DAY.fullmatch(text):
        return _date(int(match[3]), _MONTHS.get(match[1], 0), int(match[2]))
    return None


def parse_timestamp(text: str, order: FieldOrder = "day_first") -> datetime | None:
    """Read a date with or without a time of day, as local wall time.

    A time zone at the end is passed over: the systems write local time. A date alone is its
    midnight.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        pass
    else:
        return moment.replace(tzinfo=None) if moment.year in YEARS else None
    cleaned = _clean(text)
    if (day := parse_date(cleaned, order)) is not None:
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - wall time, no zone
    match = _TIME.fullmatch(cleaned)
    if match is None or (day := parse_date(match[1], order)) is None:
        return None
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001


def parse_period(text: str, order: FieldOrder = "day_first") -> Period | None:
    """Read a period as its first and last day, both inclusive.

    A day, an ISO week (``2021-W28``, ``Minggu ke-28 2021``), a month (``2021-07``,
    ``Juli 2021``), a quarter (``Triwulan III 2021``), a half-year (``Semester 2 2021``), a year,
    or a range of days (``2021-07-05/2021-07-11``, ``5–11 Juli 2021``, ``5 Juli 2021 s.d. 11 Juli
    2021``). The two days of a range are given as they stand, also when the last is before the
    first: whoever asks decides what that means.

    Returns
    -------
    tuple of datetime.date or None
        None if the text is no period.
    """
    text = _clean(text)
    if (day := parse_date(text, order)) is not None:
        return day, day
    return _calendar_period(text) or _range(text, order)


def _calendar_period(text: str) -> Period | None:
    if match := _YEAR.fullmatch(text):
        return _months(int(match[1]), 1, 12)
    if match := _WEEK.fullmatch(text):
        year, week = int(match[1] or match[4]), int(match[2] or match[3])
        return _iso_week(year, week)
    if match := _PART.fullmatch(text):
        year = int(match[1] or match[6])
        kind, number = match[2] or match[4], match[3] or match[5]
        part = _ROMAN.get(number) or int(number)
        length = 6 if kind.startswith("s") else 3
        return _months(year, (part - 1) * length + 1, length) if part * length <= 12 else None
    if match := _MONTH.fullmatch(text):
        if match[1] or match[3]:
            month = int(match[2] or match[3])
        else:
            month = _MONTHS.get(match[5] or match[8], 0)
        year = int(match[1] or match[4] or match[6] or match[7])
        return _months(year, month, 1) if 1 <= month <= 12 else None
    return None


def _months(year: int, first: int, length: int) -> Period | None:
    if year not in YEARS:
        return None
    last = first + length - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _iso_week(year: int, week: int) -> Period | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)


def _range(text: str, order: FieldOrder) -> Period | None:
    for mark in _RANGE_MARKS:
        for match in mark.finditer(text):
            left, right = text[: match.start()].strip(), text[match.end() :].strip()
            end = parse_date(right, order)
            if end is None:
                continue
            # `5–11 Juli 2021` and `28 Juni – 4 Juli 2021`: the left side borrows what it lacks.
            missing = ("", f" {end.year}", f"-{end.month}-{end.year}")
            for borrowed in missing:
                start = parse_date(left + borrowed, "day_first" if borrowed else order)
                if start is not None:
                    return start, end
    return None


def field_orders(values: Iterable[str]) -> frozenset[FieldOrder]:
    """Which orders a column of dates proves: ``14/07/2021`` can only be day first.

    An empty set means that nothing is proven (take day first); both orders in one column mean
    that dates such as ``05/07/2021`` cannot be read safely.
    """
    proven: set[FieldOrder] = set()
    for value in values:
        for first, _, second, _ in _NUMERIC_WITHIN.findall(value):
            if int(first) > 12 >= int(second):
                proven.add("day_first")
            elif int(second) > 12 >= int(first):
                proven.add("month_first")
    return frozenset(proven)


def is_ambiguous(text: str) -> bool:
    """Whether a date means one day when the day comes first and another when the month does."""
    match = _NUMERIC_WITHIN.search(text)
    return (
        match is not None and int(match[1]) <= 12 and int(match[3]) <= 12 and match[1] != match[3]
    )
