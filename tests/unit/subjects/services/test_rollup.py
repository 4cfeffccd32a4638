"""Sums of service counts: by hand, by another way of adding, and what holds for all counts."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampung.schemas import standard
from kampung.subjects.services.rollup import Rollup, roll_up
from kampung.subjects.services.rollup.medians import Ranking, weighted_median
from kampung.subjects.services.rollup.periods import cadence

Row = tuple[Any, ...]
NUMBERS = ["requested", "completed", "rejected", "median_hours", "p90_hours"]
SUMMED = ["requested", "completed", "rejected"]

REGENCY, NORTH, SOUTH, EMPTY = "99.01", "99.01.01", "99.01.02", "99.01.03"
A, B, C, SILENT = "99.01.01.1001", "99.01.01.2001", "99.01.02.2001", "99.01.02.2002"
AREAS = pd.DataFrame(
    [
        (REGENCY, None, "regency"),
        # Not in the order of their codes, as a pack may have them.
        (SOUTH, REGENCY, "district"),
        (NORTH, REGENCY, "district"),
        (EMPTY, REGENCY, "district"),
        (C, SOUTH, "village"),
        (SILENT, SOUTH, "village"),
        (A, NORTH, "village"),
        (B, NORTH, "village"),
    ],
    columns=["code", "parent_code", "level"],
)
TYPES = pd.DataFrame(
    {"code": ["usaha", "domisili", "lain"], "family": ["business", "residency", "residency"]}
)

# The weeks that begin on 28 December 2020 and on 4 and 18 January 2021; nobody reports the third.
W1, W2, W4 = (
    ("2020-12-28", "2021-01-03"),
    ("2021-01-04", "2021-01-10"),
    ("2021-01-18", "2021-01-24"),
)
ROWS: Sequence[Row] = [
    # village, service, week, requested, completed, rejected, median, 90th percentile
    (A, "usaha", *W1, 10, 8, 1, 5, 20),
    (A, "usaha", *W2, 4, 4, 0, 3, 10),
    (A, "domisili", *W2, 6, 2, None, 9, 30),
    (B, "usaha", *W2, None, 5, None, 7, 12),  # only what was completed is known
    (C, "domisili", *W2, 3, 0, 0, 50, 60),  # nothing completed: its waiting time weighs nothing
    (C, "usaha", *W4, 12, 6, 2, 7, 12),
    (C, "domisili", *W4, 5, 5, 0, None, None),
]


def table(rows: Sequence[Row], *, source: str = "kantor") -> pd.DataFrame:
    columns = ["village_code", "service_code", "period_start", "period_end", *NUMBERS]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(source_id=source).astype(
        {
            **dict.fromkeys(("village_code", "service_code", "source_id"), "str"),
            **dict.fromkeys(("period_start", "period_end"), "datetime64[us]"),
            **dict.fromkeys(SUMMED, "Int64"),
            **dict.fromkeys(("median_hours", "p90_hours"), "float64"),
        }
    )


def rolled(rows: Sequence[Row]) -> Rollup:
    return roll_up(table(rows), AREAS, TYPES, area_code=REGENCY)


def plain(frame: pd.DataFrame, columns: Sequence[str]) -> list[Row]:
    """Rows as tuples; days as ISO text, what is missing as None."""
    texts = {name: frame[name].dt.strftime("%Y-%m-%d") for name in _days(frame, columns)}
    rows = frame.assign(**texts)[list(columns)].astype(object).itertuples(index=False)
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows]


def _days(frame: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    return [name for name in columns if frame[name].dtype.kind == "M"]


def numbers_of(frame: pd.DataFrame, **wanted: str) -> list[Row]:
    """Numbers of the rows with these texts."""
    return plain(chosen(frame, **wanted), ["villages", *NUMBERS])


def chosen(frame: pd.DataFrame, **wanted: str) -> pd.DataFrame:
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    return frame


@pytest.fixture(scope="module")
def found() -> Rollup:
    return rolled(ROWS)


class TestByHand:
    def test_periods_of_the_regency(self, found: Rollup) -> None:
        rows = chosen(found.periods, area_code=REGENCY, scope="all")
        assert plain(rows, ["period_start", "period_end", "middle", "cadence"]) == [
            (*W1, "2020-12-31", "week"),
            (*W2, "2021-01-07", "week"),
            (*W4, "2021-01-21", "week"),
        ]
        assert plain(rows, ["item", "villages", *NUMBERS]) == [
            ("", 1, 10, 8, 1, 5.0, 20.0),
            # 4 + 6 + 3; 4 + 2 + 5 + 0. Medians 3 (weight 4), 7 (5), 9 (2): half of 11 is in 7.
            # 90th percentiles 10 (4), 12 (5), 30 (2): in 12.
            ("", 3, 13, 11, 0, 7.0, 12.0),
            ("", 1, 17, 11, 2, 7.0, 12.0),
        ]

    def test_periods_of_the_districts(self, found: Rollup) -> None:
        # Two villages, one of which did not say what was asked for.
        assert numbers_of(found.periods, area_code=NORTH, scope="all") == [
            (1, 10, 8, 1, 5.0, 20.0),
            (2, 10, 11, 0, 7.0, 12.0),
        ]
        # Nothing completed is no waiting time, although one was given.
        assert numbers_of(found.periods, area_code=SOUTH, scope="all") == [
            (1, 3, 0, 0, None, None),
            (1, 17, 11, 2, 7.0, 12.0),
        ]
        assert chosen(found.periods, area_code=EMPTY).empty

    def test_periods_by_family_and_service(self, found: Rollup) -> None:
        wanted = {"area_code": REGENCY, "scope": "service"}
        usaha = [
            (1, 10, 8, 1, 5.0, 20.0),
            (2, 4, 9, 0, 7.0, 12.0),  # 3 weighs 4 and 7 weighs 5
            (1, 12, 6, 2, 7.0, 12.0),
        ]
        domisili = [
            (2, 9, 2, 0, 9.0, 30.0),
            (1, 5, 5, 0, None, None),
        ]
        assert numbers_of(found.periods, **wanted, item="usaha") == usaha
        assert numbers_of(found.periods, **wanted, item="domisili") == domisili
        # Each family has one service that anybody reported, so their rows are the same.
        wanted["scope"] = "family"
        assert numbers_of(found.periods, **wanted, item="business") == usaha
        assert numbers_of(found.periods, **wanted, item="residency") == domisili
        assert "lain" not in set(found.periods["item"])

    def test_waiting_times_of_a_districts_single_services_are_left_out(self, found: Rollup) -> None:
        rows = found.periods[found.periods["area_code"] == NORTH]
        rows = rows[rows["scope"] != "all"]
        assert len(rows) > 0
        assert rows[["median_hours", "p90_hours"]].isna().all(axis=None)

    def test_spans(self, found: Rollup) -> None:
        assert plain(found.spans, standard("service_spans").columns) == [
            # 364 days that end on 24 January 2021; A and C have 20 each, so one is half of 40.
            ("last", "2020-01-27", "2021-01-24", 4, 3, "requested", 40, 1),
            # The first week belongs to the year of its Thursday, 31 December.
            ("2020", "2020-01-01", "2020-12-31", 4, 1, "requested", 10, 1),
            ("2021", "2021-01-01", "2021-12-31", 4, 3, "requested", 30, 1),
        ]

    @pytest.mark.parametrize(
        ("span", "numbers"),
        [
            # 40 = 10 + 13 + 17. Medians 3 (4), 5 (8), 7 (11), 9 (2): half of 25 is in 7.
            ("last", (3, 40, 30, 3, 7.0, 12.0)),
            ("2020", (1, 10, 8, 1, 5.0, 20.0)),
            ("2021", (3, 30, 22, 2, 7.0, 12.0)),
        ],
    )
    def test_totals_of_the_regency(self, found: Rollup, span: str, numbers: Row) -> None:
        wanted = {"area_code": REGENCY, "scope": "all", "span": span}
        assert numbers_of(found.totals, **wanted) == [numbers]
        row = chosen(found.totals, **wanted).iloc[0]
        assert row["level"] == "regency"
        others = ["parent_code", "days_reported", "last_end", "rank_regency", "rank_district"]
        assert row[others].isna().all()

    def test_totals_of_the_districts(self, found: Rollup) -> None:
        rows = chosen(found.totals, level="district", scope="all", span="2021")
        columns = ["area_code", "parent_code", "villages", *SUMMED, "rank_regency", "of_regency"]
        assert plain(rows, columns) == [
            (NORTH, REGENCY, 2, 10, 11, 0, 2, 2),
            (SOUTH, REGENCY, 1, 20, 11, 2, 1, 2),
        ]

    def test_ranks_of_a_service_are_among_those_that_report_it(self, found: Rollup) -> None:
        rows = chosen(found.totals, level="district", scope="service", span="last")
        columns = ["item", "area_code", "requested", "rank_regency", "of_regency"]
        assert sorted(plain(rows, columns)) == [
            ("domisili", NORTH, 6, 2, 2),
            ("domisili", SOUTH, 8, 1, 2),
            ("usaha", NORTH, 14, 1, 2),
            ("usaha", SOUTH, 12, 2, 2),
        ]

    def test_totals_of_the_villages(self, found: Rollup) -> None:
        rows = chosen(found.totals, level="village", span="2021")
        columns = ["area_code", "parent_code", "villages", "days_reported", *NUMBERS, "last_end"]
        assert plain(rows, columns) == [
            # Three days of the week from 28 December, and the week from 4 January.
            (A, NORTH, 1, 10, 10, 6, 0, 3.0, 10.0, "2021-01-10"),
            (B, NORTH, 1, 7, None, 5, None, 7.0, 12.0, "2021-01-10"),
            (C, SOUTH, 1, 14, 20, 11, 2, 7.0, 12.0, "2021-01-24"),
            (SILENT, SOUTH, 0, 0, None, None, None, None, None, None),
        ]

    def test_ranks_of_the_villages(self, found: Rollup) -> None:
        rows = chosen(found.totals, level="village", span="last")
        columns = ["area_code", "rank_district", "of_district", "rank_regency", "of_regency"]
        assert plain(rows, columns) == [
            (A, 1, 1, 1, 2),  # 20, as C: both are first
            (B, None, None, None, None),  # it did not say how many were asked for
            (C, 1, 1, 1, 2),
            (SILENT, None, None, None, None),
        ]

    def test_every_village_has_a_row_for_every_span(self, found: Rollup) -> None:
        rows = chosen(found.totals, level="village")
        assert set(rows["scope"]) == {"all"}
        spans = ["last", "2020", "2021"]
        found_spans = rows.groupby("area_code")["span"].agg(list).to_dict()
        assert found_spans == dict.fromkeys((A, B, C, SILENT), spans)

    def test_concentration(self, found: Rollup) -> None:
        rows = chosen(found.concentration, span="last")
        # Two villages say how many were asked for, with 20 each.
        assert rows["position"].tolist() == list(range(101))
        assert rows["villages"].tolist() == [0] + [1] * 50 + [2] * 50
        assert rows["share"].tolist() == [0.0] + [0.5] * 50 + [1.0] * 50

    def test_sources(self) -> None:
        counts = pd.concat([table(ROWS[:3], source="a"), table(ROWS[3:], source="b")])
        made = roll_up(counts, AREAS, TYPES, area_code=REGENCY)
        assert plain(made.sources, standard("service_sources").columns) == [
            ("a", 3, 1, 2, "2020-12-28", "2021-01-10"),
            ("b", 4, 2, 2, "2021-01-04", "2021-01-24"),
        ]

    def test_types(self, found: Rollup) -> None:
        whole = {"villages", "days_reported", *SUMMED, "rank_district", "of_regency"}
        for frame in (found.periods, found.totals):
            for name in whole & set(frame.columns):
                assert frame[name].dtype == "Int64", name
        assert found.totals["last_end"].dtype == "datetime64[us]"
        assert found.spans["span_start"].dtype == "datetime64[us]"

    def test_counts_as_readers_and_the_simulation_hand_them_over(self, found: Rollup) -> None:
        narrow = table(ROWS).astype(
            {
                **dict.fromkeys(("village_code", "service_code", "source_id"), "category"),
                **dict.fromkeys(("median_hours", "p90_hours"), "float32"),
            }
        )
        made = roll_up(narrow.iloc[::-1], AREAS, TYPES, area_code=REGENCY)
        for name in ("periods", "totals", "spans", "concentration", "sources"):
            pd.testing.assert_frame_equal(getattr(made, name), getattr(found, name))


class TestMeasure:
    """Ranks and shares go by requests, or by what was completed where no requests are known."""

    LETTERS: Sequence[Row] = [
        (A, "usaha", *W2, None, 4, 0, None, None),
        (C, "usaha", *W2, None, 9, 1, None, None),
    ]

    def test_letters_only(self) -> None:
        made = rolled(self.LETTERS)
        assert plain(made.spans, ["span", "measure", "total", "villages_for_half"]) == [
            ("last", "completed", 13, 1),
            ("2021", "completed", 13, 1),
        ]
        villages = chosen(made.totals, level="village", span="2021")
        assert plain(villages, ["area_code", "rank_regency", "of_regency"]) == [
            (A, 2, 2),
            (B, None, None),
            (C, 1, 2),
            (SILENT, None, None),
        ]

    def test_it_is_that_of_each_span(self) -> None:
        """A year of letters is not a year without requests because a later one has some."""
        made = rolled([*self.LETTERS, (A, "usaha", "2023-01-02", "2023-01-08", 6, 6, 0, 1, 2)])
        assert plain(made.spans, ["span", "measure", "total", "villages_for_half"]) == [
            ("last", "requested", 6, 1),
            ("2021", "completed", 13, 1),
            ("2023", "requested", 6, 1),
        ]
        districts = chosen(made.totals, level="district", scope="all", span="2021")
        assert plain(districts, ["area_code", "rank_regency", "of_regency"]) == [
            (NORTH, 2, 2),
            (SOUTH, 1, 2),
        ]
        shares = chosen(made.concentration, span="2021")
        assert shares["share"].iloc[[50, 100]].tolist() == [9 / 13, 1.0]

    def test_nothing_asked_for_is_a_total_of_zero_and_no_half(self) -> None:
        made = rolled([(A, "usaha", *W2, 0, 0, 0, None, None)])
        assert (
            plain(made.spans, ["measure", "total", "villages_for_half"])
            == [("requested", 0, None)] * 2
        )
        assert made.concentration.empty

    def test_a_district_that_does_not_say_is_not_ranked(self) -> None:
        made = rolled([*ROWS[:3], (C, "usaha", *W2, None, 9, 1, None, None)])
        districts = chosen(made.totals, level="district", scope="all", span="2021")
        assert plain(districts, ["area_code", "rank_regency", "of_regency"]) == [
            (NORTH, 1, 1),
            (SOUTH, None, None),
        ]


class TestSpans:
    @pytest.mark.parametrize(
        ("start", "end", "year"),
        [
            ("2020-12-28", "2021-01-03", "2020"),  # its Thursday is 31 December
            ("2019-12-30", "2020-01-05", "2020"),  # its Thursday is 2 January
            ("2020-12-31", "2021-01-01", "2020"),  # of two middle days the earlier
            ("2021-01-01", "2021-01-01", "2021"),
            ("2020-07-01", "2021-06-30", "2020"),  # 365 days, the middle is 30 December
            ("2020-07-04", "2021-07-03", "2021"),  # the middle is 2 January
        ],
    )
    def test_a_period_belongs_to_the_year_of_its_middle(
        self, start: str, end: str, year: str
    ) -> None:
        made = rolled([(A, "usaha", start, end, 7, 7, 0, 1, 2)])
        assert made.spans["span"].tolist() == ["last", year]

    def test_the_last_52_weeks(self) -> None:
        made = rolled(
            [
                # 363 days before 31 December 2021 is 2 January.
                (A, "usaha", "2021-01-01", "2021-01-01", 1, 1, 0, 1, 1),
                (A, "usaha", "2021-01-02", "2021-01-02", 10, 10, 0, 1, 1),
                (A, "usaha", "2021-12-31", "2021-12-31", 100, 100, 0, 1, 1),
            ]
        )
        spans = plain(made.spans, ["span", "span_start", "span_end", "total"])
        assert spans[0] == ("last", "2021-01-02", "2021-12-31", 110)
        start, end = (date.fromisoformat(str(day)) for day in spans[0][1:3])
        assert (end - start).days + 1 == 364
        assert spans[1][-1] == 111
        village = chosen(made.totals, area_code=A, span="last").iloc[0]
        assert (village["requested"], village["days_reported"]) == (110, 2)

    def test_a_village_that_stopped_before_the_last_weeks(self) -> None:
        made = rolled(
            [
                (A, "usaha", "2020-03-02", "2020-03-08", 5, 5, 0, 1, 1),
                (C, "usaha", "2021-12-20", "2021-12-26", 5, 5, 0, 1, 1),
            ]
        )
        columns = ["villages", "days_reported", "requested", "last_end"]
        stopped = chosen(made.totals, area_code=A)
        assert plain(chosen(stopped, span="last"), columns) == [(0, 0, None, None)]
        assert plain(chosen(stopped, span="2020"), columns) == [(1, 7, 5, "2020-03-08")]
        # The year in which nobody reported has no span; the one in which C did knows A as silent.
        assert plain(chosen(stopped, span="2021"), columns) == [(0, 0, None, None)]

    def test_days_are_counted_once_and_within_the_span(self) -> None:
        made = rolled(
            [
                (A, "usaha", "2021-01-04", "2021-01-10", 5, 5, 0, 1, 1),
                (A, "domisili", "2021-01-04", "2021-01-10", 5, 5, 0, 1, 1),
                (A, "lain", "2021-01-01", "2021-01-31", 5, 5, 0, 1, 1),
                (A, "usaha", "2021-12-27", "2022-01-02", 5, 5, 0, 1, 1),
                (A, "usaha", "2022-01-10", "2022-01-16", 5, 5, 0, 1, 1),
            ]
        )
        days = chosen(made.totals, area_code=A).set_index("span")["days_reported"]
        assert days["2021"] == 31 + 5
        assert days["2022"] == 2 + 7


class TestCadences:
    @pytest.mark.parametrize(
        ("days", "name"),
        [
            (1, "day"), (2, "other"), (6, "other"), (7, "week"), (8, "other"), (14, "other"),
            (27, "other"), (28, "month"), (31, "month"), (32, "other"), (89, "other"),
            (90, "quarter"), (92, "quarter"), (93, "other"), (181, "half_year"),
            (184, "half_year"), (364, "other"), (365, "year"), (366, "year"), (367, "other"),
        ],
    )  # fmt: skip
    def test_names(self, days: int, name: str) -> None:
        assert cadence(days) == name

    def test_weeks_and_months_beside_one_another(self) -> None:
        made = rolled(
            [
                (A, "usaha", *W2, 3, 3, 0, 4, 8),
                (C, "usaha", "2021-01-01", "2021-01-31", 8, 8, 0, 6, 9),
                (C, "usaha", "2021-02-01", "2021-02-28", 9, 9, 0, 6, 9),
            ]
        )
        rows = chosen(made.periods, area_code=REGENCY, scope="all")
        # Nothing is divided up or added across cadences; periods follow one another by their end.
        assert plain(rows, ["cadence", "period_start", "villages", "requested"]) == [
            ("week", "2021-01-04", 1, 3),
            ("month", "2021-01-01", 1, 8),
            ("month", "2021-02-01", 1, 9),
        ]
        assert numbers_of(made.totals, area_code=REGENCY, scope="all", span="2021") == [
            (2, 20, 20, 0, 6.0, 9.0)
        ]


class TestWeightedMedian:
    def median(self, *pairs: tuple[float, float]) -> float:
        values, weights = np.array(pairs, dtype=np.float64).T
        key = np.zeros(len(pairs), dtype=np.int64)
        return float(weighted_median(Ranking.of(values), weights, key, 1)[0])

    def test_the_value_up_to_which_half_of_the_weight_lies(self) -> None:
        assert self.median((10, 1), (20, 1), (30, 1)) == 20
        assert self.median((10, 5), (20, 1), (30, 1)) == 10
        assert self.median((30, 5), (10, 1), (20, 1)) == 30

    def test_of_two_middle_values_the_lower(self) -> None:
        assert self.median((4, 1), (8, 1)) == 4
        assert self.median((8, 3), (4, 2), (2, 1)) == 4  # 2 and 4 are exactly half

    def test_equal_values_add_their_weights(self) -> None:
        assert self.median((5, 2), (1, 3), (5, 2)) == 5

    def test_what_weighs_nothing_counts_nothing(self) -> None:
        assert self.median((1, 0), (2, 0), (9, 1)) == 9
        assert math.isnan(self.median((1, 0), (2, 0)))

    def test_missing_values_and_missing_weights(self) -> None:
        assert self.median((math.nan, 100), (3, 1)) == 3
        assert self.median((1, math.nan), (3, 1)) == 3
        assert math.isnan(self.median((math.nan, 1)))

    def test_groups(self) -> None:
        values = Ranking.of(np.array([7.0, 1.0, 2.0, 9.0]))
        weights = np.ones(4)
        key = np.array([2, 0, 0, 2])
        assert weighted_median(values, weights, key, 4).tolist()[::2] == [1.0, 7.0]
        assert np.isnan(weighted_median(values, weights, key, 4)[1::2]).all()

    def test_chosen_rows(self) -> None:
        values = Ranking.of(np.array([7.0, 1.0, 2.0]))
        rows = np.array([True, False, True])
        key = np.array([0, 0])  # of the chosen rows only
        assert weighted_median(values, np.ones(3), key, 1, rows=rows).tolist() == [2.0]

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 3),
                st.one_of(st.just(math.nan), st.integers(0, 9).map(float)),
                st.one_of(st.just(math.nan), st.integers(0, 5).map(float)),
            ),
            min_size=1,
            max_size=30,
        )
    )
    def test_as_by_counting_each_value_so_often(self, rows: list[tuple[int, float, float]]) -> None:
        key, values, weights = (np.array(column) for column in zip(*rows, strict=True))
        found = weighted_median(Ranking.of(values), weights, key.astype(np.int64), 4)
        for group in range(4):
            assert _same(found[group], _median([row[1:] for row in rows if row[0] == group]))


def _median(pairs: list[tuple[float, float]]) -> float:
    """Write every value down as often as it weighs, and take the lower middle one."""
    written = sorted(
        value
        for value, weight in pairs
        if not math.isnan(value) and not math.isnan(weight)
        for _ in range(int(weight))
    )
    return written[(len(written) - 1) // 2] if written else math.nan


def _same(a: float, b: float) -> bool:
    return bool((pd.isna(a) and pd.isna(b)) or a == b)


# --- what holds for all counts ------------------------------------------------------------------

MONDAY = date(2020, 11, 30)
_WEEKS = [(MONDAY + timedelta(weeks=n), MONDAY + timedelta(weeks=n, days=6)) for n in range(8)]
_MONTHS = [(date(2020, 12, 1), date(2020, 12, 31)), (date(2021, 1, 1), date(2021, 1, 31))]
PERIODS = [*_WEEKS, *_MONTHS]
COUNT = st.one_of(st.none(), st.integers(0, 20))
HOURS = st.one_of(st.none(), st.integers(0, 8).map(float))
COUNTS = st.dictionaries(
    st.tuples(
        st.sampled_from([A, B, C, SILENT]),
        st.sampled_from(["usaha", "domisili", "lain"]),
        st.sampled_from(PERIODS),
    ),
    st.tuples(COUNT, COUNT, COUNT, HOURS, HOURS),
    min_size=1,
    max_size=25,
).map(lambda made: [(v, s, *p, *numbers) for (v, s, p), numbers in made.items()])


def added(frame: pd.DataFrame, by: Sequence[str]) -> dict[Row, Row]:
    """Sums by key; missing where nothing was said."""
    sums: dict[Row, Row] = {}
    for row in plain(frame, [*by, *SUMMED]):
        key, numbers = row[: len(by)], row[len(by) :]
        both = zip(sums.get(key, (None,) * len(SUMMED)), numbers, strict=True)
        sums[key] = tuple(b if a is None else a if b is None else a + b for a, b in both)
    return sums


@settings(max_examples=15)
@given(COUNTS)
def test_what_holds_for_all_counts(rows: list[Row]) -> None:
    made = rolled(rows)
    parts_add_up_to_the_whole(made)
    for span in made.spans.to_dict("records"):
        villages = chosen(made.totals, level="village", span=span["span"])
        ranks_are_those_by_counting(span, villages)
        halves_and_shares_are_those_by_hand(made, span, villages)
        days_reported_are_the_days_that_reports_cover(rows, span, villages)


def parts_add_up_to_the_whole(made: Rollup) -> None:
    regency = made.periods["area_code"] == REGENCY
    key = ["scope", "item", "period_start", "period_end"]
    assert added(made.periods[~regency], key) == added(made.periods[regency], key)
    by_scope = {
        scope: added(chosen(made.periods[regency], scope=scope), key[2:])
        for scope in ("all", "family", "service")
    }
    assert by_scope["service"] == by_scope["family"] == by_scope["all"]

    totals = made.totals
    of_regency = added(chosen(totals, level="regency"), [*key[:2], "span"])
    assert added(chosen(totals, level="district"), [*key[:2], "span"]) == of_regency
    whole = added(chosen(totals, area_code=REGENCY, scope="all"), ["span"])
    reported = totals[totals["villages"] > 0]
    assert added(chosen(reported, level="village"), ["span"]) == whole
    years = made.periods.assign(year=made.periods["middle"].dt.strftime("%Y"))
    assert added(years[regency & (years["scope"] == "all")], ["year"]) == {
        span: numbers for span, numbers in whole.items() if span != ("last",)
    }


def ranks_are_those_by_counting(span: dict[str, Any], villages: pd.DataFrame) -> None:
    known = {
        row["area_code"]: (row["parent_code"], row[span["measure"]])
        for row in villages.to_dict("records")
        if pd.notna(row[span["measure"]])
    }
    assert span["measure"] == ("requested" if villages["requested"].notna().any() else "completed")
    for row in villages.to_dict("records"):
        ranks = [
            row[name] for name in ("rank_regency", "of_regency", "rank_district", "of_district")
        ]
        if row["area_code"] not in known:
            assert pd.isna(ranks).all()
            continue
        district, own = known[row["area_code"]]
        near = [number for parent, number in known.values() if parent == district]
        assert ranks == [
            1 + sum(number > own for _, number in known.values()),
            len(known),
            1 + sum(number > own for number in near),
            len(near),
        ]


def halves_and_shares_are_those_by_hand(
    made: Rollup, span: dict[str, Any], villages: pd.DataFrame
) -> None:
    most_first = sorted(villages[span["measure"]].dropna(), reverse=True)
    total = sum(most_first)
    assert span["total"] == total
    shares = chosen(made.concentration, span=span["span"])
    if not total:
        assert pd.isna(span["villages_for_half"])
        assert shares.empty
        return
    # By trying every choice of villages, as nobody would for a country.
    sizes = range(1, len(most_first) + 1)
    enough = (n for n in sizes if any(2 * sum(c) >= total for c in combinations(most_first, n)))
    assert span["villages_for_half"] == next(enough)
    taken = [math.ceil(position * len(most_first) / 100) for position in range(101)]
    assert plain(shares, ["position", "villages", "share"]) == [
        (position, n, sum(most_first[:n]) / total) for position, n in enumerate(taken)
    ]


def days_reported_are_the_days_that_reports_cover(
    rows: Sequence[Row], span: dict[str, Any], villages: pd.DataFrame
) -> None:
    first, last = span["span_start"].date(), span["span_end"].date()
    for village, days in zip(villages["area_code"], villages["days_reported"], strict=True):
        periods = {(start, end) for code, _, start, end, *_ in rows if code == village}
        covered = {
            start + timedelta(days=n)
            for start, end in periods
            for n in range((end - start).days + 1)
        }
        assert days == sum(first <= day <= last for day in covered)


def random_rows(number: int) -> list[Row]:
    """Rows of many villages with much missing; numbers small, so that values tie."""
    random = Random(4)  # noqa: S311
    keys = [(v, s, p) for v in (A, B, C, SILENT) for s in TYPES["code"] for p in _many_periods()]
    rows = []
    for village, service, period in random.sample(keys, number):
        counts = [random.choice([None, *range(9)]) for _ in SUMMED]
        waits = [random.choice([None, *(n / 2 for n in range(12))]) for _ in range(2)]
        rows.append((village, service, *period, *counts, *waits))
    return rows


def _many_periods() -> list[tuple[date, date]]:
    weeks = [
        (day, day + timedelta(days=6)) for n in range(120) if (day := MONDAY + n * timedelta(7))
    ]
    return [*weeks, *_MONTHS]


def test_another_way_of_adding_gives_the_same() -> None:
    """Plain pandas, group by group, on 500 rows."""
    rows = random_rows(500)
    made = rolled(rows)
    counts = table(rows).merge(TYPES, left_on="service_code", right_on="code")
    counts["district"] = counts["village_code"].str[:8]
    counts["all"] = ""
    counts["middle"] = counts["period_start"] + (
        (counts["period_end"] - counts["period_start"]).dt.days // 2 * pd.Timedelta(days=1)
    )
    counts["year"] = counts["middle"].dt.year.astype(str)
    end = counts["period_end"].max()
    recent = counts[counts["middle"] > end - pd.Timedelta(days=364)].assign(year="last")
    spanned = pd.concat([counts, recent])

    scopes = {"all": "all", "family": "family", "service": "service_code"}
    for scope, item in scopes.items():
        for area in (REGENCY, NORTH, SOUTH):
            inside = area == REGENCY
            waits = inside or scope == "all"
            own = counts if inside else counts[counts["district"] == area]
            key = [item, "period_start", "period_end"]
            expected = _naive(own, key, waits=waits)
            found = chosen(made.periods, area_code=area, scope=scope)
            assert _keyed(found, ["item", *key[1:]]) == expected
            own = spanned if inside else spanned[spanned["district"] == area]
            found = chosen(made.totals, area_code=area, scope=scope)
            assert _keyed(found, ["item", "span"]) == _naive(
                own, [item, "year"], waits=scope == "all"
            )
    found = chosen(made.totals, level="village")
    assert _keyed(found[found["villages"] > 0], ["area_code", "span"]) == _naive(
        spanned, ["village_code", "year"], waits=True
    )


def _naive(counts: pd.DataFrame, by: list[str], *, waits: bool) -> dict[Any, Row]:
    result = {}
    for key, rows in counts.groupby(by):
        medians = [
            _median(list(zip(rows[name], rows["completed"].astype("float64"), strict=True)))
            if waits
            else math.nan
            for name in ("median_hours", "p90_hours")
        ]
        sums = [rows[name].sum(min_count=1) for name in SUMMED]
        values = [rows["village_code"].nunique(), *sums, *medians]
        result[key] = tuple(None if pd.isna(value) else value for value in values)
    return result


def _keyed(frame: pd.DataFrame, by: list[str]) -> dict[Any, Row]:
    keys = list(frame[by].itertuples(index=False, name=None))
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, plain(frame, ["villages", *NUMBERS]), strict=True))


def test_large_counts_keep_their_last_digit() -> None:
    """A regency's year in one row is more than a number of single precision can hold exactly."""
    rows = [(A, "usaha", "2021-01-01", "2021-12-31", 16_777_217, 16_777_217, 1, 1, 1)]
    assert numbers_of(rolled(rows).totals, area_code=REGENCY, scope="all", span="2021") == [
        (1, 16_777_217, 16_777_217, 1, 1.0, 1.0)
    ]


def test_no_counts_no_rows() -> None:
    made = rolled([])
    for name in ("periods", "totals", "spans", "concentration", "sources"):
        assert getattr(made, name).empty
        assert getattr(made, name).columns.tolist() == standard(f"service_{name}").columns
