"""Frames on village services as tables to read: translated headings, every cell as text."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from kampung.language.cells import NOTHING, records
from kampung.language.core import Language
from kampung.language.phrases import opening, period_name
from kampung.subjects.programme.words import family_name
from kampung.subjects.services.analysis.areas import mix_by_family
from kampung.subjects.services.analysis.periods import Measure
from kampung.subjects.services.headings import lies_in
from kampung.subjects.services.names import (
    Level,
    Row,
    area_name,
    cell,
    during,
    measure_key,
    measure_name,
    measure_text,
    share_text,
    span_name,
)

# Columns of counts and waiting times; those of which a frame knows nothing are left out.
_MEASURES = ("requested", "completed", "rejected", "median_hours", "p90_hours")


def _count(language: Language, number: Any) -> str:
    return NOTHING if number is None else language.number(float(number), decimals=0)


def _written(language: Language, value: Any, measure: str) -> str:
    return NOTHING if value is None else measure_text(value, measure=measure, language=language)


def _share(language: Language, part: Any, whole: Any) -> str:
    if part is None or not whole:
        return NOTHING
    return share_text(float(part) / float(whole), language=language)


def _day(language: Language, day: Any, missing: str) -> str:
    return missing if day is None else language.date(day, style="medium")


def _measures(frame: pd.DataFrame, language: Language) -> dict[str, list[str]]:
    """A column of text for each measure of which the frame knows something."""
    rows = records(frame)
    return {
        measure_name(name, language=language): [_written(language, row[name], name) for row in rows]
        for name in _MEASURES
        if name in frame and frame[name].notna().any()
    }


def periods_table(rows: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Requests, completions and waiting times by period, the newest first.

    Parameters
    ----------
    rows
        PERIODS. Of a single village the number of reporting villages is left out.
    """
    newest = rows.sort_values("period_end", ascending=False, kind="stable")
    table = {
        language.text("Period"): [
            opening(period_name(row["period_start"], row["period_end"], language=language))
            for row in records(newest)
        ]
    }
    if len(rows) and rows["villages"].max() > 1:
        table[language.text("Villages and wards that reported")] = [
            _count(language, row["villages"]) for row in records(newest)
        ]
    return pd.DataFrame(table | _measures(newest, language))


