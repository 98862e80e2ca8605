"""Shell commands in sessions, as their caller sees them: iterate what they print, ask for the exit code then.

    with client.run_command("weather", "pip list", session_id=session) as command:
        for output in command:
            print(output.text, end="")
    print(command.exit_code)

Leaving before its end ends the command.
"""

from __future__ import annotations

import json
import uuid
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx

from headwater.client.address import segment
from headwater.client.errors import InvocationFailed
from headwater.client.record import REQUEST_ID_HEADER, SESSION_ID_HEADER, parse_failure
from headwater.client.transport import CONNECT_TIMEOUT_S, reaching
from headwater.core.identifiers import DEFAULT_ENDPOINT
from headwater.wire.commandevents import CONTENT_TYPE, CommandDecoder, Failed, Output, Stopped
from headwater.wire.errors import MalformedStream

#: AgentCore's own, where the caller says nothing.
DEFAULT_COMMAND_TIMEOUT_S = 300
#: Seconds beyond a command's own that the server may be silent: for its session to start, and for its end.
_SLACK_S = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandResult:
    """A command that has ended. `exit_code` is -1 where the platform failed."""

    stdout: str
    stderr: str
    exit_code: int
    is_timed_out: bool
    session_id: str


class CommandView:
    """What can be asked of a command, as far as it has come. Shared by both kinds."""

    def __init__(self, session_id: str) -> None:
        self.session_id = session_id
        self.request_id: str | None = None
        self._stopped: Stopped | None = None
        self._decoder = CommandDecoder()
        self._status = 0

    @property
    def exit_code(self) -> int | None:
        """None: it runs, or its answer was not read to its end."""
        return None if self._stopped is None else self._stopped.exit_code

    @property
    def is_timed_out(self) -> bool:
        """Whether it was ended because it took too long."""
        return self._stopped is not None and self._stopped.status == "TIMED_OUT"

    def _begin(self, response: httpx.Response) -> None:
        self._status = response.status_code
        self.request_id = response.headers.get(REQUEST_ID_HEADER)

    def _feed(self, chunk: bytes) -> list[Output]:
        found = []
        for event in self._decoder.feed(chunk):
            match event:
                case Output():
                    found.append(event)
                case Stopped():
                    self._stopped = event
                case Failed(code, message):
                    raise self._failure(message, code[:1].upper() + code[1:])
        return found

    def _check_whole(self) -> None:
        if self._stopped is None:
            raise self._failure("the answer ended before the command did: the server is gone, or was stopped")

    def _build_result(self, outputs: list[Output]) -> CommandResult:
        assert self._stopped is not None
        out, err = (
            "".join(output.text for output in outputs if output.stream == stream)
            for stream in ("stdout", "stderr")
        )
        return CommandResult(
            stdout=out,
            stderr=err,
            exit_code=self._stopped.exit_code,
            is_timed_out=self.is_timed_out,
            session_id=self.session_id,
        )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turns what can go wrong while reading into an `InvocationFailed`."""
        try:
            yield
        except MalformedStream as exc:
            raise self._failure(f"what came is no command's answer: {exc}") from exc
        except (httpx.TransportError, httpx.StreamError) as exc:
            raise self._failure(f"the command's answer broke off: {exc or type(exc).__name__}") from exc

    def _failure(self, message: str, code: str = "AnswerCut") -> InvocationFailed:
        return InvocationFailed(message, status=self._status, code=code, request_id=self.request_id)


class Command(CommandView):
    """A command that runs. Iterate it once, or ask for its `result`; close it, or use `with`."""

    def __init__(self, response: httpx.Response, session_id: str) -> None:
        super().__init__(session_id)
        self._begin(response)
        self._response = response

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave; a command that runs is ended."""
        self._response.close()

    def __iter__(self) -> Iterator[Output]:
        """What it prints, as it prints it.

        Raises:
            InvocationFailed: the command ended with its session, printed too much, or the answer broke off.
        """
        try:
            with self._reading():
                for chunk in self._response.iter_raw():
                    yield from self._feed(chunk)
            self._check_whole()
        finally:
            self.close()

    def result(self) -> CommandResult:
        """Wait for its end. Raises: as iterating."""
        return self._build_result(list(self))


class AsyncCommand(CommandView):
    """The same in an event loop; it begins when it is first iterated, or asked for its result."""

    def __init__(self, opener: Callable[[], Awaitable[httpx.Response]], session_id: str) -> None:
        super().__init__(session_id)
        self._opener = opener

    async def __aiter__(self) -> AsyncGenerator[Output]:
        """What it prints. Raises: as `Command` does."""
        response = await self._opener()
        self._begin(response)
        try:
            with self._reading():
                async for chunk in response.aiter_raw():
                    for output in self._feed(chunk):
                        yield output
            self._check_whole()
        finally:
            await response.aclose()

    async def result(self) -> CommandResult:
        """Wait for its end. Raises: as iterating."""
        return self._build_result([output async for output in self])


