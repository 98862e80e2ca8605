"""One trace for the platform and the agent: the caller's context comes in, the agent's spans go out.

Only where the agent has loaded OpenTelemetry; others have a look into a dictionary for each request. Rules:

1. What the agent's author set up stays: a tracer provider of his is used, and one that he sets later takes
   the place of ours, as if ours had not been there.
2. Spans that an exporter of his sends to this server already are not sent a second time.
3. Whatever fails here, the agent is served as it would be without.

Source: W3C Trace Context, W3C Baggage; `opentelemetry-api` and `-sdk` 1.2x to 1.45.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any
from urllib.parse import unquote

from . import clients, latecomers
from .latecomers import API
from .spans import TOKEN_VARIABLE, URL_VARIABLE, SpanQueue, encode_spans

_CONTEXT_HEADERS = frozenset({b"traceparent", b"tracestate", b"baggage"})
_XRAY_HEADER = b"x-amzn-trace-id"
_XRAY = re.compile(r"Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)")
_XRAY_PARENT = re.compile(r"(?:^|;)Parent=([0-9a-f]{16})(?:;|$)")
_USUAL_PARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-0([01])")
_USUAL_BAGGAGE = re.compile(r"(?:[A-Za-z0-9_.-]+=[A-Za-z0-9_.~%-]*(?:,(?!$)|$))*")
_USUAL_MAX_CHARS = 1024
_SESSION_ID = "session.id"
#: The headers of a request that began before OpenTelemetry was loaded.
_pending: ContextVar[Any] = ContextVar("headwater_headers", default=None)  # Any: ASGI's
#: Asked by the server, all the time.
_PING_PATH = "/ping"


class TracedApp:
    """The agent's app, its code running in the trace that the request is part of."""

    def __init__(self, app: Any) -> None:  # Any: an ASGI app
        self.app = app
        self._tracing = Tracing()
        with contextlib.suppress(Exception):
            self._tracing.prepare()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # Any: ASGI's
        if scope["type"] == "lifespan" or scope["path"] == _PING_PATH:
            await self.app(scope, receive, send)
            return
        if API not in sys.modules:
            _pending.set(scope["headers"])
            await self.app(scope, receive, send)
            return
        token = self._tracing.enter(scope["headers"])
        try:
            await self.app(scope, receive, send)
        finally:
            self._tracing.leave(token)


class Tracing:
    """This process's part in traces."""

    def __init__(self) -> None:
        self._queue: SpanQueue | None = None
        #: The provider that was last looked at, and taken care of.
        self._provider: Any = None  # Any: the SDK's, or another's
        self._is_on = bool(os.environ.get(URL_VARIABLE) and os.environ.get(TOKEN_VARIABLE)) and not _is_off()

    def prepare(self) -> None:
        """Load and make ahead what sessions will need. Starts no thread and opens nothing: forks follow."""
        if API in sys.modules:
            self._attend()
            if self._queue is not None:
                _rehearse()
        else:
            latecomers.watch(self._attend_late)

    def enter(self, headers: Iterable[tuple[bytes, bytes]]) -> Any:  # Any: a token of `contextvars`
        """Make the context of a request's headers current; gives what `leave` wants."""
        try:
            self._attend()
            context = _read_context(headers)
            if context is None:
                return None
            from opentelemetry import context as contexts

            return contexts.attach(context)
        except Exception:  # rule 3
            return None

    def leave(self, token: Any) -> None:  # Any: as above
        """The request is answered."""
        with contextlib.suppress(Exception):
            if token is not None:
                from opentelemetry import context as contexts

                contexts.detach(token)

    def _attend(self) -> None:
        """See to it that the current provider's spans come to us: it may be another by now."""
        if not self._is_on:
            return
        clients.watch()
        trace = sys.modules[API]
        self._watch_setting(trace)
        provider = getattr(trace, "_TRACER_PROVIDER", None)
        if provider is not None and provider is self._provider:
            return
        if provider is None:
            if os.environ.get("OTEL_PYTHON_TRACER_PROVIDER"):
                return
            from opentelemetry.sdk.trace import TracerProvider

            provider = TracerProvider(shutdown_on_exit=False)
            # Not by `set_tracer_provider`, which nobody can call a second time (rule 1).
            trace._TRACER_PROVIDER = provider  # type: ignore[attr-defined]
        if hasattr(provider, "add_span_processor") and not _exports_to(provider, os.environ[URL_VARIABLE]):
            if self._queue is None:
                self._queue = _SessionNoting()
            provider.add_span_processor(self._queue)  # type: ignore[arg-type]  # by shape, not by class
        self._provider = provider

    def _attend_late(self) -> None:
        """In the middle of a request whose code has just loaded OpenTelemetry, or that of a later one."""
        headers = _pending.get()
        if headers is not None:
            _pending.set(None)
            from opentelemetry import context as contexts

            context = _read_context(headers)
            if context is not None:
                contexts.attach(context)  # for good: the request's task ends with it
        if self._provider is None:
            self._attend()

    def _watch_setting(self, trace: Any) -> None:  # Any: the module, whose names differ by version
        """Look again as soon as the author sets a provider: its first spans are of this very request."""
        name = "_set_tracer_provider" if hasattr(trace, "_set_tracer_provider") else "set_tracer_provider"
        original = getattr(trace, name)
        if getattr(original, "_headwater", None) is self:
            return

        def set_provider(*arguments: Any, **options: Any) -> None:  # Any: the original's
            original(*arguments, **options)
            with contextlib.suppress(Exception):
                self._attend()

        set_provider._headwater = self  # type: ignore[attr-defined]
        setattr(trace, name, set_provider)


