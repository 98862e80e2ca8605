"""How a relay ends a WebSocket, with both sides played by bytes in memory."""

import asyncio

import pytest

from headwater.gateway.websockets import relay as socket_relay
from headwater.gateway.websockets.carrier import Allowance
from headwater.gateway.websockets.relay import SocketRelay
from headwater.http.frames import FrameConnection
from headwater.wire.frames import FrameReader
from headwater.wire.websocket import Close, Opcode, build_close, build_frame

MASK = b"\x01\x02\x03\x04"


class Transport:
    """Keeps what is written; `close` is noticed by its protocol, as asyncio's is."""

    def __init__(self, protocol):
        self.protocol = protocol
        self.written = b""
        self.is_paused = False
        self._is_closing = False

    def write(self, data):
        self.written += data

    def is_closing(self):
        return self._is_closing

    def close(self):
        if not self._is_closing:
            self._is_closing = True
            asyncio.get_running_loop().call_soon(self.protocol.connection_lost, None)

    abort = close

    def pause_reading(self):
        self.is_paused = True

    def resume_reading(self):
        self.is_paused = False


class Side:
    """One end: what it sends, and what it was sent."""

    def __init__(self, *, is_masked):
        self.is_masked = is_masked
        reader = FrameReader(is_masked=is_masked, payload_max_bytes=1000)
        self.connection = FrameConnection(reader, mask=None if is_masked else MASK)
        self.transport = Transport(self.connection)
        self.connection.attach(self.transport)

    def send(self, opcode, payload):
        self.connection.data_received(build_frame(opcode, payload, mask=MASK if self.is_masked else None))

    def send_close(self, code, reason=""):
        self.connection.data_received(build_close(code, reason, mask=MASK if self.is_masked else None))

    def leave(self):
        self.transport.close()

    @property
    def frames(self):
        reader = FrameReader(is_masked=not self.is_masked, payload_max_bytes=1000)
        reader.feed(self.transport.written)
        return [(frame.opcode, frame.payload) for frame in reader.take(9999)]


@pytest.fixture
async def client():
    return Side(is_masked=True)


@pytest.fixture
async def agent():
    return Side(is_masked=False)


@pytest.fixture
def make(client, agent):
    def make(frames_per_s=0.0, duration_max_s=60.0, reason="its process is gone"):
        async def explain():
            if reason:
                yield reason

        return SocketRelay(
            client.connection,
            agent.connection,
            frames_per_s=frames_per_s,
            duration_max_s=duration_max_s,
            note_part=lambda size: None,
            explain_end=explain,
        )

    return make


def closed(code, reason=b""):
    return (Opcode.CLOSE, code.to_bytes(2) + reason)


async def test_frames_pass_as_they_are(make, client, agent):
    relay = make()
    running = asyncio.create_task(relay.run())
    client.send(Opcode.TEXT, b"in")
    client.send(Opcode.PING, b"p")
    agent.send(Opcode.BINARY, b"out")
    await asyncio.sleep(0)
    client.send_close(4000, "enough")
    agent.send_close(4000, "enough")
    end = await running

    # Frames that a client masked keep its mask; the agent's side here reads them as the agent does.
    assert agent.transport.written.startswith(build_frame(Opcode.TEXT, b"in", mask=MASK))
    assert client.frames == [(Opcode.BINARY, b"out"), closed(4000, b"enough")]
    assert end.close == Close(4000, "enough")
    assert (relay.inbound.frames_count, relay.outbound.frames_count) == (2, 1)
    assert client.transport.is_closing()
    assert agent.transport.is_closing()


@pytest.mark.parametrize("code", [4000, 1005])
@pytest.mark.parametrize("closes", ["client", "agent"])
async def test_who_closes_is_answered_even_if_the_other_end_does_not(
    make, client, agent, monkeypatch, closes, code
):
    monkeypatch.setattr(socket_relay, "_ANSWER_TIMEOUT_S", 0.01)
    closing, other = (client, agent) if closes == "client" else (agent, client)
    running = asyncio.create_task(make().run())
    await asyncio.sleep(0)
    closing.send_close(code, "enough" if code != 1005 else "")
    end = await running

    assert (end.side, end.close.code) == (closes, code)
    said = closed(4000) if code != 1005 else (Opcode.CLOSE, b"")
    assert closing.frames == [said]
    assert other.frames == [closed(4000, b"enough") if code != 1005 else said]


@pytest.mark.parametrize("pieces", [1, 1000, 100_000])
async def test_many_frames_at_once_are_all_passed_on(make, client, agent, pieces):
    relay = make()
    running = asyncio.create_task(relay.run())
    raw = build_frame(Opcode.TEXT, b"", mask=MASK) * 10_000
    for at in range(0, len(raw), pieces):
        client.connection.data_received(raw[at : at + pieces])
    await asyncio.sleep(0.01)
    client.send_close(1000)
    agent.send_close(1000)
    await running

    assert agent.transport.written.startswith(raw)
    assert relay.inbound.frames_count == 10_000
    assert relay.inbound.bytes_count == len(raw)


