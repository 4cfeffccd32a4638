"""What several pictures of the evidence rest on, worked out once for a data set."""

import datetime as dt
import json
from collections.abc import Mapping

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records
from kampung.language.statements import period_text
from kampung.store.door import DataSet, kept
from kampung.subjects.epidemic import facts as epidemic
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.epidemic.analysis.estimates import bounded, pinned_marks
from kampung.subjects.epidemic.analysis.grid import grid
from kampung.subjects.epidemic.analysis.record import marks
from kampung.subjects.epidemic.focus import focus
from kampung.subjects.evidence import queries, words
from kampung.subjects.evidence.engine import Aids, what_if
from kampung.subjects.evidence.results import Conflict, Finding, Row
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.sources import queries as sources_queries

AIDS = ("figure_repeats", "figure_ties", "figure_days", "evidence_witnesses")


@kept
def known_statements(data: DataSet) -> Mapping[str, Row]:
    """Every tested statement by its id."""
    return {row["id"]: row for row in records(queries.evidence_statements(data))}


@kept
def counts(data: DataSet) -> Mapping[str, int]:
    """How many statements have each result."""
    found = queries.evidence_statements(data)["verdict"].value_counts()
    return {str(verdict): int(count) for verdict, count in found.items()}


@kept
def follows(data: DataSet) -> Mapping[str, int]:
    """How many statements follow from other publishers alone, and how many only from their page.

    Returns
    -------
    Mapping
        ``others``: what other sources say forces it; ``own``: it takes numbers of the same source.
    """
    found = queries.evidence_statements(data)
    kinds = found.loc[found["verdict"] == "follows", "follows_from"].value_counts()
    return {kind: int(kinds.get(kind, 0)) for kind in ("others", "own")}


@kept
def of_source(data: DataSet, source_id: str) -> list[Row]:
    """Tested statements of one source."""
    return list(records(queries.evidence_statements(data, source_id=source_id)))


@kept
def heading(data: DataSet, language: Language) -> str:
    """How many figures can be cross-checked, and how many conflict, with one of the article's."""
    of_article = (
        one.statement
        for one in contradictions(data)
        if one.statement["source_id"] == data.meta["article"]
    )
    return words.heading(counts(data), among=next(of_article, None), language=language)


@kept
def contradictions(data: DataSet) -> tuple[Conflict, ...]:
    """Figures that conflict with others: the article's first, of these the furthest off."""
    known, against = known_statements(data), _against(data)
    rows = [row for row in known.values() if row["verdict"] == "contradicts"]
    article = data.meta["article"]
    rows.sort(key=lambda row: (row["source_id"] != article, -(row["short_by"] or 0)))
    return tuple(
        Conflict(row, tuple(known[other] for other in against.get(row["id"], []))) for row in rows
    )


@kept
def disputes(data: DataSet) -> tuple[Conflict, ...]:
    """Each set of figures of which one must be wrong, the smallest first, told once."""
    known, against = known_statements(data), _against(data)
    found: dict[frozenset[str], Row] = {}
    for row in known.values():
        if row["verdict"] == "disputed":
            found.setdefault(frozenset([row["id"], *against.get(row["id"], [])]), row)
    ordered = sorted(found.items(), key=lambda item: (len(item[0]), sorted(item[0])))
    return tuple(
        Conflict(row, tuple(known[member] for member in sorted(members)))
        for members, row in ordered
    )


@kept
def findings(data: DataSet) -> tuple[Finding, ...]:
    """What the whole record forces that no page says, the longest first."""
    known = known_statements(data)
    return tuple(
        Finding(
            start_on=row["start_on"].date(),
            end_on=row["end_on"].date(),
            least=int(row["least"]),
            peak=known[row["peak_id"]],
            proof=json.loads(row["proof"]) if row["proof"] else None,
            rests_on=tuple(known[figure] for figure in str(row["supports"] or "").split()),
        )
        for row in records(queries.evidence_findings(data))
    )


