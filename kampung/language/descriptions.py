"""Sentences that say what a chart shows: title, takeaway and alt text, computed from its frame."""

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from kampung.analysis.adoption import adoption_series
from kampung.analysis.figures import STATES, records
from kampung.analysis.peaks import (
    highest_by_statement,
    last_after,
    peak,
    relative_change,
    single_weeks,
    within,
)
from kampung.language.core import Language, mark

# How a number is stated: the words around it.
RELATIONS = {
    "=": mark("{value}"),
    ">": mark("above {value}"),
    "≥": mark("at least {value}"),
    "<": mark("below {value}"),
    "≤": mark("at most {value}"),
    "≈": mark("about {value}"),
}
STATISTICS = {
    "total": mark("total of the period"),
    "daily_mean": mark("mean a day"),
    "each_week": mark("in every week"),
    "maximum_week": mark("highest week of the period"),
    "cumulative": mark("running total"),
    "level": mark("state on the day"),
    "share": mark("share on the day"),
    "comparison": mark("comparison of two series"),
}
QUALITIES = {
    "plain": mark("stands as printed"),
    "date_ambiguous": mark("the day is not certain"),
    "period_ambiguous": mark("the period is not certain"),
    "doubtful": mark("doubtful"),
}
FAMILIES = {
    "residency": mark("Residency"),
    "civil_registration": mark("Civil registration"),
    "marriage": mark("Marriage and divorce"),
    "business": mark("Business"),
    "land": mark("Land and property"),
    "social": mark("Social help"),
    "police": mark("Police and permits"),
    "family_card": mark("Family card"),
    "travel": mark("Travel"),
    "other": mark("Other letters"),
}
UNITS = {"day": mark("per day"), "week": mark("per 7 days"), "cumulative": mark("running total")}


# How areas stand on a picture: as tiles, or with their real boundaries.
Drawn = Literal["tiles", "map"]


@dataclass(frozen=True, slots=True)
class Description:
    """What stands around a chart.

    Attributes
    ----------
    title
        A few words.
    sentence
        What the data say, in one sentence.
    alt
        For those who do not see the chart: what kind it is and what it shows.
    """

    title: str
    sentence: str
    alt: str


def value_text(value: float, relation: str, *, language: Language, decimals: float = 0) -> str:
    """A number as stated: ``954``, ``di atas 100``, ``79,83``."""
    places = 0 if pd.isna(decimals) else int(decimals)
    return language.text(RELATIONS[relation], value=language.number(value, decimals=places))


def formula_text(formula: str, *, language: Language) -> str:
    """A formula in the digits of the language: ``7.807 − 7.373``."""
    return re.sub(r"\d+", lambda found: language.number(int(found[0])), formula)


def source_text(row: Mapping[str, Any]) -> str:
    """Publisher and place in the text: ``Koran, ¶3``."""
    parts = [row.get("publisher"), row.get("locator")]
    if not isinstance(parts[0], str):
        parts[0] = row.get("source_id")
    return ", ".join(part for part in parts if isinstance(part, str) and part)


def period_text(row: Mapping[str, Any], *, language: Language) -> str:
    """The days that a figure speaks of; of an open period what its words say of the length."""
    least, most = (float(row.get(name) or "nan") for name in ("days_least", "days_most"))
    if row.get("period_basis") == "open" and least < most:
        return language.text(
            "{least} to {most} days up to {day}",
            least=language.number(least),
            most=language.number(most),
            day=language.date(row["end_on"]),
        )
    return language.period(row["start_on"], row["end_on"])


def family_name(family: str, *, language: Language) -> str:
    """Name of a family of services; a family that is new here keeps the name of its code."""
    known = FAMILIES.get(family)
    return language.text(known) if known else family.replace("_", " ").capitalize()


