"""What the conditions of policies can look at, of each operation on memories.

Rule 1: a fact is what the request says, and is carried out as it says: a record that the request places in
    another namespace than it is in is not found. What the request does not say is no fact, and a condition
    on it does not hold.
Rule 2: an operation on several things has a set of facts for each of them; all have to be allowed.
Rule 3: who looks at and below a path touches namespaces whose names nobody knows beforehand. They count as
    the path itself and as something below it: `/a/*` allows both, and `/a/` alone does not. A denial of
    `/a/secret/*` does not keep a search below `/a/` from it: say what is allowed instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from headwater.memory.records.namespaces import to_path

Members = Mapping[str, Any]  # Any: members of the API have their own types
Facts = dict[str, str]

_ACTOR, _SESSION, _NAMESPACE, _STRATEGY = (
    f"bedrock-agentcore:{name}" for name in ("actorId", "sessionId", "namespace", "strategyId")
)
#: Stands for all names below a path: no namespace has such a character, and no pattern so many `?`, so that
#: `*` alone can mean it.
_ANYTHING_BELOW = "\x00" * 100
_OF_BATCHES = {
    "BatchCreateMemoryRecords": ("namespaces",),
    "BatchUpdateMemoryRecords": ("sourceNamespaces", "namespaces"),
    "BatchDeleteMemoryRecords": ("namespace",),
}


def find_facts(operation: str, values: Members) -> list[Facts]:
    """The sets of facts of a request, one at least; all have to be allowed. Of other operations an empty one.

    Args:
        operation: its name in the service model.
        values: the request's members.
    """
    if operation in _OF_BATCHES:
        return _distinct(facts for item in values["records"] for facts in _of_item(operation, item))
    if operation in _READERS:
        return _READERS[operation](values)
    return [{}]


def _of_session(values: Members) -> list[Facts]:
    return [_pick(values, actorId=_ACTOR, sessionId=_SESSION)]


def _of_jobs(values: Members) -> list[Facts]:
    return [_pick(values.get("filter", {}), actorId=_ACTOR, sessionId=_SESSION, strategyId=_STRATEGY)]


def _of_record(values: Members) -> list[Facts]:
    return [_pick(values, namespace=_NAMESPACE)]


def _of_listing(values: Members) -> list[Facts]:
    return _in_scope(values, _pick(values, memoryStrategyId=_STRATEGY))


def _of_search(values: Members) -> list[Facts]:
    return _in_scope(values, _pick(values.get("searchCriteria", {}), memoryStrategyId=_STRATEGY))


def _in_scope(values: Members, others: Facts) -> list[Facts]:
    """Of what is asked of one namespace, or of all at and below a path."""
    names = [values["namespace"]] if "namespace" in values else []
    if "namespacePath" in values:
        path = to_path(values["namespacePath"])
        names += [values["namespacePath"] if path else "", path + _ANYTHING_BELOW]
    return _distinct(others | {_NAMESPACE: name} for name in names) if names else [others]


def _of_item(operation: str, item: Members) -> Iterable[Facts]:
    """Of one record of a batch: a set for where it is, and one for where it will be."""
    for member in _OF_BATCHES[operation]:
        if member == "namespaces" and operation == "BatchUpdateMemoryRecords" and member not in item:
            continue  # it stays where it is
        # Which strategy it is of now, nobody says.
        strategy = _pick(item, memoryStrategyId=_STRATEGY) if member == "namespaces" else {}
        given = item.get(member, [])
        names = [given] if isinstance(given, str) else given
        yield from (strategy | {_NAMESPACE: name} for name in names)
        if not names:
            yield strategy


def _pick(values: Members, **keys: str) -> Facts:
    return {key: str(values[member]) for member, key in keys.items() if values.get(member) is not None}


def _distinct(facts: Iterable[Facts]) -> list[Facts]:
    """A batch has a hundred items, most of them in one namespace."""
    return list({tuple(sorted(each.items())): each for each in facts}.values()) or [{}]


_READERS = {
    **dict.fromkeys(
        (
            "CreateEvent",
            "GetEvent",
            "DeleteEvent",
            "ListEvents",
            "ListSessions",
            "ListActors",
            "IngestData",
        ),
        _of_session,
    ),
    "GetMemoryRecord": _of_record,
    "DeleteMemoryRecord": _of_record,
    "ListMemoryRecords": _of_listing,
    "RetrieveMemoryRecords": _of_search,
    "ListMemoryExtractionJobs": _of_jobs,
}

#: Operations that this file knows; a job that is started again has nothing that a condition can look at.
KNOWN = frozenset({*_READERS, *_OF_BATCHES, "StartMemoryExtractionJob"})
