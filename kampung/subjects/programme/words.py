"""What is said of the programme: its spread, its maturity, its selection, its services."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kampung.language import Language, mark
from kampung.language.phrases import opening
from kampung.language.statements import inside, partial_period, value_text, when
from kampung.pictures.description import Description
from kampung.rows import records
from kampung.subjects.programme.analysis import adoption_series

ASPECTS = {"programme": mark("the programme"), "fibre": mark("fibre optic")}
CHANNELS = {
    "all": mark("All"),
    "yes": mark("Online by oneself"),
    "no": mark("At the village office"),
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


def family_name(family: str, *, language: Language) -> str:
    """Name of a family of services; a family that is new here keeps the name of its code."""
    known = FAMILIES.get(family)
    return language.text(known) if known else family.replace("_", " ").capitalize()


def adoption(rows: pd.DataFrame, *, language: Language) -> Description:
    """Describe how many villages took part, by date.

    Parameters
    ----------
    rows
        Rows of the pack's ``adoption``.
    """
    title = language.text("Villages over time")
    if rows.empty:
        nothing = language.text("No counts of villages yet.")
        return Description(title, nothing, nothing)
    series = adoption_series(rows)
    main = series.sort_values("middle")["aspect"].iloc[-1]
    names = {aspect: language.text(label) for aspect, label in ASPECTS.items()}
    counts: dict[str, list[dict[str, str]]] = {
        str(aspect): _counts_by_day(series[series["aspect"] == aspect], language=language)
        for aspect in dict.fromkeys([main, *series["aspect"]])
    }
    # How far the programme has come stands on top of the page: here is said what else was counted.
    others = [aspect for aspect in counts if aspect != main] or [str(main)]
    sentence = " ".join(
        _first_and_last(names.get(aspect, aspect.replace("_", " ")), counts[aspect], language)
        for aspect in others
    )
    listed = [
        f"{opening(names.get(aspect, aspect.replace('_', ' ')))}: "
        + "; ".join(f"{item['count']} ({item['date']})" for item in items)
        + "."
        for aspect, items in counts.items()
    ]
    return Description(title, sentence, " ".join([language.text("Chart by date."), *listed]))


def _first_and_last(name: str, counts: list[dict[str, str]], language: Language) -> str:
    """From the first count to the last: ``Fibre optic: 115 of 189 (2017), then 181 of 189``."""
    first, last = counts[0], counts[-1]
    if len(counts) == 1:
        return language.text("{name}: {count} villages ({date}).", name=opening(name), **last)
    return language.text(
        "{name}: {first} villages ({first_date}), then {count} ({date}).",
        name=opening(name),
        first=first["count"],
        first_date=first["date"],
        **last,
    )


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
            name=inside(language.pick(row, "text")),
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


def cohorts(rows: pd.DataFrame, *, place: str, language: Language) -> Description:
    """Describe the yearly selections of a programme, and the one that our area was in."""
    if rows.empty:
        title = language.text("Selection, year by year")
        nothing = language.text("No selection on record yet.")
        return Description(title, nothing, nothing)
    ordered = records(rows.sort_values("year"))
    title = language.text(
        "Selection for {programme}, year by year",
        programme=language.join(list(dict.fromkeys(row["programme"] for row in ordered))),
    )
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


def catalogue_title(rows: pd.DataFrame, *, programme: str, language: Language) -> str:
    """Whose letters these are: those of a register are not the programme's own.

    Parameters
    ----------
    rows
        Rows of ``service_types`` with ``source_kind`` and ``source_title``; a register's title
        starts with its name, as in ``OpenSID v2410: jenis surat bawaan``.
    programme
        Name of the programme; it may be empty.
    """
    titles = {str(title) for title in rows["source_title"]}
    if len(titles) != 1 or not rows["source_kind"].eq("registry").all():
        return language.text("Kinds of service")
    title = titles.pop()
    register = title.partition(":")[0] if ":" in title else str(rows["publisher"].iloc[0])
    return language.text(
        "Default letters of {register} (not {programme}’s own list)",
        register=register,
        programme=programme or language.text("the programme"),
    )


def catalogue(rows: pd.DataFrame, *, programme: str, language: Language) -> Description:
    """Describe the kinds of service by family; the parameters as for :func:`catalogue_title`."""
    title = catalogue_title(rows, programme=programme, language=language)
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
    alt = language.text("Bars by category. {sentence} {items}.", sentence=sentence, items=items)
    return Description(title, sentence, alt)


def offered(count: int, *, language: Language) -> Description:
    """How many kinds of service a reader's choice leaves."""
    title = language.text("Service catalogue")
    sentence = language.plural("**{n}** service", "**{n}** services", count)
    return Description(title, sentence, title)


@dataclass(frozen=True, slots=True)
class Number:
    """One of the few numbers that stand for the programme."""

    code: str
    label: str
    value: int
    text: str


