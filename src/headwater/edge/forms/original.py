"""The form `original`: the target's bytes as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping

from headwater.edge.forms.base import KEEP_ALIVE_COMMENT, Form, FormContext
from headwater.wire.sse import encode_event

#: As in every error event of an agent's stream.
_MESSAGE = "An error occurred during streaming"
#: The ways a stream's last bytes can end an event.
_EVENT_ENDS = (b"\n\n", b"\r\r", b"\r\n\r\n")


class OriginalForm:
    """Passes bytes on. A failure is the event that agents themselves send, if the answer is a stream."""

    status = 200
    is_streaming = True

    def __init__(self, context: FormContext) -> None:
        self.content_type = context.target_content_type or "application/octet-stream"
        self.headers: Mapping[str, str] = {}
        self._is_stream = self.content_type.lower().startswith("text/event-stream")
        self._tail = b"\n\n"

    @property
    def keep_alive(self) -> bytes:
        """A comment between two events; inside one it would break it."""
        return KEEP_ALIVE_COMMENT if self._is_stream and self._tail.endswith(_EVENT_ENDS) else b""

    def feed(self, data: bytes) -> bytes:
        self._tail = (self._tail + data[-4:])[-4:]
        return data

    def fail(self, message: str) -> bytes:
        if not self._is_stream:
            return b""
        failure = json.dumps({"error": message, "error_type": "RuntimeClientError", "message": _MESSAGE})
        return self._finish_event() + encode_event(failure)

    def end(self) -> bytes:
        return b""

    def _finish_event(self) -> bytes:
        """What ends the event that the target broke off in. Readers see it as it is: not whole."""
        return b"" if self._tail.endswith(_EVENT_ENDS) else b"\n\n"


def _conforms(form: OriginalForm) -> Form:
    return form