def beside_table(trends: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Several trends side by side, a period a row, the newest first.

    Parameters
    ----------
    trends
        As :func:`beside` returns them; each series has a label of its
        own, as :func:`kampung.subjects.services.names.area_name` gives it.
    """
    wide = trends.pivot_table(
        index=["period_start", "period_end"], columns="series", values="value", sort=True
    ).iloc[::-1]
    labels: dict[str, str] = dict(zip(trends["series"], trends["label"], strict=True))
    table = {
        language.text("Period"): [
            opening(period_name(start, end, language=language)) for start, end in wide.index
        ]
    }
    for series, label in labels.items():
        table[label] = [
            NOTHING if pd.isna(value) else language.number(float(value), decimals=1)
            for value in wide[series].tolist()
        ]
    return pd.DataFrame(table)


def totals_table(
    totals: pd.DataFrame,
    *,
    level: Level,
    span: Row,
    language: Language,
    among: Literal["district", "regency"] = "regency",
) -> pd.DataFrame:
    """Areas of one level with their rank, counts and waiting times, the first rank first.

    Parameters
    ----------
    totals
        TOTALS of one span. Areas that reported nothing come last, by name, without a rank.
    level
        What the areas are.
    span
        Row of SPANS.
    among
        Whether villages are ranked in their district or in the regency.
    """
    rank = f"rank_{among}" if level == "village" else "rank_regency"
    ordered = totals.sort_values([rank, "name"], na_position="last", kind="stable")
    rows = records(ordered)
    districts, villages = language.text("District"), language.text("Village or ward")
    table = {
        language.text("Rank"): [_count(language, row[rank]) for row in rows],
        districts if level == "district" else villages: [row["name"] for row in rows],
    }
    if level == "village":
        table[districts] = [row["parent_name"] or NOTHING for row in rows]
    else:
        table[language.text("Villages and wards that reported")] = [
            _count(language, row["villages"]) for row in rows
        ]
    table |= _measures(ordered, language)
    measure: Measure = span["measure"]
    if "population" in ordered and ordered["population"].notna().any():
        table[measure_name("per_thousand", language=language, counted=measure)] = [
            _written(language, _per_thousand(row, measure), "per_thousand") for row in rows
        ]
    if ordered["requested"].notna().any() and ordered["completed"].notna().any():
        table[measure_name("share_completed", language=language)] = [
            _share(language, row["completed"], row["requested"]) for row in rows
        ]
    if level == "village" and ordered["last_end"].notna().any():
        table[language.text("Last report")] = [
            _day(language, row["last_end"], NOTHING) for row in rows
        ]
    return pd.DataFrame(table)


def _per_thousand(row: Mapping[str, Any], measure: Measure) -> float | None:
    people, count = row["population"], row[measure]
    return None if not people or count is None else float(count) / float(people) * 1000


def values_table(
    values: pd.DataFrame,
    *,
    measure: str,
    level: Level,
    language: Language,
    counted: Measure = "requested",
) -> pd.DataFrame:
    """The values that a map shows, the largest first.

    Parameters
    ----------
    values
        As :func:`measured` returns them; the other parameters as there.
    level
        What the areas are.
    """
    ordered = values.sort_values(
        ["value", "name"], ascending=[False, True], na_position="last", kind="stable"
    )
    key = measure_key(measure, counted)
    area = language.text("District") if level == "district" else language.text("Village or ward")
    return pd.DataFrame(
        {
            area: [row["name"] for row in records(ordered)],
            measure_name(measure, language=language, counted=counted): [
                measure_text(row["value"], measure=key, language=language)
                for row in records(ordered)
            ],
        }
    )


def mix_table(mix: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Services of one area and span, the most asked for first.

    Parameters
    ----------
    mix
        MIX.
    """
    rows = records(mix)
    table = {
        language.text("Service"): [language.pick(row, "name") for row in rows],
        language.text("Family"): [family_name(row["family"], language=language) for row in rows],
    }
    return pd.DataFrame(table | _measures(mix, language) | _shares(mix, language))


def families_table(mix: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Families of services of one area and span, the most asked for first; ``mix`` is MIX."""
    families = mix_by_family(mix)
    rows = records(families)
    table = {
        language.text("Family"): [family_name(row["family"], language=language) for row in rows],
        language.text("Number of services"): [_count(language, row["services"]) for row in rows],
    }
    return pd.DataFrame(table | _measures(families, language) | _shares(families, language))


def _shares(frame: pd.DataFrame, language: Language) -> dict[str, list[str]]:
    """Each row's part of the whole, by requests, or by completions where there are none."""
    measure = "requested" if frame["requested"].notna().any() else "completed"
    whole = float(frame[measure].sum())
    return {
        language.text("Share of all"): [
            _share(language, row[measure], whole) for row in records(frame)
        ]
    }


def silent_table(rows: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Villages that have not reported for some time, in the order given.

    Parameters
    ----------
    rows
        SILENT; ``last_end`` is missing where nothing came in the last 52 weeks.
    """
    never = language.text("none in 52 weeks")
    return pd.DataFrame(
        [
            (
                row["name"],
                row["parent_name"],
                row["area_code"],
                _day(language, row["last_end"], never),
            )
            for row in records(rows)
        ],
        columns=[
            language.text("Village or ward"),
            language.text("District"),
            language.text("Code"),
            language.text("Last report"),
        ],
    )


def concentration_table(
    curve: pd.DataFrame,
    *,
    language: Language,
    positions: Sequence[int] = (1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100),
) -> pd.DataFrame:
    """What share of all requests the busiest villages make.

    Parameters
    ----------
    curve
        CONCENTRATION of one span.
    positions
        Per cent of reporting villages to list.
    """
    rows = records(curve[curve["position"].isin(list(positions))].sort_values("position"))
    return pd.DataFrame(
        [
            (
                language.percent(row["position"] / 100, decimals=0),
                _count(language, row["villages"]),
                share_text(row["share"], language=language),
            )
            for row in rows
        ],
        columns=[
            language.text("Busiest part of those that reported"),
            language.text("Villages and wards"),
            language.text("Their share of all requests"),
        ],
    )


def spans_table(spans: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Spans with what was reported in them, in the order given.

    Parameters
    ----------
    spans
        SPANS; all of one measure.
    """
    rows = records(spans)
    measure = str(rows[0]["measure"]) if rows else "requested"
    return pd.DataFrame(
        [
            (
                span_name(row, language=language),
                language.text(
                    "{count} of {all}",
                    count=_count(language, row["villages_reporting"]),
                    all=_count(language, row["villages_total"]),
                ),
                _count(language, row["total"]),
                _count(language, row["villages_for_half"]),
            )
            for row in rows
        ],
        columns=[
            language.text("Span"),
            language.text("Villages and wards that reported"),
            measure_name(measure, language=language),
            language.text("Villages and wards for half of it"),
        ],
    )


def profile_table(
    area: Row, *, language: Language, totals: Row | None = None, span: Row | None = None
) -> pd.DataFrame:
    """What is known of an area, a fact a row; what is not known says so.

    Parameters
    ----------
    area
        As for :func:`kampung.subjects.services.headings.who`.
    totals
        Row of TOTALS for the area; None where no counts are loaded.
    span
        Row of SPANS that the totals are of.
    """
    unknown = language.text("no data")
    facts = [
        (
            language.text("Name"),
            area_name(str(area["name"]), str(area["kind"]), language=language),
        )
    ]
    places = [place for place in lies_in(area, language=language) if place]
    if places:
        facts.append((language.text("Lies in"), ", ".join(places)))
    for name, label in (
        ("districts", language.text("Districts")),
        ("desa", language.text("Villages (desa)")),
        ("kelurahan", language.text("Wards (kelurahan)")),
    ):
        if cell(area, name) is not None:
            facts.append((label, _count(language, cell(area, name))))
    people, year = cell(area, "population"), cell(area, "population_year")
    written = unknown if people is None else language.number(people)
    if people is not None and year is not None:
        written = language.text("{count} ({date})", count=written, date=str(int(year)))
    facts.append((language.text("Population"), written))
    size = cell(area, "area_km2")
    facts.append(
        (
            language.text("Area, km²"),
            unknown if size is None else language.number(size, decimals=2),
        )
    )
    if area["level"] == "village":
        facts.append((language.text("Postcode"), str(cell(area, "postcode") or unknown)))
    facts.append((language.text("Area code"), str(area["code"])))
    if totals is not None and span is not None:
        facts += _counted_facts(totals, span, language)
    return pd.DataFrame(facts, columns=[language.text("Fact"), language.text("Value")])


def _counted_facts(totals: Row, span: Row, language: Language) -> list[tuple[str, str]]:
    facts = [(language.text("Counts below"), opening(during(span, language=language)))]
    for name in _MEASURES:
        text = measure_text(cell(totals, name), measure=name, language=language)
        facts.append((measure_name(name, language=language), text))
    for label, scope in (
        (language.text("Rank in the district"), "district"),
        (language.text("Rank in the regency"), "regency"),
    ):
        rank, of = cell(totals, f"rank_{scope}"), cell(totals, f"of_{scope}")
        if rank is not None and of is not None:
            words = {"count": _count(language, rank), "all": _count(language, of)}
            facts.append((label, language.text("{count} of {all}", **words)))
    last = cell(totals, "last_end")
    if last is not None:
        facts.append((language.text("Last report"), language.date(last, style="medium")))
    return facts
