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
        "Only cases, recoveries, deaths and active cases are modelled; "
        "nothing else in the record can test this number."
    ),
    "not_comparable": mark("This kind of statement cannot be tested for this measure."),
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
            "{n} statement is in doubt; which is wrong, the record does not say.",
            "One of {n} statements must be wrong; the record does not say which.",
            len(params["suspects"]),
        )
        sentence = f"{sentence} {doubt}"
    if params.get("own"):
        own = language.text(
            "This takes other numbers of the same page; other pages do not force it."
        )
        sentence = f"{sentence} {own}"
    if params.get("undecided"):
        undecided = language.text(
            "Another reading of the same sentence is possible too, so neither is relied on."
        )
        sentence = f"{sentence} {undecided}"
    return sentence


def _follows_exactly(language: Language, params: Params) -> str:
    return language.text(
        "Beside {others} it can only be {amount} ({period}).",
        others=others(language, params),
        amount=amount_of(language, params, params["least"]),
        period=period_of(language, params),
    )


def _follows_within(language: Language, params: Params) -> str:
    return language.text(
        "Beside {others} it can only be {amount} ({period}), so “{stated}” follows.",
        others=others(language, params),
        amount=amount_of(language, params, params["least"], params["greatest"]),
        period=period_of(language, params),
        stated=stated(language, params),
    )


def _possible_between(language: Language, params: Params) -> str:
    return language.text(
        "What other pages say leaves room for {amount} ({period}); “{stated}” fits.",
        amount=amount_of(language, params, params["least"], params["greatest"]),
        period=period_of(language, params),
        stated=stated(language, params),
    )


def _possible_at_least(language: Language, params: Params) -> str:
    return language.text(
        "What other pages say asks for at least {amount} and sets no upper limit ({period}); "
        "“{stated}” fits.",
        amount=amount_of(language, params, params["least"]),
        period=period_of(language, params),
        stated=stated(language, params),
    )


def _possible_at_most(language: Language, params: Params) -> str:
    return language.text(
        "What other pages say allows at most {amount} and sets no lower limit ({period}); "
        "“{stated}” fits.",
        amount=amount_of(language, params, params["greatest"]),
        period=period_of(language, params),
        stated=stated(language, params),
    )


def _possible_freely(language: Language, params: Params) -> str:
    return language.text(
        "No other page limits this number ({period}): nothing contradicts it, "
        "and nothing confirms it.",
        period=period_of(language, params),
    )


def _possible_lengths(language: Language, params: Params) -> str:
    return language.text(
        "How many days are meant is open. With {lengths} days up to {end} it fits; "
        "for these, what other pages say leaves room for {amount}.",
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
        "Beside {others}, {week} can have no more than {amount}: "
        "{short} fewer than “{stated}” asks for.",
        **_week(language, params),
    )


def _week_too_low(language: Language, params: Params) -> str:
    return language.text(
        "Beside {others}, {week} must have at least {amount}: {short} more than “{stated}” allows.",
        **_week(language, params),
    )


def _too_high(language: Language, params: Params) -> str:
    return _beyond(
        language,
        params,
        people=mark(
            "Beside {others} it can be no more than {amount} ({period}): "
            "“{stated}” is {short} too many."
        ),
        other=mark(
            "Beside {others} it can be no more than {amount} ({period}): “{stated}” is beyond that."
        ),
    )


def _too_low(language: Language, params: Params) -> str:
    return _beyond(
        language,
        params,
        people=mark(
            "Beside {others} it must be at least {amount} ({period}): "
            "“{stated}” is {short} too few."
        ),
        other=mark(
            "Beside {others} it must be at least {amount} ({period}): “{stated}” is below that."
        ),
    )


def _beyond(language: Language, params: Params, *, people: str, other: str) -> str:
    """``people`` tells by how many people it is off, which a percentage does not."""
    if params["bound"] is None:  # such as a share of nothing
        return language.text(
            "Beside {others} “{stated}” cannot be true ({period}).",
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
            "No whole number of people gives this mean over {days} days.",
            days=language.number(params["days"]),
        )
    return language.text(
        "No whole number of people gives this mean over any period that its words allow."
    )


def _no_whole_total_assumed(language: Language, params: Params) -> str:
    note = language.text("The edges of its period are only assumed, so it is left aside.")
    return f"{_no_whole_total(language, params)} {note}"


def _no_whole_number(language: Language, params: Params) -> str:
    return language.text(
        "Beside {others} only fractions of people give “{stated}” ({period}).",
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
            "From the total on {from_on} ({from_total}), {days} days at this mean lead to "
            "{reached}; but {counted} were already counted on {counted_on}: {short} short."
        ),
        mark(
            "From the total on {from_on} ({from_total}), another {stated} lead to {reached}; "
            "but {counted} were already counted on {counted_on}: {short} short."
        ),
    ),
    "reaches_too_many": _reaches(
        mark(
            "From the total on {from_on} ({from_total}), {days} days at this mean lead to "
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


def _week(language: Language, params: Params) -> dict[str, str]:
    number = language.number(params["bound"], decimals=0)
    return {
        "week": language.period(day(params["week_start"]), day(params["week_end"])),
        "others": others(language, params),
        "amount": language.text(NOUNS[params["metric"]], number=number),
        "short": language.number(params["short"]),
        "stated": stated(language, params),
    }
