"""The data plane's operations on extraction, and what CreateEvent queues for it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from headwater.core.errors import NotFound
from headwater.memory import tokens
from headwater.memory.control.base import Members, Memory, Strategy
from headwater.memory.control.book import MemoryBook
from headwater.memory.database.base import Database, Row, Tx
from headwater.memory.events.base import StoredEvent, to_ms
from headwater.memory.events.ids import EventIds
from headwater.memory.events.sessions import MemorySession, find_session
from headwater.memory.events.writing import NewEvent
from headwater.memory.extraction import queue
from headwater.memory.extraction.namespaces import check_resolvable, check_variables
from headwater.memory.extraction.strategist import find_task
from headwater.memory.owners import Caller, Callers, Owners, merge
from headwater.wire.pagination import cut_page, decode_token

_DEFAULT_PAGE_COUNT = 20
_START_JOB = "StartMemoryExtractionJob"
_FILTERS = {"strategyId": "strategy_id", "sessionId": "session_id", "actorId": "actor_id"}


class ExtractionOperations:
    """One method an operation: input members in, output members out."""

    def __init__(
        self,
        *,
        database: Database,
        book: MemoryBook,
        ids: EventIds,
        callers: Callers,
        wake: Callable[[], None],
        delay_ms: int,
        now_ms: Callable[[], int],
    ) -> None:
        """`wake` is called when something was queued, from any thread."""
        self._database = database
        self._book = book
        self._ids = ids
        self._callers = callers
        self._wake = wake
        self._delay_ms = delay_ms
        self._now_ms = now_ms

    def on_event(
        self, tx: Tx, memory: Memory, event: NewEvent, stored: StoredEvent, session: MemorySession
    ) -> None:
        """Queue a new event for the memory's strategies, in the event's own transaction.

        Raises:
            InvalidRequest: its namespace variables cannot be.
        """
        request = event.request
        if request.get("extractionMode") == "SKIP" or not memory.strategies:
            return
        if not any("conversational" in item or "json" in item for item in request["payload"]):
            return  # blobs are not read
        self._enqueue(tx, memory, request, session.owner, stored.event_key, stored.timestamp_ms, None)

    async def ingest(self, request: Members) -> Members:
        """IngestData: long-term memory of what is not to be an event."""
        memory, caller = self._book.get(request["memoryId"]), self._callers.read()
        session_id = request.get("sessionId") or str(uuid.uuid4())
        timestamp_ms = to_ms(request["contentTimestamp"], "contentTimestamp")
        payload = request["source"]["inline"]["payload"]

        def insert(tx: Tx) -> str:
            holder = caller.token_holder
            known = tokens.find_answer(tx, memory.memory_key, "IngestData", request, holder)
            if known is not None:
                return str(known)
            told = request | {"sessionId": session_id}
            self._enqueue(tx, memory, told, _owner_of(tx, memory, told, caller), 0, timestamp_ms, payload)
            tokens.keep_answer(
                tx,
                memory.memory_key,
                "IngestData",
                request,
                session_id,
                at_ms=self._now_ms(),
                holder=holder,
            )
            return session_id

        return {"sessionId": await self._database.write(insert)}

    async def list_jobs(self, request: Members) -> Members:
        """ListMemoryExtractionJobs: those that failed, newest first."""
        memory = self._book.get(request["memoryId"])
        asked = request.get("filter", {})
        listing = f"extraction jobs of {memory.memory_id} {sorted(asked.items())}"
        before = int(decode_token(listing, request["nextToken"])) if "nextToken" in request else None
        count, owners = request.get("maxResults", _DEFAULT_PAGE_COUNT), self._callers.read().sees
        rows = await self._database.read(lambda tx: _read_jobs(tx, memory, owners, asked, before, count + 1))
        page, token = cut_page(listing, rows, count, lambda row: int(row[0]))
        return {"jobs": [self._render_job(row) for row in page], **token}

    async def start_job(self, request: Members) -> Members:
        """StartMemoryExtractionJob: a failed job is tried again."""
        memory, job_id = self._book.get(request["memoryId"]), request["extractionJob"]["jobId"]
        caller, key, now_ms = self._callers.read(), memory.memory_key, self._now_ms()
        holder = caller.token_holder

        def restart(tx: Tx) -> None:
            if tokens.find_answer(tx, key, _START_JOB, request, holder) is not None:
                return
            if not queue.restart_job(tx, memory, job_id, caller, now_ms):
                raise NotFound(f"Extraction job {job_id} was not found")
            tokens.keep_answer(tx, key, _START_JOB, request, job_id, at_ms=now_ms, holder=holder)

        await self._database.write(restart)
        self._wake()
        return {"jobId": job_id}

    def _enqueue(
        self,
        tx: Tx,
        memory: Memory,
        request: Members,
        owner: str | None,
        event_key: int,
        timestamp_ms: int,
        payload: list[Members] | None,
    ) -> None:
        variables = check_variables(memory, request)
        strategies = [strategy for strategy in memory.strategies if find_task(strategy) is not None]
        due_ms = self._now_ms() + self._delay_ms
        for strategy in strategies:
            check_resolvable(strategy, variables)
            used = _used_variables(strategy, variables)
            group = queue.Group(
                memory_key=memory.memory_key,
                strategy_id=strategy.strategy_id,
                actor_id=request["actorId"],
                session_id=request["sessionId"],
                variables=queue.encode_variables(used),
                owner=owner,
            )
            queue.enqueue(
                tx,
                group,
                event_key=event_key,
                timestamp_ms=timestamp_ms,
                payload=payload,
                due_ms=due_ms,
            )
        if strategies:
            self._wake()

    def _render_job(self, row: Row) -> Members:
        _, job_id, strategy_id, actor_id, session_id, reason, items = row
        messages = [
            {"eventId": self._ids.encode(item["timestamp_ms"], item["event_key"]), "messageIndex": index}
            for item in queue.decode_items(items)
            for index in range(len(item["payload"]))
        ]
        return {
            "jobID": job_id,
            "messages": {"messagesList": messages},
            "status": "FAILED",
            "failureReason": reason,
            "strategyId": strategy_id,
            "sessionId": session_id,
            "actorId": actor_id,
        }


def _used_variables(strategy: Strategy, variables: dict[str, str]) -> dict[str, str]:
    """Those that the strategy's namespace names: others must not keep events from being read together."""
    return {
        name: value
        for name, value in variables.items()
        if any(f"{{{name}}}" in template for template in strategy.namespaces)
    }


