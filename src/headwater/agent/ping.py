"""Is the agent idle or busy: background tasks, forced and custom status, the time of the last change.

Order of precedence: forced, custom handler, automatic (busy while a background task is registered).
Source: the AgentCore HTTP contract, `GET /ping`.
"""

from __future__ import annotations

import enum
import inspect
import itertools
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class PingStatus(str, enum.Enum):  # noqa: UP042  # str(member) as the official one has it
    """What `/ping` says. Both accept work; a busy session is not stopped for being idle."""

    HEALTHY = "Healthy"
    HEALTHY_BUSY = "HealthyBusy"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackgroundTask:
    """Work that goes on after its invocation was answered."""

    name: str
    started_at_s: float
    metadata: dict[str, Any] | None  # Any: the agent's own


class Health:
    """The agent's state as `/ping` tells it. Safe to use from any thread."""

    def __init__(self, logger: logging.Logger) -> None:
        self.handler: Callable[[], Any] | None = None
        self._logger = logger
        self._lock = threading.Lock()
        self._tasks: dict[int, BackgroundTask] = {}
        self._ids = itertools.count(1)
        self._forced: PingStatus | None = None
        self._last_status: PingStatus | None = None
        self._changed_at_s = time.time()

    def add(self, name: str, metadata: dict[str, Any] | None = None) -> int:
        """Register background work; the status is `HealthyBusy` until it is completed."""
        task = BackgroundTask(name=name, started_at_s=time.time(), metadata=metadata)
        with self._lock:
            task_id = next(self._ids)
            self._tasks[task_id] = task
        self._logger.info("Async task started: %s (ID: %s)", name, task_id)
        return task_id

    def complete(self, task_id: int) -> bool:
        """End of background work; False if no such work is registered."""
        with self._lock:
            task = self._tasks.pop(task_id, None)
        if task is None:
            self._logger.warning("Attempted to complete unknown task ID: %s", task_id)
            return False
        duration_s = time.time() - task.started_at_s
        self._logger.info(
            "Async task completed: %s (ID: %s, Duration: %.2fs)", task.name, task_id, duration_s
        )
        return True

    def task_info(self) -> dict[str, Any]:
        """How many background tasks run, their names and for how long."""
        now = time.time()
        with self._lock:
            tasks = list(self._tasks.values())
        jobs = [{"name": task.name, "duration": now - task.started_at_s} for task in tasks]
        return {"active_count": len(jobs), "running_jobs": jobs}

    def force(self, status: PingStatus | str) -> None:
        """Answer this until `clear_forced`. Takes the official SDK's enum too."""
        self._forced = _status(status)

    def clear_forced(self) -> None:
        self._forced = None

    def current(self) -> PingStatus:
        """The status now; runs the custom handler, if there is one."""
        return self._observed(self._forced or self._custom() or self._automatic())

    def report(self) -> dict[str, Any]:
        """The body of `/ping`. The time is that of the last *change*, so an idle session looks idle."""
        return self._body(self.current())

    def report_without_handler(self) -> dict[str, Any]:
        """The same, when the custom handler cannot be waited for."""
        return self._body(self._observed(self._forced or self._automatic()))

    def _body(self, status: PingStatus) -> dict[str, Any]:
        return {"status": status.value, "time_of_last_update": int(self._changed_at_s)}

    def _observed(self, status: PingStatus) -> PingStatus:
        if status is not self._last_status:
            self._last_status = status
            self._changed_at_s = time.time()
        return status

    def _automatic(self) -> PingStatus:
        return PingStatus.HEALTHY_BUSY if self._tasks else PingStatus.HEALTHY

    def _custom(self) -> PingStatus | None:
        if self.handler is None:
            return None
        try:
            result = self.handler()
            if inspect.iscoroutine(result):
                result.close()
                raise TypeError("a ping handler must not be async")
            return _status(result)
        except Exception as exc:
            self._logger.warning(
                "Custom ping handler failed, falling back to automatic: %s: %s", type(exc).__name__, exc
            )
            return None


def _status(value: object) -> PingStatus:
    """Ours, from ours, from the official SDK's enum, or from its text."""
    return PingStatus(getattr(value, "value", value))
