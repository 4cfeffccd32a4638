"""A verdict for every statement, with a reason in codes and numbers.

The sentences themselves are written in `kampung.subjects.evidence.reasons`, in two languages.
"""

from collections.abc import Iterable, Mapping, Sequence

from kampung.subjects.evidence.engine.bench import Bench, Params, Verdict, days_of, range_of
from kampung.subjects.evidence.engine.constraints import Option, Statement
from kampung.subjects.evidence.engine.contradictions import cannot_stand
from kampung.subjects.evidence.engine.implied import Implied
from kampung.subjects.evidence.engine.model import Unit
from kampung.subjects.evidence.engine.worlds import Worlds


def open_readings(worlds: Worlds) -> dict[str, list[str]]:
    """Of every sentence with several readings those that can be true beside all the rest."""
    found = {}
    for unit in worlds.model.units.values():
        if len(unit.statements) > 1:
            found[unit.id] = [
                statement.id
                for statement in unit.statements
                if any(
                    _may_be(worlds, unit, worlds.model.rows[statement.id][option.label])
                    for option in statement.options
                )
            ]
    worlds.leave_out(())
    return found


def _may_be(worlds: Worlds, unit: Unit, rows: Iterable[int]) -> bool:
    worlds.leave_out({unit.id}, extra=rows)
    return worlds.feasible()


def verdicts(
    bench: Bench, statements: Sequence[Statement], known: Mapping[str, str] | None = None
) -> dict[str, Verdict]:
    """Verdicts of statements, by id.

    Parameters
    ----------
    known
        What verdict each had; one that it still has is left out, for what it is costs less to see
        than what its range is.
    """
    found = {}
    units = {s.id: unit for unit in bench.record.model.units.values() for s in unit.statements}
    for statement in statements:
        unit = units.get(statement.id) or _alone(statement)
        if known and known.get(statement.id) == _kind(bench, statement, unit):
            continue
        if not statement.options:
            # A rounded mean or total between which no whole number lies: false by itself.
            days = {"days": statement.days}
            found[statement.id] = Verdict("contradicts", "no_whole_total_stated", days)
        else:
            found[statement.id] = _verdict(bench, statement, unit)
    return found


def _alone(statement: Statement) -> Unit:
    """One reading of a sentence of which another cannot be tested."""
    return Unit(
        statement.id,
        (statement,),
        statement.weight,
        statement.voices,
        None,
        None,
        {option.label: (statement, option) for option in statement.options},
    )


def _kind(bench: Bench, statement: Statement, unit: Unit) -> str:
    """The verdict alone, without its reason."""
    if not statement.options:
        return "contradicts"
    dispute = bench.record.dispute_of(unit.id)
    if dispute is not None:
        return "disputed" if unit.id in dispute.disputed else "contradicts"
    options = _able(bench, statement, unit)
    if _is_sentence(bench, unit) and not options:
        return "contradicts"
    options = options or statement.options
    own = {unit.id}
    if _proof(bench, options, own) is not None:
        return "follows"
    source = bench.by_source.get(statement.source_id, frozenset()) | own
    bench.worlds.leave_out(source)
    if statement.measure == "sum" and all(
        bench.worlds.is_bounded(option.parts[0]) for option in options
    ):
        return "possible"
    outside, _ = range_of(bench, statement, options, source)
    is_free = _possible(statement, outside, options) == "possible_freely"
    return "uncheckable" if is_free else "possible"


def _is_sentence(bench: Bench, unit: Unit) -> bool:
    return unit.id not in bench.record.model.units or len(unit.statements) > 1


def _verdict(bench: Bench, statement: Statement, unit: Unit) -> Verdict:
    dispute = bench.record.dispute_of(unit.id)
    if dispute is not None:
        return cannot_stand(bench, statement, unit, dispute)
    options = _able(bench, statement, unit)
    if _is_sentence(bench, unit) and not options:
        return cannot_stand(bench, statement, unit, None)
    return _may_stand(bench, statement, unit, options or statement.options)


