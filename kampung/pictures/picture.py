"""A picture: everything about one thing that a reader looks at, made once and shown anywhere."""

from dataclasses import InitVar, dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd
from altair import LayerChart

from kampung.charts.theme import Look, look_named
from kampung.language import Language
from kampung.pictures.chart_data import as_sent
from kampung.pictures.description import Description
from kampung.pictures.sent import SentTable
from kampung.pictures.series import Series
from kampung.pictures.settings import NoSettings, Settings
from kampung.pictures.sources import Source, are_published, publishers
from kampung.pictures.table import Table


@dataclass(frozen=True, slots=True)
class View:
    """For whose eyes: the language of all words, and the look of the chart.

    Attributes
    ----------
    look_name
        A name that :func:`kampung.charts.theme.look_named` knows: ``light``, ``dark``, and of
        simulated data ``light-simulated`` and ``dark-simulated``.
    """

    language: Language
    look_name: str = "light"

    @property
    def look(self) -> Look:
        """Colours and type of the chart."""
        return look_named(self.look_name)

    @property
    def unstamped(self) -> "View":
        """The same for what is published, though the data set holds invented things as well."""
        return replace(self, look_name=self.look_name.removesuffix("-simulated"))


@dataclass(frozen=True)
class Picture:
    """A finished picture.

    Attributes
    ----------
    name
        Names the file that a reader takes away, and the panel on a page.
    said
        Its title, what it says, and what somebody hears who does not see it.
    chart
        The chart, or None where there are no data to draw. It is written as Vega-Lite once, which
        costs 0.1 s, and not kept: Altair's objects weigh more than all the rest together.
    table
        What the chart shows, typed, and written in the reader's language.
    rows
        The same rows as the store has them: codes, ISO dates, numbers.
    sources
        What it rests on, those with most rows first.
    series
        What the chart draws, without the chart.
    settings
        What it was made for.
    settings_text
        The same in words.
    specification
        The chart in Vega-Lite, or None.
    sent
        The chart as it goes to the browser: to write its tables anew each time costs more than all
        else of a page.
    """

    name: str
    said: Description
    chart: InitVar[LayerChart | None]
    table: Table
    rows: pd.DataFrame
    sources: tuple[Source, ...]
    series: tuple[Series, ...] = ()
    settings: Settings = field(default_factory=NoSettings)
    settings_text: str = ""
    specification: dict[str, Any] | None = field(init=False)
    sent: dict[str, Any] = field(init=False)

    def __post_init__(self, chart: LayerChart | None) -> None:
        written = None if chart is None else chart.to_dict()
        object.__setattr__(self, "specification", written)
        object.__setattr__(self, "sent", as_sent(written) if written else {})

    @cached_property
    def text_table(self) -> pd.DataFrame:
        """The table to read."""
        return self.table.as_text()

    @cached_property
    def sent_table(self) -> SentTable:
        """The table as it goes to the browser."""
        return SentTable(self.table)

    @property
    def is_published(self) -> bool:
        """Whether all of it is known to come from what somebody published, and none is invented."""
        return are_published(self.sources)

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who published what it rests on, each once."""
        return publishers(self.sources)

    def lets_select(self, name: str) -> bool:
        """Whether the chart has a selection of this name; one that says "No data yet." has none."""
        params = (self.specification or {}).get("params", ())
        return any(param["name"] == name for param in params)
