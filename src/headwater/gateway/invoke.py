"""InvokeAgentRuntime and StopRuntimeSession."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

from headwater.core.authorizers import JwtRules
from headwater.core.errors import (
    AgentError,
    InvalidRequest,
)
from headwater.core.principals import Principal
from headwater.core.runtimes import ServerProtocol, Target
from headwater.gateway.access import Line, SessionAccess, check_rules, explain_end
from headwater.gateway.endings import Endings
from headwater.gateway.exchange import Exchange
from headwater.gateway.mcp import McpExchange, McpSessions
from headwater.gateway.relay import (
    MAX_PAYLOAD_BYTES,
    AskedElsewhere,
    Relay,
    RelayRequest,
    RequestUnread,
    build_too_large,
)
from headwater.gateway.segments import describe, hand_out, note_session, tracing
from headwater.http.asgi import RequestBody, Scope, Send, find_header, send_answer
from headwater.http.connection import ConnectionBroken
from headwater.sandbox.base import ExitStatus
from headwater.sessions.manager import SessionManager
from headwater.sessions.session import LogEvent, Session, SessionKey
from headwater.sessions.settings import SessionSettings
from headwater.sessions.turns import Turn, Turns
from headwater.telemetry import names
from headwater.telemetry.spans import Recorder, Segment
from headwater.wire import servertiming
from headwater.wire.headers import build_agent_headers, find_allowlist
from headwater.wire.protocols import CallDialect
from headwater.wire.protocols.mcp import READ_MAX_BYTES, read_message
from headwater.wire.restjson import Operation, encode_output
from headwater.wire.tracecontext import replace_context

#: The operations that this file serves.
ON_SESSIONS = frozenset({"InvokeAgentRuntime", "StopRuntimeSession"})
#: How an agent's address is asked beside POST, by clients of MCP.
INVOKING_METHODS = frozenset({"GET", "DELETE"})
#: A session that dies before it reads a request is started anew for it, until so many were tried.
_ATTEMPTS = 3
_REMEMBERED_STOPS = 10_000
_TIMING_HEADER = servertiming.ASKING_HEADER.encode()


class Invocations:
    """The two operations on sessions."""

    def __init__(
        self,
        access: SessionAccess,
        settings: SessionSettings,
        log_event: LogEvent,
        recorder: Recorder,
        turns: Turns,
        endings: Endings,
    ) -> None:
        self._endings = endings
        self._recorder = recorder
        self._turns = turns
        self._access = access
        self._settings = settings
        self._mcp_sessions = McpSessions()
        self._log_event = log_event
        self._stopped: OrderedDict[tuple[SessionKey, str], asyncio.Future[ExitStatus]] = OrderedDict()

    async def invoke(
        self,
        scope: Scope,
        body: RequestBody,
        send: Send,
        values: dict[str, Any],
        request_id: str,
        principal: Principal,
        rules: JwtRules | None = None,
        arrived_ns: int | None = None,
        dialect: CallDialect | None = None,
        turn: Turn | None = None,
    ) -> None:
        """Carry out an invocation whose head was parsed into `values`, by the service model's names.

        Args:
            arrived_ns: when the request came, by `time.perf_counter_ns`; None: now.
            dialect: is told what a failure's form depends on.
            turn: what becomes of it where its session serves others; None: as the runtime's limits have it.
        Raises:
            HeadwaterError: nothing was answered yet. AccessDenied: the session is somebody else's.
                RetryableConflict: the version has other rules by now than those he was let in by.
            ClientGone: the caller left.
        """
        dialect, turn = dialect or CallDialect(), turn or Turn()
        with tracing(self._recorder, _name_span(scope), scope, request_id, arrived_ns) as segment:
            try:
                await self._invoke(scope, body, send, values, principal, rules, segment, dialect, turn)
            finally:
                self._turns.give_back(turn)

    async def _invoke(
        self,
        scope: Scope,
        body: RequestBody,
        send: Send,
        values: dict[str, Any],
        principal: Principal,
        rules: JwtRules | None,
        segment: Segment,
        dialect: CallDialect,
        turn: Turn,
    ) -> None:
        request_id = segment.request_id or ""
        content_length = _read_content_length(scope)
        segment.begin_phase(names.ROUTE)
        target = await self._access.resolve(values, principal, rules)
        version = target.version
        dialect.protocol = version.protocol
        first = await _read_beginning(body, version.protocol)
        dialect.note_part(first)
        exchange = self._open_exchange(scope, values, dialect, target, principal, first, body)
        session_id = dialect.session_id = exchange.session_id
        describe(segment, segment.name, target, session_id)
        exchange.describe(segment)
        exchange.check()
        self._access.check_served(target)
        agent_headers = build_agent_headers(
            scope["headers"], session_id=session_id, request_id=request_id, allowlist=find_allowlist(version)
        )
        agent_headers = replace_context(agent_headers, segment.within(names.FIRST_BYTE), session_id)
        self._recorder.record(segment)
        if segment.recording is not None:
            segment.recording.keep_request(first)
        segment.begin_phase(names.FIND_OR_START)
        if exchange.takes_turns:
            await self._take_turn(turn, target, session_id, principal, body)
        for attempt in range(_ATTEMPTS):
            if attempt:
                segment.begin_phase(names.FIND_OR_START)
            if exchange.needs_live:
                session = self._access.get_live(target, session_id, principal)
            else:
                session = await self._access.find_or_start(target, session_id, principal)
            turn.check()
            note_session(self._recorder, segment, session)
            segment.begin_phase(names.CONNECT)
            line = Line()
            turn.cutting(line.hang_up)
            hand_out(self._recorder, segment, session)
            # At once, so that no more get in than its budget has.
            with (
                _ending(exchange, session, self._access.sessions),
                session.invocation(line.hang_up, segment, is_work=exchange.is_work),
                # Who waits for news waits for as long as he likes, and is not waited for.
                contextlib.nullcontext() if exchange.is_work else self._endings.calling(line.hang_up),
            ):
                try:
                    connection = await line.open(session)
                except ConnectionBroken as exc:
                    turn.check()
                    reasons = [reason async for reason in explain_end(session)]
                    if not reasons or attempt == _ATTEMPTS - 1:
                        raise AgentError(f"The agent {'; '.join(reasons) or exc}") from exc
                    continue
                request = RelayRequest(
                    path=exchange.choose_path(session),
                    exchange=exchange,
                    session=session,
                    agent_headers=agent_headers,
                    session_id=session_id,
                    request_id=request_id,
                    content_length=content_length,
                    first_byte_timeout_s=self._settings.first_byte_timeout_s,
                    stream_timeout_s=self._settings.stream_timeout_s,
                    log_agent_error=lambda status, text: self._log_event(
                        version,
                        session_id,
                        f"request {request_id}: the agent answered {status}: {text}",
                        endpoint=target.endpoint,
                        level="error",
                        request=segment,
                    ),
                    wants_timing=find_header(scope, _TIMING_HEADER) is not None,
                    segment=segment,
                    note_part=session.flow.note_part,
                    explain_end=partial(_explain_end, session, turn),
                )
                turn.on_sending()
                try:
                    return await Relay(request, connection, first, body, send).run()
                except (RequestUnread, AskedElsewhere):
                    if attempt == _ATTEMPTS - 1:
                        raise

    async def _take_turn(
        self, turn: Turn, target: Target, session_id: str, principal: Principal, body: RequestBody
    ) -> None:
        """Return when the session may be used; see `Turns.take`."""
        key = SessionKey(target.version.runtime_id, target.endpoint, session_id)
        if self._turns.is_busy(key):  # nothing is told of it, or done to it, before it is seen to be his
            await self._access.claim(target, session_id, principal)
        if body.is_complete:
            turn.wait_left = body.next_part
        await self._turns.take(key, turn)

    def _open_exchange(
        self,
        scope: Scope,
        values: dict[str, Any],
        dialect: CallDialect,
        target: Target,
        principal: Principal,
        first: bytes,
        body: RequestBody,
    ) -> Exchange:
        session_id = values["runtimeSessionId"]
        if target.version.protocol is not ServerProtocol.MCP:
            return Exchange(scope, session_id, dialect, target)
        message = read_message(first, is_whole=body.is_complete)
        return McpExchange(scope, session_id, dialect, target, principal, self._mcp_sessions, message)

    async def stop(
        self,
        operation: Operation,
        values: dict[str, Any],
        send: Send,
        request_id: str,
        principal: Principal,
        rules: JwtRules | None = None,
    ) -> None:
        """StopRuntimeSession: end the session's compute. Its id can be used again afterwards.

        Raises:
            NotFound: no such runtime, endpoint or live session.
            AccessDenied: the session is somebody else's.
        """
        target = self._access.resolver.resolve(values["agentRuntimeArn"], values.get("qualifier"), None)
        check_rules(target, rules)
        key = SessionKey(target.version.runtime_id, target.endpoint, values["runtimeSessionId"])
        done = (key, values["clientToken"])
        live = self._access.sessions.find(key)
        if live is not None:
            # StopRuntimeSession has no member for a user: who may call for users may stop theirs.
            self._access.owners.check(key.session_id, live.owner, principal, with_users=True)
        ended = self._stopped.get(done)
        if ended is not None:  # the same stop sent again, perhaps before the first was answered
            await asyncio.shield(ended)
        else:
            session = self._access.sessions.get(key)
            self._stopped[done] = session.ended
            if len(self._stopped) > _REMEMBERED_STOPS:
                self._stopped.popitem(last=False)
            await self._access.sessions.stop(session, "stopped-by-caller")
        answer = encode_output(operation, {"runtimeSessionId": key.session_id, "statusCode": 200})
        await send_answer(send, answer, [(b"x-amzn-requestid", request_id.encode())])


@contextlib.contextmanager
def _ending(exchange: Exchange, session: Session, sessions: SessionManager) -> Iterator[None]:
    """Afterwards, end the session if it was for this alone."""
    try:
        yield
    finally:
        reason = exchange.choose_end(session)
        if reason is not None:
            sessions.stop_nowait(session, reason)


def _name_span(scope: Scope) -> str:
    return names.INVOKE if scope["method"] == "POST" else names.MCP_SESSION_REQUEST


async def _read_beginning(body: RequestBody, protocol: ServerProtocol) -> bytes:
    """What is needed of a body to choose its session: a message of MCP's, however it was cut on its way."""
    first = await body.next_part()
    while protocol is ServerProtocol.MCP and not body.is_complete and len(first) <= READ_MAX_BYTES:
        first += await body.next_part()
    return first


async def _explain_end(session: Session, turn: Turn) -> AsyncIterator[str]:
    """Why an answer breaks off, as far as it is known here."""
    if turn.is_interrupted:
        yield "another request for its session interrupted it"
        return
    async for reason in explain_end(session):
        yield reason


def _read_content_length(scope: Scope) -> int | None:
    raw = find_header(scope, b"content-length")
    if raw is None:
        return None
    if not raw.isdigit():
        raise InvalidRequest(f"Content-Length {raw[:50]!r} is not a number")
    length = int(raw)
    if length > MAX_PAYLOAD_BYTES:
        raise build_too_large(length)
    return length