def numbers(
    counts: Mapping[str, int], newest: pd.Series | None, *, programme: str, language: Language
) -> tuple[Number, ...]:
    """The one number of the programme; where nothing is known of it, the place that it is for.

    Parameters
    ----------
    counts
        As :func:`kampung.subjects.programme.queries.programme_counts` returns them.
    newest
        The newest count of villages in the programme, if there is any.
    programme
        Name of the programme; it may be empty.
    """
    if newest is None:
        return (
            _number("villages", language.text("Villages and wards"), counts, language),
            _number("districts", language.text("Districts"), counts, language),
        )
    label = (
        language.text("Villages that run {programme}", programme=programme)
        if programme
        else language.text("Villages in the programme")
    )
    return (
        Number("adoption", label, int(newest["villages"]), of_total(newest, language=language)),
    )


def _number(code: str, label: str, counts: Mapping[str, int], language: Language) -> Number:
    return Number(code, label, counts[code], language.number(counts[code]))


def in_numbers(
    numbers: tuple[Number, ...], adoption: pd.DataFrame, *, language: Language
) -> Description:
    """Describe the number of the programme: when it was counted, and what was counted at first.

    Parameters
    ----------
    numbers
        As :func:`numbers` returns them.
    adoption
        Rows of one aspect, as for :func:`reach`.
    """
    said = "; ".join(f"{number.label}: {number.text}" for number in numbers) + "."
    if adoption.empty:
        return Description(language.text("Village services"), said, said)
    title = language.text("The programme")
    newest = by_date(adoption).iloc[-1]
    parts = [opening(_month(newest, language)), _at_first(adoption, language)]
    sentence = "; ".join(part for part in parts if part) + "."
    return Description(title, sentence, f"{said} {sentence}")


def programme_named(programme: str, language: Language) -> str:
    """The programme at the start of a sentence, also where the pack has no name for it."""
    return programme or language.text("The village service programme")


def by_date(adoption: pd.DataFrame) -> pd.DataFrame:
    """Counts in the order of time; of one day, those that say out of how many come last."""
    return adoption.sort_values(["on_date", "out_of"], na_position="first")


def reach(adoption: pd.DataFrame, *, programme: str, language: Language) -> str:
    """How far the programme has come, by the newest count; empty where there is none.

    Parameters
    ----------
    adoption
        Rows of one aspect, with ``on_date``, ``date_precision``, ``villages``, ``out_of`` and
        ``relation``.
    programme
        Name of the programme; it may be empty.
    """
    if adoption.empty:
        return ""
    newest = by_date(adoption).iloc[-1]
    return language.text(
        mark("{programme} runs in all **{villages}** villages ({date}).")
        if _has_all(newest)
        else mark("{programme} runs in **{villages}** villages ({date})."),
        programme=programme_named(programme, language),
        villages=_count(newest, language),
        date=_month(newest, language),
    )


def spread(adoption: pd.DataFrame, *, programme: str, language: Language) -> str:
    """How far the programme has come since the first count; empty where there is none.

    Parameters
    ----------
    adoption, programme
        As for :func:`reach`.
    """
    if adoption.empty:
        return ""
    newest = by_date(adoption).iloc[-1]
    sentence = language.text(
        mark("All **{villages}** villages run {programme} ({date})")
        if _has_all(newest)
        else mark("**{villages}** villages run {programme} ({date})"),
        programme=programme or inside(programme_named("", language)),
        villages=_count(newest, language),
        date=_month(newest, language),
    )
    parts = [opening(sentence), _at_first(adoption, language)]
    return "; ".join(part for part in parts if part) + "."


def _at_first(adoption: pd.DataFrame, language: Language) -> str:
    """What was counted at first, by whom it may be; empty where there is one day alone."""
    rows = by_date(adoption)
    if rows["on_date"].nunique() < 2:
        return ""
    first = rows[rows["on_date"] == rows["on_date"].iloc[0]]
    counts = sorted(set(first["villages"].astype(float)))
    return language.text(
        mark("at first ({date}) {counts}")
        if len(counts) == 1
        else mark("at first ({date}) {counts}: sources differ"),
        counts=language.either([language.number(count) for count in counts]),
        date=_month(first.iloc[0], language),
    )


def _has_all(row: pd.Series) -> bool:
    return bool(row["relation"] == "=" and row["villages"] == row["out_of"])


def _count(row: pd.Series, language: Language) -> str:
    return language.number(row["villages"]) if _has_all(row) else of_total(row, language=language)


def _month(row: pd.Series, language: Language) -> str:
    """The month of a count, or the year where no more is known."""
    day = pd.Timestamp(row["on_date"])
    return str(day.year) if row["date_precision"] == "year" else language.month(day)


def requests_unknown(language: Language) -> str:
    """That nobody has published how much the service is used."""
    return language.text("Numbers of requests are unknown.")


def published_note(language: Language) -> str:
    """That what follows is no simulation, on a page that shows one."""
    return language.text("What follows was published; none of it is simulated.")
