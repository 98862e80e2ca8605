"""Whether an event stream ended in an error of the agent's, from its last bytes. No I/O.

The official SDK, and ours, answer 200 before the agent fails, and say it in a last event with `error` and
`error_type`. Nothing is decoded on a stream's way for this: its last part alone is looked at, once.

Source: bedrock-agentcore SDK, errors in streaming responses.
"""

from __future__ import annotations

import json

#: A longer last part is not an error's: their events are short.
_MAX_BYTES = 16 * 1024


def find_error(last: bytes) -> str | None:
    """What the agent said went wrong; None if its last event is any other, or began in an earlier part."""
    if b'"error_type"' not in last[-_MAX_BYTES:]:
        return None
    begin = last.rfind(b"data:", -min(len(last), _MAX_BYTES))
    if begin < 0 or (begin > 0 and last[begin - 1 : begin] not in (b"\n", b"\r")):
        return None
    try:
        event = json.loads(last[begin + len(b"data:") :])
    except ValueError:
        return None
    if not isinstance(event, dict) or not isinstance(event.get("error"), str) or "error_type" not in event:
        return None
    return f"{event['error_type']}: {event['error']}"[:1000]
