"""Interactive shells in sessions: what a plain WebSocket client gets to see, and what it may not do."""

import asyncio
import os
import re
import signal
from types import SimpleNamespace

import pytest

from headwater.wire.shell import Connected, Exited, Failed, WindowSize, encode_resize
from servers import AGENTS, SESSION_HEADER
from shells import Shell, open_shell, refused

#: Fork unsafe: its sessions are fresh processes.
FRESH = "import threading, time\nthreading.Thread(target=time.sleep, args=(9999,), daemon=True).start()\n"
#: An agent asks for a shell, of its own session or another's.
OPEN_FROM_INSIDE = (
    "import os; from websockets.sync.client import connect; from websockets.exceptions import InvalidStatus\n"
    'url = os.environ["AWS_ENDPOINT_URL_BEDROCK_AGENTCORE"].replace("http", "ws")\n'
    'try: connect(url + "/runtimes/any/ws/shells", proxy=None)\n'
    "except InvalidStatus as exc: print(exc.response.status_code, exc.response.body)"
)


@pytest.fixture(scope="module")
def agent(server):
    return server.deploy(AGENTS / "echo.py")


async def test_a_shell_is_the_agents_own_place(server, agent, session_id):
    server.ask(agent, {"hello": 1}, session_id)
    async with open_shell(server, agent, session_id) as socket:
        shell = Shell(socket)
        await shell.until(r"\$ ")
        await socket.send(encode_resize(WindowSize(101, 33)))

        assert shell.statuses == [Connected(shell_id=shell.shell_id, is_reconnected=False)]
        assert socket.response.headers[SESSION_HEADER] == session_id
        assert "33 101" in await shell.run("stty size")
        assert "agent.py" in await shell.run("ls")
        assert "there" in await shell.run("tty -s && echo there > /dev/stdout")
        assert "there" in await shell.run("echo there > /dev/tty")
        assert "/dev/pts/0\r\nthere" in await shell.run("tty; echo there > $(tty)")
        assert "/dev/pts/1\r\n" in await shell.run("python -c 'import pty; pty.spawn([\"tty\"])'")
        assert "0\r\nptmx\r\n" in await shell.run("ls /dev/pts | cat")
        assert "xterm-256color" in await shell.run("echo $TERM")
        assert "/bash" in await shell.run("printenv SHELL")
        assert "-iutf8" not in await shell.run("stty -a")
        assert re.search(r"uid=(?!0)\d+", await shell.run("id"))
        assert "日本語" in await shell.run("echo 日本語")
        assert "template" in await shell.run("ps -e -o args")
        assert "cannot be used from inside a session" in await shell.run(f"python -c '{OPEN_FROM_INSIDE}'")
        # Who tells is who waits: a Ctrl-C between two commands of a shell can be lost.
        await shell.type("echo rea''dy > /tmp/told; tail -f /tmp/told\r")
        await shell.until("ready\r\n")
        await shell.type("\x03")
        await shell.until(r"\^C")
        await shell.type("exit 7\r")

        assert await shell.until_closed() == 1000
        assert shell.statuses[-1] == Exited(7)
    assert [session["sessionId"] for session in server.sessions(agent)] == [session_id]


@pytest.fixture(scope="module")
def fresh_agent(server):
    return server.deploy(FRESH + (AGENTS / "echo.py").read_text())


async def test_a_shell_in_a_session_that_is_a_fresh_process(server, fresh_agent):
    async with open_shell(server, fresh_agent) as socket:
        shell = Shell(socket)
        assert "/var/task" in await shell.run("pwd")
        assert "/dev/pts/0\r\n" in await shell.run("tty")
        await shell.until(r"\$ \Z")
        await shell.type("\x04")
        assert await shell.until_closed() == 1000


#: Takes every terminal that its session can have, and keeps them.
TAKE_ALL = (
    "import os, time\n"
    "try:\n  while True: os.openpty()\n"
    "except OSError as exc: print(exc.strerror, flush=True); time.sleep(999)"
)


async def test_a_session_has_its_own_terminals_and_no_others(server, agent, session_id):
    async with open_shell(server, agent) as first, open_shell(server, agent, session_id) as second:
        other, shell = Shell(first), Shell(second)
        assert "/dev/pts/0\r\n" in await other.run("tty")
        async with open_shell(server, agent, session_id) as third:
            assert "/dev/pts/1\r\n" in await Shell(third).run("tty")
            assert "0  1  ptmx\r\n" in await shell.run("ls -C /dev/pts")
            assert "0  ptmx\r\n" in await other.run("ls -C /dev/pts")
        changed = await shell.run("python -c 'import fcntl; fcntl.ioctl(0, 0x5423, bytes(4))' 2>&1 | tail -1")
        assert "Operation not permitted" in changed
        await shell.type(f"python -c '{TAKE_ALL}' &\r")
        await shell.until("No space left on device")
        async with open_shell(server, agent, session_id) as fourth:
            assert "a shell all the same" in await Shell(fourth).run("[ -t 0 ] && echo a shell all the same")
        assert "/dev/pts/1\r\n" in await other.run("script -qc tty /dev/null")


async def test_who_comes_back_finds_his_shell(server, agent, session_id):
    async with open_shell(server, agent, session_id, "debug") as socket:
        shell = Shell(socket)
        await shell.run("cd /tmp; X=kept")
        await shell.type("sleep 0.5; echo mean''while\r")
        socket.transport.abort()
    async with open_shell(server, agent, session_id, "debug") as socket:
        again = Shell(socket)
        await again.until("meanwhile")
        assert again.statuses == [Connected(shell_id="debug", is_reconnected=True)]
        assert "kept in /tmp" in await again.run("echo $X in $PWD")

        async with open_shell(server, agent, session_id, "debug") as newer:
            assert await again.until_closed() == 4000
            assert "kept" in await Shell(newer).run("echo $X")


@pytest.mark.parametrize("shell_id", ["-x", "a b", "a/b", "../x", "a" * 129, "ä", "a\n", "a%00"])
async def test_an_id_that_is_none_is_refused_with_it(server, agent, shell_id):
    status, kind, message = await refused(server, agent, shell_id=shell_id)

    assert (status, kind) == (400, "ValidationException")
    assert repr(shell_id[:128])[:-1] in message


@pytest.mark.parametrize("offset", ["-1", "x", "1" * 16, "1.5"])
async def test_an_offset_that_is_none_is_refused_with_it(server, agent, offset):
    status, _, message = await refused(server, agent, headers={"Headwater-Shell-Offset": offset})

    assert status == 400
    assert offset in message


async def test_no_shell_in_an_agent_that_is_not_there(server, agent):
    nobody = SimpleNamespace(arn=agent.arn[:-3] + "xyz")

    assert (await refused(server, nobody))[:2] == (404, "ResourceNotFoundException")


async def test_the_sessions_end_is_told(server, agent, session_id):
    async with open_shell(server, agent, session_id) as socket:
        shell = Shell(socket)
        await shell.until(r"\$ ")
        await asyncio.to_thread(server.stop_session, agent, session_id)

        assert await shell.until_closed() == 1000
        assert isinstance(shell.statuses[-1], Failed)
        assert "the session was stopped" in shell.notices


async def test_the_agents_end_is_told(server, agent, session_id):
    async with open_shell(server, agent, session_id) as socket:
        shell = Shell(socket)
        await shell.until(r"\$ ")
        pid = server.find_session(agent, session_id)["pid"]
        os.kill(pid, signal.SIGKILL)

        assert await shell.until_closed() == 1000
        assert "killed by signal 9" in shell.notices
