"""InvokeAgentRuntimeWithWebSocketStream: a client's WebSocket, carried to `/ws` of its session's agent."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar
from urllib.parse import urlencode

from headwater.core.errors import AgentError
from headwater.core.runtimes import Target
from headwater.gateway import segments
from headwater.gateway.access import SessionAccess, describe_stop, explain_end
from headwater.gateway.endings import Endings
from headwater.gateway.websockets.relay import SocketEnd, SocketRelay
from headwater.gateway.websockets.sockets import SocketCall
from headwater.http.asgi import ClientGone, RawHeaders
from headwater.http.connection import ConnectionBroken, HttpConnection, ResponseHead
from headwater.sessions.connection import open_connection
from headwater.sessions.session import LogEvent, Session
from headwater.sessions.settings import SessionSettings, SocketSettings
from headwater.sessions.sockets import AgentSocket, Opening
from headwater.telemetry import names
from headwater.telemetry.socket_counts import SocketCounts
from headwater.telemetry.spans import Recorder, Segment
from headwater.wire.headers import build_agent_headers, build_allowlist
from headwater.wire.tracecontext import add_context, replace_context
from headwater.wire.websocket import ABNORMAL, GOING_AWAY, POLICY_VIOLATED, SERVER_ERROR

_PATH = b"/ws"
#: A session that dies before it reads the handshake is started anew for it, until so many were tried.
_ATTEMPTS = 3
#: How much of an agent's refusal goes to the log.
_LOGGED_BYTES = 8192
_READ_REFUSAL_S = 5.0
#: Of a request's headers, what an upgrade has not.
_NOT_OF_UPGRADES = frozenset({b"content-type", b"accept"})
_SWITCHING = 101
#: What a client is told by who broke a bound or the protocol.
_CALLERS_FAULTS = frozenset({1002, 1007, POLICY_VIOLATED, 1009})


class AgentSockets:
    """Opens WebSockets of agents."""

    #: As policies call it.
    OPERATION: ClassVar = names.SOCKET

    def __init__(
        self,
        access: SessionAccess,
        settings: SessionSettings,
        bounds: SocketSettings,
        log_event: LogEvent,
        recorder: Recorder,
        endings: Endings,
        counts: SocketCounts,
    ) -> None:
        self._access = access
        self._settings = settings
        self._bounds = bounds
        self._log_event = log_event
        self._recorder = recorder
        self._endings = endings
        self._counts = counts

    async def serve(self, call: SocketCall) -> None:
        """A `SocketHandler`.

        Raises:
            HeadwaterError: it was not opened.
            ClientGone: the client left before it was.
        """
        with segments.tracing(
            self._recorder, names.SOCKET, call.scope, call.request_id, call.arrived_ns
        ) as segment:
            await self._serve(call, segment)

    async def _serve(self, call: SocketCall, segment: Segment) -> None:
        segment.begin_phase(names.ROUTE)
        target = await self._access.resolve(call.values, call.principal, call.rules)
        segments.describe(segment, self.OPERATION, target, call.session_id)
        self._access.check_served(target)
        headers = self._build_headers(call, target, segment)
        for attempt in range(_ATTEMPTS):
            segment.begin_phase(names.FIND_OR_START)
            session = await self._access.find_or_start(target, call.session_id, call.principal)
            segments.note_session(self._recorder, segment, session)
            segment.begin_phase(names.CONNECT)
            segments.hand_out(self._recorder, segment, session)
            joining = _Joining(session)
            # At once, so that no more get in than its budget has.
            with session.invocation(joining.hang_up, segment), self._endings.calling(joining.end):
                try:
                    agent = await self._open(call, session, headers, segment, joining)
                except _Unread:
                    if attempt < _ATTEMPTS - 1:
                        continue
                    raise
                await self._join(call, session, agent, segment, joining)
                return

    def _build_headers(self, call: SocketCall, target: Target, segment: Segment) -> RawHeaders:
        headers = build_agent_headers(
            call.scope["headers"],
            session_id=call.session_id,
            request_id=call.request_id,
            allowlist=build_allowlist(target.version.request_header_allowlist),
        )
        headers = [pair for pair in headers if pair[0] not in _NOT_OF_UPGRADES]
        return replace_context(headers, segment.within(names.FIRST_BYTE), call.session_id)

    async def _open(
        self, call: SocketCall, session: Session, headers: RawHeaders, segment: Segment, joining: _Joining
    ) -> AgentSocket:
        """The agent's side, open.

        Raises:
            _Unread: the agent's process ended before it read the handshake.
            AgentError: it does not open it.
            ClientGone: the client left meanwhile.
        """
        assert session.worker is not None
        connection: HttpConnection | None = None
        try:
            connection = await open_connection(session.worker.address)
            joining.connected(connection)
            opening = Opening(connection)
            target = _PATH + (b"?" + urlencode(call.query).encode() if call.query else b"")
            opening.ask(target, headers, call.subprotocols)
            segment.begin_phase(names.FIRST_BYTE)
            with call.socket.calling_when_gone(connection.close):
                head = await self._read_answer(opening)
                if head.status != _SWITCHING:
                    await self._refuse(call, session, connection, head, segment)
            return opening.take(head, self._bounds.frame_max_bytes)
        except ConnectionBroken as exc:
            if connection is not None:
                connection.close()
            if call.socket.is_gone:
                raise ClientGone from exc
            reasons = [reason async for reason in explain_end(session)]
            kind = _Unread if reasons and (connection is None or connection.is_unread) else AgentError
            raise kind(f"The agent did not open the WebSocket: {'; '.join(reasons) or exc}") from exc
        except BaseException:
            if connection is not None:
                connection.close()
            raise

    async def _read_answer(self, opening: Opening) -> ResponseHead:
        timeout_s = self._settings.first_byte_timeout_s
        try:
            async with asyncio.timeout(timeout_s):
                return await opening.read_answer()
        except TimeoutError:
            raise AgentError(
                f"The agent did not answer the WebSocket's handshake in {timeout_s:g} s"
            ) from None

    async def _refuse(
        self,
        call: SocketCall,
        session: Session,
        connection: HttpConnection,
        head: ResponseHead,
        segment: Segment,
    ) -> None:
        """Its text is for the agent's author, in the log, and not for the caller."""
        shown = bytearray()
        try:
            async with asyncio.timeout(_READ_REFUSAL_S):
                async for part in connection.read_body():
                    shown += part
                    if len(shown) > _LOGGED_BYTES:
                        break
        except (ConnectionBroken, TimeoutError):
            pass
        text = bytes(shown[:_LOGGED_BYTES]).decode("utf-8", "replace")
        self._log_event(
            session.version,
            call.session_id,
            f"request {call.request_id}: the agent answered {head.status} to a WebSocket at /ws: {text}",
            endpoint=session.key.endpoint,
            level="error",
            request=segment,
        )
        answered = "Received error" if head.status >= 400 else "The handshake was not answered by 101 but"
        raise AgentError(
            f"{answered} ({head.status}) from runtime. Please check the runtime's logs (headwater logs)"
            " for more information."
        )

    async def _join(
        self, call: SocketCall, session: Session, agent: AgentSocket, segment: Segment, joining: _Joining
    ) -> None:
        try:
            answer: RawHeaders = []
            add_context(answer, segment.context)
            call.accept(agent.subprotocol, answer)
        except BaseException:
            agent.abort()
            raise
        segment.attributes[names.STATUS_CODE] = _SWITCHING
        segment.attributes[names.FIRST_BYTE_MS] = round(segment.begin_phase(names.STREAM) / 1e6, 3)
        relay = SocketRelay(
            call.socket,
            agent,
            frames_per_s=self._bounds.frames_per_s,
            duration_max_s=self._bounds.duration_max_s,
            note_part=session.flow.note_part,
            explain_end=partial(explain_end, session),
        )
        joining.joined(relay)
        try:
            with self._counts.opened(session.version.runtime_name):
                _note_end(segment, await relay.run())
        finally:
            segment.begin_phase(names.SETTLE)
            segment.attributes |= {
                names.REQUEST_BYTES: relay.inbound.bytes_count,
                names.RESPONSE_BYTES: relay.outbound.bytes_count,
                names.FRAMES_IN: relay.inbound.frames_count,
                names.FRAMES_OUT: relay.outbound.frames_count,
            }


