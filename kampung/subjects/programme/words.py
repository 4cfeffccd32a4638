"""What is said of the programme: its spread, its maturity, its selection, its services."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kampung.language import Language, mark
from kampung.language.statements import inside, partial_period, value_text, when
from kampung.pictures.description import Description
from kampung.pictures.table import Table
from kampung.subjects.epidemic.analysis.figures import records
from kampung.subjects.programme.analysis import adoption_series

ASPECTS = {"programme": mark("the programme"), "fibre": mark("fibre optic")}
CHANNELS = {
    "all": mark("All"),
    "yes": mark("Online by oneself"),
    "no": mark("At the village office"),
}
TOPICS = (
    *("criterion", "checklist", "speed", "reach", "health", "recognition", "limits", "wards"),
    "article_statement",
)
"""Topics of facts that are lists to read."""

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
    names = rows["programme"].dropna().unique()
    title = (
        language.text("Selected for {programme}", programme=str(names[0]))
        if len(names) == 1
        else language.text("The selection, year by year")
    )
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


def offered(count: int, *, language: Language) -> Description:
    """How many kinds of service a reader's choice leaves."""
    title = language.text("Service catalogue")
    sentence = language.plural("**{n}** service", "**{n}** services", count)
    return Description(title, sentence, title)


def facts(rows: pd.DataFrame, *, topic: str, language: Language) -> Description:
    """Describe facts of one topic.

    Parameters
    ----------
    rows
        Rows of ``programme_facts``.
    topic
        One of ``TOPICS``.
    """
    if rows.empty:
        nothing = language.text("No data yet.")
        return Description(language.text("Facts of the programme"), nothing, nothing)
    count = len(rows)
    titles = {
        "criterion": language.plural("{n} criterion", "{n} criteria", count),
        "checklist": language.plural(
            "The checklist of {n} item", "The checklist of {n} items", count
        ),
        "speed": language.text("How fast it got"),
        "reach": language.text("What it carried in the pandemic"),
        "health": language.text("What it does for health"),
        "recognition": language.text("Who took notice"),
        "article_statement": language.text(
            "It also says, without a number that the record can test:"
        ),
        "limits": language.text("What does not work"),
        "wards": language.text("And the wards?"),
    }
    said = "; ".join(text.rstrip(".") for text in rows[f"text_{language.code}"]) + "."
    return Description(titles[topic], said, f"{titles[topic]}: {said}")


def list_of_facts(table: Table, *, numbered: bool = False) -> str:
    """Rows of a table of facts as a list, each with its note in brackets."""
    bullet = "1." if numbered else "-"
    return "\n".join(
        f"{bullet} {fact.text}" + (f" ({note.text})" if note.text else "")
        for fact, note, _, _ in table.rows
    )


@dataclass(frozen=True, slots=True)
class Number:
    """One of the few numbers that stand for the programme."""

    code: str
    label: str
    value: int
    text: str


def numbers(
    counts: Mapping[str, int], newest: pd.Series | None, *, language: Language
) -> tuple[Number, ...]:
    """The programme in four numbers; where nothing is known of it, the place that it is for.

    Parameters
    ----------
    counts
        As :func:`kampung.subjects.programme.queries.programme_counts` returns them.
    newest
        The newest count of villages in the programme, if there is any.
    """
    if newest is None:
        first = _number("villages", language.text("Villages and wards"), counts, language)
    else:
        first = Number(
            "adoption",
            language.text("Villages in the programme"),
            int(newest["villages"]),
            of_total(newest, language=language),
        )
    return (
        first,
        _number("districts", language.text("Districts"), counts, language),
        _number("services", language.text("Kinds of service"), counts, language),
        _number("self_services", language.text("Of these self-service"), counts, language),
    )


def _number(code: str, label: str, counts: Mapping[str, int], language: Language) -> Number:
    return Number(code, label, counts[code], language.number(counts[code]))


def in_numbers(
    numbers: tuple[Number, ...], *, has_programme: bool, language: Language
) -> Description:
    """Describe the few numbers."""
    title = (
        language.text("The programme in four numbers")
        if has_programme
        else language.text("Village services in four numbers")
    )
    said = "; ".join(f"{number.label}: {number.text}" for number in numbers) + "."
    return Description(title, said, f"{title}. {said}")


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
        Rows of one aspect, with ``on_date``, ``villages`` and ``out_of``.
    programme
        Name of the programme; it may be empty.
    """
    if adoption.empty:
        return ""
    newest = by_date(adoption).iloc[-1]
    return language.text(
        "{programme} runs in **{villages}** villages ({date}).",
        programme=programme_named(programme, language),
        villages=of_total(newest, language=language),
        date=language.date(newest["on_date"]),
    )


def growth(adoption: pd.DataFrame, *, programme: str, language: Language) -> str:
    """From the first count of villages to the last; empty where there are not two."""
    rows = by_date(adoption)
    if rows["on_date"].nunique() < 2:
        return reach(adoption, programme=programme, language=language)
    first, last = rows.iloc[0], rows.iloc[-1]
    counts = sorted(set(rows.loc[rows["on_date"] == first["on_date"], "villages"]))
    return language.text(
        "{programme} grew from **{first}** villages or wards on {first_date} to **{last}** by "
        "{last_date}.",
        programme=programme_named(programme, language),
        first=language.either([language.number(count) for count in counts]),
        first_date=language.date(first["on_date"]),
        last=of_total(last, language=language),
        last_date=language.date(last["on_date"]),
    )
