"""A shell's two ends here: a terminal with keys and a screen, or lines of JSON."""

from __future__ import annotations

import asyncio
import base64
import json
import signal
import sys
from contextlib import suppress

from headwater.cli import terminal
from headwater.cli.output import Output
from headwater.client.shell import ShellEnd, ShellLink
from headwater.wire.shell import Connected, WindowSize

_ESCAPE_HELP = "~. leaves the shell, which goes on; ~K ends it; ~~ types a ~; each at the beginning of a line"
_CTRL_D = b"\x04"
#: Seconds until the end of input is typed again: one that comes while a shell gets ready for its next line is
#: lost.
_CTRL_D_PAUSE_S = 1.0


async def talk(link: ShellLink) -> ShellEnd:
    """Between the shell and the terminal of standard input and output, which is restored whatever happens."""
    keys, screen = sys.stdin.fileno(), sys.stdout.fileno()
    watch = terminal.ModeWatch()

    def tell_size() -> None:
        if (size := terminal.find_window_size(screen)) is not None:
            link.resize(WindowSize(*size))

    tell_size()
    handlers = {signal.SIGWINCH: tell_size, signal.SIGTERM: link.leave, signal.SIGHUP: link.leave}
    with terminal.raw_terminal(keys), terminal.on_signals(handlers):
        typing = asyncio.ensure_future(_type_keys(link, keys, screen))
        try:
            return await link.run(_TerminalScreen(screen, watch))
        finally:
            typing.cancel()
            with suppress(OSError):
                terminal.write_now(screen, watch.undo())


async def talk_json(link: ShellLink, output: Output) -> ShellEnd:
    """Types standard input, and Ctrl-D at its end; tells each event in a line."""
    typing = asyncio.ensure_future(_type_input(link))
    try:
        return await link.run(_JsonScreen(link, output))
    finally:
        typing.cancel()


async def _type_keys(link: ShellLink, keys: int, screen: int) -> None:
    escapes = terminal.EscapeReader()
    while data := await terminal.read_some(keys):
        typed, wanted = escapes.feed(data)
        if typed:
            await link.type(typed)
        for escape in wanted:
            if escape == "leave":
                link.leave()
            elif escape == "end":
                link.hang_up()
            else:
                await terminal.write_all(screen, _as_line(_ESCAPE_HELP))
    link.leave()  # the terminal is gone


async def _type_input(link: ShellLink) -> None:
    while data := await terminal.read_some(sys.stdin.fileno()):
        await link.type(data)
    while True:
        await link.type(_CTRL_D)
        await asyncio.sleep(_CTRL_D_PAUSE_S)


class _TerminalScreen:
    """See `client.shell.Screen`: for a person."""

    def __init__(self, screen: int, watch: terminal.ModeWatch) -> None:
        self._screen = screen
        self._watch = watch
        self._is_broken = False

    async def show_output(self, data: bytes) -> None:
        self._watch.note(data)
        await terminal.write_all(self._screen, data)

    async def show_notice(self, text: str) -> None:
        await terminal.write_all(self._screen, _as_line(text))

    async def show_connected(self, connected: Connected, *, missing_bytes: int) -> None:
        if not connected.is_reconnected:  # what the shell before it left on is nobody's
            await terminal.write_all(self._screen, self._watch.undo())
        if self._is_broken:
            lost = f"; {missing_bytes} bytes of its output are lost" if missing_bytes else ""
            what = f"connected again{lost}" if connected.is_reconnected else "connected again, to a new shell"
            await self.show_notice(what)
        self._is_broken = False

    async def show_broken(self, reason: str) -> None:
        self._is_broken = True
        await self.show_notice(f"{reason}; connecting again (~. leaves)")


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


def _as_line(text: str) -> bytes:
    """Words of ours, on a line of their own in a raw terminal."""
    return f"\r\n[headwater: {text}]\r\n".encode()
