"""The check that a store tells one record: it finds what disagrees, and only that."""

import pandas as pd
import pytest

from tools import one_record

DAY = pd.Timestamp("2021-07-06")


def ranges(**changed):
    row = {"end_on": DAY, "least": 434, "greatest": 434, "estimate": 434.0} | changed
    return pd.DataFrame([row])


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, None),
        ({"least": 400, "greatest": 500, "estimate": 510.0}, "beyond 400 to 500"),
        ({"least": 500, "greatest": 400}, "at least 500, but at most 400"),
        ({"least": 0, "greatest": None}, "nothing bounds it"),
        ({"least": 0, "greatest": None, "estimate": None}, None),
    ],
)
def test_an_estimate_lies_in_its_range_and_only_where_there_is_one(changed, told):
    found = list(one_record._estimates("new_cases, week", ranges(**changed)))
    assert len(found) == (told is not None)
    assert told is None or told in found[0]


@pytest.mark.parametrize(("greatest", "agrees"), [(434, True), (435, False)])
def test_a_week_that_is_drawn_as_worked_out_is_pinned(greatest, agrees):
    marks = pd.DataFrame(
        [
            {"status": "derived", "end_on": DAY, "printed": 434.0, "formula": "7807 − 7373"},
            {"status": "published", "end_on": DAY, "printed": 500.0, "formula": ""},
        ]
    )
    known = {DAY: {"least": 434, "greatest": greatest}}
    found = list(one_record._derived("new_cases, week", marks, known))
    assert found == ([] if agrees else [
        "new_cases, week, 2021-07-06: drawn as 434 (7807 − 7373), but the record pins 434 to 435."
    ])  # fmt: skip


def test_a_number_that_stands_lies_in_the_range_of_its_days():
    row = {
        "id": "a",
        "verdict": "follows",
        "used": True,
        "statistic": "total",
        "relation": "=",
        "value": 434.0,
        "tested_start": pd.Timestamp("2021-06-30"),
        "tested_end": DAY,
    }
    statements = pd.DataFrame([row, row | {"id": "b", "verdict": "disputed", "value": 900.0}])
    inside = {DAY: {"least": 400, "greatest": None}}
    beyond = {DAY: {"least": 440, "greatest": 500}}
    assert not list(one_record._printed("new_cases, week", statements, "week", inside))
    (told,) = one_record._printed("new_cases, week", statements, "week", beyond)
    assert "a stands, but is beyond 440 to 500" in told
