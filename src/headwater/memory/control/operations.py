"""The control plane's operations on memories."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from headwater.core.errors import FieldProblem, InvalidRequest, NotFound, QuotaExceeded
from headwater.core.identifiers import build_resource_id
from headwater.core.requests import check_tag_count
from headwater.memory import tokens
from headwater.memory.control.base import Members, Memory, Owner
from headwater.memory.control.book import MemoryBook
from headwater.memory.control.rendering import SHOWN_MEMBERS, render_memory, render_summary
from headwater.memory.control.strategies import (
    build_strategies,
    check_keys_in_use,
    get_strategy,
    modify_strategy,
)
from headwater.memory.database.base import Database, Tx
from headwater.wire.pagination import cut_page, decode_token

MAX_INDEXED_KEY_COUNT = 10
_DEFAULT_PAGE_COUNT = 10
_LISTING = "memories"
#: What is kept of a request as it is.
_KEPT_MEMBERS = (*SHOWN_MEMBERS, "tags")


class MemoryOperations:
    """One method an operation: input members in, output members out."""

    def __init__(
        self,
        *,
        database: Database,
        book: MemoryBook,
        owner: Owner,
        purge: Callable[[Memory], None],
        now_ms: Callable[[], int],
    ) -> None:
        """`purge` begins to remove what a deleted memory holds, and then the memory itself."""
        self._database = database
        self._book = book
        self._owner = owner
        self._purge = purge
        self._now_ms = now_ms
        # A change is made of what was read before: one at a time.
        self._changing = asyncio.Lock()

    async def create(self, request: Members) -> Members:
        """CreateMemory. It can be used at once; the answer says CREATING, as AWS's does."""
        async with self._changing:
            memory = await self._find_known("CreateMemory", request)
            if memory is None or memory.status == "DELETING":
                new = self._build(request)
                memory = await self._book.add(new, self._keeper("CreateMemory", request, new.memory_id))
        return {"memory": render_memory(memory, self._owner, "CREATING")}

    def _build(self, request: Members) -> Memory:
        now_ms = self._now_ms()
        members = {name: request[name] for name in _KEPT_MEMBERS if name in request}
        _check_indexed_keys(members.get("indexedKeys", []), "indexedKeys")
        return Memory(
            memory_key=0,
            memory_id=build_resource_id(request["name"]),
            name=request["name"],
            status="ACTIVE",
            event_expiry_days=request["eventExpiryDuration"],
            created_ms=now_ms,
            updated_ms=now_ms,
            members=members,
            strategies=build_strategies(
                request.get("memoryStrategies", []),
                existing=(),
                keys=_namespace_keys(members),
                now_ms=now_ms,
                path="memoryStrategies",
            ),
        )

    async def get(self, request: Members) -> Members:
        """GetMemory."""
        memory = self._book.find(request["memoryId"])
        if memory is None:
            raise NotFound(f"Memory {request['memoryId']} was not found")
        return {"memory": render_memory(memory, self._owner)}

    async def update(self, request: Members) -> Members:
        """UpdateMemory: what is not named stays as it is."""
        async with self._changing:
            memory = self._book.get(request["memoryId"])
            known = await self._find_known("UpdateMemory", request)
            if known is not None:
                return {"memory": render_memory(known, self._owner)}
            changed = _apply_update(memory, request, self._now_ms())
            await self._book.change(changed, self._keeper("UpdateMemory", request, memory.memory_id))
        return {"memory": render_memory(changed, self._owner)}

    async def delete(self, request: Members) -> Members:
        """DeleteMemory: nobody can use it any more when this returns; its events go in the background."""
        answer = {"memoryId": request["memoryId"], "status": "DELETING"}
        async with self._changing:
            known = await self._database.read(
                lambda tx: tokens.find_answer(tx, tokens.NO_MEMORY, "DeleteMemory", request)
            )
            if known is not None:
                return answer
            memory = self._book.get(request["memoryId"])
            deleting = replace(memory, status="DELETING", updated_ms=self._now_ms())
            await self._book.change(deleting, self._keeper("DeleteMemory", request, memory.memory_id))
        self._purge(deleting)
        return answer

    async def list_memories(self, request: Members) -> Members:
        """ListMemories, by their ids, those that are being deleted last.

        SDKs look for a name in here and take the first id that begins with it: sorted so, that is the one of
        this very name, and never one that is going.
        """
        after = str(decode_token(_LISTING, request["nextToken"])) if "nextToken" in request else ""
        count = request.get("maxResults", _DEFAULT_PAGE_COUNT)
        rows = [memory for memory in sorted(self._book, key=_place) if _place(memory) > after][: count + 1]
        page, token = cut_page(_LISTING, rows, count, _place)
        return {"memories": [render_summary(memory, self._owner) for memory in page], **token}

    async def change_tags(self, arn: str, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
        """Replace a memory's tags by what `change` makes of them."""
        async with self._changing:
            memory = self._book.get(arn)
            tags = change(dict(memory.members.get("tags", {})))
            check_tag_count(arn, len(tags))
            await self._book.change(replace(memory, members={**memory.members, "tags": tags}), _nothing)

    def tags_of(self, arn: str) -> dict[str, str]:
        """NotFound if there is no such memory."""
        return dict(self._book.get(arn).members.get("tags", {}))

    async def _find_known(self, operation: str, request: Members) -> Memory | None:
        """The memory that this very request made or changed before, if it is still there."""
        memory_id = await self._database.read(
            lambda tx: tokens.find_answer(tx, tokens.NO_MEMORY, operation, request)
        )
        return None if memory_id is None else self._book.find(memory_id)

    def _keeper(self, operation: str, request: Members, memory_id: str) -> Callable[[Tx], None]:
        at_ms = self._now_ms()

        def keep(tx: Tx) -> None:
            # There is one if its memory was deleted since.
            tokens.forget_answer(tx, tokens.NO_MEMORY, operation, request)
            tokens.keep_answer(tx, tokens.NO_MEMORY, operation, request, memory_id, at_ms=at_ms)

        return keep


def _place(memory: Memory) -> str:
    return f"{'1' if memory.status == 'DELETING' else '0'} {memory.memory_id}"


def _apply_update(memory: Memory, request: Members, now_ms: int) -> Memory:
    members: dict[str, Any] = dict(memory.members)  # Any: members of the API
    members |= {name: request[name] for name in _KEPT_MEMBERS if name in request}
    added = request.get("addIndexedKeys", [])
    if added:
        members["indexedKeys"] = [*members.get("indexedKeys", []), *added]
        _check_indexed_keys(members["indexedKeys"], "addIndexedKeys")
    changes = request.get("memoryStrategies", {})
    strategies = memory.strategies
    keys = _namespace_keys(members)
    for entry in changes.get("deleteMemoryStrategies", []):
        gone = get_strategy(strategies, entry["memoryStrategyId"])
        strategies = tuple(strategy for strategy in strategies if strategy is not gone)
    for index, change in enumerate(changes.get("modifyMemoryStrategies", [])):
        path = f"memoryStrategies.modifyMemoryStrategies[{index}]"
        strategies = modify_strategy(strategies, change, keys=keys, now_ms=now_ms, path=path)
    strategies += build_strategies(
        changes.get("addMemoryStrategies", []),
        existing=strategies,
        keys=keys,
        now_ms=now_ms,
        path="memoryStrategies.addMemoryStrategies",
    )
    check_keys_in_use(strategies, keys)
    return replace(
        memory,
        event_expiry_days=request.get("eventExpiryDuration", memory.event_expiry_days),
        members=members,
        strategies=strategies,
        updated_ms=now_ms,
    )


def _namespace_keys(members: Members) -> set[str]:
    return {entry["key"] for entry in members.get("namespaceKeys", [])}


def _check_indexed_keys(keys: list[Members], path: str) -> None:
    names = [entry["key"] for entry in keys]
    for name in names:
        if names.count(name) > 1:
            text = f"the metadata key {name!r} is indexed already; an indexed key cannot be changed"
            raise InvalidRequest(f"{path}: {text}", fields=(FieldProblem(path, text),))
    if len(names) > MAX_INDEXED_KEY_COUNT:
        raise QuotaExceeded(f"a memory can have {MAX_INDEXED_KEY_COUNT} indexed keys")


def _nothing(tx: Tx) -> None:
    """No token to keep."""
