"""Routes of our own, below `/headwater/v1`: what AgentCore has no operation for."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote

from headwater.control.artifacts import ArtifactStore
from headwater.control.plane import ControlPlane
from headwater.core.errors import InvalidRequest, NotFound, UnknownOperation
from headwater.core.principals import current
from headwater.gateway.authorization import Authorizer
from headwater.gateway.call import Call, Handler
from headwater.gateway.key_routes import KeyRoutes
from headwater.gateway.session_routes import SessionRoutes
from headwater.http.asgi import ClientGone, RequestBody, Scope, Send
from headwater.telemetry.logbook import Logbook, LogFilter

PREFIX = "/headwater/v1/"
_MAX_BODY_BYTES = 1024 * 1024
#: Seconds a follower of logs has, when the server ends, to take the last of them.
_LAST_WORD_S = 1.0
_RUNTIME = r"runtimes/(?P<runtime>[^/]+)"
_VERSION = r"/versions/(?P<version>[0-9]{1,5})"


class TemplateView(Protocol):
    """What the routes show of templates."""

    def describe(self, runtime_id: str, number: int) -> dict[str, object]: ...

    def versions(self, runtime_id: str) -> list[int]: ...

    def describe_isolation(self) -> dict[str, object]:
        """The level of sessions in containers."""


class OwnRoutes:
    """One method a route."""

    def __init__(
        self,
        *,
        control: ControlPlane,
        artifacts: ArtifactStore,
        sessions: SessionRoutes,
        keys: KeyRoutes,
        authorizer: Authorizer,
        templates: TemplateView,
        logbook: Logbook,
        describe_server: Callable[[], dict[str, Any]],
        isolation: dict[str, Any],
    ) -> None:
        self._control = control
        self._artifacts = artifacts
        self._sessions = sessions
        self._authorizer = authorizer
        self._templates = templates
        self._logbook = logbook
        self._describe_server = describe_server
        self._isolation = isolation
        #: Method, path, what does it, and what a policy calls it (`headwater:…`).
        self._routes: list[tuple[str, re.Pattern[str], Handler, str]] = [
            ("GET", re.compile("status"), self._status, "GetStatus"),
            ("PUT", re.compile("artifacts"), self._put_artifact, "PutArtifact"),
            ("GET", re.compile(_RUNTIME), self._runtime, "GetRuntime"),
            ("GET", re.compile(_RUNTIME + _VERSION + "/build-log"), self._build_log, "GetRuntime"),
            ("GET", re.compile(_RUNTIME + "/logs"), self._logs, "ReadLogs"),
            ("GET", re.compile("sessions"), sessions.list_all, "ListSessions"),
            ("POST", re.compile(_RUNTIME + "/stop"), sessions.stop, "StopSessions"),
            ("GET", re.compile(_RUNTIME + "/limits"), sessions.get_limits, "GetRuntime"),
            ("PUT", re.compile(_RUNTIME + "/limits"), sessions.put_limits, "SetLimits"),
            ("GET", re.compile("keys"), keys.list_all, "ManageKeys"),
            ("POST", re.compile("keys"), keys.create, "ManageKeys"),
            ("DELETE", re.compile("keys/(?P<key>[^/]+)"), keys.revoke, "ManageKeys"),
        ]

    async def handle(self, path: str, scope: Scope, body: RequestBody, send: Send) -> None:
        """Answer a request whose path starts with `PREFIX`.

        Raises:
            UnknownOperation: there is no such route.
        """
        rest = path.removeprefix(PREFIX).rstrip("/")
        for method, pattern, handler, action in self._routes:
            found = pattern.fullmatch(rest)
            if found is not None and method == scope["method"]:
                names = {name: unquote(value) for name, value in found.groupdict().items()}
                self._check(action, names.get("runtime"))
                query = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
                await handler(Call(names, query, body, send))
                return
        raise UnknownOperation(f"there is no route {scope['method']} {path}")

    def _check(self, action: str, runtime: str | None) -> None:
        """AccessDenied unless the caller may; without telling whether a runtime exists."""
        runtime_id = None
        if runtime is not None:
            with contextlib.suppress(NotFound):
                runtime_id = self._control.find_runtime_id(runtime)
        self._authorizer.check_own(current(), action, runtime_id)

    async def _status(self, call: Call) -> None:
        await call.answer(self._describe_server())

    async def _put_artifact(self, call: Call) -> None:
        artifact = await self._artifacts.put(call.body.parts())
        result = {
            "bucket": artifact.bucket,
            "prefix": artifact.prefix,
            "sha256": artifact.sha256,
            "sizeBytes": artifact.size_bytes,
        }
        await call.answer(result, 201)

    async def _runtime(self, call: Call) -> None:
        name = call.names["runtime"]
        described = await self._control.describe_runtime(name)
        runtime_id = described["runtime"]["agentRuntimeId"]
        numbers = set(self._templates.versions(runtime_id)) | {
            int(described["runtime"]["agentRuntimeVersion"])
        }
        is_image = "containerConfiguration" in described["runtime"]["agentRuntimeArtifact"]
        await call.answer(
            {
                **described,
                "templates": [self._templates.describe(runtime_id, number) for number in sorted(numbers)],
                "isolation": self._templates.describe_isolation() if is_image else self._isolation,
                "sessions": await self._sessions.describe(runtime_id, with_memory="memory" in call.query),
                "limits": self._sessions.describe_limits(runtime_id),
            }
        )

    async def _build_log(self, call: Call) -> None:
        offset = call.query.get("offset", "0")
        if not offset.isdigit():
            raise InvalidRequest(f"offset={offset!r} is not a number of bytes")
        number = int(call.names["version"])
        part = await self._control.read_build_log(call.names["runtime"], number, int(offset))
        await call.answer({"text": part.text, "nextOffset": part.next_offset})

    async def _logs(self, call: Call) -> None:
        runtime_id = self._control.find_runtime_id(call.names["runtime"])
        wanted = _parse_log_filter(call.query)
        await self._sessions.check_may_read(runtime_id, wanted.session_id)
        follow = call.query.get("follow") in ("1", "true", "yes")
        headers = [(b"content-type", b"application/x-ndjson")]
        await call.send({"type": "http.response.start", "status": 200, "headers": headers})

        async def stream() -> None:
            async for line in self._logbook.read(runtime_id, wanted, follow=follow):
                data = (line + "\n").encode("utf-8", "replace")
                await call.send({"type": "http.response.body", "body": data, "more_body": True})
            await call.send({"type": "http.response.body", "body": b""})

        try:
            await _until_gone(call.body, stream())
        except asyncio.CancelledError:  # the server ends, and with it the log that is followed
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORD_S):
                    await call.send({"type": "http.response.body", "body": b""})


async def _until_gone(body: RequestBody, work: Any) -> None:  # Any: a coroutine
    """Do `work` until it is done or the caller leaves."""

    async def wait_gone() -> None:
        try:
            await body.drain()
            await body.next_part()
        except ClientGone:
            return

    tasks = [asyncio.create_task(work), asyncio.create_task(wait_gone())]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _parse_log_filter(query: dict[str, str]) -> LogFilter:
    since, limit = query.get("since"), query.get("limit")
    try:
        parsed = datetime.fromisoformat(since) if since else None
    except ValueError:
        raise InvalidRequest(f"since={since!r} is not a time like 2026-01-31T12:00:00+00:00") from None
    if parsed is not None and parsed.tzinfo is None:
        raise InvalidRequest(f"since={since!r} has no time zone; end it with Z or +00:00")
    if limit is not None and not limit.isdigit():
        raise InvalidRequest(f"limit={limit!r} is not a number of lines")
    return LogFilter(session_id=query.get("session"), since=parsed, limit=int(limit) if limit else None)
