"""Rows, sources and series that several pictures of the record share."""

from collections.abc import Iterable

import pandas as pd

from kampung.language import Language
from kampung.pictures.series import Series, series
from kampung.pictures.sources import Source, sources_of
from kampung.store.door import DataSet
from kampung.subjects.epidemic import words
from kampung.subjects.epidemic.facts import figures_of

ROWS = [
    *("figure_id", "metric", "status", "statistic", "relation", "printed", "decimals"),
    *("start_on", "end_on", "value", "low", "high", "formula", "rests_on", "quality", "conflict"),
    *("period_basis", "source_id", "publisher", "locator", "url"),
]
GRID_ROWS = [
    *("metric", "status", "start_on", "end_on", "value", "least", "greatest", "figure_id"),
    *("relation", "printed", "formula", "rests_on", "depends_on", "publishers"),
]


def rows_of(shown: pd.DataFrame, line: pd.DataFrame, *, metric: str) -> pd.DataFrame:
    """Marks, and below them the values of series, as the store has them."""
    if line.empty:
        return shown[ROWS]
    added = line.assign(metric=metric).reindex(columns=ROWS)
    return pd.concat([shown[ROWS].astype(object), added.astype(object)], ignore_index=True)


def grid_rows(known: pd.DataFrame, line: pd.DataFrame, *, metric: str) -> pd.DataFrame:
    """What is known of each week, and below it the values of series."""
    rows = known.assign(metric=metric, status=known["kind"])
    rows["publishers"] = rows["publishers"].map("; ".join)
    if line.empty:
        return rows[GRID_ROWS]
    added = line.assign(metric=metric, publishers=line["publisher"]).reindex(columns=GRID_ROWS)
    return pd.concat([rows[GRID_ROWS].astype(object), added.astype(object)], ignore_index=True)


def with_publishers(data: DataSet, known: pd.DataFrame) -> pd.DataFrame:
    """Add ``publishers`` of all figures that a row rests on, each once."""
    figures = figures_of(data)
    publisher = dict(zip(figures["id"], figures["publisher"], strict=True))
    named = [
        tuple(dict.fromkeys(str(publisher[figure]) for figure in rests_on.split()))
        for rests_on in known["rests_on"]
    ]
    return known.assign(publishers=pd.Series(named, index=known.index, dtype=object))


def sources_of_ids(data: DataSet, ids: Iterable[str]) -> tuple[Source, ...]:
    """Sources of figures, those of the publisher with most of them first."""
    figures = figures_of(data).set_index("id", drop=False)
    wanted = [one for text in ids for one in text.split()]
    return sources_of(figures.loc[list(dict.fromkeys(wanted))])


def sources_of_marks(data: DataSet, shown: pd.DataFrame) -> tuple[Source, ...]:
    """Sources of the figures that marks rest on; each mark counts once for each publisher."""
    figures = figures_of(data).set_index("id", drop=False)
    rests_on = figures.loc[" ".join(shown["rests_on"]).split()]
    return sources_of(
        rests_on.rename(columns={"id": "figure_id"}),
        counted=shown.explode("publishers")["publishers"],
    )


def drawn(
    shown: pd.DataFrame, line: pd.DataFrame, *, name: str, language: Language
) -> tuple[Series, ...]:
    """What a chart of marks draws, one series a status."""
    return tuple(
        series(
            rows,
            name=f"{name} ({language.text(words.STATUSES[str(status)])})",
            status=str(status),
            x="start_on",
            end="end_on",
            value="value",
        )
        for status, rows in pd.concat([shown, line]).groupby("status")
    )
