"""What the client of a shell gets to see, whoever comes, goes, floods it or talks nonsense."""

import asyncio
import hashlib
import os
import random
import re
import sys
from functools import partial

import pytest
from shell_clients import PROMPT, House, Session, wait_for

import effort
from headwater.core.errors import AgentError, QuotaExceeded
from headwater.sandbox.base import ExitStatus
from headwater.wire.shell import (
    MAX_FRAME_BYTES,
    REPLAY_MAX_BYTES,
    Channel,
    Connected,
    Exited,
    Failed,
    WindowSize,
    encode_frame,
    encode_resize,
)


@pytest.fixture
async def house():
    house = House()
    yield house
    await house.close()


@pytest.fixture
async def make_house():
    made = []

    def make(**settings):
        made.append(House(**settings))
        return made[-1]

    yield make
    for house in made:
        await house.close()


async def test_a_shell_talks_and_tells_its_exit_code(house):
    socket = await house.connect()
    assert socket.statuses == [Connected(shell_id="main", is_reconnected=False)]

    socket.type("echo $((6 * 7)); tty >/dev/null && echo on-a-terminal\n")
    await socket.wait_text(r"42\r\n")
    await socket.wait_text(r"on-a-terminal\r\n")
    socket.type("exit 3\n")
    await socket.wait_closed()

    assert socket.statuses[-1] == Exited(3)
    assert socket.closed[0] == 1000
    assert list(house.shells) == []
    assert house.logged == ["shell main has started", "shell main is over: its exit code is 3"]


async def test_ctrl_c_and_ctrl_d_go_through(house):
    socket = await house.connect()
    # Who tells is who waits: a Ctrl-C between two commands of a shell can be lost.
    socket.type("f=$(mktemp); echo rea''dy > $f; tail -f $f\n")
    await socket.wait_text("ready\r\n")
    socket.type("\x03")
    await socket.wait_text(rf"\^C(?s:.*){PROMPT}")
    socket.type("\x04")
    await socket.wait_closed()

    assert socket.statuses[-1] == Exited(130)


async def test_a_signal_is_told_as_shells_do(house):
    socket = await house.connect()
    socket.type("kill -9 $$\n")
    await socket.wait_closed()

    assert socket.statuses[-1] == Exited(137)


async def test_the_window_has_the_size_it_is_told(house):
    socket = await house.connect()
    socket.type("bash -c 'trap \"stty size\" WINCH; stty size; while sleep 0.02; do :; done'\n")
    await socket.wait_text("24 80\r\n")
    socket.inbox.put_nowait(encode_resize(WindowSize(100, 30)))
    await socket.wait_text("30 100\r\n")


@pytest.mark.parametrize(
    "payload", [b"80x24", b'{"width": 0, "height": 24}', b'{"width": 65536, "height": 1}', b'{"width": "a"}']
)
async def test_a_size_that_is_none_is_told_and_changes_nothing(house, payload):
    socket = await house.connect()
    socket.inbox.put_nowait(encode_frame(Channel.RESIZE, payload))
    socket.type("stty size\n")
    await socket.wait_text("24 80\r\n")

    assert payload.decode() in socket.on(Channel.STDERR).decode()


async def test_heartbeats_are_echoed_and_unknown_channels_answered_in_words(house):
    socket = await house.connect()
    for message in (bytes((5,)), b"", bytes((77,)) + b"x", bytes((3,)) + b"{}"):
        socket.inbox.put_nowait(message)
    await socket.wait(lambda: "channel 3" in socket.on(Channel.STDERR).decode())

    assert [frame.channel for frame in socket.frames].count(Channel.HEARTBEAT) == 1
    assert "channel 77" in socket.on(Channel.STDERR).decode()
    assert "empty" in socket.on(Channel.STDERR).decode()


@pytest.mark.parametrize(("message", "code"), [("text", 1003), (bytes(MAX_FRAME_BYTES + 1), 1009)])
async def test_what_is_no_frame_ends_the_connection_and_not_the_shell(house, message, code):
    socket = await house.connect()
    socket.inbox.put_nowait(message)
    await socket.wait_closed()

    assert socket.closed[0] == code
    assert (await house.connect()).statuses[0].is_reconnected


async def test_who_comes_back_finds_the_shell_and_is_shown_what_it_printed(house):
    first = await house.connect()
    first.type("cd /tmp; X=kept; echo before\n")
    await first.wait_text("before\r\n")
    first.type("sleep 0.2; echo mean''while\n")
    await house.leave(first)

    second = await house.connect()
    await second.wait_text("meanwhile\r\n")
    second.type("echo $X in $PWD\n")
    await second.wait_text("kept in /tmp\r\n")

    assert second.statuses[0] == Connected(shell_id="main", is_reconnected=True)
    assert "before" in second.text


