"""What is known of a run whose answer is kept."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Literal

from headwater.wire.http import HttpAnswer

GapReason = Literal["size", "age", "disk", "restart"]


class RunState(StrEnum):
    """How a run stands. LOST: the server ended before it."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"


@dataclass(slots=True)
class StreamCounts:
    """Of all streams of a server: what readers came for since it started, and what is to be written yet."""

    resumed_count: int = 0
    gaps_count: int = 0
    backlog_bytes: int = 0


class StreamGap(Exception):
    """Bytes that were asked for are not kept any more; `kept_from` is the first that is."""

    def __init__(self, kept_from: int, reason: GapReason, *, is_boundary: bool) -> None:
        """`is_boundary`: an event is known to begin there."""
        super().__init__(f"kept from {kept_from} on")
        self.kept_from = kept_from
        self.reason = reason
        self.is_boundary = is_boundary


class StreamUnreadable(Exception):
    """The disk does not give back what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """Whose run it is, and of what."""

    invocation_id: str
    owner: str | None
    runtime_id: str
    runtime_arn: str
    runtime_name: str
    endpoint: str
    session_id: str
    created_at: datetime
    #: By which the request that began it is known when it is sent again.
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamHead:
    """The head of the agent's answer, as its caller gets it."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]

    def find(self, name: bytes) -> bytes | None:
        """A header's value; `name` in lower case."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def content_type(self) -> str:
        return (self.find(b"content-type") or b"").decode("latin-1")

    @property
    def is_events(self) -> bool:
        """Whether it is an event stream whose bytes can be looked at."""
        encoding = self.find(b"content-encoding") or b"identity"
        return self.content_type.lower().startswith("text/event-stream") and encoding == b"identity"


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamEnd:
    """How a run ended. `is_whole`: its bytes are an answer that is complete as such."""

    state: RunState
    at: datetime
    is_whole: bool = True
    #: What readers of an event stream are told at its end, beyond its bytes: reason and message.
    last_word: tuple[str, str] | None = None
    #: What the caller was answered instead, where the agent's answer never began.
    problem: HttpAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """All that is noted of a run beside its bytes."""

    facts: RunFacts
    head: StreamHead | None = None
    end: StreamEnd | None = None
    length: int = 0
    gap_reason: GapReason = "size"
    #: SHA-256 of the request's body in hex, where the request has a key.
    payload_digest: str | None = None

    def encode(self) -> bytes:
        """As it is on disk."""
        return json.dumps(_encode(asdict(self))).encode()

    @classmethod
    def decode(cls, data: bytes) -> RunRecord:
        """Raises ValueError, KeyError or TypeError where it is none."""
        found = json.loads(data)
        facts, head, end = found["facts"], found["head"], found["end"]
        facts["created_at"] = datetime.fromisoformat(facts["created_at"])
        if head is not None:
            headers = tuple(
                (name.encode("latin-1"), value.encode("latin-1")) for name, value in head["headers"]
            )
            head = StreamHead(status=head["status"], headers=headers)
        return cls(
            facts=RunFacts(**facts),
            head=head,
            end=None if end is None else _decode_end(end),
            length=found["length"],
            gap_reason=found["gap_reason"],
            payload_digest=found.get("payload_digest"),
        )


def utc_now() -> datetime:
    return datetime.now(UTC)


def _encode(value: Any) -> Any:  # Any: JSON
    if isinstance(value, dict):
        return {name: _encode(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encode(item) for item in value]
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value.isoformat() if isinstance(value, datetime) else value


def _decode_end(end: dict[str, Any]) -> StreamEnd:  # Any: JSON
    problem, last_word = end["problem"], end["last_word"]
    if problem is not None:
        headers = tuple((name, value) for name, value in problem["headers"])
        problem = HttpAnswer(problem["status"], headers, problem["body"].encode("latin-1"))
    return StreamEnd(
        state=RunState(end["state"]),
        at=datetime.fromisoformat(end["at"]),
        is_whole=end["is_whole"],
        last_word=None if last_word is None else (last_word[0], last_word[1]),
        problem=problem,
    )
