"""An interactive shell in a session, held over as many connections as it takes.

    link = client.shell("weather", session_id=...)
    ended = await link.run(screen)          # until the shell ends, or `leave` is called

A connection that breaks is made anew with the same ids, and the server sends exactly what has not come yet.
What is typed meanwhile, or did not get there, is kept for the same shell, and dropped if it is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Literal, Protocol

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from headwater.client.errors import RequestFailed, ServerNotReachable
from headwater.client.record import SESSION_ID_HEADER
from headwater.client.typed import TypedKeys
from headwater.client.websocket import build_upgrade, open_upgrade, socket_path
from headwater.wire.errors import MalformedStream
from headwater.wire.shell import (
    MAX_PAYLOAD_BYTES,
    OFFSET_HEADER,
    Channel,
    CloseCode,
    Connected,
    Exited,
    Failed,
    WindowSize,
    decode_frame,
    encode_frame,
    encode_resize,
    parse_status,
)

#: Seconds between attempts to come back: the first, and the longest, each being twice the one before.
_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 5.0
#: For so long: a server keeps a shell without a client for 15 minutes.
_RECONNECT_WINDOW_S = 900.0
#: Of what was typed and is not known to have come; without a connection more is dropped.
_TYPED_MAX_BYTES = 256 * 1024
#: Answers to a handshake that another attempt may not get.
_PASSING_STATUSES = frozenset({408, 409, 425, 429, 500, 502, 503, 504})

End = Literal["exited", "left", "taken-over", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellEnd:
    """How it ended: with an exit code, by leaving it, by another client, or with its session or server."""

    kind: End
    exit_code: int | None = None
    message: str = ""


class Screen(Protocol):
    """What becomes of what a shell says. Each is waited for, so that a slow one slows the shell."""

    async def show_output(self, data: bytes) -> None:
        """What the shell printed."""

    async def show_notice(self, text: str) -> None:
        """Words of the platform."""

    async def show_connected(self, connected: Connected, *, missing_bytes: int) -> None:
        """A connection is there; `missing_bytes` of the output before are lost."""

    async def show_broken(self, reason: str) -> None:
        """The connection is gone, and is being made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellAddress:
    """Where a shell is, or is to be, and who asks for it."""

    url: str
    arn: str
    session_id: str
    shell_id: str
    qualifier: str
    bearer_token: str | None = None


class _Lost(Exception):
    """The connection broke, or the server has asked to come again."""


