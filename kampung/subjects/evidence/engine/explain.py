"""Irreducible infeasible subsets: the smallest sets of statements that cannot all be true."""

from collections.abc import Iterable, Mapping, Sequence

from kampung.subjects.evidence.engine.program import Program

Rows = Mapping[str, Iterable[int]]


def irreducible(
    program: Program, kept: Rows, *, preferred: Sequence[str], numbers: Iterable[int]
) -> list[str]:
    """Kept statements that rule out some rows, none of which can be left out.

    QuickXplain (Junker 2004): it halves the candidates again and again, and so needs few
    programs. The program is left as it was, with the rows of all ``kept`` holding.

    Parameters
    ----------
    program
        Holds the rows of ``kept``; beside them ``numbers`` are infeasible.
    kept
        Row numbers of every statement that holds.
    preferred
        All ids of ``kept``. Of several such sets the one is found whose members come earlier.
    numbers
        Rows to explain.

    Returns
    -------
    list of str
        In the order of ``preferred``; empty if the rows cannot hold even alone.
    """
    numbers = tuple(numbers)

    def explain(candidates: Sequence[str], *, grown: bool) -> list[str]:
        """What is needed of candidates that do not hold, beside the rows that hold."""
        if (grown and not program.feasible()) or not candidates:
            return []
        if len(candidates) == 1:
            return list(candidates)
        first, second = candidates[: len(candidates) // 2], candidates[len(candidates) // 2 :]
        hold(program, kept, first)
        of_second = explain(second, grown=True)
        release(program, kept, first)
        hold(program, kept, of_second)
        of_first = explain(first, grown=bool(of_second))
        release(program, kept, of_second)
        return of_first + of_second

    release(program, kept, kept)
    program.hold(numbers)
    needed = explain(list(preferred), grown=True)
    program.release(numbers)
    hold(program, kept, kept)
    return needed


def hold(program: Program, rows: Rows, ids: Iterable[str]) -> None:
    """Let the rows of some statements hold."""
    for id_ in ids:
        program.hold(rows[id_])


def release(program: Program, rows: Rows, ids: Iterable[str]) -> None:
    """Let the rows of some statements no longer hold."""
    for id_ in ids:
        program.release(rows[id_])
