"""Interactive shells in sessions that are containers: the engine's `exec`, with a terminal."""

import asyncio

import pytest

from headwater.wire.shell import Channel, Connected, Exited, WindowSize, encode_frame, encode_resize
from servers import new_session_id
from shells import Shell, open_shell

pytestmark = pytest.mark.containers

_SIZE = "python3 -c 'import os; print(*os.get_terminal_size())'"
#: Its own terminal, and another one.
_OPEN = "python3 -c 'import os; print(os.ttyname(0), len(os.openpty()) + 29)'"
_SLEEP = "import time; print(str(6) + str(7), flush=True); time.sleep(612)"
_COUNT = (
    'python3 -c "import pathlib as p;'
    " lines = [f.read_bytes() for f in p.Path('/proc').glob('[0-9]*/cmdline')];"
    " print('none-is-' 'left' if not any(b'sleep(%d)' % 612 in line for line in lines) else lines)\""
)


@pytest.fixture(scope="module")
def session_id():
    return new_session_id()


async def test_a_shell_in_a_container(box, agent, session_id):
    async with open_shell(box.server, agent, session_id, "one") as socket:
        shell = Shell(socket)
        assert "there" in await shell.run("[ -t 0 ] && echo th''ere > /dev/tty")
        assert "/dev/pts/0 31" in await shell.run(_OPEN)
        await socket.send(encode_resize(WindowSize(101, 33)))
        async with asyncio.timeout(20):
            while "101 33" not in await shell.run(_SIZE):
                pass
        assert "/home/session" in await shell.run("echo $HOME")
        await shell.run("X=kept")
        socket.transport.abort()
    async with open_shell(box.server, agent, session_id, "one") as socket:
        shell = Shell(socket)
        assert "kept" in await shell.run("echo $X")
        assert shell.statuses == [Connected(shell_id="one", is_reconnected=True)]
        await shell.type("exit 7\r")
        assert await shell.until_closed() == 1000
        assert shell.statuses[-1] == Exited(7)


async def test_a_shell_that_is_hung_up_is_gone_from_its_container(box, agent, session_id):
    async with open_shell(box.server, agent, session_id) as socket:
        shell = Shell(socket)
        await shell.type(f"python3 -c '{_SLEEP}'\r")
        await shell.until(r"67\r\n")
        await socket.send(encode_frame(Channel.CLOSE))
        await shell.until_closed()
        assert shell.statuses[-1] == Exited(129)
    async with open_shell(box.server, agent, session_id) as socket:
        shell = Shell(socket)
        assert "none-is-left" in await shell.run(_COUNT)
