"""The sentences on top of the service pages: what changed, who an area is, how it stands."""

import math

from kampung.language.core import Language, mark
from kampung.language.phrases import opening
from kampung.subjects.services.analysis.periods import Change, Measure
from kampung.subjects.services.names import (
    Row,
    area_name,
    before_words,
    cell,
    duration,
    during,
    nothing_loaded,
    periods_text,
    rank_text,
    when_words,
)

_KINDS = {
    "kabupaten": mark("a regency (kabupaten)"),
    "kota": mark("a city (kota)"),
    "kecamatan": mark("a district (kecamatan)"),
    "distrik": mark("a district (distrik)"),
    "desa": mark("a village (desa)"),
    "desa_adat": mark("a customary village (desa adat)"),
    "kelurahan": mark("a ward (kelurahan)"),
}

# From here on a change in who reports says as much as the change in what they report.
_COVERAGE = 0.05


# On top of /layanan


def simulated_banner(language: Language) -> str:
    """What stands on every page that shows simulated data."""
    return language.text(
        "Simulation: service counts and daily COVID-19 numbers are invented here, to try the "
        "system out, and are marked so. All else is published. Cite no number that is marked."
    )


def heading(
    change: Change | None,
    *,
    cadence: str,
    span: Row | None,
    language: Language,
    simulated: bool = False,
) -> str:
    """What changed, in one sentence, and what a reader must know to trust it.

    Parameters
    ----------
    change
        As :func:`latest_change` returns it; None where nothing can be
        compared.
    cadence
        Of the periods compared.
    span
        Row of SPANS that is told where there is no change; None where no counts are loaded.
    simulated
        Whether the data are invented; the sentence then says so first.

    Returns
    -------
    str
        Markdown.
    """
    if change is not None:
        sentence = _what_changed(change, cadence=cadence, language=language)
    elif span is not None:
        sentence = _what_there_is(span, language=language)
    else:
        return language.text(
            "No counts of services are known yet; what follows is what was published about "
            "the programme."
        )
    return _marked(sentence, simulated=simulated, language=language)


def _marked(sentence: str, *, simulated: bool, language: Language) -> str:
    if not simulated:
        return sentence
    return language.text("**Simulation, not fact.** {sentence}", sentence=sentence)


def _what_changed(change: Change, *, cadence: str, language: Language) -> str:
    words = {
        "when": opening(
            when_words(change.start, change.end, change.periods, cadence=cadence, language=language)
        ),
        "what": _recorded(change.total, change.measure, language),
        "change": comparison_text(change, cadence=cadence, language=language),
    }
    if math.isnan(change.median_hours):
        sentence = language.text("{when}, {what}, {change}.", **words)
    else:
        sentence = language.text(
            "{when}, {what}, {change}; half of those completed took about {time} or less.",
            **words,
            time=duration(language, change.median_hours),
        )
    notes = [sentence]
    if change.measure == "completed":
        notes.append(language.text("How many were requested is not known."))
    if abs(change.villages - change.villages_before) >= _COVERAGE * change.villages_before:
        notes.append(_coverage(change, language))
    if change.left_out:
        notes.append(_left_out(change.left_out, cadence=cadence, language=language))
    return " ".join(notes)


def _recorded(count: int, measure: Measure, language: Language) -> str:
    if measure == "completed":
        if not count:
            return language.text("**no** requests were completed")
        return language.plural(
            "**{n}** request was completed", "**{n}** requests were completed", count
        )
    if not count:
        return language.text("**no** requests were recorded")
    return language.plural("**{n}** request was recorded", "**{n}** requests were recorded", count)


def comparison_text(change: Change, *, cadence: str, language: Language) -> str:
    """How the last periods stand beside those before: ``8% more than in the four weeks before``."""
    before = before_words(change.periods, cadence=cadence, language=language)
    if not change.before:
        words = mark("after none in {before}") if change.total else mark("as in {before}")
        return language.text(words, before=before)
    if not change.total:
        return language.text(
            "after {number} in {before}", number=language.number(change.before), before=before
        )
    size = abs(change.change)
    if not round(size * 100):  # nobody prints a change of 0%
        same = change.total == change.before
        words = mark("as many as in {before}") if same else mark("about as many as in {before}")
        return language.text(words, before=before)
    share = language.percent(size, decimals=0)
    words = mark("{share} more than in {before}")
    if change.change < 0:
        words = mark("{share} fewer than in {before}")
    return language.text(words, share=share, before=before)


def _coverage(change: Change, language: Language) -> str:
    words = {
        "now": language.number(round(change.villages)),
        "before": language.number(round(change.villages_before)),
    }
    if math.isnan(change.change_per_village):
        return language.text(
            "The number of villages and wards that reported changed too: {now} on average, "
            "{before} before.",
            **words,
        )
    return language.text(
        "The number of villages and wards that reported changed too: {now} on average, {before} "
        "before; for each that reported the change is {change}.",
        **words,
        # Not −0%, which rounding leaves of a small fall.
        change=language.percent(
            round(change.change_per_village, 2) or 0.0, decimals=0, signed=True
        ),
    )


def _left_out(count: int, *, cadence: str, language: Language) -> str:
    return language.text(
        "Left out at the end: {periods} that many villages and wards have yet to report.",
        periods=periods_text(count, cadence=cadence, language=language),
    )


