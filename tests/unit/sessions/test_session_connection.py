"""One exchange with an agent over its socket, whatever the agent does."""

import asyncio
import contextlib
import os
import socket
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.http.connection import ConnectionBroken
from headwater.sessions.connection import open_connection
from headwater.sessions.ping import ping


@contextlib.asynccontextmanager
async def serving(handle):
    """The address of a server that treats each connection with `handle(reader, writer)`."""
    exchanges = set()

    async def serve_one(reader, writer):
        exchanges.add(asyncio.current_task())
        try:
            await handle(reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    with tempfile.TemporaryDirectory() as folder:
        address = os.path.join(folder, "s")
        async with await asyncio.start_unix_server(serve_one, address):
            yield address
        await asyncio.wait_for(asyncio.gather(*exchanges), 10)


@contextlib.asynccontextmanager
async def answering(*pieces, end="close"):
    """The address of a server that answers with these bytes, a write each."""

    async def handle(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        if end == "abort":
            writer.transport.abort()

    async with serving(handle) as address:
        yield address


async def exchange(address):
    connection = await open_connection(address)
    try:
        connection.send_head(b"POST", b"/invocations", [(b"content-length", b"0")])
        head = await connection.read_head()
        return head, b"".join([part async for part in connection.read_body()])
    finally:
        connection.close()


@pytest.mark.parametrize(
    "framing",
    [
        b"content-length: 11\r\n\r\nhello world",
        b"transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
        b"connection: close\r\n\r\nhello world",
    ],
)
async def test_answers_are_read_whatever_their_framing(framing):
    async with answering(b"HTTP/1.1 200 OK\r\nX-A: 1\r\n", framing) as address:
        head, body = await exchange(address)

    assert (head.status, body) == (200, b"hello world")
    assert (b"X-A", b"1") in head.headers


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=40), max_size=12), st.integers(1, 60))
def test_a_chunked_body_is_the_same_however_it_is_cut(chunks, size):
    raw = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
    raw = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + raw + b"0\r\n\r\n"
    pieces = [raw[at : at + size] for at in range(0, len(raw), size)]

    async def run():
        async with answering(*pieces) as address:
            return await exchange(address)

    assert asyncio.run(run())[1] == b"".join(chunks)


async def test_a_status_without_a_body_ends_at_once():
    async with answering(b"HTTP/1.1 204 No Content\r\n\r\n") as address:
        head, body = await exchange(address)

    assert (head.status, body) == (204, b"")


async def test_interim_answers_are_skipped():
    interim = b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"
    async with answering(interim, b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok") as address:
        head, body = await exchange(address)

    assert (head.status, head.headers, body) == (200, [(b"content-length", b"2")], b"ok")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 OK\r\ncontent-le",
        b"HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"y" * 300_000,
    ],
)
async def test_an_answer_that_breaks_off_or_is_no_http_is_an_error(raw):
    async with answering(raw) as address:
        with pytest.raises(ConnectionBroken):
            await exchange(address)


async def test_nobody_there_is_an_error(tmp_path):
    with pytest.raises(ConnectionBroken, match="cannot be reached"):
        await open_connection(str(tmp_path / "nobody"))


async def test_a_request_that_nobody_read_is_told_from_one_that_was_read(tmp_path):
    async def leave_after_reading(reader, writer):
        await reader.readuntil(b"\r\n\r\n")

    async def send(address):
        connection = await open_connection(address)
        connection.send_head(b"POST", b"/invocations", [])
        return connection

    async with serving(leave_after_reading) as address:
        read = await send(address)
        with pytest.raises(ConnectionBroken):
            await read.read_head()
    with socket.socket(socket.AF_UNIX) as listener:  # goes with a connection in its queue
        listener.bind(str(tmp_path / "s"))
        listener.listen()
        unread = await send(str(tmp_path / "s"))
    with pytest.raises(ConnectionBroken):
        await unread.read_head()

    assert (read.is_unread, unread.is_unread) == (False, True)


async def test_a_reader_that_waits_makes_the_agent_wait():
    sent = 0

    async def flood(reader, writer):
        nonlocal sent
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n")
        try:
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()
                sent += 65536
        except OSError:
            pass

    async with serving(flood) as address:
        connection = await open_connection(address)
        connection.send_head(b"GET", b"/", [])
        await connection.read_head()
        seen = -1
        while seen != sent:
            seen = sent
            await asyncio.sleep(0.05)
        assert sent < 4_000_000
        received = 0
        async for part in connection.read_body():
            received += len(part)
            if received > sent + 1_000_000:
                break
        connection.close()
    assert received > seen


async def test_a_ping_has_a_deadline():
    async def silent(reader, writer):
        await reader.read()

    async with serving(silent) as address:
        assert await ping(address, 0.05) is None


async def test_a_ping_of_another_status_is_no_answer():
    async with answering(b'HTTP/1.1 500 No\r\ncontent-length: 21\r\n\r\n{"status": "Healthy"}') as address:
        assert await ping(address, 5) is None