def award_date(row: Mapping[str, Any], *, language: Language) -> str:
    """When an award was given, as exactly as it is known."""
    day = pd.to_datetime(row["on_date"])
    if row["date_precision"] == "day" and not pd.isna(day):
        return language.date(day)
    if row["date_precision"] == "month" and not pd.isna(day):
        return language.month(day)
    return str(int(row["year"]))


# Pictures


def record(
    marks: pd.DataFrame,
    *,
    language: Language,
    metric_name: str,
    unit: str,
    start: dt.date,
    end: dt.date,
) -> Description:
    """Describe the record of one metric.

    Parameters
    ----------
    marks
        What :func:`kampung.analysis.record.marks` gives for the metric and unit; of it what lies
        wholly between ``start`` and ``end`` is described.
    metric_name
        Name of the metric in the reader's language.
    unit
        ``day``, ``week`` or ``cumulative``.
    """
    shown = within(marks, start=start, end=end)
    period = language.period(start, end)
    states = len(shown) > 0 and shown["statistic"].isin(STATES).all()
    title = (
        metric_name
        if states
        else language.text("{metric}, {unit}", metric=metric_name, unit=language.text(UNITS[unit]))
    )
    if shown.empty:
        sentence = language.text(
            "No figure on {metric} was published for {period}.",
            metric=_inside(metric_name),
            period=period,
        )
        return Description(title, sentence, sentence)
    if unit == "cumulative" and not states:
        sentence = _running_total(shown, language=language, metric_name=metric_name)
    else:
        sentence = _peak_and_last(shown, language=language, metric_name=metric_name)
    published = int(shown.loc[shown["status"] == "published", "figure_id"].nunique())
    derived = int(shown.loc[shown["status"] == "derived", "figure_id"].nunique())
    disputed = int(
        shown.loc[
            (shown["status"] == "published") & (shown["conflict"] != ""), "figure_id"
        ].nunique()
    )
    parts = [
        language.plural(
            "Chart of {what}, {period}: {n} published figure.",
            "Chart of {what}, {period}: {n} published figures.",
            published,
            what=_inside(title),
            period=period,
        )
    ]
    if derived:
        parts.append(
            language.plural(
                "{n} more was worked out from them.",
                "{n} more were worked out from them.",
                derived,
            )
        )
    if disputed:
        parts.append(
            language.plural(
                "{n} figure is disputed by another source.",
                "{n} figures are disputed by other sources.",
                disputed,
            )
        )
    return Description(title, sentence, " ".join([*parts, sentence]))


