"""What a printed number allows: the interval of true values that would be printed so."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

# What "about 500" allows: half a unit of its last significant digit, or this part of it,
# whichever is more.
ABOUT = Fraction(1, 20)


@dataclass(frozen=True)
class Interval:
    """True values that agree with a printed number; ``None`` where it sets no bound."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def times(self, factor: int) -> "Interval":
        """The same of ``factor`` times the value: of a total, where this is of a mean."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def whole(self) -> tuple[int | None, int | None]:
        """The least and the greatest whole number inside; the first above the second if none."""
        least = greatest = None
        if self.low is not None:
            least = floor(self.low) + 1 if self.low_open else ceil(self.low)
        if self.high is not None:
            greatest = ceil(self.high) - 1 if self.high_open else floor(self.high)
        return least, greatest


def printed_decimals(value: float, decimals: int | None) -> int:
    """Decimals of a printed number: as recorded, but never fewer than the value itself shows."""
    shown = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(decimals or 0, -int(shown), 0)


def interval(value: float, *, relation: str, decimals: int | None, rounded: bool) -> Interval:
    """Read a printed number with its relation as an interval.

    Parameters
    ----------
    value
        The number as printed.
    relation
        ``=``, ``>``, ``≥``, ``<``, ``≤`` or ``≈``.
    decimals
        Decimals as printed, so that 79.80 is told from 79.8.
    rounded
        Whether the number is rounded even when it is whole (a mean, a percentage). Without it a
        whole number is a count, and exact.

    Returns
    -------
    Interval
        For ``=`` of a rounded number with last digit of size u it is [value − u/2, value + u/2):
        halves are rounded up. For ``≈`` see `ABOUT`.
    """
    exact = Fraction(Decimal(repr(float(value))))
    match relation:
        case ">":
            return Interval(exact, None, low_open=True)
        case "≥":
            return Interval(exact, None)
        case "<":
            return Interval(None, exact, high_open=True)
        case "≤":
            return Interval(None, exact)
        case "≈":
            margin = max(_last_digit(value) / 2, exact * ABOUT)
            return Interval(max(exact - margin, Fraction(0)), exact + margin)
    places = printed_decimals(value, decimals)
    if places == 0 and not rounded:
        return Interval(exact, exact)
    half = Fraction(1, 2 * 10**places)
    return Interval(exact - half, exact + half, high_open=True)


def _last_digit(value: float) -> Fraction:
    """Size of the last digit that is not zero: 100 for 500, 0.1 for 6.5."""
    if value == 0:
        return Fraction(1)
    return Fraction(10) ** int(Decimal(repr(float(value))).normalize().as_tuple().exponent)
