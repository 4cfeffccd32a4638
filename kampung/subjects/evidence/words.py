"""What is said of the evidence: results, contradictions and disputes, and the one assumption."""

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from kampung.language import Language, mark
from kampung.language.statements import RELATIONS, STATISTICS, period_text, value_text
from kampung.pictures.description import Description
from kampung.subjects.evidence.phrases import difference, equation
from kampung.subjects.evidence.reasons import reason, reason_of
from kampung.subjects.evidence.results import Finding, Row

SIGNS = {"contradicts": "✕", "disputed": "≠", "possible": "○", "follows": "=", "uncheckable": "?"}
ORDER = {verdict: place for place, verdict in enumerate(SIGNS)}
LABELS = {
    "contradicts": mark("Contradicts"),
    "disputed": mark("Disputed"),
    "possible": mark("Possible"),
    "follows": mark("Follows"),
    "uncheckable": mark("Cannot be checked"),
}
VERDICTS = {
    "contradicts": mark("contradicts"),
    "disputed": mark("disputed"),
    "possible": mark("possible"),
    "follows": mark("follows from the others"),
    "uncheckable": mark("cannot be checked"),
}
MEANINGS = (
    mark(
        "**✕ Contradicts**: for it to be right, several others would have to be wrong at once; "
        "it is left out of the estimate."
    ),
    mark("**≠ Disputed**: one of a named few must be wrong, and the record does not say which."),
    mark("**○ Possible**: the others leave room for it; how much is shown beside it."),
    mark("**= Follows**: the others alone already force it."),
    mark("**? Cannot be checked**: nothing else on record confirms or contradicts it."),
)


def heading(counts: Mapping[str, int], *, language: Language) -> str:
    """How many figures could be tested, and with which result; empty where there are none."""
    if not counts:
        return ""
    tested = sum(count for verdict, count in counts.items() if verdict != "uncheckable")
    named = {
        verdict: language.number(counts.get(verdict, 0))
        for verdict in ("follows", "possible", "disputed", "contradicts")
    }
    return language.plural(
        "Of **{n}** figure that the others can test, ",
        "Of **{n}** figures that the others can test, ",
        tested,
    ) + language.text(
        "**{follows}** follow from the others, **{possible}** are possible beside them, "
        "**{disputed}** are disputed and **{contradicts}** contradict them.",
        **named,
    )


def badge(verdict: str, *, language: Language) -> str:
    """A result with its sign."""
    return f"**{SIGNS[verdict]} {language.text(LABELS[verdict])}**"


def stated(row: Row, *, language: Language) -> str:
    """What a figure states, in a few words: series, number and how it is stated."""
    name = language.pick(row, "metric_name")
    if row["value"] is None:
        other = language.pick(row, "compared_name")
        return language.text(
            "{metric}: {number} ({how})",
            metric=name,
            number=language.text(RELATIONS[row["relation"]], value=other),
            how=_statistic(row, language),
        )
    number = value_text(row["value"], row["relation"], language=language, decimals=row["decimals"])
    reading = language.pick(row, "reading")
    how = _statistic(row, language) + (f"; {reading}" if reading else "")
    return language.text("{metric}: {number} ({how})", metric=name, number=number, how=how)


def _statistic(row: Row, language: Language) -> str:
    return language.text(STATISTICS[row["statistic"]])


def where_stated(row: Row, *, language: Language) -> str:
    """Of which days a figure speaks, and where it is printed."""
    parts = (period_text(row, language=language), row["publisher"], row["locator"])
    return " · ".join(part for part in parts if part)


def cited(row: Row, *, language: Language) -> str:
    """A statement with its days and a link to its page."""
    source = row["publisher"] or row["source_id"]
    if row["url"]:
        source = f"[{source}]({row['url']})"
    period = period_text(row, language=language)
    return f"{stated(row, language=language)}, {period} — {source}"


