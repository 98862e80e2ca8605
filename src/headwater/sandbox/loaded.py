"""What the source knows of one version: its template, the workers of it, and those started ahead."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from headwater.core.errors import AgentError, SandboxError
from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.base import StartMode
from headwater.sandbox.process import TemplateProcess, TemplateReport
from headwater.sandbox.workers import ForkWorker, FreshWorker, LocalWorker


@dataclass(slots=True)
class LoadedVersion:
    """One version's template: the process while there is one, and what is known of the version."""

    version: RuntimeVersion
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    process: TemplateProcess | None = None
    mode: StartMode | None = None
    report: TemplateReport = field(default_factory=TemplateReport)
    workers: dict[str, ForkWorker] = field(default_factory=dict)
    fresh_workers: dict[str, FreshWorker] = field(default_factory=dict)
    spares: list[LocalWorker] = field(default_factory=list)
    #: How many spares are wanted; None: as many as `sandbox.spare_count`.
    warm_count: int | None = None
    spare_maker: asyncio.Task[None] | None = None

    @property
    def session_count(self) -> int:
        workers = (*self.workers.values(), *self.fresh_workers.values())
        return sum(worker.session_id is not None for worker in workers)

    def take_spare(self, session_id: str) -> LocalWorker | None:
        """A worker that is started already, the oldest, and now belongs to `session_id`."""
        self.forget_dead_spares()
        if not self.spares:
            return None
        worker = self.spares.pop(0)
        worker.start_log.was_spare = True
        worker.session_id = session_id
        return worker

    def forget_dead_spares(self) -> None:
        self.spares = [worker for worker in self.spares if not worker.exited.done()]

    @property
    def is_up(self) -> bool:
        """Whether the template can fork sessions."""
        return self.process is not None and self.process.is_alive and self.process.report.state == "ready"

    @property
    def can_start(self) -> bool:
        """Whether a worker can be started without loading the version first."""
        return self.mode == "fresh" or (self.mode == "fork" and self.is_up)

    def count_ready(self) -> int:
        """Spares that have been through all that can be done ahead."""
        return sum(worker.is_ready and not worker.exited.done() for worker in self.spares)

    def note_started(self, worker_id: str, times_ns: object) -> None:
        """A forked worker has come to accept."""
        worker = self.workers.get(worker_id)
        if worker is not None:
            worker.start_log.note_marks(times_ns)

    def note_exit(self, worker_id: str, code: int, is_cleared: bool) -> None:
        """A forked worker has ended."""
        worker = self.workers.pop(worker_id, None)
        if worker is not None:
            worker.note_exit(code, is_cleared=is_cleared)

    def end_all_workers(self) -> None:
        """The template is gone, and the kernel has ended all below it."""
        for worker_id in list(self.workers):
            worker = self.workers.pop(worker_id)
            worker.note_exit(None)


def build_start_error(report: TemplateReport, version: RuntimeVersion) -> Exception:
    """What a version that did not come to serve is answered with."""
    if report.kind == "sandbox":
        return SandboxError(f"the sandbox could not be made: {report.summary}", runtime=version.runtime_id)
    return AgentError(f"The agent could not be started: {report.summary}")
