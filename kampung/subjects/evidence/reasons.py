"""Reasons of the evidence engine as sentences that a reader can check."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from kampung.language.core import Language, mark
from kampung.subjects.evidence.phrases import (
    NOUNS,
    Params,
    amount_of,
    day,
    equation,
    lengths_of,
    others,
    period_of,
    stated,
)

UNCHECKABLE = {
    "other_area": mark("It is about another area; only figures for the whole area are tested."),
    "not_modelled": mark(
        "Only cases, recoveries, deaths and active cases are tested; no other figure on record "
        "bears on this one."
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


def _follows_exactly(language: Language, params: Params) -> str:
    return language.text(
        "Given {others}, exactly {amount} ({period}).",
        others=others(language, params),
        amount=amount_of(language, params, params["least"]),
        period=period_of(language, params),
    )


def _follows_within(language: Language, params: Params) -> str:
    return language.text(
        "Given {others}, only {amount} is possible ({period}), so “{stated}” is certain.",
        others=others(language, params),
        amount=amount_of(language, params, params["least"], params["greatest"]),
        period=period_of(language, params),
        stated=stated(language, params),
    )


def _possible_between(language: Language, params: Params) -> str:
    return language.text(
        "Other pages’ figures allow {amount} ({period}); “{stated}” fits.",
        amount=amount_of(language, params, params["least"], params["greatest"]),
        period=period_of(language, params),
        stated=stated(language, params),
    )


def _possible_at_least(language: Language, params: Params) -> str:
    return language.text(
        "Other pages’ figures ask for at least {amount}, without an upper limit ({period}); "
        "“{stated}” fits.",
        amount=amount_of(language, params, params["least"]),
        period=period_of(language, params),
        stated=stated(language, params),
    )


def _possible_at_most(language: Language, params: Params) -> str:
    return language.text(
        "Other pages’ figures allow at most {amount}, without a lower limit ({period}); "
        "“{stated}” fits.",
        amount=amount_of(language, params, params["greatest"]),
        period=period_of(language, params),
        stated=stated(language, params),
    )


def _possible_freely(language: Language, params: Params) -> str:
    return language.text(
        "No other page limits this figure ({period}): nothing contradicts it, and nothing "
        "confirms it.",
        period=period_of(language, params),
    )


def _possible_lengths(language: Language, params: Params) -> str:
    return language.text(
        "How many days are meant is open. With {lengths} days up to {end} it fits; for these, "
        "other pages’ figures allow {amount}.",
        lengths=lengths_of(language, params["lengths"]),
        end=language.date(day(params["end"])),
        amount=amount_of(language, params, params["least"], params["greatest"]),
    )


def _reaches(message_of_mean: str, message_of_total: str) -> Callable[[Language, Params], str]:
    def write(language: Language, params: Params) -> str:
        mean = params["statistic"] == "daily_mean"
        sentence = language.text(
            message_of_mean if mean else message_of_total,
            from_on=language.date(day(params["from_on"])),
            from_total=language.number(params["from_total"]),
            days=language.number(params["days"]),
            stated=language.number(params["stated_total"]),
            reached=language.number(params["reached"]),
            counted=language.number(params["counted"]),
            counted_on=language.date(day(params["counted_on"])),
            short=language.number(params["short"]),
        )
        if params.get("other_lengths"):
            other = language.text(
                "With {lengths} days it is off by {short} or more as well.",
                lengths=lengths_of(language, params["other_lengths"]),
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
            others=others(language, params),
            stated=stated(language, params),
            period=period_of(language, params),
        )
    message = other if params["statistic"] in ("share", "comparison") else people
    values = {
        "others": others(language, params),
        "amount": amount_of(language, params, params["bound"]),
        "period": period_of(language, params),
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
        others=others(language, params),
        stated=stated(language, params),
        period=period_of(language, params),
    )


def _no_common_length(language: Language, params: Params) -> str:
    return language.text(
        "It fits, but only over a number of days with which {others} about the same period "
        "cannot be true.",
        others=others(language, params),
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
            "{reached}; but no more than {counted} were counted by {counted_on}: {short} too "
            "many."
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


def _week(language: Language, params: Params) -> dict[str, str]:
    number = language.number(params["bound"], decimals=0)
    return {
        "week": language.period(day(params["week_start"]), day(params["week_end"])),
        "others": others(language, params),
        "amount": language.text(NOUNS[params["metric"]], number=number),
        "short": language.number(params["short"]),
        "stated": stated(language, params),
    }