async def test_who_tells_what_he_has_gets_exactly_the_rest(house):
    first = await house.connect(offset=0)
    first.type("seq 1 1000; sleep 0.2; seq 1001 2000\n")
    await first.wait_text("\n1000\r\n")
    await house.leave(first)
    seen = first.on(Channel.STDOUT)

    second = await house.connect(offset=len(seen))
    await second.wait_text(rf"2000\r\n(?s:.*){PROMPT}")

    assert second.statuses[0].offset == len(seen)
    whole = seen + second.on(Channel.STDOUT)
    assert whole.replace(b"\r", b"").split(b"\n")[-2001:-1] == [b"%d" % n for n in range(1, 2001)]


async def test_connections_that_break_anywhere_lose_and_double_nothing(house):
    breaks = random.Random(7)
    socket = await house.connect(offset=0)
    socket.type("for i in $(seq 1 4000); do echo 日本語-$i-; done; echo d''one\n")
    seen = b""

    def has(wanted_bytes):
        shown = socket.on(Channel.STDOUT)
        return len(shown) >= wanted_bytes or b"done\r\n" in seen + shown

    for _ in range(effort.count(12, 300)):
        wanted_bytes = breaks.choice([0, 1, 500, 5000, 20_000])
        await socket.wait(partial(has, wanted_bytes))
        await house.leave(socket)
        seen += socket.on(Channel.STDOUT)
        socket = await house.connect(offset=len(seen), is_patient=False)
        assert socket.statuses[0].offset == len(seen)
    await socket.wait(partial(has, 10**9))

    seen += socket.on(Channel.STDOUT)
    assert re.findall("日本語-(\\d+)-\r\n", seen.decode()) == [str(n) for n in range(1, 4001)]


async def test_a_replay_has_the_last_256_kb_and_begins_at_a_line(house):
    first = await house.connect(offset=0)
    await house.leave(first)
    shell = next(iter(house.shells))
    await shell.type(None, b"seq 1 100000; echo d''one\n")
    await wait_for(lambda: b"done\r\n" in shell.tail.read(shell.tail.start, REPLAY_MAX_BYTES))

    second = await house.connect()
    await second.wait_text("done\r\n")
    numbers = re.findall(r"\d+", second.text.split("\r\ndone")[0])
    assert [int(n) for n in numbers] == list(range(int(numbers[0]), 100_001))
    assert REPLAY_MAX_BYTES - 1100 < len(second.on(Channel.STDOUT)) <= REPLAY_MAX_BYTES

    third = await house.connect(offset=5)
    await third.wait_text("done\r\n")
    assert third.statuses[0].offset > 5


async def test_a_newer_client_takes_the_shell_over(house):
    first = await house.connect()
    second = await house.connect()
    await first.wait_closed()

    assert first.closed[0] == 4000
    first.type("echo from-the-first\n")
    second.type("echo from-the-second\n")
    await second.wait_text("from-the-second\r\n")
    assert "from-the-first" not in second.text


async def test_clients_that_race_get_one_shell(house):
    sockets = await asyncio.gather(*(house.connect(is_patient=False) for _ in range(8)))
    await wait_for(lambda: len([socket for socket in sockets if socket.closed]) == 7)

    assert len(house.session.commands) == 1
    assert {socket.closed[0] for socket in sockets if socket.closed} == {4000}
    assert [s.statuses[0].is_reconnected for s in sockets].count(False) == 1


async def test_a_client_that_does_not_read_stops_the_shell_and_costs_little(house):
    socket = await house.connect(offset=0)
    socket.is_reading.clear()
    socket.type("seq 1 1000000; echo d''one\n")
    shell = next(iter(house.shells))
    await wait_for(lambda: shell.tail.end >= 64 * 1024)
    await asyncio.sleep(0.1)
    stood_at = shell.tail.end
    await asyncio.sleep(0.1)

    assert shell.tail.end == stood_at < REPLAY_MAX_BYTES
    socket.type("\x03")
    socket.is_reading.set()
    await socket.wait_text(r"\^C")
    assert re.findall(r"^(\d+)\r", socket.text, re.MULTILINE)[:9999] == [str(n) for n in range(1, 10_000)]


async def test_a_client_that_does_not_read_can_be_kicked(house):
    first = await house.connect()
    first.type("yes\n")
    await first.wait_text("y\r\ny\r\n")
    first.is_reading.clear()
    second = await house.connect()
    second.type("\x03")
    await second.wait_text(r"\^C")


async def test_a_flood_of_input_waits_and_is_lost_nowhere(house):
    socket = await house.connect()
    socket.type("stty raw -echo; echo rea''dy; head -c 1000000 | md5sum; stty sane\n")
    await socket.wait_text("ready")
    for _ in range(20):
        socket.inbox.put_nowait(encode_frame(Channel.STDIN, b"0123456789" * 5000))
    await socket.wait_text("[0-9a-f]{32}  -")

    assert hashlib.md5(b"0123456789" * 100_000).hexdigest() in socket.text


