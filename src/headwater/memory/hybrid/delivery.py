"""Brings a process's turns to the Memory API, in order, behind the agent's back.

`append` returns when a turn is in the journal; one thread delivers. Its client token makes any number of
deliveries count once. What can be tried again is, for as long as it takes; what never can succeed is set
aside in a file, and the rest goes on.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from headwater.memory.hybrid.errors import HybridMemoryError, JournalFull, MemoryUnavailable
from headwater.memory.hybrid.journal import (
    Body,
    Entry,
    Journal,
    adopt_file,
    adopt_journal,
    begin_journal,
    find_leftovers,
    read_journal,
)
from headwater.memory.hybrid.wire import MemoryWire

_log = logging.getLogger(__name__)

#: The file that the host gave the session, which outlives it: see `adopt_journal`.
DESCRIPTOR_VARIABLE = "HEADWATER_JOURNAL_FD"
#: The same in a container: its path there.
FILE_VARIABLE = "HEADWATER_JOURNAL_FILE"
#: Where journals are without a host.
FOLDER_VARIABLE = "HEADWATER_JOURNAL_DIR"
#: Undelivered turns; more make `append` wait.
MAX_PENDING_COUNT = 1000
MAX_PENDING_BYTES = 32 * 1024 * 1024
_FIRST_PAUSE_S = 0.05
_MAX_PAUSE_S = 5.0
_ASIDE_FILE = "set-aside.jsonl"


def default_folder() -> Path:
    """The folder that the environment names, or one of this user's."""
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        return Path(given)
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return Path(state) / "headwater" / "journal"


class Delivery:
    """The journal of this process and the thread that empties it. Made on first use, by whom it serves."""

    def __init__(self, folder: Path, wire: MemoryWire) -> None:
        """Takes over what processes that are gone left in `folder`."""
        self._folder = folder
        self._wire = wire
        self._journal: Journal | None = None
        self._changed = threading.Condition()
        self._pending: deque[tuple[Entry, int]] = deque()
        self._pending_bytes = 0
        self._aside_count = 0
        self._last_problem: str | None = None
        self._is_closing = False
        self._leftovers: deque[Entry] = deque()
        self._take_over()
        self._thread = threading.Thread(target=self._run, name="headwater-memory-delivery", daemon=True)
        self._thread.start()

    @property
    def pending_count(self) -> int:
        """Turns that are not delivered yet."""
        with self._changed:
            return len(self._pending) + len(self._leftovers)

    @property
    def aside_count(self) -> int:
        """Turns that the Memory API refused for good; they are in `set-aside.jsonl` beside the journal."""
        return self._aside_count

    def append(self, memory_id: str, body: Body, timeout_s: float) -> None:
        """Keep an event; on disk when this returns.

        Raises:
            JournalFull: for `timeout_s` too many waited to be delivered.
            JournalFailed: the journal cannot be written.
        """
        size = len(json.dumps(body, ensure_ascii=False))
        with self._changed:
            if not self._changed.wait_for(lambda: self._has_room(size), timeout_s):
                raise JournalFull(
                    f"{len(self._pending)} turns wait to be delivered to the Memory API"
                    f" ({self._last_problem or 'it is slow'}); nothing was kept of this one"
                )
            if self._journal is None:
                self._journal = self._begin_journal()
            self._pending.append((self._journal.append(memory_id, body), size))
            self._pending_bytes += size
            self._changed.notify_all()

    def flush(self, timeout_s: float | None) -> bool:
        """Wait until all is delivered that was appended before. False if that took too long."""
        with self._changed:
            last = self._pending[-1][0].seq if self._pending else 0
            return self._changed.wait_for(
                lambda: not self._leftovers and (not self._pending or self._pending[0][0].seq > last),
                timeout_s,
            )

    @property
    def last_problem(self) -> str | None:
        """Why the oldest turn is not delivered yet, if it was tried."""
        return self._last_problem

    def close(self, timeout_s: float) -> bool:
        """Deliver what is left for at most `timeout_s`; the rest stays in the journal, for the next one."""
        is_done = self.flush(timeout_s)
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        self._thread.join(timeout_s + _MAX_PAUSE_S)
        if not self._thread.is_alive() and self._journal is not None:
            self._journal.close()
        return is_done

    def _begin_journal(self) -> Journal:
        described, path = os.environ.get(DESCRIPTOR_VARIABLE), os.environ.get(FILE_VARIABLE)
        given = adopt_journal(described) if described else adopt_file(path) if path else None
        return given or begin_journal(self._folder)

    def _has_room(self, size: int) -> bool:
        is_small = self._pending_bytes + size <= MAX_PENDING_BYTES or not self._pending
        return len(self._pending) < MAX_PENDING_COUNT and is_small

    def _take_over(self) -> None:
        self._taken: list[tuple[Path, int]] = []
        for path, fd in find_leftovers(self._folder):
            with open(fd, "rb", closefd=False) as file:
                content = read_journal(file.read())
            for problem in content.damage:
                _log.warning("journal %s: %s", path, problem)
            self._leftovers.extend(content.entries)
            self._taken.append((path, fd))

    def _run(self) -> None:
        while self._leftovers:
            if not self._deliver(self._leftovers[0], lambda _entry: None):
                return
            with self._changed:
                self._leftovers.popleft()
                self._changed.notify_all()
        for path, fd in self._taken:
            with suppress(OSError):
                path.unlink()
            os.close(fd)
        while (entry := self._next()) is not None:
            if not self._deliver(entry, self._mark_aside):
                return
            with self._changed:
                self._pending_bytes -= self._pending.popleft()[1]
                if self._journal is not None:
                    self._journal.mark_delivered(entry.seq)
                self._changed.notify_all()

    def _mark_aside(self, entry: Entry) -> None:
        if self._journal is not None:
            self._journal.mark_aside(entry.seq)

    def _next(self) -> Entry | None:
        with self._changed:
            self._changed.wait_for(lambda: self._pending or self._is_closing)
            return self._pending[0][0] if self._pending else None

    def _deliver(self, entry: Entry, mark_aside: Callable[[Entry], None]) -> bool:
        """Deliver an entry, however long it takes. False if this process's end came first."""
        pause_s = _FIRST_PAUSE_S
        while True:
            try:
                self._wire.create_event(entry.memory_id, entry.body)
            except MemoryUnavailable as exc:
                if exc.is_final:
                    self._set_aside(entry, exc)
                    mark_aside(entry)
                    return True
                self._last_problem = str(exc)
            else:
                self._last_problem = None
                return True
            with self._changed:
                if self._changed.wait_for(lambda: self._is_closing, pause_s):
                    return False
            pause_s = min(pause_s * 2, _MAX_PAUSE_S)

    def _set_aside(self, entry: Entry, problem: HybridMemoryError) -> None:
        self._aside_count += 1
        _log.error("a turn of memory %s cannot be delivered and is set aside: %s", entry.memory_id, problem)
        line = json.dumps(
            {
                "at": time.time(),
                "problem": str(problem),
                "memoryId": entry.memory_id,
                "body": entry.body,
            }
        )
        try:
            # Where the host gave the journal, nobody has made this folder.
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(self._folder / _ASIDE_FILE, "a", encoding="utf-8") as file:
                file.write(line + "\n")
                file.flush()
                os.fdatasync(file.fileno())
        except OSError as exc:
            _log.error("%s cannot be written (%s); the turn was: %s", _ASIDE_FILE, exc, line)
