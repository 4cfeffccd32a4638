"""How many villages took part, by date; how many kinds of service a family has."""

import pandas as pd


def adoption_series(adoption: pd.DataFrame) -> pd.DataFrame:
    """Order counts of villages by date and say what each can be set against.

    Parameters
    ----------
    adoption
        Rows of the pack's ``adoption``.

    Returns
    -------
    pandas.DataFrame
        The rows with ``start_on`` and ``end_on`` (equal where the day is known; else the first and
        the last day that the date can mean), ``middle``, ``share`` of ``out_of``, ``conflicting``
        and ``previous``: the last undisputed count before of the same aspect, NaN for the first.
        Ordered by aspect and date.
    """
    frame = adoption.copy()
    frame["start_on"] = pd.to_datetime(frame["on_date"])
    frame["end_on"] = pd.to_datetime(frame["end_on"]).fillna(frame["start_on"])
    frame["middle"] = frame["start_on"] + (frame["end_on"] - frame["start_on"]) / 2
    frame["villages"] = frame["villages"].astype(float)
    frame["out_of"] = frame["out_of"].astype(float)
    frame["share"] = frame["villages"] / frame["out_of"]
    frame["conflicting"] = frame["conflict"].fillna("").astype(str) != ""
    frame = frame.sort_values(["aspect", "middle", "villages"], ignore_index=True)
    settled = frame["villages"].where(~frame["conflicting"])
    frame["previous"] = settled.groupby(frame["aspect"]).transform(lambda s: s.ffill().shift())
    return frame


def by_family(service_types: pd.DataFrame) -> pd.DataFrame:
    """Count kinds of service by family, the largest family first.

    Parameters
    ----------
    service_types
        Rows of the pack's ``service_types``.

    Returns
    -------
    pandas.DataFrame
        ``family``, ``own``: how many one can ask for online by oneself, ``all``: with those that
        one asks for at the village office.
    """
    own = service_types["self_service"].fillna(value=False).astype(bool).astype(int)
    return (
        service_types.assign(own=own, all=1)
        .groupby("family", as_index=False)[["own", "all"]]
        .sum()
        .sort_values(["all", "own", "family"], ascending=[False, False, True], ignore_index=True)
    )
