"""Limits of runtimes' sessions: kept in the store, read from memory by whoever starts and reaps sessions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Connection

from headwater.core.errors import InvalidRequest, NotFound
from headwater.core.limits import UNLIMITED, RuntimeLimits, apply_limits
from headwater.store import limits as queries
from headwater.store.engine import Store
from headwater.store.runtimes import find_runtime


class LimitBook:
    """The limits in force. Use from the event loop only; `load` before the first look."""

    def __init__(self, store: Store, *, warm_max_count: int, now: Callable[[], datetime]) -> None:
        self._store = store
        self._warm_max_count = warm_max_count
        self._now = now
        self._by_runtime: dict[str, RuntimeLimits] = {}
        #: Changes are read, checked and committed one after the other.
        self._lock = asyncio.Lock()

    async def load(self) -> Self:
        """Take over what the store has."""
        self._by_runtime = await self._store.run(queries.all_limits)
        return self

    def of(self, runtime_id: str) -> RuntimeLimits:
        """What is set for a runtime."""
        return self._by_runtime.get(runtime_id, UNLIMITED)

    def warm_counts(self) -> dict[str, int]:
        """How many sessions are to be kept ready, of the runtimes for which that is set."""
        return {
            runtime_id: limits.warm_count
            for runtime_id, limits in self._by_runtime.items()
            if limits.warm_count is not None
        }

    async def change(self, runtime_id: str, wanted: Mapping[str, Any]) -> RuntimeLimits:  # Any: JSON
        """Set the members of `wanted`; in force, and durable, when this returns.

        Raises:
            InvalidRequest: `wanted` is not valid, or more warm sessions than all runtimes may have.
            NotFound: the runtime was deleted.
        """
        async with self._lock:
            limits = apply_limits(self.of(runtime_id), wanted)
            self._check_warm(runtime_id, limits)

            def put_limits(tx: Connection) -> None:
                if find_runtime(tx, runtime_id) is None:
                    raise NotFound(f"agent runtime {runtime_id} was deleted")
                queries.put_limits(tx, runtime_id, limits, at=self._now())

            await asyncio.shield(self._store.run(put_limits))
            self._by_runtime[runtime_id] = limits
            return limits

    def drop(self, runtime_id: str) -> None:
        """Forget a runtime that is gone; its row goes with it."""
        self._by_runtime.pop(runtime_id, None)

    def _check_warm(self, runtime_id: str, limits: RuntimeLimits) -> None:
        others = sum(count for owner, count in self.warm_counts().items() if owner != runtime_id)
        if limits.warm_count is not None and others + limits.warm_count > self._warm_max_count:
            raise InvalidRequest(
                f"warmSessions {limits.warm_count} is more than this server keeps:"
                f" {self._warm_max_count} for all agents together (sandbox.warm_max_count),"
                f" of which others have {others}"
            )
