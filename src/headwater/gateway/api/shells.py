"""Interactive shells."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from headwater.gateway.api.schemas import Time


class ListedShell(TypedDict):
    """A shell, and whether somebody is connected to it."""

    shellId: str
    sessionId: str
    endpoint: str
    state: Annotated[
        Literal["CONNECTED", "ALONE", "ENDED"], "ENDED: how it did waits for its client to come back."
    ]
    createdAt: Time
    aloneS: Annotated[float | None, "Since it has had no client; null: it has one."]
    outputBytes: Annotated[int, "What it has printed, in all."]


class ListedShells(TypedDict):
    """Shells of an agent runtime that the caller may connect to, the newest last."""

    shells: list[ListedShell]
