"""Pictures of the evidence: what is published, what the others allow, and what follows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kampung.language import mark
from kampung.language.cells import records
from kampung.pictures.description import Description
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.series import series
from kampung.pictures.settings import NoSettings, choice, code, day
from kampung.pictures.sources import sources_of
from kampung.store.door import DataSet
from kampung.subjects.epidemic import facts as epidemic
from kampung.subjects.epidemic.analysis.grid import UNKNOWN
from kampung.subjects.epidemic.analysis.record import printed_range
from kampung.subjects.epidemic.charts.column_words import Named
from kampung.subjects.epidemic.charts.columns import columns_chart
from kampung.subjects.epidemic.focus import focus
from kampung.subjects.epidemic.grid_words import KINDS
from kampung.subjects.epidemic.pictures.parts import grid_rows, sources_of_ids, with_publishers
from kampung.subjects.epidemic.tables import grid_table
from kampung.subjects.evidence import facts, queries, tables, words
from kampung.subjects.evidence.charts import range_chart
from kampung.subjects.evidence.reasons import reason_of

ALL = "all"


@dataclass(frozen=True)
class StatementsSettings:
    """Which statements are listed; ``all`` for no filter."""

    verdict: str = choice("verdict", default=ALL, allowed=(ALL, *words.SIGNS))
    series: str = code("series", default=ALL)
    publisher: str = code("publisher", default=ALL)
    start: dt.date | None = day("from")
    end: dt.date | None = day("to")


@dataclass(frozen=True)
class StatementSettings:
    """Which statement; by default the first of the article."""

    figure: str = code("figure")


@dataclass(frozen=True)
class WithoutSettings:
    """Which statements are left out: their ids, joined by commas."""

    without: str = code("without")


@picture("statements", title=mark("All figures"), settings=StatementsSettings)
def statements(data: DataSet, chosen: StatementsSettings, view: View) -> Picture:
    """The statements that are asked for, with result and reason; contradictions first."""
    rows = queries.evidence_statements(data)
    keep = pd.Series(data=True, index=rows.index)
    if chosen.start is not None:
        keep &= rows["end_on"] >= pd.Timestamp(chosen.start)
    if chosen.end is not None:
        keep &= rows["end_on"] <= pd.Timestamp(chosen.end)
    for column, wanted in (
        ("verdict", chosen.verdict),
        ("metric", chosen.series),
        ("publisher", chosen.publisher),
    ):
        if wanted != ALL:
            keep &= rows[column] == wanted
    shown = rows[keep].sort_values(
        ["verdict", "publisher", "end_on"],
        key=lambda column: column.map(words.ORDER) if column.name == "verdict" else column,
    )
    return Picture(
        name="statements",
        said=words.statements(len(shown), language=view.language),
        chart=None,
        table=tables.statements_table(shown, language=view.language),
        rows=shown,
        sources=sources_of(shown),
        settings=chosen,
        settings_text=_filters(chosen, view),
    )


def _filters(chosen: StatementsSettings, view: View) -> str:
    parts = []
    if chosen.verdict != ALL:
        parts.append(view.language.text(words.LABELS[chosen.verdict]))
    parts += [part for part in (chosen.series, chosen.publisher) if part != ALL]
    if chosen.start is not None and chosen.end is not None:
        parts.append(view.language.period(chosen.start, chosen.end))
    return ", ".join(parts)


@picture(
    "statement", title=mark("One figure and what the others allow"), settings=StatementSettings
)
def statement(data: DataSet, chosen: StatementSettings, view: View) -> Picture:
    """What a statement says beside the range that the pages of others leave."""
    rows = queries.evidence_statements(data)
    wanted = rows["id"] if chosen.figure else rows["source_id"]
    shown = rows[wanted == (chosen.figure or data.meta["article"])].head(1)
    row = next(iter(records(shown)), None)
    language = view.language
    title = words.stated(row, language=language) if row else language.text("All figures")
    said = reason_of(row, language=language) if row else language.text("Nothing can be shown")
    return Picture(
        name=f"range-{row['id'] if row else ''}",
        said=Description(title, said, said),
        chart=_range(row, view=view) if row else None,
        table=tables.statements_table(shown, language=language),
        rows=shown,
        sources=sources_of(shown),
        settings=chosen,
        settings_text=words.where(row, language=language) if row else "",
    )


def _range(row: Mapping[str, Any], *, view: View) -> alt.LayerChart | None:
    """The small chart, where there is something to draw it from."""
    bounds = (row["others_least"], row["others_greatest"])
    nothing_known = row["verdict"] == "uncheckable" or bounds == (None, None)
    if row["value"] is None or nothing_known:
        return None
    decimals = row["decimals"] if row["decimals"] is not None else 0
    low, high = printed_range(row["value"], decimals, row["relation"], row["statistic"])
    if pd.isna(low) and pd.isna(high):
        low = high = row["value"]
    return range_chart(
        stated=words.stated(row, language=view.language),
        allowed=words.room(row, language=view.language) or view.language.text("any number"),
        stated_least=low,
        stated_greatest=high,
        least=bounds[0],
        greatest=bounds[1],
        fits=row["verdict"] not in ("contradicts", "disputed"),
        look=view.look,
        language=view.language,
    )


@picture("single-wave", title=mark("If there was only one wave"), settings=NoSettings)
def single_wave(data: DataSet, chosen: NoSettings, view: View) -> Picture:
    """The ranges of weeks without one named assumption, and with it."""
    waves = queries.evidence_waves(data)
    waves = waves[waves["metric"] == "new_cases"]
    shown, said = queries.evidence_windows(data, metric="new_cases").iloc[:0], None
    if len(waves):
        wave = waves.iloc[0]
        start, end = wave["start_on"], wave["end_on"]
        windows = queries.evidence_windows(
            data, metric="new_cases", start=start.date(), end=end.date()
        )
        whole_weeks = (end - windows["end_on"]).dt.days % 7 == 0
        inside = (windows["start_on"] >= start) & (windows["end_on"] <= end)
        shown = windows[whole_weeks & inside]
        said = words.single_wave(dict(wave), language=view.language)
    title = view.language.text("If there was only one wave")
    return Picture(
        name="weeks",
        said=said or Description(title, title, title),
        chart=None,
        table=tables.windows_table(shown, language=view.language),
        rows=shown,
        sources=(),
        series=(
            series(
                shown,
                name=title,
                x="start_on",
                end="end_on",
                value="estimate",
                least="least",
                greatest="greatest",
                status="estimate",
            ),
        ),
        settings=chosen,
    )


@picture("without", title=mark("New cases without some figures"), settings=WithoutSettings)
def without(data: DataSet, chosen: WithoutSettings, view: View) -> Picture:
    """What is known of new cases a week without some figures: chart and table of one run."""
    language = view.language
    left_out = tuple(part for part in chosen.without.split(",") if part)
    start, end = focus(data)
    found = facts.weeks_without(data, left_out)
    known = with_publishers(data, found[found["kind"] != UNKNOWN])
    kinds = known["kind"].value_counts()
    name = epidemic.metric_names(data, language)["new_cases"]
    return Picture(
        name="what-if",
        said=words.estimated_without(
            len(left_out),
            {language.text(KINDS[str(kind)]): int(count) for kind, count in kinds.items()},
            language=language,
        ),
        chart=columns_chart(
            found,
            look=view.look,
            language=language,
            metric="new_cases",
            unit="week",
            start=start,
            end=end,
            named=Named(),  # which week was the highest is said of the whole record alone
            ceiling=float(found["greatest"].fillna(0).max()),
            height=220,
        ),
        table=grid_table(known, sources=epidemic.sources_of_figures(data), language=language),
        rows=grid_rows(known, known.iloc[:0], metric="new_cases"),
        sources=sources_of_ids(data, known["rests_on"]),
        series=(
            series(
                known,
                name=name,
                x="start_on",
                end="end_on",
                value="value",
                least="least",
                greatest="greatest",
                status="estimate",
            ),
        ),
        settings=chosen,
        settings_text=", ".join([name, language.period(start, end)]),
    )
