"""Export: everything in a memory, as lines, with a bounded part of it in RAM.

The API lists events newest first, and a reader wants them oldest first: each session goes through a file on
disk, and is read back from its end.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

from headwater.client.errors import RequestFailed
from headwater.client.memory.api import Memories
from headwater.client.memory.lines import FORMAT, Counts, Json, encode_json, encode_line

#: Records of every namespace.
EVERYWHERE = {"namespacePath": "/"}
#: A session of so many bytes stays in RAM.
_RAM_BYTES = 4 * 1024 * 1024
_LENGTH = struct.Struct(">I")


def export_memory(
    memories: Memories, memory_id: str, on_progress: Callable[[Counts], None] = lambda counts: None
) -> Iterator[bytes]:
    """The lines of an export. Events that are made meanwhile may be in it or not.

    Raises:
        RequestFailed: the server refused something, or there is no such memory.
        ServerNotReachable: it answers no longer.
    """
    counts = Counts()

    def counted(line: bytes) -> bytes:
        counts.size_bytes += len(line)
        on_progress(counts)
        return line

    yield counted(encode_line("memory", format=FORMAT, memory=memories.get(memory_id)))
    for actor_id in memories.actors(memory_id):
        for line in _export_actor(memories, memory_id, actor_id):
            counts.events += 1
            yield counted(line)
    for record in _list_records(memories, memory_id):
        counts.records += 1
        yield counted(encode_line("record", record=record))
    yield counted(encode_line("end", events=counts.events, records=counts.records))


class Backwards:
    """Keeps what is put in, and gives it out last first. Most of it is on disk."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_RAM_BYTES)  # noqa: SIM115  (closed by `with` of this)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, data: bytes) -> None:
        self._file.write(data)
        self._file.write(_LENGTH.pack(len(data)))

    def __iter__(self) -> Iterator[bytes]:
        end = self._file.tell()
        while end:
            self._file.seek(end - _LENGTH.size)
            (length,) = _LENGTH.unpack(self._file.read(_LENGTH.size))
            end -= _LENGTH.size + length
            self._file.seek(end)
            yield self._file.read(length)


def _export_actor(memories: Memories, memory_id: str, actor_id: str) -> Iterator[bytes]:
    with Backwards() as session_ids:
        for session in memories.sessions(memory_id, actor_id, only_filled=True):
            session_ids.put(session["sessionId"].encode())
        for session_id in session_ids:
            yield from _export_session(memories, memory_id, actor_id, session_id.decode())


def _export_session(memories: Memories, memory_id: str, actor_id: str, session_id: str) -> Iterator[bytes]:
    roots: set[bytes] = set()
    with Backwards() as events:
        for event in memories.events(memory_id, actor_id, session_id):
            root_id = event.get("branch", {}).get("rootEventId")
            if root_id is not None:
                roots.add(root_id.encode())
            del event["memoryId"]  # the first line says it
            events.put(event["eventId"].encode() + b"\n" + encode_json(event))
        for entry in events:
            event_id, _, encoded = entry.partition(b"\n")
            mark = b'"isRoot":true,' if event_id in roots else b""
            yield b'{"kind":"event",' + mark + b'"event":' + encoded + b"}\n"


def _list_records(memories: Memories, memory_id: str) -> Iterator[Json]:
    try:
        yield from memories.records(memory_id, EVERYWHERE)
    except RequestFailed as exc:
        if exc.code != "NotImplementedException":  # a server without records has none
            raise
