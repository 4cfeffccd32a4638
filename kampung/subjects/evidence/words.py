"""What is said of the evidence: results, contradictions and disputes, and the one assumption."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence

import pandas as pd

from kampung.language import Language, mark
from kampung.language.core import EN_DASH
from kampung.language.statements import inside, period_text, source_text, value_text
from kampung.pictures import citing
from kampung.pictures.description import Description
from kampung.pictures.markdown import plain
from kampung.pictures.sources import together
from kampung.subjects.epidemic.analysis.falls import Falls
from kampung.subjects.evidence import phrases, reasons
from kampung.subjects.evidence.results import Conflict, Finding, Row

SIGNS = {"contradicts": "✕", "disputed": "≠", "possible": "○", "follows": "=", "uncheckable": "?"}
ORDER = {verdict: place for place, verdict in enumerate(SIGNS)}
LABELS = {
    "contradicts": mark("Conflicts with others"),
    "disputed": mark("Disputed"),
    "possible": mark("Possible"),
    "follows": mark("Certain from other figures"),
    "uncheckable": mark("Cannot be checked"),
}
FROM_OTHERS = mark("Certain from other pages")
FROM_ITS_OWN = mark("Certain from its own page")
MEANINGS = (
    mark(
        "**✕ Conflicts with others**: for it to be right, several others would have to be wrong "
        "at once; the estimate leaves it out."
    ),
    mark("**≠ Disputed**: one of a named few must be wrong; which one is open."),
    mark(
        "**○ Possible**: it lies within the range that other pages allow; the range is beside it."
    ),
    mark(
        "**= Certain from other figures**: nothing else is possible. “From its own page” is only "
        "that page’s own sum; “from other pages” does without it."
    ),
    mark("**? Cannot be checked**: no other figure confirms or contradicts it."),
)
CHART_NOTE = mark(
    "Bar: the possible range by other pages’ figures; point: the article’s figure (diamond: a "
    "number, triangle: “more than”). A red outline does not fit."
)
DISPUTES_NOTE = mark(
    "Of each group at least one figure is wrong; which one is open. A “?” stands before each that "
    "may be."
)
_EACH = {
    "daily_mean": mark("{amount} a day"),
    "each_week": mark("{amount} every week"),
    "maximum_week": mark("{amount} in the highest week"),
}


def heading(counts: Mapping[str, int], *, among: Row | None = None, language: Language) -> str:
    """How many figures can be cross-checked, and how many conflict; empty where there are none.

    Parameters
    ----------
    counts
        How many figures have each result.
    among
        A figure of the data set's own article that conflicts with others, if there is one.
    """
    if not counts:
        return ""
    tested = sum(count for verdict, count in counts.items() if verdict != "uncheckable")
    conflicting, disputed = counts.get("contradicts", 0), counts.get("disputed", 0)
    said = language.plural(
        "Of **{n}** figure that can be cross-checked, ",
        "Of **{n}** figures that can be cross-checked, ",
        tested,
    )
    if not conflicting:
        said += language.text("none conflicts with the others")
    else:
        said += language.plural(
            "**{n}** conflicts with others", "**{n}** conflict with others", conflicting
        )
    if among is not None:
        said += language.text(
            ", among them {publisher}’s {figure}",
            publisher=plain(str(among["publisher"])),
            figure=told(among, language=language),
        )
    if disputed:
        said += language.plural(
            "; **{n}** more is disputed", "; **{n}** more are disputed", disputed
        )
    return f"{said}."


def told(row: Row, *, language: Language) -> str:
    """A figure inside a sentence: ``79.83 cases a day``."""
    if row["value"] is None or row["metric"] not in phrases.NOUNS:
        return inside(stated(row, language=language))
    amount = language.text(phrases.NOUNS[row["metric"]], number=phrases.stated(language, row))
    return _each(row, amount, language)


def _each(row: Row, amount: str, language: Language) -> str:
    message = _EACH.get(row["statistic"])
    return language.text(message, amount=amount) if message else amount


def outcome(row: Row, *, language: Language) -> str:
    """The result of a figure in words; of what is certain whence."""
    if row["verdict"] != "follows":
        return language.text(LABELS[row["verdict"]])
    own = row["follows_from"] == "own"
    return language.text(FROM_ITS_OWN if own else FROM_OTHERS)


def room(row: Row, *, language: Language) -> str:
    """The range that other pages allow a figure: ``93–1,728``; empty where they allow anything."""
    between = _between(row, language)
    if between and row["statistic"] == "comparison":
        return language.text("a difference of {range}", range=between)
    return between


def _between(row: Row, language: Language) -> str:
    least, greatest = (_end(row, side, language) for side in ("others_least", "others_greatest"))
    if not greatest:
        return language.text("at least {value}", value=least) if least else ""
    if not least:
        return language.text("at most {value}", value=greatest)
    return EN_DASH.join(dict.fromkeys([least, greatest]))


def _end(row: Row, side: str, language: Language) -> str:
    """One end of a range; empty where there is none, or only that nothing is below zero."""
    value = row[side]
    if value is None or (side == "others_least" and value <= 0 and row["others_greatest"] is None):
        return ""
    decimals = 2 if row["statistic"] in ("share", "daily_mean") else 0
    written = language.number(value, decimals=0 if float(value).is_integer() else decimals)
    return f"{written}%" if row["statistic"] == "share" else written


def badge(row: Row, *, language: Language) -> str:
    """A result with its sign; of what is possible with the range."""
    said = f"**{SIGNS[row['verdict']]} {outcome(row, language=language)}**"
    between = room(row, language=language) if row["verdict"] == "possible" else ""
    return f"{said}: {between}" if between else said


def result(row: Row, *, language: Language) -> str:
    """The result of a figure with its sign, and why, for those who look at this figure alone."""
    return f"{badge(row, language=language)} · {reasons.reason_of(row, language=language)}"


def stated(row: Row, *, language: Language) -> str:
    """What a figure states: ``New cases: 79.83 a day``, ``Total cases: 7,535``."""
    if row["value"] is None:
        return _compared(row, language)
    number = value_text(row["value"], row["relation"], language=language, decimals=row["decimals"])
    if row["statistic"] == "share":
        number += "%"
    return f"{counted(row, language=language)}: {_each(row, number, language)}"


def counted(row: Row, *, language: Language) -> str:
    """What a figure counts: ``New cases``; of a running total ``Total cases``."""
    if row["statistic"] != "cumulative":
        return language.pick(row, "metric_name")
    known = phrases.NAMES.get(row["metric"])
    name = language.text(known) if known else inside(language.pick(row, "metric_name"))
    return language.text("Total {what}", what=name)


def _compared(row: Row, language: Language) -> str:
    if {row["metric"], row["compared_metric"]} <= set(phrases.NAMES):
        said = phrases.stated(language, row)
        return said[:1].upper() + said[1:]
    names = (language.pick(row, "metric_name"), language.pick(row, "compared_name"))
    return f"{names[0]} {row['relation']} {inside(names[1])}"


def cited_source(row: Row, *, language: Language) -> str:
    """Who published a figure, as a link to its page, with date and paragraph."""
    return citing.cited_link(citing.source_of(row), language)


def cited(row: Row, *, language: Language) -> str:
    """A figure with its days and a link to its page."""
    said = f"{plain(stated(row, language=language))}, {period_text(row, language=language)}"
    return f"{said} · {cited_source(row, language=language)}"


def where(row: Row, *, language: Language) -> str:
    """Of which days a figure speaks, and who published it, as plain text."""
    return f"{period_text(row, language=language)} · {source_text(row)}"


def where_stated(row: Row, *, language: Language) -> str:
    """Of which days a figure speaks, and a link to the page that it stands on."""
    parts = (
        period_text(row, language=language),
        language.text("one way to read it") if language.pick(row, "reading") else "",
        cited_source(row, language=language),
    )
    return " · ".join(part for part in parts if part)


def finding(found: Finding, *, language: Language) -> str:
    """What the whole record forces that no page says."""
    days = (found.end_on - found.start_on).days + 1
    return language.text(
        "**{period}: at least {least} cases** in {days} days, {pace} a week. The highest week "
        "published has {peak} ({week}): {source}.",
        period=language.period(found.start_on, found.end_on),
        least=language.number(found.least),
        pace=language.number(found.least * 7 / days, decimals=0),
        days=language.number(days),
        peak=language.number(found.peak["value"]),
        week=period_text(found.peak, language=language),
        source=cited_source(found.peak, language=language),
    )


def argument(row: Row, *, language: Language) -> str:
    """What is wrong with a figure, in a sentence that stands below its sum."""
    params = json.loads(row["reason_params"])
    params.pop("equation", None)
    return reasons.reason(language, row["reason_code"], params)


def listed(rows: Sequence[Row], *, language: Language) -> str:
    """Figures as a list, each with its days and a link to its page; disputed ones are marked."""
    return "\n".join(
        f"- {'**?** ' if row['verdict'] == 'disputed' else ''}{cited(row, language=language)}"
        for row in rows
    )


def conflicting(others: Sequence[Row], *, language: Language) -> str:
    """What a figure conflicts with, where that is no sum."""
    return f"{language.text('Conflicts with:')}\n\n{listed(others, language=language)}"


def dispute(found: Conflict, *, language: Language) -> str:
    """Figures of which one must be wrong, in a line: the sum, what it is about, and who said it."""
    members = found.others
    made = json.loads(found.statement["reason_params"]).get("equation")
    if made:
        said = phrases.equation(language, made)
    else:
        said = argument(found.statement, language=language).rstrip(".")
    names = dict.fromkeys(inside(language.pick(row, "metric_name")) for row in members)
    days = [row[end] for row in members for end in ("start_on", "end_on") if row[end] is not None]
    about = [language.join(list(names))]
    if days:
        about.append(language.period(min(days), max(days)))
    pages = together([citing.source_of(row) for row in members])
    sources = ", ".join(citing.cited_link(page, language) for page in pages)
    return f"**{said}**: {', '.join(about)} · {sources}"


def single_wave(wave: Row, *, language: Language) -> Description:
    """What follows if weeks rose once and fell once."""
    title = language.text("If there was only one wave")
    asked = language.text(
        "If weekly new cases rose once and fell once from {start} to {end}, fewer numbers are "
        "possible.",
        start=language.date(wave["start_on"]),
        end=language.date(wave["end_on"]),
    )
    answer = (
        language.text("The published figures allow a single wave.")
        if wave["possible"]
        else language.text("The published figures rule a single wave out.")
    )
    return Description(title, f"{asked} {answer}", title)


def statements(count: int, *, language: Language) -> Description:
    """How many figures are listed."""
    title = language.text("All figures")
    said = language.plural("**{n}** figure", "**{n}** figures", count)
    return Description(title, said, title)


def what_if(start: dt.date, end: dt.date, *, language: Language) -> str:
    """What leaving figures out does, and of which days."""
    return language.text(
        "Results and ranges are worked out anew from the figures that are left, {period}.",
        period=language.period(start, end),
    )


def estimated_without(
    left_out: int, kinds: Mapping[str, int], *, language: Language
) -> Description:
    """That figures are left out, and how many weeks are known without them.

    Parameters
    ----------
    left_out
        How many figures are left out.
    kinds
        How many weeks there are of each kind that the chart draws, by the kind's name in words.
    """
    title = language.text("New cases a week without the figures left out")
    sentence = language.plural(
        "Worked out anew without {n} figure.", "Worked out anew without {n} figures.", left_out
    )
    weeks = "; ".join(f"{kind}: {language.number(count)}" for kind, count in kinds.items())
    alt = language.text(
        "Bar chart of new cases a week. {sentence} {weeks}.", sentence=sentence, weeks=weeks
    )
    return Description(title, sentence, alt)


def changes(before: Mapping[str, Row], after: pd.DataFrame, *, language: Language) -> str:
    """Which results become others where some figures are left out.

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
        return language.text("No result changes.")
    lines = [
        f"- {cited(before[row['id']], language=language)}: "
        f"{inside(language.text(LABELS[before[row['id']]['verdict']]))} → "
        f"**{inside(language.text(LABELS[row['verdict']]))}**. "
        + reasons.reason(language, row["reason_code"], row["reason"])
        for row in changed
    ]
    said = language.plural("**{n}** result changes:", "**{n}** results change:", len(changed))
    return "\n".join([said, "", *lines])


