"""Settings of pictures: frozen data classes whose fields say how an address writes them.

A field is made with :func:`choice`, :func:`day` or :func:`code`. Its name is that of the command's
option, its key that of the address.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol, TypeVar

from kampung.errors import KampungError


class Settings(Protocol):
    """Any frozen data class whose fields are made here."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __hash__(self) -> int: ...


Some = TypeVar("Some", bound=Settings)


class SettingError(KampungError):
    """A setting is not known, or cannot have this value."""


@dataclasses.dataclass(frozen=True)
class NoSettings:
    """Of a picture that there is only one of."""


def choice(key: str, *, default: str, allowed: Sequence[str]) -> Any:
    """One of a few codes."""
    return dataclasses.field(
        default=default, metadata={"key": key, "allowed": tuple(allowed), "kind": "choice"}
    )


def code(key: str, *, default: str = "") -> Any:
    """A code that the data know: of an area, a service, a span."""
    return dataclasses.field(default=default, metadata={"key": key, "kind": "code"})


def day(key: str) -> Any:
    """A day; None for what the data suggest."""
    return dataclasses.field(default=None, metadata={"key": key, "kind": "day"})


def read(
    kind: type[Some], given: Mapping[str, str], *, by_key: bool = True, ignore: Sequence[str] = ()
) -> Some:
    """Read settings from an address, or from the options of a command.

    Parameters
    ----------
    kind
        The data class.
    given
        Values as text: by their keys in an address, or else by their fields.
    ignore
        Keys that belong to something else.

    Raises
    ------
    SettingError
        Which setting, its value, and what it can be.
    """
    names = {field.metadata["key"] if by_key else field.name: field for field in _fields(kind)}
    values = {}
    for key, text in given.items():
        if key in ignore:
            continue
        if key not in names:
            known = ", ".join(names) or "none"
            raise SettingError(f"There is no setting {key!r} here; there are: {known}.")
        values[names[key].name] = _value(names[key], key, text)
    return kind(**values)


def write(settings: Settings) -> dict[str, str]:
    """Write settings as an address does, by key; what is the default is left out."""
    return {
        field.metadata["key"]: value.isoformat() if isinstance(value, dt.date) else str(value)
        for field in _fields(type(settings))
        if (value := getattr(settings, field.name)) != field.default
    }


def _fields(kind: type[Settings]) -> list["dataclasses.Field[Any]"]:
    return [field for field in dataclasses.fields(kind) if "key" in field.metadata]


def _value(field: "dataclasses.Field[Any]", key: str, text: str) -> object:
    if field.metadata["kind"] == "day":
        try:
            return dt.date.fromisoformat(text)
        except ValueError as error:
            raise SettingError(
                f"The setting {key} cannot be {text[:40]!r}: write a day as 2021-07-14."
            ) from error
    allowed = field.metadata.get("allowed")
    if allowed is not None and text not in allowed:
        raise SettingError(
            f"The setting {key} cannot be {text[:40]!r}; it can be: {', '.join(allowed)}."
        )
    return text
