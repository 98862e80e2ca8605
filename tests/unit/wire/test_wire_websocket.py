"""Frames and handshakes of WebSockets, judged by the `websockets` library."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame as JudgesFrame
from websockets.streams import StreamReader
from websockets.utils import accept_key

from headwater.core.errors import InvalidRequest
from headwater.wire.frames import FrameReader
from headwater.wire.websocket import (
    Close,
    FrameError,
    Opcode,
    UpgradeNeeded,
    apply_mask,
    build_accept,
    build_close,
    build_frame,
    parse_close,
    parse_handshake,
)

KEY = b"dGhlIHNhbXBsZSBub25jZQ=="
MASK = b"\x01\xfe\x7f\x80"
HEAD = [(b"host", b"h"), (b"sec-websocket-version", b"13"), (b"sec-websocket-key", KEY)]
MAX_BYTES = 70_000
payloads = st.one_of(st.binary(max_size=200), st.sampled_from([b"x" * n for n in (125, 126, 65535, 65536)]))
messages = st.lists(st.tuples(st.sampled_from([Opcode.TEXT, Opcode.BINARY, Opcode.PING]), payloads))


def read_all(data, sizes, *, is_masked):
    """The frames of `data`, fed in pieces of these sizes, again and again; and the error at their end."""
    reader = FrameReader(is_masked=is_masked, payload_max_bytes=MAX_BYTES)
    frames, at, turn = [], 0, 0
    try:
        while at < len(data):
            size = sizes[turn % len(sizes)]
            reader.feed(data[at : at + size])
            at, turn = at + size, turn + 1
            while taken := reader.take(3):
                frames += taken
    except FrameError as exc:
        return frames, exc
    return frames, None


def frame(opcode, payload, **options):
    """A control frame's payload is cut to what one may have."""
    return build_frame(opcode, payload[:125] if opcode >= Opcode.CLOSE else payload, **options)


@given(messages, st.lists(st.integers(1, 5000), min_size=1, max_size=5), st.booleans())
def test_frames_are_the_same_however_they_are_cut(sent, sizes, is_masked):
    raws = [frame(opcode, payload, mask=MASK if is_masked else None) for opcode, payload in sent]

    frames, error = read_all(b"".join(raws), sizes, is_masked=is_masked)

    assert error is None
    assert [f.raw for f in frames] == raws
    assert [f.payload for f in frames] == [p[:125] if o >= Opcode.CLOSE else p for o, p in sent]


@given(st.binary(max_size=400), st.lists(st.integers(1, 50), min_size=1, max_size=4), st.booleans())
def test_any_bytes_give_frames_or_an_error(data, sizes, is_masked):
    frames, error = read_all(data, sizes, is_masked=is_masked)

    assert b"".join(f.raw for f in frames) == data[: sum(len(f.raw) for f in frames)]
    assert error is None or error.code in (1002, 1009)
    assert read_all(data, [len(data) or 1], is_masked=is_masked)[0] == frames


@given(st.sampled_from([Opcode.TEXT, Opcode.BINARY, Opcode.CONTINUATION]), payloads, st.booleans())
def test_frames_are_as_the_judge_has_them(opcode, payload, is_final):
    raw = build_frame(opcode, payload, is_final=is_final, mask=MASK)
    stream = StreamReader()
    stream.feed_data(raw)
    parsing = JudgesFrame.parse(stream.read_exact, mask=True, max_size=None)
    with pytest.raises(StopIteration) as done:
        next(parsing)
    judged = done.value.value

    assert (judged.opcode, bytes(judged.data), judged.fin) == (opcode, payload, is_final)
    assert build_frame(opcode, payload, is_final=is_final) == judged.serialize(mask=False)


@given(st.binary(max_size=300), st.binary(min_size=4, max_size=4))
def test_masking_twice_is_nothing(data, key):
    assert apply_mask(apply_mask(data, key), key) == data
    assert apply_mask(data, key) == bytes(byte ^ key[i % 4] for i, byte in enumerate(data))


@pytest.mark.parametrize(("raw", "code"), [
    (b"\xc1\x80" + MASK, 1002),  # an extension's bit
    (b"\x83\x80" + MASK, 1002),  # an opcode that there is not
    (b"\x81\x00", 1002),  # no mask
    (b"\x09\x80" + MASK, 1002),  # a ping in fragments
    (b"\x89\xfe\x00\x7e", 1002),  # a ping of 126 bytes
    (b"\x80\x80" + MASK, 1002),  # a continuation of nothing
    (b"\x01\x80" + MASK + b"\x81\x80" + MASK, 1002),  # a message within a message
    (b"\x82\xff\x00\x00\x00\x00\x00\x01\x11\x71", 1009),
    (b"\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff", 1009),
])  # fmt: skip
def test_what_breaks_the_protocol(raw, code):
    frames, error = read_all(build_frame(Opcode.TEXT, b"before", mask=MASK) + raw, [1], is_masked=True)

    assert frames[0].payload == b"before"
    assert error is not None
    assert error.code == code


