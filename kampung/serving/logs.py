"""What the log says of connections: one sentence each, and nothing that a stranger has sent.

Uvicorn would quote address and query of a websocket, and Streamlit and uvicorn would answer a
message of garbage with a traceback, for which every stranger can ask as often as he likes.
"""

import logging
import traceback
from contextvars import ContextVar
from pathlib import Path

from kampung import privacy

was_refused: ContextVar[bool] = ContextVar("was_refused", default=False)
"""Whether the gate has refused the connection of this task, and has said so in the log."""

_UNFINISHED = "ASGI callable returned without completing handshake."
_ACCESS = "uvicorn.access"
# Logger → beginning of what it would write, before its arguments are put in → what is written;
# None where the gate has said it.
SAID: dict[str, dict[str, str | None]] = {
    "uvicorn.error": {
        '%s - "WebSocket %s" [accepted]': "A connection was opened.",
        '%s - "WebSocket %s" ': None,
        "Invalid UTF-8 sequence": "A connection sent text that is none, and was closed.",
    },
    "streamlit.web.server.starlette.starlette_websocket": {
        "Error deserializing back message": (
            "A connection sent what is no message of a page, and was closed."
        ),
    },
    "streamlit.runtime.app_session": {
        "Error processing back message": "A message of a page could not be worked on",
        "The fragment with id %s": "A page asked for a part of it that is gone.",
        "Rejecting backend operation": "A page asked for what this dashboard does not do.",
    },
    "streamlit.runtime.scriptrunner.script_runner": {
        "Couldn't find fragment": "A page asked for a part of it that is gone.",
    },
}


class OneSentence(logging.Filter):
    """Puts a sentence in the place of what uvicorn and Streamlit would write of a connection."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite a record in its place; False where the gate has said it already."""
        template = str(record.msg)
        if template == _UNFINISHED and was_refused.get():
            return False
        if record.name == _ACCESS:
            _leave_query_out(record)
        for beginning, sentence in SAID.get(record.name, {}).items():
            if template.startswith(beginning):
                if sentence is not None:
                    _rewrite(record, sentence)
                return sentence is not None
        return True


def _rewrite(record: logging.LogRecord, sentence: str) -> None:
    if not sentence.endswith("."):
        sentence += f"{_whereabouts(record)}."
    record.msg, record.args = sentence, ()
    record.exc_info = record.exc_text = record.stack_info = None


def _whereabouts(record: logging.LogRecord) -> str:
    """Kind and place of an error that nobody foresaw; its own words may quote what was sent."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return ""
    *_, last = traceback.extract_tb(error.__traceback__) or [None]
    place = f" in {Path(last.filename).name}, line {last.lineno}" if last else ""
    return f": {type(error).__name__}{place}"


def _leave_query_out(record: logging.LogRecord) -> None:
    """Take the query off the address in a line of accesses, as uvicorn's formatter asks for it."""
    if isinstance(record.args, tuple) and len(record.args) == 5:
        client, method, address, *rest = record.args
        record.args = (client, method, str(address).partition("?")[0], *rest)


_FILTER = OneSentence()


def install() -> None:
    """Mask the log of this process, and let it say of each connection one sentence.

    To call it again changes nothing.
    """
    privacy.install_log_mask()
    for name in (*SAID, _ACCESS):
        logging.getLogger(name).addFilter(_FILTER)
