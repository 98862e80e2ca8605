"""`shell` at a real terminal, and without one."""

import base64
import contextlib
import json
import os
import pty
import re
import select
import signal
import socket
import subprocess
import termios
import threading
import time
from fcntl import ioctl
from struct import pack
from urllib.parse import urlsplit

import pytest

from servers import wait_until


class Terminal:
    """A terminal with somebody at it."""

    def __init__(self):
        self._leader, self.follower = pty.openpty()
        self.resize(100, 30)
        self.before = termios.tcgetattr(self.follower)
        self.seen = b""

    def type(self, text):
        os.write(self._leader, text.encode())

    def resize(self, columns, rows):
        ioctl(self._leader, termios.TIOCSWINSZ, pack("HHHH", rows, columns, 0, 0))

    def shows(self, pattern):
        while select.select([self._leader], [], [], 0)[0]:
            self.seen += os.read(self._leader, 65536)
        return re.search(pattern.encode(), self.seen)

    def wait(self, pattern):
        try:
            return wait_until(lambda: self.shows(pattern))
        except AssertionError:
            raise AssertionError(f"no {pattern!r} in {self.seen[-2000:]!r}") from None

    @property
    def is_restored(self):
        return termios.tcgetattr(self.follower) == self.before

    def close(self):
        os.close(self._leader)
        os.close(self.follower)


@pytest.fixture
def terminal():
    terminal = Terminal()
    yield terminal
    terminal.close()


@pytest.fixture
def open_shell(start, terminal, agent):
    """`open_shell("--session", …)`: the command at the terminal, once the shell has its prompt."""

    def open_shell(*options, **environment):
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), terminal.follower)
        process = start("shell", agent, *options, **streams, **environment)
        terminal.wait(r"[$#] \Z")
        return process

    return open_shell


class Wire:
    """A way to the server that can be cut."""

    def __init__(self, url):
        parts = urlsplit(url)
        self._target = (parts.hostname, parts.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._ends = []
        #: Whether what a client sends comes to nobody, and it does not hear of that.
        self.is_swallowing = False
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        """All connections break; new ones can be made."""
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._listener.close()
        self.cut()
        for end in self._ends:
            end.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._target)
                self._ends += [near, far]
                for one, other, is_out in ((near, far, True), (far, near, False)):
                    threading.Thread(target=self._pass, args=(one, other, is_out), daemon=True).start()

    def _pass(self, one, other, is_out):
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                if not (is_out and self.is_swallowing):
                    other.sendall(data)
            other.shutdown(socket.SHUT_WR)


@pytest.fixture
def wire(server):
    wire = Wire(server.url)
    yield wire
    wire.close()


def test_keys_go_to_the_shell_and_its_exit_code_comes_back(open_shell, terminal):
    process = open_shell()
    assert not terminal.is_restored
    terminal.type("sh -c 'stty size; exec sleep 1000'\r")
    terminal.wait(r"30 100\r\n")
    terminal.resize(120, 40)
    process.send_signal(signal.SIGWINCH)  # from the kernel, where it is the terminal's foreground
    terminal.type("\x03")
    terminal.wait(r"\^C")
    terminal.type("stty size; echo 日本語\r")
    terminal.wait("40 120\r\n日本語\r\n")
    terminal.type("exit 7\r")

    assert process.wait(20) == 7
    assert terminal.is_restored