def _able(bench: Bench, statement: Statement, unit: Unit) -> tuple[Option, ...]:
    """Options that can be true in some world."""
    if (
        len(statement.options) == 1
        and len(unit.statements) == 1
        and unit.id in (bench.record.model.units)
    ):
        return statement.options
    worlds, model = bench.worlds, bench.record.model
    sharing = [
        other
        for other in model.units.values()
        if unit.key is not None and other.key == unit.key and other.id in bench.record.certain
    ]
    found = []
    for option in statement.options:
        rows = list(model.rows[statement.id][option.label])
        if len(unit.statements) == 1:
            rows += [
                n for other in sharing for n in model.numbers(other, {str(unit.key): option.label})
            ]
        worlds.leave_out({unit.id, *(other.id for other in sharing)}, extra=rows)
        if worlds.feasible():
            found.append(option)
    return tuple(found)


def _may_stand(
    bench: Bench, statement: Statement, unit: Unit, options: tuple[Option, ...]
) -> Verdict:
    """Verdict of a statement that every near repair keeps."""
    own = {unit.id}
    source = bench.by_source.get(statement.source_id, frozenset()) | own
    proof = _proof(bench, options, own)
    option = told(statement, options)
    supports: tuple[str, ...] = ()
    follows_from = None
    if proof is not None:
        option = proof
        by_others = _proof(bench, (option,), source) is not None
        follows_from = "others" if by_others else "own"
        bench.worlds.leave_out(bench.loose.union(source if by_others else own))
        supports = tuple(sorted(bench.names(bench.worlds.proof(option))))
        options = (option,)
    here, depends = range_of(bench, statement, options, own)
    outside = here
    if source != own:
        outside, more = range_of(bench, statement, options, source)
        depends |= more
    params: Params = {
        "least": outside.least,
        "greatest": outside.greatest,
        **days_of(option),
    }
    if proof is not None:
        code = "follows_exactly" if here.least == here.greatest else "follows_within"
        params |= {
            "least": here.least,
            "greatest": here.greatest,
            "count": len(supports),
            "own": follows_from == "own",
        }
    else:
        code = _possible(statement, outside, options)
        if statement.lengths_open and len(options) > 1:
            params["lengths"] = sorted(one.label for one in options)
    undecided = unit.id in bench.silent or unit.id not in bench.record.model.units
    if undecided:
        params["undecided"] = True
    verdict = "follows" if proof is not None else "possible"
    if code == "possible_freely":
        verdict = "uncheckable"
    return Verdict(
        verdict,
        code,
        params,
        used=not undecided and statement.id in bench.names([unit.id]),
        option=option,
        implied=here,
        by_others=outside,
        follows_from=follows_from,
        supports=supports,
        depends_on=tuple(sorted(bench.names(sorted(depends)))),
    )


def _proof(bench: Bench, options: Sequence[Option], without: Iterable[str]) -> Option | None:
    """The option that firm statements force which no repair gives up.

    "More than 600 in every week" and doubtful numbers are premises too loose for a proof.
    """
    bench.worlds.leave_out(bench.loose.union(without))
    return next((option for option in options if bench.worlds.forced(option)), None)


def _possible(statement: Statement, here: Implied, options: Sequence[Option]) -> str:
    if here.greatest is None:
        # Without rows a difference has no limit at all, and a count only that it is not below 0.
        nothing = here.least is None or (statement.measure != "difference" and not here.least)
        return "possible_freely" if nothing else "possible_at_least"
    if here.least is None:
        return "possible_at_most"
    several = statement.lengths_open and len(options) > 1
    return "possible_lengths" if several else "possible_between"


def told(statement: Statement, options: Sequence[Option]) -> Option:
    """The option to speak of: that with the recorded first day, else the longest."""
    return max(options, key=lambda o: (o.start == statement.start, o.label))
