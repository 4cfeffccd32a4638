"""Every text of the app, and the Indonesian catalogue beside it.

``make messages`` lists what is not translated yet, ready to be pasted into the catalogue.
A text is the literal first argument of ``.text(…)``, ``.plural(…)`` or ``mark(…)``.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kampung.language.catalogues import catalogue

ROOT = Path(__file__).parents[1]
ROOMS = (
    "kampung/language",
    "kampung/charts",
    "kampung/pictures",
    "kampung/subjects",
    "kampung/exports",
    "kampung/serving",
    "kampung/ui",
    "pages",
)
SINGLE = {"app.py"}

Message = str | tuple[str, str]
_catalogue = cache(catalogue)  # read once, not once a text


def _literal(node: ast.expr) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _messages(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first = _literal(node.args[0])
        if not first:
            continue
        if _called(node) in {"text", "mark"}:
            yield first
        elif _called(node) == "plural":
            many = _literal(node.args[1])
            if many:
                yield first, many


def messages() -> dict[Message, str]:
    """Each text of the code, with the first file that it is in."""
    files = [ROOT / path for path in sorted(SINGLE)]
    files += [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    found: dict[Message, str] = {}
    for path in files:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for message in _messages(tree):
            found.setdefault(message, str(path.relative_to(ROOT)))
    return found


def translations(message: Message, *, code: str = "id") -> list[str]:
    """The translations of a text, one a plural form; none where it is missing or in doubt."""
    entry = _catalogue(code).get(message)
    if entry is None or entry.fuzzy:
        return []
    strings = entry.string if isinstance(entry.string, list | tuple) else [entry.string]
    return [text for text in strings if text]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main() -> None:
    """Print what is missing in the form of a catalogue."""
    for message, path in messages().items():
        if translations(message):
            continue
        print(f"#: {path}")
        if isinstance(message, str):
            print(f'msgid {_quoted(message)}\nmsgstr ""\n')
        else:
            print(
                f'msgid {_quoted(message[0])}\nmsgid_plural {_quoted(message[1])}\nmsgstr[0] ""\n'
            )


if __name__ == "__main__":
    main()
