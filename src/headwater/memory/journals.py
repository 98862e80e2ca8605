"""Delivers what sessions had not delivered when they ended: their journals, handed on by the sandbox.

What a journal holds was written by an agent. Each entry is checked as the same request over HTTP would be,
and asks for nothing that the agent could not have asked for itself. Its client token makes one that had
arrived count once.
Rule 1: a journal is removed when everything in it has arrived, or can never arrive and is set aside.
Rule 2: what is delivered is whose the session was; see `memory.owners`.
Rule 3: whoever lists a conversation's events waits, briefly, for journals with turns of it that are being
delivered: a session that follows one that was killed sees what that one had said.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from headwater.core.errors import AccessDenied, HeadwaterError, PlatformError, RequestError
from headwater.core.policies import EVERYTHING
from headwater.core.principals import CallerKind, Principal, acting
from headwater.memory.control.base import Handler, Members
from headwater.memory.hybrid.journal import Content, Entry, is_locked, read_journal
from headwater.wire.restjson import Api, parse_input

_log = logging.getLogger(__name__)

#: A memory's id, an actor's, and the session's within it.
Conversation = tuple[str, str, str]

#: More than an agent's own bound of what may wait, twice; the rest of a larger file is not read.
MAX_JOURNAL_BYTES = 128 * 1024 * 1024
#: How long a reader waits for journals that are being delivered.
WAIT_TIMEOUT_S = 5.0
#: What is left of a session that was killed can take a moment to die, and hold its journal for so long.
_RELEASE_TIMEOUT_S = 5.0
_RELEASE_POLL_S = 0.01
_RETRY_AFTER_S = 1.0
_RETRY_MAX_S = 60.0
_ASIDE_FILE = "set-aside.jsonl"
#: A fuller file becomes the older one, of which there is one.
_ASIDE_MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalHolder:
    """The session that a journal is of: whose it was, and ids of the memories it might use (None: all)."""

    owner: str | None = None
    memories: frozenset[str] | None = None


class JournalDelivery:
    """Owns the tasks. What `close` interrupts is delivered after the next start."""

    def __init__(self, api: Api, create_event: Handler) -> None:
        self._api = api
        self._create_event = create_event
        #: Worker id -> whose its session was, and what it might use; None where no session had the worker.
        self.find_holder: Callable[[str], JournalHolder | None] = lambda worker_id: JournalHolder()
        #: Told of each worker whose journal is done with.
        self.on_delivered: Callable[[str], None] = lambda worker_id: None
        #: What is being delivered, and once a journal is read, which conversations it has turns of.
        self._tasks: dict[asyncio.Task[None], asyncio.Future[set[Conversation]]] = {}

    def deliver_soon(self, path: Path) -> None:
        """Deliver a journal whose session is gone, then remove it."""
        found: asyncio.Future[set[Conversation]] = asyncio.get_running_loop().create_future()
        # Whoever stopped the session is none of those that its words belong to.
        holder = self.find_holder(path.stem)
        with acting(_build_agent(path.stem, holder)):
            task = asyncio.create_task(self._deliver(path, found, holder), name=f"journal-{path.stem}")
        self._tasks[task] = found
        task.add_done_callback(self._forget)

    async def deliver_leftovers(self, paths: Iterable[Path], timeout_s: float) -> None:
        """Deliver journals of an earlier run; what takes longer goes on in the background."""
        for path in paths:
            self.deliver_soon(path)
        if self._tasks:
            _log.info("delivering %d journal(s) of sessions of an earlier run", len(self._tasks))
        await self.wait_delivered(timeout_s=timeout_s)

    async def wait_delivered(
        self, wanted: Conversation | None = None, timeout_s: float = WAIT_TIMEOUT_S
    ) -> None:
        """Return when no journal (with turns of `wanted`) is being delivered, or after `timeout_s`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                for task, found in list(self._tasks.items()):
                    if wanted is None or wanted in await asyncio.shield(found):
                        await asyncio.wait([task])

    async def close(self) -> None:
        """Give those that are being delivered a moment, then end."""
        await self.wait_delivered()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _forget(self, task: asyncio.Task[None]) -> None:
        found = self._tasks.pop(task)
        if not found.done():  # it could not be read, or was interrupted
            found.set_result(set())

    async def _deliver(
        self, path: Path, found: asyncio.Future[set[Conversation]], holder: JournalHolder | None
    ) -> None:
        try:
            content = await self._read(path)
        except OSError as exc:
            _log.error("journal %s cannot be read and is left where it is: %s", path, exc)
            return
        found.set_result({_conversation_of(entry) for entry in content.entries})
        for problem in content.damage:
            _log.warning("journal %s: %s", path.name, problem)
        for entry in content.entries:
            await self._deliver_entry(path, entry, holder)
        await asyncio.to_thread(_remove, path)
        self.on_delivered(path.stem)
        if content.entries:
            _log.info("delivered %d turn(s) that %s had left", len(content.entries), path.stem)

    async def _read(self, path: Path) -> Content:
        """What is in the journal once nobody writes to it any more."""
        loop = asyncio.get_running_loop()
        deadline_s = loop.time() + _RELEASE_TIMEOUT_S
        while True:
            content = await asyncio.to_thread(_read, path, is_urgent=loop.time() > deadline_s)
            if content is not None:
                return content
            await asyncio.sleep(_RELEASE_POLL_S)

    async def _deliver_entry(self, path: Path, entry: Entry, holder: JournalHolder | None) -> None:
        pause_s = _RETRY_AFTER_S
        while True:
            try:
                _check_memory(entry.memory_id, holder)
                await self._create_event(self._parse(entry))
                return
            except RequestError as exc:
                await asyncio.to_thread(_set_aside, path, entry, str(exc))
                return
            except PlatformError as exc:
                _log.warning("a turn of journal %s could not be kept yet: %s", path.name, exc)
            except (HeadwaterError, ValueError, TypeError) as exc:
                await asyncio.to_thread(_set_aside, path, entry, repr(exc))
                return
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _RETRY_MAX_S)

    def _parse(self, entry: Entry) -> Members:
        """The entry as CreateEvent's members. RequestError if it is not that request."""
        match = self._api.match("POST", f"/memories/{quote(entry.memory_id, safe='')}/events")
        body = json.dumps(entry.body).encode()
        members: Members = parse_input(match, "", [], body)
        return members


