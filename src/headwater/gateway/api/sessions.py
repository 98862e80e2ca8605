"""Sessions, their ends, and what limits them."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from headwater.gateway.api.schemas import Time

WhenBusyName = Literal["concurrent", "queue", "reject", "interrupt"]


class LiveSession(TypedDict):
    """A session and what it uses."""

    sessionId: str
    runtimeId: str
    runtimeName: str
    endpoint: str
    version: str
    state: Literal["STARTING", "IDLE", "ACTIVE", "STOPPING", "STOPPED"]
    mode: Annotated[str | None, "`fork`, `fresh` or `container`; null while there is no worker."]
    pid: int | None
    createdAt: Time
    lastActivityAt: Time
    ageS: float
    idleS: float
    activeInvocations: int
    pingStatus: Annotated[str | None, "What the agent's /ping answered last."]
    startMs: float | None
    requestCount: int
    sentBytes: Annotated[int, "Of answers, so far."]
    sentParts: Annotated[int, "Parts in which answers came from the agent: mostly an event each."]
    inputTokens: Annotated[int, "Of the models that the agent asked through this server."]
    outputTokens: int
    cpuSeconds: float
    memoryBytes: int | None
    processCount: int | None
    storageBytes: Annotated[int | None, "What it stored, as last measured; null: nothing is known of that."]
    storageMaxBytes: Annotated[int | None, "What it may store at most; null: it has no storage."]
    storageFiles: Annotated[int | None, "Files and folders of that."]


class LiveSessions(TypedDict):
    """Sessions that the caller may see."""

    sessions: list[LiveSession]


class PastLife(TypedDict):
    """A life of a session on record; what a live session is told of with, as far as it is known."""

    sessionId: str
    runtimeId: str
    runtimeName: str
    endpoint: str
    version: str
    state: Annotated[Literal["STOPPED"] | None, "null: it lives."]
    createdAt: Time
    endedAt: Time | None
    endReason: str | None
    startMs: float | None
    requestCount: int | None
    cpuSeconds: float | None


class SessionPage(TypedDict):
    """A page of sessions, live ones or ended ones."""

    sessions: list[LiveSession | PastLife]
    total: Annotated[int | None, "On all pages; null of ended ones."]
    counts: Annotated[dict[str, int] | None, "On all pages, by state, whatever `state` asks for."]
    nextCursor: Annotated[str | None, "`cursor` of the next page; null: that was the last."]


class SessionLives(TypedDict):
    """One session: what lives under its id now, on each endpoint, and its lives on record."""

    sessionId: str
    runtimeId: str
    runtimeName: str
    runtimeArn: str
    live: list[LiveSession]
    lives: list[PastLife]
    allowed: Annotated[list[str], "Operations within a session, such as commands, that the caller may do."]


class StopWish(TypedDict):
    """Which sessions to end: one by its id, or all (of an endpoint, if one is named)."""

    sessionId: NotRequired[str]
    all: NotRequired[bool]
    qualifier: NotRequired[Annotated[str, "The endpoint of the session or sessions."]]
    graceSeconds: NotRequired[Annotated[float, "From SIGTERM to SIGKILL, 0 to 60."]]


class StoppedSession(TypedDict):
    """How one session was ended."""

    sessionId: str
    endpoint: str
    stopped: Annotated[bool, "No process of it is left."]
    ms: float
    processesKilled: int


class StoppedSessions(TypedDict):
    """What was ended: the ids of sessions that are gone, and the details of all."""

    stopped: list[str]
    sessions: list[StoppedSession]


class Budget(TypedDict):
    """What one session may use; null: without bound."""

    cpuSeconds: float | None
    wallSeconds: float | None
    requests: int | None


class Limits(TypedDict):
    """What limits a runtime's sessions; null: as the server's settings have it."""

    sessionsMaxCount: int | None
    warmSessions: int | None
    budget: Budget | None
    whenBusy: Annotated[
        WhenBusyName | None, "Of requests for a session that serves another; null: `concurrent`."
    ]


class BudgetWish(TypedDict, total=False):
    """Bounds to set; null takes one away."""

    cpuSeconds: float | None
    wallSeconds: float | None
    requests: int | None


class LimitsWish(TypedDict, total=False):
    """Limits to set: null clears one, what is absent stays."""

    sessionsMaxCount: int | None
    warmSessions: int | None
    budget: BudgetWish | None
    whenBusy: WhenBusyName | None
