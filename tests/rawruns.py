"""A reader of runs that is as plain as can be: sockets and bytes, and nothing of our client in it.

    reader = RawRun(cuts=[100, 5000])
    await reader.invoke(server.url, path, payload, session_id)
    reader.body     # the agent's bytes, as far as they came
    reader.told     # what the server said of its own: ("gap", {...}), ("end", {...})

It breaks its connection off when it has read as many bytes as `cuts` says, and goes on with Last-Event-ID.
"""

import asyncio
import json
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SESSION_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"
_RETRY_S = 0.05
_DEADLINE_S = 120
#: The end of an event with its id: every line end the standard has.
_ID = re.compile(rb"(?:^|\r\n|\r|\n)id: ([0-9]+)(?:\r\n\r\n|\r\r|\n\n)$")
_EVENT_END = re.compile(rb"\r\n\r\n|\r\r|\n\n")
_OWN = re.compile(rb"event: headwater\.(gap|end)\n(?:id: [0-9]+\n)?data: (\{.*\})\n\n\Z")
_HEARTBEAT = b": heartbeat\n\n"


class Refused(Exception):
    """The server's answer is an error: status and body."""


class _Cut(Exception):
    """This side breaks off."""


@dataclass
class RawRun:
    """One run, read to its end."""

    #: Bytes of a connection's body after which it is broken off, a connection each.
    cuts: list[int] = field(default_factory=list)
    #: Awaited before the stream is asked for again.
    may_resume: asyncio.Event | None = None
    invocation_id: str = ""
    body: bytes = b""
    #: The offset that stands for `body`: beyond its length where the server told of a gap.
    offset: int = 0
    told: list[tuple[str, dict]] = field(default_factory=list)
    #: Bytes of an event that never became whole.
    torn: bytes = b""
    connection_count: int = 0
    #: Set when some of the agent's bytes have come.
    has_read: asyncio.Event = field(default_factory=asyncio.Event)
    _pending: bytes = b""

    async def invoke(self, url, path, payload, session_id, *, detached=False):
        """Send an invocation, and read its answer over as many connections as it takes."""
        headers = {
            SESSION_HEADER: session_id,
            "Content-Type": "application/json",
            "Headwater-Detached" if detached else "Headwater-Resumable": "1",
        }
        if detached:
            answer = await self._ask_json(url, "POST", path, headers, payload)
            self.invocation_id = answer["invocationId"]
        elif await self._read(url, "POST", path, headers, payload):
            return
        await self.resume(url)

    async def resume(self, url):
        """Read the rest."""
        deadline = asyncio.get_running_loop().time() + _DEADLINE_S
        while True:
            if self.may_resume is not None:
                await self.may_resume.wait()
            path = f"/headwater/v1/invocations/{self.invocation_id}/stream"
            headers = {"Last-Event-ID": str(self.offset), "Headwater-Heartbeat": "1"}
            if await self._read(url, "GET", path, headers, b""):
                return
            assert asyncio.get_running_loop().time() < deadline, f"{self.invocation_id} does not end"
            await asyncio.sleep(_RETRY_S)

    async def _ask_json(self, url, method, path, headers, body):
        reader, writer = await _connect(url)
        try:
            writer.write(_request(url, method, path, headers, body))
            status, named = await _read_head(reader)
            assert status == 202, status
            return json.loads(await reader.readexactly(int(named["content-length"])))
        finally:
            writer.transport.abort()

    async def _read(self, url, method, path, headers, body):
        """One connection; whether the stream came to its end."""
        self._pending = b""
        left = self.cuts.pop(0) if self.cuts else None
        try:
            reader, writer = await _connect(url)
        except OSError:
            return False  # no server, at present
        self.connection_count += 1
        try:
            writer.write(_request(url, method, path, headers, body))
            if left == 0 and self.invocation_id:
                return False
            status, named = await _read_head(reader)
            if status >= 400:
                raise Refused(status, await reader.read())
            self.invocation_id = named["headwater-invocation-id"]
            assert int(named.get("headwater-stream-offset", "0")) == self.offset
            return await self._read_body(reader, left)
        except (_Cut, asyncio.IncompleteReadError, ConnectionError):
            return False
        finally:
            writer.transport.abort()

    async def _read_body(self, reader, left):
        while True:
            size = int(await reader.readuntil(b"\r\n"), 16)
            chunk = (await reader.readexactly(size + 2))[:-2]
            if size == 0:
                assert self._pending == b"", self._pending
                return True
            if left is not None:
                chunk, left = chunk[:left], left - len(chunk[:left])
            self._take(chunk)
            if left == 0:
                raise _Cut

    def _take(self, chunk):
        self._pending += chunk
        at = 0
        for found in _EVENT_END.finditer(self._pending):
            event = self._pending[at : found.end()]
            if self._take_event(event):
                at = found.end()
        self._pending = self._pending[at:]

    def _take_event(self, event):
        """Whether it is one: the end of a CRLF may be still to come."""
        numbered = _ID.search(event)
        end = found_end(event)
        if numbered is not None:
            line = b"id: " + numbered[1] + event[-len(end) :]
            plain = event[: -len(line) - len(end)] + end
            if int(numbered[1]) == self.offset + len(plain):
                self.body += plain
                self.has_read.set()
                self.offset += len(plain)
                return True
        if event == _HEARTBEAT:
            return True
        own = _OWN.search(event)
        if own is None:
            return False
        if own.start():  # an event that its server's death tore, made an end of
            assert own[1] == b"end", event
            self.torn = event[: own.start()].removesuffix(b"\n\n")
        facts = json.loads(own[2])
        self.told.append((own[1].decode(), facts))
        if own[1] == b"gap":
            self.offset = facts["to"]
        return True


def found_end(event):
    """How lines end in it."""
    return b"\r\n" if event.endswith(b"\r\n") else event[-1:]


async def _connect(url):
    parts = urlsplit(url)
    return await asyncio.open_connection(parts.hostname, parts.port, limit=1024 * 1024)


def _request(url, method, path, headers, body):
    named = {"Host": urlsplit(url).netloc, "Content-Length": str(len(body)), **headers}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def _read_head(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.split(": ", 1) for line in head[1:] if line)
    return int(head[0].split()[1]), {name.lower(): value for name, value in pairs}
