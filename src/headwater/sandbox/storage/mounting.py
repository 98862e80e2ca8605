"""The server's side of the process that attaches storages to sessions; see `template.mounter`."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from headwater import template as template_package
from headwater.core.errors import SandboxError
from headwater.sandbox.channel import HostChannel, Message
from headwater.sandbox.files import FileView, open_process
from headwater.sandbox.storage.book import Storage

_log = logging.getLogger(__name__)

_TEMPLATE_DIR = os.path.dirname(os.path.abspath(template_package.__file__))
#: Seconds for one request; a mount takes some milliseconds.
_TIMEOUT_S = 20.0


class Mounter:
    """Starts the process when it is needed first, and again if it was killed. Close it in the end."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._channel: HostChannel | None = None
        self._answers: dict[int, asyncio.Future[Message]] = {}
        self._numbers = itertools.count(1)
        self._starting = asyncio.Lock()

    async def open(self) -> None:
        """Start the process, unless it runs.

        Raises:
            SandboxError: it cannot be started.
        """
        async with self._starting:
            if self._channel is not None:
                return
            ours, theirs = socket.socketpair()
            try:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable, "-I", "-S", _TEMPLATE_DIR, "mounter", str(theirs.fileno()),
                    pass_fds=[theirs.fileno()], env={"PATH": os.defpath}, cwd="/", start_new_session=True,
                    stdin=asyncio.subprocess.DEVNULL,
                )  # fmt: skip
            except OSError as exc:
                ours.close()
                raise SandboxError(f"what attaches storages cannot be started: {exc.strerror}") from exc
            finally:
                theirs.close()
            self._channel = HostChannel(ours, self._on_message, self._on_closed)

    async def close(self) -> None:
        """End the process; what it attached stays with its sessions."""
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            await self._process.wait()
            self._process = None

    async def attach(self, storage: Storage, view: FileView, *, owner: int | None) -> None:
        """Have a storage at /mnt/<name> in the sandbox whose files `view` shows.

        Args:
            owner: whose the folders of a new image are; None: everybody's who gets there.
        Raises:
            SandboxError: it cannot be had there.
        """
        where: dict[str, Any] = {"root": str(storage.files)}  # Any: JSON
        if storage.about.kind == "image":
            where = {"image": str(storage.image), "owner": owner}
        await self._act("attach", view, storage.names, where)

    def release_nowait(self, storage: Storage) -> None:
        """The storage's session is gone: what it wrote goes to the disk, and nobody waits for that."""
        if storage.about.kind != "image" or self._channel is None:
            return
        message = {"op": "release", "id": 0, "names": [], "image": str(storage.image)}
        with contextlib.suppress(SandboxError):  # the process is gone, and holds nothing any more
            self._channel.send(message)

    async def seal(self, storage: Storage, view: FileView) -> None:
        """Close a storage to writing, for as long as its session lives.

        Raises:
            SandboxError: it cannot be; a file of it is open for writing, say.
        """
        try:
            found = [os.stat(storage.files / name, follow_symlinks=False) for name in storage.names]
        except OSError as exc:
            raise SandboxError(f"the session's storage cannot be seen: {exc}") from exc
        files = [[status.st_dev, status.st_ino] for status in found]
        await self._act("seal", view, storage.names, {"files": files})

    async def try_image(self, image: Path) -> None:
        """Mount a file system in a file for a moment. Raises SandboxError where that cannot be done."""
        where = {"image": str(image), "owner": None}
        await self._ask("try", ["probe"], where)

    async def _act(
        self, operation: str, view: FileView, names: tuple[str, ...], more: dict[str, Any]
    ) -> None:
        process_fd = open_process(view)
        try:
            await self._ask(operation, names, more, process_fd)
        finally:
            os.close(process_fd)

    async def _ask(self, operation: str, names: Sequence[str], more: dict[str, Any], *fds: int) -> None:
        await self.open()
        assert self._channel is not None
        number = next(self._numbers)
        answer: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        try:
            self._channel.send({"op": operation, "id": number, "names": list(names), **more}, fds)
            found = await asyncio.wait_for(answer, _TIMEOUT_S)
        except TimeoutError:
            raise SandboxError(f"the session's storage: {operation} took too long") from None
        finally:
            self._answers.pop(number, None)
        if "error" in found:
            raise SandboxError(f"the session's storage: {found['error']}", step=operation)

    def _on_message(self, message: Message) -> None:
        answer = self._answers.get(message["id"])
        if answer is not None and not answer.done():
            answer.set_result(message)

    def _on_closed(self) -> None:
        self._channel = None
        for answer in self._answers.values():
            if not answer.done():
                answer.set_result({"error": "what attaches storages has ended"})
