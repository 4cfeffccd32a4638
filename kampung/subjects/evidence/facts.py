"""What several pictures of the evidence rest on, worked out once for a data set."""

import datetime as dt
import json
from collections.abc import Mapping

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records
from kampung.language.statements import period_text
from kampung.store.door import DataSet, kept
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.epidemic.focus import focus
from kampung.subjects.evidence import queries
from kampung.subjects.evidence.engine import Aids, what_if
from kampung.subjects.evidence.results import Conflict, Finding, Row
from kampung.subjects.evidence.words import stated
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
def contradictions(data: DataSet) -> tuple[Conflict, ...]:
    """Statements that contradict the record, those that miss it by most first."""
    known, against = known_statements(data), _against(data)
    rows = [row for row in known.values() if row["verdict"] == "contradicts"]
    return tuple(
        Conflict(row, tuple(known[other] for other in against.get(row["id"], [])))
        for row in sorted(rows, key=lambda row: -(row["short_by"] or 0))
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
        figure: f"{row['publisher']}: {stated(row, language=language)}, "
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