def _owner_of(tx: Tx, memory: Memory, request: Members, caller: Caller) -> str | None:
    """Whose that is what is told of a session. AccessDenied if that is none of the caller's business."""
    session = find_session(tx, memory, request["actorId"], request["sessionId"], caller)
    if session is None or session.owner is None:
        return caller.owner
    return merge(session.owner, caller.owner) if caller.is_agent else session.owner


def _read_jobs(
    tx: Tx, memory: Memory, owners: Owners | None, asked: Members, before: int | None, count: int
) -> list[Row]:
    conditions = [f"{column} = :{column}" for member, column in _FILTERS.items() if member in asked]
    values: dict[str, object] = {
        column: asked[member] for member, column in _FILTERS.items() if member in asked
    }
    if owners is not None:
        conditions.append(owners.condition("owner"))
        values |= owners.values
    if before is not None:
        conditions.append("job_key < :before")
        values["before"] = before
    more = "".join(f" AND {condition}" for condition in conditions)
    return tx.all(
        "SELECT job_key, job_id, strategy_id, actor_id, session_id, failure_reason, items"
        f" FROM extraction_jobs WHERE memory_key = :memory_key{more} ORDER BY job_key DESC LIMIT :count",
        memory_key=memory.memory_key,
        count=count,
        **values,
    )
