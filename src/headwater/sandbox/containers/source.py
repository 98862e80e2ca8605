"""Workers that are containers: one a session, of the image that a version was pinned to."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import platform
import shutil
import time
from collections import deque
from pathlib import Path

from headwater.core.errors import AgentError, HeadwaterError, SandboxError
from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.base import LogSink, Worker, WorkerSource, build_worker_id
from headwater.sandbox.containers.client import EngineClient, pin_image
from headwater.sandbox.containers.command import (
    HOME,
    LABEL,
    NO_BINDS,
    PIN_REPOSITORY,
    Binds,
    ContainerPlan,
    build_run,
    choose_user,
    is_pin_of,
    label_of,
    pin_name,
    split_environment,
    write_env_file,
)
from headwater.sandbox.containers.engine import NO_MODELS, Engine, find_engine
from headwater.sandbox.containers.loaded import LoadedImage, describe_lost
from headwater.sandbox.containers.namespace import NamespaceThread
from headwater.sandbox.containers.settings import ContainerSettings
from headwater.sandbox.containers.worker import ContainerWorker
from headwater.sandbox.credentials import WorkerEnvironments
from headwater.sandbox.environment import engine_environment
from headwater.sandbox.journals import JournalFolder
from headwater.sandbox.output import Printed, event, open_output
from headwater.sandbox.settings import SandboxSettings
from headwater.sandbox.startlog import StartStep

_logger = logging.getLogger(__name__)

#: Containers that are being started at the same time: engines take turns at their own locks anyway.
_STARTS_AT_ONCE = 8
#: A spare is made this long after the last was taken: the session that took it has the processor first.
_SPARE_DELAY_S = 0.2
_KEPT_LINES = 60
_RETRY_AFTER_S = 30.0


class ContainerSource:
    """See `base.WorkerSource`. Use as `async with`; leaving it ends and removes every container.

    Entering removes what an earlier server with the same data folder left, if it ran containers.
    """

    def __init__(
        self,
        settings: ContainerSettings,
        sandbox: SandboxSettings,
        *,
        run_dir: Path,
        data_dir: Path,
        environments: WorkerEnvironments,
        agent_port: int,
        log: LogSink,
        journals: JournalFolder,
        storage_max_bytes: int = 0,
    ) -> None:
        self._storage_max_bytes = storage_max_bytes
        self._settings = settings
        self._sandbox = sandbox
        self._folder = run_dir / "containers"
        #: Where podman's monitors live; they leave an empty file `oom` there at times.
        self._monitors = run_dir / "monitors"
        self._used_file = data_dir / "containers.engine"
        self._label = label_of(data_dir)
        self._environments = environments
        self._agent_port = agent_port
        self._log = log
        self._journals = journals
        self._images: dict[tuple[str, int], LoadedImage] = {}
        self._client: EngineClient | None = None
        self._thread: NamespaceThread | None = None
        self._finding = asyncio.Lock()
        #: Spares that are being ended as fewer are wanted.
        self._endings: set[asyncio.Task[None]] = set()
        self._starts = asyncio.Semaphore(_STARTS_AT_ONCE)

    async def __aenter__(self) -> ContainerSource:
        shutil.rmtree(self._folder, ignore_errors=True)
        for folder in (self._folder, self._monitors):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._used_file.exists():
            await self._remove_left_over()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        images = list(self._images.values())
        await asyncio.gather(*(self._end(image) for image in images), return_exceptions=True)
        if self._client is not None:
            with contextlib.suppress(HeadwaterError):  # what was cancelled while it started
                await self._client.remove_containers(f"{LABEL}={self._label}")
        if self._thread is not None:
            self._thread.close()
        for folder in (self._folder, self._monitors):
            shutil.rmtree(folder, ignore_errors=True)

    async def binds_early(self) -> bool:
        """See `Engine.binds_early`."""
        return (await self._find_client()).engine.binds_early()

    async def check_engine(self) -> None:
        """Raises NoEngine where no image can be run."""
        await self._find_client()

    async def prepare(self, version: RuntimeVersion) -> None:
        """See `base.WorkerSource`. Fetches and pins the image, and proves it by one container that serves."""
        image = self._image(version)
        async with image.lock:
            began_s = time.monotonic()
            image.state, image.error = "loading", ""
            try:
                await self._pin(image, is_new=True)
                worker = await self._start(image, build_worker_id(), None)
            except HeadwaterError as exc:
                image.state, image.error = "failed", exc.message
                self._log(version, None, None, event(exc.message, level="error"))
                raise
            image.state, image.load_ms = "ready", (time.monotonic() - began_s) * 1000
            if self._thread is None:
                self._log(version, None, None, event(NO_MODELS, level="warning"))
        await self._keep_or_end(image, worker)

    async def preload(self, version: RuntimeVersion) -> None:
        """After a start of the server: find the version's image again, and have spares made.

        Raises:
            AgentError: it is gone.
        """
        image = self._image(version)
        async with image.lock:
            await self._pin(image, is_new=False)
            image.state = "ready"
        self._order_spare(image)

    async def start_worker(
        self, version: RuntimeVersion, worker_id: str, session_id: str, *, binds: Binds = NO_BINDS
    ) -> Worker:
        """See `base.WorkerSource`; `binds` are for it alone."""
        image = self._image(version)
        worker = image.take_spare(session_id)
        if worker is None:
            async with image.lock:
                await self._pin(image, is_new=False)
            asked_ns = time.monotonic_ns()
            worker = await self._start(image, worker_id, session_id, binds)
            worker.start_log.steps.append(StartStep("container", asked_ns, time.monotonic_ns()))
            image.state = "ready"
        worker.start_log.close()
        self._order_spare(image)
        return worker

    async def retire(self, runtime_id: str, number: int | None) -> None:
        """See `base.WorkerSource`. The image stays with the engine, without our name for it."""
        keys = [key for key in self._images if key[0] == runtime_id and number in (None, key[1])]
        for image in [self._images.pop(key) for key in keys]:
            await self._end(image)
        if not self._used_file.exists():
            return
        with contextlib.suppress(HeadwaterError):  # names that stay are untidy, and no more
            client = await self._find_client()
            for pin in await client.list_images(PIN_REPOSITORY):
                if is_pin_of(pin, runtime_id, number):
                    await client.unpin(pin)

    async def retire_if_unused(self, runtime_id: str, number: int) -> None:
        """End the spares of a version that no endpoint points to, once no session uses it any more."""
        image = self._images.get((runtime_id, number))
        if image is not None and image.session_count == 0 and not image.lock.locked():
            del self._images[image.version.key]
            await self._end(image)

    def keep_spares(self, runtime_id: str, number: int, count: int | None) -> None:
        """Have `count` containers of a version ready from now on (None: `spare_count`); end others."""
        image = self._images.get((runtime_id, number))
        if image is None or image.facts is None:
            return
        image.warm_count = count
        image.spares = [worker for worker in image.spares if not worker.exited.done()]
        while len(image.spares) > self._spares_wanted(image):
            ending = asyncio.create_task(image.spares.pop().kill(), name="container-spare-end")
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)
        self._order_spare(image)

    def can_start(self, runtime_id: str, number: int) -> bool:
        """Whether a version's image is known, or being found."""
        image = self._images.get((runtime_id, number))
        return image is not None and (image.facts is not None or image.lock.locked())

    def loaded(self) -> list[tuple[str, int]]:
        """(runtime id, version) of every image in use."""
        return list(self._images)

    def versions(self, runtime_id: str) -> list[int]:
        """Versions of a runtime whose image is in use."""
        return sorted(number for owner, number in self._images if owner == runtime_id)

    def describe(self, runtime_id: str, number: int) -> dict[str, object]:
        """State of a version's image, in the form templates are shown in."""
        image = self._images[(runtime_id, number)]
        return image.describe(self._spares_wanted(image))

    def describe_isolation(self) -> dict[str, object]:
        """The level of sessions in containers; what exactly holds is known once one was run."""
        if self._client is None:
            return {"level": "container", "detail": ["which engine runs here is tried with the first image"]}
        return {"level": "container", "detail": self._client.engine.describe_isolation()}

    def _image(self, version: RuntimeVersion) -> LoadedImage:
        return self._images.setdefault(version.key, LoadedImage(version))

    async def _find_client(self) -> EngineClient:
        """The engine's client; an engine that was found is not tried again, one that was not is."""
        async with self._finding:
            if self._client is None:
                engine: Engine = await asyncio.to_thread(find_engine, self._settings, self._sandbox)
                self._client = EngineClient(engine)
                _logger.info("containers: %s", engine.describe())
                self._used_file.write_text(engine.kind + "\n")
                if engine.is_entered:
                    self._thread = NamespaceThread()
            return self._client

    async def _remove_left_over(self) -> None:
        try:
            client = await self._find_client()
            count = await client.remove_containers(f"{LABEL}={self._label}")
        except HeadwaterError as exc:
            _logger.warning("containers of an earlier run may be left: %s", exc)
            return
        if count:
            _logger.info("%d container(s) of an earlier run are removed", count)

    async def _pin(self, image: LoadedImage, *, is_new: bool) -> None:
        """With the lock held: know which image the version's sessions run. `is_new`: it may be pinned now."""
        client, version = await self._find_client(), image.version
        assert version.image is not None
        pin = pin_name(*version.key)
        facts = await client.inspect_image(pin)
        if facts is None and not is_new and "@sha256:" not in version.image:
            raise AgentError(describe_lost(version, client.engine))
        if facts is None:
            facts = await pin_image(
                client, version.image, pin, machine=platform.machine(),
                tell=lambda line: self._log(version, None, None, event(line)),
                timeout_s=self._settings.pull_timeout_s,
            )  # fmt: skip
        image.facts = facts

    async def _start(
        self, image: LoadedImage, worker_id: str, session_id: str | None, binds: Binds = NO_BINDS
    ) -> ContainerWorker:
        with self._environments.starting(worker_id):
            return await self._start_container(image, worker_id, session_id, binds)

    async def _start_container(
        self, image: LoadedImage, worker_id: str, session_id: str | None, binds: Binds
    ) -> ContainerWorker:
        client, version, facts = await self._find_client(), image.version, image.facts
        assert facts is not None
        assert version.image is not None
        engine = client.engine
        text, others = split_environment(self._environments.build_for_container(version, worker_id, HOME))
        env_file = self._folder / f"{worker_id}.env"
        pid_file = (
            self._folder / f"{worker_id}.pid" if engine.kind == "podman" and engine.is_entered else None
        )
        plan = ContainerPlan(
            name=f"headwater-{worker_id}", image=facts.image_id, label=self._label,
            user=choose_user(facts, self._settings.uid), limits=engine.limits, network=engine.network,
            env_file=env_file, env_names=tuple(others), pid_file=pid_file,
            published_port=None if engine.is_entered else version.agent_port, arguments=engine.arguments,
            journal=self._make_journal(engine, worker_id),
            binds=binds, mount_points=() if binds else version.storage_paths,
            storage_max_bytes=self._storage_max_bytes if version.storage_paths else 0,
        )  # fmt: skip
        async with self._starts:
            write_env_file(env_file, text)
            worker = await self._run(image, worker_id, plan, others, session_id)
            try:
                await worker.reach(
                    version, pid_file, self._thread, self._agent_port, self._sandbox.start_timeout_s
                )
            except BaseException as exc:
                await asyncio.shield(worker.kill())
                image.last_lines = "\n".join(worker.last_lines)
                if isinstance(exc, AgentError):
                    raise AgentError(f"The agent could not be started: {exc.message}") from None
                raise
        return worker

    async def _run(
        self,
        image: LoadedImage,
        worker_id: str,
        plan: ContainerPlan,
        others: dict[str, str],
        session_id: str | None,
    ) -> ContainerWorker:
        client = await self._find_client()
        last_lines: deque[str] = deque(maxlen=_KEPT_LINES)
        made: list[ContainerWorker] = []  # it may print before we know it

        def sink(printed: Printed) -> None:
            lines = printed.data.decode("utf-8", "replace").rsplit("\n", _KEPT_LINES)
            last_lines.extend(lines[-_KEPT_LINES:])
            self._log(image.version, made[0].session_id if made else session_id, worker_id, printed)

        output = open_output(sink)
        try:
            process = await asyncio.create_subprocess_exec(
                client.engine.program, *build_run(client.engine.kind, plan),
                stdin=asyncio.subprocess.DEVNULL, stdout=output.stdout_fd, stderr=output.stderr_fd,
                env=engine_environment(others), start_new_session=True,
                cwd=self._monitors,
            )  # fmt: skip
        except OSError as exc:
            output.stop()
            self._journals.end(worker_id)
            raise SandboxError(f"{client.engine.program} cannot be started: {exc.strerror or exc}") from exc
        finally:
            output.close_handed_over()
        files = tuple(path for path in (plan.env_file, plan.pid_file) if path is not None)
        worker = ContainerWorker(
            worker_id, plan.name, client=client, process=process, output=output, last_lines=last_lines,
            files=files, places=image.version.storage_paths,
        )  # fmt: skip
        worker.session_id = session_id
        made.append(worker)
        image.workers[worker_id] = worker
        worker.exited.add_done_callback(lambda _: image.workers.pop(worker_id, None))
        worker.exited.add_done_callback(lambda _: self._journals.end(worker_id))
        worker.exited.add_done_callback(lambda _: self._environments.end(worker_id))
        return worker

    def _make_journal(self, engine: Engine, worker_id: str) -> Path | None:
        """The file that outlives the container, where its engine has this host's files."""
        is_here = engine.is_entered or engine.kind == "podman"
        # A comma would end the path on the engine's command line.
        can_be_named = "," not in str(self._used_file)
        return self._journals.make_shared(worker_id) if is_here and can_be_named else None

    def _spares_wanted(self, image: LoadedImage) -> int:
        is_entered = self._client is not None and self._client.engine.is_entered
        if image.version.storage_paths and not is_entered:
            return 0  # whose storage it would need is not known yet
        return self._sandbox.spare_count if image.warm_count is None else image.warm_count

    def _order_spare(self, image: LoadedImage) -> None:
        is_making = image.spare_maker is not None and not image.spare_maker.done()
        if asyncio.get_running_loop().time() < image.no_spare_before_s:
            return
        if len(image.spares) < self._spares_wanted(image) and not is_making:
            image.spare_maker = asyncio.create_task(self._make_spares(image), name="container-spare-maker")

    async def _make_spares(self, image: LoadedImage) -> None:
        await asyncio.sleep(_SPARE_DELAY_S)
        while len(image.spares) < self._spares_wanted(image):
            try:
                worker = await self._start(image, build_worker_id(), None)
            except HeadwaterError as exc:
                image.no_spare_before_s = asyncio.get_running_loop().time() + _RETRY_AFTER_S
                _logger.warning("no spare container of %s: %s", image.version.runtime_id, exc)
                return
            image.spares.append(worker)  # the list may be another than before the wait

    async def _keep_or_end(self, image: LoadedImage, worker: ContainerWorker) -> None:
        """The container that proved the image serves the next session, if a spare is wanted."""
        if len(image.spares) < self._spares_wanted(image):
            image.spares.append(worker)
        else:
            await worker.kill()

    async def _end(self, image: LoadedImage) -> None:
        if image.spare_maker is not None:
            image.spare_maker.cancel()
            await asyncio.wait([image.spare_maker])
        await asyncio.gather(*(worker.kill() for worker in list(image.workers.values())))


def _conforms(source: ContainerSource) -> WorkerSource:
    return source
