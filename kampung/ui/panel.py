"""One figure on a page: title, sentence, chart, sources, and its table to read and take away."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from kampung.exports.csv import to_csv
from kampung.language import Language, gaps
from kampung.language.cells import NOTHING
from kampung.pictures import citing
from kampung.pictures.markdown import link
from kampung.pictures.picture import Picture
from kampung.pictures.sent import SentTable
from kampung.pictures.sources import Source
from kampung.pictures.table import ADDRESSES, PLAIN_ROWS
from kampung.ui import data_set, glossary, links, reader


@lru_cache(maxsize=512)
def _source_texts(sources: tuple[Source, ...], language: Language) -> tuple[str, str, str]:
    """The line of sources, and of those that it has no room for their number and their list."""
    if not sources:
        return "", "", ""
    shown, rest = citing.in_line(sources)
    named = ", ".join(citing.cited_link(source, language) for source in shown)
    line = language.plural("Source: {named}", "Sources: {named}", len(sources), named=named)
    if not rest:
        return line, "", ""
    more = language.plural("{n} more source", "{n} more sources", len(rest))
    listed = [
        "- " + ", ".join(citing.cited_link(source, language) for source in of_one)
        for of_one in citing.by_publisher(rest).values()
    ]
    return line, more, "\n".join(listed)


def source_line(sources: Sequence[Source], language: Language) -> str:
    """Name the sources in one line of Markdown, each a link to its very page.

    Three are named; how many more there are leads to the list of all sources.
    """
    line, more, _ = _source_texts(tuple(sources), language)
    if not more:
        return line
    rest = link(more, citing.list_address(language))
    return language.text("{line} and {more}", line=line, more=rest)


def show_sources(sources: Sequence[Source], language: Language) -> None:
    """Name the sources below what rests on them: three as links, the others folded."""
    line, more, listed = _source_texts(tuple(sources), language)
    if not line:
        return
    if not more:
        st.caption(line)
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(line, width="content")
        with st.popover(more, type="tertiary"):
            st.markdown(listed)


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
    config = dict(columns or {})
    if table.has_addresses:
        config[ADDRESSES] = st.column_config.LinkColumn(
            reader.language().text("Page"),
            display_text=":material/open_in_new:",
            width="small",
        )
    st.dataframe(
        shown.grid,
        hide_index=True,
        key=key,
        alt=alt_text,
        column_config=config,
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
    on_select: Callable[[str], None] | None = None,
    with_table: bool = True,
    place: str = "",
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
    on_select
        What is done with a newly selected code, before the page runs anew.
    with_table
        Whether its table stands below it; not where the page has a longer one of the same.
    place
        Tells it from the same picture elsewhere on the page.

    Returns
    -------
    str or None
        The code that the reader has just selected.
    """
    selected = None
    name = f"{picture.name}{place}"
    with st.container(key=f"panel-{name}"):
        heading(picture.said.title, anchor=name, level=level)
        st.markdown(picture.said.sentence, help=glossary.first_use(picture.said.sentence, language))
        if picture.specification is not None:
            selected = _draw(picture, select, name=name, on_select=on_select)
        if picture.said.note:
            st.caption(picture.said.note)
        show_sources(picture.sources, language)
        links.copy(name, language)
        if with_table and len(picture.rows):
            with st.expander(language.text("Table and data")):
                show_rows(picture, language, place=place)
    return selected


def show_rows(picture: Picture, language: Language, *, place: str = "") -> None:
    """The table of a picture, and its rows to take away."""
    name, is_published = picture.name, picture.is_published
    show_table(
        picture.sent_table,
        alt_text=picture.said.title,
        key=f"table-{name}{place}",
        is_published=is_published,
    )
    download(
        picture.rows,
        name=name,
        language=language,
        key=f"download-{name}{place}",
        is_published=is_published,
    )


def draw(picture: Picture) -> None:
    """Draw the chart of a picture and nothing else."""
    if picture.specification is not None:
        _draw(picture, None, name=picture.name)


def _draw(
    picture: Picture,
    select: str | None,
    *,
    name: str,
    on_select: Callable[[str], None] | None = None,
) -> str | None:
    """Draw the chart; tell what is selected in it."""
    key = f"chart-{name}"
    if select is None or not picture.lets_select(select):
        st.vega_lite_chart(picture.sent, theme=None, alt=picture.said.alt, key=key)
        return None
    selection = select

    def tell() -> None:
        code = _code(st.session_state[key], selection)
        if on_select is not None and code is not None:
            on_select(code)

    event = st.vega_lite_chart(
        picture.sent,
        theme=None,
        alt=picture.said.alt,
        key=key,
        on_select="rerun" if on_select is None else tell,
        selection_mode=select,
    )
    return _code(event, select)


def _code(event: Any, select: str) -> str | None:
    """The code of the mark that is selected."""
    points = event.selection.get(select) or [{}]
    code = points[0].get("code") if isinstance(points, list) else None
    return str(code) if code else None
