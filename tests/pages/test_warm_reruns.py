"""A rerun of what is known makes nothing anew: no chart, no table, and no question to the store."""

from pathlib import Path

import altair as alt
import pandas as pd
import pytest
from pandas.io.formats.style_render import StylerRenderer
from streamlit.testing.v1 import AppTest

from kampung.cache import CACHE
from kampung.pictures.table import Table
from kampung.store.reading import Store

ROOT = Path(__file__).parents[2]
PAGES = ("overview", "covid_19", "services", "village", "awards", "evidence", "about")


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_made_again(
    page: str, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(small_store))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page(f"pages/{page}.py").run()
    app.run()  # state of widgets has settled
    made = CACHE.made.copy()
    done: list[str] = []
    for place, name in (
        (Store, "query"),
        (Table, "as_text"),
        (Table, "as_markdown"),
        (alt.LayerChart, "to_dict"),
        (pd.DataFrame, "to_dict"),  # going through rows
        (pd.DataFrame, "sort_values"),
        (StylerRenderer, "_translate"),
    ):
        monkeypatch.setattr(place, name, lambda *_, name=name, **__: done.append(name))

    app.run()

    assert not app.exception
    assert not app.error
    assert made == CACHE.made
    assert done == []
