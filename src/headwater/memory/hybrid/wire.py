"""The two requests that hybrid memory makes, over plain HTTP to Headwater or through boto3 to AWS."""

from __future__ import annotations

import http.client
import importlib
import json
import os
import threading
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from headwater.memory.hybrid.errors import MemoryUnavailable
from headwater.memory.hybrid.journal import Body

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
        self._local = threading.local()

    def create_event(self, memory_id: str, body: Body) -> None:
        self._post(f"/memories/{_quote(memory_id)}/events", body)

    def list_events(
        self, memory_id: str, actor_id: str, session_id: str, max_results: int, next_token: str | None
    ) -> dict[str, Any]:  # Any: members of the API
        body: Body = {"maxResults": max_results}
        if next_token is not None:
            body["nextToken"] = next_token
        path = f"/memories/{_quote(memory_id)}/actor/{_quote(actor_id)}/sessions/{_quote(session_id)}"
        return self._post(path, body)

    def _post(self, path: str, body: Body) -> dict[str, Any]:  # Any: members of the API
        content = json.dumps(body, ensure_ascii=False).encode()
        # A kept connection may have been closed by the other side meanwhile: then once more on a new one.
        # Events carry client tokens, so that one which had arrived counts once all the same.
        for is_last in (False, True):
            connection = self._connect()
            try:
                connection.request("POST", self._url.path.rstrip("/") + path, content, _HEADERS)
                answer = connection.getresponse()
                return _read(answer.status, answer.read(), path)
            except (OSError, http.client.HTTPException) as exc:
                self._drop()
                if is_last:
                    raise MemoryUnavailable(f"the Memory API at {self._url.netloc}: {exc!r}") from exc
        raise AssertionError("the last attempt returns or raises")

    def _connect(self) -> http.client.HTTPConnection:
        connection: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        if connection is None:
            kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
            connection = kind(self._url.hostname or "localhost", self._url.port, timeout=_TIMEOUT_S)
            self._local.connection = connection
        return connection

    def _drop(self) -> None:
        self._local.connection.close()
        self._local.connection = None


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

    def _call(self, operation: str, **members: Any) -> dict[str, Any]:  # Any: members of the API
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(**members)
        except Exception as exc:  # botocore's errors, which we cannot import by name
            metadata = getattr(exc, "response", {}).get("ResponseMetadata", {})
            is_ours = type(exc).__name__ == "ParamValidationError"
            status = 400 if is_ours else metadata.get("HTTPStatusCode")
            raise MemoryUnavailable(f"the Memory API: {exc}", status=status) from exc
        return answer


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


def _quote(name: str) -> str:
    return quote(name, safe="")
