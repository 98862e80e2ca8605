"""Keeps the embedded model's process alive: start, wait until ready, warm, restart when it dies, stop."""

from __future__ import annotations

import asyncio
import ctypes.util
import json
import logging
import os
import secrets
import sys
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx

from headwater.models.base import ModelError, ModelNotReady
from headwater.models.embedded_server import SidecarConfig
from headwater.models.settings import ModelsSettings

_LOG = logging.getLogger(__name__)

_MODULE = "headwater.models.embedded_server"
_RESTART_PAUSE_S = 1.0
_RESTART_PAUSE_MAX_S = 60.0
_STOP_GRACE_S = 3.0
#: Loading takes 1 to 3 s from a warm disk; a cold and busy one gets this long.
_LOAD_DEADLINE_S = 180.0
_WARM_DEADLINE_S = 60.0
#: From then on requests are told at once what is wrong, while it is tried again and again.
_FAILURES_TO_GIVE_UP = 2
_LOG_LINES_KEPT = 40
#: Of the embeddings' model: texts that it reads at the same time, and the most tokens of one.
_EMBEDDING_SLOTS_COUNT = 8
_EMBEDDING_CONTEXT_TOKENS = 512


@dataclass(frozen=True, slots=True)
class Address:
    """Where the model answers, and the key it demands."""

    url: str
    api_key: str

    def connect(self, timeout: httpx.Timeout) -> httpx.AsyncClient:
        """A client of the process. Loopback without TLS: no certificates to load (20 ms), no proxy to ask."""
        return httpx.AsyncClient(
            base_url=self.url,
            headers={"authorization": f"Bearer {self.api_key}"},
            timeout=timeout,
            verify=False,
            trust_env=False,
        )


def missing_runtime() -> str | None:
    """What the embedded model lacks on this machine, and the command that brings it; None if nothing."""
    if find_spec("xllamacpp") is None:
        return "The embedded model needs the package xllamacpp (pip install 'headwater[embedded]')"
    if sys.platform.startswith("linux") and ctypes.util.find_library("gomp") is None:
        return "The embedded model needs the system library libgomp.so.1 (apt-get install libgomp1)"
    return None


