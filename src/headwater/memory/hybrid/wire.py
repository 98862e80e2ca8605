"""The requests that hybrid memory makes, over plain HTTP to Headwater or through boto3 to AWS."""

from __future__ import annotations

import hashlib
import http.client
import importlib
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from headwater.memory.hybrid.errors import MemoryUnavailable
from headwater.memory.hybrid.journal import Body
from headwater.wire.signing import read_signing_key, sign
from headwater.wire.sigv4 import Received

ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE"
_TIMEOUT_S = 10.0
#: Said of us in the server's logs.
_HEADERS = {
    "content-type": "application/json",
    "accept": "application/json",
    "user-agent": "headwater-hybrid",
}


class MemoryWire(Protocol):
    """Reaches the Memory API. Thread-safe."""

    def create_event(self, memory_id: str, body: Body) -> None:
        """MemoryUnavailable if it was not kept, or may not have been."""

    def list_events(
        self, memory_id: str, actor_id: str, session_id: str, max_results: int, next_token: str | None
    ) -> dict[str, Any]:  # Any: members of the API
        """A page of ListEvents, newest first. MemoryUnavailable if there is no answer."""

    def delete_event(self, memory_id: str, actor_id: str, session_id: str, event_id: str) -> None:
        """Of one that is gone already too. MemoryUnavailable if it may still be there."""

    def close(self) -> None:
        """Let go of connections. What is asked after that makes new ones."""


def connect(endpoint_url: str | None = None) -> MemoryWire:
    """What the environment says: Headwater's own address in a session; without one, AWS.

    Raises:
        MemoryUnavailable: there is no address, and no boto3 to do without.
    """
    url = endpoint_url or os.environ.get(ENDPOINT_VARIABLE)
    if url and not (urlsplit(url).hostname or "").endswith(".amazonaws.com"):
        return HttpWire(url)
    return Boto3Wire(url)


