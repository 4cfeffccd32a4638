"""Daily series that were imported or simulated, in the unit of a chart; what is missing stays so.

An official series and a simulated one are never put together: every row says which it is.
"""

import datetime as dt

import numpy as np
import pandas as pd

from kampung.subjects.epidemic.analysis.figures import ONE_DAY, WEEK, Unit

OFFICIAL, SIMULATED = "official_series", "simulated"
SERIES_COLUMNS = ("status", "start_on", "end_on", "value", "level", "source_id", "publisher")
TOTALS_COLUMNS = (
    *("code", "name", "tile_column", "tile_row", "status", "days", "value"),
    *("source_id", "publisher"),
)


def status_of(source_kind: pd.Series) -> pd.Series:
    """Whether rows are of an official series or simulated, by the kind of their source."""
    simulated = source_kind.eq("simulation")
    return pd.Series(np.where(simulated, SIMULATED, OFFICIAL), source_kind.index, dtype="str")


def observed_series(
    days: pd.DataFrame, *, unit: Unit, districts: int, state: bool = False
) -> pd.DataFrame:
    """Turn daily values of a regency into what a chart of the record draws as a line.

    Parameters
    ----------
    days
        As :func:`observation_days` returns them. The regency's own series
        goes before the sum of its districts; that is taken for the days of which all have a value.
    unit
        ``week``: the total of every seven days that are all there; ``day``: people that day;
        ``cumulative``: the running total, of a simulated series alone, for that begins at nothing.
    districts
        How many districts there are.
    state
        Whether the metric is a state of a day, which is the same in every unit.

    Returns
    -------
    DataFrame
        ``status`` (official_series or simulated), ``start_on``, ``end_on``, ``value`` (people;
        NaN in a gap, so that a line breaks there), ``level`` (regency, or district for a sum),
        ``source_id`` and ``publisher`` (of several, joined). By status and date.
    """
    parts = []
    for status, rows in days.groupby(status_of(days["source_kind"])):
        daily = _daily(rows, districts=districts)
        if daily.empty or (unit == "cumulative" and status == OFFICIAL and not state):
            continue
        parts.append(_in_unit(daily, unit="day" if state else unit).assign(status=status))
    if not parts:
        kinds = dict.fromkeys(("start_on", "end_on"), "datetime64[us]") | {"value": "float64"}
        return pd.DataFrame(columns=list(SERIES_COLUMNS)).astype(kinds)
    return pd.concat(parts, ignore_index=True)[list(SERIES_COLUMNS)]


def _daily(rows: pd.DataFrame, *, districts: int) -> pd.DataFrame:
    """One row a day: the regency's value, else the sum of all its districts; gaps are NaN."""
    regency, parts = (rows[rows["level"] == level] for level in ("regency", "district"))
    level = "regency" if len(regency) else "district"
    by_day = (regency if len(regency) else parts).groupby("on_date")
    if not len(by_day):
        return pd.DataFrame()
    daily = pd.DataFrame({"value": by_day["value"].sum(), "areas": by_day["areas"].sum()})
    if level == "district":
        # A part of the districts is not the regency.
        daily["value"] = daily["value"].where(daily["areas"] == districts)
    daily["source_id"] = by_day["source_id"].agg(_joined)
    daily["publisher"] = by_day["publisher"].agg(_joined)
    every = pd.date_range(daily.index.min(), daily.index.max(), unit="us", name="on_date")
    daily = daily.reindex(every).assign(level=level)
    return daily if daily["value"].notna().any() else pd.DataFrame()


def _in_unit(daily: pd.DataFrame, *, unit: Unit) -> pd.DataFrame:
    value, days = daily["value"], 1
    if unit == "week":
        value, days = value.rolling(WEEK).sum(), WEEK
    elif unit == "cumulative":
        value = value.cumsum(skipna=False)
    ends = daily.index.to_series()
    out = daily.assign(value=value, start_on=ends - (days - 1) * ONE_DAY, end_on=ends)
    return out.iloc[days - 1 :].reset_index(drop=True)


def _joined(names: pd.Series) -> str:
    return ", ".join(dict.fromkeys(names.dropna().astype(str)))


def in_period(series: pd.DataFrame, *, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Keep what lies wholly in a period; nothing where there is no value."""
    inside = series[
        (series["start_on"] >= pd.Timestamp(start)) & (series["end_on"] <= pd.Timestamp(end))
    ].reset_index(drop=True)
    return inside if inside["value"].notna().any() else inside.iloc[:0]


def apart(series: pd.DataFrame, *, last: pd.Timestamp | None = None) -> pd.DataFrame:
    """Of the overlapping weeks of a series those that are counted back from one day.

    Parameters
    ----------
    series
        As :func:`observed_series` returns it. Single days do not overlap and are all kept.
    last
        A last day of a week; that of the series where None.
    """
    if series.empty:
        return series
    days = int((series["end_on"] - series["start_on"]).max() / ONE_DAY) + 1
    last = series["end_on"].max() if last is None else last
    behind = (last - series["end_on"]).dt.days
    kept: pd.DataFrame = series[behind % days == 0]
    return kept.reset_index(drop=True)


def district_totals(totals: pd.DataFrame, districts: pd.DataFrame) -> pd.DataFrame:
    """The total of a period for every district; missing where its days are not all there.

    Parameters
    ----------
    totals
        As :func:`kampung.subjects.epidemic.queries.observation_totals` returns them.
    districts
        ``code``, ``name``, ``tile_column``, ``tile_row`` of all districts.

    Returns
    -------
    DataFrame
        ``code``, ``name``, ``tile_column``, ``tile_row``, ``status``, ``days``, ``value``
        (float; missing for a district that has fewer days than the others), ``source_id``,
        ``publisher``. Of an official series where there is one, else simulated; no rows where
        there is neither. By code.
    """
    if totals.empty:
        return pd.DataFrame(columns=list(TOTALS_COLUMNS)).astype({"value": "float64"})
    status = status_of(totals["source_kind"])
    kept = OFFICIAL if status.eq(OFFICIAL).any() else SIMULATED
    by_code = totals[status == kept].groupby("code")
    found = pd.DataFrame(
        {
            "days": by_code["days"].sum(),
            "value": by_code["value"].sum(),
            "source_id": by_code["source_id"].agg(_joined),
            "publisher": by_code["publisher"].agg(_joined),
        }
    )
    found["value"] = found["value"].where(found["days"] == found["days"].max())
    places = districts[["code", "name", "tile_column", "tile_row"]].sort_values("code")
    rows = places.merge(found.reset_index(), on="code", how="left")
    return rows.assign(status=kept, days=rows["days"].fillna(0))[list(TOTALS_COLUMNS)]
