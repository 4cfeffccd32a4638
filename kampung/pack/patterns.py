r"""Patterns of cells, matched in a time that grows with the cell and nothing else.

Python's ``re`` tries one way after another, and for a pattern such as ``(a+)+$`` there are more
ways than seconds. A descriptor comes from outside, so its patterns are matched by following all
ways at once, as a finite automaton whose states are made when they are first met.

What a pattern may hold is what Table Schema patterns need: characters, ``.``, sets, ``\d``,
``\w``, ``\s``, groups, ``|`` and the quantifiers ``? * + {m} {m,n}``. What looks around or back is
refused.
"""

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

LONGEST = 500  # characters of a pattern
MOST_STATES = 1_000
MOST_REPEATS = 200
MOST_KEPT = 2_000  # states of the automaton and steps between them, before it begins anew
MOST_WORK = 20_000_000  # places looked at, about half a minute

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[dDwWsSnrtfv]|[^A-Za-z0-9])")
_SET = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_COUNT = re.compile(r"\{(\d{1,3})(?:(,)(\d{1,3})?)?\}")

Test = Callable[[str], object]


class PatternError(ValueError):
    """The pattern is not one of ours, or takes too long."""


@dataclass
class _Machine:
    """Places; from each either free steps or one step over a character."""

    free: list[list[int]] = field(default_factory=list)
    step: list[tuple[Test, int] | None] = field(default_factory=list)

    def place(self) -> int:
        if len(self.free) >= MOST_STATES:
            raise PatternError("the pattern repeats too much")
        self.free.append([])
        self.step.append(None)
        return len(self.free) - 1


class Pattern:
    """A pattern that a whole cell has to match.

    Raises
    ------
    PatternError
        It holds something that is not supported, or is too long.
    """

    def __init__(self, source: str) -> None:
        if len(source) > LONGEST:
            raise PatternError("the pattern is too long")
        self._machine = _Machine()
        start, self._end = _Reader(source, self._machine).all()
        self._start = self._closed({start})
        self._steps: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._work = 0

    def matches(self, text: str) -> bool:
        """Tell whether the whole text has the form.

        Raises
        ------
        PatternError
            All cells so far took too long.
        """
        now = self._start
        for character in text:
            then = self._steps.get((now, character))
            if then is None:
                then = self._after(now, character)
                if len(self._steps) >= MOST_KEPT:
                    self._steps.clear()
                self._steps[now, character] = then
            if not then:
                return False
            now = then
        return self._end in now

    def _after(self, now: frozenset[int], character: str) -> frozenset[int]:
        self._work += len(now)
        if self._work > MOST_WORK:
            raise PatternError("the pattern takes too long")
        steps = (self._machine.step[place] for place in now)
        return self._closed({one[1] for one in steps if one is not None and one[0](character)})

    def _closed(self, places: set[int]) -> frozenset[int]:
        """The places, and all that free steps lead to."""
        waiting = list(places)
        while waiting:
            for place in self._machine.free[waiting.pop()]:
                if place not in places:
                    places.add(place)
                    waiting.append(place)
        return frozenset(places)


Piece = tuple[int, int]
"""First and last place of a part of the machine."""


class _Reader:
    """Reads a pattern from left to right and builds the machine."""

    def __init__(self, source: str, machine: _Machine) -> None:
        # A whole cell is matched, so these two say nothing.
        self.source = source.removeprefix("^")
        if self.source.endswith("$") and not self.source.endswith("\\$"):
            self.source = self.source[:-1]
        self.at = 0
        self.depth = 0
        self.machine = machine

    def all(self) -> Piece:
        piece = self.either()
        if self.at < len(self.source):
            raise PatternError("a bracket is closed that was not opened")
        return piece

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def either(self) -> Piece:
        start, end = self.machine.place(), self.machine.place()
        while True:
            first, last = self.sequence()
            self.machine.free[start].append(first)
            self.machine.free[last].append(end)
            if self.peek() != "|":
                return start, end
            self.at += 1

    def sequence(self) -> Piece:
        start = end = self.machine.place()
        while self.peek() not in ("", "|", ")"):
            begin = self.at
            piece = self.atom()
            least, most = self.count()
            after = self.at
            for number in range(most or max(least, 1)):
                if number:  # each repetition is a part of its own, read anew
                    self.at = begin
                    piece = self.atom()
                if number >= least:
                    self.machine.free[piece[0]].append(piece[1])
                if most is None and number == max(least, 1) - 1:
                    self.machine.free[piece[1]].append(piece[0])
                self.machine.free[end].append(piece[0])
                end = piece[1]
            self.at = after
        return start, end

    def count(self) -> tuple[int, int | None]:
        """How often the part before is there: least, and most or None without end."""
        given = self.peek()
        found = _COUNT.match(self.source, self.at)
        if given and given in "*+?":
            self.at += 1
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[given]
        elif found:
            self.at = found.end()
            least = int(found[1])
            most = (int(found[3]) if found[3] else None) if found[2] else least
            if not (most is None or max(least, 1) <= most) or max(least, most or 0) > MOST_REPEATS:
                raise PatternError("a number of repetitions cannot be")
        else:
            return 1, 1
        if self.peek() == "?":  # as little as possible: the same cells match
            self.at += 1
        if self.peek() and self.peek() in "*+?":
            raise PatternError("two quantifiers follow each other")
        return least, most

    def atom(self) -> Piece:
        given = self.peek()
        if given == "(":
            return self.group()
        if given in "*+?{}^$":
            raise PatternError(f"{given} cannot stand here")
        found = {"\\": _ESCAPE, "[": _SET}.get(given)
        match = found.match(self.source, self.at) if found else None
        if found and not match:
            raise PatternError("this escape or set is not supported")
        source = match.group() if match else given
        self.at += len(source)
        start, end = self.machine.place(), self.machine.place()
        self.machine.step[start] = _test(source), end
        return start, end

    def group(self) -> Piece:
        self.at += 1
        self.depth += 1
        if self.depth > 20:
            raise PatternError("groups are nested too deeply")
        if self.peek() == "?":
            if self.source[self.at : self.at + 2] != "?:":
                raise PatternError("this kind of group is not supported")
            self.at += 2
        piece = self.either()
        if self.peek() != ")":
            raise PatternError("a bracket is not closed")
        self.at += 1
        self.depth -= 1
        return piece


def _test(source: str) -> Test:
    if len(source) == 1 and source != ".":
        return source.__eq__
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(source).fullmatch
    except re.error as error:
        raise PatternError("this set is not supported") from error
