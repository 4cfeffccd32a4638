"""Frames as tables to read: translated headings, and every cell as text of the language."""

from collections.abc import Mapping
from typing import Any, cast

import pandas as pd

from kampung.language import Language, mark
from kampung.language.core import EN_DASH
from kampung.language.descriptions import (
    QUALITIES,
    RELATIONS,
    STATISTICS,
    award_date,
    change_text,
    formula_text,
    period_text,
    source_text,
    value_text,
    when,
)

NOTHING = EN_DASH
STATUSES = {
    "published": mark("published"),
    "derived": mark("derived"),
    "estimate": mark("estimated"),
}
RESULTS = {"won": mark("won"), "listed": mark("selected"), "nominated": mark("nominated")}
SCOPES = {"programme": mark("the programme"), "regency": mark("the regency")}
KINDS = {
    "article": mark("article"),
    "press": mark("press"),
    "official": mark("official"),
    "registry": mark("registry"),
    "import": mark("import"),
    "estimate": mark("estimate"),
    "simulation": mark("simulation"),
}
ACCOUNT_FIELDS = {
    "place": mark("place"),
    "date": mark("date"),
    "name": mark("name"),
    "category": mark("category"),
}


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain dictionaries, a missing cell as None."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return cast(list[dict[str, Any]], rows)


def _written(language: Language, number: Any, *, decimals: int | None = None) -> str:
    return NOTHING if pd.isna(number) else language.number(float(number), decimals=decimals)


def _note(language: Language, row: Mapping[str, Any]) -> str:
    notes = [language.pick(row, "period_note"), language.pick(row, "note")]
    if row["quality"] != "plain":
        notes.insert(0, language.text(QUALITIES[row["quality"]]))
    return " · ".join(note for note in notes if note)


