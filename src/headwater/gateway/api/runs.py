"""Runs: invocations that go on when their caller leaves."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from headwater.gateway.api.schemas import Time
from headwater.gateway.api.traces import Span

RunStateName = Literal["running", "done", "failed", "cancelled", "lost"]


class Run(TypedDict):
    """What is kept of a run, and how it stands; `lost`: the server ended before it."""

    state: RunStateName
    lengthBytes: Annotated[int, "Of the agent's answer, so far."]
    keptFrom: Annotated[int, "The first byte of it that can still be read."]
    expiresAt: Annotated[Time | None, "When it is removed; null while it goes on."]
    viewers: Annotated[int, "How many are reading it now."]
    contentType: Annotated[str | None, "Of the answer; null: it has not begun, or never did."]


class ListedRun(Run):
    """A run in a list of them."""

    invocationId: str
    runtimeId: str
    runtimeName: str
    endpoint: str
    sessionId: str
    createdAt: Time
    endedAt: Time | None


class Runs(TypedDict):
    """Runs that are kept, the newest first."""

    runs: list[ListedRun]


class Invocation(Span):
    """An invocation's span, and how its run stands where it was one."""

    run: NotRequired[Run]


class RunningInvocation(TypedDict):
    """An invocation of which there is no span yet, or none any more."""

    requestId: str
    run: Run


class StartedRun(TypedDict):
    """A run that goes on by itself, and where its answer can be read."""

    invocationId: str
    sessionId: str
    streamUrl: str


class CancelledRun(TypedDict):
    """A run that was to end, and how it is now."""

    invocationId: str
    state: RunStateName
