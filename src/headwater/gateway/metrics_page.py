"""`GET /metrics`, and what requests to operations add to it."""

from __future__ import annotations

import asyncio
import gzip
import time

from headwater.core.errors import HeadwaterError
from headwater.http.asgi import Scope, Send, find_header, send_answer
from headwater.telemetry.exposition import render
from headwater.telemetry.metrics import Metrics
from headwater.wire.http import HttpAnswer
from headwater.wire.restjson import Api

PATH = "/metrics"
ACTION = "GetMetrics"
#: The text is so repetitive that the quickest is good enough.
_PACKING_LEVEL = 1
_INVOKE = "InvokeAgentRuntime"


class RequestCounter:
    """Counts what segments do not: other operations, and invocations refused before they began."""

    def __init__(self, metrics: Metrics, api: Api) -> None:
        self._metrics = metrics
        self._api = api
        self._rendering = asyncio.Lock()

    async def send_page(self, scope: Scope, send: Send) -> None:
        """Answer with all metrics, as Prometheus' text or, by `Accept`, as OpenMetrics."""
        accept = (find_header(scope, b"accept") or b"").decode("latin-1")
        is_packed = b"gzip" in (find_header(scope, b"accept-encoding") or b"")
        async with self._rendering:  # one at a time: whoever asks often has his answers one after the other
            text, content_type = await asyncio.to_thread(self._render, accept, is_packed)
        headers = (("content-type", content_type), ("vary", "accept, accept-encoding"))
        packing = (("content-encoding", "gzip"),) if is_packed else ()
        await send_answer(send, HttpAnswer(200, (*headers, *packing), text))

    def _render(self, accept: str, is_packed: bool) -> tuple[bytes, str]:
        text, content_type = render(self._metrics.registry, accept)
        return (gzip.compress(text, _PACKING_LEVEL) if is_packed else text), content_type

    def note(
        self, scope: Scope, path: str, operation: str | None, status: int, code: str, arrived_ns: int
    ) -> None:
        """A request was answered.

        Args:
            operation: None: it was refused before it was known which one it is, or it is none.
            code: of the error that was answered; empty: none.
        """
        if operation is None:
            operation = self._find_operation(scope["method"], path) if status >= 400 else None
        if operation is None:
            return
        duration_s = (time.perf_counter_ns() - arrived_ns) / 1e9
        if operation == _INVOKE:
            self._metrics.note_refused_invocation(status, code, duration_s)
        else:
            self._metrics.note_operation(operation, status, duration_s)

    def _find_operation(self, method: str, path: str) -> str | None:
        try:
            return self._api.match(method, path).operation.name
        except HeadwaterError:
            return None
