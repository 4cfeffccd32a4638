"""Pages as a reader meets them: their texts, folded or not, and their tables."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from kampung.pictures.markdown import plain
from kampung.store.reading import Store

ROOT = Path(__file__).parents[2]
FOLDS = {"expander", "popover"}
READ = {
    *("title", "header", "subheader", "markdown", "caption", "info", "warning", "success", "error"),
}
LINK = re.compile(r"\[(?:\\.|[^\]\\])*\]\([^)\s]*\)")
# Columns of the store that hold words of the data: they are quoted as they are.
QUOTED = re.compile(r"_(id|en)$|^(title|giver|event|place|theme|handed_by|received_by)$")


def walked(scripts: Iterable[str], **parameters: str) -> Iterator[tuple[str, AppTest]]:
    """The app, opened once and moved from page to page, with these parameters at each."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update(parameters)
    app.run()
    for script in scripts:
        app.query_params.clear()
        app.query_params.update(parameters)
        app.switch_page(f"pages/{script}.py").run()
        assert not app.exception, script
        yield script, app


def parts(block: Block, *, with_folds: bool = True) -> Iterator[tuple[str, str]]:
    """Kind and text of each text that stands in a part of a page, in its order."""
    for child in block.children.values():
        if isinstance(child, Block):
            if with_folds or child.type not in FOLDS:
                yield from parts(child, with_folds=with_folds)
        elif isinstance(child, Element) and child.type in READ:
            yield child.type, str(child.value)


@dataclass(frozen=True)
class Read:
    """What stands on a page, all folds open.

    Attributes
    ----------
    texts
        Kind and text of each text.
    cells
        Of the tables that stand whole, in Markdown.
    grids
        Tables that scroll.
    others
        Titles of columns and folds, and what charts say to those who do not see them.
    """

    texts: tuple[tuple[str, str], ...]
    cells: tuple[str, ...]
    grids: tuple[pd.DataFrame, ...]
    others: tuple[str, ...]


def read(app: AppTest) -> Read:
    """Read a page from its top to its end."""
    whole = [table.value for table in app.table]
    grids = tuple(grid.value for grid in app.dataframe)
    return Read(
        texts=tuple(parts(app.main)),
        cells=tuple(str(cell) for table in whole for cell in table.to_numpy().flat),
        grids=grids,
        others=(
            *(str(title) for table in (*whole, *grids) for title in table.columns),
            *(chart.proto.alt for chart in app.get("vega_lite_chart")),
            *(fold.label for fold in app.expander),
        ),
    )


def links(page: Read) -> list[str]:
    """All links of a page."""
    texts = [text for _, text in page.texts] + list(page.cells)
    return [found for text in texts for found in LINK.findall(text)]


def in_sight(app: AppTest) -> str:
    """What a reader sees of the texts before opening any fold, links without their addresses."""
    texts = (text for _, text in parts(app.main, with_folds=False))
    return "\n".join(re.sub(r"\]\([^)\s]*\)", "]", text) for text in texts)


def quoted(store: Store) -> list[str]:
    """Words of the data, as the store has them and in Markdown; the longest first."""
    names = ("awards", "award_accounts", "adoption", "events", "figures", "programme_facts")
    found: set[str] = set()
    for name in (*names, "sources", "cohorts"):
        rows = store.query(f"SELECT * FROM {name}")  # noqa: S608 - names of our own
        for column in rows.columns[rows.columns.str.contains(QUOTED)]:
            found |= {str(value) for value in rows[column].dropna() if str(value) not in ("", "id")}
    both = found | {plain(text) for text in found}
    return sorted(both, key=len, reverse=True)


def without(text: str, unwanted: Iterable[str]) -> str:
    """A text without the words of the data that it quotes."""
    for quote in unwanted:
        text = text.replace(quote, "…")
    return text
