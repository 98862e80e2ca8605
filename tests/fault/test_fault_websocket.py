"""WebSockets whose ends die, do not read, or send anything at all."""

import asyncio
import base64
import contextlib
import os
import random
import signal
from pathlib import Path

import pytest

import effort
from headwater.wire.frames import FrameReader
from headwater.wire.websocket import Opcode, build_close, build_frame
from servers import AGENTS, SESSION_HEADER, running_server, wait_until
from sockets import closing_of, open_socket, refusal_of, socket_path

MASK = b"\x11\x22\x33\x44"
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def fast(tmp_path_factory):
    """A server that counts no frames."""
    with running_server(tmp_path_factory.mktemp("fast"), {"HEADWATER_SOCKETS__FRAMES_PER_S": "0"}) as server:
        yield server


@pytest.fixture(scope="module")
def agent(fast):
    return fast.deploy(AGENTS / "sockets.py")


async def pid_of(server, agent, session_id):
    return await asyncio.to_thread(lambda: server.find_session(agent, session_id)["pid"])


@pytest.mark.parametrize("sends", [False, True])
async def test_a_killed_session_closes_with_a_reason(fast, agent, session_id, sends):
    async with open_socket(fast, agent, {SESSION_HEADER: session_id}) as socket:
        if sends:
            await socket.send("/burst 1000000 1000")
            await socket.recv()
        os.kill(await pid_of(fast, agent, session_id), signal.SIGKILL)
        code, reason = await closing_of(socket)
    assert (code, reason) == (1011, "The agent stopped: its process was killed by signal 9")
    async with open_socket(fast, agent, {SESSION_HEADER: session_id}) as socket:
        await socket.send("back")
        assert await socket.recv() == "back"


async def test_an_agent_that_ends_itself(fast, agent):
    async with open_socket(fast, agent) as socket:
        await socket.send("/exit 3")
        assert await closing_of(socket) == (1011, "The agent stopped: its process ended with code 3")


def memory_of(server):
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


@pytest.mark.parametrize("side", ["client", "agent"])
async def test_whoever_does_not_read_costs_little(fast, agent, session_id, side):
    """16 MiB are under way to each of some who do not read."""
    ids = {SESSION_HEADER: session_id}
    async with open_socket(fast, agent, ids) as warming:
        await warming.send("/burst 200 60000")
        for _ in range(200):
            await warming.recv()
    count = effort.count(8, 50)
    before = memory_of(fast)
    sockets = [await open_socket(fast, agent, ids, max_queue=1) for _ in range(count)]
    writers = []
    for socket in sockets:
        if side == "client":
            await socket.send("/burst 280 60000")
        else:
            await socket.send("/sleep 1.5")
            writers.append(asyncio.create_task(_send_much(socket)))
    await asyncio.sleep(1)
    grown = memory_of(fast) - before
    print(f"{grown / count / 1024:.0f} KiB each")
    assert grown < count * MIB, f"{grown / count / 1024:.0f} KiB each"
    for socket in sockets:
        if side == "client":
            assert [int(await socket.recv()) for _ in range(280)] == list(range(280))
        else:
            assert [(await socket.recv())[:5].strip() for _ in range(280)] == [str(n) for n in range(280)]
        await socket.close()
    await asyncio.gather(*writers)


async def _send_much(socket):
    for number in range(280):
        await socket.send(str(number).ljust(60000))


def build_head(host, path):
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


class Raw:
    """A client that sends whatever it likes, once its handshake is through."""

    def __init__(self, server, agent, query=None, early=b""):
        self._host = server.url.removeprefix("http://")
        self._path = socket_path(agent, query)
        self._early = early

    async def __aenter__(self):
        host, _, port = self._host.partition(":")
        self.reader, self.writer = await asyncio.open_connection(host, int(port))
        self.writer.write(build_head(self._host, self._path) + self._early)
        answer = await self.reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 101 Switching Protocols\r\n"), answer
        return self

    async def __aexit__(self, *exc_info):
        self.writer.close()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()

    async def ask(self, data, *, is_all=False):
        """What comes until a close frame, or the connection's end; `is_all`: nothing more will be sent."""
        self.writer.write(data)
        if is_all:
            self.writer.write_eof()
        frames, came, last = FrameReader(is_masked=False, payload_max_bytes=MIB), [None], b""
        async with asyncio.timeout(30):
            with contextlib.suppress(ConnectionError):
                while came[-1] != Opcode.CLOSE and (data := await self.reader.read(4096)):
                    frames.feed(data)
                    taken = frames.take(99)
                    came += [frame.opcode for frame in taken]
                    last = taken[-1].raw if taken else b""
        return last


