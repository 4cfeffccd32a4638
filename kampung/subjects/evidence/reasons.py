"""Reasons of the evidence engine as sentences that a reader can check."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
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
UNCHECKABLE = {
    "other_area": mark("It is about another area; only figures for the whole area are tested."),
    "not_modelled": mark(
        "Only cases, recoveries, deaths and active cases are tested; "
        "no other figure on record bears on this one."
    ),
    "not_comparable": mark("Figures of this kind cannot be tested for this indicator."),
    "no_value": mark("It names no number."),
    "no_period": mark("It does not say which days it is about."),
    "no_whole_week": mark("Its period holds no whole week."),
}


def reason_of(row: Mapping[str, Any], *, language: Language) -> str:
    """Write the reason of a verdict as the store has it: code and parameters.

    Parameters
    ----------
    row
        Columns ``reason_code`` and ``reason_params`` (JSON).
    """
    return reason(language, row["reason_code"], json.loads(row["reason_params"]))


def reason(language: Language, code: str, params: Params) -> str:
    """Write the reason of a verdict as a sentence with its numbers.

    Parameters
    ----------
    language
        To write in.
    code, params
        ``reason_code`` and ``reason`` of the frame ``statements`` of the evidence engine.

    Returns
    -------
    str
        One to three sentences of plain text.

    Raises
    ------
    KeyError
        If the code is not one of the engine's.
    """
    if code in UNCHECKABLE:
        return language.text(UNCHECKABLE[code])
    sentence = _SENTENCES[code](language, params)
    if params.get("equation") and not code.startswith("reaches"):
        sentence = f"{equation(language, params['equation'])}. {sentence}"
    if params.get("suspects"):
        doubt = language.plural(
            "{n} figure is in doubt; whether it is wrong is open.",
            "One of {n} figures must be wrong; which one is open.",
            len(params["suspects"]),
        )
        sentence = f"{sentence} {doubt}"
    if params.get("own"):
        own = language.text("It is that page’s own sum; other pages do not make it certain.")
        sentence = f"{sentence} {own}"
    if params.get("undecided"):
        undecided = language.text(
            "The same sentence can be read otherwise, so neither reading is relied on."
        )
        sentence = f"{sentence} {undecided}"
    return sentence


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
        return language.text(COMPARISONS[relation], **_pair(language, params))
    number = language.number(params["value"], decimals=int(params["decimals"]))
    if params["statistic"] == "share":
        number += "%"
    return language.text(RELATIONS[relation], number=number) if relation in RELATIONS else number


def _follows_exactly(language: Language, params: Params) -> str:
    return language.text(
        "Given {others}, exactly {amount} ({period}).",
        others=_others(language, params),
        amount=_amount(language, params, params["least"]),
        period=_period(language, params),
    )


def _follows_within(language: Language, params: Params) -> str:
    return language.text(
        "Given {others}, only {amount} is possible ({period}), so “{stated}” is certain.",
        others=_others(language, params),
        amount=_amount(language, params, params["least"], params["greatest"]),
        period=_period(language, params),
        stated=stated(language, params),
    )


def _possible_between(language: Language, params: Params) -> str:
    return language.text(
        "Other pages’ figures allow {amount} ({period}); “{stated}” fits.",
        amount=_amount(language, params, params["least"], params["greatest"]),
        period=_period(language, params),
        stated=stated(language, params),
    )


def _possible_at_least(language: Language, params: Params) -> str:
    return language.text(
        "Other pages’ figures ask for at least {amount}, without an upper limit ({period}); "
        "“{stated}” fits.",
        amount=_amount(language, params, params["least"]),
        period=_period(language, params),
        stated=stated(language, params),
    )


def _possible_at_most(language: Language, params: Params) -> str:
    return language.text(
        "Other pages’ figures allow at most {amount}, without a lower limit ({period}); "
        "“{stated}” fits.",
        amount=_amount(language, params, params["greatest"]),
        period=_period(language, params),
        stated=stated(language, params),
    )


def _possible_freely(language: Language, params: Params) -> str:
    return language.text(
        "No other page limits this figure ({period}): nothing contradicts it, "
        "and nothing confirms it.",
        period=_period(language, params),
    )


def _possible_lengths(language: Language, params: Params) -> str:
    return language.text(
        "How many days are meant is open. With {lengths} days up to {end} it fits; "
        "for these, other pages’ figures allow {amount}.",
        lengths=_lengths(language, params["lengths"]),
        end=language.date(_day(params["end"])),
        amount=_amount(language, params, params["least"], params["greatest"]),
    )


def _reaches(message_of_mean: str, message_of_total: str) -> Callable[[Language, Params], str]:
    def write(language: Language, params: Params) -> str:
        mean = params["statistic"] == "daily_mean"
        sentence = language.text(
            message_of_mean if mean else message_of_total,
            from_on=language.date(_day(params["from_on"])),
            from_total=language.number(params["from_total"]),
            days=language.number(params["days"]),
            stated=language.number(params["stated_total"]),
            reached=language.number(params["reached"]),
            counted=language.number(params["counted"]),
            counted_on=language.date(_day(params["counted_on"])),
            short=language.number(params["short"]),
        )
        if params.get("other_lengths"):
            other = language.text(
                "With {lengths} days it is off by {short} or more as well.",
                lengths=_lengths(language, params["other_lengths"]),
                short=language.number(params["other_short"]),
            )
            return f"{sentence} {other}"
        return sentence

    return write


def _week_too_high(language: Language, params: Params) -> str:
    return language.text(
        "Given {others}, at most {amount} in {week}; “{stated}” is {short} too many.",
        **_week(language, params),
    )


def _week_too_low(language: Language, params: Params) -> str:
    return language.text(
        "Given {others}, at least {amount} in {week}; “{stated}” is {short} too few.",
        **_week(language, params),
    )


def _too_high(language: Language, params: Params) -> str:
    return _beyond(
        language,
        params,
        people=mark(
            "Given {others}, at most {amount} ({period}); “{stated}” is {short} people too many."
        ),
        other=mark("Given {others}, at most {amount} ({period}); “{stated}” is more."),
    )


def _too_low(language: Language, params: Params) -> str:
    return _beyond(
        language,
        params,
        people=mark(
            "Given {others}, at least {amount} ({period}); “{stated}” is {short} people too few."
        ),
        other=mark("Given {others}, at least {amount} ({period}); “{stated}” is less."),
    )


def _beyond(language: Language, params: Params, *, people: str, other: str) -> str:
    """``people`` tells by how many people it is off, which a percentage does not."""
    if params["bound"] is None:  # such as a share of nothing
        return language.text(
            "Given {others}, “{stated}” cannot be true ({period}).",
            others=_others(language, params),
            stated=stated(language, params),
            period=_period(language, params),
        )
    message = other if params["statistic"] in ("share", "comparison") else people
    values = {
        "others": _others(language, params),
        "amount": _amount(language, params, params["bound"]),
        "period": _period(language, params),
        "stated": stated(language, params),
        "short": language.number(params["short"]),
    }
    return language.text(message, **values)


def _no_whole_total(language: Language, params: Params) -> str:
    if params.get("days"):
        return language.text(
            "No whole number of people gives this average over {days} days.",
            days=language.number(params["days"]),
        )
    return language.text(
        "No whole number of people gives this average over any period that its words allow."
    )


def _no_whole_total_assumed(language: Language, params: Params) -> str:
    note = language.text("The edges of its period are only assumed, so it is left aside.")
    return f"{_no_whole_total(language, params)} {note}"


def _no_whole_number(language: Language, params: Params) -> str:
    return language.text(
        "Given {others}, only fractions of people give “{stated}” ({period}).",
        others=_others(language, params),
        stated=stated(language, params),
        period=_period(language, params),
    )


def _no_common_length(language: Language, params: Params) -> str:
    return language.text(
        "It fits, but only over a number of days with which {others} about the same period "
        "cannot be true.",
        others=_others(language, params),
    )


_SENTENCES: dict[str, Callable[[Language, Params], str]] = {
    "follows_exactly": _follows_exactly,
    "follows_within": _follows_within,
    "possible_between": _possible_between,
    "possible_at_least": _possible_at_least,
    "possible_at_most": _possible_at_most,
    "possible_freely": _possible_freely,
    "possible_lengths": _possible_lengths,
    "reaches_too_few": _reaches(
        mark(
            "From the total on {from_on} ({from_total}), {days} days at this average lead to "
            "{reached}; but {counted} were already counted on {counted_on}: {short} short."
        ),
        mark(
            "From the total on {from_on} ({from_total}), another {stated} lead to {reached}; "
            "but {counted} were already counted on {counted_on}: {short} short."
        ),
    ),
    "reaches_too_many": _reaches(
        mark(
            "From the total on {from_on} ({from_total}), {days} days at this average lead to "
            "{reached}; but no more than {counted} were counted by {counted_on}: "
            "{short} too many."
        ),
        mark(
            "From the total on {from_on} ({from_total}), another {stated} lead to {reached}; "
            "but no more than {counted} were counted by {counted_on}: {short} too many."
        ),
    ),
    "week_too_high": _week_too_high,
    "week_too_low": _week_too_low,
    "too_high": _too_high,
    "too_low": _too_low,
    "no_whole_number": _no_whole_number,
    "no_common_length": _no_common_length,
    "no_whole_total": _no_whole_total_assumed,
    "no_whole_total_stated": _no_whole_total,
}


def _others(language: Language, params: Params) -> str:
    return language.plural("{n} other figure", "{n} other figures", int(params["count"]))


def _amount(language: Language, params: Params, least: float, greatest: float | None = None) -> str:
    """A quantity of the statement's kind: ``507 to 954 cases``, ``9.69% to 9.81%``."""
    statistic = params["statistic"]
    decimals = {"share": 2, "daily_mean": 2}.get(statistic, 0)
    sign = "%" if statistic == "share" else ""
    number = _number(language, least, decimals) + sign
    if greatest is not None and greatest != least:
        upper = _number(language, greatest, decimals) + sign
        number = language.text("{least} to {greatest}", least=number, greatest=upper)
    if statistic == "share":
        return number
    if statistic == "comparison":
        pair = _pair(language, params)
        return language.text("a difference of {number} ({one} less {other})", number=number, **pair)
    amount = language.text(NOUNS[params["metric"]], number=number)
    return language.text(AMOUNTS[statistic], amount=amount) if statistic in AMOUNTS else amount


def _number(language: Language, value: float, decimals: int) -> str:
    """With its decimals, but 18 and not 18.00."""
    return language.number(value, decimals=0 if float(value).is_integer() else decimals)


def _week(language: Language, params: Params) -> dict[str, str]:
    number = language.number(params["bound"], decimals=0)
    return {
        "week": language.period(_day(params["week_start"]), _day(params["week_end"])),
        "others": _others(language, params),
        "amount": language.text(NOUNS[params["metric"]], number=number),
        "short": language.number(params["short"]),
        "stated": stated(language, params),
    }


def _pair(language: Language, params: Params) -> dict[str, str]:
    return {
        "one": language.text(NAMES[params["metric"]]),
        "other": language.text(NAMES[params["compared_metric"]]),
    }


def _lengths(language: Language, lengths: list[int]) -> str:
    numbers = [language.number(length) for length in lengths]
    if len(numbers) == 1:
        return numbers[0]
    *first, last = numbers
    return language.text("{first} or {last}", first=", ".join(first), last=last)


def _period(language: Language, params: Params) -> str:
    return language.period(_day(params["start"]), _day(params["end"]))


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