async def test_characters_are_not_cut(house):
    socket = await house.connect()
    socket.type("for i in $(seq 3000); do printf 日本語; done; printf '\\xe6'; sleep 0.3; echo d''one\n")
    await socket.wait_text("done\r\n")

    for frame in socket.frames:
        if frame.channel == Channel.STDOUT and b"\xe6\r" not in frame.payload and frame.payload != b"\xe6":
            frame.payload.decode()
    assert socket.text.rpartition("d''one")[2].count("日本語") == 3000


async def test_a_client_can_end_the_shell(house):
    socket = await house.connect()
    socket.inbox.put_nowait(encode_frame(Channel.CLOSE))
    await socket.wait_closed()

    assert socket.statuses[-1] == Exited(129)


async def test_a_shell_that_ignores_its_hang_up_is_killed(house):
    socket = await house.connect()
    socket.type("trap '' HUP; exec sh -c 'echo rea\"\"dy; exec sleep 1000'\n")
    await socket.wait_text("ready\r\n")
    socket.inbox.put_nowait(encode_frame(Channel.CLOSE))
    await socket.wait_closed()

    assert socket.statuses[-1] == Exited(137)


async def test_a_job_that_holds_the_terminal_does_not_hold_the_end(house):
    socket = await house.connect()
    socket.type("(trap '' HUP; sleep 30) & disown; exit 4\n")
    await socket.wait_closed()

    assert socket.statuses[-1] == Exited(4)


async def test_an_end_that_nobody_saw_is_told_to_who_comes_back(house):
    first = await house.connect(offset=0)
    first.type("sleep 0.2; echo last; exit 7\n")
    await first.wait_text("exit 7\r\n")
    await house.leave(first)
    await asyncio.sleep(0.5)

    second = await house.connect(offset=len(first.on(Channel.STDOUT)))
    await second.wait_closed()
    assert second.text.startswith("last\r\n")
    assert second.statuses[-1] == Exited(7)
    assert not (await house.connect()).statuses[0].is_reconnected


async def test_nobody_comes_back(make_house):
    house = make_house(detached_max_s=0.2)
    socket = await house.connect()
    await house.leave(socket)
    await wait_for(lambda: not list(house.shells))

    assert house.logged[-1] == "shell main is over: no client was connected for 0.2 s"
    assert not (await house.connect()).statuses[0].is_reconnected


async def test_a_connection_has_its_time_and_the_shell_goes_on(house):
    house.connection_max_s = 0.2
    socket = await house.connect(is_patient=False)
    await socket.wait_closed()

    assert socket.closed[0] == 1001
    assert (await house.connect()).statuses[0].is_reconnected


async def test_the_end_of_the_session_is_told(house):
    socket = await house.connect()
    house.session.ended.set_result(ExitStatus(code=-9))
    house.session.commands[0].kill()
    await socket.wait_closed()

    assert isinstance(socket.statuses[-1], Failed)
    assert "killed by signal 9" in socket.on(Channel.STDERR).decode()
    assert socket.frames[-1].channel == Channel.CLOSE
    assert socket.closed[0] == 1000


async def test_a_runtime_has_so_many_shells(make_house):
    house = make_house(per_runtime_max_count=2)
    first = await house.connect("one")
    await house.connect("two")
    with pytest.raises(QuotaExceeded, match=r"2 shells, and 2 are allowed"):
        await house.connect("three")
    first.type("exit\n")
    await first.wait_closed()

    await house.connect("three")


async def test_a_shell_that_is_alone_makes_room_for_another_of_its_owner(make_house):
    house = make_house(per_runtime_max_count=2)
    for name in ("one", "two"):
        await house.leave(await house.connect(name))
    others = Session("w-2")
    others.owner = "ada"
    with pytest.raises(QuotaExceeded):
        await house.connect("three", session=others)

    assert not (await house.connect("three")).statuses[0].is_reconnected
    assert (await house.connect("two", is_patient=False)).statuses[0].is_reconnected
    with pytest.raises(QuotaExceeded):
        await house.connect("one")


async def test_a_shell_that_does_not_start_is_not_kept(house):
    house.session.failure = AgentError("the session has ended")
    with pytest.raises(AgentError):
        await house.connect()
    house.session.failure = None

    assert not (await house.connect()).statuses[0].is_reconnected


async def test_another_session_has_other_shells(house):
    await house.connect()
    other = Session("w-2")
    socket = await house.connect(session=other)

    assert not socket.statuses[0].is_reconnected
    other.commands[0].kill()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_no_descriptor_is_left(house):
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        socket = await house.connect()
        socket.type("exit\n")
        await socket.wait_closed()
    house.session.failure = AgentError("no")
    with pytest.raises(AgentError):
        await house.connect()

    assert len(os.listdir("/proc/self/fd")) == before
