"""Shells on a terminal of this machine, and clients of them whose sockets are queues."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from types import SimpleNamespace

from headwater.core.runtimes import RuntimeVersion
from headwater.gateway.shells.connection import ShellConnection
from headwater.gateway.shells.registry import Shells
from headwater.http.asgi import ClientGone
from headwater.sessions.session import SessionKey
from headwater.sessions.shell_settings import ShellSettings
from headwater.wire.shell import Channel, decode_frame, encode_frame, parse_status

VERSION = RuntimeVersion(runtime_id="bot-1", runtime_arn="arn:bot", runtime_name="bot", number=1)
WAIT_S = 20
_ENTER_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
PROMPT = "PROMPT> "


class Command:
    """A program in a terminal of this machine."""

    def __init__(self, plan, fds):
        assert plan.is_terminal
        self.process = subprocess.Popen(
            [sys.executable, "-c", _ENTER_TERMINAL, "bash", "--norc", "--noprofile", "-i"],
            stdin=fds[0], stdout=fds[1], stderr=fds[2], start_new_session=True,
            env={**os.environ, **plan.environment, "PS1": PROMPT, "HISTFILE": "", "TERM": "dumb"},
        )  # fmt: skip
        self.exited = asyncio.get_running_loop().create_future()
        self._waiting = asyncio.get_running_loop().run_in_executor(None, self.process.wait)
        self._waiting.add_done_callback(lambda done: self.exited.set_result(done.result()))

    def kill(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


class Session:
    """What a shell needs of one."""

    def __init__(self, worker_id="w-1"):
        self.worker_id = worker_id
        self.key = SessionKey("bot-1", "DEFAULT", "s" * 33)
        self.version = VERSION
        self.stop_reason = None
        self.owner = None
        self.ended = asyncio.get_running_loop().create_future()
        self.worker = SimpleNamespace(run_command=self.run_command, wait_view=self.wait_view)
        self.commands = []
        self.failure = None

    async def wait_view(self):
        return None

    async def run_command(self, plan, fds):
        await asyncio.sleep(0)
        if self.failure is not None:
            raise self.failure
        self.commands.append(Command(plan, fds))
        return self.commands[-1]


class Socket:
    """A client that reads as long as it likes."""

    def __init__(self):
        self.inbox, self.frames = asyncio.Queue(), []
        self.closed = None
        self.is_reading = asyncio.Event()
        self.is_reading.set()
        self._news = asyncio.Event()

    async def receive(self):
        message = await self.inbox.get()
        if message is None:
            raise ClientGone
        return message

    async def send(self, message):
        await self.is_reading.wait()
        self.frames.append(decode_frame(message))
        self._news.set()

    async def close(self, code, reason):
        self.closed = (code, reason)
        self._news.set()

    def type(self, text):
        self.inbox.put_nowait(encode_frame(Channel.STDIN, text.encode()))

    def on(self, channel):
        return b"".join(frame.payload for frame in self.frames if frame.channel == channel)

    @property
    def text(self):
        return self.on(Channel.STDOUT).decode(errors="replace")

    @property
    def statuses(self):
        return [parse_status(frame.payload) for frame in self.frames if frame.channel == Channel.STATUS]

    async def wait(self, condition):
        async with asyncio.timeout(WAIT_S):
            while not condition():
                self._news.clear()
                await self._news.wait()

    async def wait_text(self, pattern):
        try:
            await self.wait(lambda: re.search(pattern, self.text))
        except TimeoutError:
            raise AssertionError(f"no {pattern!r} in {self.text[-2000:]!r}") from None

    async def wait_closed(self):
        await self.wait(lambda: self.closed is not None)


class House:
    """Shells, and clients of them."""

    def __init__(self, **settings):
        self.logged = []
        self.shells = Shells(ShellSettings(**settings), self._log)
        self.session = Session()
        self.connection_max_s = 60.0
        self._tasks = []

    def _log(self, version, session_id, text, **_):
        self.logged.append(text)

    async def connect(self, shell_id="main", *, offset=None, session=None, is_patient=True):
        shell, was_there = await self.shells.find_or_start(session or self.session, shell_id)
        socket = Socket()
        self._tasks.append(asyncio.create_task(self._carry(socket, shell, was_there, offset)))
        await socket.wait(lambda: socket.statuses)
        if is_patient and not was_there:
            await socket.wait_text(PROMPT)
        return socket

    async def _carry(self, socket, shell, was_there, offset):
        with shell.attached(offset) as viewer:
            connection = ShellConnection(socket, shell, viewer)
            ending = await connection.run(
                is_reconnected=was_there, tells_offset=offset is not None, max_s=self.connection_max_s
            )
            if shell.ended.done() and not ending.is_gone:
                self.shells.forget(shell)

    async def leave(self, socket):
        socket.inbox.put_nowait(None)
        await asyncio.sleep(0.01)

    async def close(self):
        await self.shells.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for command in self.session.commands:
            command.kill()
            await command.exited


async def wait_for(condition):
    """Until `condition()` holds."""
    async with asyncio.timeout(WAIT_S):
        while not condition():  # noqa: ASYNC110 (what is waited for tells nobody)
            await asyncio.sleep(0.01)
