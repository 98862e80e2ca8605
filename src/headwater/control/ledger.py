"""How the control plane changes things: one transaction, then the resolver, then what follows.

Rule 1: a change is decided and committed in one transaction, with the answer to a repetition of it.
Rule 2: the resolver learns of it before the caller does, and in the order of the commits.
Rule 3: a caller who leaves does not stop it half-way: the change and what follows from it go on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from headwater.background import BackgroundWork
from headwater.control.catalog import Catalog
from headwater.control.idempotency import find_answer, keep_answer
from headwater.control.resolver import Resolver, RuntimeEntry
from headwater.control.sealing import Sealer
from headwater.core.principals import CallerKind, current
from headwater.store.engine import Store, T, Transaction
from headwater.store.history import note_changes

Members = dict[str, Any]  # members of the control plane's API have their own types


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a transaction did: its answer, the runtime it touched, and what is to be begun now."""

    answer: Members
    runtime_id: str | None = None
    then: Callable[[], None] | None = None


class Ledger:
    """Carries out changes and keeps the resolver true."""

    def __init__(
        self,
        store: Store,
        catalog: Catalog,
        resolver: Resolver,
        work: BackgroundWork,
        sealer: Sealer,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._resolver = resolver
        self._work = work
        self._sealer = sealer
        self.now = now
        #: Told of each runtime that was changed, once the resolver knows.
        self.on_changed: Callable[[str], None] = lambda runtime_id: None

    async def run(self, work: Transaction[T]) -> T:
        """Read, or write what the resolver has no picture of, in one transaction."""
        return await self._store.run(work)

    async def finish(self, work: Coroutine[Any, Any, Members]) -> Members:  # Any: of the type's own
        """Await `work`, which goes on when the caller leaves."""
        return await asyncio.shield(self._work.start(work))

    async def find_answer(
        self, operation: str, request: Members, check: Callable[[Connection], None]
    ) -> Members | None:
        """The answer this request had before; else `check` whether it could be carried out now.

        For what takes long to find out before `answer`, which decides: neither must it be asked in vain, nor
        for a repetition, whose answer stands even if what it was made from is gone.
        """

        def look(tx: Connection) -> Members | None:
            earlier = find_answer(tx, operation, request, self._sealer)
            if earlier is None:
                check(tx)
            return earlier

        return await self._store.run(look)

    async def answer(
        self, operation: str, request: Members, decide: Callable[[Connection], Change]
    ) -> Members:
        """Carry out a request, or give the answer it had when it came before with its token.

        Raises:
            Exception: whatever `decide` raised; nothing was changed.
        """

        def transaction(tx: Connection) -> Change:
            earlier = find_answer(tx, operation, request, self._sealer)
            if earlier is not None:
                return Change(answer=earlier)
            change = decide(tx)
            keep_answer(tx, operation, request, change.answer, self._sealer, at=self.now())
            return change

        return await self.finish(self._apply(transaction))

    async def change(self, decide: Callable[[Connection], Change]) -> None:
        """Carry out a change that the server itself makes."""
        await self._apply(decide)

    async def _apply(self, decide: Callable[[Connection], Change]) -> Members:
        caller, since = current(), self.now()
        name = None if caller.kind is CallerKind.OPEN else caller.name

        def transaction(tx: Connection) -> tuple[Change, RuntimeEntry | None]:
            change = decide(tx)
            if change.runtime_id is not None:
                note_changes(tx, change.runtime_id, caller=name, since=since)
            return change, self._catalog.entry(tx, change.runtime_id) if change.runtime_id else None

        # The store carries out one transaction after the other and their waiters wake up in that
        # order, so that a later picture of a runtime never gives way to an earlier one.
        change, entry = await self._store.run(transaction)
        if entry is not None:
            self._resolver.put(entry)
        elif change.runtime_id is not None:
            self._resolver.drop(change.runtime_id)
        if change.runtime_id is not None:
            self.on_changed(change.runtime_id)
        if change.then is not None:
            change.then()
        return change.answer
