"""What is said of services by area: maps, ranks, silence, concentration."""

import datetime as dt
import math

import pandas as pd

from kampung.language import Language, mark
from kampung.language.cells import records
from kampung.language.phrases import opening
from kampung.pictures.description import Description
from kampung.subjects.areas.words import Drawn, map_alt
from kampung.subjects.services.analysis.periods import Measure
from kampung.subjects.services.names import (
    LISTED,
    SPELT_OUT,
    Level,
    Row,
    areas_text,
    cell,
    count_text,
    during,
    measure_key,
    measure_name,
    measure_text,
    rank_text,
    share_text,
)
from kampung.subjects.services.words.periods import nothing

_DISTRICTS = 50  # districts that the alt text of a map can carry


def by_area(
    values: pd.DataFrame,
    *,
    measure: str,
    span: Row | None,
    language: Language,
    counted: Measure = "requested",
    level: Level = "district",
    drawn: Drawn = "tiles",
) -> Description:
    """Describe a measure by district, or by village, on the map.

    Parameters
    ----------
    values
        As :func:`measured` returns them: ``name`` and ``value``.
    measure, counted
        As there.
    span
        Row of SPANS that the values are of; None where no counts are loaded.
    level
        What the areas are.
    drawn
        Whether as tiles or with real boundaries.
    """
    what = measure_name(measure, language=language, counted=counted)
    title = language.text("{what} by district", what=what)
    if level == "village":
        title = language.text("{what} by village and ward", what=what)
    if span is None:
        return nothing(title, language)
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
    if len(known) > (_DISTRICTS if level == "district" else SPELT_OUT):
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
            if len(found) <= LISTED
            else areas_text(len(found), level, language)
        )

    return language.text(
        "{when}, between {least} ({bottom}) and {most} ({top}).",
        when=when,
        least=low,
        bottom=names(least),
        most=high,
        top=names(most),
    )


def silent(
    rows: pd.DataFrame,
    *,
    since: dt.date | None,
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
        The day; None where no counts are loaded.
    villages
        How many villages and wards there are.
    count
        How many are silent, where ``rows`` are only the first of them.
    """
    title = language.text("Villages and wards that report nothing")
    if since is None:
        return nothing(title, language)
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
        f"{row['name']} ({row['parent_name']})" for row in records(rows.head(SPELT_OUT))
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
        return nothing(title, language)
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


def rank(
    rows: pd.DataFrame,
    *,
    code: str,
    place: str,
    span: Row | None,
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
        Row of SPANS; None where no counts are loaded.
    """
    own = rows[rows["area_code"] == code]
    name = str(own["name"].iloc[0]) if len(own) else code
    title = language.text("Rank of {name} in {place}", name=name, place=place)
    if span is None:
        return nothing(title, language)
    measure: Measure = span["measure"]
    known = rows[rows[measure].notna()].sort_values(
        [measure, "name"], ascending=[False, True], kind="stable"
    )
    when = opening(during(span, language=language))
    items = "; ".join(
        f"{row['name']} {language.number(int(row[measure]))}"
        for row in records(known.head(SPELT_OUT))
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


def neighbours(
    rows: pd.DataFrame, *, code: str, span: Row | None, language: Language
) -> Description:
    """Describe an area beside its neighbours.

    Parameters
    ----------
    rows
        TOTALS of the area and its neighbours.
    code
        The code of the area.
    span
        Row of SPANS; None where no counts are loaded.
    """
    own, others = rows[rows["area_code"] == code], rows[rows["area_code"] != code]
    name = str(own["name"].iloc[0]) if len(own) else code
    title = language.text("{name} and its neighbours", name=name)
    if others.empty:
        unknown = language.text("Its neighbours are not known.")
        return Description(title, unknown, unknown)
    if span is None:
        return nothing(title, language)
    measure: Measure = span["measure"]
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


def uncounted(villages: pd.DataFrame, *, district: str, language: Language) -> Description:
    """Describe a map of a district's villages on which nothing is counted yet: it only leads on.

    Parameters
    ----------
    villages
        ``name``.
    district
        Name of the district, with its kind.
    """
    title = language.text("Map of {district}", district=district)
    sentence = language.text("{areas}.", areas=areas_text(len(villages), "village", language))
    alt = language.text(
        "{sentence} All: {items}.", sentence=sentence, items="; ".join(villages["name"])
    )
    return Description(title, sentence, alt)


def in_order_note(language: Language) -> str:
    """That tiles of villages show no geography."""
    return language.text(
        "The tiles stand in the order of the area codes: where the villages lie is not in the data."
    )
