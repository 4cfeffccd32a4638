"""What a printed number allows."""

from fractions import Fraction

import pytest

from kampung.subjects.evidence.engine.printed import interval


def read(value, relation="=", decimals=None, *, rounded=False):
    return interval(value, relation=relation, decimals=decimals, rounded=rounded)


def test_a_count_is_exact():
    assert read(954).whole() == (954, 954)


def test_a_mean_of_two_decimals_is_within_half_of_the_last_digit():
    allowed = read(79.83, decimals=2, rounded=True)
    assert (allowed.low, allowed.high) == (Fraction("79.825"), Fraction("79.835"))
    assert allowed.high_open


@pytest.mark.parametrize(
    ("days", "total"),
    [  # 79.825 × days ≤ total < 79.835 × days, worked out by hand
        (57, None),  # 4,550.025 to 4,550.595
        (58, 4630),  # 4,629.85 to 4,630.43
        (59, 4710),  # 4,709.675 to 4,710.265
        (60, 4790),  # 4,789.5 to 4,790.1
        (61, None),  # 4,869.325 to 4,869.935
        (62, None),  # 4,949.15 to 4,949.77
    ],
)
def test_only_some_lengths_give_a_whole_total(days, total):
    least, greatest = read(79.83, decimals=2, rounded=True).times(days).whole()
    if total is None:
        assert least > greatest
    else:
        assert (least, greatest) == (total, total)


def test_the_upper_half_belongs_to_the_next_number():
    # 6.45 is printed 6.5, and 6.55 is printed 6.6.
    allowed = read(6.5, decimals=1, rounded=True).times(20)
    assert allowed.whole() == (129, 130)


def test_a_zero_that_was_printed_counts():
    allowed = read(79.8, decimals=2, rounded=True)
    assert (allowed.low, allowed.high) == (Fraction("79.795"), Fraction("79.805"))


@pytest.mark.parametrize(
    ("relation", "value", "least", "greatest"),
    [
        (">", 800, 801, None),
        ("≥", 800, 800, None),
        ("<", 200, None, 199),
        ("≤", 200, None, 200),
        (">", 30.5, 31, None),
        ("≈", 500, 450, 550),  # half of the hundreds
        ("≈", 252, 240, 264),  # a twentieth, 12.6, is more than half of a unit
        ("≈", 334000, 317300, 350700),  # a twentieth
        ("≈", 3, 3, 3),  # 2.5 to 3.5
    ],
)
def test_relations(relation, value, least, greatest):
    assert read(value, relation).whole() == (least, greatest)
