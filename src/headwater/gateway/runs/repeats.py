"""Requests that are sent again, as their caller did not hear what became of them: they begin no second run.

A caller's key stands for one request to one agent. A run that never reached its agent, as its request broke
off or was refused before, gives its key back.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from typing import Any

from headwater.core.errors import Conflict
from headwater.core.principals import Principal
from headwater.core.runtimes import Target
from headwater.gateway.relay import MAX_PAYLOAD_BYTES, build_too_large
from headwater.gateway.runs.run import Run
from headwater.gateway.runs.wishes import IDEMPOTENCY_KEY
from headwater.http.asgi import RequestBody, Scope, find_header
from headwater.streams.base import RunState
from headwater.streams.log import StreamLog
from headwater.streams.store import StreamStore
from headwater.wire.headers import SESSION_ID

_SESSION_HEADER = SESSION_ID.lower().encode()
#: Seconds for a request to come that was sent before; then its connection is taken to be dead.
_COMING_S = 2.0
_REPLACED = ("cancelled", f"The request was sent again, with its {IDEMPOTENCY_KEY}, before it was complete")


class Repeats:
    """Finds what an earlier sending of a request has begun."""

    def __init__(self, store: StreamStore, runs: Mapping[str, Run]) -> None:
        """`runs` are those that go on, by their ids."""
        self._store = store
        self._runs = runs

    async def find(
        self,
        scope: Scope,
        body: RequestBody,
        values: Mapping[str, Any],  # Any: members have their own types
        key: str,
        target: Target,
        principal: Principal,
    ) -> StreamLog | None:
        """The run that this request has begun already; None: it is the first. Then `body` was not touched.

        Raises:
            Conflict: the key was another request's.
            ClientGone: the caller left.
        """
        owner, runtime_id = principal.owner, target.version.runtime_id
        while (log := self._store.find_by_key(owner, runtime_id, key)) is not None:
            run = self._runs.get(log.facts.invocation_id)
            if run is None or run.body.is_complete:
                await self._check_same(log, scope, body, values, key, target)
                return log
            if not await _wait_read(run):
                run.cut(RunState.CANCELLED, _REPLACED)
                await run.end()
        return None

    async def _check_same(
        self,
        log: StreamLog,
        scope: Scope,
        body: RequestBody,
        values: Mapping[str, Any],  # Any: as above
        key: str,
        target: Target,
    ) -> None:
        facts = log.facts
        if facts.endpoint != target.endpoint:
            raise _build_other(key, f"endpoint {facts.endpoint}")
        # Who names no session has another one made up each time.
        if find_header(scope, _SESSION_HEADER) is not None and facts.session_id != values["runtimeSessionId"]:
            raise _build_other(key, f"session {facts.session_id}")
        digest = await _read_digest(body)
        if log.payload_digest not in (None, digest):
            raise _build_other(key, "another payload")


async def _wait_read(run: Run) -> bool:
    """Whether the run's request is read, or the run over."""
    try:
        async with asyncio.timeout(_COMING_S):
            await run.body.is_read.wait()
    except TimeoutError:
        return False
    return True


async def _read_digest(body: RequestBody) -> str:
    digest = hashlib.sha256()
    async for part in body.parts():
        digest.update(part)
        if body.received_bytes > MAX_PAYLOAD_BYTES:
            raise build_too_large(body.received_bytes)
    return digest.hexdigest()


def _build_other(key: str, what: str) -> Conflict:
    return Conflict(
        f"{IDEMPOTENCY_KEY} {key!r} was that of a request with {what}; another request needs a key of its own"
    )
