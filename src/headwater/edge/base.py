"""What the parts of the edge know of each other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from headwater.core.principals import Principal
from headwater.wire.tracecontext import TraceContext

RawHeaders = Sequence[tuple[bytes, bytes]]


class Refusal(Exception):
    """A request is answered with an error: all that the client gets to know is in here."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        rule: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`rule` is what refused, for counters and the log; the client is not told."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.rule = rule or code
        self.headers = dict(headers or {})


class Unauthenticated(Refusal):
    """It is not known who calls."""

    def __init__(
        self, message: str, *, challenge: str | None = None, was_tried: bool = False, status: int = 401
    ) -> None:
        """
        Args:
            challenge: what `WWW-Authenticate` says.
            was_tried: credentials were given, and were wrong: an attempt that counts.
        """
        headers = {"www-authenticate": challenge} if challenge else {}
        super().__init__(status, "unauthenticated", message, rule="authentication", headers=headers)
        self.was_tried = was_tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request to a door, as authenticators and guards see it."""

    method: str
    #: As it was received: still encoded, without the query.
    path: str
    query: str
    headers: RawHeaders
    #: The client's address; behind a trusted proxy, what that one says.
    address: str
    host: str
    scheme: str
    #: Not read yet when a guard or an authenticator is asked that needs none of it.
    body: bytes = b""

    def find(self, name: str) -> str | None:
        """The first value of a header; `name` in lower case."""
        wanted = name.encode()
        return next((value.decode("latin-1") for key, value in self.headers if key == wanted), None)


class Authenticator(Protocol):
    """Finds out who calls."""

    @property
    def needs_body(self) -> bool:
        """Whether `authenticate` looks at the body."""

    async def authenticate(self, request: Request) -> Principal:
        """Who calls.

        Raises:
            Refusal: nobody who may.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCall:
    """One invocation of a target."""

    payload: bytes
    session_id: str
    request_id: str
    principal: Principal
    user_id: str | None = None
    content_type: str = "application/json"
    accept: str = "application/json, text/event-stream"
    #: Where in which trace the target is called.
    trace: TraceContext | None = None


class TargetRefused(Exception):
    """The target answered with an error, before a byte of an answer."""

    def __init__(self, status: int, detail: str, *, is_edges_fault: bool = False) -> None:
        """
        Args:
            detail: for the log alone.
            is_edges_fault: the edge's own credentials were refused, which no client can change.
        """
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.is_edges_fault = is_edges_fault or status == 401


class TargetBroke(Exception):
    """The target's answer broke off. What it says is for the log alone."""


def read_content_type(headers: RawHeaders) -> str:
    """The type of a target's answer; "" if it has none.

    Raises:
        TargetRefused: it is compressed, which nobody asked for and no form could read.
    """
    found = {name.lower(): value for name, value in headers}
    encoding = found.get(b"content-encoding", b"identity").strip().lower()
    if encoding not in (b"", b"identity"):
        raise TargetRefused(
            502, f"its answer is encoded ({encoding!r}), though it was asked for none that is"
        )
    return found.get(b"content-type", b"").decode("latin-1")


class TargetAnswer(Protocol):
    """Takes a target's answer; slow clients make these calls wait, and so the target."""

    async def start(self, status: int, content_type: str) -> None: ...

    async def body(self, data: bytes) -> None: ...


#: Returns when the client has left.
ClientLeft = Callable[[], Awaitable[None]]


class Target(Protocol):
    """What a door opens to."""

    async def invoke(self, call: TargetCall, answer: TargetAnswer, client_left: ClientLeft) -> None:
        """Carry an invocation out; returns once the whole answer was given to `answer`.

        Raises:
            TargetRefused: before `answer.start`.
            TargetBroke: after it.
            ClientGone: the client left, and the target's stream was closed.
        """
