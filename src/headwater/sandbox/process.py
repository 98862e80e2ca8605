"""One launcher process and the template (or fresh session) below it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from headwater import template as template_package
from headwater.core.errors import SandboxError
from headwater.sandbox.channel import HostChannel, Message
from headwater.sandbox.files import FileView
from headwater.sandbox.output import OutputPipes
from headwater.template import processes
from headwater.template.plan import ENVIRONMENT_PREFIX, HOME_DIR, WORK_DIR, Plan

#: Seconds a killed process tree has to disappear before we report it.
_KILL_DEADLINE_S = 5.0
#: The same, where each process has to be found and killed by itself: on a busy host a look takes long, and
#: what is not found in time is lost from sight.
_SWEEP_DEADLINE_S = 10.0
#: A template that says it took longer to load is not believed.
_MAX_LOAD_MS = 1e9
_TEMPLATE_DIR = os.path.dirname(os.path.abspath(template_package.__file__))
#: What an environment that asks for `headwater` links to.
OWN_PACKAGE_DIR = os.path.dirname(_TEMPLATE_DIR)

#: A session's own folders, where it finds them, and in the copy that it has without a namespace.
_OWN_PLACES = {place: place for place in (WORK_DIR, "/tmp", HOME_DIR)}
_TERMINALS = "dev/pts/ptmx"
_COPIED_PLACES = {WORK_DIR: "task", "/tmp": "tmp", HOME_DIR: "home"}

#: Called with a worker's id, its exit code, and whether the kernel says that nothing of it is left.
OnWorkerExit = Callable[[str, int, bool], None]
OnWorkerStarted = Callable[[str, object], None]


@dataclass(slots=True)
class TemplateReport:
    """What the template has told of itself so far."""

    state: str = "loading"  # loading | ready | unsafe | failed | gone
    load_ms: float | None = None
    #: Whether the app tells `/ping` from `/invocations`; one that does not would take a ping for a call.
    has_routes: bool = False
    reasons: list[str] = field(default_factory=list)
    kind: str = ""
    summary: str = ""
    traceback: str = ""


class TemplateProcess:
    """Starts the launcher, keeps what the template reports, and ends all of it.

    `on_worker_exit(worker_id, code, is_cleared)` is called for each forked session that ends, and for
    none after the template itself is gone: then `gone` is done and all its sessions are dead.
    `on_worker_started(worker_id, times_ns)` passes on, unchecked, what a template says of a start.
    """

    def __init__(
        self,
        plan: Plan,
        on_worker_exit: OnWorkerExit | None = None,
        on_worker_started: OnWorkerStarted | None = None,
    ) -> None:
        self._on_worker_started = on_worker_started
        self.plan = plan
        self.report = TemplateReport()
        self._on_worker_exit = on_worker_exit
        #: Of the sessions asked for; their pid inside the template's namespace once it is told.
        self._worker_pids: dict[str, int | None] = {}
        #: Done once a session's pid is told, or the session over; only where somebody waits.
        self._spawned: dict[str, asyncio.Future[None]] = {}
        #: Of the same, the pid of their init inside the template's namespace, where they have one.
        self._worker_inits: dict[str, int] = {}
        #: Of the same without namespaces, who is above their commands.
        self._supervisors: dict[str, set[int]] = {}
        #: Pids in the template's namespace -> on this host, of agents and inits that were looked for.
        self._host_pids: dict[int, int] = {}
        loop = asyncio.get_running_loop()
        self.settled: asyncio.Future[TemplateReport] = loop.create_future()
        self.gone: asyncio.Future[int | None] = loop.create_future()
        self._has_learned = False
        self._process: asyncio.subprocess.Process | None = None
        self._channel: HostChannel | None = None
        self._watcher: asyncio.Task[None] | None = None

    async def start(
        self, python: str, environment: dict[str, str], output: OutputPipes, fds: tuple[int, ...] = ()
    ) -> None:
        """Start the launcher in interpreter `python`; the agent's code below it has exactly `environment`.

        Raises:
            SandboxError: the interpreter cannot be started.
        """
        ours, theirs = socket.socketpair()
        try:
            self._process = await asyncio.create_subprocess_exec(
                python, _TEMPLATE_DIR, str(theirs.fileno()),
                pass_fds=[theirs.fileno()], env=_hide(environment), cwd="/", start_new_session=True,
                stdin=asyncio.subprocess.DEVNULL, stdout=output.stdout_fd, stderr=output.stderr_fd,
            )  # fmt: skip
        except OSError as exc:
            ours.close()
            raise SandboxError(f"the interpreter {python} cannot be started: {exc.strerror}") from exc
        finally:
            theirs.close()
        self._watcher = asyncio.create_task(self._watch(), name=f"template-{self._process.pid}")
        self._channel = HostChannel(ours, self._on_message, self._on_channel_closed)
        self._channel.send(asdict(self.plan), fds)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    @property
    def is_alive(self) -> bool:
        return self._process is not None and not self.gone.done()

    def spawn(self, worker_id: str, fds: tuple[int, ...], *, is_spare: bool = False) -> None:
        """Ask for a session, a spare one perhaps; its end comes through `on_worker_exit`.

        Raises:
            SandboxError: the template is gone.
        """
        if self._channel is None or not self.is_alive:
            raise SandboxError("the template is gone")
        self._worker_pids[worker_id] = None
        self._channel.send({"op": "spawn", "worker_id": worker_id, "is_spare": is_spare}, fds)

    def send_errand(self, worker_id: str | None, fds: tuple[int, ...], is_terminal: bool) -> None:
        """Ask for a command in a session (the fresh one, with None); see `template.supervisor.Errand`.

        Raises:
            SandboxError: who would begin it is gone.
        """
        if self._channel is None or not self.is_alive:
            raise SandboxError("the template is gone")
        self._channel.send({"op": "command", "worker_id": worker_id, "is_terminal": is_terminal}, fds)

    def learn_from(self, worker_id: str) -> None:
        """Have the template look, once, at which pages this session has copied; spares copy them ahead."""
        if self._channel is not None and self.is_alive and not self._has_learned:
            self._has_learned = True
            with contextlib.suppress(SandboxError):
                self._channel.send({"op": "learn", "worker_id": worker_id})

    def send_signal(self, worker_id: str, number: int) -> None:
        """Signal one session's init process; nothing happens when it is gone."""
        if self._channel is not None and self.is_alive:
            with contextlib.suppress(SandboxError):
                self._channel.send({"op": "signal", "worker_id": worker_id, "signal": number})

    def dump_stacks(self) -> None:
        """Have the template write where each of its threads is to its standard error."""
        if self._process is not None and not self.gone.done():
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGUSR1)

    def terminate(self, number: int = signal.SIGTERM) -> None:
        """Signal what is below the launcher: a template, or a fresh session's init."""
        if self.pid is None or not self.is_alive:
            return
        with contextlib.suppress(ProcessLookupError):
            for pid in _child_pids(self.pid) or [self.pid]:
                os.kill(pid, number)

    async def kill(self) -> bool:
        """Kill the launcher, and with it everything below; returns when it is gone.

        Returns:
            Whether the kernel says that nothing below is left.
        """
        if self._process is None:
            return True
        is_cleared = True
        if not self.gone.done():
            if self.plan.isolation == "namespaces":
                # The one below first: the launcher ends once all of that one's pid namespace is gone.
                self.terminate(signal.SIGKILL)
            else:
                is_cleared = await self._kill_tree()
            try:
                await asyncio.wait_for(asyncio.shield(self.gone), _KILL_DEADLINE_S)
            except TimeoutError:
                is_cleared = False
                self._process.kill()
                await self.gone
        if self._channel is not None:
            self._channel.close()
        return is_cleared

    async def _kill_tree(self) -> bool:
        assert self.pid is not None
        if sys.platform.startswith("linux"):
            return await asyncio.to_thread(processes.kill_tree, self.pid, _SWEEP_DEADLINE_S)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        return False

    def find_agent_pid(self, worker_id: str | None) -> int | None:
        """Pid, on this host, of a session's agent process (of the fresh session, with None)."""
        if self.pid is None or not sys.platform.startswith("linux"):
            return None
        if worker_id is None:
            first = next(iter(_child_pids(self.pid)), self.pid)
            return next(iter(_child_pids(first)), first) if self.plan.isolation == "namespaces" else first
        inner = self._worker_pids.get(worker_id)
        return None if inner is None else self._find_host_pid(inner)

    def find_roots(self, worker_id: str | None) -> tuple[int, ...]:
        """See `base.Worker.find_roots`; None is the fresh session."""
        if self.pid is None or not self.is_alive or not sys.platform.startswith("linux"):
            return ()
        if worker_id is None:
            return tuple(_child_pids(self.pid))
        inner = (self._worker_pids.get(worker_id), self._worker_inits.get(worker_id))
        found = [self._find_host_pid(pid) for pid in inner if pid is not None]
        return tuple(pid for pid in found if pid is not None) + tuple(self._supervisors.get(worker_id, ()))

    async def wait_view(self, worker_id: str) -> FileView | None:
        """See `base.Worker.wait_view`, of a forked session."""
        if worker_id in self._worker_pids and self._worker_pids[worker_id] is None:
            told = self._spawned.setdefault(worker_id, asyncio.get_running_loop().create_future())
            await asyncio.wait((told, self.gone), return_when=asyncio.FIRST_COMPLETED)
        return self.find_view(worker_id) if worker_id in self._worker_pids else None

    def find_view(self, worker_id: str | None) -> FileView | None:
        """See `base.Worker.find_view`; None is the fresh session."""
        if self.plan.isolation == "process":
            folder = Path(self.plan.scratch_dir) / (worker_id or self.plan.worker_id or "template")
            return FileView(root=str(folder), places=_COPIED_PLACES)
        if self.pid is None or not self.is_alive:
            return None
        if worker_id is None:
            inner, pid = None, next(iter(_child_pids(self.pid)), None)
        else:
            inner = self._worker_inits.get(worker_id)
            pid = None if inner is None else self._find_host_pid(inner)
        if pid is None:
            return None
        places = {**_OWN_PLACES, **{path: path for path in self.plan.mount_points}}
        return FileView(
            root=f"/proc/{pid}/root", places=places, pid=pid, inner_pid=inner, terminals=_TERMINALS
        )

    def _find_host_pid(self, inner: int) -> int | None:
        """A pid of the template's namespace as this host has it; looked for once, as many ask for many."""
        if self.plan.isolation == "process":
            return inner
        if inner not in self._host_pids and self.pid is not None:
            known = set(self._host_pids.values())
            for template in _child_pids(self.pid):
                agents = _child_pids(template)
                inits = _child_pids(agents[0]) if agents else []  # the nursery is the template's first
                for pid in (*agents, *inits):
                    if pid not in known and (numbers := _namespace_pids(pid)[1:2]):
                        self._host_pids[numbers[0]] = pid
        return self._host_pids.get(inner)

    def _on_message(self, message: Message) -> None:
        event = message.get("event")
        worker_id = str(message.get("worker_id"))
        if event == "spawned" and isinstance(message.get("pid"), int) and worker_id in self._worker_pids:
            self._worker_pids[worker_id] = message["pid"]
            if isinstance(message.get("init"), int):
                self._worker_inits[worker_id] = message["init"]
            self._note_spawned(worker_id)
        elif event == "started" and self._on_worker_started is not None:
            self._on_worker_started(worker_id, message.get("times_ns"))
        elif event in ("supervised", "unsupervised") and isinstance(message.get("pid"), int):
            if worker_id in self._worker_pids:
                known = self._supervisors.setdefault(worker_id, set())
                (known.add if event == "supervised" else known.discard)(message["pid"])
        elif event == "exited":
            self._supervisors.pop(worker_id, None)
            # Its pids may be given to others from now on.
            for inner in (self._worker_pids.pop(worker_id, None), self._worker_inits.pop(worker_id, None)):
                if inner is not None:
                    self._host_pids.pop(inner, None)
            self._note_spawned(worker_id)
            status = message.get("status")
            if self._on_worker_exit is not None:
                code = status if isinstance(status, int) else 1
                self._on_worker_exit(worker_id, code, message.get("is_cleared") is not False)
        elif event in ("ready", "unsafe", "failed"):
            self._settle(message)

    def _note_spawned(self, worker_id: str) -> None:
        told = self._spawned.pop(worker_id, None)
        if told is not None:
            told.set_result(None)

    def _settle(self, message: Message) -> None:
        report = self.report
        if self.settled.done():
            return
        report.state = str(message["event"])
        load_ms = message.get("load_ms")
        if isinstance(load_ms, int | float) and 0 <= load_ms < _MAX_LOAD_MS:
            report.load_ms = float(load_ms)
        report.has_routes = message.get("has_routes") is True
        reasons = message.get("reasons")
        report.reasons = [_clean(reason, 500) for reason in reasons[:20]] if isinstance(reasons, list) else []
        report.kind = _clean(message.get("kind", ""), 50)
        report.summary = _clean(message.get("summary", ""), 4000)
        report.traceback = _clean(message.get("traceback", ""), 200_000)
        self.settled.set_result(report)

    def _on_channel_closed(self) -> None:
        """The process is about to end, or has: `_watch` tells."""

    async def _watch(self) -> None:
        assert self._process is not None
        code = await self._process.wait()
        # What it said last may still lie in the channel, behind its death.
        if self._channel is not None and not self.settled.done():
            self._channel.drain()
        if not self.settled.done():
            self.report.state = "gone"
            self.settled.set_result(self.report)
        self.gone.set_result(code)
        if self._channel is not None:
            self._channel.close()


def _hide(environment: dict[str, str]) -> dict[str, str]:
    """The launcher's environment: what is for the agent must mean nothing to a program with our rights."""
    return {"PATH": os.defpath, **{ENVIRONMENT_PREFIX + name: value for name, value in environment.items()}}


def _clean(text: object, max_chars: int) -> str:
    """Text that can be stored and sent: an agent's error may hold half a surrogate pair, as file names do."""
    return str(text)[:max_chars].encode("utf-8", "backslashreplace").decode()


def _child_pids(pid: int) -> list[int]:
    try:
        return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (OSError, ValueError):
        return []


def _namespace_pids(pid: int) -> list[int]:
    """The pids of `pid` in each of its pid namespaces, outermost first."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return []
    return [int(text) for line in lines if line.startswith("NSpid:") for text in line.split()[1:]]
