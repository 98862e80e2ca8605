"""The client for event loops: invoking. Deploying and the rest are `Client`'s; use it in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager, suppress
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import httpx
from websockets.asyncio.client import ClientConnection

from headwater.client.address import choose_url, segment
from headwater.client.commands import AsyncCommands
from headwater.client.errors import InvocationFailed, RequestFailed
from headwater.client.invocation import AsyncInvocation, AsyncSource
from headwater.client.record import SESSION_ID_HEADER, AnswerRecord
from headwater.client.resuming import Resuming, RunProgress
from headwater.client.sources import AsyncPlainSource, AsyncRunSource
from headwater.client.starting import WITHDRAW_TIMEOUT_S, RunStart
from headwater.client.transport import (
    BROKE,
    DEFAULT_TIMEOUT_S,
    StartedRun,
    bear,
    build_invocation,
    build_options,
    build_stream_request,
    count_spare,
    is_agents_answer,
    limit_control,
    reaching,
    read_json,
    read_started,
)
from headwater.client.websocket import build_upgrade, open_upgrade, socket_path
from headwater.core.errors import HeadwaterError
from headwater.core.identifiers import DEFAULT_ENDPOINT

Options = dict[str, Any]  # Any: arguments of httpx's build_request


class AsyncClient(AsyncCommands):
    """Invokes agents of one server, any number at once. Close it with `aclose`, or use `async with`."""

    def __init__(
        self,
        url: str | None = None,
        *,
        timeout_s: float | None = DEFAULT_TIMEOUT_S,
        bearer_token: str | None = None,
    ) -> None:
        """Arguments as of `Client`."""
        self.url = choose_url(url)
        self._bearer_token = bearer_token
        self._http = httpx.AsyncClient(**build_options(self.url, timeout_s))
        self._timeout_s = timeout_s
        self._control_timeout = limit_control(timeout_s)
        self._arns: dict[str, str] = {}
        #: As of `Client`.
        self._keeps_runs = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._http.aclose()

    def invoke(
        self,
        agent: str,
        payload: Any,  # Any: bytes as they are, or whatever JSON can say
        *,
        session_id: str | None = None,
        user_id: str | None = None,
        qualifier: str = DEFAULT_ENDPOINT,
        headers: Mapping[str, str] | None = None,
        resumable: bool | Resuming = False,
    ) -> AsyncInvocation:
        """An invocation, sent when it is first awaited, entered or iterated.

            async for event in client.invoke("weather", {"prompt": "Hi"}): ...
            print((await client.invoke("weather", {"prompt": "Hi"}).read()).text)

        Arguments and errors as of `Client.invoke`.
        """

        async def send(record: AnswerRecord) -> AsyncSource:
            for is_last in (False, True):
                was_known = agent in self._arns
                arn = await self._resolve(agent)
                request = build_invocation(
                    arn,
                    payload,
                    session_id=session_id,
                    user_id=user_id,
                    qualifier=qualifier,
                    headers=headers,
                    is_run=bool(resumable),
                    bearer_token=self._bearer_token,
                )
                try:
                    return await self._send(
                        request, record, Resuming() if resumable is True else resumable or None
                    )
                except InvocationFailed as exc:
                    if is_last or not (was_known and exc.may_be_gone):  # why: see Client.invoke
                        raise
                    self._arns.pop(agent, None)
            raise AssertionError("not reached")

        return AsyncInvocation(send, AnswerRecord())

    async def start(
        self,
        agent: str,
        payload: Any,  # Any: as of `invoke`
        *,
        session_id: str | None = None,
        user_id: str | None = None,
        qualifier: str = DEFAULT_ENDPOINT,
        headers: Mapping[str, str] | None = None,
    ) -> StartedRun:
        """As `Client.start`."""
        request = build_invocation(
            await self._resolve(agent),
            payload,
            session_id=session_id,
            user_id=user_id,
            qualifier=qualifier,
            headers=headers,
            is_run=True,
            bearer_token=self._bearer_token,
        )
        start = RunStart(request["headers"], Resuming(), is_repeatable=self._keeps_runs)
        async with self._withdrawing(start):
            response, body = await self._begin(request, start)
        async with aclosing(response):
            return read_started(response.status_code, response.headers, body)

    def resume(
        self, invocation_id: str, offset: int = 0, *, resuming: Resuming | None = None
    ) -> AsyncInvocation:
        """As `Client.resume`; asked for when it is first awaited, entered or iterated."""
        progress = RunProgress(
            invocation_id,
            resuming or Resuming(),
            offset=offset,
            timeout_s=self._timeout_s,
            has_met_server=False,
        )

        async def follow(record: AnswerRecord) -> AsyncSource:
            return await self._follow(progress, record, self._authorization())

        return AsyncInvocation(follow, AnswerRecord())

    async def cancel(self, invocation_id: str) -> dict[str, Any]:  # Any: JSON
        """As `Client.cancel`."""
        return await self._cancel(invocation_id, self._authorization())

    @asynccontextmanager
    async def websocket(
        self,
        agent: str,
        *,
        session_id: str | None = None,
        qualifier: str = DEFAULT_ENDPOINT,
        headers: Mapping[str, str] | None = None,
    ) -> AsyncIterator[ClientConnection]:
        """A WebSocket to the agent: a connection of the library `websockets`, to `send` to and iterate over.

            async with client.websocket("echo") as socket:
                await socket.send("hi")

        Arguments as of `Client.invoke`; a new session where there is no id, which the answer's headers tell.

        Raises:
            InvocationFailed: it was not opened.
            ServerNotReachable: nobody answers.
        """
        named = {} if session_id is None else {SESSION_ID_HEADER: session_id}
        arn, given = await self._resolve(agent), {**(headers or {}), **named}
        query = {"qualifier": qualifier}
        address, shown = build_upgrade(self.url, socket_path(arn), query, given, self._bearer_token)
        try:
            connection = await open_upgrade(self.url, address, shown)
        except RequestFailed as exc:
            raise InvocationFailed.of(exc) from exc
        async with connection:
            yield connection

    async def _resolve(self, agent: str) -> str:
        if agent.startswith("arn:"):
            return agent
        if agent not in self._arns:
            response = await self._look_up(f"/headwater/v1/runtimes/{segment(agent)}")
            try:
                self._arns[agent] = read_json(response)["runtime"]["agentRuntimeArn"]
            except RequestFailed as exc:
                raise InvocationFailed.of(exc) from None
            self._keeps_runs = True
        return self._arns[agent]

    async def _look_up(self, path: str) -> httpx.Response:
        with reaching(self.url):
            for _ in range(count_spare("GET")):
                with suppress(*BROKE):
                    return await self._http.get(path, timeout=self._control_timeout)
            return await self._http.get(path, timeout=self._control_timeout)

    async def _send(self, options: Options, record: AnswerRecord, resuming: Resuming | None) -> AsyncSource:
        start = RunStart(options["headers"], resuming, is_repeatable=self._keeps_runs)
        record.restart(start.session_id)
        async with self._withdrawing(start):
            response, body = await self._begin(options, start)
            record.begin(response.status_code, response.headers)
            if is_agents_answer(response, is_run=start.is_run):
                return AsyncPlainSource(response)
            run = read_started(response.status_code, response.headers, body)
            start.invocation_id, record.session_id = run.invocation_id, run.session_id
            progress = RunProgress(run.invocation_id, resuming or Resuming(), timeout_s=self._timeout_s)
            return await self._follow(progress, record, start.authorization)

    async def _begin(self, options: Options, start: RunStart) -> tuple[httpx.Response, bytes]:
        """As of `Client`."""
        with reaching(self.url):
            while True:
                try:
                    response = await self._http.send(self._http.build_request(**options), stream=True)
                    if is_agents_answer(response, is_run=start.is_run):
                        return response, b""
                    self._keeps_runs |= response.status_code == HTTPStatus.ACCEPTED
                    async with aclosing(response):
                        return response, await response.aread()
                except httpx.TransportError as exc:
                    await asyncio.sleep(start.note_break(exc))

    @asynccontextmanager
    async def _withdrawing(self, start: RunStart) -> AsyncIterator[None]:
        """As of `Client`."""
        try:
            yield
        except asyncio.CancelledError:
            if start.is_run:
                with suppress(HeadwaterError):
                    await self._withdraw(start)
            raise

    async def _follow(
        self, progress: RunProgress, record: AnswerRecord, authorization: str | None
    ) -> AsyncRunSource:
        async def ask(offset: int) -> httpx.Response:
            request = self._http.build_request(**build_stream_request(progress, offset, authorization))
            return await self._http.send(request, stream=True)

        source = AsyncRunSource(ask, lambda: self._cancel(progress.invocation_id, authorization), progress)
        response = await source.open()
        record.begin(response.status_code, response.headers)
        record.request_id = progress.invocation_id
        return source

    async def _cancel(self, invocation_id: str, authorization: str | None) -> dict[str, Any]:  # Any: JSON
        with reaching(self.url):
            response = await self._http.delete(
                f"/headwater/v1/invocations/{segment(invocation_id)}",
                headers=bear(authorization),
                timeout=self._control_timeout,
            )
        return read_json(response)

    async def _withdraw(self, start: RunStart) -> None:
        authorization = start.authorization
        if start.invocation_id is not None:
            await self._cancel(start.invocation_id, authorization)
            return
        with reaching(self.url):
            response = await self._http.get(
                "/headwater/v1/runs",
                params={"key": start.key, "state": "running"},
                headers=bear(authorization),
                timeout=WITHDRAW_TIMEOUT_S,
            )
        for run in read_json(response)["runs"]:
            await self._cancel(run["invocationId"], authorization)

    def _authorization(self) -> str | None:
        return None if self._bearer_token is None else f"Bearer {self._bearer_token}"
