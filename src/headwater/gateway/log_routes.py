"""Our own route to what agents print."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from headwater.control.plane import ControlPlane
from headwater.core.errors import InvalidRequest
from headwater.gateway.api.runtimes import LogLine
from headwater.gateway.call import Call
from headwater.gateway.routes import Query, Route
from headwater.gateway.session_routes import SessionRoutes
from headwater.http.asgi import ClientGone, RequestBody
from headwater.telemetry.logbook import Logbook, LogFilter

#: Seconds a follower of logs has, when the server ends, to take the last of them.
_LAST_WORD_S = 1.0


class LogRoutes:
    """One method a route."""

    def __init__(self, *, control: ControlPlane, sessions: SessionRoutes, logbook: Logbook) -> None:
        self._control = control
        self._sessions = sessions
        self._logbook = logbook

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "runtimes/{runtime}/logs",
                self.read,
                "ReadLogs",
                "What a runtime's sessions print, a line of JSON each",
                query=(
                    Query("session", "Of this session alone."),
                    Query("since", "From this time on.", "date-time"),
                    Query("limit", "The last so many lines.", "integer"),
                    Query("follow", "Stay, and send lines as they come.", "boolean"),
                ),
                answer=LogLine,
                streams="application/x-ndjson",
            ),
        )

    async def read(self, call: Call) -> None:
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
