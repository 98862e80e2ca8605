"""Routes of our own, below `/headwater/v1`: what AgentCore has no operation for."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, MutableMapping
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs

from headwater.control.plane import ControlPlane
from headwater.core.errors import NotFound, UnknownOperation
from headwater.core.principals import current
from headwater.gateway.api.openapi import build_document
from headwater.gateway.authorization import Authorizer
from headwater.gateway.call import Call
from headwater.gateway.routes import PREFIX, HasRoutes, Route, RouteTable
from headwater.http.asgi import RequestBody, Scope, Send
from headwater.wire import servertiming
from headwater.wire.restjson import load_api


class OwnRoutes:
    """Finds who serves a request, and asks the caller's policy first."""

    def __init__(
        self,
        parts: Iterable[HasRoutes],
        *,
        control: ControlPlane,
        authorizer: Authorizer,
        operations: Iterable[str],
    ) -> None:
        """`operations` of AWS's are served beside our routes; the document names them."""
        self._table = RouteTable((*(route for part in parts for route in part.routes()), self._document()))
        self._control = control
        self._authorizer = authorizer
        self._operations = sorted(operations)

    def _document(self) -> Route:
        return Route(
            "GET",
            "openapi.json",
            self.describe,
            None,
            "This document",
            is_public=True,  # it is the same on every server of a version, and holds nothing secret
            answer=dict[str, object],
        )

    def is_public(self, method: str, path: str) -> bool:
        """Whether a path that starts with `PREFIX` is served to whoever asks."""
        found = self._table.find(method, _below(path))
        return found is not None and found[0].is_public

    def takes_bearers(self, method: str, path: str) -> bool:
        """Whether a path that starts with `PREFIX` is served to the bearers of tokens for runtimes."""
        found = self._table.find(method, _below(path))
        return found is not None and found[0].takes_bearers

    async def handle(self, path: str, scope: Scope, body: RequestBody, send: Send, arrived_ns: int) -> None:
        """Answer a request whose path starts with `PREFIX`, and say in its head what the time went to.

        Args:
            arrived_ns: when it came, by `time.perf_counter_ns`.
        Raises:
            UnknownOperation: there is no such route.
        """
        found = self._table.find(scope["method"], _below(path))
        if found is None:
            raise UnknownOperation(f"there is no route {scope['method']} {path}")
        route, names = found
        if route.action is not None:
            self._check(route.action, names.get("runtime"))
        query = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
        await route.handler(Call(names, query, body, _with_timing(send, arrived_ns), scope))

    async def describe(self, call: Call) -> None:
        """GET openapi.json."""
        await call.answer(self._built)

    @cached_property
    def _built(self) -> dict[str, Any]:  # Any: JSON
        return build_document(self._table.routes, map(load_api().get_operation, self._operations))

    def _check(self, action: str, runtime: str | None) -> None:
        """AccessDenied unless the caller may; without telling whether a runtime exists."""
        runtime_id = None
        if runtime is not None:
            with contextlib.suppress(NotFound):
                runtime_id = self._control.find_runtime_id(runtime)
        self._authorizer.check_own(current(), action, runtime_id)


def _below(path: str) -> str:
    return path.removeprefix(PREFIX).rstrip("/")


def _with_timing(send: Send, arrived_ns: int) -> Send:
    """`send`, whose answers say in `Server-Timing` how long it took to admit the caller, and to serve him."""
    admitted_ns = time.perf_counter_ns()

    async def send_timed(message: MutableMapping[str, Any]) -> None:  # Any: an ASGI message
        if message["type"] == "http.response.start":
            spent = (
                ("authenticate", admitted_ns - arrived_ns),
                ("handle", time.perf_counter_ns() - admitted_ns),
            )
            timing = (servertiming.HEADER.encode(), servertiming.encode(spent))
            message["headers"] = [*message["headers"], timing]
        await send(message)

    return send_timed
