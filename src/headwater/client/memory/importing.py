"""Import: the lines of an export into a memory, a few at a time.

Rule 1: what came before a damaged line is on the server's disk when that is reported.
Rule 2: repeating an import adds nothing: each line's client token is made of the id it was exported with.
    The server remembers tokens for two weeks.
Rule 3: events get new ids. A branch begins at the new one of the event it began at; where that is not in the
    file (it was deleted, or had expired), at a place of the same time.
Rule 4: strategies have other ids in another memory: those of the same name take their place, also in
    namespaces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import BinaryIO

from headwater.client.errors import ServerNotReachable
from headwater.client.memory.api import Memories
from headwater.client.memory.groups import MAX_COUNT, group_lines
from headwater.client.memory.lines import (
    FORMAT,
    Counts,
    DamagedExport,
    ImportStopped,
    Json,
    Line,
    read_lines,
)
from headwater.client.memory.strategies import rebuild_strategy
from headwater.core.errors import HeadwaterError, InvalidRequest

_CARRIED = ("eventExpiryDuration", "description", "indexedKeys", "namespaceKeys")


def import_memory(
    memories: Memories,
    file: BinaryIO,
    find_memory: Callable[[Json], str],
    *,
    is_extracted: bool = False,
    on_progress: Callable[[Counts], None] = lambda counts: None,
) -> Counts:
    """Read an export into the memory that `find_memory` says, given the exported one as GetMemory had it.

    Args:
        is_extracted: the memory's strategies read the events. Otherwise its records are those of the file.
    Raises:
        DamagedExport: a line cannot be read, or the end is missing. What came before is imported.
        ImportStopped: the server refused a line.
        ServerNotReachable: it does not answer any longer.
    """
    counts = Counts()
    lines = read_lines(file, counts)
    header = next(lines, None)
    if header is None:
        raise DamagedExport("there is nothing in it: no exported memory")
    exported = _read_header(header)
    importer = _Importer(memories, find_memory(exported), exported, is_extracted=is_extracted)
    with ThreadPoolExecutor(MAX_COUNT) as pool:
        for group in group_lines(lines):
            if group[0].kind == "end":
                return counts
            # The first that failed is raised, when all of them have ended.
            futures = [pool.submit(_import_line, importer, line) for line in group]
            wait(futures)
            for line, future in zip(group, futures, strict=True):
                future.result()
                counts.events += line.kind == "event"
                counts.records += line.kind == "record"
                on_progress(counts)
    raise DamagedExport(
        f"the export is not whole, its last line is missing; {counts.events} events and {counts.records}"
        " records that it had are imported"
    )


def build_memory(name: str, exported: Json) -> Json:
    """CreateMemory's request for a memory like the exported one."""
    members = {member: exported[member] for member in _CARRIED if member in exported}
    strategies = [rebuild_strategy(strategy) for strategy in exported.get("strategies", [])]
    return {"name": name, **members, **({"memoryStrategies": strategies} if strategies else {})}


