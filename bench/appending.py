"""`HybridMemory.append` in a session: a turn is durable when it returns. `load` from RAM beside it.

Turns are delivered in the background meanwhile. The reference is a file on the same disk to which records of
the same size are appended with write and fdatasync, and nothing else.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from urllib.parse import quote

from bench.rows import Progress, Row, median, percentile
from bench.server import APPENDER_AGENT, running_server

#: As long as a few sentences.
_TEXT = "what somebody says in a conversation " * 10
#: What surrounds the text in the journal.
_FRAME_BYTES = 300
#: Turns do not come one upon the other; delivery keeps up, and works at the same time.
_PAUSE_S = 0.01


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Of turns one after the other."""
    count = 50 if quick else 1_000
    progress(f"append: {count:,} turns of hybrid memory in a session")
    with running_server() as server:
        made = {"name": "bench", "eventExpiryDuration": 30}
        memory = server.ask("POST", "/memories/create", json.dumps(made).encode())["memory"]
        # An agent may use the memories that its environment names.
        named = {"environmentVariables": {"MEMORY_ID": memory["id"]}}
        runtime = server.deploy(APPENDER_AGENT, "appender", named)
        order = {"memory": memory["id"], "text": _TEXT, "count": count, "pause_s": _PAUSE_S}
        path = f"/runtimes/{quote(runtime.arn, safe='')}/invocations"
        found = server.ask("POST", path, json.dumps(order).encode())
        raw_ms = _append_raw(server.data_dir / "raw", count)
    note = f"{len(_TEXT)} characters, {_PAUSE_S * 1e3:g} ms between turns"
    return [
        _row("append_ms", median(found["times_ms"]), median(raw_ms), note, "<= 1"),
        _row("append_p99_ms", percentile(found["times_ms"], 99), percentile(raw_ms, 99), note),
        _row("load_ram_ms", median(found["ram_ms"]), median(raw_ms), "20 turns, from RAM"),
    ]


def _row(name: str, value: float, reference_value: float, note: str, aim: str = "") -> Row:
    return Row(
        name=name, value=value, unit="ms", reference="write + fdatasync", reference_value=reference_value,
        aim=aim, note=note,
    )  # fmt: skip


def _append_raw(path: Path, count: int) -> list[float]:
    record = b"x" * (len(_TEXT) + _FRAME_BYTES)
    fd = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    times_ms = []
    try:
        for _ in range(count):
            started_s = time.perf_counter()
            os.write(fd, record)
            os.fdatasync(fd)
            times_ms.append((time.perf_counter() - started_s) * 1e3)
            time.sleep(_PAUSE_S)
    finally:
        os.close(fd)
    return times_ms