def _inside(words: str) -> str:
    """Words as they stand inside a sentence; an abbreviation keeps its capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _running_total(shown: pd.DataFrame, *, language: Language, metric_name: str) -> str:
    sure = shown[(shown["status"] == "published") & ~shown["hollow"].astype(bool)]
    sure = sure[(sure["statistic"] == "cumulative") & (sure["relation"] == "=")]
    if sure.empty:
        return _only_figures(shown, language=language, metric_name=metric_name)
    first, last = sure.iloc[0], sure.iloc[-1]
    words = {
        "metric": metric_name,
        "total": language.number(last["printed"]),
        "day": language.date(last["end_on"]),
    }
    if len(sure) == 1:
        return language.text("{metric}: {total} counted up to {day}.", **words)
    return language.text(
        "{metric}: {first} counted up to {first_day}, {total} up to {day}.",
        **words,
        first=language.number(first["printed"]),
        first_day=language.date(first["end_on"]),
    )


def _only_figures(shown: pd.DataFrame, *, language: Language, metric_name: str) -> str:
    count = int(shown["figure_id"].nunique())
    return language.plural(
        "{metric}: {n} figure in this period, but no total of a week.",
        "{metric}: {n} figures in this period, but no total of a week.",
        count,
        metric=metric_name,
    )


def _peak_and_last(shown: pd.DataFrame, *, language: Language, metric_name: str) -> str:
    statements = single_weeks(shown)
    highest = peak(statements)
    if highest is None:
        return _only_figures(shown, language=language, metric_name=metric_name)
    stated = {
        "metric": metric_name,
        "peak": value_text(
            highest["printed"],
            highest["relation"],
            language=language,
            decimals=highest["decimals"],
        ),
        "period": language.period(highest["start_on"], highest["end_on"]),
    }
    level = highest["statistic"] in STATES
    if level:
        first = language.text("{metric}: {peak} at the highest, on {period}", **stated)
    elif highest["weeks"] > 1:
        first = language.plural(
            "{metric}: {peak} in {n} week, {period}",
            "{metric}: {peak} in each of {n} weeks, {period}",
            int(highest["weeks"]),
            **stated,
        )
    elif highest_by_statement(shown, highest):
        first = language.text("{metric} peaked at {peak} in the week {period}", **stated)
    else:
        first = language.text("{metric}: {peak} in the highest published week, {period}", **stated)
    last = last_after(statements, highest)
    if last is None:
        return language.text("{sentence}.", sentence=first)
    change, relation = relative_change(
        highest["printed"], highest["relation"], last["printed"], last["relation"]
    )
    fell = change < 0 and relation in ("=", "<", "≤")
    if level:
        words = mark("{peak}, then {last} on {day} ({change}).")
    elif fell:
        words = mark("{peak}, then fell to {last} in {period} ({change}).")
    else:
        words = mark("{peak}, then {last} in {period}.")
    return language.text(
        words,
        peak=first,
        last=language.number(last["printed"], decimals=_places(last["decimals"])),
        day=language.date(last["end_on"]),
        period=language.period(last["start_on"], last["end_on"]),
        change=change_text(change, relation, language=language),
    )


def _places(decimals: float) -> int:
    return 0 if pd.isna(decimals) else int(decimals)


def change_text(change: float, relation: str, *, language: Language) -> str:
    """A change as a share: ``−67,7%``; of a bound what it leaves, ``turun lebih dari 44%``."""
    if pd.isna(change):
        return ""
    size = abs(change)
    if relation == "=":
        return language.percent(change, decimals=1, signed=True)
    if relation == "≈":
        return language.text(
            "about {value}", value=language.percent(change, decimals=0, signed=True)
        )
    # A bound is cut, never rounded up: it must not say more than is known.
    whole = language.percent(math.floor(size * 100 + 1e-9) / 100, decimals=0)
    if change < 0 and relation in ("<", "≤"):
        return language.text("down by more than {share}", share=whole)
    if change > 0 and relation in (">", "≥"):
        return language.text("up by more than {share}", share=whole)
    return ""


def adoption(
    rows: pd.DataFrame, *, language: Language, aspects: Mapping[str, str] | None = None
) -> Description:
    """Describe how many villages took part, by date.

    Parameters
    ----------
    rows
        Rows of the pack's ``adoption``. The sentence speaks of the aspect counted last.
    aspects
        Names of aspects in the reader's language, for the alt text.
    """
    title = language.text("Villages over time")
    if rows.empty:
        nothing = language.text("No counts of villages yet.")
        return Description(title, nothing, nothing)
    series = adoption_series(rows)
    main = series.sort_values("middle")["aspect"].iloc[-1]
    counts = _counts_by_day(series[series["aspect"] == main], language=language)
    first, last = counts[0], counts[-1]
    if len(counts) == 1:
        sentence = language.text("Villages: {count} ({date}).", **last)
    else:
        sentence = language.text(
            "Villages: {first} at first ({first_date}), {count} most recently ({date}).",
            first=first["count"],
            first_date=first["date"],
            **last,
        )
    listed = []
    for aspect in dict.fromkeys([main, *series["aspect"]]):
        some = _counts_by_day(series[series["aspect"] == aspect], language=language)
        items = "; ".join(f"{item['count']} ({item['date']})" for item in some)
        name = (aspects or {}).get(str(aspect), str(aspect).replace("_", " "))
        listed.append(f"{name}: {items}.")
    alt = language.text("Chart of villages by date. {sentence}", sentence=sentence)
    return Description(title, sentence, " ".join([alt, *listed]))


def _counts_by_day(series: pd.DataFrame, *, language: Language) -> list[dict[str, str]]:
    """Counts with their dates; those of one day, or in conflict, together, joined by “or”."""
    out: list[dict[str, str]] = []
    keys = series["conflict"].fillna("").astype(str)
    keys = keys.where(keys != "", series["start_on"].astype(str) + series["end_on"].astype(str))
    order = series.groupby(keys)["start_on"].min().sort_values(kind="stable").index
    for key in order:
        # Of pages that print the same count one is enough, best one that says out of how many.
        group = series[keys == key].sort_values(["villages", "out_of"], kind="stable")
        group = group.drop_duplicates(["villages", "relation"])
        values: dict[str, None] = {}
        for row in records(group):
            values[of_total(row, language=language)] = None
        words = list(values)
        text = words[0]
        for other in words[1:]:
            text = language.text("{one} or {other}", one=text, other=other)
        out.append({"count": text, "date": partial_period(group.iloc[0], language=language)})
    return out


def of_total(row: Mapping[Any, Any] | pd.Series, *, language: Language) -> str:
    """A count of villages with the number that it is out of, where that is known."""
    count = value_text(row["villages"], row["relation"], language=language)
    if pd.isna(row["out_of"]):
        return count
    return language.text("{count} of {all}", count=count, all=language.number(row["out_of"]))


def partial_period(row: Mapping[Any, Any], *, language: Language) -> str:
    """A date as exactly as it is known: a day, a month, a year or the days between."""
    start, end = pd.Timestamp(row["start_on"]), pd.Timestamp(row["end_on"])
    if row["date_precision"] == "year" and start.year == end.year:
        return str(start.year)
    if row["date_precision"] == "month" and (start.year, start.month) == (end.year, end.month):
        return language.month(start)
    return language.period(start, end)


def tiles(
    rows: pd.DataFrame,
    *,
    value: str,
    language: Language,
    value_name: str | None = None,
    drawn: Drawn = "tiles",
) -> Description:
    """Describe a value for each district.

    Parameters
    ----------
    rows
        Columns ``name`` and the one that ``value`` names; with ``code``, ``lat``, ``tile_column``
        and ``tile_row`` it is said where the tiles show no geography.
    value_name
        What is counted, in the reader's language; villages where None.
    drawn
        Whether as tiles or with real boundaries.
    """
    what = value_name or language.text("Villages and wards")
    title = language.text("{what} by district", what=what)
    known = rows[rows[value].notna()]
    if known.empty:
        nothing = language.text("No data by district yet.")
        return Description(title, nothing, nothing)
    numbers = known[value].astype(float)
    least, most = numbers.min(), numbers.max()
    top = language.join(sorted(known.loc[numbers == most, "name"]))
    bottom = sorted(known.loc[numbers == least, "name"])
    if least == most:
        sentence = language.plural(
            "{n} kecamatan with {value} each.",
            "{n} kecamatan with {value} each.",
            len(known),
            value=language.number(most),
        )
    else:
        sentence = language.text(
            "From {least} ({bottom}) to {most} ({top}).",
            least=language.number(least),
            most=language.number(most),
            top=top,
            bottom=language.join(bottom)
            if len(bottom) <= 4
            else language.plural("{n} kecamatan", "{n} kecamatan", len(bottom)),
        )
    missing = len(rows) - len(known)
    if missing:
        sentence += " " + language.plural(
            "{n} kecamatan has no data.", "{n} kecamatan have no data.", missing
        )
    if drawn == "tiles" and _in_order(rows):
        sentence += " " + language.text(
            "The tiles stand in the order of the area codes: where the districts lie is not in "
            "the data."
        )
    items = "; ".join(
        f"{name} {language.number(number)}"
        for name, number in zip(known["name"], numbers, strict=True)
    )
    return Description(title, sentence, map_alt(sentence, items, drawn=drawn, language=language))


def map_alt(sentence: str, items: str, *, drawn: Drawn, language: Language) -> str:
    """What somebody hears who does not see a map: its sentence, and every value on it."""
    if drawn == "map":
        return language.text("Map. {sentence} All: {items}.", sentence=sentence, items=items)
    return language.text("Tile map. {sentence} All: {items}.", sentence=sentence, items=items)


def _in_order(rows: pd.DataFrame) -> bool:
    """Whether tiles follow one another by code, for want of any place that they could follow."""
    if not {"code", "lat", "tile_column", "tile_row"} <= set(rows.columns):
        return False
    tiles_by_place = rows.dropna(subset=["tile_row"]).sort_values(["tile_row", "tile_column"])
    codes = tiles_by_place["code"]
    in_order = len(codes) > 1 and codes.is_monotonic_increasing
    return bool(in_order and rows["lat"].isna().all())


def maturity(rows: pd.DataFrame, *, language: Language) -> Description:
    """Describe classes of villages: rows of ``programme_facts`` with value, text and unit."""
    title = language.text("How far villages had come")
    known = rows[rows["value"].notna()]
    if known.empty:
        nothing = language.text("No classes of villages yet.")
        return Description(title, nothing, nothing)
    total = float(known["value"].sum())
    classes = records(known)
    parts = [
        language.text(
            "{name} {count} ({share})",
            name=_inside(language.pick(row, "text")),
            count=language.number(row["value"]),
            share=language.percent(row["value"] / total, decimals=0),
        )
        for row in classes
    ]
    dated = when(classes[0], language=language)
    sentence = language.text(
        "Of {total} {unit}: {parts} ({when}).",
        total=language.number(total),
        unit=language.pick(classes[0], "unit") or language.text("villages"),
        parts=language.join(parts),
        when=dated,
    )
    alt = language.text("One bar in parts. {sentence}", sentence=sentence)
    return Description(title, sentence, alt)


def when(row: Mapping[Any, Any], *, language: Language) -> str:
    """The date of a row, as exactly as it is known."""
    day = pd.to_datetime(row["on_date"])
    if pd.isna(day):
        return language.text("no date")
    return partial_period({**row, "start_on": day, "end_on": day}, language=language)


def cohorts(rows: pd.DataFrame, *, place: str, language: Language) -> Description:
    """Describe the yearly selections of a programme, and the one that our area was in."""
    title = language.text("The selection, year by year")
    if rows.empty:
        nothing = language.text("No selection on record yet.")
        return Description(title, nothing, nothing)
    ordered = records(rows.sort_values("year"))
    parts = [
        language.text(
            "{count} in {year}",
            count=language.number(row["areas_selected"]),
            year=str(int(row["year"])),
        )
        for row in ordered
    ]
    total = sum(int(row["areas_selected"]) for row in ordered)
    years = [str(int(row["year"])) for row in ordered if bool(row["includes_area"])]
    sentence = language.plural(
        "{n} area was selected: {parts}.",
        "{n} areas were selected: {parts}.",
        total,
        parts=language.join(parts),
    )
    if years:
        sentence += " " + language.text(
            "{place} was among those of {years}.", place=place, years=language.join(years)
        )
    alt = language.text("A dot for each area, by year. {sentence}", sentence=sentence)
    return Description(title, sentence, alt)


def catalogue(rows: pd.DataFrame, *, language: Language) -> Description:
    """Describe the kinds of service by family."""
    title = language.text("Kinds of service")
    if rows.empty:
        nothing = language.text("No kinds of service yet.")
        return Description(title, nothing, nothing)
    own = int(rows["self_service"].fillna(value=False).astype(bool).sum())
    sizes = rows["family"].value_counts()
    sentence = language.plural(
        "{n} kind of service, {own} of them self-service.",
        "{n} kinds of service, {own} of them self-service.",
        len(rows),
        own=language.number(own),
    )
    ordered = sorted(sizes.items(), key=lambda item: (-item[1], str(item[0])))
    items = "; ".join(
        f"{family_name(str(family), language=language)} {language.number(count)}"
        for family, count in ordered
    )
    alt = language.text("Bars by family. {sentence} {items}.", sentence=sentence, items=items)
    return Description(title, sentence, alt)


def awards(rows: pd.DataFrame, *, language: Language) -> Description:
    """Describe awards and nominations: how many of each result, and how many for the programme."""
    title = language.text("Awards over time")
    if rows.empty:
        nothing = language.text("No award for this choice.")
        return Description(title, nothing, nothing)
    years = rows["year"].astype(int)
    first, last = str(years.min()), str(years.max())
    won, listed, nominated = (
        int((rows["result"] == result).sum()) for result in ("won", "listed", "nominated")
    )
    parts = []
    if won:
        parts.append(language.plural("{n} award won", "{n} awards won", won))
    if listed:
        parts.append(language.plural("{n} selection", "{n} selections", listed))
    if nominated:
        parts.append(language.plural("{n} nomination", "{n} nominations", nominated))
    sentence = language.text(
        "{parts}, {years}.",
        parts=language.join(parts),
        years=first if first == last else f"{first}–{last}",
    )
    for_programme = int(((rows["result"] == "won") & (rows["scope"] == "programme")).sum())
    if won and 0 < for_programme < won:
        sentence += " " + language.plural(
            "{n} of those won went to the programme, the others to the regency as a whole.",
            "{n} of those won went to the programme, the others to the regency as a whole.",
            for_programme,
        )
    dated = rows.assign(on=pd.to_datetime(rows["on_date"]))
    newest = records(dated.sort_values(["year", "on"], ascending=False))
    items = "; ".join(f"{row['name']} ({award_date(row, language=language)})" for row in newest)
    alt = language.text("A line of time. {sentence} {items}.", sentence=sentence, items=items)
    return Description(title, sentence, alt)


def comparison(
    blocks: pd.DataFrame,
    *,
    metrics: Mapping[str, str],
    language: Language,
    said: pd.DataFrame | None = None,
) -> Description:
    """Describe two flows over the same blocks of days.

    Parameters
    ----------
    blocks
        What :func:`kampung.analysis.compare.common_blocks` gives.
    metrics
        Two metrics: name in the reader's language by id.
    said
        Published comparisons of the second with the first metric, without numbers.
    """
    (first, first_name), (second, second_name) = tuple(metrics.items())[:2]
    title = language.text("{second} against {first}", first=_inside(first_name), second=second_name)
    sentences = []
    if len(blocks):
        last = blocks.iloc[-1]
        sentences.append(
            language.text(
                "In {period} the mean of 7 days was {a} ({first}) and {b} ({second}).",
                period=language.period(last["start_on"], last["end_on"]),
                a=language.number(last[f"{first}_week"], decimals=0),
                b=language.number(last[f"{second}_week"], decimals=0),
                first=_inside(first_name),
                second=_inside(second_name),
            )
        )
    for row in records(said) if said is not None else []:
        relation = mark("For {period} a source says that there were more {second} than {first}.")
        if row["relation"] in ("<", "≤"):
            relation = mark(
                "For {period} a source says that there were fewer {second} than {first}."
            )
        sentences.append(
            language.text(
                relation,
                period=language.period(row["start_on"], row["end_on"]),
                first=_inside(first_name),
                second=_inside(second_name),
            )
        )
    if not sentences:
        nothing = language.text("No totals of both series for the same days yet.")
        return Description(title, nothing, nothing)
    sentence = " ".join(sentences)
    alt = language.plural(
        "Levels of two series over {n} block of days. {sentence}",
        "Levels of two series over {n} blocks of days. {sentence}",
        len(blocks),
        sentence=sentence,
    )
    return Description(title, sentence, alt)
