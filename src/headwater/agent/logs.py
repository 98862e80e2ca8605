"""The agent's log: one JSON object a line, with the ids of the request it belongs to."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

from headwater.agent.context import Context

LOGGER_NAME = "headwater.app"


class JsonLines(logging.Formatter):
    """Log lines as the official SDK's: the field names that its users filter by."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry: dict[str, object] = {
            "timestamp": at.replace("+00:00", "Z"),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
        }
        if request_id := Context.get_request_id():
            entry["requestId"] = request_id
        if session_id := Context.get_session_id():
            entry["sessionId"] = session_id
        if record.exc_info and record.exc_info[0] is not None:
            entry["errorType"] = record.exc_info[0].__name__
            entry["errorMessage"] = str(record.exc_info[1])
            entry["stackTrace"] = traceback.format_exception(*record.exc_info)
            entry["location"] = f"{record.pathname}:{record.funcName}:{record.lineno}"
        return json.dumps(entry, ensure_ascii=False)


def app_logger(*, debug: bool) -> logging.Logger:
    """The app's logger; gets a handler unless the agent has given it one."""
    logger = logging.getLogger(LOGGER_NAME)
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG if debug else logging.INFO)
    return logger