class CommandClient:
    """What clients of either kind have in common, once they know an agent's ARN."""

    url: str
    _bearer_token: str | None
    _arns: dict[str, str]

    def _build_command(
        self, arn: str, command: str, *, session_id: str, qualifier: str, timeout_s: int | None
    ) -> dict[str, Any]:  # Any: arguments of httpx's build_request
        body: dict[str, object] = {"command": command}
        if timeout_s is not None:
            body["timeout"] = timeout_s
        silence_s = _SLACK_S + (DEFAULT_COMMAND_TIMEOUT_S if timeout_s is None else timeout_s)
        token = self._bearer_token
        return {
            "method": "POST",
            "url": f"/runtimes/{segment(arn)}/commands",
            "params": {"qualifier": qualifier},
            "content": json.dumps(body).encode(),
            "timeout": httpx.Timeout(silence_s, connect=CONNECT_TIMEOUT_S),
            "headers": {
                "content-type": "application/json",
                "accept": CONTENT_TYPE,
                SESSION_ID_HEADER: session_id,
                **({"authorization": f"Bearer {token}"} if token is not None else {}),
            },
        }

    def _forget_gone(self, agent: str, failure: InvocationFailed, *, was_known: bool) -> None:
        """Raise `failure`, unless asking once more is safe and may help; see `Client.invoke`."""
        if not (was_known and failure.may_be_gone):
            raise failure
        self._arns.pop(agent, None)


class Commands(CommandClient, ABC):
    """A `Client`'s way to run commands."""

    _http: httpx.Client

    @abstractmethod
    def _resolve(self, agent: str) -> str:
        """The agent's ARN."""

    def run_command(
        self,
        agent: str,
        command: str,
        *,
        session_id: str | None = None,
        qualifier: str = DEFAULT_ENDPOINT,
        timeout_s: int | None = None,
    ) -> Command:
        """Run a shell command in a session of an agent, beside it; returns as soon as it runs.

        Args:
            command: for bash, if the session has it, else for sh; it has no standard input.
            session_id: as of `invoke`; None runs it in a session of its own, which lives on.
            timeout_s: after so long it is ended: 1 to 3600; None is 300.
        Raises: as `invoke`.
        """
        chosen = session_id or str(uuid.uuid4())
        was_known = agent in self._arns
        while True:
            options = self._build_command(
                self._resolve(agent), command, session_id=chosen, qualifier=qualifier, timeout_s=timeout_s
            )
            try:
                return Command(self._open(options), chosen)
            except InvocationFailed as exc:
                self._forget_gone(agent, exc, was_known=was_known)
                was_known = False

    def _open(self, options: dict[str, Any]) -> httpx.Response:  # Any: httpx's options
        with reaching(self.url):
            response = self._http.send(self._http.build_request(**options), stream=True)
        if response.status_code < 400:
            return response
        try:
            body = response.read()
        finally:
            response.close()
        raise parse_failure(response.status_code, response.headers, body, InvocationFailed)


class AsyncCommands(CommandClient, ABC):
    """An `AsyncClient`'s way to run commands."""

    _http: httpx.AsyncClient

    @abstractmethod
    async def _resolve(self, agent: str) -> str:
        """The agent's ARN."""

    def run_command(
        self,
        agent: str,
        command: str,
        *,
        session_id: str | None = None,
        qualifier: str = DEFAULT_ENDPOINT,
        timeout_s: int | None = None,
    ) -> AsyncCommand:
        """A command, which begins when it is first iterated, or asked for its result.

        Arguments and errors as of `Client.run_command`.
        """
        chosen = session_id or str(uuid.uuid4())

        async def open_answer() -> httpx.Response:
            was_known = agent in self._arns
            while True:
                arn = await self._resolve(agent)
                options = self._build_command(
                    arn, command, session_id=chosen, qualifier=qualifier, timeout_s=timeout_s
                )
                try:
                    return await self._open(options)
                except InvocationFailed as exc:
                    self._forget_gone(agent, exc, was_known=was_known)
                    was_known = False

        return AsyncCommand(open_answer, chosen)

    async def _open(self, options: dict[str, Any]) -> httpx.Response:  # Any: httpx's options
        with reaching(self.url):
            response = await self._http.send(self._http.build_request(**options), stream=True)
        if response.status_code < 400:
            return response
        try:
            body = await response.aread()
        finally:
            await response.aclose()
        raise parse_failure(response.status_code, response.headers, body, InvocationFailed)