def record_table(marks: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """What each mark of the record says and rests on, the newest first.

    Parameters
    ----------
    marks
        As :func:`kampung.analysis.record.marks` returns them, and ``publishers``: those of
        every figure that a mark rests on.

    Returns
    -------
    DataFrame
        One row a figure, all text: period, figure, how stated, status, source, note.
    """
    rows = marks.drop_duplicates("figure_id").sort_values("end_on", ascending=False)
    table = [
        (
            period_text(row, language=language),
            value_text(
                row["printed"], row["relation"], language=language, decimals=row["decimals"]
            ),
            language.text(STATISTICS[row["statistic"]]),
            language.text(STATUSES[row["status"]]),
            _source_or_formula(row, language),
            _note(language, row),
        )
        for row in records(rows)
    ]
    return pd.DataFrame(
        table,
        columns=[
            language.text("Period"),
            language.text("Figure"),
            language.text("How stated"),
            language.text("Status"),
            language.text("Source or formula"),
            language.text("Note"),
        ],
    )


def _source_or_formula(row: Mapping[str, Any], language: Language) -> str:
    if row["status"] != "derived":
        return source_text(row)
    formula = formula_text(row["formula"], language=language)
    return f"{formula} ({', '.join(row['publishers'])})"


def said(row: Mapping[str, Any], which: str, *, language: Language) -> str:
    """The peak or the last figure of a series as stated, without its period."""
    return value_text(row[f"{which}_value"], row[f"{which}_relation"], language=language)


def change(row: Mapping[str, Any], *, language: Language) -> str:
    """The change from the peak to the last figure; of a bound what it leaves."""
    if row["change"] is None:
        return NOTHING
    return change_text(row["change"], row["change_relation"], language=language) or NOTHING


def _said_when(row: Mapping[str, Any], which: str, *, language: Language) -> str:
    if row[f"{which}_value"] is None:
        return NOTHING
    period = language.period(row[f"{which}_start"], row[f"{which}_end"], style="medium")
    value = said(row, which, language=language)
    weeks = row.get(f"{which}_weeks") or 1
    if weeks > 1:
        every = language.plural("in each of {n} week", "in each of {n} weeks", int(weeks))
        return f"{value} {every}, {period}"
    return f"{value}, {period}"


def peak_note(row: Mapping[str, Any], *, language: Language) -> str:
    """The peak of a series in a few words."""
    return language.text("Peak: {peak}", peak=_said_when(row, "peak", language=language))


def peaks_table(
    peaks: pd.DataFrame, *, names: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """Peak, last figure and change of each metric.

    Parameters
    ----------
    peaks
        As :func:`kampung.analysis.peaks.peaks_and_declines` returns them.
    names
        Name of each metric in the language.
    """

    def sources(row: Mapping[str, Any]) -> str:
        named = [row["peak_publisher"], row["last_publisher"]]
        return ", ".join(dict.fromkeys(name for name in named if name))

    return pd.DataFrame(
        [
            (
                names[row["metric"]],
                _said_when(row, "peak", language=language),
                _said_when(row, "last", language=language),
                change(row, language=language),
                sources(row),
            )
            for row in records(peaks)
        ],
        columns=[
            language.text("Series"),
            language.text("Peak"),
            language.text("Last on record in the period"),
            language.text("Change"),
            language.text("Sources"),
        ],
    )


def conflicts_table(figures: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Published figures that disagree about the same thing, those of one dispute together."""
    rows = figures[figures["conflict"].fillna("").ne("")].sort_values(
        ["end_on", "conflict", "id"], ascending=[False, True, True]
    )
    return pd.DataFrame(
        [
            (
                language.pick(row, "metric_name"),
                period_text(row, language=language),
                value_text(
                    row["value"], row["relation"], language=language, decimals=row["decimals"]
                )
                if pd.notna(row["value"])
                else NOTHING,
                language.text(STATISTICS[row["statistic"]]),
                source_text(row),
                language.pick(row, "note"),
            )
            for row in records(rows)
        ],
        columns=[
            language.text("Series"),
            language.text("Period"),
            language.text("Figure"),
            language.text("How stated"),
            language.text("Source"),
            language.text("Note"),
        ],
    )


def event_period(row: Mapping[str, Any], *, language: Language) -> str:
    """The day of an event, or its first and last day."""
    return language.period(row["on_date"], row["end_on"] or row["on_date"])


def adoption_table(
    adoption: pd.DataFrame, *, aspects: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """Villages doing a thing by a date, in the order of time."""
    return pd.DataFrame(
        [
            (
                when(row, language=language),
                aspects.get(row["aspect"], row["aspect"]),
                value_text(row["villages"], row["relation"], language=language),
                _written(language, row["out_of"]),
                source_text(row),
                language.pick(row, "note"),
            )
            for row in records(adoption.sort_values(["on_date", "aspect"]))
        ],
        columns=[
            language.text("Date"),
            language.text("Aspect"),
            language.text("Villages"),
            language.text("Out of"),
            language.text("Source"),
            language.text("Note"),
        ],
    )


def districts_table(districts: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Villages of each kecamatan, by name; without the kind that there is none of here."""
    rows = records(districts.sort_values("name"))
    kinds = {
        "desa": language.text("Villages (desa)"),
        "kelurahan": language.text("Wards (kelurahan)"),
    }
    there = [kind for kind in kinds if districts[kind].sum() > 0]
    columns = {**{kind: kinds[kind] for kind in there}, "villages": language.text("Together")}
    if len(there) == 1:
        del columns["villages"]
    return pd.DataFrame(
        {
            language.text("District (kecamatan)"): [row["name"] for row in rows],
            language.text("Code"): [row["code"] for row in rows],
            **{
                title: [_written(language, row[column]) for row in rows]
                for column, title in columns.items()
            },
        }
    )


def facts_table(facts: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Facts of the programme with their dates and sources."""
    return pd.DataFrame(
        [
            (
                when(row, language=language),
                language.pick(row, "text"),
                source_text({**row, "locator": ""}),
            )
            for row in records(facts)
        ],
        columns=[language.text("Date"), language.text("Fact"), language.text("Source")],
    )


def services_table(
    services: pd.DataFrame, *, families: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """The catalogue of services."""
    yes, no = language.text("yes"), language.text("no")
    return pd.DataFrame(
        [
            (
                language.pick(row, "name"),
                families.get(row["family"], row["family"]),
                yes if row["self_service"] else no,
                row["letter_number"] or NOTHING,
            )
            for row in records(services)
        ],
        columns=[
            language.text("Service"),
            language.text("Family"),
            language.text("Online by oneself"),
            language.text("Letter number"),
        ],
    )


def awards_table(awards: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Awards and nominations, the newest first."""

    def cell(value: Any) -> str:
        return value if isinstance(value, str) and value else NOTHING

    return pd.DataFrame(
        [
            (
                award_date(row, language=language),
                row["name"],
                cell(row["category"]),
                cell(row["giver"]),
                cell(row["place"]),
                language.text(RESULTS[row["result"]]),
                language.text(SCOPES[row["scope"]]),
                source_text({**row, "locator": ""}),
            )
            for row in records(awards)
        ],
        columns=[
            language.text("Date"),
            language.text("Award"),
            language.text("Category"),
            language.text("Giver"),
            language.text("Place"),
            language.text("Result"),
            language.text("Given to"),
            language.text("Source"),
        ],
    )


def accounts_table(
    accounts: pd.DataFrame, *, awards: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """Where accounts of one ceremony disagree: every value with who says it."""
    return pd.DataFrame(
        [
            (
                awards.get(row["award_id"], row["award_id"]),
                language.text(ACCOUNT_FIELDS.get(row["field"], row["field"])),
                row["value"],
                source_text(row),
                language.pick(row, "note"),
            )
            for row in records(accounts)
        ],
        columns=[
            language.text("Award"),
            language.text("In dispute"),
            language.text("Said"),
            language.text("Source"),
            language.text("Note"),
        ],
    )


def cohorts_table(cohorts: pd.DataFrame, *, place: str, language: Language) -> pd.DataFrame:
    """Areas chosen in each year of a national selection."""
    return pd.DataFrame(
        [
            (
                str(row["year"]),
                _written(language, row["areas_selected"]),
                place if row["includes_area"] else NOTHING,
                source_text(row),
            )
            for row in records(cohorts)
        ],
        columns=[
            language.text("Year"),
            language.text("Areas selected"),
            language.text("Among them"),
            language.text("Source"),
        ],
    )


def sources_table(sources: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Every source with what rests on it."""
    return pd.DataFrame(
        [
            (
                row["publisher"],
                row["title"],
                language.text(KINDS[row["kind"]]),
                language.partial(
                    row["published_on"] if isinstance(row["published_on"], str) else ""
                ),
                _written(language, row["figures"] + row["repeats"]),
                _written(language, row["rests_on_it"]),
                row["url"] if isinstance(row["url"], str) else "",
                language.pick(row, "note"),
            )
            for row in records(sources)
        ],
        columns=[
            language.text("Publisher"),
            language.text("Title"),
            language.text("Kind"),
            language.text("Published"),
            language.text("Figures"),
            language.text("All rows"),
            language.text("Address"),
            language.text("Note"),
        ],
    )


def metrics_table(metrics: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """What is counted, and how it is defined."""
    return pd.DataFrame(
        [
            (
                language.pick(row, "name"),
                language.pick(row, "unit"),
                language.pick(row, "definition"),
                _written(language, row["figures"]),
            )
            for row in records(metrics)
        ],
        columns=[
            language.text("Name"),
            language.text("Unit"),
            language.text("Definition"),
            language.text("Figures"),
        ],
    )


def windows_table(windows: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Ranges and estimates of weeks; with those under a single wave where they are there."""

    def span(least: Any, greatest: Any) -> str:
        if least is None or greatest is None:
            return NOTHING
        if least == greatest:
            return language.number(least)
        return f"{language.number(least)}{EN_DASH}{language.number(greatest)}"

    rows = records(windows)
    table = {
        language.text("Week"): [
            language.period(row["start_on"], row["end_on"], style="medium") for row in rows
        ],
        language.text("Range that the record allows"): [
            span(row["least"], row["greatest"]) for row in rows
        ],
    }
    if "least_unimodal" in windows:
        table[language.text("Range if there was a single wave")] = [
            span(row["least_unimodal"], row["greatest_unimodal"]) for row in rows
        ]
    table[language.text("Estimate")] = [
        _written(language, row["estimate"], decimals=0) for row in rows
    ]
    return pd.DataFrame(table)


def blocks_table(
    blocks: pd.DataFrame, *, metrics: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """Means of seven days of two series over the same blocks of days.

    Parameters
    ----------
    blocks
        As :func:`kampung.analysis.compare.common_blocks` returns them.
    metrics
        Name of each metric in the language, by its id.
    """
    return pd.DataFrame(
        [
            (
                language.period(row["start_on"], row["end_on"], style="medium"),
                _written(language, row["days"]),
                *(_written(language, row[f"{metric}_week"], decimals=0) for metric in metrics),
            )
            for row in records(blocks)
        ],
        columns=[
            language.text("Period"),
            language.text("Days"),
            *(language.text("{metric}, per 7 days", metric=name) for name in metrics.values()),
        ],
    )


VERDICTS = {
    "contradicts": mark("contradicts"),
    "agrees": mark("agrees"),
    "follows": mark("follows from the others"),
    "uncheckable": mark("cannot be checked"),
}


def stated(row: Mapping[str, Any], *, language: Language) -> str:
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


def _statistic(row: Mapping[str, Any], language: Language) -> str:
    return language.text(STATISTICS[row["statistic"]])


def statements_table(statements: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Every statement with its verdict and the reason, as text."""
    return pd.DataFrame(
        [
            (
                language.text(VERDICTS[row["verdict"]]),
                stated(row, language=language),
                period_text(row, language=language),
                language.pick(row, "reason"),
                source_text(row),
            )
            for row in records(statements)
        ],
        columns=[
            language.text("Verdict"),
            language.text("Statement"),
            language.text("Period"),
            language.text("Reason"),
            language.text("Source"),
        ],
    )