def _what_there_is(span: Row, *, language: Language) -> str:
    words = {
        "when": opening(during(span, language=language)),
        "what": _recorded(int(span["total"]), span["measure"], language),
        "reporting": language.number(int(span["villages_reporting"])),
        "all": language.number(int(span["villages_total"])),
    }
    return language.text(
        "{when}, {what}; {reporting} of {all} villages and wards reported.", **words
    )


# On top of /desa


def place_heading(
    area: Row,
    *,
    totals: Row | None,
    span: Row | None,
    language: Language,
    simulated: bool = False,
) -> str:
    """Who an area is, and how it stands.

    Parameters
    ----------
    area, totals, span
        As for :func:`who` and :func:`standing`.
    simulated
        Whether the counts are invented; who the area is stays fact.

    Returns
    -------
    str
        Two paragraphs of Markdown.
    """
    stands = standing(area, totals=totals, span=span, language=language)
    if span is not None:
        stands = _marked(stands, simulated=simulated, language=language)
    return f"{who(area, language=language)}\n\n{stands}"


def who(area: Row, *, language: Language) -> str:
    """Who an area is: kind, where it lies, its parts, inhabitants, size, postcode and code.

    Parameters
    ----------
    area
        ``code, name, kind, level``; below the regency ``parent_name`` and ``parent_kind``, and
        of a village ``regency_name`` and ``regency_kind``; where known ``population``,
        ``population_year``, ``area_km2``, ``postcode``; of a district or regency ``desa`` and
        ``kelurahan``, of a regency ``districts`` (numbers of them).

    Returns
    -------
    str
        Two sentences of Markdown.
    """
    kind = str(area["kind"])
    words = {
        "name": str(area["name"]),
        "kind": language.text(_KINDS[kind]) if kind in _KINDS else kind.replace("_", " "),
    }
    parts = _parts(area, language)
    places = ", ".join(place for place in lies_in(area, language=language) if place)
    if places and parts:
        sentence = language.text(
            "**{name}** is {kind} in {places} with {parts}.", **words, places=places, parts=parts
        )
    elif places:
        sentence = language.text("**{name}** is {kind} in {places}.", **words, places=places)
    elif parts:
        sentence = language.text("**{name}** is {kind} with {parts}.", **words, parts=parts)
    else:
        sentence = language.text("**{name}** is {kind}.", **words)
    return f"{sentence} {_facts(area, language)}"


def lies_in(area: Row, *, language: Language) -> tuple[str, str]:
    """District and regency that an area lies in, with their kinds; empty where there is none.

    Parameters
    ----------
    area
        As for :func:`who`.
    """
    parent = _place(area, "parent", language)
    if area["level"] == "district":
        return "", parent
    return (parent, _place(area, "regency", language)) if area["level"] == "village" else ("", "")


def _place(area: Row, which: str, language: Language) -> str:
    name, kind = cell(area, f"{which}_name"), cell(area, f"{which}_kind")
    return area_name(str(name), str(kind), language=language) if name else ""


def _parts(area: Row, language: Language) -> str:
    districts, villages, wards = (cell(area, name) for name in ("districts", "desa", "kelurahan"))
    parts = []
    if districts:
        parts.append(language.plural("{n} district", "{n} districts", int(districts)))
    if villages:
        parts.append(language.plural("{n} village", "{n} villages", int(villages)))
    if wards:
        parts.append(language.plural("{n} ward", "{n} wards", int(wards)))
    return language.join(parts)


def _facts(area: Row, language: Language) -> str:
    people, year = cell(area, "population"), cell(area, "population_year")
    size, postcode = cell(area, "area_km2"), cell(area, "postcode")
    facts = []
    if people is not None and year is not None:
        facts.append(
            language.text(
                "population {number} ({year})", number=language.number(people), year=str(int(year))
            )
        )
    elif people is not None:
        facts.append(language.text("population {number}", number=language.number(people)))
    if size is not None:
        facts.append(language.text("area {number} km²", number=language.number(size, decimals=2)))
    if postcode is not None:
        facts.append(language.text("postcode {code}", code=str(postcode)))
    facts.append(language.text("area code {code}", code=str(area["code"])))
    return language.text("{sentence}.", sentence=opening("; ".join(facts)))


def standing(area: Row, *, totals: Row | None, span: Row | None, language: Language) -> str:
    """How an area stands: its requests in the span and its ranks, or that it did not report.

    Parameters
    ----------
    area
        As for :func:`who`.
    totals
        Row of TOTALS for the area, all services; None where it has none.
    span
        Row of SPANS; None where no counts are loaded.
    """
    if span is None:
        return nothing_loaded(language)
    measure: Measure = span["measure"]
    when = opening(during(span, language=language))
    count = cell(totals, measure) if totals is not None else None
    if totals is None or count is None:
        return language.text(
            "{when}, nothing was reported for it: that is missing, not zero.", when=when
        )
    words = {
        "when": when,
        "what": _recorded(int(count), measure, language),
        "ranks": language.join(_ranks(area, totals, language)),
    }
    if words["ranks"]:
        return language.text("{when}, {what}: {ranks}.", **words)
    return language.text("{when}, {what}.", **words)


def _ranks(area: Row, totals: Row, language: Language) -> list[str]:
    ranks = []
    for scope, place in zip(("district", "regency"), lies_in(area, language=language), strict=True):
        rank, of = cell(totals, f"rank_{scope}"), cell(totals, f"of_{scope}")
        if rank is not None and of is not None and place:
            ranks.append(rank_text(int(rank), int(of), place=place, language=language))
    return ranks
