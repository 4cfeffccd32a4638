"""Phrases and sums that sentences about the evidence are made of."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from kampung.language.core import Language, mark

Params = Mapping[str, Any]

NOUNS = {
    "new_cases": mark("{number} cases"),
    "new_recoveries": mark("{number} recoveries"),
    "new_deaths": mark("{number} deaths"),
    "active_cases": mark("{number} active cases"),
}
NAMES = {
    "new_cases": mark("cases"),
    "new_recoveries": mark("recoveries"),
    "new_deaths": mark("deaths"),
    "active_cases": mark("active cases"),
}
AMOUNTS = {
    "daily_mean": mark("{amount} a day"),
    "each_week": mark("{amount} in the lowest week"),
    "maximum_week": mark("{amount} in the highest week"),
    "cumulative": mark("{amount} in all"),
}
RELATIONS = {
    ">": mark("more than {number}"),
    "≥": mark("at least {number}"),
    "<": mark("fewer than {number}"),
    "≤": mark("at most {number}"),
    "≈": mark("about {number}"),
}
COMPARISONS = {
    ">": mark("more {one} than {other}"),
    "≥": mark("at least as many {one} as {other}"),
    "<": mark("fewer {one} than {other}"),
    "≤": mark("at most as many {one} as {other}"),
    "=": mark("as many {one} as {other}"),
    "≈": mark("about as many {one} as {other}"),
}


def equation(language: Language, params: Params) -> str:
    """A contradiction as a sum: ``3,480 + 61 + 69 = 3,610, but 3,608 were published``.

    Parameters
    ----------
    params
        ``equation`` of the parameters of a reason.
    """
    added, beside = params["added"], params["beside"]
    values = {
        "sum": _sum(language, added),
        "total": language.number(params["sum"]),
        "other_sum": _sum(language, beside),
        "other": language.number(params["other_sum"]),
    }
    if len(added) == 1:
        return language.text("{total} and {other} cannot both be true", **_only(values, 2))
    if len(beside) == 1 and beside[0]["times"] == 1:
        return language.text("{sum} = {total}, but {other} were published", **_only(values, 3))
    if not beside:
        return language.text("{sum} = {total}, but nothing is left for them", **_only(values, 4))
    return language.text("{sum} = {total}, but {other_sum} = {other}", **values)


def difference(language: Language, proof: Params) -> str:
    """What is asked for less what is allowed: ``7,807 + 601 − 570``."""
    asked, allowed = _sum(language, proof["asked"]), proof["allowed"]
    return " − ".join([asked, *(_sum(language, [term]) for term in allowed)])


def _only(values: dict[str, str], kind: int) -> dict[str, str]:
    """The values that a text of that kind has places for."""
    wanted = {2: ("total", "other"), 3: ("sum", "total", "other"), 4: ("sum", "total")}[kind]
    return {name: values[name] for name in wanted}


def _sum(language: Language, terms: list[Params]) -> str:
    numbers = [language.number(term["amount"]) for term in terms]
    return " + ".join(
        number if term["times"] == 1 else f"{term['times']} × {number}"
        for number, term in zip(numbers, terms, strict=True)
    )


def stated(language: Language, params: Params) -> str:
    """What the statement says, in words: ``more than 800``, ``79.83``, ``9.82%``."""
    relation = params["relation"]
    if params["statistic"] == "comparison":
        return language.text(COMPARISONS[relation], **pair(language, params))
    number = language.number(params["value"], decimals=int(params["decimals"]))
    if params["statistic"] == "share":
        number += "%"
    return language.text(RELATIONS[relation], number=number) if relation in RELATIONS else number


def others(language: Language, params: Params) -> str:
    """How many other statements."""
    return language.plural("{n} other figure", "{n} other figures", int(params["count"]))


def amount_of(
    language: Language, params: Params, least: float, greatest: float | None = None
) -> str:
    """A quantity of the statement's kind: ``507 to 954 cases``, ``9.69% to 9.81%``."""
    statistic = params["statistic"]
    decimals = {"share": 2, "daily_mean": 2}.get(statistic, 0)
    sign = "%" if statistic == "share" else ""
    number = language.number(least, decimals=decimals) + sign
    if greatest is not None and greatest != least:
        upper = language.number(greatest, decimals=decimals) + sign
        number = language.text("{least} to {greatest}", least=number, greatest=upper)
    if statistic == "share":
        return number
    if statistic == "comparison":
        both = pair(language, params)
        return language.text("a difference of {number} ({one} less {other})", number=number, **both)
    amount = language.text(NOUNS[params["metric"]], number=number)
    return language.text(AMOUNTS[statistic], amount=amount) if statistic in AMOUNTS else amount


def pair(language: Language, params: Params) -> dict[str, str]:
    """Names of what is compared, as parameters."""
    return {
        "one": language.text(NAMES[params["metric"]]),
        "other": language.text(NAMES[params["compared_metric"]]),
    }


def lengths_of(language: Language, lengths: list[int]) -> str:
    """Numbers of days: ``58, 59 or 60``."""
    numbers = [language.number(length) for length in lengths]
    if len(numbers) == 1:
        return numbers[0]
    *first, last = numbers
    return language.text("{first} or {last}", first=", ".join(first), last=last)


def period_of(language: Language, params: Params) -> str:
    """The period that a statement speaks of."""
    return language.period(day(params["start"]), day(params["end"]))


def day(text: str) -> dt.date:
    """A day from ISO text."""
    return dt.date.fromisoformat(text)