def finding(found: Finding, *, language: Language) -> str:
    """What the whole record forces that no page says, with the sum that proves it."""
    days = (found.end_on - found.start_on).days + 1
    parts = [
        language.text(
            "**{period}: at least {least} cases**, {pace} a week for {days} days; the highest week "
            "that was said had {peak} ({week}).",
            period=language.period(found.start_on, found.end_on),
            least=language.number(found.least),
            pace=language.number(found.least * 7 / days, decimals=0),
            days=language.number(days),
            peak=language.number(found.peak["value"]),
            week=period_text(found.peak, language=language),
        )
    ]
    if found.proof:
        parts.append(f"{difference(language, found.proof)} = {language.number(found.least)}")
    parts.append("\n".join(f"- {cited(row, language=language)}" for row in found.rests_on))
    return "\n\n".join(parts)


def contradiction(row: Row, others: Sequence[Row], *, language: Language) -> str:
    """A contradiction as an equation, with the figures and pages on both sides."""
    argument = f"{_equation(row, language)} {reason_of(row, language=language)}".strip()
    parts = [f"**{cited(row, language=language)}**", argument]
    if others:
        parts.append(language.text("It cannot stand beside:"))
        parts.append("\n".join(f"- {cited(other, language=language)}" for other in others))
    return "\n\n".join(parts)


def dispute(row: Row, members: Sequence[Row], *, language: Language) -> str:
    """Figures of which one must be wrong; a question mark before each that may be."""
    listed = [
        f"- {'**?** ' if member['verdict'] == 'disputed' else ''}"
        + cited(member, language=language)
        for member in members
    ]
    words = _equation(row, language) or reason_of(row, language=language)
    return "\n\n".join([words, "\n".join(listed)])


def _equation(row: Row, language: Language) -> str:
    params = json.loads(row["reason_params"]).get("equation")
    return f"**{equation(language, params)}.**" if params else ""


def single_wave(wave: Row, *, language: Language) -> Description:
    """What one named assumption buys."""
    title = language.text("What one assumption buys")
    asked = language.text(
        "Weekly new cases, estimated: what the record alone allows, and what it allows if "
        "weeks rose once and fell once from {start} to {end}.",
        start=language.date(wave["start_on"]),
        end=language.date(wave["end_on"]),
    )
    answer = (
        language.text("The record leaves room for that.")
        if wave["possible"]
        else language.text("The record rules that out.")
    )
    return Description(title, f"{asked} {answer}", title)


def statements(count: int, *, language: Language) -> Description:
    """How many statements are listed."""
    title = language.text("All statements")
    said = language.plural("**{n}** statement", "**{n}** statements", count)
    return Description(title, said, title)


def estimated_without(count: int, *, language: Language) -> Description:
    """That the estimate leaves some statements out."""
    title = language.text("The estimate of new cases without the statements left out")
    sentence = language.plural(
        "Estimated anew without {n} statement.", "Estimated anew without {n} statements.", count
    )
    return Description(title, sentence, title)


def changes(before: Mapping[str, Row], after: pd.DataFrame, *, language: Language) -> str:
    """Which results become others where some statements are left out.

    Parameters
    ----------
    before
        Statements of the store, by id.
    after
        The frame ``statements`` of the engine.
    """
    changed = [
        row
        for row in after.to_dict("records")
        if row["id"] in before and before[row["id"]]["verdict"] != row["verdict"]
    ]
    if not changed:
        return language.text("No verdict changes.")
    lines = [
        f"- {stated(before[row['id']], language=language)}: "
        f"{language.text(VERDICTS[before[row['id']]['verdict']])} → "
        f"**{language.text(VERDICTS[row['verdict']])}**. "
        + reason(language, row["reason_code"], row["reason"])
        for row in changed
    ]
    said = language.plural("**{n}** verdict changes:", "**{n}** verdicts change:", len(changed))
    return "\n".join([said, "", *lines])