class HttpWire:
    """One kept connection for each thread."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._lock = threading.Lock()
        self._connections: dict[threading.Thread, http.client.HTTPConnection] = {}

    def create_event(self, memory_id: str, body: Body) -> None:
        self._request("POST", f"/memories/{_quote(memory_id)}/events", body)

    def list_events(
        self, memory_id: str, actor_id: str, session_id: str, max_results: int, next_token: str | None
    ) -> dict[str, Any]:  # Any: members of the API
        body: Body = {"maxResults": max_results}
        if next_token is not None:
            body["nextToken"] = next_token
        return self._request("POST", _path(memory_id, actor_id, session_id), body)

    def delete_event(self, memory_id: str, actor_id: str, session_id: str, event_id: str) -> None:
        with _accepting_absence():
            self._request("DELETE", f"{_path(memory_id, actor_id, session_id)}/events/{_quote(event_id)}", {})

    def close(self) -> None:
        with self._lock:
            for connection in self._connections.values():
                connection.close()  # which opens again when it is used

    def _request(self, method: str, path: str, body: Body) -> dict[str, Any]:  # Any: members of the API
        content = json.dumps(body, ensure_ascii=False).encode() if body else b""
        path = self._url.path.rstrip("/") + path
        # A kept connection may have been closed by the other side meanwhile: then once more on a new one.
        # Events carry client tokens, so that one which had arrived counts once all the same.
        for is_last in (False, True):
            connection = self._connect()
            try:
                connection.request(method, path, content, self._headers(method, path, content))
                answer = connection.getresponse()
                return _read(answer.status, answer.read(), path)
            except (OSError, http.client.HTTPException) as exc:
                self._drop()
                if is_last:
                    raise MemoryUnavailable(f"the Memory API at {self._url.netloc}: {exc!r}") from exc
        raise AssertionError("the last attempt returns or raises")

    def _headers(self, method: str, path: str, content: bytes) -> dict[str, str]:
        # Looked up each time: a session's own credentials come after its file was imported.
        key = read_signing_key(os.environ)
        if key is None:
            return _HEADERS | _find_trace()
        sent = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
        sent.append((b"host", self._url.netloc.rpartition("@")[2].encode()))
        request = Received(method=method, raw_path=path, raw_query="", headers=sent)
        return _HEADERS | _find_trace() | sign(request, key, hashlib.sha256(content).hexdigest())

    def _connect(self) -> http.client.HTTPConnection:
        thread = threading.current_thread()
        with self._lock:
            if thread not in self._connections:
                for gone in [one for one in self._connections if not one.is_alive()]:
                    self._connections.pop(gone).close()
                secure = self._url.scheme == "https"
                kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
                self._connections[thread] = kind(
                    self._url.hostname or "localhost", self._url.port, timeout=_TIMEOUT_S
                )
            return self._connections[thread]

    def _drop(self) -> None:
        with self._lock:
            self._connections.pop(threading.current_thread()).close()


class Boto3Wire:
    """AWS, with whatever credentials the environment has."""

    def __init__(self, endpoint_url: str | None = None) -> None:
        try:
            # Whoever has no boto3 needs none for Headwater.
            boto3 = importlib.import_module("boto3")
        except ImportError as exc:
            raise MemoryUnavailable(
                f"no Memory API is known: set {ENDPOINT_VARIABLE} to Headwater's address, or install boto3"
            ) from exc
        self._client = boto3.client("bedrock-agentcore", endpoint_url=endpoint_url)

    def create_event(self, memory_id: str, body: Body) -> None:
        at = datetime.fromtimestamp(body["eventTimestamp"], UTC)
        self._call("create_event", memoryId=memory_id, **(body | {"eventTimestamp": at}))

    def list_events(
        self, memory_id: str, actor_id: str, session_id: str, max_results: int, next_token: str | None
    ) -> dict[str, Any]:  # Any: members of the API
        more = {} if next_token is None else {"nextToken": next_token}
        return self._call(
            "list_events",
            memoryId=memory_id,
            actorId=actor_id,
            sessionId=session_id,
            maxResults=max_results,
            **more,
        )

    def delete_event(self, memory_id: str, actor_id: str, session_id: str, event_id: str) -> None:
        ids = {"memoryId": memory_id, "actorId": actor_id, "sessionId": session_id, "eventId": event_id}
        with _accepting_absence():
            self._call("delete_event", **ids)

    def close(self) -> None:
        self._client.close()

    def _call(self, operation: str, **members: Any) -> dict[str, Any]:  # Any: members of the API
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(**members)
        except Exception as exc:  # botocore's errors, which we cannot import by name
            metadata = getattr(exc, "response", {}).get("ResponseMetadata", {})
            is_ours = type(exc).__name__ == "ParamValidationError"
            status = 400 if is_ours else metadata.get("HTTPStatusCode")
            raise MemoryUnavailable(f"the Memory API: {exc}", status=status) from exc
        return answer


def _find_trace() -> dict[str, str]:
    """Which span of the agent's asks, where it has OpenTelemetry."""
    trace = sys.modules.get("opentelemetry.trace")
    if trace is None:
        return {}
    context = trace.get_current_span().get_span_context()
    if not context.is_valid:
        return {}
    parent = f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"
    return {"traceparent": parent}


@contextmanager
def _accepting_absence() -> Iterator[None]:
    try:
        yield
    except MemoryUnavailable as exc:
        if exc.status != 404:
            raise


def _read(status: int, content: bytes, path: str) -> dict[str, Any]:  # Any: members of the API
    try:
        answer = json.loads(content or b"{}")
    except ValueError:
        answer = {}
    if status >= 300:
        said = answer.get("message") if isinstance(answer, dict) else None
        raise MemoryUnavailable(f"the Memory API answered {status} to {path}: {said}", status=status)
    if not isinstance(answer, dict):
        raise MemoryUnavailable(f"the Memory API's answer to {path} is not an object")
    return answer


def _path(memory_id: str, actor_id: str, session_id: str) -> str:
    return f"/memories/{_quote(memory_id)}/actor/{_quote(actor_id)}/sessions/{_quote(session_id)}"


def _quote(name: str) -> str:
    return quote(name, safe="")
