"""What is said of what is not known of a place."""

from collections.abc import Sequence

from kampung.language import Language, mark
from kampung.pictures.description import Description
from kampung.subjects.services.analysis.areas import Missing
from kampung.subjects.services.headings import who
from kampung.subjects.services.names import LISTED, Row, during


def profile(area: Row, *, language: Language) -> Description:
    """Describe who an area is; ``area`` as for :func:`who`, or nothing. No Markdown."""
    plain = (
        who(area, language=language).replace("**", "") if area else language.text("No data yet.")
    )
    return Description(language.text("Profile"), plain, plain)


def missing(
    found: Sequence[Missing], *, language: Language, span: Row | None = None
) -> Description:
    """Describe what is not known of an area.

    Parameters
    ----------
    found
        As :func:`kampung.subjects.services.analysis.areas.missing_in` returns them.
    span
        Row of SPANS that its services are of.
    """
    title = language.text("What is missing")
    if not found:
        nothing = language.text("Nothing that this page asks for is missing.")
        return Description(title, nothing, nothing)
    sentence = language.plural("{n} thing is not known.", "{n} things are not known.", len(found))
    listed = missing_sentences(found, language=language, span=span)
    return Description(title, sentence, " ".join([sentence, *listed]))


def missing_sentences(
    found: Sequence[Missing], *, language: Language, span: Row | None = None
) -> list[str]:
    """One sentence for each thing that is not known, in the same order."""
    when = during(span, language=language) if span is not None else language.text("so far")
    return [_missing_sentence(one.code, one.facts, when, language) for one in found]


_PLAINLY_MISSING = {
    "nothing_loaded": mark("No counts of services are known yet."),
    "never_reported": mark("No report on its services is in the data. That is missing, not zero."),
    "requests": mark("How many requests came in is not reported."),
    "completed": mark("How many requests were completed is not reported."),
    "waits": mark("Waiting times are not reported."),
    "population": mark(
        "There is no dated number of inhabitants, so nothing can be said per inhabitant."
    ),
    "area": mark("Its size in square kilometres is not known."),
    "place": mark("Where it lies is not known, so it has no neighbours here."),
    "boundary": mark("Its boundary is not in the data."),
}


def _missing_sentence(code: str, facts: Row, when: str, language: Language) -> str:
    if code == "overdue":
        return language.plural(
            "Its last report ends on {day}, {n} week before the newest of all.",
            "Its last report ends on {day}, {n} weeks before the newest of all.",
            int(facts["days"]) // 7,
            day=language.date(facts["last"]),
        )
    if code == "gaps":
        period = language.period(facts["start"], facts["end"])
        if facts["count"] == 1:
            return language.text("Nothing was reported for {period}.", period=period)
        return language.text(
            "There are {n} gaps without a report, the longest {period}.",
            n=language.number(facts["count"]),
            period=period,
        )
    if code == "silent_villages":
        return language.text(
            "{n} of {all} villages and wards reported nothing {when}.",
            n=language.number(facts["count"]),
            all=language.number(facts["villages"]),
            when=when,
        )
    if code == "services":
        return language.text(
            "Not in its reports {when}: {n} of {offered} services of the catalogue ({names}).",
            when=when,
            n=language.number(facts["count"]),
            offered=language.number(facts["offered"]),
            names=some(facts[f"names_{language.code}"], language),
        )
    return language.text(_PLAINLY_MISSING[code])


def some(names: Sequence[str], language: Language) -> str:
    """The first names of a list, and how many more there are."""
    if len(names) <= LISTED:
        return language.join(list(names))
    rest = len(names) - LISTED + 1
    return language.plural(
        "{names} and {n} more", "{names} and {n} more", rest, names=", ".join(names[:-rest])
    )