def _against(data: DataSet) -> Mapping[str, list[str]]:
    groups = queries.evidence_links(data, role="contradicts").groupby("figure_id")["other_id"]
    return {str(figure): list(others) for figure, others in groups}


@kept
def testable(data: DataSet) -> Mapping[str, Row]:
    """Statements of the period shown at first that others bear on, by id."""
    start, end = (pd.Timestamp(day) for day in focus(data))
    return {
        figure: row
        for figure, row in known_statements(data).items()
        if row["verdict"] != "uncheckable"
        and row["end_on"] is not None
        and start <= row["end_on"] <= end
    }


@kept
def testable_names(data: DataSet, language: Language) -> Mapping[str, str]:
    """What each of these statements is called in a list, by id."""
    return {
        figure: f"{row['publisher']}: {words.stated(row, language=language)}, "
        + period_text(row, language=language)
        for figure, row in testable(data).items()
    }


@kept
def without(data: DataSet, left_out: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Results and weeks of new cases, worked out anew without some statements.

    Returns
    -------
    tuple of DataFrame
        ``statements``, those of which the verdict is another now, and ``windows`` of the engine,
        for the period shown at first.
    """
    area = data.meta["area_code"]
    live = what_if(
        epidemic_queries.figures(data, area_code=area),
        queries.evidence_weights(data),
        area_code=area,
        sources=sources_queries.sources(data),
        aids=Aids.of({table: queries.evidence_aids(data, table=table) for table in AIDS}),
        without=left_out,
        focus=focus(data),
        ranges=True,
        metrics=("new_cases",),
        known={row["id"]: row["verdict"] for row in known_statements(data).values()},
    )
    return live.statements, live.windows


@kept
def weeks_without(data: DataSet, left_out: tuple[str, ...]) -> pd.DataFrame:
    """What is known of each week of new cases without some figures, all from one run.

    Returns
    -------
    DataFrame
        As :func:`kampung.subjects.epidemic.analysis.grid.grid`.
    """
    judged, windows = without(data, left_out)
    ranges = bounded(windows[windows["metric"] == "new_cases"])
    figures = epidemic.figures_of(data)
    found = marks(figures[~figures["id"].isin(left_out)], metric="new_cases", unit="week")
    found = found[pinned_marks(found, ranges)]
    start, end = focus(data)
    return grid(
        found.assign(rests_on=found["rests_on"].map(" ".join)),
        ranges,
        unit="week",
        start=start,
        end=end,
        last=epidemic.week_anchor(data),
        doubted=frozenset(judged.loc[judged["verdict"].isin(["contradicts", "disputed"]), "id"]),
    )


@kept
def choices(data: DataSet, code: str) -> tuple[Mapping[str, str], list[str], list[dt.date]]:
    """What statements can be chosen by: names of metrics by id, publishers, months and last day."""
    rows = queries.evidence_statements(data)
    first = rows.drop_duplicates("metric")
    names = dict(zip(first["metric"], first[f"metric_name_{code}"], strict=True))
    days = rows["end_on"].dropna()
    months = pd.period_range(days.min(), days.max(), freq="M").to_timestamp()
    return names, sorted(set(rows["publisher"].dropna())), [day.date() for day in months]


@kept
def last_day(data: DataSet) -> dt.date:
    """The last day that any statement speaks of."""
    last: pd.Timestamp = queries.evidence_statements(data)["end_on"].max()
    return last.date()


@kept
def claims_without_number(data: DataSet, language: Language) -> tuple[str, ...]:
    """Claims of the article that have no number of their own, each with its result."""
    names = epidemic.metric_names(data, language)
    told = []
    for row in records(programme_queries.programme_facts(data, topic="article_statement")):
        falls = None
        if row["asks"] == "steepest_weekly_fall":
            falls = epidemic.steepest_fall_in(
                data,
                metric=row["asks_metric"],
                start=row["asks_start"].date(),
                end=row["asks_end"].date(),
            )
        name = names.get(str(row["asks_metric"]), "")
        told.append(words.claim_without_number(row, falls, metric_name=name, language=language))
    return tuple(told)
