"""One figure on a page: title, sentence, chart, sources, and its table to read and take away."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import pandas as pd
import streamlit as st

from kampung.exports.csv import to_csv
from kampung.language import Language, gaps
from kampung.language.cells import NOTHING
from kampung.pictures.picture import Picture
from kampung.pictures.sent import SentTable
from kampung.ui import data_set, reader

# A table longer than this scrolls in a grid; a shorter one is plain HTML, which prints whole.
PLAIN_ROWS = 25


def source_line(sources: Sequence[str], language: Language, *, most: int = 4) -> str:
    """Name the sources in one line: the first few, and how many more."""
    if not sources:
        return ""
    named = ", ".join(sources[:most])
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


def show_table(table: SentTable, *, alt_text: str, key: str, is_published: bool = False) -> None:
    """Show rows: whole where they are few, in a grid that sorts where they are many.

    Parameters
    ----------
    is_published
        Whether nothing of it is invented, also in a data set that holds invented things.
    """
    if len(table) <= PLAIN_ROWS:
        st.table(table.text, border="horizontal", hide_index=True, alt=alt_text)
    else:
        show_grid(table, alt_text=alt_text, key=key, is_published=is_published)


def show_grid(
    table: SentTable,
    *,
    alt_text: str,
    key: str,
    columns: Mapping[str, Any] | None = None,
    is_published: bool = False,
) -> None:
    """Show rows in a grid that scrolls and sorts; see ``st.column_config``.

    The first column of words stays where it is while the others scroll, as on a telephone.
    """
    # Streamlit offers a grid as a file of its own making, which must say so as well.
    invented = data_set.is_simulated() and not is_published
    shown = _marked(table) if invented else table
    st.dataframe(
        shown.grid,
        hide_index=True,
        key=key,
        alt=alt_text,
        column_config={shown.names: st.column_config.Column(pinned=True), **(columns or {})},
        placeholder=NOTHING,
    )


def download(
    data: pd.DataFrame, *, name: str, language: Language, key: str, is_published: bool = False
) -> None:
    """Offer rows as CSV; the file is written when somebody asks for it."""
    simulated = data_set.is_simulated() and not is_published
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


def show_if_any(picture: Picture, language: Language, *, level: int = 2) -> None:
    """Draw a picture where there is anything to draw: a pack need not know of everything."""
    if len(picture.rows):
        show(picture, language, level=level)


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
        show_rows(picture, language)


def _marked(table: SentTable) -> SentTable:
    """Say in every row of a table for readers that the data set is simulated."""
    language = reader.language()
    return table.marked(language.text("Data"), language.text("Simulated data"))


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
        st.markdown(picture.said.sentence)
        if picture.specification is not None:
            selected = _draw(picture, select)
        st.caption(source_line(picture.publishers, language))
        if with_table and len(picture.rows):
            with st.expander(language.text("Table and data")):
                show_rows(picture, language)
    return selected


def show_rows(picture: Picture, language: Language) -> None:
    """The table of a picture, and its rows to take away."""
    name, is_published = picture.name, picture.is_published
    show_table(
        picture.sent_table,
        alt_text=picture.said.title,
        key=f"table-{name}",
        is_published=is_published,
    )
    download(
        picture.rows,
        name=name,
        language=language,
        key=f"download-{name}",
        is_published=is_published,
    )


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
