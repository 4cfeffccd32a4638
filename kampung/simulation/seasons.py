"""What week of the year it is for a village office: holidays, schools, weddings, Lebaran.

Nothing here is measured. The heights of the seasons are invented; the days of the feasts are those
of the tabular Islamic calendar, at most a day or two from those that are proclaimed.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.datetime64]
"""Days, as datetime64[D]."""
Factors = npt.NDArray[np.float64]

_HIJRI_EPOCH = 227_015 - 719_163  # days from 1970-01-01 to the first day of the Islamic calendar
_HIJRI_CYCLE_DAYS = 10_631  # of thirty years
_RAMADAN = 9

# Public holidays with a fixed day, and the leave around the end of the year: (month, day). Feasts
# of other calendars are left out.
_FIXED_HOLIDAYS = ((1, 1), (5, 1), (6, 1), (8, 17), (12, 24), (12, 25), (12, 26), (12, 31))
# Idul Fitri with its joint leave, Idul Adha, New Year, Maulid, Isra Mi'raj: Hijri (month, day).
_HIJRI_HOLIDAYS = (
    (9, 28), (9, 29), (9, 30), (10, 1), (10, 2), (10, 3), (10, 4),
    (12, 10), (1, 1), (3, 12), (7, 27),
)  # fmt: skip
_WORKING_DAYS = 5
_AT_HOLIDAYS = 0.1  # of a usual week's requests come, online, in a week without a working day

# Family: (day of the year at the peak, days from it to where it is lower by 40 per cent, height).
_PEAKS: Mapping[str, tuple[tuple[int, float, float], ...]] = {
    "social": ((178, 20.0, 1.0), (20, 15.0, 0.2)),  # papers for school and university
    "residency": ((180, 25.0, 0.4),),
    "family_card": ((185, 25.0, 0.3),),
    "civil_registration": ((185, 20.0, 0.25),),
    "police": ((205, 30.0, 0.7), (25, 20.0, 0.3)),  # job seekers after school, and the new year
    "business": ((60, 40.0, 0.35),),
    "land": ((270, 40.0, 0.25),),
    "travel": ((350, 14.0, 0.9), (180, 15.0, 0.4)),
}
# Months of the Islamic year, Muharram first: weddings wait for the good ones.
_WEDDINGS = (0.4, 0.8, 1.1, 1.1, 1.0, 1.0, 1.2, 1.2, 0.3, 1.6, 0.9, 1.7)
_TRAVEL_IN_RAMADAN = 1.6
_YEAR_DAYS = 365.25


def hijri(days: Days) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Give the month (1 Muharram … 12 Dhu al-Hijja) and day of the tabular Islamic calendar."""
    since = days.astype("datetime64[D]").astype(np.int64) - _HIJRI_EPOCH
    year = (30 * since + 10_646) // _HIJRI_CYCLE_DAYS
    in_year = since - ((year - 1) * 354 + (3 + 11 * year) // 30)
    month = np.minimum((11 * in_year + 330) // 325, 12)
    day = in_year - (29 * (month - 1) + (6 * month - 1) // 11) + 1
    return month, day


def working_days(mondays: Days) -> npt.NDArray[np.int64]:
    """Count the days from Monday to Friday that are no public holiday, 0 to 5, of each week."""
    days = mondays[:, None] + np.arange(_WORKING_DAYS)
    holiday = _any_of(_month_and_day(days), _FIXED_HOLIDAYS) | _any_of(hijri(days), _HIJRI_HOLIDAYS)
    counted: npt.NDArray[np.int64] = (~holiday).sum(axis=1)
    return counted


def season(family: str, mondays: Days) -> Factors:
    """How many requests of a family of services come in each week; about 1 in a usual week.

    Parameters
    ----------
    family : str
        As in the table ``service_types``; a family without seasons of its own has short weeks only.
    mondays : array of datetime64[D]
        First days of the weeks.

    Returns
    -------
    array of float64
        Factors above zero: normal curves over the year for schools, jobs and travel; a factor by
        Islamic month for marriage and, in Ramadan, travel; and in proportion to working days.
    """
    middles = mondays + np.timedelta64(3, "D")
    of_year = (middles - middles.astype("datetime64[Y]")).astype(np.int64) + 1
    factors: Factors = np.ones(len(mondays))
    for peak, width, height in _PEAKS.get(family, ()):
        apart = np.abs(of_year - peak)
        apart = np.minimum(apart, _YEAR_DAYS - apart)
        factors += height * np.exp(-0.5 * (apart / width) ** 2)
    month, _ = hijri(middles)
    if family == "marriage":
        factors *= np.array(_WEDDINGS)[month - 1]
    if family == "travel":
        factors[month == _RAMADAN] *= _TRAVEL_IN_RAMADAN
    worked = working_days(mondays) / _WORKING_DAYS
    return factors * (_AT_HOLIDAYS + (1 - _AT_HOLIDAYS) * worked)


def _month_and_day(days: Days) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    months = days.astype("datetime64[M]")
    return months.astype(np.int64) % 12 + 1, (days - months).astype(np.int64) + 1


def _any_of(
    dates: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]], wanted: tuple[tuple[int, int], ...]
) -> npt.NDArray[np.bool_]:
    """Tell which dates are one of the wanted (month, day)."""
    month, day = dates
    return np.isin(month * 100 + day, [m * 100 + d for m, d in wanted])
