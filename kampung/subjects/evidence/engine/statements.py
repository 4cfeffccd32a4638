"""Rows of the table ``figures`` as statements that the model can test."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pandas as pd

from kampung.subjects.evidence.engine.constraints import (
    ACTIVE,
    CASES,
    METRICS,
    SERIES,
    SHARES,
    WEEK,
    Option,
    Row,
    Statement,
    Terms,
    active,
    bounded,
    minus,
    running,
    share_rows,
    total,
    whole_weeks,
)
from kampung.subjects.evidence.engine.printed import Interval, interval, printed_decimals

FLOW_STATISTICS = ("total", "daily_mean", "each_week", "maximum_week", "cumulative")
STATISTICS = (*FLOW_STATISTICS, "level", "share", "comparison")
# Size of a statement that names no number of people.
TYPICAL = 100.0
RELATIONS = ("=", ">", "≥", "<", "≤", "≈")


@dataclass(frozen=True)
class Uncheckable:
    """Why a figure cannot be tested: a code, and the parameters of its sentence."""

    code: str
    params: Mapping[str, Any]


def read(
    figure: Mapping[str, Any], *, area_code: str, weight: float, cases: float = TYPICAL
) -> Statement | Uncheckable:
    """Turn one row of ``figures`` into a statement, or say why it cannot be tested.

    Parameters
    ----------
    figure
        A row of ``figures`` with the columns of the pack's table; and, where they are there,
        ``alternatives`` (first and last day, ordinals, of other days that it may stand for),
        ``together`` (who shares that choice), ``voices`` and ``tie`` (see `Statement`).
    area_code
        The area that the model is about.
    weight
        Cost of giving the statement up.
    cases
        About how many cases there had been by then, for the size of a percentage.
    """
    metric, statistic = str(figure["metric"]), str(figure["statistic"])
    if figure["area_code"] != area_code:
        return Uncheckable("other_area", {"area_code": figure["area_code"]})
    if metric not in METRICS:
        return Uncheckable("not_modelled", {"metric": metric})
    relation, value = str(figure["relation"]), _number(figure["value"])
    compared = figure.get("compared_metric")
    compared = compared if isinstance(compared, str) and compared else None
    if not _suits(metric, statistic, compared) or relation not in RELATIONS:
        return Uncheckable("not_comparable", {"metric": metric, "statistic": statistic})
    if value is None and statistic != "comparison":
        return Uncheckable("no_value", {})
    lengths = _lengths(figure)
    end = ordinal(figure["end_on"])
    if end is None or not lengths:
        return Uncheckable("no_period", {})
    options = _options(figure, statistic, metric, compared, end, lengths)
    if options is None:
        return Uncheckable("no_whole_week", {"days": max(lengths)})
    alternatives = figure.get("alternatives") or ()
    if len(lengths) == 1 and alternatives:
        others = (
            _options(figure, statistic, metric, compared, last, [last - first + 1])
            for first, last in alternatives
        )
        moved = [(0, options), *enumerate((other or () for other in others), 1)]
        options = tuple(replace(one, label=label) for label, ones in moved for one in ones)
    assumed = figure.get("period_basis") == "assumed"
    if not options and (assumed or figure.get("quality") == "period_ambiguous"):
        return Uncheckable("no_whole_total", {"days": lengths[0]})
    choice = None
    if len(lengths) > 1 and statistic in ("total", "daily_mean", "comparison"):
        choice = f"length {figure['source_id']} {end} {lengths[0]} {lengths[-1]}"
    elif len(options) > 1:
        choice = f"days {figure['together']}" if alternatives else f"week {figure['id']}"
    return Statement(
        id=str(figure["id"]),
        source_id=str(figure["source_id"]),
        metric=metric,
        statistic=statistic,
        relation=relation,
        value=value,
        compared_metric=compared,
        start=ordinal(figure["start_on"]),
        days=lengths[0] if len(lengths) == 1 else None,
        weight=weight,
        firm=exactness(figure) in ("exact", "rounded"),
        size=_size(statistic, value, options, cases),
        measure=_measure(statistic, relation, many_days=lengths[0] > 1),
        options=options,
        reading=_text(figure.get("statement")),
        choice=choice,
        days_open=bool(alternatives) and len(options) > 1,
        voices=int(figure.get("voices") or 1),
        tie=_text(figure.get("tie")),
    )


def exactness(figure: Mapping[str, Any]) -> str:
    """How exact a figure is: ``exact``, ``rounded``, ``bounded`` or ``doubtful``.

    Doubtful: said to be so, or only about right. Bounded: more than, at least and the like.
    Rounded: a mean, a percentage, a number printed with decimals, or a day or period of which
    the edges are not certain. Exact: a count of people over days that are known.
    """
    if figure.get("quality") == "doubtful" or figure["relation"] == "≈":
        return "doubtful"
    if figure["relation"] in (">", "≥", "<", "≤"):
        return "bounded"
    value = _number(figure["value"])
    if (
        figure["statistic"] in ("daily_mean", "share")
        or (value is not None and printed_decimals(value, _whole(figure.get("decimals"))) > 0)
        or figure.get("quality") in ("date_ambiguous", "period_ambiguous")
        or figure.get("period_basis") in ("assumed", "open")
    ):
        return "rounded"
    return "exact"


def _suits(metric: str, statistic: str, compared: str | None) -> bool:
    if statistic == "comparison":
        kinds = [name in SERIES for name in (metric, compared)]
        return compared in METRICS and compared not in SHARES and metric not in SHARES and (
            kinds[0] == kinds[1]
        )  # fmt: skip
    if metric in SERIES:
        return statistic in FLOW_STATISTICS
    return statistic == ("level" if metric == ACTIVE else "share")


def _lengths(figure: Mapping[str, Any]) -> list[int]:
    """Lengths in days that the period may have; none if the figure does not say enough."""
    start, end = ordinal(figure["start_on"]), ordinal(figure["end_on"])
    if figure["statistic"] in ("cumulative", "share") and end is not None:
        return [1]
    least, most = _whole(figure.get("days_least")), _whole(figure.get("days_most"))
    if end is None or (start is not None and start > end):
        return []
    if figure.get("period_basis") == "open" and least and most:
        return list(range(least, most + 1))
    return [] if start is None else [end - start + 1]


def _measure(statistic: str, relation: str, *, many_days: bool) -> str:
    upper = relation in ("<", "≤")
    match statistic:
        case "each_week":
            return "highest" if upper else "lowest"
        case "level" if many_days:
            return "highest" if upper else "lowest"
        case "maximum_week":
            return "highest"
        case "share":
            return "share"
        case "comparison":
            return "difference"
    return "sum"


def _size(statistic: str, value: float | None, options: tuple[Option, ...], cases: float) -> float:
    if value is None:
        return TYPICAL
    if statistic == "share":
        return value / 100 * cases
    return value * max((option.scale for option in options), default=1)


def _options(
    figure: Mapping[str, Any],
    statistic: str,
    metric: str,
    compared: str | None,
    end: int,
    lengths: list[int],
) -> tuple[Option, ...] | None:
    """All ways in which the statement can be true; ``None`` if its weeks cannot be laid out."""
    if compared is not None and statistic == "comparison":
        return tuple(
            _comparison(metric, compared, str(figure["relation"]), end, days) for days in lengths
        )
    value = interval(
        float(figure["value"]),
        relation=str(figure["relation"]),
        decimals=_whole(figure.get("decimals")),
        rounded=statistic in ("daily_mean", "share"),
    )
    if statistic == "share":
        parts = running(SHARES[metric], end), running(CASES, end)
        return (Option(0, end, end, share_rows(*parts, value), parts),)
    if statistic == "level":
        days = range(end - lengths[0] + 1, end + 1)
        levels = tuple(active(day) for day in days)
        rows = tuple(bounded(level, value.whole()) for level in levels)
        return (Option(0, days[0], end, rows, levels),)
    series = SERIES.index(metric)
    if statistic == "cumulative":
        terms = running(series, end)
        return (Option(0, end, end, (bounded(terms, value.whole()),), (terms,)),)
    if statistic in ("each_week", "maximum_week"):
        return _weekly(figure, statistic, series, end, lengths[0], value)
    return _sums(statistic, series, end, lengths, value)


def _sums(
    statistic: str, series: int, end: int, lengths: list[int], value: Interval
) -> tuple[Option, ...]:
    """Options for a total or a daily mean: the lengths for which a whole total exists."""
    options = []
    for days in lengths:
        scale = days if statistic == "daily_mean" else 1
        least, greatest = value.times(scale).whole()
        if least is not None and greatest is not None and least > greatest:
            continue
        start = end - days + 1
        terms = total(series, start, end)
        label = days if len(lengths) > 1 else 0
        row = bounded(terms, (least, greatest))
        options.append(Option(label, start, end, (row,), (terms,), scale))
    return tuple(options)


def _weekly(
    figure: Mapping[str, Any],
    statistic: str,
    series: int,
    end: int,
    days: int,
    value: Interval,
) -> tuple[Option, ...] | None:
    weeks = whole_weeks(end, _whole(figure.get("weeks")) or days // WEEK)
    if not weeks:
        return None
    parts: tuple[Terms, ...] = tuple(total(series, *week) for week in weeks)
    least, greatest = value.whole()
    start = weeks[-1][0]
    if statistic == "each_week":
        rows = tuple(bounded(part, (least, greatest)) for part in parts)
        return (Option(0, start, end, rows, parts),)
    ceiling: tuple[Row, ...] = ()
    if greatest is not None:
        ceiling = tuple(bounded(part, (None, greatest)) for part in parts)
    if least is None:
        return (Option(0, start, end, ceiling, parts),)
    # One of the weeks reaches the value; which one is open.
    return tuple(
        Option(number, start, end, (*ceiling, bounded(part, (least, None))), parts)
        for number, part in enumerate(parts, 1)
    )


def _comparison(metric: str, compared: str, relation: str, end: int, days: int) -> Option:
    start = end - days + 1

    def quantity(name: str) -> Terms:
        return active(end) if name == ACTIVE else total(SERIES.index(name), start, end)

    one, other = quantity(metric), quantity(compared)
    difference = minus(one, other)
    about = float(Fraction(1, 20))
    match relation:
        case ">":
            rows: tuple[Row, ...] = (bounded(difference, (1, None)),)
        case "≥":
            rows = (bounded(difference, (0, None)),)
        case "<":
            rows = (bounded(difference, (None, -1)),)
        case "≤":
            rows = (bounded(difference, (None, 0)),)
        case "=":
            rows = (bounded(difference, (0, 0)),)
        case _:
            rows = (
                Row(minus(one, other, 1 - about), 0.0, float("inf")),
                Row(minus(one, other, 1 + about), -float("inf"), 0.0),
            )
    return Option(days, start, end, rows, (difference,))


def ordinal(value: object) -> int | None:
    """A day as a number; ``None`` for none."""
    if value is None or pd.isna(value) or value == "":  # type: ignore[call-overload]
        return None
    return int(pd.Timestamp(value).toordinal())  # type: ignore[arg-type]


def _number(value: object) -> float | None:
    if value is None or value == "" or pd.isna(value):  # type: ignore[call-overload]
        return None
    return float(value)  # type: ignore[arg-type]


def _whole(value: object) -> int | None:
    number = _number(value)
    return None if number is None else int(number)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