@pytest.mark.parametrize(("data", "code"), [
    (b"\x81\x03abc", 1002),  # not masked
    (build_frame(1, b"\xff\xfe", mask=MASK), 1007),
    (build_frame(1, b"\xc3", is_final=False, mask=MASK) + build_frame(0, b"\x28", mask=MASK), 1007),
    (build_frame(0, b"of nothing", mask=MASK), 1002),
    (b"\xc1\x80" + MASK, 1002),
    (b"\x82\xff" + (1 << 40).to_bytes(8) + MASK, 1009),
    (build_frame(8, b"\x03", mask=MASK), 1002),
    (build_close(1000, "bye", mask=MASK), 1000),
    (build_close(1005, mask=MASK), None),
])  # fmt: skip
async def test_what_is_no_websocket_is_told_so(fast, agent, session_id, data, code):
    async with Raw(fast, agent, {SESSION_HEADER: session_id}) as raw:
        answer = await raw.ask(data)
    assert answer[0] == 0x88, answer
    assert (None if len(answer) == 2 else int.from_bytes(answer[2:4])) == code


async def test_what_comes_with_the_handshake_is_not_lost(fast, agent, session_id):
    """Nobody may send before the answer; whoever does it waits for something."""
    raw = Raw(fast, agent, {SESSION_HEADER: session_id}, build_frame(1, b"/close 4001 early", mask=MASK))
    async with raw:
        answer = await raw.ask(b"")
    assert answer[2:] == (4001).to_bytes(2) + b"early"


async def test_anything_at_all_is_survived(fast, agent, session_id):
    chance = random.Random(7)
    parts = [build_frame(1, b"hi", mask=MASK), build_close(1000, mask=MASK), b"\x81", b"\x89\x80" + MASK]
    for _ in range(effort.count(15, 500)):
        noise = b"".join(chance.choice([*parts, chance.randbytes(chance.randrange(40))]) for _ in range(8))
        async with Raw(fast, agent, {SESSION_HEADER: session_id}) as raw:
            await raw.ask(noise, is_all=True)  # it may end within a frame
    idle = {"activeInvocations": 0}
    await asyncio.to_thread(wait_until, lambda: idle.items() <= fast.find_session(agent, session_id).items())
    assert "Traceback" not in fast.log_text()


async def test_a_client_that_leaves_while_the_session_starts(fast, agent):
    host, _, port = fast.url.removeprefix("http://").partition(":")
    for _ in range(5):
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(build_head(f"{host}:{port}", socket_path(agent)))
        await writer.drain()
        writer.transport.abort()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
    busy = lambda: [s for s in fast.sessions(agent) if s["activeInvocations"]]  # noqa: E731
    await asyncio.to_thread(wait_until, lambda: not busy())


LIES = """
async def app(scope, receive, send):
    assert scope["type"] == "http"
    body = b'{"status": "Healthy"}' if scope["path"] == "/ping" else b""
    status = 200 if body else int(scope["query_string"].removeprefix(b"status="))
    headers = [(b"content-length", b"%d" % len(body))] if status != 101 else [(b"upgrade", b"websocket")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

import uvicorn
uvicorn.run(app, ws="none")
"""


async def test_agents_that_answer_a_handshake_wrongly(fast):
    agent = fast.deploy(LIES)
    for status in (101, 200, 302, 500):
        refused = await refusal_of(open_socket(fast, agent, {"status": str(status)}))
        assert refused[:2] == (424, "RuntimeClientError"), (status, refused)


async def test_a_server_that_ends_says_so(fast, agent):
    """The last of this file, as nothing is left of the server then."""
    async with open_socket(fast, agent) as socket, open_socket(fast, agent) as busy:
        await busy.send("/burst 1000000")
        await busy.recv()
        ending = asyncio.create_task(asyncio.to_thread(fast.stop))
        assert await closing_of(socket) == (1001, "the server is shutting down")
        assert (await closing_of(busy))[0] == 1001
        assert await ending == 0
    assert "Traceback" not in fast.log_text()
