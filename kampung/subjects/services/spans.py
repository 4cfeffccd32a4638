"""The spans that service counts are added up for: which there are, and the choice of one."""

from typing import Any, cast

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records
from kampung.pictures.sources import Source, sources_of, together
from kampung.store.door import DataSet, kept
from kampung.subjects.services import queries as services_queries
from kampung.subjects.services.analysis.areas import clipped
from kampung.subjects.services.analysis.periods import Measure
from kampung.subjects.services.names import span_name

LAST = "last"


@kept
def spans(data: DataSet) -> list[dict[str, Any]]:
    """Rows of SPANS to choose from, cut to the days that the data reach; see ``clipped``."""
    first = services_queries.service_sources(data)["period_start"].min()
    rows = services_queries.service_spans(data)
    return records(clipped(rows, first_day=None if pd.isna(first) else first))


def span_row(data: DataSet, span: str) -> dict[str, Any] | None:
    """One of the spans; None where there is no such, and where no counts are loaded."""
    return next((row for row in spans(data) if row["span"] == span), None)


def measure_of_span(data: DataSet, span: str) -> Measure:
    """What a span is measured by: requests, or completions where requests are not known."""
    row = span_row(data, span)
    return "requested" if row is None else cast(Measure, row["measure"])


def sources_of_counts(data: DataSet) -> tuple[Source, ...]:
    """Who gave the counts, those who gave most first."""
    rows = services_queries.service_sources(data)
    return together(*(sources_of(rows[rows["source_id"] == one]) for one in rows["source_id"]))


def span_label(span: dict[str, Any], language: Language) -> str:
    """Name of a span for a list, in which the days of the last weeks find no room."""
    if span["span"] == LAST:
        return language.text("Last 52 weeks")
    return span_name(span, language=language)
