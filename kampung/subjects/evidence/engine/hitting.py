"""The least set that takes at least one member out of every conflict.

Giving up a set of statements repairs a record exactly if it hits every set of statements that
cannot all be true (Reiter 1987). The cheapest is found by a small program in whole numbers.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import highspy
import numpy as np

from kampung.subjects.evidence.engine.matrix import NO_INDICES, NO_VALUES, Rows
from kampung.subjects.evidence.engine.solver import solver

# Between what is given up and what is not; the solver gives nought and one up to 1e-6.
HALF = 0.5


@dataclass(frozen=True)
class Clique:
    """Statements that each tell the same quantity: of its values at most one can be true.

    It stands for all pairs of statements with different values.
    """

    values: tuple[frozenset[str], ...]

    @property
    def members(self) -> frozenset[str]:
        """All of them."""
        return frozenset().union(*self.values)

    def rivals(self, id_: str) -> frozenset[str]:
        """Those that tell another value than this one."""
        own = next((value for value in self.values if id_ in value), frozenset())
        return self.members - own


@dataclass(frozen=True)
class Conflicts:
    """Sets of units that cannot all be true."""

    sets: tuple[frozenset[str], ...]
    cliques: tuple[Clique, ...] = ()

    @property
    def members(self) -> frozenset[str]:
        """Every unit that is in one."""
        return frozenset().union(*self.sets, *(clique.members for clique in self.cliques))

    def within(self, ids: Collection[str]) -> "Conflicts":
        """Those among some units."""
        return Conflicts(
            tuple(one for one in self.sets if one <= set(ids)),
            tuple(one for one in self.cliques if one.members <= set(ids)),
        )

    def components(self) -> list[frozenset[str]]:
        """Units that conflicts tie together, by their first id."""
        found: list[frozenset[str]] = []
        for one in (*self.sets, *(clique.members for clique in self.cliques)):
            touched = [component for component in found if component & one]
            found = [component for component in found if not component & one]
            found.append(one.union(*touched))
        return sorted(found, key=min)

    def needs(self, chosen: Collection[str]) -> frozenset[str]:
        """The chosen units of which each alone takes a member out of some conflict."""
        found = {next(iter(hit)) for one in self.sets if len(hit := one & set(chosen)) == 1}
        for clique in self.cliques:
            kept = [value for value in clique.values if not value <= set(chosen)]
            for value in clique.values:
                if any(other is not value for other in kept):
                    found |= value & set(chosen)
        return frozenset(found)

    def minimal(self, chosen: Collection[str]) -> frozenset[str]:
        """A hitting set without its members that are not needed, the last ids first."""
        left = set(chosen)
        if self.needs(left) == left:
            return frozenset(left)
        for id_ in sorted(chosen, reverse=True):
            if id_ not in self.needs(left):
                left.discard(id_)
        return frozenset(left)


def hitting_set(
    conflicts: Conflicts,
    costs: Mapping[str, float],
    *,
    ties: Mapping[str, str],
    without: Collection[str] = (),
    needing: str | None = None,
    barring: Sequence[Collection[str]] = (),
) -> frozenset[str] | None:
    """Find the cheapest set that takes at least one member out of every conflict.

    Parameters
    ----------
    conflicts
        What is to be hit.
    costs
        Of giving up each unit.
    ties
        Units with the same tie are paid for once, at the cost of the dearest.
    without
        Units that are not to be given up.
    needing
        A unit that is to be given up, and without which the set would not do.
    barring
        Sets that are not wanted, nor any that holds one of them.

    Returns
    -------
    frozenset of str or None
        None if there is no such set.
    """
    members = sorted(conflicts.members)
    column = {id_: n for n, id_ in enumerate(members)}
    tied = sorted({ties[id_] for id_ in members if id_ in ties})
    dearest = {tie: max(costs[id_] for id_ in members if ties.get(id_) == tie) for tie in tied}
    # The trace breaks ties between sets of one cost the same way every time.
    prices = [
        (0.0 if id_ in ties else costs[id_]) + 1e-6 * (1 + n / (1 + len(members)))
        for n, id_ in enumerate(members)
    ]
    prices += [dearest[tie] for tie in tied]
    group = {tie: len(members) + n for n, tie in enumerate(tied)}
    rows = Rows()
    for one in conflicts.sets:
        rows.add({column[id_]: 1.0 for id_ in sorted(one)}, 1.0, inf)
    for id_ in members:
        if id_ in ties:
            rows.add({group[ties[id_]]: 1.0, column[id_]: -1.0}, 0.0, inf)
    width = len(prices)
    extra: list[float] = []
    for clique in conflicts.cliques:
        kept = [width + len(extra) + n for n in range(len(clique.values))]
        extra += [0.0] * len(kept)
        for place, value in zip(kept, clique.values, strict=True):
            for id_ in sorted(value):
                rows.add({place: 1.0, column[id_]: 1.0}, 1.0, inf)
        rows.add(dict.fromkeys(kept, 1.0), -inf, 1.0)
    if needing is not None:
        rivals = [one - {needing} for one in conflicts.sets if needing in one]
        rivals += [
            frozenset({rival})
            for clique in conflicts.cliques
            for rival in sorted(clique.rivals(needing))
            if needing in clique.members
        ]
        proofs = [width + len(extra) + n for n in range(len(rivals))]
        extra += [0.0] * len(proofs)
        rows.add(dict.fromkeys(proofs, 1.0), 1.0, inf)
        for place, others in zip(proofs, rivals, strict=True):
            for id_ in sorted(others):
                rows.add({place: 1.0, column[id_]: 1.0}, -inf, 1.0)
    for unwanted in barring:
        inside = [column[id_] for id_ in sorted(unwanted)]
        rows.add(dict.fromkeys(inside, 1.0), -inf, len(inside) - 1.0)
    upper = [0.0 if id_ in without else 1.0 for id_ in members]
    upper += [1.0] * (len(prices) - len(members) + len(extra))
    lower = [1.0 if id_ == needing else 0.0 for id_ in members]
    lower += [0.0] * (len(upper) - len(lower))
    chosen = _solve(rows, prices + extra, lower, upper)
    return None if chosen is None else frozenset(m for n, m in enumerate(members) if chosen[n])


def _solve(
    rows: Rows, costs: list[float], lower: list[float], upper: list[float]
) -> list[bool] | None:
    highs = solver()
    highs.setOptionValue("solver", "choose")
    highs.setOptionValue("presolve", "on")
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 1e-7)
    count = len(costs)
    highs.addCols(
        count,
        np.array(costs),
        np.array(lower),
        np.array(upper),
        0,
        NO_INDICES,
        NO_INDICES,
        NO_VALUES,
    )
    rows.append_to(highs)
    highs.changeColsIntegrality(
        count, np.arange(count, dtype=np.int32), np.full(count, highspy.HighsVarType.kInteger)
    )
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return [value > HALF for value in highs.getSolution().col_value]
