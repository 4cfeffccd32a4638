"""The table of published figures, made ready for arithmetic."""

from typing import Final, Literal

import pandas as pd

# Names that the arithmetic of an epidemic needs: active = cases − recoveries − deaths.
CASES: Final = "new_cases"
RECOVERIES: Final = "new_recoveries"
DEATHS: Final = "new_deaths"
ACTIVE: Final = "active_cases"
CORE: Final = (CASES, RECOVERIES, DEATHS, ACTIVE)


# Statistics that speak of one day's state and not of what was added over days.
STATES: Final = ("level", "share")
LOWER_BOUNDS: Final = (">", "≥")
UPPER_BOUNDS: Final = ("<", "≤")
TEXTS: Final = (
    "figure_id",
    "source_id",
    "publisher",
    "url",
    "locator",
    "metric",
    "area_code",
    "statistic",
    "relation",
    "statement",
    "reading_id",
    "reading_en",
    "quality",
    "conflict",
    "period_basis",
    "period_note_id",
    "period_note_en",
    "note_id",
    "note_en",
)


NUMBERS: Final = ("value", "decimals", "days_least", "days_most", "weeks")


def prepared(
    figures: pd.DataFrame, *, metric: str | None = None, area_code: str | None = None
) -> pd.DataFrame:
    """Select figures and give every column its type, whatever the frame came from.

    Parameters
    ----------
    figures
        Rows of the pack's ``figures``, joined with ``publisher`` and ``url`` of their source
        (both optional). Dates as ISO text, dates or timestamps.
    metric, area_code
        Keep only these; all where None.

    Returns
    -------
    pandas.DataFrame
        ``figure_id`` (the pack's ``id``) and the other columns of the pack: text columns with
        empty text for missing, number columns as float, ``start_on`` and ``end_on`` as
        timestamps, and ``alternative``: whether the sentence has more than one reading. An open
        period without a first day begins as late as its words allow. Ordered by last day.
    """
    frame = figures.rename(columns={"id": "figure_id"})
    for name in TEXTS:
        if name not in frame:
            frame[name] = ""
        frame[name] = frame[name].astype(object).where(frame[name].notna(), "").astype(str)
    for name in NUMBERS:
        frame[name] = pd.to_numeric(frame[name]) if name in frame else float("nan")
        frame[name] = frame[name].astype(float)
    for name in ("start_on", "end_on"):
        frame[name] = pd.to_datetime(frame[name])
    frame["quality"] = frame["quality"].replace("", "plain")
    readings = frame.loc[frame["statement"] != "", "statement"].value_counts()
    frame["alternative"] = frame["statement"].map(readings).fillna(1).gt(1)
    if metric is not None:
        frame = frame[frame["metric"] == metric]
    if area_code is not None:
        frame = frame[frame["area_code"] == area_code]
    frame = frame[frame["end_on"].notna()].copy()
    shortest = frame["end_on"] - pd.to_timedelta(frame["days_least"].fillna(1) - 1, unit="D")
    frame["start_on"] = frame["start_on"].fillna(shortest)
    return frame.sort_values(["end_on", "start_on", "figure_id"]).reset_index(drop=True)


Unit = Literal["day", "week", "cumulative"]
WEEK = 7
UNIT_DAYS: dict[str, int] = {"day": 1, "week": WEEK}
ONE_DAY = pd.Timedelta(days=1)
