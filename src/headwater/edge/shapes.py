"""Requests and response forms that doors can do: so far the body of seed clients, and `original`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from headwater.edge.base import Refusal

_EVENTS = "text/event-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContext:
    """One answer: whose it is, and what the target sends."""

    session_id: str
    model: str
    request_id: str
    target_content_type: str
    is_streaming: bool
    created_s: int
    includes_usage: bool = False


class OriginalForm:
    """The target's bytes, untouched."""

    headers: Mapping[str, str] = {}

    def __init__(self, context: FormContext) -> None:
        self.content_type = context.target_content_type or "application/octet-stream"
        self._is_events = self.content_type.lower().startswith(_EVENTS)
        self._tail = b"\n\n"

    @property
    def keep_alive(self) -> bytes:
        return b": keep-alive\n\n" if self._is_events and self._tail == b"\n\n" else b""

    def feed(self, data: bytes) -> bytes:
        self._tail = (self._tail + data)[-2:]
        return data

    def fail(self, message: str) -> bytes:
        if not self._is_events:
            return b""
        event = b"data: " + json.dumps({"error": message}).encode() + b"\n\n"
        return event if self._tail == b"\n\n" else b"\n\n" + event

    def end(self) -> bytes:
        return b""


FORMS: dict[str, Callable[[FormContext], OriginalForm]] = {"original": OriginalForm}


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRequest:
    """What is asked of a door."""

    prompt: str
    payload: bytes
    session_id: str | None
    form: str | None
    is_streaming: bool = True
    includes_usage: bool = False


def parse_request(method: str, query: str, body: bytes) -> DoorRequest:
    """`{"prompt", "runtimeSessionId", "response"}`, or the same as a query."""
    if method == "GET":
        values: Any = {name: items[0] for name, items in parse_qs(query).items()}  # Any: JSON
    else:
        try:
            values = json.loads(body)
        except ValueError:
            raise Refusal(400, "invalid_request", "the body is not JSON") from None
    if not isinstance(values, dict) or not isinstance(values.get("prompt"), str):
        raise Refusal(400, "invalid_request", "prompt is required: a text")
    for name in ("runtimeSessionId", "response"):
        if not isinstance(values.get(name, ""), str):
            raise Refusal(400, "invalid_request", f"{name} must be a text")
    payload = json.dumps({"prompt": values["prompt"]}).encode()
    return DoorRequest(
        prompt=values["prompt"],
        payload=payload,
        session_id=values.get("runtimeSessionId"),
        form=values.get("response"),
    )
