"""How an agent's answer is shown: text as it comes on standard output, everything else on standard error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from headwater.cli.output import Output, format_duration
from headwater.wire.runstream import Gap
from headwater.wire.text import is_of_protocol

if TYPE_CHECKING:
    from headwater.client import Invocation, Piece


#: In a chat: member of an agent's metadata -> what the line that ends an answer calls it.
_SHOWN_FACTS = {"memory_source": "memory", "memory": "memory", "cache_status": "session is"}
_FACT_WORDS = {"COLD_START": "cold", "WARM": "warm", "ram": "RAM"}


def print_answer(output: Output, invocation: Invocation, *, is_chat: bool = False) -> bool:
    """Show an answer while it arrives, then a line of timings. Whether the agent succeeded.

    Args:
        is_chat: only text matters; of what else the agent tells, what is known goes into the last line.
    Raises:
        InvocationFailed: the answer broke off.
    """
    line = _Line(output)
    try:
        for piece in invocation.pieces():
            _print_piece(line, invocation, piece, is_chat=is_chat)
    finally:
        line.end()
        facts = describe_metadata(invocation) if is_chat else []
        output.note(" · ".join([describe_timings(invocation), *facts]))
    if invocation.error is not None:
        output.error(f"the agent reported: {invocation.error.message}")
    return invocation.error is None


def print_bytes(output: Output, invocation: Invocation) -> None:
    """Pass the answer's bytes on as they come."""
    for chunk in invocation.iter_bytes():
        output.data(chunk)


def build_json(invocation: Invocation) -> dict[str, Any]:  # Any: JSON
    """What `--json` prints about an answer that was read. These names stay."""
    timings, error = invocation.timings, invocation.error
    return {
        "sessionId": invocation.session_id,
        "requestId": invocation.request_id,
        "invocationId": invocation.invocation_id,
        "traceId": invocation.trace_id,
        "statusCode": invocation.status_code,
        "contentType": invocation.content_type,
        "text": invocation.text,
        "events": _describe_events(invocation) if invocation.is_stream else None,
        "result": invocation.result,
        "gaps": [_describe_gap(gap) for gap in invocation.gaps],
        "metadata": find_metadata(invocation) or None,
        "error": None if error is None else {"message": error.message, "type": error.error_type},
        "timings": {
            "timeToFirstByteS": timings.time_to_first_byte_s,
            "timeToFirstTokenS": timings.time_to_first_token_s,
            "totalS": timings.total_s,
            "serverS": dict(timings.server_s),
        },
    }


def describe_timings(invocation: Invocation) -> str:
    """The line that ends an answer."""
    timings = invocation.timings
    return (
        f"session {invocation.session_id} · first token {format_duration(timings.time_to_first_token_s)}"
        f" · total {format_duration(timings.total_s)}"
    )


def find_metadata(invocation: Invocation) -> dict[str, Any]:  # Any: JSON
    """What the agent told of its answer so far: in events `{"metadata": {…}}`, or beside the text."""
    found: dict[str, Any] = {}  # Any: JSON
    for event in invocation.events_so_far:
        found |= find_facts(event)
    return found


def find_facts(event: Any) -> dict[str, Any]:  # Any: JSON
    """The metadata in one event; empty if it has none."""
    if not isinstance(event, dict):
        return {}
    metadata = event.get("metadata")
    if isinstance(metadata, dict):
        return metadata
    return event if set(event) == {"memory"} else {}


def describe_metadata(invocation: Invocation) -> list[str]:
    """`memory RAM`, `session is warm`: what is known of how the answer came about."""
    metadata = find_metadata(invocation)
    return [
        f"{name} {_FACT_WORDS.get(value, value)}"
        for member, name in _SHOWN_FACTS.items()
        if isinstance(value := metadata.get(member), str)
    ]


def _describe_events(invocation: Invocation) -> list[Any]:  # Any: JSON
    return [
        {"headwaterGap": _describe_gap(event)} if isinstance(event, Gap) else event
        for event in invocation.events
    ]


def _describe_gap(gap: Gap) -> dict[str, Any]:  # Any: JSON
    return {"from": gap.from_offset, "to": gap.to_offset, "reason": gap.reason}


def _print_piece(line: _Line, invocation: Invocation, piece: Piece, *, is_chat: bool) -> None:
    if isinstance(gap := piece.event, Gap):
        line.note(f"bytes {gap.from_offset} to {gap.to_offset} are not kept any more ({gap.reason})")
    elif piece.text is not None and (is_chat or invocation.is_stream or isinstance(piece.event, str)):
        line.add(piece.text)
    elif isinstance(piece.event, bytes):
        line.pass_on(piece.event)
    elif is_chat and isinstance(piece.event, dict) and find_facts(piece.event):
        pass  # in the last line
    elif is_chat and is_of_protocol(piece.event):
        pass  # how far the answer is, and what its client drew of it
    elif not invocation.is_stream:
        line.add(json.dumps(piece.event, ensure_ascii=False, indent=2))
    elif invocation.error is None or invocation.error.event is not piece.event:
        line.note(json.dumps(piece.event, ensure_ascii=False))


class _Line:
    """Keeps text and notes from sharing a line on a terminal."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._is_open = False

    def add(self, text: str) -> None:
        if text:
            self._output.text(text, newline=False)
            self._is_open = not text.endswith("\n")

    def pass_on(self, data: bytes) -> None:
        self._output.data(data)  # a picture is not to get a line end

    def note(self, text: str) -> None:
        if self._output.is_terminal:
            self.end()
        self._output.note(text)

    def end(self) -> None:
        if self._is_open:
            self._output.text("")
        self._is_open = False
