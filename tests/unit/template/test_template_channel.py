"""The control pipe, the template's end of it."""

import json
import os
import socket
import struct
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.template.channel import MAX_MESSAGE_BYTES, Channel, encode_message
from headwater.template.plan import Plan


@pytest.fixture
def ends():
    """(the channel, the server's socket)."""
    ours, theirs = socket.socketpair()
    yield Channel(theirs), ours
    ours.close()
    theirs.close()


def send_with_fds(sock, message, fds):
    socket.send_fds(sock, [encode_message(message, len(fds))], fds)


@given(
    st.dictionaries(
        st.text(max_size=9),
        st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=9),
        max_size=5,
    )
)
def test_a_message_is_read_as_it_was_written(message):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(encode_message(message))
        assert Channel(theirs).receive() == (message, [])


def test_messages_keep_their_order_and_their_descriptors(ends):
    channel, server = ends
    read, write = os.pipe()
    send_with_fds(server, {"op": "spawn"}, [read, write])
    server.sendall(encode_message({"op": "signal"}))

    message, fds = channel.receive()

    assert message == {"op": "spawn"}
    assert len(fds) == 2
    os.write(fds[1], b"x")
    assert os.read(read, 1) == b"x"
    assert channel.receive() == ({"op": "signal"}, [])
    for fd in (read, write, *fds):
        os.close(fd)


def test_a_message_that_comes_byte_by_byte_is_whole(ends):
    channel, server = ends
    frame = encode_message({"op": "x" * 100})

    def drip():
        for at in range(len(frame)):
            server.sendall(frame[at : at + 1])

    dripping = threading.Thread(target=drip)
    dripping.start()
    assert channel.receive() == ({"op": "x" * 100}, [])
    dripping.join()


def test_the_end_of_the_server_is_none(ends):
    channel, server = ends
    server.close()

    assert channel.receive() is None


def test_a_message_cut_short_is_an_error(ends):
    channel, server = ends
    server.sendall(encode_message({"op": "spawn"})[:-3])
    server.close()

    with pytest.raises(EOFError, match="cut within a message"):
        channel.receive()


def test_a_message_that_is_too_long_is_refused_unread(ends):
    channel, server = ends
    server.sendall(struct.pack("!IB", MAX_MESSAGE_BYTES + 1, 0))

    with pytest.raises(ValueError, match=str(MAX_MESSAGE_BYTES + 1)):
        channel.receive()


def test_descriptors_that_were_announced_and_did_not_come_are_an_error(ends):
    channel, server = ends
    server.sendall(encode_message({"op": "spawn"}, fd_count=3))

    with pytest.raises(ValueError, match="0 of 3"):
        channel.receive()


def test_sending_to_a_server_that_is_gone_is_no_error(ends):
    channel, server = ends
    server.close()

    channel.send({"event": "exited"})
    channel.send({"event": "exited"})


def test_a_frame_is_length_count_and_json():
    frame = encode_message({"a": 1}, 2)

    assert struct.unpack("!IB", frame[:5]) == (len(frame) - 5, 2)
    assert json.loads(frame[5:]) == {"a": 1}


class TestPlan:
    def test_unknown_members_are_refused_by_name(self):
        with pytest.raises(ValueError, match="colour"):
            Plan.parse(
                {
                    "entry_file": "a",
                    "argv": [],
                    "bundle_dir": "",
                    "mode": "fork",
                    "isolation": "process",
                    "scratch_dir": "",
                    "colour": 1,
                }
            )

    def test_what_asdict_makes_is_parsed_to_the_same(self):
        from dataclasses import asdict

        plan = Plan(
            entry_file="a.py",
            argv=["x"],
            bundle_dir="/b",
            mode="fork",
            isolation="process",
            scratch_dir="/s",
            limits={"CORE": 0},
        )

        assert Plan.parse(json.loads(json.dumps(asdict(plan)))) == plan
