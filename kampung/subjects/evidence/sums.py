"""A contradiction, or a proof, laid out as a sum that a reader checks by hand."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kampung.language import Language, mark
from kampung.language.core import MINUS
from kampung.language.statements import inside, period_text
from kampung.pictures.markdown import plain
from kampung.subjects.evidence import words
from kampung.subjects.evidence.results import Finding, Row

Known = Mapping[str, Row]
Line = tuple[str, str]
SPACE = "\N{NO-BREAK SPACE}"
BUT = mark("but published: {figure}")


def contradiction(row: Row, known: Known, *, language: Language) -> str:
    """The sum that a figure fails, as a table in Markdown; empty where it fails no plain sum.

    Parameters
    ----------
    row
        The figure, with the parameters of its reason.
    known
        Every figure by its id.
    """
    made = json.loads(row["reason_params"]).get("equation")
    if not made:
        return ""
    lines = _terms(made["added"], known, language=language)
    if len(lines) > 1:
        lines.append(_total(made["sum"], language))
    beside = _terms(made["beside"], known, language=language, first=BUT)
    if not beside:
        beside = [(language.number(0), language.text("but nothing is left for them"))]
    if len(beside) > 1:
        beside.append(_total(made["other_sum"], language))
    else:
        beside = [(f"**{number}**", said) for number, said in beside]
    return _table([*lines, *beside], language)


def proof(found: Finding, known: Known, *, language: Language) -> str:
    """The sum that proves a finding, as a table in Markdown; empty where it is no plain sum."""
    if found.proof is None:
        return ""
    lines = _terms(found.proof["asked"], known, language=language)
    lines += _terms(found.proof["allowed"], known, language=language, sign=MINUS)
    return _table([*lines, _total(found.least, language)], language)


def _table(lines: Iterable[Line], language: Language) -> str:
    head = f"| {language.text('Number')} | {language.text('Figure and source')} |"
    return "\n".join([head, "|--:|:--|", *(f"| {number} | {said} |" for number, said in lines)])


def _total(value: float, language: Language) -> Line:
    return f"**={SPACE}{language.number(value)}**", f"**{language.text('sum')}**"


def _terms(
    terms: Iterable[Mapping[str, Any]],
    known: Known,
    *,
    language: Language,
    sign: str = "",
    first: str = "",
) -> list[Line]:
    """Terms with their signs; the same one is told once with how often it is taken.

    ``first`` is a message around what the first of them is.
    """
    times: dict[tuple[str, int], int] = {}
    for term in terms:
        one = (term["id"], term["amount"])
        times[one] = times.get(one, 0) + term["times"]
    lines: list[Line] = []
    for (id_, amount), count in times.items():
        number = language.number(amount)
        number = number if count == 1 else f"{language.number(count)}{SPACE}×{SPACE}{number}"
        before = sign or ("+" if lines else "")
        said = _told(known[id_], amount, language, within="" if lines else first)
        lines.append((f"{before}{SPACE}{number}".strip(), said))
    return lines


def _told(row: Row, amount: int, language: Language, *, within: str) -> str:
    """What an amount of a sum is: ``Total cases, 2 July 2021``; disputed ones have a question mark.

    Where the amount is not the published number itself, how it comes from it.
    """
    period = period_text(row, language=language)
    start, end = row["tested_start"], row["tested_end"]
    if row["statistic"] == "daily_mean" and start is not None:
        said = language.text(
            "{days} days × {figure}",
            days=language.number((end - start).days + 1),
            figure=words.told(row, language=language),
        )
        period = language.period(start, end)
    elif row["value"] == amount and row["relation"] == "=":
        said = words.counted(row, language=language)
    else:
        said = words.stated(row, language=language)
    said = plain(said)
    if within:
        said = language.text(within, figure=inside(said))
    doubt = "**?** " if row["verdict"] == "disputed" else ""
    return f"{doubt}{said}, {period} · {words.cited_source(row, language=language)}"