def test_fragments_may_have_control_frames_between_them():
    raws = [
        build_frame(Opcode.TEXT, b"a", is_final=False),
        build_frame(Opcode.PING, b"p"),
        build_frame(Opcode.CONTINUATION, b"b", is_final=False),
        build_frame(Opcode.CONTINUATION, b"c"),
        build_frame(Opcode.BINARY, b"d"),
    ]

    frames, error = read_all(b"".join(raws), [4], is_masked=False)

    assert error is None
    assert [(f.opcode, f.is_final) for f in frames] == [
        (1, False),
        (9, True),
        (0, False),
        (0, True),
        (2, True),
    ]


@pytest.mark.parametrize("code", [1000, 1001, 1011, 1014, 3000, 4999])
def test_a_close_frame_says_why(code):
    frames, _ = read_all(build_close(code, "warum nicht: ü", mask=MASK), [99], is_masked=True)

    assert parse_close(frames[0].payload) == Close(code, "warum nicht: ü")


def test_a_close_frame_may_say_nothing():
    for code in (1005, 1006):
        assert build_close(code) == b"\x88\x00"
    assert parse_close(b"") == Close(1005)


@given(st.text(max_size=200))
def test_a_reason_that_is_too_long_is_cut_between_characters(reason):
    raw = build_close(1000, reason)

    assert len(raw) <= 127
    assert reason.encode("utf-8", "replace").decode().startswith(parse_close(raw[2:]).reason)


@pytest.mark.parametrize(("payload", "code"), [
    (b"\x03", 1002), (b"\x03\xed", 1002), (b"\x00\x01", 1002), (b"\x13\x88", 1002), (b"\x03\xe8\xff", 1007),
])  # fmt: skip
def test_close_frames_that_are_none(payload, code):
    with pytest.raises(FrameError) as raised:
        parse_close(payload)

    assert raised.value.code == code


def test_the_answer_to_a_key():
    assert build_accept(KEY).decode() == accept_key(KEY.decode())


def test_a_handshake():
    offered = [(b"sec-websocket-protocol", b"a, b"), (b"sec-websocket-protocol", b"c")]

    found = parse_handshake("GET", "1.1", [*HEAD, *offered])

    assert (found.key, found.subprotocols) == (KEY, ("a", "b", "c"))


@pytest.mark.parametrize("change", [
    {b"sec-websocket-key": b"short"},
    {b"sec-websocket-key": b"dGhlIHNhbXBsZSBub25j\xff"},
    {b"sec-websocket-key": None},
    {b"host": None},
])  # fmt: skip
def test_handshakes_that_are_none(change):
    headers = {**dict(HEAD), **change}
    with pytest.raises(InvalidRequest):
        parse_handshake("GET", "1.1", [(n, v) for n, v in headers.items() if v is not None])


def test_what_a_library_adds_to_the_sdks_headers_is_taken():
    second = [(b"host", b"h"), (b"sec-websocket-version", b"13"), (b"sec-websocket-key", b"other")]

    assert parse_handshake("GET", "1.1", [*HEAD, *second]).key == KEY
    with pytest.raises(InvalidRequest, match="two hosts"):
        parse_handshake("GET", "1.1", [*HEAD, (b"host", b"evil")])


def test_other_versions_and_methods():
    with pytest.raises(UpgradeNeeded):
        parse_handshake("GET", "1.1", [*HEAD, (b"sec-websocket-version", b"8")])
    for method, version in (("POST", "1.1"), ("GET", "1.0")):
        with pytest.raises(InvalidRequest, match="by GET"):
            parse_handshake(method, version, HEAD)


def test_small_pieces_take_little_more_memory_than_they_carry():
    raw = build_frame(Opcode.BINARY, bytes(60_000), mask=MASK)
    reader = FrameReader(is_masked=True, payload_max_bytes=MAX_BYTES)
    pieces = [raw[at : at + 2] for at in range(0, len(raw), 2)]
    tracemalloc.start()
    for piece in pieces:
        reader.feed(bytes(bytearray(piece)))
        taken = reader.take(9)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [f.raw for f in taken] == [raw]
    assert peak < 5 * len(raw)


@pytest.mark.parametrize("pieces", [1, 7, 100_000])
def test_a_frame_that_is_too_long_can_be_skipped(pieces):
    after = build_close(1000, mask=MASK)
    data = build_frame(Opcode.BINARY, bytes(MAX_BYTES + 1), mask=MASK) + after
    reader = FrameReader(is_masked=True, payload_max_bytes=MAX_BYTES)
    reader.feed(data[:20])
    with pytest.raises(FrameError):
        reader.take(9)

    assert reader.skip()
    assert not reader.skip()
    taken = []
    for at in range(20, len(data), pieces):
        reader.feed(data[at : at + pieces])
        taken += reader.take(9)
        assert reader.held_bytes <= max(pieces, len(after))

    assert [f.raw for f in taken] == [after]