def _build_agent(worker_id: str, holder: JournalHolder | None) -> Principal:
    """Who says what a session had left to say: its agent."""
    owner = None if holder is None else holder.owner
    return Principal(kind=CallerKind.AGENT, name=f"journal of {worker_id}", owner=owner, policy=EVERYTHING)


def _check_memory(memory_id: str, holder: JournalHolder | None) -> None:
    """AccessDenied unless the agent could have asked for this memory itself."""
    if holder is None:
        raise AccessDenied("no session had this journal, so that it is not known which memories it may use")
    if holder.memories is not None and memory_id.rpartition("/")[2] not in holder.memories:
        raise AccessDenied(f"{memory_id} is none of the agent's memories")


def build_conversation(memory_id: object, actor_id: object, session_id: object) -> Conversation:
    """Which conversation is meant, whether its memory is named by its id or its ARN."""
    return str(memory_id).rpartition("/")[2], str(actor_id), str(session_id)


def _conversation_of(entry: Entry) -> Conversation:
    return build_conversation(entry.memory_id, entry.body.get("actorId"), entry.body.get("sessionId"))


def _read(path: Path, *, is_urgent: bool) -> Content | None:
    """A regular file's content, and of a too large one the beginning. None while a process writes to it.

    If it `is_urgent` it is read all the same.
    """
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(fd, "rb") as file:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            return Content(damage=["it is not a file"])
        is_held = is_locked(fd)
        if is_held and not is_urgent:
            return None
        content = read_journal(file.read(MAX_JOURNAL_BYTES))
        if is_held:
            content.damage.append("a process of the session outlives it; what it adds is not delivered")
        if status.st_size > MAX_JOURNAL_BYTES:
            content.damage.append(f"of its {status.st_size} bytes {MAX_JOURNAL_BYTES} were read")
        return content


def _remove(path: Path) -> None:
    with suppress(FileNotFoundError):
        path.unlink()


def _set_aside(path: Path, entry: Entry, problem: str) -> None:
    """Keep what never can be delivered where an operator finds it."""
    _log.error("a turn of journal %s cannot be delivered and is set aside: %s", path.name, problem)
    line = json.dumps(
        {
            "at": time.time(),
            "journal": path.stem,
            "problem": problem,
            "memoryId": entry.memory_id,
            "body": entry.body,
        }
    )
    aside = path.parent / _ASIDE_FILE
    if aside.exists() and aside.stat().st_size > _ASIDE_MAX_BYTES:
        # Agents decide how much there is to set aside: the host's disk must not fill with it.
        aside.replace(aside.with_suffix(".1.jsonl"))
    with open(aside, "a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fdatasync(file.fileno())