class ShellLink:
    """Used by one `run`. The other methods may be called meanwhile, in its event loop."""

    def __init__(self, address: ShellAddress) -> None:
        self.address = address
        #: How much of the shell's output has come, in bytes since its start.
        self.offset = 0
        self._size: WindowSize | None = None
        self._typed = TypedKeys()
        self._is_connected = False
        self._was_connected = False
        self._has_size_to_tell = False
        self._has_hang_up_to_tell = False
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._leaving = asyncio.Event()

    async def run(self, screen: Screen) -> ShellEnd:
        """Until the shell ends, or is left.

        Raises:
            RequestFailed: the server refuses.
            ServerNotReachable: nothing answers, at first or for 15 minutes.
        """
        work = asyncio.ensure_future(self._run(screen))
        leaving = asyncio.ensure_future(self._leaving.wait())
        try:
            await asyncio.wait((work, leaving), return_when=asyncio.FIRST_COMPLETED)
            return work.result() if work.done() else ShellEnd(kind="left")
        finally:
            for task in (work, leaving):
                task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await work

    async def type(self, data: bytes) -> None:
        """Send what was typed. Waits while the shell does not take it."""
        while len(self._typed) >= _TYPED_MAX_BYTES and self._is_connected:
            self._room.clear()
            await self._room.wait()
        room_bytes = max(0, _TYPED_MAX_BYTES - len(self._typed))
        self._typed.add(data if self._is_connected else data[:room_bytes])
        self._news.set()

    def resize(self, size: WindowSize) -> None:
        """Tell the shell how large the window is; again with each connection."""
        self._size, self._has_size_to_tell = size, True
        self._news.set()

    def leave(self) -> None:
        """End `run`; the shell goes on, and waits for somebody to come back."""
        self._leaving.set()

    def hang_up(self) -> None:
        """Ask for the shell's end."""
        self._has_hang_up_to_tell = True
        self._news.set()

    async def _run(self, screen: Screen) -> ShellEnd:
        loop = asyncio.get_running_loop()
        pause_s = _FIRST_PAUSE_S
        lost_at_s: float | None = None
        while True:
            try:
                connection = await self._connect()
            except _Lost as exc:
                if lost_at_s is None or loop.time() - lost_at_s > _RECONNECT_WINDOW_S:
                    raise ServerNotReachable(str(exc)) from exc
            else:
                pause_s, lost_at_s = _FIRST_PAUSE_S, None
                try:
                    async with connection:
                        return await self._carry(connection, screen)
                except _Lost as exc:
                    await screen.show_broken(str(exc))
                finally:
                    self._is_connected = False
                    self._room.set()
            lost_at_s = loop.time() if lost_at_s is None else lost_at_s
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)

    async def _connect(self) -> ClientConnection:
        url, headers = build_request(self.address, self.offset)
        try:
            return await open_upgrade(self.address.url, url, headers, is_interactive=True)
        except ServerNotReachable as exc:
            raise _Lost(exc.message) from exc
        except RequestFailed as exc:
            if self._was_connected and exc.status in _PASSING_STATUSES:
                raise _Lost(exc.message) from exc
            raise

    async def _carry(self, connection: ClientConnection, screen: Screen) -> ShellEnd:
        sending = asyncio.ensure_future(self._send(connection))
        try:
            while True:
                try:
                    message = await connection.recv()
                except ConnectionClosed as exc:
                    return _judge_close(exc)
                end = await self._take(message, screen)
                if end is not None:
                    return end
        finally:
            sending.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionClosed):
                await sending

    async def _take(self, message: str | bytes, screen: Screen) -> ShellEnd | None:
        if isinstance(message, str):
            return None
        try:
            frame = decode_frame(message)
            if frame.channel == Channel.STDOUT:
                self.offset += len(frame.payload)
                await screen.show_output(frame.payload)
            elif frame.channel == Channel.STDERR:
                await screen.show_notice(frame.payload.decode("utf-8", "replace").rstrip())
            elif frame.channel == Channel.STATUS:
                return await self._take_status(frame.payload, screen)
            elif frame.channel == Channel.HEARTBEAT:
                self._typed.note_heartbeat()
                self._room.set()
                self._news.set()
            elif frame.channel == Channel.CLOSE:
                return ShellEnd(kind="lost", message="the server has ended the shell")
        except MalformedStream as exc:
            await screen.show_notice(exc.message)
        return None

    async def _take_status(self, payload: bytes, screen: Screen) -> ShellEnd | None:
        status = parse_status(payload)
        if isinstance(status, Exited):
            return ShellEnd(kind="exited", exit_code=status.code)
        if isinstance(status, Failed):
            return ShellEnd(kind="lost", message=status.message)
        begins_at = self.offset if status.offset is None else status.offset
        missing_bytes = max(0, begins_at - self.offset) if status.is_reconnected else 0
        is_same_shell = status.is_reconnected or not self._was_connected
        self._typed.begin(status.typed, is_same_shell=is_same_shell)
        self.offset = begins_at
        self._is_connected = self._was_connected = True
        self._has_size_to_tell = self._size is not None
        self._news.set()
        await screen.show_connected(status, missing_bytes=missing_bytes)
        return None

    async def _send(self, connection: ClientConnection) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            if not self._is_connected:
                continue
            if self._has_size_to_tell and self._size is not None:
                self._has_size_to_tell = False
                await connection.send(encode_resize(self._size))
            while part := self._typed.take(MAX_PAYLOAD_BYTES):
                await connection.send(encode_frame(Channel.STDIN, part))
            if self._typed.asks():
                await connection.send(encode_frame(Channel.HEARTBEAT))
            if self._has_hang_up_to_tell:
                self._has_hang_up_to_tell = False
                await connection.send(encode_frame(Channel.CLOSE))


def build_request(address: ShellAddress, offset: int) -> tuple[str, list[tuple[str, str]]]:
    """The URL and the headers that ask for a shell's output from `offset` on."""
    return build_upgrade(
        address.url,
        f"{socket_path(address.arn)}/shells",
        {"qualifier": address.qualifier, "shellId": address.shell_id},
        {SESSION_ID_HEADER: address.session_id, OFFSET_HEADER: str(offset)},
        address.bearer_token,
    )


def _judge_close(exc: ConnectionClosed) -> ShellEnd:
    """What a close means.

    Raises:
        _Lost: connect again.
        RequestFailed: the server found fault with what was sent.
    """
    close = exc.rcvd
    if close is None or close.code in (CloseCode.GOING_AWAY, 1006, 1011, 1012, 1013, 1014):
        raise _Lost((close and close.reason) or "the connection broke") from exc
    if close.code == CloseCode.KICKED:
        return ShellEnd(kind="taken-over", message="another client has taken the shell over")
    if close.code == CloseCode.DONE:
        return ShellEnd(kind="lost", message=close.reason or "the server has ended the shell")
    message = f"the server closed the connection: {close.reason or 'no reason given'} ({close.code})"
    raise RequestFailed(message, status=400, code=f"Close{close.code}") from exc
