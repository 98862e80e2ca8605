"""Hybrid memory: RAM in a warm session, the Memory API in any other; the agent sees no difference but time.

    memory = HybridMemory(memory_id, actor_id="ada", session_id="chat-1")
    loaded = memory.load()               # loaded.messages, loaded.source
    memory.append("user", "Hello")       # durable when it returns; the Memory API has it a moment later

State belongs to the process, and so to the session: two of the same ids share it. Forks begin anew.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from headwater.memory.hybrid.delivery import Delivery, default_folder
from headwater.memory.hybrid.errors import InvalidTurn, MemoryUnavailable
from headwater.memory.hybrid.turns import Content, Turn, build_turn, check_ids, decode_turn, encode_turn
from headwater.memory.hybrid.window import Window, join_neighbours, take_window
from headwater.memory.hybrid.wire import MemoryWire, connect

Source = Literal["ram", "durable", "both", "none"]

_PAGE_COUNT = 100
#: RAM keeps this many times the window, so that wholes can be kept together.
_RAM_FACTOR = 4
_CLOSE_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A conversation's last turns, oldest first, and where they came from.

    `source` is `ram` in a warm session, `durable` in a cold one of a conversation that there was before,
    `both` where turns of this session and older durable ones came together, `none` where nothing was said.
    """

    turns: list[Turn]
    source: Source

    @property
    def messages(self) -> list[dict[str, Any]]:  # Any: content blocks differ by kind
        """The turns as Bedrock and Strands take them: there are two roles, and they alternate."""
        turns = [turn if turn.role == "assistant" else Turn("user", turn.content) for turn in self.turns]
        return [turn.message for turn in join_neighbours(turns)]


