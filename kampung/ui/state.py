"""What a reader has chosen, kept in the address so that a link shows the very same view.

The code of a choice (never its translated label) is the truth. It lives in the session, so
that it survives a change of page or language, and in the address, so that it survives a
reload, a link and the back button. A default is left out of the address: writing it on
arrival would put an entry into the browser's history and trap the back button.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NoReturn

import streamlit as st

from kampung.language import Language

_PAGE, _ARRIVED = "reader.page", "reader.arrived"


def arrive(page: str) -> None:
    """Note which page is shown in this run; the entry script calls it once a run."""
    st.session_state[_ARRIVED] = st.session_state.get(_PAGE) != page
    st.session_state[_PAGE] = page


def _value_key(parameter: str) -> str:
    return f"choice.{parameter}"


def _address_key(parameter: str) -> str:
    return f"address.{parameter}"


def put(parameter: str, value: str, *, default: str) -> None:
    """Set a choice, in the session and in the address."""
    _write_all({parameter: value}, defaults={parameter: default})


def _write_all(values: Mapping[str, str], *, defaults: Mapping[str, str]) -> None:
    """Set choices that belong together; what is no default with one entry in the history."""
    told = {name: value for name, value in values.items() if value != defaults[name]}
    for parameter, value in values.items():
        st.session_state[_value_key(parameter)] = value
        st.session_state[_address_key(parameter)] = told.get(parameter)
        if parameter not in told and parameter in st.query_params:
            del st.query_params[parameter]
    if told:
        st.query_params.update(told)


def known(parameter: str, *, default: str) -> str:
    """What is chosen, as far as this run has settled it."""
    return str(st.session_state.get(_value_key(parameter), default))


def in_address(parameter: str) -> str:
    """What the address says of a choice, be it one or not; empty where it says nothing."""
    return str(st.query_params.get(parameter, ""))


def go(parameter: str, value: str, *, default: str) -> NoReturn:
    """Set a choice in the middle of a run, as a click on a chart does, and run the page anew."""
    put(parameter, value, default=default)
    st.rerun()


def settle(parameter: str, *, default: str, is_valid: Callable[[str], bool]) -> str:
    """Decide what is chosen in this run: what the address newly says, or what the session knows.

    Parameters
    ----------
    parameter
        Name of the query parameter.
    default
        The choice when nothing, or nothing valid, is given.
    is_valid
        Whether a text from the address is a choice; anything else falls back to the default.
    """
    shown = st.query_params.get(parameter)
    known = st.session_state.get(_address_key(parameter))
    arrived = st.session_state.get(_ARRIVED, True)
    changed_outside = shown != known if shown is not None else known is not None and not arrived
    if changed_outside:
        value = shown if shown is not None and is_valid(shown) else default
        st.session_state[_value_key(parameter)] = value
        st.session_state[_address_key(parameter)] = shown
        return value
    value = str(st.session_state.get(_value_key(parameter), default))
    if not is_valid(value):  # the data set has changed under the reader
        value = default
    if shown is None and value != default:
        put(parameter, value, default=default)
    return value


def choose(
    language: Language,
    parameter: str,
    *,
    label: str,
    options: Mapping[str, str],
    default: str,
    kind: Literal["segments", "list"] = "segments",
    heard: bool = False,
    width: int | Literal["stretch"] = "stretch",
    help: str | None = None,  # noqa: A002 - Streamlit's own word
) -> str:
    """Let the reader choose one of several codes.

    Parameters
    ----------
    language
        The reader's language.
    parameter
        Query parameter that carries the code.
    label
        Translated label of the control.
    options
        Translated label by code, in order.
    default
        The code that is chosen at first.
    kind
        ``segments`` for a few short options, ``list`` for many or long ones.
    heard
        Whether the label is only heard, where what is chosen says enough.
    width
        Pixels of a list that stands beside something else on a telephone.
    help
        Translated explanation.

    Returns
    -------
    str
        The chosen code.
    """
    value = settle(parameter, default=default, is_valid=options.__contains__)
    key = f"{parameter}.{language.code}"
    st.session_state[key] = value

    def keep() -> None:
        put(parameter, st.session_state[key], default=default)

    if kind == "segments":
        st.segmented_control(
            label,
            list(options),
            format_func=options.__getitem__,
            key=key,
            on_change=keep,
            required=True,
            help=help,
            wrap=True,
        )
    else:
        st.selectbox(
            label,
            list(options),
            format_func=options.__getitem__,
            key=key,
            on_change=keep,
            help=help,
            width=width,
            label_visibility="collapsed" if heard else "visible",
        )
    return value


def switch(language: Language, parameter: str, *, label: str, on: str, off: str) -> str:
    """Let the reader switch something on; the address carries one of two codes.

    Parameters
    ----------
    language
        The reader's language.
    parameter
        Query parameter that carries the code.
    label
        Translated label of the switch.
    on, off
        The codes; ``off`` is the default.

    Returns
    -------
    str
        The chosen code.
    """
    value = settle(parameter, default=off, is_valid=(on, off).__contains__)
    key = f"{parameter}.{language.code}"
    st.session_state[key] = value == on

    def keep() -> None:
        put(parameter, on if st.session_state[key] else off, default=off)

    st.toggle(label, key=key, on_change=keep)
    return value


def choose_from(
    language: Language,
    parameter: str,
    *,
    of: str,
    label: str,
    options: Mapping[str, str],
    chosen: str | None,
    default: str,
    kind: Literal["pills", "list"] = "list",
    placeholder: str | None = None,
) -> None:
    """Draw one of several controls that set the same choice, such as one area in two lists.

    The page settles the choice itself, before it draws the controls.

    Parameters
    ----------
    language
        The reader's language.
    parameter
        Query parameter that carries the code.
    of
        Short name of the control, different from those of the others.
    label
        Translated label of the control; of pills, which stand below a heading, it is only heard.
    options
        Translated label by code, in order.
    chosen
        The code that the control shows; None where it only leads on.
    default
        The code that is chosen at first.
    kind
        ``pills`` for short options that all shall be seen, ``list`` for many or long ones.
    placeholder
        What a list shows where it shows no code, translated.
    """
    key = f"{parameter}.{of}.{language.code}"
    st.session_state[key] = chosen

    def keep() -> None:
        picked = st.session_state[key]
        if picked is not None:
            put(parameter, picked, default=default)

    if kind == "pills":
        st.pills(
            label,
            list(options),
            format_func=options.__getitem__,
            key=key,
            on_change=keep,
            label_visibility="collapsed",
            wrap=True,
        )
    else:
        st.selectbox(
            label,
            list(options),
            index=None if chosen is None else 0,  # with None it can be cleared
            format_func=options.__getitem__,
            key=key,
            on_change=keep,
            placeholder=placeholder,
        )


def choose_several(
    language: Language,
    parameter: str,
    *,
    label: str,
    options: Mapping[str, str],
    placeholder: str,
) -> list[str]:
    """Let the reader choose any number of codes; the address joins them with commas.

    Parameters
    ----------
    language
        The reader's language.
    parameter
        Query parameter that carries the codes.
    label, placeholder
        Translated label of the control, and what it shows while nothing is chosen.
    options
        Translated label by code, in order.

    Returns
    -------
    list of str
        The chosen codes.
    """

    def is_valid(text: str) -> bool:
        return text == "" or set(text.split(",")) <= set(options)

    value = settle(parameter, default="", is_valid=is_valid)
    key = f"{parameter}.{language.code}"
    st.session_state[key] = value.split(",") if value else []

    def keep() -> None:
        put(parameter, ",".join(st.session_state[key]), default="")

    chosen: list[str] = st.multiselect(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=keep,
        placeholder=placeholder,
    )
    return chosen


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _last_day(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def choose_months(
    language: Language, *, label: str, months: Sequence[dt.date], default: tuple[dt.date, dt.date]
) -> tuple[dt.date, dt.date]:
    """Let the reader choose a period of whole months; ``from`` and ``to`` carry it.

    Parameters
    ----------
    language
        The reader's language.
    label
        Translated label of the control.
    months
        First days of the months that can be chosen, ascending.
    default
        First and last day of the period at first.

    Returns
    -------
    tuple of date
        First day of the first month, last day of the last month.
    """
    first_default, last_default = (day.isoformat() for day in default)
    begin = settle("from", default=first_default, is_valid=_is_day)
    end = settle("to", default=last_default, is_valid=_is_day)
    chosen = (
        dt.date.fromisoformat(begin).replace(day=1),
        dt.date.fromisoformat(end).replace(day=1),
    )
    if not set(chosen) <= set(months) or chosen[0] > chosen[1]:
        chosen = (default[0].replace(day=1), default[1].replace(day=1))
    if len(months) == 1:  # nothing to choose, and a slider cannot be drawn
        return chosen[0], _last_day(chosen[1])
    # A slider with two ends takes them from `value` alone. Where the choice was changed from
    # outside (a link, the back button) a new key makes a new slider that starts there.
    turn = int(st.session_state.get("months.turn", 0))
    shown = st.session_state.get(f"months.{language.code}.{turn}")
    if shown is not None and tuple(shown) != chosen:
        turn += 1
        st.session_state["months.turn"] = turn
    key = f"months.{language.code}.{turn}"

    def keep() -> None:
        first, last = st.session_state[key]
        _write_all(
            {"from": first.isoformat(), "to": _last_day(last).isoformat()},
            defaults={"from": first_default, "to": last_default},
        )

    st.select_slider(
        label,
        list(months),
        value=chosen,
        format_func=language.month,
        key=key,
        on_change=keep,
    )
    return chosen[0], _last_day(chosen[1])
