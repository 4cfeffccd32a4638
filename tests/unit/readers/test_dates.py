# ruff: noqa: DTZ001 - these are local wall times
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.language import Language
from kampung.readers.dates import (
    field_orders,
    is_ambiguous,
    parse_date,
    parse_period,
    parse_timestamp,
)

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2021-07-14",
        "2021/7/14",
        "20210714",
        "14/07/2021",
        "14-7-2021",
        "14.07.21",
        "14 Juli 2021",
        "14 JUL 2021",
        "14-Jul-2021",
        "Rabu, 14 Juli 2021",
        "July 14, 2021",
        " 14  Juli   2021 ",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    assert parse_date(text) == date(2021, 7, 14)


@pytest.mark.parametrize(
    ("text", "month"),
    [("Pebruari", 2), ("Nopember", 11), ("Agt", 8), ("Ags", 8), ("Mei", 5), ("Des", 12)],
)
def test_months_as_offices_write_them(text: str, month: int) -> None:
    assert parse_date(f"3 {text} 2021") == date(2021, month, 3)


@pytest.mark.parametrize(
    "text",
    ["", "2-Mar", "31/02/2021", "14/07", "2021", "0000-00-00", "14 Julo 2021", "07/14/2021", "x"],
)
def test_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_month_first_where_the_column_says_so() -> None:
    assert parse_date("07/14/2021", "month_first") == date(2021, 7, 14)
    assert parse_date("05/07/2021", "month_first") == date(2021, 5, 7)
    assert parse_date("05/07/2021") == date(2021, 7, 5)
    assert field_orders(["05/07/2021", "2021-07-14"]) == frozenset()
    assert field_orders(["05/07/2021", "14/07/2021"]) == {"day_first"}
    assert field_orders(["14/07/2021", "7/22/20"]) == {"day_first", "month_first"}
    assert is_ambiguous("05/07/2021")
    assert not is_ambiguous("07/07/2021")  # the same day either way
    assert not is_ambiguous("14/07/2021")
    assert not is_ambiguous("2011-07-04")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("Tahun 2021", "2021-01-01", "2021-12-31"),
        ("2021-07", "2021-07-01", "2021-07-31"),
        ("07/2021", "2021-07-01", "2021-07-31"),
        ("Februari 2024", "2024-02-01", "2024-02-29"),  # a leap year
        ("2021 Juli", "2021-07-01", "2021-07-31"),
        ("2021-W28", "2021-07-12", "2021-07-18"),  # cal: 12 July 2021 is the Monday of week 28
        ("Minggu ke-53 2020", "2020-12-28", "2021-01-03"),  # 2020 has 53 ISO weeks
        ("Triwulan III 2021", "2021-07-01", "2021-09-30"),
        ("TW 1 2021", "2021-01-01", "2021-03-31"),
        ("2021-Q4", "2021-10-01", "2021-12-31"),
        ("Semester 2 2021", "2021-07-01", "2021-12-31"),
        ("14 Juli 2021", "2021-07-14", "2021-07-14"),
        ("2021-07-05/2021-07-11", "2021-07-05", "2021-07-11"),
        ("2021-07-05 s.d. 2021-07-11", "2021-07-05", "2021-07-11"),
        ("5 Juli 2021 s/d 11 Juli 2021", "2021-07-05", "2021-07-11"),
        ("5 sampai dengan 11 Juli 2021", "2021-07-05", "2021-07-11"),
        ("05/07/2021 - 11/07/2021", "2021-07-05", "2021-07-11"),
        ("5–11 Juli 2021", "2021-07-05", "2021-07-11"),
        ("5-11 Juli 2021", "2021-07-05", "2021-07-11"),
        ("28 Juni – 4 Juli 2021", "2021-06-28", "2021-07-04"),
        ("28 Desember 2020 – 3 Januari 2021", "2020-12-28", "2021-01-03"),
        ("Senin, 5 Juli 2021 - Minggu, 11 Juli 2021", "2021-07-05", "2021-07-11"),
        ("2021-07-11/2021-07-05", "2021-07-11", "2021-07-05"),  # reversed: as it stands
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    assert parse_period(text) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "text", ["", "Juli", "Triwulan V 2021", "Semester 3 2021", "2021-W54", "2021-13", "5-11 Juli"]
)
def test_no_period(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-07-14 08:05:09", datetime(2021, 7, 14, 8, 5, 9)),
        ("2021-07-14T08:05:09+07:00", datetime(2021, 7, 14, 8, 5, 9)),  # local time stays
        ("14 Juli 2021 08.05 WIB", datetime(2021, 7, 14, 8, 5)),
        ("14/07/2021 08:05", datetime(2021, 7, 14, 8, 5)),
        ("14 Juli 2021", datetime(2021, 7, 14)),
    ],
)
def test_times(text: str, moment: datetime) -> None:
    assert parse_timestamp(text) == moment


@pytest.mark.parametrize(
    "text", ["", "0000-00-00 00:00:00", "0001-01-01 00:00:00", "14/07/2021 25:00"]
)
def test_no_time(text: str) -> None:
    assert parse_timestamp(text) is None


@given(DAYS, st.sampled_from(["id", "en"]), st.sampled_from(["long", "medium"]))
def test_a_date_in_words_comes_back(day: date, language: str, style: str) -> None:
    assert parse_date(Language(language).date(day, style=style)) == day  # type: ignore[arg-type]


@given(DAYS, st.sampled_from(["/", "-", "."]))
def test_a_date_in_digits_comes_back(day: date, mark: str) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}{mark}{day.month}{mark}{day.year}") == day
    assert parse_date(f"{day:%m{mark}%d{mark}%Y}", "month_first") == day


@given(MOMENTS)
def test_a_time_comes_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert parse_timestamp(f"{moment:%Y-%m-%d %H:%M:%S}") == moment
    assert parse_timestamp(f"{moment:%d/%m/%Y %H.%M.%S}") == moment


@given(DAYS, st.integers(0, 400))
def test_a_range_comes_back(start: date, days: int) -> None:
    end = min(start + timedelta(days), date(2099, 12, 31))
    assert parse_period(f"{start}/{end}") == (start, end)
    assert parse_period(f"{start:%d/%m/%Y} s.d. {end:%d/%m/%Y}") == (start, end)
    assert parse_period(Language("id").period(start, end)) == (start, end)


@given(DAYS)
def test_a_week_is_seven_days_from_monday(day: date) -> None:
    year, week, _ = day.isocalendar()
    period = parse_period(f"{year}-W{week:02d}")
    assert period is not None
    assert period[0].isoweekday() == 1
    assert period[0] <= day <= period[1] == period[0] + timedelta(6)


@given(st.text(max_size=20))
def test_no_text_is_an_error(text: str) -> None:
    for result in (parse_date(text), parse_period(text), parse_timestamp(text)):
        assert result is None or result
