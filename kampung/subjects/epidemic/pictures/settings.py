"""For what pictures of the epidemic are made: series, unit, days, and how much is shown."""

import datetime as dt
from dataclasses import dataclass

from kampung.pictures.settings import choice, code, day
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.facts import METRICS


@dataclass(frozen=True)
class RecordSettings:
    """Which series, in which unit, over which days; without days those that the pack suggests.

    ``show`` is ``all`` for every published figure in place of what is known of each week;
    ``estimate`` is ``yes`` for the estimate as small ticks. ``per`` is ``100k`` for numbers per
    100,000 inhabitants. ``ceiling`` is a number up to which the value axis reaches at least, so
    that two charts compare.
    """

    metric: str = choice("metric", default=METRICS[0], allowed=METRICS)
    unit: Unit = choice("unit", default="week", allowed=("week", "day", "cumulative"))
    start: dt.date | None = day("from")
    end: dt.date | None = day("to")
    show: str = choice("show", default="main", allowed=("main", "all"))
    estimate: str = choice("estimate", default="no", allowed=("no", "yes"))
    per: str = choice("per", default="people", allowed=("people", "100k"))
    ceiling: str = code("ceiling")


@dataclass(frozen=True)
class MetricSettings:
    """Which series, over which days."""

    metric: str = choice("metric", default=METRICS[0], allowed=METRICS)
    start: dt.date | None = day("from")
    end: dt.date | None = day("to")


@dataclass(frozen=True)
class PeriodSettings:
    """Over which days."""

    start: dt.date | None = day("from")
    end: dt.date | None = day("to")
