"""Appends turns to hybrid memory, one after the other, and tells how long each took."""

# ruff: noqa: ANN001, ANN201
# mypy: ignore-errors

import time

from headwater import App
from headwater.memory import HybridMemory

app = App()


@app.entrypoint
def answer(payload):
    """`{"memory", "text", "count", "pause_s"}` -> `{"times_ms", "ram_ms"}`."""
    memory = HybridMemory(payload["memory"], actor_id="bench", session_id="append")
    memory.load()
    times_ms, ram_ms = [], []
    for _ in range(payload["count"]):
        started_s = time.perf_counter()
        memory.append("user", payload["text"])
        times_ms.append((time.perf_counter() - started_s) * 1e3)
        started_s = time.perf_counter()
        memory.load()
        ram_ms.append((time.perf_counter() - started_s) * 1e3)
        time.sleep(payload["pause_s"])
    memory.flush()
    return {"times_ms": times_ms, "ram_ms": ram_ms}


if __name__ == "__main__":
    app.run()