def claim_without_number(
    row: Row, falls: Falls | None, *, metric_name: str, language: Language
) -> str:
    """A claim of an article that has no number of its own: its result, why, and where it stands.

    Parameters
    ----------
    row
        Of the programme's facts.
    falls
        What the ranges of weeks say of it; None where no number on record bears on it.
    """
    verdict = "uncheckable" if falls is None else falls.verdict
    sign = f"**{SIGNS[verdict]} {language.text(LABELS[verdict])}**"
    source = citing.cited_link(citing.source_of(row), language)
    claim = f"- {sign} · {plain(language.pick(row, 'text'))} ({source})"
    if falls is None and not row["asks"]:
        return f"{claim} " + language.text("No number on record bears on it.")
    if falls is None:
        return f"{claim} " + language.text("Too few weekly numbers are known to compare.")
    return f"{claim} " + language.text(
        "At its steepest, {metric} fell from one week to the next by {inside} in {period}, and by "
        "{outside} in the other weeks ({compared} of {weeks} weeks compared).",
        metric=inside(metric_name),
        inside=_range(falls.inside_least, falls.inside_greatest, language),
        period=language.period(falls.start_on, falls.end_on),
        outside=_range(falls.outside_least, falls.outside_greatest, language),
        compared=language.number(falls.compared),
        weeks=language.number(falls.weeks),
    )


def _range(least: int, greatest: int, language: Language) -> str:
    return EN_DASH.join(dict.fromkeys([language.number(least), language.number(greatest)]))