async def test_an_agent_that_is_slowed_loses_nothing(make, client, agent):
    relay = make(frames_per_s=1000)
    running = asyncio.create_task(relay.run())
    for number in range(1100):
        agent.send(Opcode.BINARY, number.to_bytes(2))
    agent.send_close(1000)
    await asyncio.sleep(0)
    assert not client.connection.has_sent_close
    await relay.outbound.ended
    client.send_close(1000)
    await running

    assert [payload for _, payload in client.frames[:-1]] == [n.to_bytes(2) for n in range(1100)]


async def test_a_client_who_leaves_takes_the_agents_connection_along(make, client, agent):
    client.send(Opcode.TEXT, b"last words")
    client.leave()
    end = await make().run()

    assert (end.side, end.close.code) == ("client", 1006)
    assert agent.transport.written == build_frame(Opcode.TEXT, b"last words", mask=MASK)
    assert agent.transport.is_closing()


@pytest.mark.parametrize(("reason", "said"), [
    ("its process is gone", b"The agent stopped: its process is gone"),
    ("", b"The agent's connection ended without a close frame"),
])  # fmt: skip
async def test_an_agent_that_is_gone_is_an_error(make, client, agent, reason, said):
    agent.leave()
    running = asyncio.create_task(make(reason=reason).run())
    await asyncio.sleep(0.01)
    client.send_close(1011)
    end = await running

    assert end.side == "agent"
    assert client.frames == [closed(1011, said)]


async def test_what_breaks_a_bound_is_told_to_both(make, client, agent):
    agent.send(Opcode.BINARY, bytes(1001))
    running = asyncio.create_task(make().run())
    await asyncio.sleep(0.01)
    client.send_close(1009)
    agent.send_close(1009)
    end = await running

    reason = b"the agent: a frame has 1001 bytes; at most 1000 are allowed"
    assert (end.side, end.close.code) == ("agent", 1009)
    assert client.frames == [closed(1009, reason)]
    assert agent.frames == [closed(1009, reason)]


async def test_a_client_who_sends_too_much(make, client, agent):
    for _ in range(11):
        client.send(Opcode.TEXT, b"")
    running = asyncio.create_task(make(frames_per_s=10).run())
    await asyncio.sleep(0.01)
    client.send_close(1008)
    agent.send_close(1008)
    end = await running

    assert end.close == Close(1008, "the client sends more than 10 frames a second")


async def test_it_lasts_for_so_long(make, client, agent):
    running = asyncio.create_task(make(duration_max_s=0.05).run())
    await asyncio.sleep(0.1)
    client.send_close(1008)
    agent.send_close(1008)
    end = await running

    assert (end.side, end.close) == ("gateway", Close(1008, "open for 0.05 s, the longest allowed"))


async def test_it_is_cut_once(make, client, agent):
    relay = make()
    relay.cut(1001, "the session was stopped")
    relay.cut(1001, "the server is shutting down")
    running = asyncio.create_task(relay.run())
    await asyncio.sleep(0.01)
    client.send_close(1001)
    agent.send_close(1001)
    end = await running

    assert end.close == Close(1001, "the session was stopped")
    assert client.frames == [closed(1001, b"the session was stopped")]


async def test_who_is_not_read_from_waits(make, client, agent):
    """The agent takes nothing: its client is not read from beyond the bound."""
    agent.connection.pause_writing()
    running = asyncio.create_task(make().run())
    for _ in range(400):
        client.send(Opcode.BINARY, bytes(1000))
        await asyncio.sleep(0)

    assert client.transport.is_paused
    assert agent.transport.written == b""
    agent.connection.resume_writing()
    await asyncio.sleep(0.01)
    assert not client.transport.is_paused
    assert len(agent.transport.written) == 400 * 1008
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_client_that_leaves_an_agent_that_does_not_read(make, client, agent, monkeypatch):
    monkeypatch.setattr(socket_relay, "_ANSWER_TIMEOUT_S", 0.05)
    agent.connection.pause_writing()
    client.send(Opcode.BINARY, bytes(1000))
    running = asyncio.create_task(make().run())
    await asyncio.sleep(0.01)
    client.leave()
    end = await running

    assert (end.side, end.close.code) == ("client", 1006)
    assert agent.transport.is_closing()


def test_an_allowance_is_that_of_a_second():
    now = [0.0]
    allowance = Allowance(100.0, now=lambda: now[0])

    assert allowance.spend(100) == 0
    assert allowance.spend(50) == pytest.approx(0.5)
    now[0] = 0.75
    assert allowance.spend(25) == 0
    now[0] = 99.0
    assert allowance.spend(101) == pytest.approx(0.01)
    assert Allowance(0.0).spend(10**9) == 0
