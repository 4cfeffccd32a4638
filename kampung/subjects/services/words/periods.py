"""What is said of services over time, and by kind."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from kampung.language import Language, mark
from kampung.language.cells import records
from kampung.language.phrases import opening, period_name
from kampung.pictures.description import Description
from kampung.subjects.programme.words import family_name
from kampung.subjects.services.analysis.areas import Silence, mix_by_family, silence
from kampung.subjects.services.analysis.periods import (
    Measure,
    completion_share,
    gaps,
    last_means,
    late_periods,
    measure_of,
    on_time,
)
from kampung.subjects.services.names import (
    SPELT_OUT,
    Row,
    by_cadence,
    count_text,
    duration,
    during,
    inside,
    measure_name,
    nothing_loaded,
    periods_text,
    share_text,
    when_words,
)


def nothing(title: str, language: Language) -> Description:
    """Describe a picture of services where no counts are loaded."""
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
        return nothing(title, language)
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
        "Between {least} ({least_period}) and {most} ({most_period}); most recently {last} "
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
        As :func:`kampung.subjects.services.analysis.periods.beside` returns them.
    counted
        What they count.
    """
    what = language.text("Requests per reporting village or ward")
    if counted == "completed":
        what = language.text("Completed requests per reporting village or ward")
    title = by_cadence(what, cadence, language)
    if trends.empty:
        return nothing(title, language)
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
        return nothing(title, language)
    sentence = silence_text(last, language=language)
    return Description(title, sentence, _over_time(title, rows, sentence, cadence, language))


def silence_text(last: Silence, *, language: Language) -> str:
    """How many villages did not report the last period, beside how many usually do not."""
    words = {
        "when": opening(
            language.text(
                "during {period}",
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


def families(mix: pd.DataFrame, *, span: Row | None, language: Language) -> Description:
    """Describe requests by category of services.

    Parameters
    ----------
    mix
        MIX.
    span
        Row of SPANS that it is of; None where no counts are loaded.
    """
    measure = measure_of(mix) or "requested"
    title = language.text(
        "{what} by category of services", what=measure_name(measure, language=language)
    )
    rows = mix_by_family(mix)
    named = [
        (inside(family_name(row["family"], language=language)), row[measure])
        for row in records(rows)
    ]
    return most(
        title,
        named,
        measure=measure,
        span=span,
        drawn=mark("Bars by family. {sentence} {items}."),
        language=language,
    )


def services(mix: pd.DataFrame, *, span: Row | None, language: Language) -> Description:
    """Describe requests by service; as :func:`families`."""
    measure = measure_of(mix) or "requested"
    title = language.text("{what} by service", what=measure_name(measure, language=language))
    rows = mix.sort_values(measure, ascending=False, na_position="last", kind="stable")
    named = [(language.pick(row, "name"), row[measure]) for row in records(rows)]
    return most(
        title,
        named,
        measure=measure,
        span=span,
        drawn=mark("Bars by service. {sentence} {items}."),
        language=language,
    )


def most(
    title: str,
    named: Sequence[tuple[str, Any]],
    *,
    measure: Measure,
    span: Row | None,
    drawn: str,
    language: Language,
) -> Description:
    """Describe counts by name, the largest first; those without a number are left out."""
    if span is None:
        return nothing(title, language)
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
    items = "; ".join(f"{name} {language.number(count)}" for name, count in known[:SPELT_OUT])
    items = opening(items)
    return Description(title, sentence, language.text(drawn, sentence=sentence, items=items))
