"""Routes of our own, below `/headwater/v1`: what AgentCore has no operation for."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote

from headwater.control.artifacts import ArtifactStore
from headwater.control.plane import ControlPlane
from headwater.core.errors import InvalidRequest, UnknownOperation
from headwater.core.identifiers import DEFAULT_ENDPOINT
from headwater.gateway.asgi import ClientGone, RequestBody, Scope, Send, build_json, send_answer
from headwater.sessions.manager import SessionManager
from headwater.sessions.session import Session, SessionKey
from headwater.telemetry.logbook import Logbook, LogFilter

PREFIX = "/headwater/v1/"
_MAX_BODY_BYTES = 1024 * 1024
#: Seconds a follower of logs has, when the server ends, to take the last of them.
_LAST_WORD_S = 1.0
_RUNTIME = r"runtimes/(?P<runtime>[^/]+)"


class TemplateView(Protocol):
    """What the routes show of templates."""

    def describe(self, runtime_id: str, number: int) -> dict[str, object]: ...

    def versions(self, runtime_id: str) -> list[int]: ...


class OwnRoutes:
    """One method a route."""

    def __init__(
        self,
        *,
        control: ControlPlane,
        artifacts: ArtifactStore,
        sessions: SessionManager,
        templates: TemplateView,
        logbook: Logbook,
        describe_server: Callable[[], dict[str, Any]],
        isolation: dict[str, Any],
    ) -> None:
        self._control = control
        self._artifacts = artifacts
        self._sessions = sessions
        self._templates = templates
        self._logbook = logbook
        self._describe_server = describe_server
        self._isolation = isolation
        self._routes: list[tuple[str, re.Pattern[str], _Handler]] = [
            ("GET", re.compile("status"), self._status),
            ("PUT", re.compile("artifacts"), self._put_artifact),
            ("GET", re.compile("sessions"), self._list_sessions),
            ("GET", re.compile(_RUNTIME), self._runtime),
            ("GET", re.compile(_RUNTIME + r"/versions/(?P<version>[0-9]{1,5})/build-log"), self._build_log),
            ("POST", re.compile(_RUNTIME + "/stop"), self._stop),
            ("GET", re.compile(_RUNTIME + "/logs"), self._logs),
        ]

    async def handle(self, path: str, scope: Scope, body: RequestBody, send: Send) -> None:
        """Answer a request whose path starts with `PREFIX`.

        Raises:
            UnknownOperation: there is no such route.
        """
        rest = path.removeprefix(PREFIX).rstrip("/")
        for method, pattern, handler in self._routes:
            found = pattern.fullmatch(rest)
            if found is not None and method == scope["method"]:
                names = {name: unquote(value) for name, value in found.groupdict().items()}
                query = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
                await handler(_Call(names, query, body, send))
                return
        raise UnknownOperation(f"there is no route {scope['method']} {path}")

    async def _status(self, call: _Call) -> None:
        await call.answer(self._describe_server())

    async def _put_artifact(self, call: _Call) -> None:
        artifact = await self._artifacts.put(call.body.parts())
        result = {
            "bucket": artifact.bucket,
            "prefix": artifact.prefix,
            "sha256": artifact.sha256,
            "sizeBytes": artifact.size_bytes,
        }
        await call.answer(result, 201)

    async def _list_sessions(self, call: _Call) -> None:
        name = call.query.get("runtime")
        runtime_id = self._control.find_runtime_id(name) if name else None
        await call.answer({"sessions": self._describe(self._sessions.list(runtime_id))})

    async def _runtime(self, call: _Call) -> None:
        name = call.names["runtime"]
        described = await self._control.describe_runtime(name)
        runtime_id = described["runtime"]["agentRuntimeId"]
        numbers = set(self._templates.versions(runtime_id)) | {
            int(described["runtime"]["agentRuntimeVersion"])
        }
        await call.answer(
            {
                **described,
                "templates": [self._templates.describe(runtime_id, number) for number in sorted(numbers)],
                "isolation": self._isolation,
                "sessions": self._describe(self._sessions.list(runtime_id)),
            }
        )

    async def _build_log(self, call: _Call) -> None:
        offset = call.query.get("offset", "0")
        if not offset.isdigit():
            raise InvalidRequest(f"offset={offset!r} is not a number of bytes")
        number = int(call.names["version"])
        part = await self._control.read_build_log(call.names["runtime"], number, int(offset))
        await call.answer({"text": part.text, "nextOffset": part.next_offset})

    async def _stop(self, call: _Call) -> None:
        runtime_id = self._control.find_runtime_id(call.names["runtime"])
        wanted = _parse_object(await call.body.read_all(_MAX_BODY_BYTES))
        session_id, qualifier = wanted.get("sessionId"), wanted.get("qualifier")
        if session_id is not None:
            key = SessionKey(runtime_id, qualifier or DEFAULT_ENDPOINT, session_id)
            doomed = [self._sessions.get(key)]
        elif wanted.get("all"):
            doomed = [s for s in self._sessions.list(runtime_id) if qualifier in (None, s.key.endpoint)]
        else:
            raise InvalidRequest('say which session to stop: {"sessionId": "…"}, or {"all": true}')
        await self._sessions.stop_all(doomed, "stopped-by-caller")
        await call.answer({"stopped": [session.key.session_id for session in doomed]})

    async def _logs(self, call: _Call) -> None:
        runtime_id = self._control.find_runtime_id(call.names["runtime"])
        wanted = _parse_log_filter(call.query)
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

    def _describe(self, sessions: list[Session]) -> list[dict[str, object]]:
        now_s = asyncio.get_running_loop().time()
        return [session.describe(now_s) for session in sessions]


class _Call:
    """One request to one of our routes."""

    def __init__(self, names: dict[str, str], query: dict[str, str], body: RequestBody, send: Send) -> None:
        self.names = names
        self.query = query
        self.body = body
        self.send = send

    async def answer(self, result: object, status: int = 200) -> None:
        await send_answer(self.send, build_json(result, status))


_Handler = Callable[[_Call], Awaitable[None]]


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


def _parse_object(body: bytes) -> dict[str, Any]:  # Any: JSON
    if not body:
        return {}
    try:
        parsed = json.loads(body)
    except ValueError as exc:
        raise InvalidRequest(f"the body is not JSON: {exc}", reason="CannotParse") from exc
    if not isinstance(parsed, dict):
        raise InvalidRequest("the body must be a JSON object", reason="CannotParse")
    for name in ("sessionId", "qualifier"):
        if not isinstance(parsed.get(name), str | None):
            raise InvalidRequest(f"{name} must be a string, not {parsed[name]!r}")
    return parsed


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
