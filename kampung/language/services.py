"""What stands around the pictures on village services: titles, sentences and alt texts."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from kampung.analysis.services import (
    Measure,
    Missing,
    Silence,
    completion_share,
    gaps,
    last_means,
    late_periods,
    measure_of,
    mix_by_family,
    on_time,
    silence,
)
from kampung.language.core import Language, mark
from kampung.language.descriptions import Description, Drawn, family_name, map_alt
from kampung.language.service_headings import who
from kampung.language.service_names import (
    Level,
    Row,
    areas_text,
    by_cadence,
    cell,
    count_text,
    duration,
    during,
    inside,
    measure_key,
    measure_name,
    measure_text,
    nothing_loaded,
    opening,
    period_name,
    periods_text,
    rank_text,
    share_text,
    when_words,
)
from kampung.language.tables import records

_LISTED = 4  # names that a sentence can carry
_SPELT_OUT = 10  # items that an alt text can carry
_DISTRICTS = 50  # districts that the alt text of a map can carry


# Pictures over time


def _nothing(title: str, language: Language) -> Description:
    sentence = nothing_loaded(language)
    return Description(title, sentence, sentence)


def requests(rows: pd.DataFrame, *, cadence: str, language: Language) -> Description:
    """Describe requests and completions by period.

    Parameters
    ----------
    rows
        PERIODS. Lowest and highest are sought among periods that are not still coming in.
    """
    measure = measure_of(rows)
    title = by_cadence(measure_name(measure or "requested", language=language), cadence, language)
    if measure is None:
        return _nothing(title, language)
    known = on_time(rows).dropna(subset=[measure])
    if known.empty:
        known = rows.dropna(subset=[measure])
    sentence = _range(records(known), measure=measure, cadence=cadence, language=language)
    notes = [sentence]
    share = completion_share(rows)
    if not math.isnan(share):
        notes.append(
            language.text(
                "Completions came to {share} of the requests.",
                share=share_text(share, language=language),
            )
        )
    notes += _holes(rows, language)
    sentence = " ".join(notes)
    return Description(title, sentence, _over_time(title, rows, sentence, cadence, language))


def _range(rows: Sequence[Row], *, measure: Measure, cadence: str, language: Language) -> str:
    """Lowest, highest and last of some periods, in the order of time; at least one."""
    least, most = (at(rows, key=lambda row: int(row[measure])) for at in (min, max))
    last = rows[-1]
    count = count_text(int(most[measure]), measure=measure, language=language)
    if len(rows) == 1:
        return language.text("{count} in {period}.", count=count, period=_named(last, language))
    if least[measure] == most[measure]:
        return language.text(
            "{count} in each of {periods}.",
            count=count,
            periods=periods_text(len(rows), cadence=cadence, language=language),
        )
    return language.text(
        "From {least} ({least_period}) to {most} ({most_period}); most recently {last} "
        "({last_period}).",
        least=language.number(int(least[measure])),
        least_period=_named(least, language),
        most=count,
        most_period=_named(most, language),
        last=language.number(int(last[measure])),
        last_period=_named(last, language),
    )


def _named(row: Row, language: Language) -> str:
    return period_name(row["period_start"], row["period_end"], language=language)


def _over_time(
    title: str, rows: pd.DataFrame, sentence: str, cadence: str, language: Language
) -> str:
    return language.text(
        "Chart over time, {title}: {periods} with reports, {period}. {sentence}",
        title=inside(title),
        periods=periods_text(rows["period_end"].nunique(), cadence=cadence, language=language),
        period=language.period(rows["period_start"].min(), rows["period_end"].max()),
        sentence=sentence,
    )


def _holes(rows: pd.DataFrame, language: Language) -> list[str]:
    """Sentences on what the reports leave open: periods still coming in, and gaps."""
    notes = []
    if late_periods(rows):
        last = records(rows)[-1]
        notes.append(
            language.plural(
                "The end is not complete: for {period} only {n} village or ward has reported.",
                "The end is not complete: for {period} only {n} villages and wards have reported.",
                int(last["villages"]),
                period=_named(last, language),
            )
        )
    between = gaps(rows)
    if len(between) == 1:
        notes.append(
            language.text(
                "Nothing was reported for {period}.",
                period=language.period(between["gap_start"].iloc[0], between["gap_end"].iloc[0]),
            )
        )
    elif len(between):
        longest = between.sort_values("days", kind="stable").iloc[-1]
        notes.append(
            language.text(
                "There are {n} gaps without a report, the longest {period}.",
                n=language.number(len(between)),
                period=language.period(longest["gap_start"], longest["gap_end"]),
            )
        )
    return notes


def waiting(rows: pd.DataFrame, *, cadence: str, language: Language) -> Description:
    """Describe the median and the 90th percentile of waiting times by period.

    Parameters
    ----------
    rows
        PERIODS.
    """
    title = by_cadence(language.text("Waiting time"), cadence, language)
    known = on_time(rows)
    known = known[known["median_hours"].notna()]
    if known.empty:
        nothing = language.text("No waiting times have been reported.")
        return Description(title, nothing, nothing)
    last = known.iloc[-1]
    words = {
        "when": opening(
            when_words(
                last["period_start"], last["period_end"], 1, cadence=cadence, language=language
            )
        ),
        "half": duration(language, float(last["median_hours"])),
    }
    if pd.isna(last["p90_hours"]):
        sentence = language.text(
            "{when}, half of the completed requests took about {half} or less.", **words
        )
    else:
        sentence = language.text(
            "{when}, half of the completed requests took about {half} or less and nine in ten "
            "about {most} or less.",
            **words,
            most=duration(language, float(last["p90_hours"])),
        )
    notes = [sentence]
    hours = known["median_hours"].astype(float)
    low, high = duration(language, hours.min()), duration(language, hours.max())
    if low != high:
        notes.append(language.text("The median lay between {low} and {high}.", low=low, high=high))
    notes.append(_waits_method(rows, language))
    sentence = " ".join(notes)
    return Description(title, sentence, _over_time(title, rows, sentence, cadence, language))


def _waits_method(rows: pd.DataFrame, language: Language) -> str:
    if rows["villages"].max() > 1:
        return language.text(
            "How it is worked out: the median of the villages’ medians, weighted by completed "
            "requests; the same for nine in ten."
        )
    return language.text(
        "How it is worked out: the mean of the services’ medians, weighted by completed "
        "requests; the same for nine in ten."
    )


def beside(
    trends: pd.DataFrame, *, cadence: str, language: Language, counted: Measure = "requested"
) -> Description:
    """Describe the trends of a village, its district and its regency, for each that reported.

    Parameters
    ----------
    trends
        As :func:`kampung.analysis.services.beside` returns them.
    counted
        What they count.
    """
    what = language.text("Requests per reporting village or ward")
    if counted == "completed":
        what = language.text("Completed requests per reporting village or ward")
    title = by_cadence(what, cadence, language)
    if trends.empty:
        return _nothing(title, language)
    means = last_means(trends)
    if means.empty:
        sentence = language.text("They have no period in common.")
    else:
        first = means.iloc[0]
        sentence = language.text(
            "{when}, the mean was: {parts}.",
            when=opening(
                when_words(
                    first["start"],
                    first["end"],
                    int(first["periods"]),
                    cadence=cadence,
                    language=language,
                )
            ),
            parts="; ".join(
                language.text(
                    "{name} {count}",
                    name=row["label"],
                    count=language.number(row["value"], decimals=1),
                )
                for row in records(means)
            ),
        )
    return Description(title, sentence, _over_time(title, trends, sentence, cadence, language))


def reporting(
    rows: pd.DataFrame, *, villages: int, cadence: str, language: Language
) -> Description:
    """Describe how many villages reported, by period.

    Parameters
    ----------
    rows
        PERIODS of an area.
    villages
        Villages and wards of the area.
    """
    title = by_cadence(language.text("Villages and wards that reported"), cadence, language)
    last = silence(rows, villages_total=villages)
    if last is None:
        return _nothing(title, language)
    sentence = silence_text(last, language=language)
    return Description(title, sentence, _over_time(title, rows, sentence, cadence, language))


def silence_text(last: Silence, *, language: Language) -> str:
    """How many villages did not report the last period, beside how many usually do not."""
    words = {
        "when": opening(
            language.text(
                "in {period}",
                period=period_name(last.start, last.end, language=language),
            )
        ),
        "all": language.number(last.villages),
        "n": language.number(last.silent),
    }
    if not last.silent:
        return language.text("{when}, all {all} villages and wards reported.", **words)
    if math.isnan(last.usual):
        return language.text("{when}, {n} of {all} villages and wards did not report.", **words)
    return language.text(
        "{when}, {n} of {all} villages and wards did not report; usually it is {usual}.",
        **words,
        usual=language.number(round(last.usual)),
    )


# Pictures of one span


def families(mix: pd.DataFrame, *, span: Row, language: Language) -> Description:
    """Describe requests by family of services.

    Parameters
    ----------
    mix
        MIX.
    span
        Row of SPANS that it is of.
    """
    measure = measure_of(mix) or "requested"
    title = language.text(
        "{what} by family of services", what=measure_name(measure, language=language)
    )
    rows = mix_by_family(mix)
    named = [
        (inside(family_name(row["family"], language=language)), row[measure])
        for row in records(rows)
    ]
    return _most(
        title,
        named,
        measure=measure,
        span=span,
        drawn=mark("Bars by family. {sentence} {items}."),
        language=language,
    )


def services(mix: pd.DataFrame, *, span: Row, language: Language) -> Description:
    """Describe requests by service; as :func:`families`."""
    measure = measure_of(mix) or "requested"
    title = language.text("{what} by service", what=measure_name(measure, language=language))
    rows = mix.sort_values(measure, ascending=False, na_position="last", kind="stable")
    named = [(language.pick(row, "name"), row[measure]) for row in records(rows)]
    return _most(
        title,
        named,
        measure=measure,
        span=span,
        drawn=mark("Bars by service. {sentence} {items}."),
        language=language,
    )


def _most(
    title: str,
    named: Sequence[tuple[str, Any]],
    *,
    measure: Measure,
    span: Row,
    drawn: str,
    language: Language,
) -> Description:
    """Describe counts by name, the largest first; those without a number are left out."""
    known = [(name, int(count)) for name, count in named if count is not None]
    whole = sum(count for _, count in known)
    when = during(span, language=language)
    total = count_text(whole, measure=measure, language=language)
    if not whole:
        sentence = language.text("{when}, nothing is on record.", when=opening(when))
        return Description(title, sentence, sentence)
    if len(known) == 1:
        sentence = language.text(
            "{when}, {total}, all of them for {name}.",
            when=opening(when),
            total=total,
            name=known[0][0],
        )
    else:
        parts = [
            language.text(
                "{name} ({count}; {share})",
                name=name,
                count=language.number(count),
                share=share_text(count / whole, language=language),
            )
            for name, count in known[:3]
        ]
        sentence = language.text(
            "Of {total} {when}, the largest shares were for {parts}.",
            total=total,
            when=when,
            parts=language.join(parts),
        )
    items = "; ".join(f"{name} {language.number(count)}" for name, count in known[:_SPELT_OUT])
    items = opening(items)
    return Description(title, sentence, language.text(drawn, sentence=sentence, items=items))


def by_area(
    values: pd.DataFrame,
    *,
    measure: str,
    span: Row,
    language: Language,
    counted: Measure = "requested",
    level: Level = "district",
    drawn: Drawn = "tiles",
) -> Description:
    """Describe a measure by district, or by village, on the map.

    Parameters
    ----------
    values
        As :func:`kampung.analysis.services.measured` returns them: ``name`` and ``value``.
    measure, counted
        As there.
    span
        Row of SPANS that the values are of.
    level
        What the areas are.
    drawn
        Whether as tiles or with real boundaries.
    """
    what = measure_name(measure, language=language, counted=counted)
    title = language.text("{what} by district", what=what)
    if level == "village":
        title = language.text("{what} by village and ward", what=what)
    known = values[values["value"].notna()]
    when = opening(during(span, language=language))
    if known.empty:
        sentence = language.text("{when}, nothing is on record.", when=when)
        return Description(title, sentence, sentence)
    if measure == "silent" and not known["value"].any():
        sentence = language.text("{when}, every village and ward reported.", when=when)
    else:
        key = measure_key(measure, counted)
        sentence = _extremes(known, measure=key, when=when, level=level, language=language)
    missing = len(values) - len(known)
    if missing:
        sentence += " " + language.text(
            "No data: {areas}.", areas=areas_text(missing, level, language)
        )
    if len(known) > (_DISTRICTS if level == "district" else _SPELT_OUT):
        return Description(title, sentence, language.text("Map. {sentence}", sentence=sentence))
    items = "; ".join(
        f"{row['name']} {measure_text(row['value'], measure=measure, language=language)}"
        for row in records(known)
    )
    return Description(title, sentence, map_alt(sentence, items, drawn=drawn, language=language))


def _extremes(
    known: pd.DataFrame, *, measure: str, when: str, level: Level, language: Language
) -> str:
    """The lowest and the highest of some values, with the names of their areas."""
    least, most = known["value"].min(), known["value"].max()
    low, high = (measure_text(of, measure=measure, language=language) for of in (least, most))
    if len(known) == 1:
        return language.text(
            "{when}: {value} ({name}).", when=when, value=high, name=str(known["name"].iloc[0])
        )
    if low == high:
        return language.text(
            "{when}: {value} in each of {areas}.",
            when=when,
            value=high,
            areas=areas_text(len(known), level, language),
        )

    def names(of: float) -> str:
        found = sorted(known.loc[known["value"] == of, "name"])
        return (
            language.join(found)
            if len(found) <= _LISTED
            else areas_text(len(found), level, language)
        )

    return language.text(
        "{when}: from {least} ({bottom}) to {most} ({top}).",
        when=when,
        least=low,
        bottom=names(least),
        most=high,
        top=names(most),
    )


def silent(
    rows: pd.DataFrame,
    *,
    since: dt.date,
    villages: int,
    language: Language,
    count: int | None = None,
) -> Description:
    """Describe the villages of which no report reaches a day or any later one.

    Parameters
    ----------
    rows
        SILENT, the longest silent first; ``last_end`` is missing where nothing came in the last 52
        weeks.
    since
        The day.
    villages
        How many villages and wards there are.
    count
        How many are silent, where ``rows`` are only the first of them.
    """
    title = language.text("Villages and wards that report nothing")
    words = {
        "day": language.date(since),
        "n": language.number(len(rows) if count is None else count),
        "all": language.number(villages),
    }
    if rows.empty:
        sentence = language.text("All {all} villages and wards have reported since {day}.", **words)
        return Description(title, sentence, sentence)
    long = int(rows["last_end"].isna().sum())
    # Where all rows are long silent and rows are not all, there may be more of them.
    sure = long < len(rows) or count is None or count == len(rows)
    if long and sure:
        sentence = language.text(
            "{n} of {all} villages and wards have reported nothing since {day}, {long} of them "
            "nothing in the last 52 weeks.",
            **words,
            long=language.number(long),
        )
    else:
        sentence = language.text(
            "{n} of {all} villages and wards have reported nothing since {day}.", **words
        )
    sentence += " " + language.text("That is missing, not zero.")
    items = "; ".join(
        f"{row['name']} ({row['parent_name']})" for row in records(rows.head(_SPELT_OUT))
    )
    return Description(
        title,
        sentence,
        language.text(
            "List, the longest silent first. {sentence} {items}.", sentence=sentence, items=items
        ),
    )


def concentration(span: Row | None, curve: pd.DataFrame, *, language: Language) -> Description:
    """Describe how few villages make half of the requests.

    Parameters
    ----------
    span
        Row of SPANS; None where no counts are loaded.
    curve
        CONCENTRATION of the span.
    """
    title = language.text("How concentrated the requests are")
    if span is None:
        return _nothing(title, language)
    half = cell(span, "villages_for_half")
    when = during(span, language=language)
    if half is None:
        sentence = language.text("{when}, nothing is on record.", when=opening(when))
        return Description(title, sentence, sentence)
    reporting = int(span["villages_reporting"])
    sentence = language.text(
        "{n} of the {reporting} villages and wards that reported made half of the {total} {when}. "
        "If all had recorded as many, it would take {even}.",
        n=language.number(int(half)),
        reporting=language.number(reporting),
        total=count_text(int(span["total"]), measure=span["measure"], language=language),
        when=when,
        even=language.number(math.ceil(reporting / 2)),
    )
    points = curve[curve["position"].isin([10, 25, 50])]
    items = "; ".join(
        language.text(
            "the busiest {part} made {share}",
            part=language.percent(row["position"] / 100, decimals=0),
            share=share_text(row["share"], language=language),
        )
        for row in records(points)
    )
    return Description(
        title,
        sentence,
        language.text(
            "A rising curve. {sentence} {items}.", sentence=sentence, items=opening(items)
        )
        if items
        else sentence,
    )


# One village or district among others


def rank(
    rows: pd.DataFrame,
    *,
    code: str,
    place: str,
    span: Row,
    language: Language,
) -> Description:
    """Describe where an area stands among those beside it.

    Parameters
    ----------
    rows
        TOTALS of all of them, itself included; one span.
    code
        Its code.
    place
        What they lie in, with its kind: ``Utara district``.
    span
        Row of SPANS.
    """
    measure: Measure = span["measure"]
    own = rows[rows["area_code"] == code]
    name = str(own["name"].iloc[0]) if len(own) else code
    title = language.text("Rank of {name} in {place}", name=name, place=place)
    known = rows[rows[measure].notna()].sort_values(
        [measure, "name"], ascending=[False, True], kind="stable"
    )
    when = opening(during(span, language=language))
    items = "; ".join(
        f"{row['name']} {language.number(int(row[measure]))}"
        for row in records(known.head(_SPELT_OUT))
    )
    count = own[measure].iloc[0] if len(own) else pd.NA
    if pd.isna(count):
        sentence = language.text(
            "{when}, nothing was reported for {name}, so it has no rank.", when=when, name=name
        )
    else:
        sentence = language.text(
            "{when}, {name} recorded {count}, {rank}.",
            when=when,
            name=name,
            count=count_text(int(count), measure=measure, language=language),
            rank=rank_text(
                int(known[measure].gt(count).sum()) + 1, len(known), place=place, language=language
            ),
        )
    if not items:
        return Description(title, sentence, sentence)
    return Description(
        title,
        sentence,
        language.text(
            "Bars, the longest first. {sentence} {items}.", sentence=sentence, items=items
        ),
    )


def neighbours(rows: pd.DataFrame, *, code: str, span: Row, language: Language) -> Description:
    """Describe an area beside its neighbours.

    Parameters
    ----------
    rows
        TOTALS of the area and its neighbours.
    code
        The code of the area.
    span
        Row of SPANS.
    """
    measure: Measure = span["measure"]
    own, others = rows[rows["area_code"] == code], rows[rows["area_code"] != code]
    name = str(own["name"].iloc[0]) if len(own) else code
    title = language.text("{name} and its neighbours", name=name)
    if others.empty:
        nothing = language.text("Its neighbours are not known.")
        return Description(title, nothing, nothing)
    when = opening(during(span, language=language))
    count = own[measure].iloc[0] if len(own) else pd.NA
    reported = others[others[measure].notna()]
    parts = []
    if pd.isna(count):
        first = language.text("{when}, nothing was reported for {name}", when=when, name=name)
        parts += [
            f"{row['name']} {language.number(int(row[measure]))}" for row in records(reported)
        ]
    else:
        first = language.text(
            "{when}, {name} recorded {count}",
            when=when,
            name=name,
            count=count_text(int(count), measure=measure, language=language),
        )
        for words, found in (
            (mark("more in {names}"), reported[reported[measure].gt(count)]),
            (mark("as many in {names}"), reported[reported[measure].eq(count)]),
            (mark("fewer in {names}"), reported[reported[measure].lt(count)]),
        ):
            if len(found):
                parts.append(language.text(words, names=language.join(sorted(found["name"]))))
    unreported = sorted(others.loc[others[measure].isna(), "name"])
    if unreported:
        parts.append(language.text("no report from {names}", names=language.join(unreported)))
    sentence = language.text("{sentence}.", sentence="; ".join([first, *parts]))
    items = "; ".join(
        f"{row['name']} {measure_text(row[measure], measure=measure, language=language)}"
        for row in records(rows)
    )
    return Description(
        title,
        sentence,
        language.text("Bars by area. {sentence} {items}.", sentence=sentence, items=items),
    )


def profile(area: Row, *, language: Language) -> Description:
    """Describe who an area is; ``area`` as for :func:`who`. No Markdown."""
    plain = who(area, language=language).replace("**", "")
    return Description(str(area["name"]), plain, plain)


# What is missing


def missing(
    found: Sequence[Missing], *, language: Language, span: Row | None = None
) -> Description:
    """Describe what is not known of an area.

    Parameters
    ----------
    found
        As :func:`kampung.analysis.services.missing_in` returns them.
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
    "nothing_loaded": mark("No counts of services have been loaded yet."),
    "never_reported": mark("No report on its services is in the data. That is missing, not zero."),
    "requests": mark("How many requests came in is not reported."),
    "completed": mark("How many requests were completed is not reported."),
    "waits": mark("Waiting times are not reported."),
    "population": mark(
        "There is no dated number of inhabitants, so nothing can be said per inhabitant."
    ),
    "area": mark("Its size in square kilometres is not known."),
    "place": mark("Where it lies is not known, so it has no neighbours here."),
    "boundary": mark("Its boundary has not been imported."),
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
            names=_some(facts[f"names_{language.code}"], language),
        )
    return language.text(_PLAINLY_MISSING[code])


def _some(names: Sequence[str], language: Language) -> str:
    """The first names of a list, and how many more there are."""
    if len(names) <= _LISTED:
        return language.join(list(names))
    rest = len(names) - _LISTED + 1
    return language.plural(
        "{names} and {n} more", "{names} and {n} more", rest, names=", ".join(names[:-rest])
    )