class _Importer:
    """Knows what the ids of the file are in the memory."""

    def __init__(self, memories: Memories, memory_id: str, exported: Json, *, is_extracted: bool) -> None:
        self._memories = memories
        self._memory_id = memory_id
        self._source_id = exported["id"]
        self._mode: Json = {} if is_extracted else {"extractionMode": "SKIP"}
        self._roots: dict[str, str] = {}
        own = {strategy["name"]: strategy["strategyId"] for strategy in memories.get(memory_id)["strategies"]}
        self._strategy_ids = {
            strategy["strategyId"]: own[strategy["name"]]
            for strategy in exported.get("strategies", [])
            if strategy["name"] in own
        }

    def add_event(self, event: Json, *, is_root: bool) -> None:
        ids = {"actorId": event["actorId"], "sessionId": event["sessionId"]}
        body = {**ids, "eventTimestamp": event["eventTimestamp"], "payload": event["payload"]}
        if "metadata" in event:
            body["metadata"] = event["metadata"]
        branch = event.get("branch", {})
        place_id = self._make_place(ids, branch)
        if branch:
            root_id = place_id or self._roots.get(branch.get("rootEventId", ""))
            body["branch"] = {"name": branch["name"], **({"rootEventId": root_id} if root_id else {})}
        kept_id = self._create(event["eventId"], body)
        if is_root:
            self._roots[event["eventId"]] = kept_id
        if place_id is not None:
            self._memories.delete_event(self._memory_id, ids["actorId"], ids["sessionId"], place_id)
            # From now on the branch is there, and does not have to be told where it begins.
            self._roots[branch["rootEventId"]] = ""

    def add_record(self, record: Json) -> None:
        record_id = record["memoryRecordId"]
        strategy_id = record.get("memoryStrategyId")
        item = {
            "requestIdentifier": "r",
            "namespaces": [self._translate(namespace) for namespace in record["namespaces"]],
            "content": record["content"],
            "timestamp": record.get("timestamp", record["createdAt"]),
        }
        if strategy_id is not None:
            item["memoryStrategyId"] = self._strategy_ids.get(strategy_id, strategy_id)
        if record.get("metadata"):
            item["metadata"] = record["metadata"]
        # One at a time: a token covers a whole batch, and batches would be others once a line was repaired.
        answer = self._memories.create_records(
            self._memory_id, {"records": [item], "clientToken": self._token(record_id)}
        )
        for failed in answer.get("failedRecords", []):
            raise InvalidRequest(f"record {record_id}: {failed.get('errorMessage', 'the server refused it')}")

    def _make_place(self, ids: Json, branch: Json) -> str | None:
        """An event where a branch begins, if that one is gone. Branches stay when this goes again, too."""
        root_id = branch.get("rootEventId")
        if root_id is None or root_id in self._roots:
            return None
        at_ms = int(root_id.partition("#")[0])
        return self._create(root_id, {**ids, "eventTimestamp": at_ms / 1000, "payload": []})

    def _create(self, exported_id: str, body: Json) -> str:
        token = self._token(exported_id)
        kept = self._memories.create_event(self._memory_id, {**body, "clientToken": token, **self._mode})
        return str(kept["eventId"])

    def _translate(self, namespace: str) -> str:
        return "/".join(self._strategy_ids.get(part, part) for part in namespace.split("/"))

    def _token(self, exported_id: str) -> str:
        digest = hashlib.sha256(f"{self._source_id} {exported_id}".encode()).hexdigest()
        return f"import-{digest[:40]}"


def _read_header(line: Line) -> Json:
    memory = line.value.get("memory")
    if line.kind != "memory" or not isinstance(memory, dict) or "id" not in memory:
        raise DamagedExport(
            f"line {line.number} should be the exported memory, and is not: is this an export?"
        )
    if line.value.get("format") != FORMAT:
        raise DamagedExport(
            f"line {line.number}: the export has format {line.value.get('format')!r}; known is {FORMAT}"
        )
    return memory


def _import_line(importer: _Importer, line: Line) -> None:
    try:
        if line.kind == "event":
            importer.add_event(line.value["event"], is_root=line.value.get("isRoot") is True)
        elif line.kind == "record":
            importer.add_record(line.value["record"])
        else:
            raise DamagedExport(
                f"line {line.number}: a second memory begins; import it from a file of its own"
            )
    except HeadwaterError as exc:
        if isinstance(exc, DamagedExport):
            raise
        problem = f"line {line.number} is not imported: {exc.message}"
        if isinstance(exc, ServerNotReachable):
            raise ServerNotReachable(
                f"{problem}; then import again, what is there is not added twice"
            ) from exc
        raise ImportStopped(problem, exc) from exc
    except (KeyError, TypeError, ValueError, AttributeError) as exc:
        raise DamagedExport(
            f"line {line.number} is damaged: {type(exc).__name__}: {exc} in its {line.kind}"
        ) from exc
