"""InvokeAgentRuntimeCommandShell: a client's WebSocket, joined to a shell in its session."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from headwater.core.errors import AgentError, InvalidRequest
from headwater.gateway import segments
from headwater.gateway.access import SessionAccess, describe_stop
from headwater.gateway.endings import Endings
from headwater.gateway.shells.connection import ShellConnection
from headwater.gateway.shells.registry import Shells
from headwater.gateway.shells.shell import Ending, Shell, Viewer, build_final_ending
from headwater.gateway.websockets.sockets import SocketCall
from headwater.http.asgi import ClientGone, find_header
from headwater.http.frames import SocketGone
from headwater.http.websocket import ServerSocket, SocketClosed
from headwater.sessions.session import Session
from headwater.sessions.shell_settings import ShellSettings
from headwater.telemetry import names
from headwater.telemetry.spans import Recorder, Segment
from headwater.wire.shell import OFFSET_HEADER, SHELL_ID_HEADER, CloseCode, is_shell_id

#: A session that ends before its shell has begun is started anew for it, until so many were tried.
_ATTEMPTS = 3
_OFFSET_DIGITS_MAX = 15
_SWITCHING = 101
#: What is on its way to a client is shown before the answer to his Ctrl-C.
_UNSENT_MAX_BYTES = 64 * 1024


class ShellSockets:
    """Opens WebSockets of shells."""

    #: As policies call it.
    OPERATION: ClassVar = names.SHELL

    def __init__(
        self,
        access: SessionAccess,
        shells: Shells,
        settings: ShellSettings,
        recorder: Recorder,
        endings: Endings,
    ) -> None:
        self._access = access
        self._shells = shells
        self._settings = settings
        self._recorder = recorder
        self._endings = endings

    async def serve(self, call: SocketCall) -> None:
        """A `SocketHandler`.

        Raises:
            HeadwaterError: it was not opened.
            ClientGone: the client left before it was.
        """
        with segments.tracing(
            self._recorder, names.SHELL, call.scope, call.request_id, call.arrived_ns
        ) as segment:
            await self._serve(call, segment)

    async def _serve(self, call: SocketCall, segment: Segment) -> None:
        segment.begin_phase(names.ROUTE)
        shell_id, offset = _read_shell_id(call), _read_offset(call)
        target = await self._access.resolve(call.values, call.principal, call.rules)
        segments.describe(segment, self.OPERATION, target, call.session_id)
        self._access.check_served(target)
        for attempt in range(_ATTEMPTS):
            segment.begin_phase(names.FIND_OR_START)
            session = await self._access.find_or_start(target, call.session_id, call.principal)
            segments.note_session(self._recorder, segment, session)
            segment.begin_phase(names.CONNECT)
            visit = _Visit(session)
            with self._visiting(visit, segment):
                try:
                    shell, was_there = await self._shells.find_or_start(session, shell_id)
                except AgentError:
                    if session.ended.done() and attempt < _ATTEMPTS - 1:
                        continue
                    raise
                await self._join(call, shell, offset, was_there, visit, segment)
                return

    @contextmanager
    def _visiting(self, visit: _Visit, segment: Segment) -> Iterator[None]:
        """The session is active, and its end, or the server's, ends the connection."""
        with visit.session.invocation(visit.hang_up, segment), self._endings.calling(visit.end):
            yield

    async def _join(
        self,
        call: SocketCall,
        shell: Shell,
        offset: int | None,
        was_there: bool,
        visit: _Visit,
        segment: Segment,
    ) -> None:
        with shell.attached(offset) as viewer:
            visit.attach(viewer)
            call.accept(headers=[(SHELL_ID_HEADER.encode(), shell.shell_id.encode())])
            call.socket.limit_unsent(_UNSENT_MAX_BYTES)
            segment.attributes[names.STATUS_CODE] = _SWITCHING
            segment.attributes[names.FIRST_BYTE_MS] = round(segment.begin_phase(names.STREAM) / 1e6, 3)
            connection = ShellConnection(_Messages(call.socket), shell, viewer)
            ending = await connection.run(
                is_reconnected=was_there,
                tells_offset=offset is not None,
                max_s=self._settings.connection_max_s,
            )
            segment.begin_phase(names.SETTLE)
            segment.attributes[names.CLOSE_CODE] = int(ending.code)
            if shell.ended.done() and not ending.is_gone:
                self._shells.forget(shell)


class _Visit:
    """A client that comes to a session, and can be sent away at any time."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._viewer: Viewer | None = None
        self._ending: Ending | None = None

    def attach(self, viewer: Viewer) -> None:
        self._viewer = viewer
        if self._ending is not None:
            viewer.end(self._ending)

    def hang_up(self) -> None:
        """The session is stopped."""
        reason = describe_stop(self.session) or "the session was stopped"
        self._cut(build_final_ending(CloseCode.DONE, reason))

    def end(self) -> None:
        """The server ends: nobody waits for a shell, as it has no end of its own."""
        self._cut(build_final_ending(CloseCode.GOING_AWAY, "the server is shutting down"))

    def _cut(self, ending: Ending) -> None:
        self._ending = ending
        if self._viewer is not None:
            self._viewer.end(ending)


class _Messages:
    """A socket whose client is gone when it has closed it."""

    def __init__(self, socket: ServerSocket) -> None:
        self._socket = socket

    async def receive(self) -> str | bytes:
        try:
            return await self._socket.receive()
        except SocketClosed as exc:
            raise ClientGone from exc

    async def send(self, message: bytes) -> None:
        try:
            await self._socket.send(message)
        except SocketGone as exc:
            raise ClientGone from exc

    async def close(self, code: int, reason: str) -> None:
        await self._socket.close(code, reason)


def _read_shell_id(call: SocketCall) -> str:
    """The shell that is asked for; a new one's where none is.

    Raises:
        InvalidRequest: it cannot be one's id.
    """
    shell_id = call.find_query("shellId")
    if not shell_id:
        return str(uuid.uuid4())
    if not is_shell_id(shell_id):
        raise InvalidRequest(
            f"shellId {shell_id[:200]!r} is not an id of a shell: 1 to 128 letters, digits, _ and -,"
            " beginning with a letter or digit"
        )
    return shell_id


def _read_offset(call: SocketCall) -> int | None:
    value = find_header(call.scope, OFFSET_HEADER.encode())
    if value is None:
        return None
    if not value.isdigit() or len(value) > _OFFSET_DIGITS_MAX:
        raise InvalidRequest(f"{OFFSET_HEADER} {value[:100].decode('latin-1')!r} is not a number of bytes")
    return int(value)