class _Unread(AgentError):
    """The agent's process ended before it read the handshake, so another one may be given it."""


class _Joining:
    """What is being opened or carried for one client, so that it can be cut off at any time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection: HttpConnection | None = None
        self._relay: SocketRelay | None = None
        self._reason: str | None = None

    def connected(self, connection: HttpConnection) -> None:
        self._connection = connection
        if self._reason is not None:
            connection.close()

    def joined(self, relay: SocketRelay) -> None:
        self._relay = relay
        if self._reason is not None:
            relay.cut(GOING_AWAY, self._reason)

    def hang_up(self) -> None:
        """The session is stopped."""
        self._cut(describe_stop(self._session) or "the session was stopped")

    def end(self) -> None:
        """The server ends: nobody waits for a WebSocket, as it has no end of its own."""
        self._cut("the server is shutting down")

    def _cut(self, reason: str) -> None:
        self._reason = reason
        if self._relay is not None:
            self._relay.cut(GOING_AWAY, reason)
        elif self._connection is not None:
            self._connection.close()


def _note_end(segment: Segment, end: SocketEnd) -> None:
    close = end.close
    segment.attributes |= {names.CLOSE_CODE: close.code, names.CLOSED_BY: end.side}
    if end.side == "client" and close.code == ABNORMAL:
        segment.fail("client_gone", "the caller left")
    elif end.side == "client" and close.code in _CALLERS_FAULTS:
        segment.fail("user", close.reason)
    elif end.side == "agent" and (close.code == SERVER_ERROR or close.code in _CALLERS_FAULTS):
        segment.fail("agent", close.reason or "the agent closed the WebSocket with an error")
