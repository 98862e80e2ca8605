"""The server's end of the control pipe, against a template that says what it likes."""

import asyncio
import json
import os
import socket
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.core.errors import SandboxError
from headwater.sandbox.channel import HostChannel
from headwater.template.channel import MAX_MESSAGE_BYTES, Channel, encode_message


class Ends:
    """A channel, what it delivered, and the other end's socket."""

    def __init__(self):
        ours, self.theirs = socket.socketpair()
        self.messages = []
        self.closed_count = 0
        self.channel = HostChannel(ours, self.messages.append, self._note_close)

    def _note_close(self):
        self.closed_count += 1

    def close(self):
        self.channel.close()
        self.theirs.close()


@pytest.fixture
async def ends():
    made = Ends()
    yield made
    made.close()


def count_descriptors():
    return len(os.listdir("/dev/fd"))


async def settle():
    """Let the loop read what is there."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_messages_arrive_in_order_whatever_their_pieces(ends):
    frames = b"".join(encode_message({"n": n}) for n in range(50))

    for at in range(0, len(frames), 7):
        ends.theirs.sendall(frames[at : at + 7])
        await settle()

    assert ends.messages == [{"n": n} for n in range(50)]


@pytest.mark.parametrize(
    "garbage",
    [
        struct.pack("!IB", MAX_MESSAGE_BYTES + 1, 0),
        struct.pack("!IB", 0xFFFFFFFF, 255),
        struct.pack("!IB", 3, 0) + b"abc",
        struct.pack("!IB", 0, 0),
        encode_message([1, 2]),
        struct.pack("!IB", 4, 0) + b"null",
        struct.pack("!IB", 2, 0) + b"\xff\xfe",
        struct.pack("!IB", 100_000, 0) + b"[" * 100_000,
        struct.pack("!IB", 5000, 0) + b"1" * 5000,
    ],
)
async def test_what_is_no_message_closes_the_channel_once(ends, garbage):
    ends.theirs.sendall(garbage)
    ends.channel.drain()
    await settle()

    assert ends.closed_count == 1
    assert ends.messages == []
    ends.channel.close()
    ends.channel.drain()
    assert ends.closed_count == 1


async def test_nothing_after_garbage_is_believed(ends):
    ends.theirs.sendall(struct.pack("!IB", 1, 0) + b"x" + encode_message({"event": "ready"}))
    await settle()

    assert ends.messages == []


async def test_the_end_of_the_template_is_told_once_and_after_its_last_words(ends):
    ends.theirs.sendall(encode_message({"event": "failed"}))
    ends.theirs.close()
    ends.channel.drain()
    await settle()

    assert ends.messages == [{"event": "failed"}]
    assert ends.closed_count == 1


async def test_draining_delivers_a_long_last_word(ends):
    """A traceback of more than one read's size, from a process that has ended."""
    ends.theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * 1024 * 1024)
    long = {"event": "failed", "traceback": "x" * 150_000}
    ends.theirs.sendall(encode_message(long))
    ends.theirs.close()

    ends.channel.drain()

    assert ends.messages == [long]


async def test_descriptors_that_are_sent_arrive(ends):
    read, write = os.pipe()
    ends.channel.send({"op": "spawn"}, (read, write))

    message, fds = Channel(ends.theirs).receive()

    assert message == {"op": "spawn"}
    assert len(fds) == 2
    for fd in (read, write, *fds):
        os.close(fd)


async def test_descriptors_that_a_template_sends_are_not_kept(ends):
    read, write = os.pipe()
    before = count_descriptors()
    socket.send_fds(ends.theirs, [encode_message({"event": "ready"}, 2)], [read, write])
    await settle()

    assert ends.messages == [{"event": "ready"}]
    assert count_descriptors() == before
    os.close(read)
    os.close(write)


async def test_sending_to_a_template_that_is_gone_says_so(ends):
    ends.theirs.close()

    with pytest.raises(SandboxError, match="template"):
        send_often(ends.channel)


async def test_a_template_that_does_not_read_is_given_up(ends):
    with pytest.raises(SandboxError, match="template"):
        send_often(ends.channel)


def send_often(channel):
    for _ in range(100_000):
        channel.send({"op": "signal", "padding": "x" * 1000})


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_random_bytes_give_messages_or_an_end_and_nothing_else(data):
    async def run():
        ends = Ends()
        ends.theirs.sendall(data)
        ends.theirs.shutdown(socket.SHUT_WR)
        ends.channel.drain()
        await settle()
        assert ends.closed_count == 1
        assert all(isinstance(message, dict) for message in ends.messages)
        ends.close()

    asyncio.run(run())


@given(
    st.lists(
        st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3), max_size=8
    ),
    st.integers(1, 9),
)
@settings(max_examples=40, deadline=None)
def test_any_messages_in_any_pieces_are_delivered(messages, size):
    async def run():
        ends = Ends()
        data = b"".join(encode_message(message) for message in messages)
        for at in range(0, len(data), size):
            ends.theirs.send(data[at : at + size])
            await asyncio.sleep(0)
        ends.channel.drain()
        ends.close()
        assert ends.messages == json.loads(json.dumps(messages))

    asyncio.run(run())
