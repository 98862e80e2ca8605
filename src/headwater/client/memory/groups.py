"""Which lines of an export may be sent at the same time. Pure.

The server tells events of a session apart by their time, and those of one time by which came first. So events
may go together where each is later than the one before; one that a branch begins at, or that is of a branch,
goes alone. Records have no order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from headwater.client.memory.lines import DamagedExport, Line

MAX_COUNT = 16
MAX_BYTES = 8 * 1024 * 1024


def group_lines(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines, in order, by those that may go together.

    Raises:
        DamagedExport: as `lines` does, after what came before it.
    """
    group: list[Line] = []
    try:
        for line in lines:
            if group and not _may_join(group, line):
                yield group
                group = []
            group.append(line)
    except DamagedExport:
        if group:
            yield group
        raise
    if group:
        yield group


def _may_join(group: list[Line], line: Line) -> bool:
    last = group[-1]
    if len(group) == MAX_COUNT or sum(each.size_bytes for each in group) + line.size_bytes > MAX_BYTES:
        return False
    if last.kind != line.kind or line.kind not in ("event", "record"):
        return False
    return line.kind == "record" or (_is_plain(last) and _is_plain(line) and _follows(last, line))


def _is_plain(line: Line) -> bool:
    return "branch" not in line.value["event"] and "isRoot" not in line.value


def _follows(last: Line, line: Line) -> bool:
    before, after = last.value["event"], line.value["event"]
    is_of_one = all(before.get(name) == after.get(name) for name in ("actorId", "sessionId"))
    at_s, next_s = before.get("eventTimestamp"), after.get("eventTimestamp")
    are_numbers = isinstance(at_s, int | float) and isinstance(next_s, int | float)
    return is_of_one and are_numbers and round(at_s * 1000) < round(next_s * 1000)
