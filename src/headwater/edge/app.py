"""Everything that comes in at the front doors.

door -> guards -> who calls -> what is asked -> target -> form -> client; `call` has the steps. Whatever goes
wrong, the client gets to know only what `problems` says of it; the log gets the rest under the request's id.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from headwater.background import running
from headwater.edge import problems
from headwater.edge.base import Refusal
from headwater.edge.call import Call
from headwater.edge.doors import DoorTable
from headwater.edge.keepalive import KeepAlive
from headwater.http.asgi import ClientGone, Receive, Scope, Send, refuse_other

_log = logging.getLogger("headwater.edge")


class EdgeApp:
    """The ASGI app of all front doors."""

    def __init__(self, table: DoorTable) -> None:
        self._table = table
        self._keep_alive = KeepAlive()
        #: How often which door refused by which rule.
        self.refusals: Counter[tuple[str, str]] = Counter()

    def replace(self, table: DoorTable) -> None:
        """Requests to come go through these doors; those that are served stay with theirs."""
        self._table = table

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Sees to silent streams while it is open."""
        async with running(self._keep_alive.run(), "edge-keep-alive"):
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await refuse_other(scope, receive, send)
            return
        call = Call(scope, receive, send, self._table, self._keep_alive)
        try:
            await call.serve()
        except ClientGone:
            return
        except Refusal as exc:
            self._note(call, exc)
            await call.refuse(exc)
        except asyncio.CancelledError:  # the time to drain is over; nothing above has to hear of it
            _log.warning("request %s was cut off: the edge is shutting down", call.request_id)
            await call.break_off()
        except Exception:
            _log.exception("request %s failed unexpectedly", call.request_id)
            await call.refuse(problems.unexpected())
        finally:
            await call.close()

    def _note(self, call: Call, refusal: Refusal) -> None:
        self.refusals[call.door_name, refusal.rule] += 1
        _log.info(
            "request %s from %s at door %s refused with %d by %s (number %d)",
            call.request_id,
            call.address,
            call.door_name,
            refusal.status,
            refusal.rule,
            self.refusals[call.door_name, refusal.rule],
        )
