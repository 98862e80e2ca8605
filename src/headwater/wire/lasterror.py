"""Whether an event stream ended in an error of the agent's, from its last bytes. No I/O.

The official SDK, and ours, answer 200 before the agent fails, and say it in a last event with `error` and
`error_type`; an agent of AG-UI in one of the type `RUN_ERROR`. Nothing is decoded on a stream's way for this:
its last part alone is looked at, once.

Source: bedrock-agentcore SDK, errors in streaming responses; AG-UI's events.
"""

from __future__ import annotations

import json

#: A longer last part is not an error's: their events are short.
_MAX_BYTES = 16 * 1024
_RUN_ERROR = "RUN_ERROR"
_MARKS = (b'"error_type"', b'"RUN_ERROR"')


def find_error(last: bytes) -> str | None:
    """What the agent said went wrong; None if its last event is any other, or began in an earlier part."""
    if not any(mark in last[-_MAX_BYTES:] for mark in _MARKS):
        return None
    begin = last.rfind(b"data:", -min(len(last), _MAX_BYTES))
    if begin < 0 or (begin > 0 and last[begin - 1 : begin] not in (b"\n", b"\r")):
        return None
    try:
        event = json.loads(last[begin + len(b"data:") :])
    except ValueError:
        return None
    if not isinstance(event, dict):
        return None
    if event.get("type") == _RUN_ERROR:
        return f"{event.get('code') or _RUN_ERROR}: {event.get('message')}"[:1000]
    if not isinstance(event.get("error"), str) or "error_type" not in event:
        return None
    return f"{event['error_type']}: {event['error']}"[:1000]
