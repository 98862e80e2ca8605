"""Our own route to the front doors that are a part of this server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from headwater.gateway.api.edge import FrontDoors
from headwater.gateway.call import Call
from headwater.gateway.routes import Route

_NO_EDGE: dict[str, object] = {"url": None, "doors": [], "elsewhere": None, "trustedProxies": []}


class EdgeView(Protocol):
    """Front doors, as they stand open."""

    def describe(self) -> dict[str, Any]:  # Any: JSON
        """The doors and what came to them, in the form of `FrontDoors`."""


class EdgeRoutes:
    """One method a route."""

    def __init__(self, edge: EdgeView | None) -> None:
        """`edge`: None where the server has none."""
        self._edge = edge

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "edge",
                self.describe,
                "GetEdge",
                "The front doors: what is in force at each, and what came and was refused",
                answer=FrontDoors,
            ),
        )

    async def describe(self, call: Call) -> None:
        await call.answer(_NO_EDGE if self._edge is None else self._edge.describe())
