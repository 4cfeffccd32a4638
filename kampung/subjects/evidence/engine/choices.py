"""Statements that leave a choice: how long the period is, which week, which reading.

They are judged after the plain ones, so a vague statement never displaces a plain one. Every
choice is tried beside what is kept so far. If several remain possible, the ranges rest on what
these have in common (`constraints.hull`), and the estimate on one of them.
"""

from collections import defaultdict
from collections.abc import Collection

from kampung.subjects.evidence.engine.constraints import Option, Statement
from kampung.subjects.evidence.engine.judgement import Judgement, trust


def judge_choices(judgement: Judgement, *, undecidable: Collection[str] = ()) -> None:
    """Keep what can be true of the statements that leave a choice.

    Parameters
    ----------
    undecidable
        Sentences of which one reading cannot be tested, so that no other can be relied on.
    """
    for group in _groups(judgement):
        reading = group[0].reading
        if reading is None:
            _judge_options(judgement, group)
        else:
            _judge_readings(judgement, group, decidable=reading not in undecidable)
    _judge_again(judgement)


def settle(judgement: Judgement) -> None:
    """Choose one option of every kept statement, and see to it that whole people satisfy all.

    A linear program allows fractions of people. Over one series it never needs them (see
    `bounds`), but percentages and active cases can be such that only fractions satisfy all of
    them. Then these are taken back one by one, the most trusted first, as far as whole numbers
    go; a search that is cut short counts as success, so none is given up without proof.
    """
    held = _choose(judgement)
    if not judgement.program.feasible(whole=True):
        judgement.program.release(held)
        held = _choose_whole(judgement)
    judgement.program.release(held)


def _groups(judgement: Judgement) -> list[list[Statement]]:
    """Groups of statements that share a choice, the most trusted group first."""
    groups: dict[object, list[Statement]] = defaultdict(list)
    for statement in judgement.statements.values():
        if not statement.plain and statement.options:
            groups[statement.reading or statement.period or (statement.id,)].append(statement)
    members = [sorted(group, key=trust) for group in groups.values()]
    return sorted(members, key=lambda group: trust(group[0]))


def _judge_options(judgement: Judgement, group: list[Statement]) -> None:
    """Find the options under which most of the group's weight can be kept.

    The statements of a group have one period, and so one length in common.
    """
    outcomes: dict[int, tuple[str, ...]] = {}
    for label in sorted({o.label for s in group for o in s.options}, reverse=True):
        held: list[int] = []
        together = []
        for statement in group:
            option = next((o for o in statement.options if o.label == label), None)
            if option is not None and judgement.fits(statement, option):
                judgement.program.hold(judgement.rows[statement.id][label])
                held.extend(judgement.rows[statement.id][label])
                together.append(statement.id)
        judgement.program.release(held)
        outcomes[label] = tuple(together)
    weights = {statement.id: statement.weight for statement in group}
    best = max(outcomes.values(), key=lambda ids: sum(weights[i] for i in ids))
    labels = {label for label, ids in outcomes.items() if ids == best}
    for statement in group:
        if statement.id in best:
            options = tuple(o for o in statement.options if o.label in labels)
            judgement.keep(statement, options)
        else:
            judgement.give_up(statement)


def _judge_readings(judgement: Judgement, group: list[Statement], *, decidable: bool) -> None:
    """Test every reading alone; rely on one only if it is the only one that can be true."""
    able = [statement for statement in group if _still_possible(judgement, statement)]
    if len(able) == 1 and decidable:
        judgement.keep(able[0], judgement.possible[able[0].id])


def _still_possible(judgement: Judgement, statement: Statement) -> bool:
    """Find the options that can be true beside what is kept; give the statement up if none."""
    options = judgement.possible.get(statement.id, statement.options)
    options = tuple(option for option in options if judgement.fits(statement, option))
    if not options:
        judgement.give_up(statement)
        return False
    judgement.possible[statement.id] = options
    return True


