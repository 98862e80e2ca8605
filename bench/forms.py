"""Chunks a second that one core shapes in each response form of the edge, beside only parsing their JSON.

Strands' raw events of one small piece of text each, as a target's bytes come: one event a read, and reads of
64 KiB that cut events anywhere. No network: what a front door adds to relaying the same bytes.

    python -m bench.run --only forms
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from bench.rows import Progress, Row, median
from headwater.edge.forms import FORMS, FormContext

_READ_BYTES = 64 * 1024
_WARM_COUNT = 2000
_AIM = ">= 8000 chunks/s"


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Each form, with an event a read and with joined reads."""
    count, rounds = (20_000, 3) if quick else (100_000, 5)
    rows = []
    for name in FORMS:
        progress(f"response form {name}: {count:,} chunks, {rounds} rounds")
        for joined in (False, True):
            rows.append(_measure_form(name, count, rounds, joined=joined))
    return rows


def _measure_form(name: str, count: int, rounds: int, *, joined: bool) -> Row:
    frames = [_frame(number) for number in range(count)]
    reads = _join(frames) if joined else frames
    _shape(name, reads[:_WARM_COUNT])
    pairs = [
        (_rate(count, lambda: _shape(name, reads)), _rate(count, lambda: _parse(frames)))
        for _ in range(rounds)
    ]
    return Row(
        name=f"form_{name.replace('-', '_')}_chunk_rate{'_joined' if joined else ''}",
        value=median([ours for ours, _ in pairs]),
        unit="chunks/s",
        reference="parsing the JSON",
        reference_value=median([theirs for _, theirs in pairs]),
        aim=_AIM if name == "transformed" else "",
        note="one core, no network" + (", reads of 64 KiB" if joined else ""),
    )


def _frame(number: int) -> bytes:
    delta = {"delta": {"text": f" token {number}"}, "contentBlockIndex": 0}
    return b"data: %b\n\n" % json.dumps({"event": {"contentBlockDelta": delta}}).encode()


def _join(frames: list[bytes]) -> list[bytes]:
    data = b"".join(frames)
    return [data[at : at + _READ_BYTES] for at in range(0, len(data), _READ_BYTES)]


def _shape(name: str, reads: list[bytes]) -> int:
    context = FormContext(
        session_id="s" * 36,
        model="bench",
        request_id="bench",
        target_content_type="text/event-stream",
        is_streaming=True,
        created_s=0,
    )
    form = FORMS[name](context)
    size_bytes = sum(len(form.feed(read)) for read in reads)
    return size_bytes + len(form.end())


def _parse(frames: list[bytes]) -> None:
    for frame in frames:
        json.loads(frame[6:-2])


def _rate(count: int, work: Callable[[], object]) -> float:
    started_s = time.perf_counter()
    work()
    return count / (time.perf_counter() - started_s)
