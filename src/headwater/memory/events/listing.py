"""ListEvents: newest first, whole pages, whatever the filters.

Every page is one walk down an index from where the last one ended; nothing is counted and nothing skipped,
so that the millionth event costs what the first one does. With a filter on a metadata value the walk goes
down that value's own index.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.memory.control.base import Members
from headwater.memory.database.base import Row, Tx
from headwater.memory.events.base import MAIN_BRANCH, StoredEvent, read_event
from headwater.memory.events.ids import EventIds

#: (timestamp in ms, event key): the order of events.
Position = tuple[int, int]
#: A page ends when its payloads have so many bytes, though more events would fit: answers stay bounded.
PAGE_MAX_BYTES = 12 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Events of one branch (None: of the main one), up to `until` where that is said, it included."""

    branch: str | None
    until: Position | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked of one session. Without segments: events of all branches."""

    session_key: int
    segments: tuple[Segment, ...] | None
    filters: tuple[Members, ...]
    before: Position | None
    count: int
    oldest_created_ms: int
    has_payloads: bool = True


def check_filters(filters: list[Members]) -> tuple[Members, ...]:
    """Refuse filters whose two sides do not belong together."""
    for index, item in enumerate(filters):
        has_value = "right" in item
        if has_value != (item["operator"] == "EQUALS_TO"):
            path = f"filter.eventMetadata[{index}].right"
            text = f"{path} must {'not ' if has_value else ''}be given with {item['operator']}"
            raise InvalidRequest(text, fields=(FieldProblem(path, text),))
    return tuple(filters)


def list_segments(tx: Tx, session_key: int, branch_filter: Members | None) -> tuple[Segment, ...] | None:
    """The parts of branches that a filter means; None is: everything."""
    if branch_filter is None:
        return None
    name = None if branch_filter["name"] == MAIN_BRANCH else branch_filter["name"]
    segments = [Segment(branch=name)]
    while name is not None and branch_filter.get("includeParentBranches"):
        row = tx.one(
            "SELECT parent, root_timestamp_ms, root_event_key FROM branches"
            " WHERE session_key = :session_key AND name = :name",
            session_key=session_key,
            name=name,
        )
        if row is None:
            break
        name = row[0]
        # Of a parent's parent no more is meant than of the parent: what came before its own child began.
        until = min((row[1], row[2]), segments[-1].until or (row[1], row[2]))
        segments.append(Segment(branch=name, until=until))
    return tuple(segments)


def read_page(tx: Tx, query: Query) -> list[StoredEvent]:
    """Up to `query.count` events, newest first; fewer where there are no more, or where `is_cut_by_size`."""
    if query.segments is None:
        rows = _read_rows(tx, query, None)
    else:
        parts = [_read_rows(tx, query, segment) for segment in query.segments]
        rows = heapq.merge(*parts, key=lambda row: (row[1], row[0]), reverse=True)
    events: list[StoredEvent] = []
    size = 0
    for row in islice(rows, query.count):
        events.append(read_event(row))
        size += len(events[-1].payload)
        if size > PAGE_MAX_BYTES:
            break
    return events


def is_cut_by_size(events: list[StoredEvent]) -> bool:
    """Whether a page ended early because of its bytes; there may be more, or not."""
    return sum(len(event.payload) for event in events) > PAGE_MAX_BYTES


def roots_of(tx: Tx, session_key: int, events: list[StoredEvent], ids: EventIds) -> dict[str, str]:
    """Branch -> id of the event it begins at, of the branches of these events."""
    roots = {}
    for name in {event.branch for event in events} - {None}:
        row = tx.one(
            "SELECT root_timestamp_ms, root_event_key FROM branches"
            " WHERE session_key = :session_key AND name = :name",
            session_key=session_key,
            name=name,
        )
        if row is not None:
            roots[str(name)] = ids.encode(row[0], row[1])
    return roots


def _read_rows(tx: Tx, query: Query, segment: Segment | None) -> Iterator[Row]:
    """Of one segment, or of all branches; newest first."""
    before = _find_bound(query, segment)
    if before is None:
        return _select(tx, query, segment, "")
    # Two ranges: SQLite does not begin within the events of one millisecond when it is told both at once.
    same = "AND {0}.timestamp_ms = :before_ms AND {0}.event_key < :before_key"
    older = "AND {0}.timestamp_ms < :before_ms"
    ranges = (_select(tx, query, segment, text, before) for text in (same, older))
    return chain.from_iterable(ranges)


def _find_bound(query: Query, segment: Segment | None) -> Position | None:
    """What comes before the end of the last page, and not after the end of the segment."""
    bounds = [] if query.before is None else [query.before]
    if segment is not None and segment.until is not None:
        bounds.append((segment.until[0], segment.until[1] + 1))
    return min(bounds, default=None)


def _select(
    tx: Tx, query: Query, segment: Segment | None, only_range: str, before: Position = (0, 0)
) -> Iterator[Row]:
    values: dict[str, object] = {
        "session_key": query.session_key,
        "count": query.count,
        "oldest": query.oldest_created_ms,
        "before_ms": before[0],
        "before_key": before[1],
    }
    # Texts of conditions are of this file alone; whatever a caller said goes by parameters.
    driver, conditions = _choose_index(query.filters, values)
    conditions.append("e.created_ms >= :oldest")
    if segment is not None:
        conditions.append("e.branch IS NULL" if segment.branch is None else "e.branch = :branch")
        if segment.branch is not None:
            values["branch"] = segment.branch
    source = "events e" if driver == "e" else "event_metadata m JOIN events e ON e.event_key = m.event_key"
    payload = "e.payload" if query.has_payloads else ":nothing"
    if not query.has_payloads:
        values["nothing"] = b"[]"
    return tx.each(
        f"SELECT e.event_key, e.timestamp_ms, e.branch, {payload}, e.metadata FROM {source}"
        f" WHERE {driver}.session_key = :session_key {only_range.format(driver)}"
        f" AND {' AND '.join(conditions)}"
        f" ORDER BY {driver}.timestamp_ms DESC, {driver}.event_key DESC LIMIT :count",
        **values,
    )


def _choose_index(filters: tuple[Members, ...], values: dict[str, object]) -> tuple[str, list[str]]:
    """Which table leads, and the conditions of the filters."""
    leading = next((f for f in filters if f["operator"] == "EQUALS_TO"), None) or next(
        (f for f in filters if f["operator"] == "EXISTS"), None
    )
    conditions = []
    for index, item in enumerate(filters):
        values[f"name{index}"] = item["left"]["metadataKey"]
        with_value = ""
        table = "m" if item is leading else "x"
        if item["operator"] == "EQUALS_TO":
            values[f"value{index}"] = item["right"]["metadataValue"]["stringValue"]
            with_value = f" AND {table}.value = :value{index}"
        if item is leading:
            conditions.append(f"m.name = :name{index}{with_value}")
            continue
        negation = "NOT " if item["operator"] == "NOT_EXISTS" else ""
        conditions.append(
            f"{negation}EXISTS (SELECT 1 FROM event_metadata x WHERE x.event_key = e.event_key"
            f" AND x.name = :name{index}{with_value})"
        )
    return ("e" if leading is None else "m"), conditions
