"""What an OTLP endpoint is to those who send to it: takes protobuf over HTTP, and misbehaves as it is told.

with running_collector() as collector:
    ... HEADWATER_TELEMETRY__OTLP_ENDPOINT=collector.url ...
    wait_until(lambda: collector.spans)
"""

import gzip
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.logs.v1 import logs_service_pb2 as logs
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2 as metrics
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as traces

_KINDS = {
    "/v1/traces": (traces.ExportTraceServiceRequest, traces.ExportTraceServiceResponse),
    "/v1/metrics": (metrics.ExportMetricsServiceRequest, metrics.ExportMetricsServiceResponse),
    "/v1/logs": (logs.ExportLogsServiceRequest, logs.ExportLogsServiceResponse),
}


@dataclass
class Answer:
    """How one request is answered."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    #: Of an answer's `partial_success`.
    rejected: int = 0
    #: Nothing is answered before this is set.
    wait: threading.Event | None = None


class Collector:
    """What came, and how it is answered: `answers[path]` has answers for the requests to come, then 200."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[tuple[str, dict[str, str], Any]] = []
        self.answers: dict[str, list[Answer]] = defaultdict(list)
        self.always: Callable[[str], Answer | None] = lambda path: None

    def taken(self, path: str) -> list[Any]:
        return [message for where, _, message in list(self.requests) if where == path]

    @property
    def spans(self) -> list[tuple[dict[str, Any], Any]]:
        """(attributes of the resource, span)."""
        found = [r for message in self.taken("/v1/traces") for r in message.resource_spans]
        return [
            (attributes_of(r.resource), span)
            for r in found
            for scope in r.scope_spans
            for span in scope.spans
        ]

    @property
    def lines(self) -> list[tuple[dict[str, Any], Any]]:
        """(attributes of the resource, log record)."""
        found = [r for message in self.taken("/v1/logs") for r in message.resource_logs]
        return [
            (attributes_of(r.resource), line)
            for r in found
            for scope in r.scope_logs
            for line in scope.log_records
        ]

    @property
    def metrics(self) -> dict[str, Any]:
        """By name, as they came last."""
        found = [r for message in self.taken("/v1/metrics") for r in message.resource_metrics]
        return {metric.name: metric for r in found for scope in r.scope_metrics for metric in scope.metrics}

    def answer(self, path: str) -> Answer:
        waiting = self.answers[path]
        return waiting.pop(0) if waiting else self.always(path) or Answer()


def attributes_of(thing: Any) -> dict[str, Any]:
    """Attributes of a message as Python has them."""
    return {pair.key: getattr(pair.value, pair.value.WhichOneof("value")) for pair in thing.attributes}


@contextmanager
def running_collector() -> Iterator[Collector]:
    """A collector on a port of this machine."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
            request, response = _KINDS[self.path]
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = collector.answer(self.path)
            if answer.status == 200:
                collector.requests.append((self.path, headers, request.FromString(body)))
            if answer.wait is not None:
                answer.wait.wait(60)
            self._send(answer, response())

        def _send(self, answer: Answer, message: Any) -> None:
            if answer.rejected:
                name = next(f.name for f in message.partial_success.DESCRIPTOR.fields if "rejected" in f.name)
                setattr(message.partial_success, name, answer.rejected)
                message.partial_success.error_message = "not these"
            content = message.SerializeToString()
            self.send_response(answer.status)
            headers = {"content-type": "application/x-protobuf", "content-length": str(len(content))}
            for name, value in (headers | answer.headers).items():
                self.send_header(name, value)
            with suppress(OSError):  # the client may have left meanwhile
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    collector.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield collector
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
