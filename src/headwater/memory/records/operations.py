"""The data plane's operations on memory records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from headwater.core.errors import FieldProblem, HeadwaterError, InvalidRequest
from headwater.memory import tokens
from headwater.memory.control.base import Members
from headwater.memory.control.book import MemoryBook
from headwater.memory.database.base import Database, Tx
from headwater.memory.owners import Callers
from headwater.memory.records.base import Draft, render_record, render_summary
from headwater.memory.records.batches import (
    Outcome,
    check_identifiers,
    read_change,
    read_draft,
    read_expiry_days,
    read_items,
    read_source,
    unknown_record,
)
from headwater.memory.records.embedding import Embedding
from headwater.memory.records.filters import read_filters
from headwater.memory.records.listing import Position, position_of, read_page
from headwater.memory.records.namespaces import read_scope
from headwater.memory.records.search import Question, Searcher
from headwater.memory.records.writing import (
    Change,
    change_record,
    delete_record,
    find_record,
    new_record_id,
    write_record,
)
from headwater.wire.pagination import decode_token, encode_token

_DEFAULT_PAGE_COUNT = 20
_DEFAULT_TOP_COUNT = 10
_BATCH_CREATE = "BatchCreateMemoryRecords"


class RecordOperations:
    """One method an operation: input members in, output members out."""

    def __init__(
        self,
        *,
        database: Database,
        book: MemoryBook,
        embedding: Embedding,
        searcher: Searcher,
        callers: Callers,
        now_ms: Callable[[], int],
    ) -> None:
        self._database = database
        self._book = book
        self._embedding = embedding
        self._searcher = searcher
        self._callers = callers
        self._now_ms = now_ms

    async def batch_create(self, request: Members) -> Members:
        """BatchCreateMemoryRecords: those that can be kept are on disk when this returns."""
        memory, caller = self._book.get(request["memoryId"]), self._callers.read()
        expiry = request.get("recordExpirySpecification")
        if expiry is not None and "action" in expiry:
            path = "recordExpirySpecification.action"
            text = f"{path} {expiry['action']} is for records that are there; leave it out for new ones"
            raise InvalidRequest(text, fields=(FieldProblem(path, text),))
        days = read_expiry_days(expiry)
        check_identifiers(request["records"], "requestIdentifier")
        drafts = read_items(request["records"], lambda item, path: read_draft(item, path, days))
        by_text = await self._embed([draft.text for _, draft in drafts if isinstance(draft, Draft)])

        def insert(tx: Tx) -> Members:
            key, holder = memory.memory_key, caller.token_holder
            known: Members | None = tokens.find_answer(tx, key, _BATCH_CREATE, request, holder)
            if known is not None:
                return known
            outcome = Outcome()
            now_ms = self._now_ms()
            for item, draft in drafts:
                record_id = new_record_id()
                if isinstance(draft, HeadwaterError):
                    outcome.fail(record_id, item, draft)
                    continue
                whole = replace(draft, vector=by_text[draft.text], owner=caller.owner)
                write_record(
                    tx, memory, whole, embedder=self._embedding.name, now_ms=now_ms, record_id=record_id
                )
                outcome.succeed(record_id, item)
            answer = outcome.render()
            tokens.keep_answer(tx, key, _BATCH_CREATE, request, answer, at_ms=now_ms, holder=holder)
            return answer

        answer = await self._database.write(insert)
        self._embedding.wake()
        return answer

    async def batch_update(self, request: Members) -> Members:
        """BatchUpdateMemoryRecords."""
        memory, caller = self._book.get(request["memoryId"]), self._callers.read()
        expiry = request.get("recordExpirySpecification")
        read_expiry_days(expiry)
        check_identifiers(request["records"], "memoryRecordId")
        changes = read_items(request["records"], lambda item, path: read_change(item, path, expiry))
        by_text = await self._embed([c.text for _, c in changes if isinstance(c, Change) and c.text])

        def update(tx: Tx) -> Outcome:
            outcome = Outcome()
            for item, change in changes:
                record_id = item["memoryRecordId"]
                if isinstance(change, HeadwaterError):
                    outcome.fail(record_id, item, change)
                    continue
                with_vector = replace(change, vector=by_text.get(change.text or ""))
                work = partial(
                    change_record,
                    tx,
                    memory,
                    record_id,
                    with_vector,
                    embedder=self._embedding.name,
                    now_ms=self._now_ms(),
                    caller=caller,
                    said=read_source(item),
                )
                outcome.attempt(record_id, item, work)
            return outcome

        outcome = await self._database.write(update)
        self._embedding.wake()
        return outcome.render()

    async def _embed(self, texts: list[str]) -> dict[str, bytes | None]:
        """Text -> its vector, where there is one to be had now."""
        return dict(zip(texts, await self._embedding.embed(texts), strict=True))

    async def batch_delete(self, request: Members) -> Members:
        """BatchDeleteMemoryRecords."""
        memory, caller = self._book.get(request["memoryId"]), self._callers.read()
        check_identifiers(request["records"], "memoryRecordId")

        def delete(tx: Tx) -> Outcome:
            outcome = Outcome()
            for item in request["records"]:
                record_id, said = item["memoryRecordId"], item.get("namespace")
                work = partial(delete_record, tx, memory, record_id, self._now_ms(), caller, said)
                outcome.attempt(record_id, item, work)
            return outcome

        return (await self._database.write(delete)).render()

    async def get(self, request: Members) -> Members:
        """GetMemoryRecord."""
        memory, record_id = self._book.get(request["memoryId"]), request["memoryRecordId"]
        caller, said = self._callers.read(), request.get("namespace")
        record = await self._database.read(
            lambda tx: find_record(tx, memory, record_id, self._now_ms(), caller, said)
        )
        if record is None:
            raise unknown_record(record_id)
        return {"memoryRecord": render_record(record)}

    async def delete(self, request: Members) -> Members:
        """DeleteMemoryRecord."""
        memory, record_id = self._book.get(request["memoryId"]), request["memoryRecordId"]
        caller, said = self._callers.read(), request.get("namespace")
        if not await self._database.write(
            lambda tx: delete_record(tx, memory, record_id, self._now_ms(), caller, said)
        ):
            raise unknown_record(record_id)
        return {"memoryRecordId": record_id}

    async def list_records(self, request: Members) -> Members:
        """ListMemoryRecords: newest first in each namespace."""
        memory = self._book.get(request["memoryId"])
        scope = read_scope(memory.memory_key, request, self._callers.read().sees)
        checks = read_filters(memory, request.get("metadataFilters", []))
        listing = _listing("records", request)
        after: Position | None = None
        if "nextToken" in request:
            path, namespace_key, record_key = str(decode_token(listing, request["nextToken"])).rsplit(" ", 2)
            after = path, int(namespace_key), int(record_key)
        count = request.get("maxResults", _DEFAULT_PAGE_COUNT)
        records = await self._database.read(
            lambda tx: read_page(
                tx,
                scope,
                checks=checks,
                strategy_id=request.get("memoryStrategyId"),
                after=after,
                count=count + 1,
                now_ms=self._now_ms(),
            )
        )
        page, token = records[:count], {}
        if len(records) > count:
            token = {"nextToken": encode_token(listing, " ".join(map(str, position_of(page[-1]))))}
        return {"memoryRecordSummaries": [render_summary(record) for record in page], **token}

    async def retrieve(self, request: Members) -> Members:
        """RetrieveMemoryRecords: the best first; `topK` of all pages together."""
        memory, criteria = self._book.get(request["memoryId"]), request["searchCriteria"]
        scope = read_scope(memory.memory_key, request, self._callers.read().sees)
        filters = criteria.get("metadataFilters", [])
        checks = read_filters(memory, filters, "searchCriteria.metadataFilters")
        listing = _listing("retrieved records", request)
        before_count, after = 0, None
        if "nextToken" in request:
            given, score, key = str(decode_token(listing, request["nextToken"])).split(" ")
            before_count, after = int(given), (float(score), int(key))
        wanted_count = criteria.get("topK", _DEFAULT_TOP_COUNT) - before_count
        count = min(wanted_count, request.get("maxResults", _DEFAULT_PAGE_COUNT))
        question = Question(
            scope=scope,
            text=criteria["searchQuery"],
            count=count + 1,
            strategy_id=criteria.get("memoryStrategyId"),
            checks=checks,
            after=after,
        )
        found = await self._searcher.search(question)
        page, token = found[:count], {}
        if len(found) > count and wanted_count > count:
            last = page[-1]
            position = f"{before_count + count} {last.score!r} {last.record.record_key}"
            token = {"nextToken": encode_token(listing, position)}
        summaries = [render_summary(entry.record, entry.score) for entry in page]
        return {"memoryRecordSummaries": summaries, **token}


def _listing(kind: str, request: Members) -> str:
    """What a token belongs to: all that was asked, save the size of pages."""
    asked = {name: value for name, value in request.items() if name not in ("nextToken", "maxResults")}
    digest = hashlib.blake2b(json.dumps(asked, sort_keys=True, default=str).encode(), digest_size=12)
    return f"{kind} {digest.hexdigest()}"
