"""Workers by fork from a template per version, or from a fresh process where forking is unsafe."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sys
import time
from pathlib import Path

from headwater.core.errors import HeadwaterError, SandboxError
from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.base import (
    ExitStatus,
    LogSink,
    StartMode,
    Worker,
    WorkerSource,
    build_holder_id,
    build_worker_id,
)
from headwater.sandbox.credentials import WorkerEnvironments, list_issued, open_sealed
from headwater.sandbox.doctor import Capability
from headwater.sandbox.journals import JournalFolder
from headwater.sandbox.loaded import LoadedVersion, build_start_error
from headwater.sandbox.output import event, open_output
from headwater.sandbox.process import OWN_PACKAGE_DIR, TemplateProcess, TemplateReport
from headwater.sandbox.rehearsal import rehearse
from headwater.sandbox.settings import MIB, SandboxSettings
from headwater.sandbox.sockets import SocketFolder
from headwater.sandbox.startlog import StartStep
from headwater.sandbox.workers import ForkWorker, FreshWorker, LocalWorker
from headwater.template.plan import Plan

_logger = logging.getLogger(__name__)

_STACK_DUMP_WAIT_S = 1.0
#: A spare is made this long after the last was taken: the session that took it has the processor first.
_SPARE_DELAY_S = 0.2


class TemplateSource:
    """See `base.WorkerSource`. Use as `async with`; leaving it kills every template and session."""

    def __init__(
        self,
        settings: SandboxSettings,
        *,
        isolation: Capability,
        run_dir: Path,
        hidden: tuple[Path, ...],
        environments: WorkerEnvironments,
        log: LogSink,
        journals: JournalFolder,
        closed_port: int = 0,
        storage_max_bytes: int = 0,
    ) -> None:
        self._settings = settings
        self._storage_max_bytes = storage_max_bytes
        self._journals = journals
        self._isolation = isolation
        self._sockets = SocketFolder(run_dir / "s")
        self._scratch = run_dir / "scratch"
        self._hidden = [str(path) for path in hidden]
        self._environments = environments
        self._log = log
        self._closed_port = closed_port
        self._templates: dict[tuple[str, int], LoadedVersion] = {}
        #: Spares that are being ended as fewer are wanted.
        self._endings: set[asyncio.Task[None]] = set()
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._scratch.mkdir(parents=True, mode=0o700)

    async def __aenter__(self) -> TemplateSource:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        templates = list(self._templates.values())
        await asyncio.gather(*(self._end(template) for template in templates), return_exceptions=True)
        await asyncio.gather(*self._endings, return_exceptions=True)
        self._sockets.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    async def prepare(self, version: RuntimeVersion) -> None:
        """See `base.WorkerSource`."""
        template = self._template(version)
        async with template.lock:
            await self._ensure_loaded(template)
        self._order_spare(template, delay_s=0.0)

    async def start_worker(self, version: RuntimeVersion, worker_id: str, session_id: str) -> Worker:
        """See `base.WorkerSource`."""
        template = self._template(version)
        worker = template.take_spare(session_id)
        asked_ns = time.monotonic_ns()
        is_loading = worker is None and not template.can_start
        if is_loading:
            async with template.lock:
                await self._ensure_loaded(template)
        loaded_ns = time.monotonic_ns()
        worker = worker or await self._start(template, worker_id, session_id)
        if is_loading:
            worker.start_log.steps.append(StartStep("template", asked_ns, loaded_ns))
        self._order_spare(template, delay_s=_SPARE_DELAY_S)
        return worker

    async def retire(self, runtime_id: str, number: int | None) -> None:
        """See `base.WorkerSource`."""
        keys = [key for key in self._templates if key[0] == runtime_id and number in (None, key[1])]
        await asyncio.gather(*(self._end(self._templates.pop(key)) for key in keys))

    async def retire_if_unused(self, runtime_id: str, number: int) -> None:
        """Free the memory of a version that no endpoint points to, once no session uses it any more."""
        template = self._templates.get((runtime_id, number))
        if template is not None and template.session_count == 0 and not template.lock.locked():
            await self.retire(runtime_id, number)

    def keep_spares(self, runtime_id: str, number: int, count: int | None) -> None:
        """Have `count` workers of a loaded version ready from now on (None: `spare_count`); end others."""
        template = self._templates.get((runtime_id, number))
        if template is None:
            return
        template.warm_count = count
        template.forget_dead_spares()
        while len(template.spares) > self._spares_wanted(template):
            worker = template.spares.pop()
            ending = asyncio.create_task(worker.stop(0.0), name=f"stop-{worker.worker_id}")
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)
        self._order_spare(template, delay_s=0.0)

    def can_start(self, runtime_id: str, number: int) -> bool:
        """Whether a version is loaded, or being loaded; else `prepare` has to do it first."""
        template = self._templates.get((runtime_id, number))
        return template is not None and (template.can_start or template.lock.locked())

    def count_spares(self, runtime_id: str, number: int) -> dict[str, int]:
        """Of a version: how many spare workers are wanted, and how many are ready."""
        template = self._templates.get((runtime_id, number))
        if template is None:
            return {"wanted": 0, "ready": 0}
        return {"wanted": self._spares_wanted(template), "ready": template.count_ready()}

    def loaded(self) -> list[tuple[str, int]]:
        """(runtime id, version) of every template."""
        return list(self._templates)

    def describe(self, runtime_id: str, number: int) -> dict[str, object]:
        """State of a version's template, as the own routes show it."""
        template = self._templates.get((runtime_id, number))
        if template is None:
            return {
                "version": str(number),
                "state": "absent",
                "mode": None,
                "reasons": [],
                "loadMs": None,
                "error": None,
                "warm": self.count_spares(runtime_id, number),
            }
        report = template.report
        error = {"summary": report.summary, "traceback": report.traceback} if report.summary else None
        state = {"unsafe": "ready", "gone": "failed"}.get(report.state, report.state)
        if template.mode == "fork" and template.process is not None and template.process.gone.done():
            state = "absent"
        return {
            "version": str(number),
            "state": state,
            "mode": template.mode,
            "reasons": report.reasons,
            "loadMs": report.load_ms,
            "error": error,
            "pid": template.process.pid if template.is_up and template.process else None,
            "warm": self.count_spares(runtime_id, number),
        }

    def versions(self, runtime_id: str) -> list[int]:
        """Versions of a runtime that have a template."""
        return sorted(number for owner, number in self._templates if owner == runtime_id)

    def _template(self, version: RuntimeVersion) -> LoadedVersion:
        return self._templates.setdefault(version.key, LoadedVersion(version))

    async def _start(self, template: LoadedVersion, worker_id: str, session_id: str | None) -> LocalWorker:
        if template.mode == "fork":
            worker = self._fork(template, worker_id, session_id)
        else:
            worker = await self._start_fresh(template, worker_id, session_id)
        if not self._isolation.has_namespaces:
            folder = self._scratch_of(template.version) / worker_id
            loop = asyncio.get_running_loop()
            worker.exited.add_done_callback(lambda _: loop.run_in_executor(None, shutil.rmtree, folder, True))
        return worker

    def _spares_wanted(self, template: LoadedVersion) -> int:
        return self._settings.spare_count if template.warm_count is None else template.warm_count

    def _order_spare(self, template: LoadedVersion, *, delay_s: float) -> None:
        """Have a spare made in a moment, if one is wanted and none is being made."""
        is_making = template.spare_maker is not None and not template.spare_maker.done()
        if len(template.spares) < self._spares_wanted(template) and not is_making:
            template.spare_maker = asyncio.create_task(
                self._make_spares(template, delay_s), name="spare-maker"
            )

    async def _make_spares(self, template: LoadedVersion, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        while len(template.spares) < self._spares_wanted(template):
            if not template.can_start:
                return  # it is being loaded again, or the next session sees to that
            try:
                worker = await self._start(template, build_worker_id(), None)
            except HeadwaterError as exc:
                _logger.warning("no spare worker of %s: %s", template.version.runtime_id, exc)
                return
            template.spares.append(worker)  # from here on it may be taken, its rehearsal finished or not
            if template.report.has_routes:
                await rehearse(worker.address)
            worker.is_ready = True

    async def _ensure_loaded(self, template: LoadedVersion) -> None:
        """With the lock held: a process that is ready to fork, or the knowledge that none can be."""
        if template.can_start:
            return
        template.mode, template.report = None, TemplateReport()
        output = open_output(lambda printed: self._log(template.version, None, None, printed))
        process = TemplateProcess(
            self._plan(template.version, "fork", ""),
            template.note_exit,
            template.note_started,
        )
        template.process = process
        # No session has these: when the file is loaded, or is not, they have been of use.
        holder_id = build_holder_id()
        environment = self._environments.build(template.version, holder_id, is_loading=True)
        try:
            await process.start(sys.executable, environment, output)
            process.gone.add_done_callback(lambda _: template.end_all_workers())
            template.report = await self._wait_settled(process, template.version, None, None)
        except BaseException:
            await asyncio.shield(process.kill())
            raise
        finally:
            self._environments.end(holder_id)
            output.close_handed_over()
        if template.report.state == "ready":
            template.mode = "fork"
            return
        await process.kill()
        if template.report.state != "unsafe":
            raise build_start_error(template.report, template.version)
        template.mode = "fresh"
        reasons = "; ".join(template.report.reasons)
        note = event(f"sessions start from fresh processes, which is slower: {reasons}", level="warning")
        self._log(template.version, None, None, note)

    async def _wait_settled(
        self,
        process: TemplateProcess,
        version: RuntimeVersion,
        session_id: str | None,
        worker_id: str | None,
    ) -> TemplateReport:
        deadline_s = self._settings.start_timeout_s
        try:
            report = await asyncio.wait_for(asyncio.shield(process.settled), deadline_s)
        except TimeoutError:
            process.dump_stacks()
            await asyncio.sleep(_STACK_DUMP_WAIT_S)  # the dump travels through the log pipe
            report = process.report
            report.state, report.kind = "failed", "start"
            report.summary = (
                f"{version.entry_point[0]} did not come to serve within {deadline_s:g} s;"
                " where it was then stands in the runtime's log"
            )
        if report.state in ("failed", "gone"):
            if report.state == "gone":
                code = process.gone.result() if process.gone.done() else None
                report.summary = (
                    f"the process of {version.entry_point[0]} ended before it served anything:"
                    f" {ExitStatus(code).describe()}"
                )
            text = "\n".join((report.traceback or report.summary).rstrip().splitlines())
            self._log(version, session_id, worker_id, event(text, level="error"))
        return report

    def _fork(self, template: LoadedVersion, worker_id: str, session_id: str | None) -> LocalWorker:
        process = template.process
        assert process is not None
        journal = self._journals.open(worker_id)
        listener, address = self._sockets.listen(worker_id)
        output = open_output(
            lambda printed: self._log(template.version, worker.session_id, worker_id, printed)
        )
        worker = ForkWorker(worker_id, address, process, output, self._sockets, self._journals)
        worker.session_id = session_id
        worker.exited.add_done_callback(lambda _: self._environments.end(worker_id))
        template.workers[worker_id] = worker
        try:
            issued, worker.find_environment = self._environments.issue_both(template.version, worker_id)
            sealed = open_sealed(issued)
            try:
                fds = (listener.fileno(), output.stdout_fd, output.stderr_fd, journal, sealed)
                process.spawn(worker_id, fds, is_spare=session_id is None)
            finally:
                os.close(sealed)
        except SandboxError:
            worker.note_exit(None)
            template.workers.pop(worker_id, None)
            raise
        finally:
            listener.close()
            os.close(journal)
            output.close_handed_over()
        return worker

    async def _start_fresh(
        self, template: LoadedVersion, worker_id: str, session_id: str | None
    ) -> LocalWorker:
        journal = self._journals.open(worker_id)
        listener, address = self._sockets.listen(worker_id)
        output = open_output(
            lambda printed: self._log(template.version, worker.session_id, worker_id, printed)
        )
        process = TemplateProcess(self._plan(template.version, "fresh", worker_id))
        worker = FreshWorker(worker_id, address, process, output, self._sockets, self._journals)
        worker.session_id = session_id
        template.fresh_workers[worker_id] = worker
        worker.exited.add_done_callback(lambda _: template.fresh_workers.pop(worker_id, None))
        worker.exited.add_done_callback(lambda _: self._environments.end(worker_id))
        issued, worker.find_environment = self._environments.issue_both(template.version, worker_id)
        environment = self._environments.complete(template.version, issued)
        fds = (listener.fileno(), output.stdout_fd, output.stderr_fd, journal)
        try:
            with worker.start_log.step("process"):
                await process.start(sys.executable, environment, output, fds)
                process.gone.add_done_callback(lambda gone: worker.note_exit(gone.result()))
                report = await self._wait_settled(process, template.version, session_id, worker_id)
            worker.start_log.close()
            if report.state != "ready":
                raise build_start_error(report, template.version)
        except BaseException:
            await asyncio.shield(process.kill())
            worker.note_exit(None)
            raise
        finally:
            listener.close()
            os.close(journal)
            output.close_handed_over()
        return worker

    async def _end(self, template: LoadedVersion) -> None:
        if template.spare_maker is not None:
            template.spare_maker.cancel()
            await asyncio.wait([template.spare_maker])
        fresh = list(template.fresh_workers.values())
        await asyncio.gather(*(worker.kill() for worker in fresh))
        if template.process is not None:
            await template.process.kill()
        template.end_all_workers()

    def _scratch_of(self, version: RuntimeVersion) -> Path:
        """Where sessions without namespaces have their copies of the code, their HOME and their TMPDIR."""
        return self._scratch / f"{version.runtime_id}-{version.number}"

    def _plan(self, version: RuntimeVersion, mode: StartMode, worker_id: str) -> Plan:
        confined = self._isolation.has_namespaces
        own = version.interpreter
        return Plan(
            entry_file=version.entry_point[0],
            argv=list(version.entry_point[1:]),
            bundle_dir=str(version.bundle_dir),
            mode=mode,
            isolation="namespaces" if confined else "process",
            scratch_dir=str(self._scratch_of(version)),
            host_uid=self._settings.uid if confined and self._isolation.is_root else None,
            readable=list(self._settings.readable_paths),
            hidden=self._hidden,
            revealed=[] if own is None else [str(own.folder)],
            python="" if own is None else str(own.executable),
            python_paths=[] if own is None else [str(own.base), OWN_PACKAGE_DIR],
            packages_first=own is not None and own.packages_first,
            # Its journal is the host's file. Of its own files none gets so large: the disk is full before.
            limits=self._settings.limits() | {"FSIZE": self._file_max_bytes(version) + MIB},
            scratch_max_bytes=self._settings.scratch_max_bytes,
            worker_id=worker_id,
            closed_port=self._closed_port,
            issued=list_issued(version),
            mount_points=list(version.storage_paths),
        )

    def _file_max_bytes(self, version: RuntimeVersion) -> int:
        scratch = self._settings.scratch_max_bytes
        return max(scratch, self._storage_max_bytes) if version.storage_paths else scratch


def _conforms(source: TemplateSource) -> WorkerSource:
    return source
