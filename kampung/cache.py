"""The one memory of what was asked and made: bounded by bytes, and shared by all sessions."""

import pickle
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock, RLock
from typing import TypeVar, cast

Made = TypeVar("Made")
Key = tuple[Hashable, ...]

MOST_BYTES = 64 * 2**20


class Cache:
    """Finished things by key; what was not asked for the longest goes first.

    Everything in it is shared, so nobody may change what it returns.

    Parameters
    ----------
    most_bytes
        What all values may weigh together, by the length of their pickles.

    Attributes
    ----------
    made
        How often something of a kind, the first part of its key, had to be made.
    """

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._values: OrderedDict[Key, tuple[object, int]] = OrderedDict()
        self._making: dict[Key, RLock] = {}
        self._lock = Lock()
        self._bytes = 0
        self.made: Counter[Hashable] = Counter()

    def get(self, key: Key, make: Callable[[], Made]) -> Made:
        """Return what is kept under a key; make it first where nothing is.

        Of several that ask for the same at once, one makes it and the others wait.

        Parameters
        ----------
        key
            Its kind, and all that it is made from.
        make
            Makes it; what it raises is raised, and nothing is kept.
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast(Made, self._values[key][0])
        with self._alone(key):
            with self._lock:
                if key in self._values:
                    return cast(Made, self._values[key][0])
            value = make()
            self._keep(key, value)
            return value

    @contextmanager
    def _alone(self, key: Key) -> Iterator[None]:
        with self._lock:
            making = self._making.setdefault(key, RLock())
        try:
            with making:
                yield
        finally:
            with self._lock:
                self._making.pop(key, None)

    def _keep(self, key: Key, value: object) -> None:
        size = len(pickle.dumps(value, protocol=5))
        with self._lock:
            self.made[key[0]] += 1
            if size > self._most:
                return
            self._bytes += size - self._values.get(key, (None, 0))[1]
            self._values[key] = (value, size)
            while self._bytes > self._most:
                _, (_, gone) = self._values.popitem(last=False)
                self._bytes -= gone

    @property
    def size(self) -> int:
        """What all values weigh, in bytes."""
        return self._bytes

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
            self.made.clear()
            self._bytes = 0


CACHE = Cache()