class _SessionNoting(SpanQueue):
    """Also says on each span which session the caller's baggage names, as AWS's distribution does."""

    def on_start(self, span: Any, parent_context: Any = None) -> None:  # Any: the SDK's own
        with contextlib.suppress(Exception):
            from opentelemetry import baggage

            session_id = baggage.get_baggage(_SESSION_ID, parent_context)
            if isinstance(session_id, str):
                span.set_attribute(_SESSION_ID, session_id)

    def _prepare_thread(self) -> None:
        """Instrumented libraries make no spans of what it sends."""
        with contextlib.suppress(Exception):
            from opentelemetry import context

            context.attach(context.set_value(context._SUPPRESS_INSTRUMENTATION_KEY, True))


def _rehearse() -> None:
    """Do once here what each session would do for the first time: read headers, make a span, encode it."""
    from opentelemetry import context as contexts
    from opentelemetry.sdk.trace import TracerProvider

    class Encoding(SpanQueue):
        def on_end(self, span: Any) -> None:  # Any: the SDK's own
            json.dumps(encode_spans([span]))

    parent = b"00-" + b"1" * 32 + b"-" + b"1" * 16 + b"-01"
    provider, queue = TracerProvider(shutdown_on_exit=False), Encoding()
    provider.add_span_processor(queue)  # type: ignore[arg-type]  # by shape, not by class
    token = contexts.attach(_read_context([(b"traceparent", parent), (b"baggage", b"session.id=rehearsal")]))
    try:
        with provider.get_tracer(__name__).start_as_current_span("rehearsal") as span:
            span.set_attribute("text", "text")
    finally:
        contexts.detach(token)
    queue.shutdown()


def _is_off() -> bool:
    """Whether the author wants no spans."""
    is_disabled = os.environ.get("OTEL_SDK_DISABLED", "").strip().lower() == "true"
    return is_disabled or os.environ.get("OTEL_TRACES_EXPORTER", "").strip().lower() == "none"


def _read_context(headers: Iterable[tuple[bytes, bytes]]) -> Any:  # Any: OpenTelemetry's Context
    """The context that the headers carry; None if they carry none."""
    carrier: dict[str, str] = {}
    xray = ""
    for name, value in headers:
        if name in _CONTEXT_HEADERS:
            key, text = name.decode("ascii"), value.decode("latin-1")
            # Only `tracestate` and `baggage` are lists; a second `traceparent` makes both void.
            carrier[key] = f"{carrier[key]},{text}" if key in carrier else text
        elif name == _XRAY_HEADER:
            xray = value.decode("latin-1")
    if "traceparent" not in carrier and xray:
        carrier["traceparent"] = _as_traceparent(xray)
    return _add_baggage(carrier, _read_span(carrier)) if carrier else None


def _read_span(carrier: dict[str, str]) -> Any:  # Any: OpenTelemetry's Context
    """A context with the caller's span. The usual form is read here, in a fraction of a propagator's time."""
    from opentelemetry import trace
    from opentelemetry.context import Context

    usual = _USUAL_PARENT.fullmatch(carrier.get("traceparent", ""))
    if usual is None or "tracestate" in carrier:
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        return TraceContextTextMapPropagator().extract(carrier, Context())
    span_context = trace.SpanContext(
        int(usual[1], 16), int(usual[2], 16), is_remote=True, trace_flags=trace.TraceFlags(int(usual[3]))
    )
    if not span_context.is_valid:
        return Context()
    return trace.set_span_in_context(trace.NonRecordingSpan(span_context), Context())


def _add_baggage(carrier: dict[str, str], context: Any) -> Any:  # Any: OpenTelemetry's Context
    """The same for the baggage."""
    from opentelemetry import baggage

    held = carrier.get("baggage", "")
    if len(held) > _USUAL_MAX_CHARS or not _USUAL_BAGGAGE.fullmatch(held):
        from opentelemetry.baggage.propagation import W3CBaggagePropagator

        return W3CBaggagePropagator().extract(carrier, context)
    for member in held.split(",") if held else ():
        key, _, value = member.partition("=")
        context = baggage.set_baggage(key, unquote(value).strip(), context)
    return context


def _as_traceparent(xray: str) -> str:
    root, parent = _XRAY.search(xray), _XRAY_PARENT.search(xray)
    if root is None or parent is None:
        return ""
    flags = "00" if "Sampled=0" in xray else "01"
    return f"00-{root[1]}{root[2]}-{parent[1]}-{flags}"


def _exports_to(provider: Any, url: str) -> bool:  # Any: an SDK's provider, of any version
    """Whether an exporter of the author's sends to this server."""
    processors = getattr(getattr(provider, "_active_span_processor", None), "_span_processors", ())
    for processor in processors:
        inner = getattr(processor, "_batch_processor", processor)
        exporter = getattr(inner, "_exporter", None) or getattr(inner, "span_exporter", None)
        if str(getattr(exporter, "_endpoint", "")).startswith(url):
            return True
    return False