@dataclass(slots=True)
class _Conversation:
    """What this process knows of one conversation."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    turns: list[Turn] = field(default_factory=list)
    is_loaded: bool = False
    appended_count: int = 0
    """Turns of this process alone."""
    last_ms: int = 0


class HybridMemory:
    """The memory of one actor's conversation. Cheap to make; safe in threads."""

    def __init__(
        self,
        memory_id: str,
        *,
        actor_id: str,
        session_id: str,
        window: Window | None = None,
        journal_dir: str | os.PathLike[str] | None = None,
        endpoint_url: str | None = None,
    ) -> None:
        """
        Args:
            memory_id: of the Memory API: an id or an ARN.
            session_id: the conversation, which outlives the sessions of the runtime.
            window: how much `load` gives; by default 20 turns.
            journal_dir: where turns wait to be delivered where no host gave a file for it; by default
                `HEADWATER_JOURNAL_DIR`, or a folder of the user's.
            endpoint_url: of the Memory API; by default `AWS_ENDPOINT_URL_BEDROCK_AGENTCORE`, or AWS.
        Raises:
            InvalidTurn: an id that the Memory API would not take.
        """
        check_ids(memory_id, actor_id, session_id)
        self.memory_id, self.actor_id, self.session_id = memory_id, actor_id, session_id
        self.window = window or Window()
        self._folder = default_folder() if journal_dir is None else Path(journal_dir)
        self._endpoint_url = endpoint_url

    def append(
        self,
        role: str | Turn | Mapping[str, Any],
        content: str | Content | None = None,
        *,
        timeout_s: float = 5.0,
    ) -> None:
        """Keep a turn: `append("user", "Hello")`, or a `Turn`, or a message `{"role", "content"}`.

        On disk when this returns; the Memory API gets it in the background. While too much waits to be
        delivered this waits too, for at most `timeout_s`.

        Raises:
            InvalidTurn: it is no turn, or too large.
            JournalFull: for `timeout_s` there was no room.
            JournalFailed: the journal cannot be written.
        """
        turn = _read_turn(role, content)
        payload = encode_turn(turn)
        conversation = self._conversation()
        with conversation.lock:
            # Events of one millisecond have no order of their own with AWS.
            at_ms = max(time.time_ns() // 1_000_000, conversation.last_ms + 1)
            body = {
                "actorId": self.actor_id,
                "sessionId": self.session_id,
                "eventTimestamp": at_ms / 1000,
                "payload": payload,
                "clientToken": f"hybrid-{uuid.uuid4()}",
            }
            self._delivery().append(self.memory_id, body, timeout_s)
            conversation.last_ms = at_ms
            conversation.turns.append(turn)
            conversation.appended_count += 1
            self._trim(conversation)

    def replace_last(
        self,
        role: str | Turn | Mapping[str, Any],
        content: str | Content | None = None,
        *,
        timeout_s: float = 5.0,
    ) -> None:
        """Put another turn in the place of this process's last one: say, without what a guardrail took out.

        The turn is gone from durable memory when this returns. Arguments and errors are `append`'s.

        Raises:
            InvalidTurn: nothing was appended here that could be replaced.
            MemoryUnavailable: durable memory cannot be changed now; the turn is as it was.
        """
        turn = _read_turn(role, content)
        encode_turn(turn)  # what is no turn is refused before the other one goes
        conversation = self._conversation()
        with conversation.lock:
            if not conversation.appended_count or not conversation.turns:
                raise InvalidTurn(f"no turn of conversation {self.session_id!r} was appended here")
            if not self._delivery().flush(timeout_s):
                raise MemoryUnavailable(
                    f"the last turn is not delivered yet: {self._delivery().last_problem}"
                )
            self._delete_last(conversation)
            del conversation.turns[-1]
            conversation.appended_count -= 1
            self.append(turn, timeout_s=timeout_s)

    def load(self, *, refresh: bool = False) -> Loaded:
        """The conversation's last turns: from RAM where this process knows them, else from durable memory.

        Args:
            refresh: read durable memory in any case: for a conversation that several sessions write.
        Raises:
            MemoryUnavailable: durable memory is needed and cannot be read.
        """
        conversation = self._conversation()
        with conversation.lock:
            if conversation.is_loaded and not refresh:
                turns = take_window(conversation.turns, self.window)
                return Loaded(turns, "ram" if turns else "none")
            is_first = not conversation.is_loaded
            self._read_durable(conversation)
            turns, own_count = take_window(conversation.turns, self.window), conversation.appended_count
            if not turns:
                return Loaded([], "none")
            if own_count == 0 or not is_first:
                return Loaded(turns, "durable")
            return Loaded(turns, "both" if len(conversation.turns) > own_count else "ram")

    def flush(self, timeout_s: float | None = None) -> bool:
        """Wait until the Memory API has everything. False if `timeout_s` passed first."""
        return self._delivery().flush(timeout_s)

    @property
    def pending_count(self) -> int:
        """Turns of this process that the Memory API does not have yet."""
        return self._delivery().pending_count

    @property
    def aside_count(self) -> int:
        """Turns that the Memory API refused for good: see `set-aside.jsonl` beside the journal."""
        return self._delivery().aside_count

    async def aappend(
        self,
        role: str | Turn | Mapping[str, Any],
        content: str | Content | None = None,
        *,
        timeout_s: float = 5.0,
    ) -> None:
        """`append`, without holding the event loop."""
        await asyncio.to_thread(self.append, role, content, timeout_s=timeout_s)

    async def aload(self, *, refresh: bool = False) -> Loaded:
        """`load`, without holding the event loop."""
        return await asyncio.to_thread(self.load, refresh=refresh)

    async def aflush(self, timeout_s: float | None = None) -> bool:
        """`flush`, without holding the event loop."""
        return await asyncio.to_thread(self.flush, timeout_s)

    def _conversation(self) -> _Conversation:
        return _process().conversation((self.memory_id, self.actor_id, self.session_id))

    def _delivery(self) -> Delivery:
        return _process().delivery(self._folder, self._endpoint_url)

    def _delete_last(self, conversation: _Conversation) -> None:
        """Delete the last turn's event: the newest with its content, as other sessions may write here too."""
        wire = _process().wire(self._endpoint_url)
        payload = json.loads(json.dumps(encode_turn(conversation.turns[-1])))
        page = wire.list_events(self.memory_id, self.actor_id, self.session_id, _PAGE_COUNT, None)
        found = next((event for event in page.get("events", []) if event.get("payload") == payload), None)
        if found is None:
            raise MemoryUnavailable(
                f"the last turn is not among the last {_PAGE_COUNT} of conversation {self.session_id!r}"
            )
        wire.delete_event(self.memory_id, self.actor_id, self.session_id, found["eventId"])

    def _trim(self, conversation: _Conversation) -> None:
        keep = self.window.turns * _RAM_FACTOR
        if len(conversation.turns) > 2 * keep:
            del conversation.turns[:-keep]

    def _read_durable(self, conversation: _Conversation) -> None:
        delivery = self._delivery()
        if not delivery.flush(_CLOSE_TIMEOUT_S):
            raise MemoryUnavailable(
                f"{delivery.pending_count} turns could not be delivered yet: {delivery.last_problem}"
            )
        wire, wanted = _process().wire(self._endpoint_url), self.window.turns * _RAM_FACTOR
        newest_first: list[Turn] = []
        token: str | None = None
        while len(newest_first) < wanted:
            count = min(_PAGE_COUNT, wanted - len(newest_first))
            page = wire.list_events(self.memory_id, self.actor_id, self.session_id, count, token)
            for event in page.get("events", []):
                conversation.last_ms = max(conversation.last_ms, _to_ms(event.get("eventTimestamp", 0)))
                newest_first += reversed(decode_turn(event.get("payload", [])))
            token = page.get("nextToken")
            if token is None:
                break
        conversation.turns, conversation.is_loaded = newest_first[::-1], True


class _Process:
    """What hybrid memory has in this process."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._lock = threading.Lock()
        self._conversations: dict[tuple[str, str, str], _Conversation] = {}
        self._deliveries: dict[tuple[Path, str | None], Delivery] = {}
        self._wires: dict[str | None, MemoryWire] = {}

    def conversation(self, key: tuple[str, str, str]) -> _Conversation:
        with self._lock:
            return self._conversations.setdefault(key, _Conversation())

    def wire(self, endpoint_url: str | None) -> MemoryWire:
        with self._lock:
            return self._wire(endpoint_url)

    def delivery(self, folder: Path, endpoint_url: str | None) -> Delivery:
        with self._lock:
            key = (folder, endpoint_url)
            if key not in self._deliveries:
                self._deliveries[key] = Delivery(folder, self._wire(endpoint_url))
            return self._deliveries[key]

    def close(self) -> None:
        with self._lock:
            for delivery in self._deliveries.values():
                delivery.close(_CLOSE_TIMEOUT_S)
            self._deliveries.clear()
            for wire in self._wires.values():
                wire.close()
            self._wires.clear()

    def _wire(self, endpoint_url: str | None) -> MemoryWire:
        if endpoint_url not in self._wires:
            self._wires[endpoint_url] = connect(endpoint_url)
        return self._wires[endpoint_url]


_current = _Process()


def _process() -> _Process:
    """This process's state. A fork of one that had some (a session of its template) begins with nothing."""
    global _current
    if _current.pid != os.getpid():
        _current = _Process()
    return _current


def _close_at_exit() -> None:
    if _current.pid == os.getpid():
        _current.close()


atexit.register(_close_at_exit)


def _to_ms(at: Any) -> int:  # Any: a number over HTTP, a time from boto3
    return round(float(at.timestamp() if hasattr(at, "timestamp") else at) * 1000)


def _read_turn(role: str | Turn | Mapping[str, Any], content: str | Content | None) -> Turn:
    if isinstance(role, Turn):
        return build_turn(role.role, role.content)
    if isinstance(role, Mapping):
        return build_turn(role.get("role", ""), role.get("content", ""))
    return build_turn(role, "" if content is None else content)
