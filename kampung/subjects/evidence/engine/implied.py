"""What the rows that hold imply for the quantity that a statement is about."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, inf

from kampung.subjects.evidence.engine.constraints import Option, Row, Terms
from kampung.subjects.evidence.engine.program import TOLERANCE, Program, whole_down, whole_up

Ask = Callable[[Program], float | None]

# Of means; counts are whole. Of a percentage the solver's last digits are noise.
DECIMALS, SHARE_DECIMALS = 4, 9


@dataclass(frozen=True)
class Implied:
    """Range of a quantity in the statement's own unit (a day, for a mean; percent, for a share).

    ``None`` where nothing bounds it.
    """

    least: float | None
    greatest: float | None


def implied(program: Program, option: Option, measure: str) -> Implied:
    """Least and greatest value of the stated quantity under the rows that hold."""
    low, high = questions(option, measure)
    least = [value for ask in low if (value := ask(program)) is not None]
    greatest = [value for ask in high if (value := ask(program)) is not None]
    return in_units(
        option,
        measure,
        min(least) if len(least) == len(low) else -inf,
        max(greatest) if len(greatest) == len(high) else inf,
    )


def questions(option: Option, measure: str) -> tuple[list[Ask], list[Ask]]:
    """What to ask a program for the least and the greatest value of the stated quantity.

    The least is the least of the first answers, the greatest the greatest of the second.
    """
    parts = option.parts
    if measure == "share":
        part, whole = parts
        return (
            [lambda program: program.ratio(part, whole, greatest=False)],
            [lambda program: program.ratio(part, whole, greatest=True)],
        )

    def least(part: Terms) -> Ask:
        return lambda program: program.least(part)

    def greatest(part: Terms) -> Ask:
        return lambda program: program.greatest(part)

    if measure == "lowest":
        return [least(part) for part in parts], [lambda program: program.greatest_lowest(parts)]
    if measure == "highest":
        return [lambda program: program.least_highest(parts)], [greatest(part) for part in parts]
    return [least(parts[0])], [greatest(parts[0])]


def in_units(option: Option, measure: str, low: float, high: float) -> Implied:
    """Bounds in people, or as a ratio, in the statement's own unit; infinite ones as None."""
    if measure == "share":
        return Implied(
            *(None if abs(r) == inf else round(100 * r, SHARE_DECIMALS) for r in (low, high))
        )
    least_people, most_people = whole_up(low), whole_down(high)
    return Implied(
        None if least_people is None else round(least_people / option.scale, DECIMALS),
        None if most_people is None else round(most_people / option.scale, DECIMALS),
    )


def beyond(row: Row, value: float, sign: float) -> bool:
    """Whether the least (sign 1) or greatest (−1) value of a row leaves it room to be false."""
    whole = all(abs(c) == 1 for _, _, c in row.terms) and abs(value) < inf
    if sign > 0:
        return (ceil(value - TOLERANCE) if whole else value) < row.lower - TOLERANCE
    return (floor(value + TOLERANCE) if whole else value) > row.upper + TOLERANCE
