"""InvokeAgentRuntime and StopRuntimeSession."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any, Protocol

from headwater.auth.owners import OwnerBook
from headwater.core.authorizers import JwtRules
from headwater.core.errors import (
    AccessDenied,
    AgentError,
    Conflict,
    HeadwaterError,
    InvalidRequest,
    RetryableConflict,
)
from headwater.core.principals import CallerKind, Principal
from headwater.core.runtimes import RuntimeVersion, Target
from headwater.gateway.relay import MAX_PAYLOAD_BYTES, Relay, RelayRequest, RequestUnread, build_too_large
from headwater.http.asgi import ClientGone, RequestBody, Scope, Send, find_header, send_answer
from headwater.http.connection import ConnectionBroken, HttpConnection
from headwater.sandbox.base import ExitStatus
from headwater.sandbox.startlog import StartLog
from headwater.sessions.connection import open_connection
from headwater.sessions.manager import SessionManager
from headwater.sessions.session import LogEvent, Session, SessionKey
from headwater.sessions.settings import SessionSettings
from headwater.telemetry import names
from headwater.telemetry.serverlog import note_segment
from headwater.telemetry.spans import Recorder, Segment, build_steps, current
from headwater.telemetry.traffic import type_of_status
from headwater.wire import servertiming
from headwater.wire.headers import build_agent_headers, build_allowlist
from headwater.wire.restjson import Operation, encode_output
from headwater.wire.tracecontext import find_context, replace_context

#: The operations that this file serves.
ON_SESSIONS = frozenset({"InvokeAgentRuntime", "StopRuntimeSession"})
#: Seconds to wait for the reason of an agent's end; the kernel's word comes within milliseconds.
_REASON_WAIT_S = 1.0
#: A session that dies before it reads a request is started anew for it, until so many were tried.
_ATTEMPTS = 3
_REMEMBERED_STOPS = 10_000
_TIMING_HEADER = servertiming.ASKING_HEADER.encode()
#: Seconds; below boto3's read timeout, after which it would send the prompt again.
_PREPARATION_WAIT_S = 50.0
_STOP_REASONS = {
    "stopped-by-caller": "the session was stopped",
    "idle-timeout": "the session was idle for too long",
    "max-lifetime": "the session reached its maximum lifetime",
    "runtime-deleted": "its agent runtime was deleted",
    "budget-cpu": "the session used up its budget of CPU time",
    "budget-wall": "the session used up its budget of time",
    "budget-requests": "the session used up its budget of requests",
    "server-shutdown": "the server is shutting down",
}


class TargetResolver(Protocol):
    """Finds what an invocation goes to; see `control.resolver`."""

    def resolve(self, arn_or_id: str, qualifier: str | None, account_id: str | None) -> Target: ...

    def failure_reason(self, runtime_id: str, number: int) -> str | None: ...


#: Returns when no version of the runtime with this id is being prepared.
WaitPrepared = Callable[[str], Awaitable[None]]


class Invocations:
    """The two operations on sessions."""

    def __init__(
        self,
        resolver: TargetResolver,
        sessions: SessionManager,
        settings: SessionSettings,
        log_event: LogEvent,
        wait_prepared: WaitPrepared,
        owners: OwnerBook,
        recorder: Recorder,
    ) -> None:
        self._recorder = recorder
        self._owners = owners
        self._resolver = resolver
        self._sessions = sessions
        self._settings = settings
        self._log_event = log_event
        self._wait_prepared = wait_prepared
        self._allowlists: dict[tuple[str, ...], frozenset[bytes]] = {(): frozenset()}
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
    ) -> None:
        """Carry out an invocation whose head was parsed into `values`, by the service model's names.

        Args:
            arrived_ns: when the request came, by `time.perf_counter_ns`; None: now.
        Raises:
            HeadwaterError: nothing was answered yet. AccessDenied: the session is somebody else's.
                RetryableConflict: the version has other rules by now than those he was let in by.
            ClientGone: the caller left.
        """
        segment = self._recorder.begin(names.INVOKE, find_context(scope["headers"]), arrived_ns=arrived_ns)
        segment.begin_phase(names.AUTHENTICATE)
        segment.request_id = request_id
        token = current.set(segment)
        note_segment(segment)
        try:
            await self._invoke(scope, body, send, values, principal, rules, segment)
        except BaseException as exc:
            segment.fail(*judge(exc))
            if isinstance(exc, HeadwaterError):
                segment.attributes[names.ERROR_CODE] = exc.code
            raise
        finally:
            current.reset(token)
            segment.end()

    async def _invoke(
        self,
        scope: Scope,
        body: RequestBody,
        send: Send,
        values: dict[str, Any],
        principal: Principal,
        rules: JwtRules | None,
        segment: Segment,
    ) -> None:
        request_id = segment.request_id or ""
        content_length = _read_content_length(scope)
        segment.begin_phase(names.ROUTE)
        target = await self._resolve(values)
        if principal.kind is not CallerKind.DOOR:  # a door has rules of its own, which the operator set
            _check_rules(target, rules)
        version, session_id = target.version, values["runtimeSessionId"]
        _describe(segment, target, session_id)
        failure = self._resolver.failure_reason(version.runtime_id, version.number)
        if failure is not None:
            raise AgentError(failure)
        agent_headers = build_agent_headers(
            scope["headers"], session_id=session_id, request_id=request_id, allowlist=self._allowlist(version)
        )
        agent_headers = replace_context(agent_headers, segment.within(names.FIRST_BYTE), session_id)
        first = await body.next_part()
        self._recorder.record(segment)
        if segment.recording is not None:
            segment.recording.keep_request(first)
        for attempt in range(_ATTEMPTS):
            segment.begin_phase(names.FIND_OR_START)
            owner = await self._claim(target, session_id, principal)
            session = await self._sessions.find_or_start(target, session_id, owner)
            if session.request_count == 0:
                self._note_start(segment, session)
            segment.attributes[names.COLD] = session.request_count == 0
            segment.begin_phase(names.CONNECT)
            line = _Line()
            self._hand_out(segment, session)
            # At once, so that no more get in than its budget has.
            with session.invocation(line.hang_up, segment):
                try:
                    connection = await line.open(session)
                except ConnectionBroken as exc:
                    reasons = [reason async for reason in _explain_end(session)]
                    if not reasons or attempt == _ATTEMPTS - 1:
                        raise AgentError(f"The agent {'; '.join(reasons) or exc}") from exc
                    continue
                request = RelayRequest(
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
                    explain_end=partial(_explain_end, session),
                )
                try:
                    return await Relay(request, connection, first, body, send).run()
                except RequestUnread:
                    if attempt == _ATTEMPTS - 1:
                        raise

    def _hand_out(self, segment: Segment, session: Session) -> None:
        """The session is about to learn of the trace."""
        handed = self._recorder.handed
        handed.note(segment.context, session.worker_id, began_here=segment.parent_id is None)

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
        target = self._resolver.resolve(values["agentRuntimeArn"], values.get("qualifier"), None)
        _check_rules(target, rules)
        key = SessionKey(target.version.runtime_id, target.endpoint, values["runtimeSessionId"])
        done = (key, values["clientToken"])
        live = self._sessions.find(key)
        if live is not None:
            # StopRuntimeSession has no member for a user: who may call for users may stop theirs.
            self._owners.check(key.session_id, live.owner, principal, with_users=True)
        ended = self._stopped.get(done)
        if ended is not None:  # the same stop sent again, perhaps before the first was answered
            await asyncio.shield(ended)
        else:
            session = self._sessions.get(key)
            self._stopped[done] = session.ended
            if len(self._stopped) > _REMEMBERED_STOPS:
                self._stopped.popitem(last=False)
            await self._sessions.stop(session, "stopped-by-caller")
        answer = encode_output(operation, {"runtimeSessionId": key.session_id, "statusCode": 200})
        await send_answer(send, answer, [(b"x-amzn-requestid", request_id.encode())])

    def _note_start(self, segment: Segment, session: Session) -> None:
        """Say how the session came to be, once that is known, which may be after the invocation's end."""
        assert session.worker is not None
        log = session.worker.start_log
        segment.attributes[names.START_MODE] = "spare" if log.was_spare else session.worker.mode
        if not log.was_spare and segment.context.is_sampled:
            log.known.add_done_callback(lambda _: self._add_steps(segment, log))

    def _add_steps(self, segment: Segment, log: StartLog) -> None:
        steps = [(step.name, step.start_ns, step.end_ns) for step in log.steps]
        if steps:
            self._recorder.add(build_steps(segment, names.FIND_OR_START, names.START_SESSION, steps))

    async def _claim(self, target: Target, session_id: str, principal: Principal) -> str | None:
        """Whose the session is: the caller's, or nobody's."""
        key = SessionKey(target.version.runtime_id, target.endpoint, session_id)
        live = self._sessions.find(key)
        if live is None:
            return await self._owners.claim(key.runtime_id, session_id, principal)
        self._owners.check(session_id, live.owner, principal)
        return live.owner

    async def _resolve(self, values: dict[str, Any]) -> Target:
        """What serves the call, once it can: a version that is being made ready is waited for."""
        names = (values["agentRuntimeArn"], values.get("qualifier"), values.get("accountId"))
        target = self._resolver.resolve(*names)
        if target.is_preparing:
            runtime_id = target.version.runtime_id
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_PREPARATION_WAIT_S):
                    await self._wait_prepared(runtime_id)
            target = self._resolver.resolve(*names)
            if target.is_preparing:
                raise Conflict(
                    f"agent runtime {runtime_id} is still being made ready after {_PREPARATION_WAIT_S:g} s;"
                    " call again when GetAgentRuntime says READY"
                )
        return target

    def _allowlist(self, version: RuntimeVersion) -> frozenset[bytes]:
        names = version.request_header_allowlist
        found = self._allowlists.get(names)
        if found is None:
            found = self._allowlists[names] = build_allowlist(names)
        return found


