"""Routes of our own, below `/headwater/v1`: what AgentCore has no operation for."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from urllib.parse import parse_qs

from headwater.control.plane import ControlPlane
from headwater.core.errors import NotFound, UnknownOperation
from headwater.core.principals import current
from headwater.gateway.authorization import Authorizer
from headwater.gateway.call import Call
from headwater.gateway.routes import PREFIX, HasRoutes, RouteTable
from headwater.http.asgi import RequestBody, Scope, Send


class OwnRoutes:
    """Finds who serves a request, and asks the caller's policy first."""

    def __init__(self, parts: Iterable[HasRoutes], *, control: ControlPlane, authorizer: Authorizer) -> None:
        self._table = RouteTable(route for part in parts for route in part.routes())
        self._control = control
        self._authorizer = authorizer

    async def handle(self, path: str, scope: Scope, body: RequestBody, send: Send) -> None:
        """Answer a request whose path starts with `PREFIX`.

        Raises:
            UnknownOperation: there is no such route.
        """
        found = self._table.find(scope["method"], path.removeprefix(PREFIX).rstrip("/"))
        if found is None:
            raise UnknownOperation(f"there is no route {scope['method']} {path}")
        route, names = found
        if route.action is not None:
            self._check(route.action, names.get("runtime"))
        query = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
        await route.handler(Call(names, query, body, send, scope))

    def _check(self, action: str, runtime: str | None) -> None:
        """AccessDenied unless the caller may; without telling whether a runtime exists."""
        runtime_id = None
        if runtime is not None:
            with contextlib.suppress(NotFound):
                runtime_id = self._control.find_runtime_id(runtime)
        self._authorizer.check_own(current(), action, runtime_id)
