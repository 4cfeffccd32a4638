"""One figure on a page: title, sentence, chart, sources, and its table to read and take away."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from kampung.exports.csv import to_csv
from kampung.language import Language, gaps
from kampung.pictures.picture import Picture
from kampung.ui import data_set, glossary, links, reader

# A table longer than this scrolls in a grid; a shorter one is plain HTML, which prints whole.
PLAIN_ROWS = 25
# The publisher of what kampung/building/simulation.py invents.
INVENTED = "Simulasi"


def source_line(sources: Sequence[str], language: Language, *, most: int = 4) -> str:
    """Name the sources in one line: the first few, and how many more."""
    if not sources:
        return ""
    named = ", ".join(
        language.text("Simulation") if name == INVENTED else name for name in sources[:most]
    )
    rest = len(sources) - most
    if rest > 0:
        return language.plural(
            "Sources: {named} and {n} more", "Sources: {named} and {n} more", rest, named=named
        )
    return language.plural("Source: {named}", "Sources: {named}", len(sources), named=named)


def missing(language: Language, *tables: str) -> None:
    """Say calmly which things the data pack is still without, if any; see ``gaps.THINGS``."""
    if tables:
        with st.container(key="missing-" + "-".join(tables)):
            st.info(gaps.missing(tables, language=language), icon=":material/inventory_2:")


def show_table(table: pa.Table, *, alt_text: str, key: str) -> None:
    """Show rows that are already text: whole where they are few, in a grid where they are many."""
    if len(table) <= PLAIN_ROWS:
        st.table(table, border="horizontal", hide_index=True, alt=alt_text)
    else:
        show_grid(table, alt_text=alt_text, key=key)


def show_grid(
    table: pa.Table,
    *,
    alt_text: str,
    key: str,
    columns: Mapping[str, Any] | None = None,
) -> None:
    """Show rows that are already text in a grid that scrolls; see ``st.column_config``."""
    # Streamlit offers a grid as a file of its own making, which must say so as well.
    shown = _marked(table) if data_set.is_simulated() else table
    st.dataframe(shown, hide_index=True, key=key, alt=alt_text, column_config=columns)


def download(data: pd.DataFrame, *, name: str, language: Language, key: str) -> None:
    """Offer rows as CSV; the file is written when somebody asks for it."""
    simulated = data_set.is_simulated()
    st.download_button(
        language.text("Download data (CSV)"),
        data=lambda: to_csv(_labelled(data) if simulated else data),
        file_name=f"{'simulated-' if simulated else ''}{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=key,
        icon=":material/download:",
    )


def heading(text: str, *, anchor: str, level: int = 2) -> None:
    """A heading of the second level, or of the third: no level is left out below the title."""
    (st.header if level == 2 else st.subheader)(text, anchor=anchor)


def show_if_any(picture: Picture, language: Language) -> None:
    """Draw a picture where there is anything to draw: a pack need not know of everything."""
    if len(picture.rows):
        show(picture, language)


def show_as_table(picture: Picture, language: Language, *, folded: str = "") -> None:
    """Show a picture that is a table: title, sentence, rows and download.

    Parameters
    ----------
    folded
        Title of the fold that holds the rows; empty where they stand open.
    """
    heading(picture.said.title, anchor=picture.name)
    if picture.rows.empty:
        st.info(picture.said.sentence)
        return
    st.markdown(picture.said.sentence)
    with st.expander(folded) if folded else nullcontext():
        alt_text = picture.said.title
        show_table(picture.sent_table, alt_text=alt_text, key=f"table-{picture.name}")
        name = picture.name
        download(picture.rows, name=name, language=language, key=f"download-{name}")


def _marked(table: pa.Table) -> pa.Table:
    """Say in every row of a table for readers that the data set is simulated."""
    language = reader.language()
    said = pa.array([language.text("Simulated data")] * len(table))
    return table.replace_schema_metadata(None).add_column(0, language.text("Data"), said)


def _labelled(data: pd.DataFrame) -> pd.DataFrame:
    """Say in every row that the data set is simulated: a file outlives the page's banner."""
    labelled = data.copy()
    labelled.insert(0, "data_set", data_set.SIMULATED)
    return labelled


def show(
    picture: Picture,
    language: Language,
    *,
    level: int = 2,
    select: str | None = None,
    with_table: bool = True,
) -> str | None:
    """Draw a picture with its title, sentence, sources, table and download.

    Parameters
    ----------
    picture
        What to draw.
    language
        The reader's language.
    level
        Heading level of the title: 2 or 3.
    select
        Name of a selection of the chart that a reader makes by a click; its field is ``code``.
    with_table
        Whether its table stands below it; not where the page has a longer one of the same.

    Returns
    -------
    str or None
        The code that the reader has just selected.
    """
    selected = None
    with st.container(key=f"panel-{picture.name}"):
        heading(picture.said.title, anchor=picture.name, level=level)
        st.markdown(picture.said.sentence, help=glossary.first_use(picture.said.sentence, language))
        if picture.specification is not None:
            selected = _draw(picture, select)
        st.caption(source_line(picture.publishers, language))
        links.copy(picture.name, language)
        if with_table and len(picture.rows):
            with st.expander(language.text("Table and data")):
                show_table(
                    picture.sent_table, alt_text=picture.said.title, key=f"table-{picture.name}"
                )
                download(
                    picture.rows,
                    name=picture.name,
                    language=language,
                    key=f"download-{picture.name}",
                )
    return selected


def draw(picture: Picture) -> None:
    """Draw the chart of a picture and nothing else."""
    if picture.specification is not None:
        _draw(picture, None)


def _draw(picture: Picture, select: str | None) -> str | None:
    """Draw the chart; tell what is selected in it."""
    key = f"chart-{picture.name}"
    if select is None or not picture.lets_select(select):
        st.vega_lite_chart(picture.sent, theme=None, alt=picture.said.alt, key=key)
        return None
    event = st.vega_lite_chart(
        picture.sent,
        theme=None,
        alt=picture.said.alt,
        key=key,
        on_select="rerun",
        selection_mode=select,
    )
    points = event.selection.get(select) or [{}]
    code = points[0].get("code") if isinstance(points, list) else None
    return str(code) if code else None
