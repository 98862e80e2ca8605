"""Our own route to what changes, as server-sent events."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

from headwater.auth.owners import OwnerBook
from headwater.control.plane import ControlPlane
from headwater.core.errors import NotFound
from headwater.core.principals import current
from headwater.gateway.authorization import Authorizer
from headwater.gateway.call import Call
from headwater.gateway.live import Audience, Listener, LiveFeed
from headwater.gateway.routes import Query, Route
from headwater.http.asgi import ClientGone, RequestBody

#: Seconds after which a listener has to come again, so that one whose key was taken away does not listen on.
LISTEN_MAX_S = 900.0
#: Seconds in which a listener who does not read is waited for.
_STALL_MAX_S = 60.0
#: Seconds he has at the end to take the last of it.
_LAST_WORD_S = 1.0
_HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # else nginx holds events back
    (b"x-content-type-options", b"nosniff"),
]
_DESCRIPTION = """\
Events:
`resync` - first of all, and when too much changed or was not read: look at the lists anew;
`sessions` - those that `ended` and then, maybe under the same ids, those that `changed`, as the list of
sessions shows them, without `pid`;
`runtimes` - `changed` ones, as the list of runtimes shows them, without `sessions`, and the ids of
those `deleted`;
`tick` - every second: how many `sessions` are in which state, `streams` in flight, and for those who may see
everybody's sessions `totals` since the server started: requests, errors, bytes and tokens.
The stream ends after a quarter of an hour; listen again then."""


class LiveRoutes:
    """One method a route."""

    def __init__(
        self, *, control: ControlPlane, feed: LiveFeed, owners: OwnerBook, authorizer: Authorizer
    ) -> None:
        self._authorizer = authorizer
        self._control = control
        self._feed = feed
        self._owners = owners

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "live",
                self.listen,
                None,  # what a caller may not get is left out
                "What changes in sessions and runtimes, from now on",
                query=(Query("runtime", "Of this runtime alone: its name, id or ARN."),),
                streams="text/event-stream",
                description=_DESCRIPTION,
            ),
        )

    async def listen(self, call: Call) -> None:
        name, caller = call.query.get("runtime"), current()
        audience = Audience(
            scope=self._owners.scope_of(caller),
            policy=caller.policy,
            runtime_id=self._find_runtime(name) if name else None,
        )
        with self._feed.listening(audience) as listener:
            await call.send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await _until_left(call.body, listener, call)

    def _find_runtime(self, name: str) -> str:
        """AccessDenied where the caller may not get it, whether or not it is there."""
        runtime_id = None
        with contextlib.suppress(NotFound):
            runtime_id = self._control.find_runtime_id(name)
        self._authorizer.check_own(current(), "GetRuntime", runtime_id)
        return runtime_id or self._control.find_runtime_id(name)


async def _until_left(body: RequestBody, listener: Listener, call: Call) -> None:
    """Send until the feed ends, the listener leaves or does not read any more, or his time is over."""
    loop = asyncio.get_running_loop()
    over = loop.call_later(LISTEN_MAX_S, listener.end)
    work = (_wait_left(body, listener), _send_all(listener, call), listener.over.wait())
    leaving, sending, ending = (asyncio.create_task(one) for one in work)
    try:
        await asyncio.wait({sending, ending}, return_when=asyncio.FIRST_COMPLETED)
        async with asyncio.timeout(_LAST_WORD_S):
            await sending
    except TimeoutError:
        return  # he does not read: the connection is broken off
    finally:
        over.cancel()
        for task in (leaving, sending, ending):
            task.cancel()
        await asyncio.gather(leaving, sending, ending, return_exceptions=True)


async def _wait_left(body: RequestBody, listener: Listener) -> None:
    with contextlib.suppress(ClientGone):
        await body.drain()
        await body.next_part()
    listener.end()


async def _send_all(listener: Listener, call: Call) -> None:
    """TimeoutError where frames are not read."""
    async for frames in listener.frames():
        async with asyncio.timeout(_STALL_MAX_S):
            await call.send({"type": "http.response.body", "body": frames, "more_body": True})
    await call.send({"type": "http.response.body", "body": b""})
