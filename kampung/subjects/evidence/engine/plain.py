"""Statements that can be read in one way only: the cheapest of them to give up.

1. All of them get slack, and a linear program finds the least weighted slack with which all
   hold (an elastic filter: Brown & Graves 1975; Chinneck, *Feasibility and Infeasibility in
   Optimization*, 2008). Where it costs the same to give up one or another, the slack goes to the
   larger number, of which it is the smaller part.
2. Those with slack are suspects. Each suspect that fits beside the others after all is taken
   back, the most trusted first.
3. Of sets that cost the same, the smaller: if giving up one other statement lets two or more
   come back, and costs no more slack, it is exchanged for them.
"""

from collections import defaultdict
from math import sqrt

from kampung.subjects.evidence.engine.constraints import Statement
from kampung.subjects.evidence.engine.explain import irreducible
from kampung.subjects.evidence.engine.judgement import Judgement, trust
from kampung.subjects.evidence.engine.program import TOLERANCE

# Decides only between costs that are otherwise the same: by size, and then by id.
TIE_OF_SIZE = 1e-3
TIE_OF_ORDER = 1e-9
# Costs that differ by no more than this part are the same.
SAME = 0.01


def judge_plain(judgement: Judgement) -> None:
    """Keep the plain statements, but for the cheapest set to give up."""
    plain = [s for s in judgement.statements.values() if s.plain]
    slack = _slack(judgement, plain)
    suspects = [s for s in plain if slack[s.id] > TOLERANCE]
    for statement in plain:
        if slack[statement.id] <= TOLERANCE:
            judgement.keep(statement, statement.options)
    for statement in sorted(suspects, key=trust):
        if judgement.fits(statement, statement.options[0]):
            judgement.keep(statement, statement.options)
        else:
            judgement.give_up(statement)
    while _exchange(judgement):
        pass


def cost(statement: Statement) -> float:
    """Cost of one person of slack: the weight, and a trace more on a small number."""
    return statement.weight * (1 + TIE_OF_SIZE / sqrt(max(statement.size, 1.0)))


def _slack(judgement: Judgement, plain: list[Statement]) -> dict[str, float]:
    numbers = [n for s in plain for n in judgement.rows[s.id][s.options[0].label]]
    owners = [s for s in plain for _ in s.options[0].rows]
    costs = [cost(s) * (1 - TIE_OF_ORDER * place) for place, s in enumerate(owners)]
    slack: dict[str, float] = defaultdict(float)
    amounts = judgement.program.cheapest_slack(numbers, costs)
    for statement, amount in zip(owners, amounts, strict=True):
        slack[statement.id] += amount
    return slack


def _exchange(judgement: Judgement) -> bool:
    """Give up one statement for two or more if it costs no more; whether there was one."""
    blamed: dict[str, list[Statement]] = defaultdict(list)
    for id_ in sorted(judgement.given_up):
        statement = judgement.statements[id_]
        for other in irreducible(
            judgement.program,
            judgement.kept,
            preferred=judgement.nearest(statement),
            numbers=judgement.rows[id_][statement.options[0].label],
        ):
            blamed[other].append(statement)
    shared = [id_ for id_, back in blamed.items() if len(back) > 1]
    price = _price(judgement) if shared else 0.0
    order = sorted(shared, key=lambda i: (-len(blamed[i]), -judgement.statements[i].size, i))
    return any(_swap(judgement, id_, blamed[id_], price) for id_ in order)


def _swap(judgement: Judgement, id_: str, back: list[Statement], price: float) -> bool:
    """Try to give up one statement for others; undone if fewer than two fit or it costs more."""
    kept, given_up = set(judgement.kept), set(judgement.given_up)
    judgement.give_up(judgement.statements[id_])
    for statement in sorted(back, key=trust):
        if judgement.fits(statement, statement.options[0]):
            judgement.keep(statement, statement.options)
    if len(judgement.given_up) < len(given_up) and _price(judgement) <= price * (1 + SAME):
        return True
    for statement in (judgement.statements[i] for i in sorted(set(judgement.kept) - kept)):
        judgement.give_up(statement)
    judgement.keep(judgement.statements[id_], judgement.statements[id_].options)
    return False


def _price(judgement: Judgement) -> float:
    """Weighted slack that the given-up statements need beside what is kept."""
    given_up = (judgement.statements[id_] for id_ in sorted(judgement.given_up))
    return sum(statement.weight * judgement.slack(statement) for statement in given_up)
