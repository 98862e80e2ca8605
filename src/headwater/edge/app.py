"""Everything that comes in at the front doors.

door -> guards -> who calls -> what is asked -> target -> form -> client; `call` has the steps. Whatever goes
wrong, the client gets to know only what `problems` says of it; the log gets the rest under the request's id.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any, Protocol

from headwater.background import running
from headwater.edge import problems
from headwater.edge.base import Refusal
from headwater.edge.call import Call
from headwater.edge.counts import EdgeCounts
from headwater.edge.doors import DoorTable
from headwater.edge.keepalive import KeepAlive
from headwater.edge.overview import describe_edge
from headwater.http.asgi import ClientGone, Receive, Scope, Send, refuse_other
from headwater.telemetry.spans import Recorder

_log = logging.getLogger("headwater.edge")


class EdgeWatch(Protocol):
    """Who counts what comes to the doors; neither call waits."""

    def note_edge_request(self, door: str, status: str) -> None:
        """A request is over: `2xx` to `5xx`, or `cut` where the answer broke off or the client left."""

    def note_edge_refusal(self, door: str, rule: str) -> None:
        """A door refused a request by one of its rules."""


class NoWatch:
    """For doors that nobody watches."""

    def note_edge_request(self, door: str, status: str) -> None:
        pass

    def note_edge_refusal(self, door: str, rule: str) -> None:
        pass


class EdgeApp:
    """The ASGI app of all front doors."""

    def __init__(
        self, table: DoorTable, watch: EdgeWatch | None = None, recorder: Recorder | None = None
    ) -> None:
        """`recorder` takes spans; without one, traces are passed on and nothing of them is kept."""
        self._table = table
        self._recorder = recorder or Recorder()
        self._watch = watch or NoWatch()
        self._keep_alive = KeepAlive()
        #: For whoever looks after the doors.
        self.counts = EdgeCounts()

    def replace(self, table: DoorTable) -> None:
        """Requests to come go through these doors; those that are served stay with theirs."""
        self._table = table
        self.counts.forget_others(door.settings.name for door in table.doors)

    def describe(self) -> dict[str, Any]:  # Any: JSON
        """The doors that stand open, and what came to them."""
        return describe_edge(self._table, self.counts)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Sees to silent streams while it is open."""
        async with running(self._keep_alive.run(), "edge-keep-alive"):
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await refuse_other(scope, receive, send)
            return
        answer = _WatchedSend(send)
        call = Call(scope, receive, answer, self._table, self._keep_alive, self._recorder, self.counts)
        try:
            await call.serve()
        except ClientGone:
            call.fail("client_gone", "the client left")
            return
        except Refusal as exc:
            call.fail("user" if exc.status < 500 else "agent", exc.rule)
            self._note(call, exc)
            await call.refuse(exc)
        except asyncio.CancelledError:  # the time to drain is over; nothing above has to hear of it
            call.fail("system", "the edge is shutting down")
            _log.warning("request %s was cut off: the edge is shutting down", call.request_id)
            await call.break_off()
        except Exception:
            call.fail("system", "unexpected")
            _log.exception("request %s failed unexpectedly", call.request_id)
            await call.refuse(problems.unexpected())
        finally:
            await call.close()
            self._watch.note_edge_request(call.door_name, answer.describe())

    def _note(self, call: Call, refusal: Refusal) -> None:
        number = self.counts.refuse(call.door_name, refusal.rule)
        self._watch.note_edge_refusal(call.door_name, refusal.rule)
        _log.info(
            "request %s from %s at door %s refused with %d by %s (number %d)",
            call.request_id,
            call.address,
            call.door_name,
            refusal.status,
            refusal.rule,
            number,
        )


class _WatchedSend:
    """`send`, remembering how the answer began and whether it is complete."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._status = 0
        self._is_complete = False

    async def __call__(self, message: MutableMapping[str, Any]) -> None:  # Any: an ASGI message
        await self._send(message)
        if message["type"] == "http.response.start":
            self._status = message["status"]
        elif not message.get("more_body"):
            self._is_complete = True

    def describe(self) -> str:
        return f"{self._status // 100}xx" if self._is_complete else "cut"
