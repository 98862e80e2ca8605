"""Invoking agents, and coming back to what was invoked: the methods of `Client` for it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from typing import Any

import httpx

from headwater.client.address import segment
from headwater.client.errors import InvocationFailed, RequestFailed
from headwater.client.invocation import Invocation
from headwater.client.record import AnswerRecord
from headwater.client.resuming import Resuming, RunProgress
from headwater.client.sources import PlainSource, RunSource
from headwater.client.starting import WITHDRAW_TIMEOUT_S, RunStart
from headwater.client.transport import (
    StartedRun,
    bear,
    build_invocation,
    build_stream_request,
    is_agents_answer,
    reaching,
    read_started,
)
from headwater.core.errors import HeadwaterError
from headwater.core.identifiers import DEFAULT_ENDPOINT

Options = dict[str, Any]  # Any: arguments of httpx's build_request


class Invoking:
    """The part of `Client` that runs agents."""

    url: str
    _http: httpx.Client
    _timeout_s: float | None
    _bearer_token: str | None
    _arns: dict[str, str]
    #: The server is known to keep runs, and so to know a request again that began one.
    _keeps_runs = False

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
                headers=headers,
                is_run=bool(resumable),
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

        Arguments and errors as of `invoke`; that the agent failed is told by `resume`. With an
        `Idempotency-Key` of the caller's own among `headers`, a second call gives the run of the first.
        """
        request = build_invocation(
            self._resolve(agent),
            payload,
            session_id=session_id,
            user_id=user_id,
            qualifier=qualifier,
            headers=headers,
            is_run=True,
            bearer_token=self._bearer_token,
        )
        start = RunStart(request["headers"], Resuming(), is_repeatable=self._keeps_runs)
        with self._withdrawing(start):
            response, body = self._begin(request, start)
        with closing(response):
            return read_started(response.status_code, response.headers, body)

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
            self._keeps_runs = True
        return self._arns[agent]

    def _send(self, options: Options, resuming: Resuming | None) -> Invocation:
        start = RunStart(options["headers"], resuming, is_repeatable=self._keeps_runs)
        record = AnswerRecord()
        record.restart(start.session_id)
        with self._withdrawing(start):
            response, body = self._begin(options, start)
            record.begin(response.status_code, response.headers)
            if is_agents_answer(response, is_run=start.is_run):
                return Invocation(PlainSource(response), record)
            run = read_started(response.status_code, response.headers, body)
            start.invocation_id, record.session_id = run.invocation_id, run.session_id
            progress = RunProgress(run.invocation_id, resuming or Resuming(), timeout_s=self._timeout_s)
            return self._follow(progress, record, start.authorization)

    def _begin(self, options: Options, start: RunStart) -> tuple[httpx.Response, bytes]:
        """The answer's head, and what comes with it unless it is an agent's, which is left open."""
        with reaching(self.url):
            while True:
                try:
                    response = self._http.send(self._http.build_request(**options), stream=True)
                    if is_agents_answer(response, is_run=start.is_run):
                        return response, b""
                    self._keeps_runs |= response.status_code == HTTPStatus.ACCEPTED
                    with closing(response):
                        return response, response.read()
                except httpx.TransportError as exc:
                    time.sleep(start.note_break(exc))

    @contextmanager
    def _withdrawing(self, start: RunStart) -> Iterator[None]:
        """Within, who is interrupted leaves no run behind, whose id nobody has yet."""
        try:
            yield
        except (KeyboardInterrupt, SystemExit):
            if start.is_run:
                with suppress(HeadwaterError):
                    self._withdraw(start)
            raise

    def _withdraw(self, start: RunStart) -> None:
        authorization = start.authorization
        if start.invocation_id is not None:
            self._cancel(start.invocation_id, authorization)
            return
        found = self._own(
            "GET",
            "/runs",
            params={"key": start.key, "state": "running"},
            headers=bear(authorization),
            timeout=WITHDRAW_TIMEOUT_S,
        )
        for run in found["runs"]:
            self._cancel(run["invocationId"], authorization)

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
        return self._own("DELETE", f"/invocations/{segment(invocation_id)}", headers=bear(authorization))

    def _authorization(self) -> str | None:
        return None if self._bearer_token is None else f"Bearer {self._bearer_token}"
