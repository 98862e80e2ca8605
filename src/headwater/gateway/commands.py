"""InvokeAgentRuntimeCommand: a shell command in a session, what it prints as events.

Each is a fresh shell, not an interactive one: nothing of it is left for the next but what it did to files and
what it left running. It counts as activity of its session, and as a request of its budget. The log has the
command, and not what it printed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from headwater.core.authorizers import JwtRules
from headwater.core.errors import (
    AgentError,
    HeadwaterError,
    InvalidRequest,
    PlatformError,
    SandboxError,
    Throttled,
)
from headwater.core.principals import Principal
from headwater.core.runtimes import Target
from headwater.gateway.access import SessionAccess, explain_end
from headwater.gateway.commandstream import CommandStream, Outcome, OutputPipe, SendBytes
from headwater.http.asgi import ClientGone, RequestBody, Send
from headwater.sandbox.base import CommandPlan, ExitStatus, RunningCommand
from headwater.sandbox.shells import build_shell_command
from headwater.sessions.session import LogEvent, Session, SessionKey
from headwater.sessions.settings import CommandSettings
from headwater.telemetry import names
from headwater.telemetry.spans import Segment
from headwater.wire import commandevents
from headwater.wire.headers import REQUEST_ID, SESSION_ID

#: Seconds; AgentCore's.
DEFAULT_TIMEOUT_S = 300
TIMEOUT_MAX_S = 3600
COMMAND_MAX_BYTES = 64 * 1024
#: A session that ends before the command begins is started anew for it, until so many were tried.
_ATTEMPTS = 3
#: Of a command that is said in the log.
_LOGGED_CHARS = 2000
#: Seconds that a caller has to take the last word when the server ends.
_LAST_WORD_S = 1.0
_SERVER_ENDS = "The server is shutting down, and has ended the command"
_INVALID = "1 validation error detected:"
#: As shells tell of what was killed.
_KILLED = 128 + 9
#: What an answer has that nobody else told the end of.
_UNKNOWN_EXIT_CODE = -1


class Commands:
    """The operation."""

    def __init__(self, access: SessionAccess, settings: CommandSettings, log_event: LogEvent) -> None:
        self._access = access
        self._settings = settings
        self._log_event = log_event
        #: Of each session that has any.
        self._running: Counter[SessionKey] = Counter()

    async def run(
        self,
        body: RequestBody,
        send: Send,
        values: dict[str, Any],  # Any: members have their own types
        request_id: str,
        principal: Principal,
        rules: JwtRules | None,
        segment: Segment,
    ) -> None:
        """Carry out a command whose request was parsed into `values`, by the service model's names.

        Args:
            body: read already; it tells when the caller leaves.
            segment: what is noted of it.
        Raises:
            HeadwaterError: nothing was answered yet.
            ClientGone: the caller left; the command has ended.
        """
        text, timeout_s = _read_body(values["body"])
        target = await self._access.resolve(values, principal, rules)
        session_id = values["runtimeSessionId"]
        _describe(segment, target, session_id, request_id)
        self._access.check_served(target)
        key = SessionKey(target.version.runtime_id, target.endpoint, session_id)
        with self._counted(key):
            for attempt in range(_ATTEMPTS):
                session = await self._find_or_start(target, key, principal)
                line = _Line()
                with session.invocation(line.hang_up, segment, asks_agent=False):
                    try:
                        begun = await self._begin(session, text)
                    except AgentError as exc:
                        if not _has_ended(session):
                            raise
                        if attempt == _ATTEMPTS - 1:
                            raise await _explain(session) or exc from exc
                        continue
                    async with begun:
                        line.hold(begun.command)
                        self._note(
                            session, segment, f"a command is run in the session: {text[:_LOGGED_CHARS]!r}"
                        )
                        stream = CommandStream(
                            begun.command,
                            begun.pipes,
                            _sender(send),
                            timeout_s=timeout_s,
                            output_max_bytes=self._settings.output_max_bytes,
                        )
                        await self._answer(stream, session, segment, body, send)
                        return

    async def _find_or_start(self, target: Target, key: SessionKey, principal: Principal) -> Session:
        live = self._access.sessions.find(key)
        if live is None:
            return await self._access.find_or_start(target, key.session_id, principal)
        # As StopRuntimeSession's, the request has no member for a user: who may call for users may do this.
        self._access.owners.check(key.session_id, live.owner, principal, with_users=True)
        return await self._access.sessions.find_or_start(target, key.session_id, live.owner)

    @contextmanager
    def _counted(self, key: SessionKey) -> Iterator[None]:
        """Raises: Throttled: too many run already."""
        settings = self._settings
        if self._running[key] >= settings.session_max_count:
            raise Throttled(
                f"Session {key.session_id} already runs {self._running[key]} commands, the most that one may"
                " (commands.session_max_count)"
            )
        if self._running.total() >= settings.running_max_count:
            raise Throttled(
                f"This server already runs {self._running.total()} commands, its maximum"
                " (commands.running_max_count)"
            )
        self._running[key] += 1
        try:
            yield
        finally:
            self._running[key] -= 1
            if not self._running[key]:
                del self._running[key]

    async def _begin(self, session: Session, text: str) -> _Begun:
        worker = session.worker
        assert worker is not None
        plan = CommandPlan(argv=build_shell_command(text))
        with ExitStack() as on_failure, ExitStack() as handed:
            try:
                nothing = os.open(os.devnull, os.O_RDONLY)
                handed.callback(os.close, nothing)
                pipes = OutputPipe("stdout", on_failure, handed), OutputPipe("stderr", on_failure, handed)
            except OSError as exc:
                raise SandboxError(f"the command's pipes cannot be made: {exc.strerror}") from exc
            fds = (nothing, pipes[0].handed_fd, pipes[1].handed_fd)
            begun = _Begun(await worker.run_command(plan, fds), pipes, worker.exited)
            on_failure.pop_all()
            return begun

    async def _answer(
        self,
        stream: CommandStream,
        session: Session,
        segment: Segment,
        body: RequestBody,
        send: Send,
    ) -> None:
        headers = [
            (b"content-type", commandevents.CONTENT_TYPE.encode()),
            (SESSION_ID.lower().encode(), session.key.session_id.encode()),
            (REQUEST_ID.lower().encode(), (segment.request_id or "").encode()),
        ]
        send_bytes = _sender(send)
        began_s = time.monotonic()
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send_bytes(commandevents.encode_start())
        try:
            outcome = await stream.run(body)
        except ClientGone:
            self._note(session, segment, "the command was ended: its caller left")
            raise
        except asyncio.CancelledError:
            # As of an invocation: the end of the time that a server has to drain, and no more.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORD_S):
                    await send_bytes(commandevents.encode_failure(PlatformError.code, _SERVER_ENDS))
                    await send({"type": "http.response.body", "body": b""})
            return
        problem = outcome.problem or await _find_session_problem(session, outcome)
        took = f"after {time.monotonic() - began_s:.3f} s; it printed {outcome.sent_bytes} bytes"
        if problem is not None:
            self._note(session, segment, f"the command ended {took}: {problem.message}")
            await send_bytes(commandevents.encode_failure(problem.code, problem.message))
        else:
            code = _UNKNOWN_EXIT_CODE if outcome.exit_code is None else outcome.exit_code
            status: commandevents.Status = "TIMED_OUT" if outcome.is_timed_out else "COMPLETED"
            self._note(session, segment, f"the command ended {took}: {status}, exit code {code}")
            await send_bytes(commandevents.encode_stop(code, status))
        await send({"type": "http.response.body", "body": b""})

    def _note(self, session: Session, segment: Segment, text: str) -> None:
        key = session.key
        self._log_event(session.version, key.session_id, text, endpoint=key.endpoint, request=segment)


class _Begun:
    """A command that runs, and what it prints to. Leaving it ends the command."""

    def __init__(
        self,
        command: RunningCommand,
        pipes: tuple[OutputPipe, OutputPipe],
        session_ended: asyncio.Future[ExitStatus],
    ) -> None:
        self.command = command
        self.pipes = pipes
        self._session_ended = session_ended

    async def __aenter__(self) -> _Begun:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        self.command.kill()
        for pipe in self.pipes:
            pipe.leave(self._session_ended)


class _Line:
    """What a session's end breaks off: its command, which may not be there yet."""

    def __init__(self) -> None:
        self._command: RunningCommand | None = None
        self._is_hung_up = False

    def hold(self, command: RunningCommand) -> None:
        self._command = command
        if self._is_hung_up:
            command.kill()

    def hang_up(self) -> None:
        self._is_hung_up = True
        if self._command is not None:
            self._command.kill()


