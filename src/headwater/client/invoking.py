"""Invoking agents, and coming back to what was invoked: the methods of `Client` for it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from http import HTTPStatus
from typing import Any

import httpx

from headwater.client.address import segment
from headwater.client.errors import InvocationFailed, RequestFailed
from headwater.client.invocation import Invocation
from headwater.client.record import SESSION_ID_HEADER, AnswerRecord
from headwater.client.resuming import DETACHED_HEADER, Resuming, RunProgress
from headwater.client.sources import PlainSource, RunSource
from headwater.client.transport import (
    StartedRun,
    build_invocation,
    build_stream_request,
    reaching,
    read_started,
)
from headwater.core.identifiers import DEFAULT_ENDPOINT

Options = dict[str, Any]  # Any: arguments of httpx's build_request


class Invoking:
    """The part of `Client` that runs agents."""

    url: str
    _http: httpx.Client
    _timeout_s: float | None
    _bearer_token: str | None
    _arns: dict[str, str]

    def status(self, agent: str) -> dict[str, Any]:  # Any: JSON
        raise NotImplementedError  # the class that this is mixed into has it

    def _own(self, method: str, path: str, **options: Any) -> dict[str, Any]:  # Any: httpx's options; JSON
        raise NotImplementedError  # the class that this is mixed into has it

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
    ) -> Invocation:
        """Send `payload` to an agent; returns as soon as the answer begins.

        Args:
            session_id: 33 to 256 characters; the same id reaches the same session. None starts a new one.
            qualifier: the endpoint's name.
            resumable: the agent's work goes on when this caller leaves, until it ends or is cancelled, and
                the answer is read on after a connection broke: no byte is missing, none comes twice. A
                server that keeps no runs gives a plain answer, whose `invocation_id` is None.
        Raises:
            InvocationFailed: with AWS's code and status; `RuntimeClientError` is the agent's own failure.
            InvalidRequest: the payload cannot be written as JSON.
            ServerNotReachable: nothing answers at `url`.
        """
        for is_last in (False, True):
            was_known = agent in self._arns
            arn = self._resolve(agent)
            request = build_invocation(
                arn,
                payload,
                session_id=session_id,
                user_id=user_id,
                qualifier=qualifier,
                headers={**(headers or {}), **({DETACHED_HEADER: "1"} if resumable else {})},
                bearer_token=self._bearer_token,
            )
            try:
                return self._send(request, Resuming() if resumable is True else resumable or None)
            except InvocationFailed as exc:
                # A remembered name may have been destroyed and deployed anew, under another ARN. After
                # a 404 (or 401) nothing has run, so asking once more is safe.
                if is_last or not (was_known and exc.may_be_gone):
                    raise
                self._arns.pop(agent, None)
        raise AssertionError("not reached")

    def start(
        self,
        agent: str,
        payload: Any,  # Any: as of `invoke`
        *,
        session_id: str | None = None,
        user_id: str | None = None,
        qualifier: str = DEFAULT_ENDPOINT,
        headers: Mapping[str, str] | None = None,
    ) -> StartedRun:
        """Have an agent work on `payload` and come back later: `resume` gives the answer, `cancel` stops it.

        Arguments and errors as of `invoke`; that the agent failed is told by `resume`.
        """
        request = build_invocation(
            self._resolve(agent),
            payload,
            session_id=session_id,
            user_id=user_id,
            qualifier=qualifier,
            headers={**(headers or {}), DETACHED_HEADER: "1"},
            bearer_token=self._bearer_token,
        )
        with reaching(self.url), self._http.stream(**request) as response:
            is_answer = response.status_code == 200  # of the agent: it is not waited for
            return read_started(response.status_code, response.headers, b"" if is_answer else response.read())

    def resume(self, invocation_id: str, offset: int = 0, *, resuming: Resuming | None = None) -> Invocation:
        """The answer of a run from its byte `offset` on, live while the agent still writes.

        Any number of callers may read a run, at the same time and again. Leaving stops none of its work.

        Args:
            offset: where an earlier reading stopped (`Invocation.offset`); 0 is the whole answer.
        Raises:
            RequestFailed: no such run, or not the caller's; the offset is beyond what there is.
            InvocationFailed: the agent failed before it answered, with the error that its caller got.
        """
        progress = RunProgress(
            invocation_id,
            resuming or Resuming(),
            offset=offset,
            timeout_s=self._timeout_s,
            has_met_server=False,
        )
        return self._follow(progress, AnswerRecord(), self._authorization())

    def cancel(self, invocation_id: str) -> dict[str, Any]:  # Any: JSON
        """Stop a run's work: its `invocationId` and `state`. Harmless when it is over.

        Raises:
            RequestFailed: no such run, or not the caller's.
        """
        return self._cancel(invocation_id, self._authorization())

    def runs(
        self, agent: str | None = None, *, session_id: str | None = None, state: str | None = None
    ) -> list[dict[str, Any]]:  # Any: JSON
        """The caller's runs that are kept, the latest first.

        Args:
            state: running, done, failed, cancelled or lost (with the server that ran it).
        """
        wanted = {"runtime": agent, "session": session_id, "state": state}
        query = {name: value for name, value in wanted.items() if value is not None}
        return list(self._own("GET", "/runs", params=query)["runs"])

    def _resolve(self, agent: str) -> str:
        if agent.startswith("arn:"):
            return agent
        if agent not in self._arns:
            try:
                self._arns[agent] = self.status(agent)["runtime"]["agentRuntimeArn"]
            except RequestFailed as exc:
                raise InvocationFailed.of(exc) from None
        return self._arns[agent]

    def _send(self, options: Options, resuming: Resuming | None) -> Invocation:
        request = self._http.build_request(**options)
        authorization = request.headers.get("authorization")  # of the caller's own, before it is signed
        record = AnswerRecord()
        record.restart(request.headers[SESSION_ID_HEADER])
        with reaching(self.url):
            response = self._http.send(request, stream=True)
        record.begin(response.status_code, response.headers)
        is_run = resuming is not None and response.status_code == HTTPStatus.ACCEPTED
        if response.status_code < 400 and not is_run:
            return Invocation(PlainSource(response), record)
        with reaching(self.url), closing(response):
            run = read_started(response.status_code, response.headers, response.read())
        progress = RunProgress(run.invocation_id, resuming or Resuming(), timeout_s=self._timeout_s)
        try:
            return self._follow(progress, record, authorization)
        except (KeyboardInterrupt, SystemExit):
            self._cancel(run.invocation_id, authorization)  # nobody has its id yet
            raise

    def _follow(self, progress: RunProgress, record: AnswerRecord, authorization: str | None) -> Invocation:
        def ask(offset: int) -> httpx.Response:
            request = self._http.build_request(**build_stream_request(progress, offset, authorization))
            return self._http.send(request, stream=True)

        source = RunSource(ask, lambda: self._cancel(progress.invocation_id, authorization), progress)
        response = source.open()
        record.begin(response.status_code, response.headers)
        record.request_id = progress.invocation_id
        return Invocation(source, record)

    def _cancel(self, invocation_id: str, authorization: str | None) -> dict[str, Any]:  # Any: JSON
        headers = {} if authorization is None else {"authorization": authorization}
        return self._own("DELETE", f"/invocations/{segment(invocation_id)}", headers=headers)

    def _authorization(self) -> str | None:
        return None if self._bearer_token is None else f"Bearer {self._bearer_token}"
