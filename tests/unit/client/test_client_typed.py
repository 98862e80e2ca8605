"""What was typed into a shell comes to it once, however often its connection breaks."""

from hypothesis import given
from hypothesis import strategies as st

from headwater.client.typed import TypedKeys

STEPS = st.lists(
    st.tuples(st.just("type"), st.integers(0, 9))
    | st.tuples(st.sampled_from(["send", "ask", "arrive", "break"]), st.integers(0, 9))
)


@given(STEPS)
def test_each_byte_comes_once(steps):
    keys, typed, came, wire = TypedKeys(), b"", b"", []

    def arrive(count):
        nonlocal came
        for what in wire[:count]:
            if what is None:
                keys.note_heartbeat()
            else:
                came += what
        del wire[:count]

    def connect():
        wire.clear()
        keys.begin(len(came), is_same_shell=True)

    connect()
    for step, number in steps:
        if step == "type":
            more = bytes(range(len(typed) % 200, len(typed) % 200 + number))
            keys.add(more)
            typed += more
        elif step == "send" and (part := keys.take(number + 1)):
            wire.append(part)
        elif step == "ask" and keys.asks():
            wire.append(None)
        elif step == "arrive":
            arrive(number)
        elif step == "break":
            connect()
    connect()
    while part := keys.take(100):
        wire.append(part)
    assert keys.asks() == bool(wire)
    arrive(len(wire))

    assert came == typed
    keys.note_heartbeat()
    assert len(keys) == 0


def test_what_was_meant_for_a_shell_that_is_gone_is_dropped():
    keys = TypedKeys()
    keys.begin(0, is_same_shell=True)
    keys.add(b"rm -rf /tmp/x\r")
    keys.begin(0, is_same_shell=False)

    assert not keys.take(100)


def test_a_server_that_does_not_tell_counts_as_having_got_what_went_out():
    keys = TypedKeys()
    keys.begin(None, is_same_shell=True)
    keys.add(b"abcdef")
    assert keys.take(4) == b"abcd"
    keys.begin(None, is_same_shell=True)

    assert keys.take(100) == b"ef"


def test_what_another_client_typed_is_not_taken_for_ones_own():
    keys = TypedKeys()
    keys.begin(10, is_same_shell=True)
    keys.add(b"abcdef")
    keys.take(4)
    keys.begin(99, is_same_shell=True)

    assert keys.take(100) == b"ef"
