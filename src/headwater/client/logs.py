"""Reads an agent's log from a server, and goes on where it broke off."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

import httpx

from headwater.client.errors import ServerNotReachable
from headwater.client.transport import CONNECT_TIMEOUT_S, reaching
from headwater.wire.sse import SseDecoder

#: The server speaks up more often than this on a log that is followed.
_SILENCE_MAX_S = 60.0
_PAUSE_S = 0.25
_PAUSE_MAX_S = 2.0

#: Raises for an answer that is none.
Check = Callable[[httpx.Response], None]


class LogWish(TypedDict, total=False):
    """Which lines are wanted; what is None or absent asks for nothing.

    Members:
        level: lines as serious as this or more: debug, info, warning, error, critical.
        grep: lines whose text holds this regular expression (RE2).
        streams: some of stdout, stderr, event, otel, and runtime, which is all but otel.
        limit: the last so many.
    """

    session_id: str | None
    since: datetime | None
    until: datetime | None
    level: str | None
    grep: str | None
    streams: Sequence[str]
    request_id: str | None
    trace_id: str | None
    limit: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    """A `LogWish`, ready to be sent."""

    session_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    level: str | None = None
    grep: str | None = None
    streams: Sequence[str] = ()
    request_id: str | None = None
    trace_id: str | None = None
    limit: int | None = None

    def parameters(self) -> dict[str, str]:
        """The query string's."""
        found = {
            "session": self.session_id,
            "since": None if self.since is None else self.since.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
            "level": self.level,
            "grep": self.grep,
            "stream": ",".join(self.streams) or None,
            "request": self.request_id,
            "trace": self.trace_id,
            "limit": self.limit,
        }
        return {name: str(value) for name, value in found.items() if value is not None}


class LogClient:
    """The log of one agent."""

    def __init__(self, http: httpx.Client, url: str, path: str, check: Check) -> None:
        """`path` is the route's; `check` raises what the server refuses."""
        self._http = http
        self._url = url
        self._path = path
        self._check = check
        self._is_at_end = False
        #: The id of the last line that came whole.
        self._last_id = ""

    def read(self, query: LogQuery, *, timeout_s: float) -> Iterator[dict[str, Any]]:  # Any: JSON
        """What is there now."""
        timeout = httpx.Timeout(timeout_s, connect=CONNECT_TIMEOUT_S)
        with (
            reaching(self._url),
            self._http.stream("GET", self._path, params=query.parameters(), timeout=timeout) as response,
        ):
            self._check(response)
            for line in response.iter_lines():
                if line:
                    yield json.loads(line)

    def follow(
        self, query: LogQuery, on_break: Callable[[str], None] | None
    ) -> Iterator[dict[str, Any]]:  # Any: JSON
        """What is there, and what comes, until the agent is deleted.

        Args:
            on_break: told when the connection breaks, once each time, before it is made anew; None: that it
                broke is raised.
        """
        pause_s = _PAUSE_S
        has_begun = is_broken = False
        while not self._is_at_end:
            try:
                for line in self._follow_once(query):
                    has_begun, is_broken, pause_s = True, False, _PAUSE_S
                    if line is not None:
                        yield line
                if not self._is_at_end:
                    raise ServerNotReachable(f"the server at {self._url} ended")
            except ServerNotReachable as exc:
                if on_break is None or not has_begun:
                    raise
                if not is_broken:
                    on_break(exc.message)
                is_broken = True
                time.sleep(pause_s)
                pause_s = min(pause_s * 2, _PAUSE_MAX_S)

    def _follow_once(self, query: LogQuery) -> Iterator[dict[str, Any] | None]:  # Any: JSON
        """Lines, and None for each sign of life."""
        headers = {"accept": "text/event-stream"}
        if self._last_id:
            headers["last-event-id"] = self._last_id
        decoder = SseDecoder()
        timeout = httpx.Timeout(_SILENCE_MAX_S, connect=CONNECT_TIMEOUT_S)
        with (
            reaching(self._url),
            self._http.stream(
                "GET", self._path, params=query.parameters(), headers=headers, timeout=timeout
            ) as response,
        ):
            self._check(response)
            yield None
            for chunk in response.iter_bytes():
                for event in decoder.feed(chunk):
                    if event.event == "end":
                        self._is_at_end = True
                        return
                    self._last_id = event.id
                    yield json.loads(event.data)
                yield None
