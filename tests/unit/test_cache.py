"""One memory for all sessions: bounded by bytes, made once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from kampung.cache import Cache


def test_what_is_kept_is_not_made_again() -> None:
    cache = Cache()
    made = []
    for _ in range(3):
        assert cache.get(("answer", 1), lambda: made.append(1) or "kept") == "kept"
    assert made == [1]
    assert cache.made == {"answer": 1}


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    cache = Cache(most_bytes=2500)
    for key in ("a", "b"):
        cache.get((key,), lambda: b"x" * 1000)
    cache.get(("a",), bytes)
    cache.get(("c",), lambda: b"x" * 1000)
    assert cache.get(("a",), lambda: b"") == b"x" * 1000
    assert cache.get(("b",), lambda: b"anew") == b"anew"
    assert cache.size <= 2500


def test_what_is_larger_than_all_is_returned_and_not_kept() -> None:
    cache = Cache(most_bytes=100)
    assert len(cache.get(("big",), lambda: b"x" * 1000)) == 1000
    assert cache.size == 0


def test_of_several_that_ask_at_once_one_makes_it() -> None:
    cache, begin, made = Cache(), Barrier(8), []

    def ask(_: int) -> str:
        begin.wait()
        return cache.get(("slow",), lambda: made.append(1) or "made")

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {"made"}
    assert made == [1]


def test_a_failure_is_raised_and_tried_again() -> None:
    cache = Cache()

    def fail() -> str:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        cache.get(("x",), fail)
    assert cache.get(("x",), lambda: "now") == "now"