def test_a_shell_that_is_left_can_be_come_back_to(open_shell, terminal, run, agent, session_id):
    process = open_shell("--session", session_id, "--shell-id", "mine")
    terminal.type("X=kept; printf '\\033[?1049h\\033[?25l'\r")
    terminal.wait(r"\x1b\[\?1049h\x1b\[\?25l")
    terminal.type("\r~?")
    terminal.wait(r"~\. leaves")
    terminal.type("\r~.")
    assert process.wait(20) == 0
    assert terminal.is_restored
    listed = run("shell", agent, "--list", "--json").json["shells"][-1]
    assert (listed["shellId"], listed["sessionId"], listed["state"]) == ("mine", session_id, "ALONE")
    assert terminal.shows(rf"\x1b\[\?1049l(?s:.*)\x1b\[\?25h(?s:.*)--session {session_id} --shell-id mine")

    terminal.seen = b""
    process = open_shell("--session", session_id, "--shell-id", "mine")
    terminal.type("echo is-$X\r")
    terminal.wait(r"is-kept\r\n")
    terminal.type("~K")
    terminal.type("\r~K")
    assert process.wait(20) == 129


def test_a_connection_that_breaks_is_made_anew_and_nothing_is_lost(open_shell, terminal, wire):
    process = open_shell(HEADWATER_URL=wire.url)
    terminal.type("for n in $(seq 1 60); do echo line-$n-; sleep 0.01; done; echo do''ne\r")
    for n in (10, 30):
        terminal.wait(f"line-{n}-")
        wire.cut()
    terminal.wait(r"connecting again(?s:.*)connected again")
    terminal.wait(r"done\r\n(?s:.*)[$#] \Z")
    terminal.type("\x04")

    assert process.wait(20) == 0
    shown = re.sub(rb"\r\n\[headwater: .*?\]\r\n", b"", terminal.seen)
    numbers = re.findall(rb"line-(\d+)-\r\n", shown)
    assert numbers == [b"%d" % n for n in range(1, 61)]


def test_what_is_typed_and_lost_on_the_way_comes_once(open_shell, terminal, wire):
    process = open_shell(HEADWATER_URL=wire.url)
    terminal.type("n=0; stty -echo\r")
    for number in range(2):
        terminal.type("n=$((n + 1)); echo is-$n-\r")
        terminal.wait(f"is-{2 * number + 1}-")
        wire.is_swallowing = True
        terminal.type("n=$((n + 1)); echo is-$n-\r")
        time.sleep(0.1)
        wire.cut()
        wire.is_swallowing = False
        terminal.wait(f"is-{2 * number + 2}-")
    terminal.type("exit $n\r")

    assert process.wait(20) == 4


def test_a_signal_leaves_the_shell_and_restores_the_terminal(open_shell, terminal):
    process = open_shell()
    process.send_signal(signal.SIGTERM)

    assert process.wait(20) == 0
    assert terminal.is_restored


def test_without_a_terminal_it_says_what_to_use(run, agent):
    ran = run("shell", agent)

    assert ran.code == 2
    assert "headwater exec" in ran.err


def test_without_a_terminal_lines_of_json_tell_what_happens(start, agent, session_id):
    process = start("shell", agent, "--json", "--session", session_id, stdin=subprocess.PIPE)
    out, _ = process.communicate(b"echo $((6 * 7))\nprintf '\\377'\n(exit 9)\n", timeout=30)

    events = [json.loads(line) for line in out.splitlines()]
    assert events[0]["event"] == "connected"
    assert (events[0]["sessionId"], events[0]["reconnected"]) == (session_id, False)
    parts = [event.get("text", "").encode() + base64.b64decode(event.get("base64", "")) for event in events]
    assert re.search(rb"42\r\n(?s:.*)\xff", b"".join(parts))
    assert events[-1] == {"event": "ended", "how": "exited", "exitCode": 9, "message": None}
    assert process.returncode == 9


@pytest.mark.parametrize("options", [("--shell-id", "no/good"), ("--session", "short")])
def test_what_the_server_refuses_is_said(run, agent, options):
    ran = run("shell", agent, "--json", *options)

    assert ran.code == 125
    assert options[1] in ran.err


def test_an_agent_that_is_not_there_and_a_server_that_is_not(run):
    assert run("shell", "nobody", "--json").code == 4
    assert run("shell", "nobody", "--json", url="http://127.0.0.1:9").code == 3
