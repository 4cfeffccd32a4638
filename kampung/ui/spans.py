"""The choice of a span of time that service counts are added up for."""

from kampung.subjects.services.spans import LAST, span_label, spans
from kampung.ui import state
from kampung.ui.reader import Reader


def choose_span(reader: Reader) -> str:
    """Let the reader choose a span; the address carries it as ``span``."""
    language = reader.language
    return state.choose(
        language,
        "span",
        label=language.text("Time"),
        options={row["span"]: span_label(row, language) for row in spans(reader.data)},
        default=LAST,
        kind="list",
    )
