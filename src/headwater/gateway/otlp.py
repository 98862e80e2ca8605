"""Where agents report their spans and logs: OTLP/HTTP on the port for agents.

Whose they are says the token they come with, nothing in them: runtime and session are written over whatever
an agent claims. An agent is not trusted: bodies, parts, rates and memory are bounded, for each session
and for all together. What is left out is counted, answered as a partial success, and said in the session's
log.

Source: OpenTelemetry Protocol Specification 1.x, "OTLP/HTTP".
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable

from headwater.core.runtimes import RuntimeVersion
from headwater.gateway.accounts import Account, Rate
from headwater.gateway.reported import Export, LogText, Reporter
from headwater.http.asgi import RequestBody, Scope, Send, find_header
from headwater.telemetry.spans import Recorder, SpanRecord
from headwater.template.spans import DROPPED_HEADER, TOKEN_HEADER
from headwater.wire.otlp.requests import (
    JSON,
    MAX_BODY_BYTES,
    Signal,
    encode_failure,
    encode_success,
)
from headwater.wire.protobuf import TooMuch, Unreadable

_SIGNALS: dict[str, Signal] = {"/v1/traces": "traces", "/v1/logs": "logs", "/v1/metrics": "metrics"}
#: Bodies of all sessions that are being read, or wait to be.
_ALL_BODIES_MAX_BYTES = 64 * 1024 * 1024
_READ_TIMEOUT_S = 30.0
#: What is read in the loop's thread: more would hold up streams.
_READ_AT_ONCE_BYTES = 16 * 1024
#: Readers in threads: each holds up the loop for a moment, again and again.
_READERS = 1
#: Spans and records that are kept before others have a turn.
_KEPT_AT_ONCE = 200
#: Spans and records a second of all sessions together.
_ALL_PER_S = 5_000
_MAX_ACCOUNTS = 2_000
_MAX_CLAIMED = 1_000_000_000
_RETRY_AFTER_S = 1

#: Takes a version, a session's id, a stream and a line, for the runtime's log.
LogLine = Callable[[RuntimeVersion, str | None, str, str], None]


class _Refused(Exception):
    """The request is not taken."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class TelemetryReceiver:
    """Takes what agents report."""

    def __init__(
        self,
        *,
        find_reporter: Callable[[str], Reporter | None],
        recorder: Recorder,
        log: LogLine,
        spans_per_s: int,
    ) -> None:
        """`find_reporter` knows whose a token is."""
        self._find_reporter = find_reporter
        self._recorder = recorder
        self._log = log
        self._spans_per_s = spans_per_s
        self._excess = f"more than {spans_per_s} a second came (telemetry.agent_spans_per_s)"
        self._accounts: OrderedDict[str, Account] = OrderedDict()
        self._all = Rate(_ALL_PER_S, seconds=4)
        self._bodies_bytes = 0
        self._reading = asyncio.Semaphore(_READERS)
        #: Requests with metrics, which are counted and not kept.
        self.metrics_count = 0

    @staticmethod
    def serves(path: str) -> bool:
        return path in _SIGNALS

    async def serve(self, path: str, scope: Scope, body: RequestBody, send: Send) -> None:
        """Answer one export. ClientGone if the agent left."""
        signal = _SIGNALS[path]
        content_type = (find_header(scope, b"content-type") or JSON.encode()).decode("latin-1")
        content_type = content_type.partition(";")[0].strip().lower()
        try:
            reporter, account = self._admit(scope)
            rejected, message = await self._take(signal, scope, body, content_type, reporter, account)
        except _Refused as exc:
            await _answer(send, exc.status, encode_failure(content_type, str(exc)), content_type)
            return
        except (Unreadable, TooMuch) as exc:
            status = 413 if isinstance(exc, TooMuch) else 400
            text = f"the export cannot be read: {exc}"
            account.note_refusal(f"an export of {signal} was refused: {exc}")
            await _answer(send, status, encode_failure(content_type, text), content_type)
            return
        answer = encode_success(signal, content_type, rejected, message)
        await _answer(send, 200, answer, content_type)

    def _admit(self, scope: Scope) -> tuple[Reporter, Account]:
        if scope["method"] != "POST":
            raise _Refused(405, f"exports are sent by POST, not by {scope['method']}")
        token = (find_header(scope, TOKEN_HEADER.encode()) or b"").decode("latin-1")
        reporter = self._find_reporter(token)
        if reporter is None:
            raise _Refused(
                401,
                f"nobody's session reports with this {TOKEN_HEADER}: an exporter sends what"
                " OTEL_EXPORTER_OTLP_HEADERS says in its environment, read once the session has begun",
            )
        account = self._account(reporter)
        if account.in_flight_count >= account.IN_FLIGHT_MAX or not account.bytes.has_some():
            raise _Refused(429, "the session reports more than is taken; wait")
        return reporter, account

    def _account(self, reporter: Reporter) -> Account:
        account = self._accounts.get(reporter.worker_id)
        if account is None:

            def say(text: str) -> None:
                self._log(reporter.version, reporter.session_id, "event", text)

            account = self._accounts[reporter.worker_id] = Account(self._spans_per_s, say)
            if len(self._accounts) > _MAX_ACCOUNTS:
                self._accounts.popitem(last=False)
        self._accounts.move_to_end(reporter.worker_id)
        return account

    async def _take(
        self,
        signal: Signal,
        scope: Scope,
        body: RequestBody,
        content_type: str,
        reporter: Reporter,
        account: Account,
    ) -> tuple[int, str]:
        """Keep what a request holds; how much was left out, and why."""
        account.in_flight_count += 1
        try:
            content = await self._read(body)
        finally:
            account.in_flight_count -= 1
        account.bytes.spend(len(content))
        account.note_dropped(_read_claim(scope), "by the agent, whose queue was full")
        if signal == "metrics":
            self.metrics_count += 1
            return 0, ""
        encoding = (find_header(scope, b"content-encoding") or b"").decode("latin-1")
        # Read are as many as the session may report now: nobody's rest costs anybody time.
        export = Export(signal, content, encoding, content_type, account.items.left_count())
        try:
            if not encoding and len(content) <= _READ_AT_ONCE_BYTES:
                export.read(reporter)
            else:
                async with self._reading:
                    await asyncio.to_thread(export.read, reporter)
        finally:
            account.bytes.spend(export.cost_bytes - len(content))
        return await self._keep(export, reporter, account)

    async def _keep(self, export: Export, reporter: Reporter, account: Account) -> tuple[int, str]:
        objections: list[str] = []
        for number, item in enumerate(export.items, 1):
            objection = item if isinstance(item, str) else self._keep_item(item, reporter, account)
            if objection is not None:
                objections.append(objection)
            if number % _KEPT_AT_ONCE == 0:
                await asyncio.sleep(0)
        count = len(objections) + export.unread_count
        if export.unread_count:
            objections.append(self._excess)
        if count:
            account.note_dropped(count, f"as {objections[0]}")
        return count, objections[0] if objections else ""

    async def _read(self, body: RequestBody) -> bytes:
        parts: list[bytes] = []
        try:
            async with asyncio.timeout(_READ_TIMEOUT_S):
                async for part in body.parts():
                    parts.append(part)
                    self._bodies_bytes += len(part)
                    if body.received_bytes > MAX_BODY_BYTES:
                        raise _Refused(413, f"an export has at most {MAX_BODY_BYTES} bytes")
                    if self._bodies_bytes > _ALL_BODIES_MAX_BYTES:
                        raise _Refused(503, "the server has too many exports at once; wait")
        except TimeoutError:
            raise _Refused(408, f"the export did not come whole within {_READ_TIMEOUT_S:g} s") from None
        finally:
            self._bodies_bytes -= sum(map(len, parts))
        return b"".join(parts)

    def _keep_item(self, item: SpanRecord | LogText, reporter: Reporter, account: Account) -> str | None:
        """Keep a span or a log record, or say why not."""
        if isinstance(item, SpanRecord):
            handed = self._recorder.handed
            if not handed.may_join(item.trace_id, reporter.worker_id):
                return f"trace {item.trace_id} is another session's"
            if handed.is_own(item.trace_id, item.span_id):
                return f"span {item.span_id} is the server's own"
        if not account.items.take():
            return self._excess
        if not self._all.take():
            return "all sessions together report more than is taken"
        if not isinstance(item, SpanRecord):
            self._log(reporter.version, reporter.session_id, "otel", item.text)
        elif account.is_new(item.span_id):
            self._recorder.add(item)
        return None


def _read_claim(scope: Scope) -> int:
    """How many spans the agent says that it dropped."""
    claim = find_header(scope, DROPPED_HEADER.encode()) or b"0"
    return min(int(claim), _MAX_CLAIMED) if claim.isdigit() and len(claim) <= 12 else 0


async def _answer(send: Send, status: int, body: bytes, content_type: str) -> None:
    headers = [
        (b"content-type", content_type.encode("latin-1", "replace")),
        (b"content-length", str(len(body)).encode()),
    ]
    if status in (429, 503):
        headers.append((b"retry-after", str(_RETRY_AFTER_S).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
