"""Front doors."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from headwater.gateway.api.schemas import Time


class DoorPath(TypedDict):
    """An address of a door."""

    path: str
    form: Annotated[str | None, "null: a list of models, or a file."]


class DoorTarget(TypedDict):
    """What a door opens to."""

    kind: Literal["agent", "arn", "files"]
    agent: Annotated[str | None, "Name or id of an agent of this server."]
    arn: str | None
    qualifier: str | None
    endpointUrl: str | None


class DoorAuthentication(TypedDict):
    """How a door finds out who calls."""

    kind: str
    callerCount: Annotated[int | None, "How many are known; null where that is not the door's to know."]
    issuer: str | None
    failuresPerAddress: list[str]
    failuresPerName: list[str]


class DoorRule(TypedDict):
    """Requests in which a pattern is found are refused."""

    name: str
    part: Literal["path", "query", "header", "body"]
    header: str | None
    status: int


class DoorGuards(TypedDict):
    """What a door refuses; null or empty: nothing of that kind."""

    bodyMaxBytes: int
    bodyTimeoutS: float
    promptMaxChars: int | None
    allow: list[str]
    deny: list[str]
    addressRate: list[str]
    principalRate: list[str]
    addressConcurrency: int | None
    principalConcurrency: int | None
    requestsPerDay: int | None
    tokensPerDay: int | None
    rules: list[DoorRule]


class DoorRefusals(TypedDict):
    """What was refused by one rule."""

    rule: str
    count: int
    lastAt: Time


class DoorHour(TypedDict):
    """What came in each of the last sixty minutes; this one is the last."""

    times: Annotated[list[int], "When each minute begins, in seconds since 1970."]
    requests: list[int]
    refusals: Annotated[dict[str, list[int]], "By rule."]


class DoorUse(TypedDict):
    """What came, since the server started."""

    requests: int
    running: Annotated[int, "Being answered now."]
    lastRequestAt: Time | None
    refusals: list[DoorRefusals]
    lastHour: DoorHour


class FrontDoor(DoorUse):
    """One front door: what is in force, and what came. No secrets."""

    name: str
    host: Annotated[str | None, "null: any."]
    paths: list[DoorPath]
    methods: list[str]
    target: DoorTarget
    authentication: DoorAuthentication
    forms: list[str]
    origins: Annotated[list[str], "Of pages that may call it from a browser."]
    guards: DoorGuards
    keepAliveS: float
    sendsUserId: bool
    showsAgentErrors: bool


class FrontDoors(TypedDict):
    """The front doors of this server."""

    url: Annotated[str | None, "null: it has none (the setting `edge.config`)."]
    doors: list[FrontDoor]
    elsewhere: Annotated[DoorUse | None, "What came to no door."]
    trustedProxies: list[str]
