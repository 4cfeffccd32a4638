"""The pictures that there are, each registered under its name by its subject."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, TypeVar

from kampung.cache import CACHE, Key
from kampung.errors import KampungError
from kampung.pictures.picture import Picture, View
from kampung.pictures.settings import Settings, read
from kampung.store.door import DataSet

Some = TypeVar("Some", bound=Settings)
Make = Callable[[DataSet, Some, View], Picture]


@dataclass(frozen=True)
class Entry(Generic[Some]):
    """A registered picture.

    Attributes
    ----------
    name
        What addresses, commands and other rooms call it.
    title
        English, marked for translation.
    settings
        The data class of its settings.
    make
        Makes it, or returns what is kept.
    """

    name: str
    title: str
    settings: type[Some]
    make: Make[Some]

    def chosen(self, given: Mapping[str, str]) -> Some:
        """Read settings by the names of their fields; see `kampung.pictures.settings.read`."""
        return read(self.settings, given, by_key=False)


PICTURES: dict[str, Entry[Any]] = {}


def picture(name: str, *, title: str, settings: type[Some]) -> Callable[[Make[Some]], Make[Some]]:
    """Register a function that makes a picture; what it makes is kept.

    Parameters
    ----------
    name
        Letters and dashes; no other picture has it.
    title
        English, marked for translation: what the picture is, whatever its settings.
    settings
        The data class of its settings; every field has a default.
    """

    def registered(make: Make[Some]) -> Make[Some]:
        @wraps(make)
        def kept(data: DataSet, chosen: Some, view: View) -> Picture:
            key: Key = ("picture", name, data.key, chosen, view)
            return CACHE.get(key, lambda: _stamped(make, data, chosen, view))

        assert name not in PICTURES, name  # noqa: S101 - two of one name would be a slip of ours
        PICTURES[name] = Entry(name, title, settings, kept)
        return kept

    return registered


def _stamped(make: Make[Some], data: DataSet, chosen: Some, view: View) -> Picture:
    """Make a picture that says across its plot that it is invented, where it is."""
    made = make(data, chosen, view)
    if view.look.simulated and made.is_published:
        return make(data, chosen, view.unstamped)
    return made


def entry(name: str) -> Entry[Any]:
    """Find a registered picture.

    Raises
    ------
    KampungError
        There is none of this name; which there are.
    """
    if name not in PICTURES:
        raise KampungError(
            f"There is no picture {name[:40]!r}. There are: {', '.join(sorted(PICTURES))}."
        )
    return PICTURES[name]
