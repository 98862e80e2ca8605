"""Frames of a shell: what goes out comes in again, and whatever else comes in is refused in words."""

from __future__ import annotations

import json
import warnings
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.wire.errors import MalformedStream
from headwater.wire.shell import (
    MAX_FRAME_BYTES,
    MAX_PAYLOAD_BYTES,
    Channel,
    Connected,
    Exited,
    Failed,
    ShellFrame,
    WindowSize,
    decode_frame,
    encode_frame,
    encode_resize,
    encode_status,
    find_cut,
    find_replay_start,
    is_shell_id,
    parse_resize,
    parse_status,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the SDK is written for an older pydantic
    from bedrock_agentcore.runtime.shell.protocol import ShellChannel, ShellFramer
    from bedrock_agentcore.runtime.shell.session import ShellSession

TEXT = st.text(max_size=200)
SIDES = st.integers(1, 65_535)
STATUSES = st.one_of(
    st.builds(
        Connected,
        shell_id=st.from_regex(r"[a-zA-Z0-9][a-zA-Z0-9_-]{0,20}", fullmatch=True),
        is_reconnected=st.booleans(),
        offset=st.none() | st.integers(0, 2**40),
        typed=st.none() | st.integers(0, 2**40),
    ),
    st.builds(Exited, st.integers(0, 255)),
    st.builds(Failed, TEXT),
)


def official(status):
    return json.loads(ShellFramer().decode(encode_status(status)).text)


@given(st.sampled_from(Channel), st.binary(max_size=100))
def test_a_frame_comes_back_as_it_went(channel, payload):
    assert decode_frame(encode_frame(channel, payload)) == ShellFrame(channel, payload)


@given(st.integers(0, 255), st.binary(max_size=20))
def test_the_official_framer_reads_the_same(channel, payload):
    ours, theirs = (
        decode_frame(bytes((channel,)) + payload),
        ShellFramer().decode(bytes((channel,)) + payload),
    )

    assert (ours.channel, ours.payload) == (theirs.raw_channel_byte, theirs.payload)
    assert isinstance(ours.channel, Channel) == (theirs.channel != ShellChannel.UNKNOWN)


@pytest.mark.parametrize("message", [b"", bytes(MAX_FRAME_BYTES + 1)])
def test_no_frame_is_empty_or_longer_than_allowed(message):
    with pytest.raises(MalformedStream):
        decode_frame(message)


def test_the_longest_frame_goes():
    assert (
        len(decode_frame(encode_frame(Channel.STDIN, bytes(MAX_PAYLOAD_BYTES))).payload) == MAX_PAYLOAD_BYTES
    )


@given(SIDES, SIDES)
def test_a_size_comes_back_as_it_went(width, height):
    ours, theirs = encode_resize(WindowSize(width, height)), ShellFramer().encode_resize(width, height)

    assert json.loads(ours[1:]) == json.loads(theirs[1:])
    assert parse_resize(decode_frame(theirs).payload) == WindowSize(width, height)


@pytest.mark.parametrize(
    "payload",
    [
        b"", b"80x24", b"[80, 24]", b"{}", b'{"width": 80}', b'{"width": 0, "height": 24}',
        b'{"width": 65536, "height": 24}', b'{"width": -1, "height": 1}', b'{"width": "80", "height": "24"}',
        b'{"width": 80.0, "height": 24}', b'{"width": true, "height": true}', b"[" * 100_000,
        b'{"width": 1' + b"0" * 5000 + b', "height": 24}', b"\xff\xfe", b"null",
    ],
)  # fmt: skip
def test_what_is_no_size_is_shown_to_who_sent_it(payload):
    with pytest.raises(MalformedStream, match=r"the size .* from 1 to 65535"):
        parse_resize(payload)


@given(STATUSES)
def test_a_status_comes_back_as_it_went(status):
    assert parse_status(decode_frame(encode_status(status)).payload) == status


@given(STATUSES)
def test_the_official_client_reads_the_same_status(status):
    read = official(status)

    assert ShellSession._is_confirmation_status(read) == isinstance(status, Connected)
    assert ShellSession._parse_exit_code(read) == (
        status.code if isinstance(status, Exited) else 0 if isinstance(status, Connected) else None
    )


def test_statuses_have_the_documented_form():
    assert official(Connected(shell_id="a", is_reconnected=False)) == {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {"shellId": "a", "reconnected": False},
        "status": "Success",
    }
    assert official(Exited(137)) == {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "reason": "NonZeroExitCode",
        "message": "command terminated with exit code 137",
        "details": {
            "causes": [{"reason": "ExitCode", "message": "137"}, {"reason": "Signal", "message": "9"}]
        },
    }


@given(st.binary(max_size=300) | st.recursive(st.none() | TEXT | st.integers(), st.lists).map(json.dumps))
def test_garbage_gives_a_meaning_or_is_refused(data):
    raw = data.encode() if isinstance(data, str) else data
    for read in (decode_frame, parse_resize, parse_status):
        with suppress(MalformedStream):
            read(raw)


@given(TEXT.map(str.encode), st.integers(1, 40))
def test_output_is_cut_between_characters_and_none_is_lost(data, max_bytes):
    rest, pieces = data, []
    while rest and (end := find_cut(rest, max_bytes=max(4, max_bytes))):
        pieces.append(rest[:end])
        rest = rest[end:]

    assert "".join(piece.decode() for piece in pieces).encode() == data


@given(st.binary(min_size=1, max_size=50))
def test_bytes_that_are_no_text_are_held_back_three_at_most(data):
    assert len(data) - 3 <= find_cut(data) <= len(data)


@pytest.mark.parametrize(
    ("data", "start"),
    [(b"", 0), (b"abc", 0), (b"tail\nline", 5), ("日".encode()[1:] + b"x", 2), (b"x" * 2000 + b"\n", 0)],
)
def test_a_replay_begins_at_a_line_or_a_character(data, start):
    assert find_replay_start(data) == start


@pytest.mark.parametrize("text", ["a", "0", "debug-1_x", "a" * 128])
def test_names_of_shells(text):
    assert is_shell_id(text)


@pytest.mark.parametrize("text", ["", "-a", "_a", "a" * 129, "a b", "a/b", "a\n", "ä", "../x", "a\0"])
def test_what_names_no_shell(text):
    assert not is_shell_id(text)
