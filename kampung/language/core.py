"""The language a reader has chosen, and everything that is written in it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from babel import Locale, dates, numbers
from babel.dates import format_skeleton
from babel.lists import format_list

from kampung.language.catalogues import translations
from kampung.language.places import USUAL, called

LANGUAGES = ("id", "en")
DEFAULT = "id"

# British English: 14 July 2021, the order that Indonesian has too.
_LOCALES = {"id": "id_ID", "en": "en_GB"}
MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"

_DAYS = {"long": "d MMMM y", "medium": "d MMM y", "short": "d MMM"}
_MONTHS = {"long": "yMMMM", "medium": "yMMM"}

Day = dt.date | dt.datetime


def mark(message: str) -> str:
    """Mark a constant for extraction into the catalogues; it is returned as it is."""
    return message


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(_LOCALES[code])


# A page writes the same few numbers and days in every run, and to write one takes 20 to 50 µs.


@lru_cache(maxsize=8192)
def _translated(message: str, code: str, kinds: frozenset[str]) -> str:
    return called(translations(code).gettext(message), code, kinds=kinds)


@lru_cache(maxsize=8192)
def _number(value: float, decimals: int, code: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    # Zero is the same as minus zero to whoever looks it up, and so it is written the same.
    written = numbers.format_decimal(value or 0, format=pattern, locale=_locale(code))
    return written.replace("-", MINUS)


@lru_cache(maxsize=8192)
def _day(day: Day, skeleton: str, code: str) -> str:
    return str(dates.format_date(day, format=skeleton, locale=_locale(code)))


@lru_cache(maxsize=2048)
def _month(day: Day, skeleton: str, code: str) -> str:
    return str(format_skeleton(skeleton, day, locale=_locale(code)))


@dataclass(frozen=True)
class Language:
    """A language of the app, with its words, numbers and dates.

    Parameters
    ----------
    code
        ``id`` (Indonesian) or ``en`` (English).
    kinds
        Kinds of areas in the data, whose words all texts use; see `kampung.language.places`.

    Raises
    ------
    ValueError
        If the code is another one.
    """

    code: str
    kinds: frozenset[str] = USUAL

    def __post_init__(self) -> None:
        if self.code not in LANGUAGES:
            message = f"unknown language {self.code!r}; choose one of {', '.join(LANGUAGES)}"
            raise ValueError(message)

    # Words

    def text(self, message: str, /, **values: str) -> str:
        """Translate a message and fill its ``{named}`` places with text already formatted."""
        translated = _translated(message, self.code, self.kinds) if message else ""
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, count: int, /, **values: str) -> str:
        """Translate by number; ``{n}`` is the number in the language's own digits."""
        translated = self._called(translations(self.code).ngettext(one, many, count))
        return translated.format(n=self.number(count), **values)

    def _called(self, words: str) -> str:
        return called(words, self.code, kinds=self.kinds)

    def pick(self, row: Mapping[str, Any], field: str) -> str:
        """Choose ``<field>_id`` or ``<field>_en`` of a row; empty text where it is missing."""
        value = row[f"{field}_{self.code}"]
        return value if isinstance(value, str) else ""

    def join(self, words: list[str]) -> str:
        """Join words as a sentence does: ``a, b, dan c``."""
        return str(format_list(words, locale=_locale(self.code))) if words else ""

    def either(self, words: list[str]) -> str:
        """Join words of which one is true: ``41 atau 70``."""
        return str(format_list(words, style="or", locale=_locale(self.code))) if words else ""

    # Numbers

    def number(self, value: float, *, decimals: int | None = None) -> str:
        """Write a number: ``4.790`` and ``79,83``, or ``4,790`` and ``79.83``.

        Parameters
        ----------
        value
            A finite number.
        decimals
            Decimal places to write; by default none for a whole number and one otherwise.
        """
        if decimals is None:
            decimals = 0 if float(value).is_integer() else 1
        return _number(value, decimals, self.code)

    def signed(self, value: float, *, decimals: int | None = None) -> str:
        """Write a number with its sign, ``+12`` or ``−12``."""
        return ("+" if value > 0 else "") + self.number(value, decimals=decimals)

    def percent(self, fraction: float, *, decimals: int = 1, signed: bool = False) -> str:
        """Write a fraction as per cent: ``−67,7%``."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "%"
        written = numbers.format_percent(fraction, format=pattern, locale=_locale(self.code))
        return ("+" if signed and fraction > 0 else "") + written.replace("-", MINUS)

    # Dates

    def date(self, day: Day, *, style: Literal["long", "medium", "short"] = "long") -> str:
        """Write a day: ``14 Juli 2021`` (long), ``14 Jul 2021`` (medium), ``14 Jul`` (short)."""
        return _day(day, _DAYS[style], self.code)

    def month(self, day: Day, *, style: Literal["long", "medium"] = "long") -> str:
        """Write a month: ``Juli 2021`` (long), ``Jul 2021`` (medium)."""
        return _month(day, _MONTHS[style], self.code)

    def moment(self, moment: dt.datetime) -> str:
        """Write a moment in universal time: ``24 November 2026, 17.50 UTC``."""
        utc = moment.astimezone(dt.UTC)
        time = dates.format_time(utc, format="short", locale=_locale(self.code))
        return f"{self.date(utc)}, {time} UTC"

    def period(
        self,
        start: Day,
        end: Day,
        *,
        style: Literal["long", "medium"] = "long",
    ) -> str:
        """Write a period with both ends, saying nothing twice.

        ``14–20 Juli 2021``, ``28 Juni–4 Juli 2021``, ``29 Desember 2020–4 Januari 2021``.
        """
        last = self.date(end, style=style)
        if (start.year, start.month, start.day) == (end.year, end.month, end.day):
            return last
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}{EN_DASH}{last}"
        month = "MMMM" if style == "long" else "MMM"
        within = f"d {month}" if start.year == end.year else f"d {month} y"
        return f"{_day(start, within, self.code)}{EN_DASH}{last}"

    def partial(self, written: str, *, style: Literal["long", "medium"] = "long") -> str:
        """Write a date that may be known to the day, month or year only: ``2017-09``."""
        if len(written) == len("2017-09-01"):
            return self.date(dt.date.fromisoformat(written), style=style)
        if len(written) == len("2017-09"):
            return self.month(dt.date.fromisoformat(f"{written}-01"), style=style)
        return written

    # Charts

    def vega_locale(self) -> dict[str, Any]:
        """The locale that Vega needs for axes: the ``config.locale`` of a chart.

        Returns
        -------
        dict
            ``number`` and ``time``, in the form of d3-format and d3-time-format.
        """
        locale = _locale(self.code)
        symbols = locale.number_symbols["latn"]
        wide, short = locale.months["format"]["wide"], locale.months["format"]["abbreviated"]
        days, day_names = locale.days["format"]["abbreviated"], locale.days["format"]["wide"]
        # CLDR's week starts on Monday in Babel (0), d3's on Sunday.
        from_sunday = (6, 0, 1, 2, 3, 4, 5)
        return {
            "number": {
                "decimal": symbols["decimal"],
                "thousands": symbols["group"],
                "grouping": [3],
                "currency": ["Rp", ""],
                "minus": MINUS,
            },
            "time": {
                "dateTime": "%A, %e %B %Y %X",
                "date": "%d/%m/%Y",
                "time": "%H:%M:%S",
                "periods": ["AM", "PM"],
                "days": [day_names[day] for day in from_sunday],
                "shortDays": [days[day] for day in from_sunday],
                "months": [wide[month] for month in range(1, 13)],
                "shortMonths": [short[month] for month in range(1, 13)],
            },
        }
