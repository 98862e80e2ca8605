"""What `Runtime.invoke` is given, and what it returns: the agent's answer, read to its end."""

from __future__ import annotations

import json
from typing import Any, Literal, Self, SupportsIndex, overload

from headwater.client.invocation import Invocation
from headwater.client.record import StreamFailure, Timings


class Answer(list[Any]):  # Any: JSON
    """A list of the answer's events, decoded; of an agent that does not stream, of its result alone.

    It shows as the text it holds. `answer["response"]` is what the official toolkit's answer has under this
    name: the events; of an answer at once its text, or its JSON.
    """

    def __init__(self, events: list[Any], invocation: Invocation) -> None:  # Any: JSON
        super().__init__(events)
        self.text: str = invocation.text
        self.result: Any = invocation.result  # Any: JSON, or bytes of another type
        self.is_stream = invocation.is_stream
        self.session_id = invocation.session_id
        self.request_id = invocation.request_id
        self.status_code = invocation.status_code
        self.content_type = invocation.content_type
        self.timings: Timings = invocation.timings
        #: The first error that the agent reported inside its answer.
        self.error: StreamFailure | None = invocation.error

    @classmethod
    def of(cls, invocation: Invocation) -> Self:
        """Read `invocation` to its end, if that is not done.

        Raises:
            InvocationFailed: it broke off.
        """
        return cls(invocation.events, invocation)

    @overload
    def __getitem__(self, key: SupportsIndex) -> Any: ...  # Any: JSON
    @overload
    def __getitem__(self, key: slice) -> list[Any]: ...  # Any: JSON
    @overload
    def __getitem__(self, key: Literal["response"]) -> list[Any]: ...  # Any: JSON
    def __getitem__(self, key: SupportsIndex | slice | str) -> Any:  # Any: JSON
        if not isinstance(key, str):
            return super().__getitem__(key)
        if key != "response":
            raise KeyError(f"{key!r}; an answer is a list of events, and has only 'response' by name")
        if self.is_stream:
            return list(self)
        return [event if isinstance(event, str | bytes) else json.dumps(event) for event in self]

    def __repr__(self) -> str:
        lines = [self._body()]
        if self.error is not None:
            lines.append(f"the agent reported: {self.error.message}")
        count = f"{len(self)} event{'' if len(self) == 1 else 's'}"
        lines.append(f"[{count} · session {self.session_id} · {_seconds(self.timings.total_s)}]")
        return "\n".join(line for line in lines if line)

    def _body(self) -> str:
        if self.text:
            return self.text
        if self.is_stream:
            return "\n".join(json.dumps(event, ensure_ascii=False) for event in self)
        return repr(self.result)


def _seconds(value: float | None) -> str:
    return "not finished" if value is None else f"{value:.2f} s"


def read_payload(payload: Any) -> Any:  # Any: bytes, or whatever JSON can say
    """What is sent: text that is no JSON becomes a prompt; the rest goes as it is."""
    if not isinstance(payload, str):
        return payload
    try:
        json.loads(payload)
    except ValueError:
        return {"prompt": payload}
    return payload.encode()
