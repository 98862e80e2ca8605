"""A million events in one memory: pages to the end, filters, expiry and deletion, and what they cost in RAM.

Times at the end of a listing stand beside those at its beginning, the server's memory beside what it had
before the first page.
"""

from __future__ import annotations

import http.client
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import apsw

from bench.filling import Filled, fill
from bench.rows import Progress, Row, median, round_to
from bench.server import HeadwaterServer, running_server

_PAGE_COUNT = 100
#: Pages that a median is of.
_SAMPLE_COUNT = 50
_RARE = 100
_DAY_MS = 24 * 60 * 60 * 1000
_REMOVAL_DEADLINE_S = 900.0
_FILTERS: dict[str, dict[str, Any]] = {  # Any: JSON
    "metadata": {"eventMetadata": [{"left": {"metadataKey": "kind"}, "operator": "EQUALS_TO",
                                    "right": {"metadataValue": {"stringValue": "rare"}}}]},
    "not_exists": {"eventMetadata": [{"left": {"metadataKey": "none"}, "operator": "NOT_EXISTS"}]},
    "branch": {"branch": {"name": "b", "includeParentBranches": True}},
}  # fmt: skip


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """All events are of one session; every hundredth has another `kind`; the older half expires."""
    count = 20_000 if quick else 1_000_000
    now_ms = int(time.time() * 1000)
    with tempfile.TemporaryDirectory(prefix="hw-bench-depth-") as folder:
        progress(f"depth: {count:,} events in one session")
        filled = fill(
            Path(folder), count, _describe,
            created_ms=lambda number: now_ms - (10 * _DAY_MS if number < count // 2 else 0),
        )  # fmt: skip
        flags = {"memory.url": filled.url, "memory.expire_every_s": 1.0}
        with running_server(flags) as server:
            return _Depth(server, filled, count, progress).measure()


def _describe(number: int) -> dict[str, Any]:  # Any: members of the API
    kind = "rare" if number % _RARE == 0 else "usual"
    return {"metadata": {"kind": {"stringValue": kind}, "turn": {"stringValue": str(number)}}}


class _Depth:
    def __init__(self, server: HeadwaterServer, filled: Filled, count: int, progress: Progress) -> None:
        self._server = server
        self._connection = http.client.HTTPConnection(*server.address, timeout=60)
        self._filled = filled
        self._count = count
        self._progress = progress
        self._database = apsw.Connection(str(filled.path), flags=apsw.SQLITE_OPEN_READONLY)

    def measure(self) -> list[Row]:
        memory_path = f"/memories/{self._filled.memory_id}"
        self._page(None, None)
        before_mb = self._read_peak_mb()
        rows = self._measure_pages()
        self._branch_off()
        rows += [row for name, asked in _FILTERS.items() for row in self._measure_filter(name, asked)]
        usual_ms = self._time_first_page()
        self._progress("depth: the older half expires")
        change = {"eventExpiryDuration": 3}
        self._server.ask("PUT", f"{memory_path}/update", json.dumps(change).encode())
        expiring_ms = self._wait_count(self._count // 2 + 1)
        self._progress("depth: the memory is deleted")
        self._server.ask("DELETE", f"{memory_path}/delete")
        self._wait_count(0, is_listed=False)
        growth_mb = self._read_peak_mb() - before_mb
        return [
            *rows,
            _row("page_while_expiring_ms", expiring_ms, "a page before", usual_ms, self._note()),
            Row(
                name="depth_growth_mb", value=round_to(growth_mb), unit="MB", reference="at the first page",
                reference_value=round_to(before_mb), aim="<= 100", note=self._note(),
            ),
        ]  # fmt: skip

    def _measure_pages(self) -> list[Row]:
        self._progress("depth: pages to the end")
        times_ms, found = self._read_all(None)
        assert found == self._count, found
        first_ms, last_ms = median(times_ms[:_SAMPLE_COUNT]), median(times_ms[-_SAMPLE_COUNT:])
        note = f"{_PAGE_COUNT} events, {self._note()}"
        return [_row("page_at_depth_ms", last_ms, "the first pages", first_ms, note, "<= 2 x")]

    def _measure_filter(self, name: str, asked: dict[str, Any]) -> list[Row]:  # Any: JSON
        self._progress(f"depth: filter {name}")
        times_ms, found = self._read_all(asked)
        expected = self._count // _RARE if name == "metadata" else self._count + 1
        assert found == expected, (name, found)
        samples = max(1, min(_SAMPLE_COUNT, len(times_ms) // 2))
        first_ms, last_ms = median(times_ms[:samples]), median(times_ms[-samples:])
        note = f"{_PAGE_COUNT} events, {self._note()}"
        return [_row(f"page_by_{name}_at_depth_ms", last_ms, "the first pages", first_ms, note, "<= 2 x")]

    def _branch_off(self) -> None:
        """One event of a branch that begins at the newest: with its parents it has all events."""
        newest = self._page(None, None)[0]["events"][0]
        body = {
            "actorId": "actor", "sessionId": "session", "eventTimestamp": newest["eventTimestamp"] + 1,
            "payload": [], "branch": {"name": "b", "rootEventId": newest["eventId"]},
        }  # fmt: skip
        self._server.ask("POST", f"/memories/{self._filled.memory_id}/events", json.dumps(body).encode())

    def _read_all(self, asked: dict[str, Any] | None) -> tuple[list[float], int]:  # Any: JSON
        times_ms, found, token = [], 0, None
        while True:
            page, time_ms = self._page(asked, token)
            found += len(page["events"])
            token = page.get("nextToken")
            if token is None:
                return times_ms, found
            times_ms.append(time_ms)

    def _page(
        self, asked: dict[str, Any] | None, token: str | None
    ) -> tuple[dict[str, Any], float]:  # Any: JSON
        body: dict[str, Any] = {"maxResults": _PAGE_COUNT}
        body |= {} if asked is None else {"filter": asked}
        body |= {} if token is None else {"nextToken": token}
        path = f"/memories/{self._filled.memory_id}/actor/actor/sessions/session"
        started_s = time.perf_counter()
        self._connection.request("POST", path, json.dumps(body), {"content-type": "application/json"})
        response = self._connection.getresponse()
        text = response.read()
        time_ms = (time.perf_counter() - started_s) * 1e3
        assert response.status == 200, text[:1000]
        return json.loads(text), time_ms

    def _time_first_page(self) -> float:
        return median([self._page(None, None)[1] for _ in range(_SAMPLE_COUNT)])

    def _wait_count(self, count: int, *, is_listed: bool = True) -> float:
        """Until so many events are left on the disk; the median of the pages read meanwhile, in ms."""
        deadline_s = time.monotonic() + _REMOVAL_DEADLINE_S
        times_ms = []
        while self._count_events() != count:
            assert time.monotonic() < deadline_s, f"{self._count_events()} events are left, not {count}"
            if is_listed:
                times_ms.append(self._page(None, None)[1])
            time.sleep(0.2)
        return median(times_ms or [self._page(None, None)[1]]) if is_listed else 0.0

    def _count_events(self) -> int:
        ((count,),) = self._database.execute("SELECT count(*) FROM events").fetchall()
        return int(count)

    def _read_peak_mb(self) -> float:
        """The most that the server ever had in RAM."""
        for line in Path(f"/proc/{self._server.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
        raise ValueError(f"/proc/{self._server.pid}/status has no VmHWM")

    def _note(self) -> str:
        return f"{self._count:,} events"


def _row(name: str, value: float, reference: str, reference_value: float, note: str, aim: str = "") -> Row:
    return Row(
        name=name, value=value, unit="ms", reference=reference, reference_value=reference_value,
        aim=aim, note=note,
    )  # fmt: skip
