"""The one door to the store: a data set, and the questions that are asked of it.

A question is a function of a subject's ``queries``, decorated with :func:`question`. Asked of a
data set, its answer is kept for as long as the data stay the same; asked of a plain store, as the
build and the tests do, it is asked each time.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from kampung.cache import CACHE, Key
from kampung.store import snapshots
from kampung.store.reading import Store

Audience = Literal["public"]
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True, eq=False)
class DataSet:
    """One state of a store as one audience may see it: what answers and pictures are made from.

    Attributes
    ----------
    store
        The store in this very state; see `kampung.store.snapshots`.
    content_hash
        Of its content: two states with the same one hold the same.
    meta
        What the store says of itself; see :func:`kampung.store.about.meta`.
    as_of
        The day as of which it is seen; None for the newest.
    audience
        Who sees it.
    """

    store: Store
    content_hash: str
    meta: Mapping[str, str]
    as_of: dt.date | None = None
    audience: Audience = "public"

    @classmethod
    def at(cls, location: str) -> "DataSet":
        """Open the data set of a store.

        Parameters
        ----------
        location
            Path of a SQLite file, or a database URL.

        Raises
        ------
        StoreMissing, StoreOutdated, StoreBroken
            There is none, or it cannot be used.
        """
        return cls.of(snapshots.current(location))

    @classmethod
    def of(cls, snapshot: snapshots.Snapshot) -> "DataSet":
        """The data set of a state that is pinned already."""
        return cls(snapshot, content_hash=snapshot.content_hash, meta=snapshot.meta)

    @cached_property
    def key(self) -> tuple[Hashable, ...]:
        """What tells it from every other; a part of the key of everything made from it."""
        return self.store.location, self.content_hash, self.as_of, self.audience

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataSet) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def question(
    ask: Callable[Concatenate[Store, Given], Answer],
) -> Callable[Concatenate[Store | DataSet, Given], Answer]:
    """Let a question be asked of a data set too, and keep the answer.

    Parameters
    ----------
    ask
        Asks a store; its other arguments can be hashed, or are lists of such.
    """

    @wraps(ask)
    def asked(data: Store | DataSet, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
        if isinstance(data, Store):
            return ask(data, *args, **kwargs)
        store = data.store
        key = _key("answer", ask, data, args, kwargs)
        return CACHE.get(key, lambda: ask(store, *args, **kwargs))

    return asked


def kept(
    make: Callable[Concatenate[DataSet, Given], Answer],
) -> Callable[Concatenate[DataSet, Given], Answer]:
    """Keep what is worked out from answers, where several pictures need it.

    Parameters
    ----------
    make
        Makes it from a data set; its other arguments can be hashed, or are lists of such.
    """

    @wraps(make)
    def made(data: DataSet, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
        key = _key("result", make, data, args, kwargs)
        return CACHE.get(key, lambda: make(data, *args, **kwargs))

    return made


def _key(
    kind: str,
    make: Callable[..., object],
    data: DataSet,
    args: tuple[object, ...],
    kwargs: Mapping[str, object],
) -> Key:
    name = f"{make.__module__}.{make.__qualname__}"
    given = [*map(_hashable, args), *((key, _hashable(kwargs[key])) for key in sorted(kwargs))]
    return kind, name, data.key, tuple(given)


def _hashable(value: Any) -> Hashable:
    hashable: Hashable = tuple(value) if isinstance(value, list) else value
    return hashable
