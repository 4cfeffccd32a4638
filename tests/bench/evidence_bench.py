"""How the evidence engine grows with the number of statements: part of `make bench`.

An invented epidemic of so many days as the shipped record has; true statements of every kind
about it, of which one in forty is then made false. Prints and asserts nothing.
"""

from random import Random
from time import perf_counter

import pandas as pd

from kampung.subjects.evidence.engine import evaluate, what_if
from tests.unit.subjects.evidence import planted

SIZES = (100, 300, 1_000, 3_000)
DAYS = 660
FALSE = 40
FAULTS = 200
# A press record: mostly counts and running totals, now and then a mean or a bound.
KINDS = (
    *(planted.a_total,) * 6,
    *(planted.a_cumulative,) * 8,
    *(planted.a_level,) * 4,
    planted.a_mean,
    planted.a_share,
    planted.each_week,
)


def record(count: int) -> pd.DataFrame:
    """So many statements, some of them false."""
    choose = Random(count).randint  # noqa: S311
    true = planted.truth(choose, DAYS)
    figures = planted.statements(true, choose, count, KINDS)
    for row in figures[::FALSE]:
        if row["value"]:
            row["value"] += 25
    # A few that leave a choice, as an article does.
    figures += planted.an_open_mean(true, choose, "open")
    figures += planted.highest_week(true, choose, "highest")
    return planted.frame(figures)


def faults(times: int) -> tuple[int, int, int]:
    """Plant one fault in each of many small records of true statements.

    Returns
    -------
    tuple of int
        Records that cannot be true, those of them in which the false statement is named, and
        those in which a true one contradicts while the false one is not named.
    """
    impossible = named = wronged = 0
    for seed in range(times):
        choose = Random(seed).randint  # noqa: S311
        true = planted.truth(choose, 21, most=15)
        figures = planted.statements(true, choose, 20, planted.PLAIN)
        equal = [row for row in figures if row["relation"] == "=" and row["value"]]
        if not equal:
            continue
        false = equal[choose(0, len(equal) - 1)]
        false["value"] += choose(1, 30)
        verdicts = (
            evaluate(planted.frame(figures), planted.WEIGHTS, area_code=planted.AREA)
            .statements.set_index("id")["verdict"]
            .to_dict()
        )
        told = {id_ for id_, verdict in verdicts.items() if verdict in ("contradicts", "disputed")}
        impossible += bool(told)
        named += false["id"] in told
        condemned = {id_ for id_, verdict in verdicts.items() if verdict == "contradicts"}
        wronged += bool(condemned) and false["id"] not in told
    return impossible, named, wronged


def main() -> None:
    """Print a table."""
    impossible, named, wronged = faults(FAULTS)
    print(
        f"evidence  of {FAULTS} planted faults {impossible} cannot stand; the false statement is "
        f"named in {named}, a true one alone in {wronged}",
        flush=True,
    )
    header = ("statements", "contradict", "all", "live, 4 months")
    print("evidence  {:>12}{:>12}{:>12}{:>18}".format(*header), flush=True)
    for size in SIZES:
        figures = record(size)
        start = perf_counter()
        evidence = evaluate(figures, planted.WEIGHTS, area_code=planted.AREA)
        whole = perf_counter() - start
        start = perf_counter()
        what_if(
            figures,
            planted.WEIGHTS,
            area_code=planted.AREA,
            without={figures["id"].iloc[0]},
            focus=(planted.day(300), planted.day(420)),
        )
        live = perf_counter() - start
        contradicting = len(evidence.given_up)
        print(
            f"          {size:>12,}{contradicting:>12,}{whole:>10.2f} s{live:>16.2f} s", flush=True
        )


if __name__ == "__main__":
    main()