class EmbeddedProcess:
    """One sidecar process. `start` returns at once; requests wait in `wait_ready`."""

    def __init__(
        self,
        settings: ModelsSettings,
        weights: Path,
        *,
        warm: Callable[[Address], Awaitable[None]] | None = None,
        is_embedding: bool = False,
    ) -> None:
        self._settings = settings
        self._weights = weights
        self._warm = warm
        self._is_embedding = is_embedding
        #: Set when there is an answer for those who wait: an address, or that it will not work.
        self._settled = asyncio.Event()
        self._address: Address | None = None
        self._failures_in_a_row = 0
        self._failure = ""
        self._restarts_count = 0
        self._pid: int | None = None
        self._log_tail: deque[str] = deque(maxlen=_LOG_LINES_KEPT)
        self._keeper: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to load, in the background."""
        assert self._keeper is None, "the embedded model's process was started twice"
        self._keeper = asyncio.create_task(self._keep(), name="embedded-model")

    async def stop(self) -> None:
        """End the process; nothing of it is left when this returns."""
        keeper, self._keeper = self._keeper, None
        if keeper is None:
            return
        keeper.cancel()
        with suppress(asyncio.CancelledError):
            await keeper

    async def wait_ready(self, deadline_s: float) -> Address:
        """Where the model answers, as soon as it is loaded and warm.

        A question that came while it warms would only do the same work a second time, and slower.

        Raises:
            ModelNotReady: `deadline_s` passed.
            ModelError: the process was stopped, or dies each time it is started.
        """
        if self._keeper is None:
            raise ModelError("The embedded model's process is not running.")
        try:
            async with asyncio.timeout(deadline_s):
                await self._settled.wait()
        except TimeoutError:
            why = self._failure or "it is still loading"
            raise ModelNotReady(f"The embedded model was not ready within {deadline_s:g} s: {why}.") from None
        if self._address is None:
            raise ModelError(f"The embedded model does not start: {self._failure}")
        return self._address

    def describe(self) -> dict[str, Any]:
        """For `status`. Any: JSON."""
        state = "ready" if self._address else "failed" if self._settled.is_set() else "loading"
        return {
            "state": state,
            "pid": self._pid,
            "weights": str(self._weights),
            "restarts": self._restarts_count,
            "failure": self._failure,
        }

    async def _keep(self) -> None:
        """Run the process again whenever it ends. Ends only by cancellation."""
        pause_s = _RESTART_PAUSE_S
        while True:
            try:
                was_ready = await self._run_once()
            except Exception as exc:
                was_ready, self._failure = False, f"{type(exc).__name__}: {exc}"
            self._failures_in_a_row = 0 if was_ready else self._failures_in_a_row + 1
            if self._failures_in_a_row >= _FAILURES_TO_GIVE_UP:
                self._settled.set()
            pause_s = _RESTART_PAUSE_S if was_ready else min(pause_s * 2, _RESTART_PAUSE_MAX_S)
            self._restarts_count += 1
            _LOG.warning("the embedded model ended (%s); next start in %g s", self._failure, pause_s)
            await asyncio.sleep(pause_s)

    async def _run_once(self) -> bool:
        """One life of the process; whether it became ready."""
        api_key = secrets.token_urlsafe(32)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            _MODULE,
            str(os.getpid()),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={"OMP_WAIT_POLICY": "passive", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
        )
        self._pid = process.pid
        log = asyncio.create_task(self._drain_log(process.stderr))
        was_ready = False
        try:
            url = await self._load(process, api_key)
            if url is not None:
                was_ready = True
                self._failure = ""
                await self._warm_up(Address(url, api_key))
                self._address = Address(url, api_key)
                self._settled.set()
            code = await process.wait()
            self._failure = (
                f"exit code {code}: {' | '.join(list(self._log_tail)[-3:]) or 'nothing in its log'}"
            )
        finally:
            if self._address is not None:
                self._settled.clear()
            self._address, self._pid = None, None
            await asyncio.shield(_end(process))
            log.cancel()
            await asyncio.wait({log})
        return was_ready

    async def _load(self, process: asyncio.subprocess.Process, api_key: str) -> str | None:
        """Hand over the configuration; the address it serves at, or None when it ended instead."""
        config = SidecarConfig(
            weights=str(self._weights),
            prompts_dir=str(self._prompts_dir()),
            api_key=api_key,
            slots_count=_EMBEDDING_SLOTS_COUNT if self._is_embedding else self._settings.slots_count,
            context_tokens=(
                _EMBEDDING_CONTEXT_TOKENS if self._is_embedding else self._settings.context_tokens
            ),
            threads_count=self._settings.threads_count,
            is_embedding=self._is_embedding,
        )
        assert process.stdin is not None, "stdin is a pipe"
        assert process.stdout is not None, "stdout is a pipe"
        with suppress(ConnectionError):
            process.stdin.write(config.encode())
            await process.stdin.drain()
        try:
            async with asyncio.timeout(_LOAD_DEADLINE_S):
                line = await process.stdout.readline()
        except TimeoutError:
            process.kill()
            return None
        return str(json.loads(line)["url"]) if line else None

    def _prompts_dir(self) -> Path:
        """One folder for each file of weights, because what is kept in it fits no other."""
        stat = self._weights.stat()
        folder = (
            self._settings.cache_dir / "prompts" / f"{self._weights.stem}-{stat.st_size}-{stat.st_mtime_ns}"
        )
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    async def _warm_up(self, address: Address) -> None:
        if self._warm is None:
            return
        try:
            async with asyncio.timeout(_WARM_DEADLINE_S):
                await self._warm(address)
        except Exception as exc:
            # Warming only makes the first answer faster; the model can do without.
            _LOG.warning("the embedded model could not be warmed: %s", exc)

    async def _drain_log(self, stderr: asyncio.StreamReader | None) -> None:
        assert stderr is not None, "stderr is a pipe"
        while chunk := await stderr.read(65536):
            for line in chunk.decode(errors="replace").splitlines():
                self._log_tail.append(line.strip())
                _LOG.debug("embedded model: %s", line)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Close stdin, which tells it to leave; kill it if it does not."""
    if process.returncode is not None:
        return
    if process.stdin is not None:
        process.stdin.close()
    try:
        async with asyncio.timeout(_STOP_GRACE_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
