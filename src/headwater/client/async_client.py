"""The client for event loops: invoking. Deploying and the rest are `Client`'s; use it in a thread."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import httpx

from headwater.client.address import choose_url, segment
from headwater.client.errors import InvocationFailed, RequestFailed
from headwater.client.invocation import AsyncInvocation
from headwater.client.record import SESSION_ID_HEADER, AnswerRecord, parse_failure
from headwater.client.transport import (
    DEFAULT_TIMEOUT_S,
    build_invocation,
    build_options,
    limit_control,
    reaching,
    read_json,
)
from headwater.core.identifiers import DEFAULT_ENDPOINT


class AsyncClient:
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
        self._control_timeout = limit_control(timeout_s)
        self._arns: dict[str, str] = {}

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
    ) -> AsyncInvocation:
        """An invocation, sent when it is first awaited, entered or iterated.

            async for event in client.invoke("weather", {"prompt": "Hi"}): ...
            print((await client.invoke("weather", {"prompt": "Hi"}).read()).text)

        Arguments and errors as of `Client.invoke`.
        """

        async def send(record: AnswerRecord) -> httpx.Response:
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
                    bearer_token=self._bearer_token,
                )
                try:
                    return await self._send(request, record)
                except InvocationFailed as exc:
                    if is_last or not (was_known and exc.may_be_gone):  # why: see Client.invoke
                        raise
                    self._arns.pop(agent, None)
            raise AssertionError("not reached")

        return AsyncInvocation(send, AnswerRecord())

    async def _resolve(self, agent: str) -> str:
        if agent.startswith("arn:"):
            return agent
        if agent not in self._arns:
            with reaching(self.url):
                response = await self._http.get(
                    f"/headwater/v1/runtimes/{segment(agent)}", timeout=self._control_timeout
                )
            try:
                self._arns[agent] = read_json(response)["runtime"]["agentRuntimeArn"]
            except RequestFailed as exc:
                raise InvocationFailed.of(exc) from None
        return self._arns[agent]

    async def _send(
        self,
        options: dict[str, Any],  # Any: httpx's options
        record: AnswerRecord,
    ) -> httpx.Response:
        request = self._http.build_request(**options)
        record.restart(request.headers[SESSION_ID_HEADER])
        with reaching(self.url):
            response = await self._http.send(request, stream=True)
        record.begin(response.status_code, response.headers)
        if response.status_code < 400:
            return response
        try:
            body = await response.aread()
        finally:
            await response.aclose()
        raise parse_failure(response.status_code, response.headers, body, InvocationFailed)