def _judge_again(judgement: Judgement) -> None:
    """What seemed possible may be ruled out by what was kept later."""
    for id_ in sorted(judgement.possible):
        if id_ not in judgement.kept or len(judgement.possible[id_]) > 1:
            _still_possible(judgement, judgement.statements[id_])


def _choose(judgement: Judgement) -> list[int]:
    """Choose options that fit together, by a linear program; return the rows that hold more."""
    held: list[int] = []
    lengths: dict[object, int] = {}
    for statement in _by_freedom(judgement):
        for option in _preferred(judgement, statement, lengths):
            if len(judgement.possible[statement.id]) == 1 or judgement.fits(statement, option):
                held += _take(judgement, statement, option, lengths)
                break
    return held


def _choose_whole(judgement: Judgement) -> list[int]:
    """Choose options that whole numbers satisfy; give up statements for which there is none."""
    network = {
        id_
        for id_, rows in judgement.kept_rows.items()
        if judgement.statements[id_].plain and all(row.single for row in rows)
    }
    others = [s for s in _by_freedom(judgement) if s.id not in network]
    for statement in others:
        judgement.program.release(judgement.kept[statement.id])
    held: list[int] = []
    lengths: dict[object, int] = {}
    for statement in sorted(others, key=trust):
        judgement.chosen.pop(statement.id, None)
        judgement.program.hold(judgement.kept[statement.id])
        for option in _preferred(judgement, statement, lengths):
            numbers = judgement.rows[statement.id][option.label]
            judgement.program.hold(numbers)
            if judgement.program.feasible(whole=True):
                held += _take(judgement, statement, option, lengths)
                break
            judgement.program.release(numbers)
        else:
            judgement.give_up(statement)
            judgement.fractional.add(statement.id)
    given_up = [judgement.statements[i] for i in judgement.given_up - judgement.fractional]
    for statement in sorted(given_up, key=trust):
        held += _take_back(judgement, statement, lengths)
    return held


def _take_back(judgement: Judgement, statement: Statement, lengths: dict[object, int]) -> list[int]:
    """Keep a statement after all if what it contradicted has gone; return rows that hold more."""
    able = [option for option in statement.options if judgement.fits(statement, option)]
    for option in able:
        judgement.program.hold(judgement.rows[statement.id][option.label])
        if judgement.program.feasible(whole=True):
            judgement.keep(statement, (option,))
            return _take(judgement, statement, option, lengths)
        judgement.program.release(judgement.rows[statement.id][option.label])
    if able:
        judgement.fractional.add(statement.id)
    return []


def _by_freedom(judgement: Judgement) -> list[Statement]:
    """Kept statements, those with the fewest options first."""
    kept = (judgement.statements[id_] for id_ in judgement.kept)
    return sorted(kept, key=lambda s: (len(judgement.possible[s.id]) > 1, *trust(s)))


def _take(
    judgement: Judgement, statement: Statement, option: Option, lengths: dict[object, int]
) -> list[int]:
    """Choose an option; return its rows unless they hold anyway."""
    judgement.chosen[statement.id] = option
    if statement.period is not None:
        lengths[statement.period] = option.label
    numbers = judgement.rows[statement.id][option.label]
    judgement.program.hold(numbers)
    return [number for number in numbers if number not in judgement.kept[statement.id]]


def _preferred(
    judgement: Judgement, statement: Statement, lengths: dict[object, int]
) -> list[Option]:
    """Options in order: the length that is taken, the recorded first day, the longest period.

    Of weeks that may be the highest, first the one that is surely high.
    """
    options = judgement.possible[statement.id]
    if len(options) == 1:
        return list(options)
    if statement.statistic == "maximum_week":
        least = {o.label: judgement.program.least(o.parts[o.label - 1]) for o in options}
        return sorted(options, key=lambda o: (-least[o.label], o.label))
    taken = lengths.get(statement.period)
    return sorted(options, key=lambda o: (o.label != taken, o.start != statement.start, -o.label))