def _check_rules(target: Target, rules: JwtRules | None) -> None:
    """A caller is let in by the rules of one version; another one may serve the endpoint since.

    Who was let in by none has signed, or is asked for nothing in open mode.
    """
    if rules is None and target.version.authorizer is not None:
        raise AccessDenied("Authorization method mismatch: this agent runtime wants a bearer token (JWT)")
    if target.version.authorizer != rules:
        raise RetryableConflict(f"endpoint {target.endpoint} was updated meanwhile; call again")


def _describe(segment: Segment, target: Target, session_id: str) -> None:
    version = target.version
    segment.runtime_id = version.runtime_id
    segment.session_id = session_id
    segment.attributes |= {
        names.OPERATION: "InvokeAgentRuntime",
        names.REQUEST_ID: segment.request_id or "",
        names.AGENT_ID: version.runtime_id,
        names.RUNTIME_NAME: version.runtime_name,
        names.VERSION: str(version.number),
        names.ENDPOINT: target.endpoint,
        names.SESSION_ID: session_id,
    }


def judge(exc: BaseException) -> tuple[str, str]:
    """The outcome of an invocation that ended so, by `telemetry.names.OUTCOMES`, and what to say of it."""
    if isinstance(exc, ClientGone):
        return "client_gone", "the caller left"
    if not isinstance(exc, HeadwaterError):
        return "system", type(exc).__name__
    if isinstance(exc, AgentError):
        return "agent", exc.message
    return type_of_status(exc.http_status) or "system", exc.message


class _Line:
    """The connection of one invocation to its agent, which may be hung up before it is there."""

    def __init__(self) -> None:
        self._connection: HttpConnection | None = None
        self._is_hung_up = False

    async def open(self, session: Session) -> HttpConnection:
        """Connect. Nothing has been sent when this fails, so a lost session can be replaced."""
        assert session.worker is not None
        self._connection = await open_connection(session.worker.address)
        if self._is_hung_up:
            self._connection.close()
        return self._connection

    def hang_up(self) -> None:
        self._is_hung_up = True
        if self._connection is not None:
            self._connection.close()


async def _explain_end(session: Session) -> AsyncIterator[str]:
    """Why the session ends or has ended; nothing while it lives."""
    if session.stop_reason is None:
        try:
            status = await asyncio.wait_for(asyncio.shield(session.ended), _REASON_WAIT_S)
        except TimeoutError:
            return
    if session.stop_reason is None:
        yield status.describe()
    else:
        yield _STOP_REASONS.get(session.stop_reason, session.stop_reason)


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
