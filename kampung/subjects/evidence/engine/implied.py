"""What the rows that hold imply for the quantity that a statement is about."""

from dataclasses import dataclass
from math import ceil, floor, inf

from kampung.subjects.evidence.engine.constraints import Option, Row
from kampung.subjects.evidence.engine.program import TOLERANCE, Program, whole_down, whole_up

# Of means and percentages; counts are whole.
DECIMALS = 4


@dataclass(frozen=True)
class Implied:
    """Range of a quantity in the statement's own unit (a day, for a mean; percent, for a share).

    ``None`` where nothing bounds it.
    """

    least: float | None
    greatest: float | None


def implied(program: Program, option: Option, measure: str) -> Implied:
    """Least and greatest value of the stated quantity under the rows that hold."""
    if measure == "share":
        part, whole = option.parts
        least = program.ratio(part, whole, greatest=False)
        most = program.ratio(part, whole, greatest=True)
        return Implied(None if least is None else 100 * least, None if most is None else 100 * most)
    if measure == "lowest":
        low = min(program.least(part) for part in option.parts)
        high = program.greatest_lowest(option.parts)
    elif measure == "highest":
        low = program.least_highest(option.parts)
        high = max(program.greatest(part) for part in option.parts)
    else:
        low, high = program.least(option.parts[0]), program.greatest(option.parts[0])
    least_people, most_people = whole_up(low), whole_down(high)
    return Implied(
        None if least_people is None else round(least_people / option.scale, DECIMALS),
        None if most_people is None else round(most_people / option.scale, DECIMALS),
    )


def forced(program: Program, option: Option) -> set[int] | None:
    """Whether the rows that hold leave an option no way to be false.

    Returns
    -------
    set of int or None
        Numbers of the rows that force it; None if it is not forced.
    """
    support: set[int] = set()
    if all(_forced(program, row, support) for row in option.rows):
        return support
    return None


def _forced(program: Program, row: Row, support: set[int]) -> bool:
    whole = all(abs(c) == 1 for _, _, c in row.terms)
    if row.lower > -inf:
        least = program.least(row.terms)
        if (ceil(least - TOLERANCE) if whole and least > -inf else least) < row.lower - TOLERANCE:
            return False
        support.update(program.support())
    if row.upper < inf:
        most = program.greatest(row.terms)
        if (floor(most + TOLERANCE) if whole and most < inf else most) > row.upper + TOLERANCE:
            return False
        support.update(program.support())
    return True
