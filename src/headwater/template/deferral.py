"""Threads of OpenTelemetry's exporters, put off until a session has been forked.

An exporter that the agent's file sets up (`StrandsTelemetry().setup_otlp_exporter()`) starts a thread, and a
process with threads cannot be forked. OpenTelemetry starts another in each fork by itself, which is too
early for us: a process that has threads cannot enter a sandbox. So these threads do not start before
the sandbox is entered. Until then spans wait in their queue, as they do between two batches.
"""

from __future__ import annotations

import contextlib
import threading

#: How OpenTelemetry's SDK names the threads of span, log and metric exporters.
_NAMES = ("OtelBatch", "OtelPeriodic")


class _State:
    is_deferring = False
    waiting: list[threading.Thread] = []  # noqa: RUF012  # there is one process, and one list


def install() -> None:
    """From now on such threads wait. To be done before the agent's file is loaded, which may wrap `start`."""
    original = threading.Thread.start
    _State.is_deferring = True

    def start(self: threading.Thread) -> None:
        if _State.is_deferring and self.name.startswith(_NAMES):
            _State.waiting.append(self)
        else:
            original(self)

    threading.Thread.start = start  # type: ignore[method-assign]


def release() -> None:
    """Start what waits, and put nothing off any more. Safe to repeat."""
    _State.is_deferring = False
    # A fork makes a second thread for the work that its parent's was to do: one of them is enough.
    newest = {getattr(thread, "_target", thread): thread for thread in _State.waiting}
    _State.waiting.clear()
    for thread in newest.values():
        with contextlib.suppress(RuntimeError):  # no more threads
            thread.start()
