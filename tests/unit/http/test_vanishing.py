"""Clients that vanish, and clients that merely do not read. A filter on a socket drops packets to it."""

import asyncio
import ctypes
import socket
import struct
import sys

import pytest

import effort
from headwater.http.frames import FrameConnection
from headwater.http.vanishing import VanishWatch, read_silence
from headwater.wire.frames import FrameReader

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux of a connection")
#: Of <asm-generic/socket.h>.
_SO_ATTACH_FILTER = getattr(socket, "SO_ATTACH_FILTER", 26)


def vanish(sock):
    """From now on no packet reaches the socket, so nothing is answered: as if its machine were gone."""
    drop_all = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
    program = struct.pack("HL", 1, ctypes.addressof(drop_all))
    sock.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, program)


class Peer(asyncio.Protocol):
    """The server's side of a connection."""

    def __init__(self, made):
        self.made = made
        self.is_lost = asyncio.Event()

    def connection_made(self, transport):
        self.transport = transport
        self.made.put_nowait(self)

    def connection_lost(self, exc):
        self.is_lost.set()


@pytest.fixture
async def connect():
    """`connect()`: a client's socket, and the server's side of it."""
    loop = asyncio.get_running_loop()
    made = asyncio.Queue()
    server = await loop.create_server(lambda: Peer(made), "127.0.0.1", 0)
    clients, peers = [], []

    async def connect_one():
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.setblocking(False)
        await loop.sock_connect(client, server.sockets[0].getsockname())
        clients.append(client)
        peers.append(await made.get())
        return client, peers[-1]

    yield connect_one
    for client in clients:
        client.close()
    for peer in peers:
        peer.transport.abort()
    server.close()


async def look_until(watch, peer, timeout_s):
    """Look at a connection until it is given up; whether it was."""
    loop = asyncio.get_running_loop()
    deadline_s = loop.time() + timeout_s
    while loop.time() < deadline_s and not peer.is_lost.is_set():
        watch.look([peer], loop.time())
        await asyncio.sleep(0.02)
    return peer.is_lost.is_set()


async def test_who_vanishes_while_something_is_sent_to_him_is_noticed(connect):
    client, peer = await connect()
    peer.transport.write(b"hello")
    vanish(client)
    peer.transport.write(b"is anybody there?")

    assert await look_until(VanishWatch(0.3), peer, 20)


async def test_who_is_there_and_does_not_read_is_not_given_up(connect):
    client, peer = await connect()
    peer.transport.write(b"x" * 8_000_000)

    assert not await look_until(VanishWatch(0.2), peer, 1.0)
    assert client.recv(1) == b"x"
    assert peer.transport.get_write_buffer_size() > 0


@effort.long
async def test_who_vanishes_while_he_does_not_read_is_noticed(connect):
    client, peer = await connect()
    peer.transport.write(b"x" * 8_000_000)
    await asyncio.sleep(0.3)
    vanish(client)

    assert await look_until(VanishWatch(0.3), peer, 20)


async def test_one_to_whom_nothing_is_sent_answers(connect):
    _, peer = await connect()

    assert read_silence(peer.transport) is None


async def test_websockets_are_looked_at_as_well(connect):
    _, peer = await connect()
    websocket = FrameConnection(FrameReader(is_masked=True, payload_max_bytes=1000))
    websocket.attach(peer.transport)
    to_be = FrameConnection(FrameReader(is_masked=True, payload_max_bytes=1000))
    VanishWatch(1).look([websocket, to_be], 0)

    assert read_silence(websocket.transport) is None
