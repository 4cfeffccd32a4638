"""Seasons of a village office."""

import numpy as np
import pytest

from kampung.simulation.seasons import hijri, season, working_days


def days(*written: str) -> np.ndarray:
    return np.array(written, dtype="datetime64[D]")


@pytest.mark.parametrize("day", ["2021-05-13", "2023-04-22", "2024-04-10", "2025-03-31"])
def test_idul_fitri_is_within_a_day_of_the_one_proclaimed(day: str) -> None:
    around = days(day) + np.arange(-1, 2)
    assert (10, 1) in list(zip(*hijri(around), strict=True))


def test_every_islamic_month_has_29_or_30_days() -> None:
    month, day = hijri(np.arange("2000-01-01", "2040-01-01", dtype="datetime64[D]"))
    last = day[:-1][np.diff(month) != 0]
    assert set(last) == {29, 30}
    assert set(month) == set(range(1, 13))


def test_holidays_shorten_a_week_and_lebaran_takes_all_of_it() -> None:
    # A usual week, Independence Day on a Tuesday, Idul Fitri on a Thursday.
    assert working_days(days("2021-02-01", "2021-08-16", "2021-05-10")).tolist() == [5, 4, 0]


def test_a_week_without_a_working_day_still_has_some_requests() -> None:
    usual, lebaran = season("other", days("2021-02-01", "2021-05-10"))
    assert usual == 1
    assert lebaran == pytest.approx(0.1)


def test_weddings_wait_for_the_end_of_ramadan_and_school_papers_for_june() -> None:
    ramadan, syawal = season("marriage", days("2021-04-19", "2021-05-24"))
    assert syawal > 3 * ramadan
    november, june = season("social", days("2021-11-08", "2021-06-21"))
    assert june > 1.5 * november
