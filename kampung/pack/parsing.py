"""``datapackage.json`` as text: what keeps it from being read at all."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from kampung.pack.files import Unreadable, read_file
from kampung.pack.limits import MOST_BYTES_OF_DESCRIPTOR
from kampung.pack.problems import Problem, shown
from kampung.pack.quoting import personal_number, quoted_word

FILE = "datapackage.json"
# Half of a surrogate pair, or a control character that is no line end or tab.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_json(directory: Path) -> tuple[object, Problem | None]:
    """Read the file; what keeps it from being read is the second of the two."""
    try:
        text = read_file(directory / FILE, most=MOST_BYTES_OF_DESCRIPTOR).decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant), None
    except Unreadable as error:
        message = error.message
        if error.rule == "missing-file":
            message = f"There is no {FILE} in {directory}. Add it."
        return None, problem_of(error.rule, message)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, problem_of("encoding", "It is not UTF-8. Save it as UTF-8.", line=line)
    except json.JSONDecodeError as error:
        return None, _json_problem(error)
    except RecursionError:
        return None, problem_of("json", "It is nested too deeply. Write it flat.")
    except ValueError as error:
        # Also a number of more digits than Python reads.
        reason = str(error) if isinstance(error, _UnwantedError) else "a number is too long"
        return None, problem_of("json", f"It is not JSON as it should be: {reason}. Correct it.")


class _UnwantedError(ValueError):
    """What Python's reader would take, and the next program may not, or otherwise."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        double = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise _UnwantedError(f"the key {shown(quoted_word(double))} is twice in one object")
    return found


def _no_constant(name: str) -> object:
    raise _UnwantedError(f"{name} is no number")


def _json_problem(error: json.JSONDecodeError) -> Problem:
    """Name the place of a mistake; of a comma too many the comma's, as Python 3.13 does."""
    before = error.doc[: error.pos].rstrip()
    at, what = error.pos, error.msg
    if error.doc[error.pos : error.pos + 1] in ("}", "]") and before.endswith(","):
        at, what = len(before) - 1, "Illegal trailing comma"
    elif what.startswith("Illegal trailing comma"):
        what = "Illegal trailing comma"
    line = error.doc.count("\n", 0, at) + 1
    column = at - error.doc.rfind("\n", 0, at)
    message = f"It is not valid JSON: {what} at position {column}. Correct it."
    return problem_of("json", message, line=line)


def text_problems(raw: dict[str, object]) -> Iterator[Problem]:
    """Tell of texts that cannot be stored or must not: half characters, NUL, personal numbers."""
    waiting: list[object] = [raw]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting += [*node.keys(), *node.values()]
        elif isinstance(node, list):
            waiting += node
        elif isinstance(node, str):
            if UNWRITABLE.search(node):
                message = "A text holds half a character or a control character. Remove it."
                yield problem_of("text", message, value=f"text of {len(node)} characters")
            if kind := personal_number(node):
                message = f"A text may hold a {kind}. Personal data have no place here. Remove it."
                yield problem_of("personal-number", message)


def problem_of(
    rule: str,
    message: str,
    *,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> Problem:
    """Say what is wrong with the file, and where in it."""
    shown_value = None if value is None else quoted_word(value)
    return Problem(FILE, line, column, shown_value, rule, message)
