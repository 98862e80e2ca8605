"""`headwater shell`."""

from __future__ import annotations

import asyncio
import base64
import json
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from headwater.cli.exits import Exit
from headwater.cli.options import Remote, bearer_option, remote_options
from headwater.cli.output import Output

if TYPE_CHECKING:
    from headwater.client.shell import ShellEnd, ShellLink
    from headwater.wire.shell import Connected

_ESCAPE_HELP = "~. leaves the shell, which goes on; ~K ends it; ~~ types a ~; each at the beginning of a line"
_CTRL_D = b"\x04"


@click.command("shell")
@click.argument("agent")
@click.option("--session", "session_id", metavar="ID", help="In this session (33 to 256 characters).")
@click.option(
    "--shell-id", metavar="ID", help="Come back to this shell of the session, or give a new one its id."
)
@click.option("--qualifier", default="DEFAULT", show_default=True, help="The endpoint's name.")
@remote_options
@bearer_option
def shell_command(
    remote: Remote, agent: str, session_id: str | None, shell_id: str | None, qualifier: str
) -> None:
    """Open a shell beside AGENT (a name, id or ARN), in one of its sessions.

    It has the agent's rights, files and variables. Without --session a new session is started. All keys go to
    the shell, Ctrl-C too; at the beginning of a line ~. leaves it, ~K ends it, ~? says so. A shell that was
    left, or whose connection broke, waits 15 minutes for somebody to come back with the same --session and
    --shell-id. A connection that breaks is made anew by itself, and nothing of the output is lost.

    The exit code is the shell's own. With --json no terminal is needed: standard input is typed into the
    shell, and each event is a line of JSON: connected, output, notice, broken, ended.
    """
    from headwater.cli.terminal import is_terminal

    if not remote.output.is_json and not is_terminal():
        raise click.UsageError(
            "a shell needs a terminal, and standard input or output is none. `headwater exec` runs a single"
            " command; --json types standard input into a shell and tells what happens in lines of JSON"
        )
    link = remote.client.shell(agent, session_id=session_id, shell_id=shell_id, qualifier=qualifier)
    talk = _talk_json(link, remote.output) if remote.output.is_json else _talk(link, remote.output)
    end = asyncio.run(talk)
    raise click.exceptions.Exit(_tell_end(end, link, agent, remote.output))


async def _talk(link: ShellLink, output: Output) -> ShellEnd:
    from headwater.cli import terminal
    from headwater.wire.shell import WindowSize

    fd, watch = sys.stdin.fileno(), terminal.ModeWatch()

    def tell_size() -> None:
        if (size := terminal.find_window_size(sys.stdout.fileno())) is not None:
            link.resize(WindowSize(*size))

    tell_size()
    handlers = {signal.SIGWINCH: tell_size, signal.SIGTERM: link.leave, signal.SIGHUP: link.leave}
    with terminal.raw_terminal(fd), terminal.on_signals(handlers):
        typing = asyncio.ensure_future(_type_keys(link, fd))
        try:
            return await link.run(_TerminalScreen(watch))
        finally:
            typing.cancel()
            with suppress(OSError):
                terminal.write_now(sys.stdout.fileno(), watch.undo())


async def _type_keys(link: ShellLink, fd: int) -> None:
    from headwater.cli.terminal import EscapeReader, read_some, write_all

    escapes = EscapeReader()
    while data := await read_some(fd):
        typed, wanted = escapes.feed(data)
        if typed:
            await link.type(typed)
        for escape in wanted:
            if escape == "leave":
                link.leave()
            elif escape == "end":
                link.hang_up()
            else:
                await write_all(sys.stdout.fileno(), _as_line(_ESCAPE_HELP))
    link.leave()  # the terminal is gone


async def _talk_json(link: ShellLink, output: Output) -> ShellEnd:
    typing = asyncio.ensure_future(_type_input(link))
    try:
        return await link.run(_JsonScreen(link, output))
    finally:
        typing.cancel()


async def _type_input(link: ShellLink) -> None:
    from headwater.cli.terminal import read_some

    while data := await read_some(sys.stdin.fileno()):
        await link.type(data)
    await link.type(_CTRL_D)


class _TerminalScreen:
    """See `client.shell.Screen`: for a person."""

    def __init__(self, watch: Any) -> None:  # Any: a ModeWatch, of a module that is imported late
        self._watch = watch
        self._is_broken = False

    async def show_output(self, data: bytes) -> None:
        self._watch.note(data)
        await self._write(data)

    async def show_notice(self, text: str) -> None:
        await self._write(_as_line(text))

    async def show_connected(self, connected: Connected, *, missing_bytes: int) -> None:
        if self._is_broken:
            lost = f"; {missing_bytes} bytes of its output are lost" if missing_bytes else ""
            what = f"connected again{lost}" if connected.is_reconnected else "connected again, to a new shell"
            await self._write(_as_line(what))
        self._is_broken = False

    async def show_broken(self, reason: str) -> None:
        self._is_broken = True
        await self._write(_as_line(f"{reason}; connecting again (~. leaves)"))

    async def _write(self, data: bytes) -> None:
        from headwater.cli.terminal import write_all

        await write_all(sys.stdout.fileno(), data)


class _JsonScreen:
    """See `client.shell.Screen`: for a program, an object a line."""

    def __init__(self, link: ShellLink, output: Output) -> None:
        self._link = link
        self._output = output

    async def show_output(self, data: bytes) -> None:
        try:
            self._say("output", text=data.decode())
        except UnicodeDecodeError:
            self._say("output", base64=base64.b64encode(data).decode())

    async def show_notice(self, text: str) -> None:
        self._say("notice", text=text)

    async def show_connected(self, connected: Connected, *, missing_bytes: int) -> None:
        self._say(
            "connected",
            shellId=connected.shell_id,
            sessionId=self._link.address.session_id,
            reconnected=connected.is_reconnected,
            missingBytes=missing_bytes,
        )

    async def show_broken(self, reason: str) -> None:
        self._say("broken", reason=reason)

    def _say(self, event: str, **facts: object) -> None:
        self._output.data(json.dumps({"event": event, **facts}, ensure_ascii=False).encode() + b"\n")


def _tell_end(end: ShellEnd, link: ShellLink, agent: str, output: Output) -> int:
    """Say how it ended; the command's exit code."""
    if output.is_json:
        facts = {"event": "ended", "how": end.kind, "exitCode": end.exit_code, "message": end.message or None}
        output.data(json.dumps(facts).encode() + b"\n")
    elif end.kind in ("left", "taken-over"):
        where = link.address
        again = f"headwater shell {agent} --session {where.session_id} --shell-id {where.shell_id}"
        output.note(f"{end.message or 'the shell goes on'}; to come back: {again}")
    elif end.kind == "lost":
        output.error(end.message)
    if end.exit_code is not None:
        return end.exit_code
    return Exit.OK if end.kind == "left" else Exit.FAILED


def _as_line(text: str) -> bytes:
    """Words of ours, on a line of their own in a raw terminal."""
    return f"\r\n[headwater: {text}]\r\n".encode()
