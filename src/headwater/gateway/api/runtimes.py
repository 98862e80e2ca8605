"""Agent runtimes with what AWS's API does not say of them."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from headwater.gateway.api.schemas import Time
from headwater.gateway.api.server import Isolation
from headwater.gateway.api.sessions import Limits, LiveSession


class LoadError(TypedDict):
    """Why a version cannot be loaded."""

    summary: str
    traceback: str | None


class WarmCount(TypedDict):
    """Sessions kept started: how many are wanted, and how many there are."""

    wanted: int
    ready: int


class ImageState(TypedDict):
    """The image of a version that runs in containers."""

    uri: str | None
    id: str | None
    digests: list[str]


class Template(TypedDict):
    """How a version is loaded."""

    version: str
    state: Annotated[str, "`absent`, `loading`, `ready` or `failed`."]
    mode: Annotated[str | None, "`fork`: sessions are forks of it. `fresh`: each loads anew. `container`."]
    reasons: Annotated[list[str], "Why it cannot be forked."]
    loadMs: float | None
    error: LoadError | None
    pid: NotRequired[int | None]
    warm: WarmCount
    image: NotRequired[ImageState]


class Runtime(TypedDict):
    """A runtime with its endpoints, templates, limits and live sessions."""

    runtime: Annotated[
        dict[str, object], "GetAgentRuntime's answer; the values of environment variables are masked."
    ]
    endpoints: Annotated[list[dict[str, object]], "GetAgentRuntimeEndpoint's answers."]
    packages: Annotated[
        dict[str, dict[str, object] | None], "By version, what it runs in; null: the server's own packages."
    ]
    notes: Annotated[list[str], "What is different here from AWS."]
    templates: list[Template]
    isolation: Isolation
    sessions: list[LiveSession]
    limits: Limits


class EndpointOverview(TypedDict):
    """An endpoint at a glance."""

    name: str
    status: str
    failureReason: str | None
    liveVersion: str | None
    targetVersion: str
    isRollingOut: Annotated[bool, "On its way from the version that it serves to another one."]
    description: str | None
    createdAt: Time
    updatedAt: Time


class SessionCounts(TypedDict):
    """How many live sessions are in which state."""

    live: int
    starting: int
    idle: int
    active: int
    stopping: int


class RuntimeOverview(TypedDict):
    """A runtime at a glance."""

    runtimeId: str
    name: str
    arn: str
    status: str
    failureReason: str | None
    description: str | None
    image: Annotated[str | None, "The container image it runs; null: it is code."]
    latestVersion: str
    versionCount: int
    createdAt: Time
    updatedAt: Time
    deployedAt: Annotated[Time, "When its latest version was made."]
    endpoints: list[EndpointOverview]
    isolation: Literal["namespaces", "process", "container"]
    sessions: SessionCounts


class RuntimeOverviews(TypedDict):
    """All runtimes that the caller may get, by name."""

    runtimes: list[RuntimeOverview]


class RuntimeChange(TypedDict):
    """What became of a version or an endpoint."""

    at: Time
    by: Annotated[str | None, "Who asked for it, as far as that is known."]
    kind: Literal["version", "endpoint"]
    status: Annotated[str, "`DELETED` at its end."]
    failureReason: str | None
    version: str | None
    digest: NotRequired[
        Annotated[str | None, "Of a version: its code's, or its image's where that is in use."]
    ]
    endpoint: NotRequired[str]
    targetVersion: NotRequired[Annotated[str | None, "Of an endpoint: what it is on its way to."]]


class RuntimeHistory(TypedDict):
    """Changes, the latest first."""

    runtimeId: str
    changes: list[RuntimeChange]
    nextBefore: Annotated[int | None, "`before` of the next page; null: that was the last."]


class BuildLog(TypedDict):
    """A part of a build's log; read on at `nextOffset`."""

    text: str
    nextOffset: int


class LogLine(TypedDict):
    """A line that an agent printed, or that says what befell it."""

    time: Time
    runtimeId: str
    version: str
    endpoint: Annotated[str | None, "Of the session."]
    source: Annotated[str, "`session`, `template` or `server`."]
    sessionId: str | None
    requestId: Annotated[str | None, "As the line says, or of the only invocation that was in flight."]
    traceId: str | None
    spanId: Annotated[str | None, "As the line says."]
    stream: Annotated[str, "`stdout`, `stderr`, `event` (of the server's) or `otel`."]
    level: Annotated[str | None, "`debug` to `critical`, as the line says."]
    text: str
    continues: NotRequired[Annotated[bool, "It was too long for one, and goes on in the next of its stream."]]
    escaped: NotRequired[Annotated[bool, "It held bytes that are not UTF-8, shown as \\xNN."]]