def _read_body(body: dict[str, Any]) -> tuple[str, float]:  # Any: members have their own types
    """The command and its timeout in seconds.

    Raises:
        InvalidRequest: with the value.
    """
    text: str = body["command"]
    timeout_s: int = body.get("timeout", DEFAULT_TIMEOUT_S)
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise InvalidRequest(f"{_INVALID} 'body.command' holds half a surrogate pair") from None
    if size > COMMAND_MAX_BYTES:
        raise InvalidRequest(f"{_INVALID} 'body.command' has {size} bytes, of at most {COMMAND_MAX_BYTES}")
    if "\0" in text:
        raise InvalidRequest(f"{_INVALID} 'body.command' holds a character of code 0")
    if not 1 <= timeout_s <= TIMEOUT_MAX_S:
        raise InvalidRequest(
            f"{_INVALID} Value {timeout_s} at 'body.timeout' failed to satisfy constraint: it must be 1 to"
            f" {TIMEOUT_MAX_S} seconds"
        )
    return text, float(timeout_s)


def _describe(segment: Segment, target: Target, session_id: str, request_id: str) -> None:
    version = target.version
    segment.runtime_id, segment.session_id, segment.request_id = version.runtime_id, session_id, request_id
    segment.attributes |= {
        names.OPERATION: names.COMMAND,
        names.REQUEST_ID: request_id,
        names.AGENT_ID: version.runtime_id,
        names.RUNTIME_NAME: version.runtime_name,
        names.VERSION: str(version.number),
        names.ENDPOINT: target.endpoint,
        names.SESSION_ID: session_id,
    }


async def _find_session_problem(session: Session, outcome: Outcome) -> HeadwaterError | None:
    """What to say where the command has ended because its session did."""
    if outcome.exit_code is not None and (session.stop_reason is None or outcome.exit_code != _KILLED):
        return None
    return await _explain(session)


async def _explain(session: Session) -> AgentError | None:
    async for reason in explain_end(session):
        return AgentError(f"The command ended with its session: {reason}")
    return None


def _has_ended(session: Session) -> bool:
    return session.worker is None or session.worker.exited.done()


def _sender(send: Send) -> SendBytes:
    async def send_bytes(data: bytes) -> None:
        await send({"type": "http.response.body", "body": data, "more_body": True})

    return send_bytes
