"""How both clients reach the server: connections, time limits, and errors in words."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx

import headwater
from headwater.client.address import is_loopback, segment
from headwater.client.errors import InvocationFailed, RequestFailed, ServerNotReachable
from headwater.client.record import SESSION_ID_HEADER, USER_ID_HEADER, encode_payload, parse_failure
from headwater.client.resuming import HEARTBEAT_HEADER, HEARTBEAT_S, RunProgress
from headwater.client.signing import find_auth
from headwater.client.starting import IDEMPOTENCY_HEADER, build_run_headers
from headwater.core.errors import InvalidRequest
from headwater.wire.servertiming import ASKING_HEADER

#: AgentCore gives a synchronous answer 15 minutes; an agent that is silent for longer is given up.
DEFAULT_TIMEOUT_S = 900.0
CONNECT_TIMEOUT_S = 10.0
#: Silence allowed in calls that run no agent: looking, listing, creating, stopping, each part of an upload.
CONTROL_TIMEOUT_S = 60.0
#: How a connection ends that was there; one that cannot be had is another matter.
BROKE = (httpx.RemoteProtocolError, httpx.ReadError)
_SPARE_ATTEMPTS = 4
_BASE_HEADERS = {
    "user-agent": f"headwater-client/{headwater.__version__}",
    # An answer that is compressed comes in blocks rather than in tokens.
    "accept-encoding": "identity",
}


@dataclass(frozen=True, slots=True)
class StartedRun:
    """An invocation that runs on its own; `client.resume(run.invocation_id)` gives its answer."""

    invocation_id: str
    session_id: str


def build_options(url: str, timeout_s: float | None) -> dict[str, Any]:  # Any: arguments of httpx clients
    """The arguments httpx clients of either kind are made with."""
    return {
        "auth": find_auth(url),
        "base_url": url,
        "headers": _BASE_HEADERS,
        "timeout": httpx.Timeout(timeout_s, connect=CONNECT_TIMEOUT_S),
        "limits": httpx.Limits(max_connections=None, max_keepalive_connections=20),
        "trust_env": not is_loopback(url),
    }


def build_invocation(
    arn: str,
    payload: Any,  # Any: bytes, or whatever JSON can say
    *,
    session_id: str | None,
    user_id: str | None,
    qualifier: str,
    headers: Mapping[str, str] | None,
    bearer_token: str | None = None,
    is_run: bool = False,
) -> dict[str, Any]:  # Any: arguments of httpx's build_request
    """The request of one invocation. Without `session_id` it names a new session.

    With a key of the caller's own it then names none: an earlier one with the key has its session already.

    Raises:
        InvalidRequest: the payload cannot be written as JSON.
    """
    try:
        content, content_type = encode_payload(payload)
    except (TypeError, ValueError) as exc:
        raise InvalidRequest(
            f"the payload cannot be sent as JSON: {exc}; pass bytes to send it as it is"
        ) from exc
    given = {name.lower(): value for name, value in (headers or {}).items()}
    if session_id is None and not (is_run and IDEMPOTENCY_HEADER in given):
        session_id = str(uuid.uuid4())
    sent = {
        "content-type": content_type,
        "accept": "text/event-stream, application/json, */*",
        ASKING_HEADER: "1",
        **({SESSION_ID_HEADER: session_id} if session_id is not None else {}),
        **({USER_ID_HEADER: user_id} if user_id is not None else {}),
        **({"authorization": f"Bearer {bearer_token}"} if bearer_token is not None else {}),
        **(build_run_headers() if is_run else {}),
        **given,
    }
    return {
        "method": "POST",
        "url": f"/runtimes/{segment(arn)}/invocations",
        "params": {"qualifier": qualifier},
        "content": content,
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }


def bear(authorization: str | None) -> dict[str, str]:
    """The header of a caller's own authorization, where there is one."""
    return {} if authorization is None else {"authorization": authorization}


def build_stream_request(
    progress: RunProgress, offset: int, authorization: str | None
) -> dict[str, Any]:  # Any: arguments of httpx's build_request
    """The request for a run's stream from the answer's byte `offset` on."""
    return {
        "method": "GET",
        "url": f"/headwater/v1/invocations/{segment(progress.invocation_id)}/stream",
        "params": {"offset": str(offset)},
        "headers": {
            "accept": "text/event-stream, application/json, */*",
            HEARTBEAT_HEADER: str(HEARTBEAT_S),
            **bear(authorization),
        },
        "timeout": httpx.Timeout(progress.silence_max_s, connect=CONNECT_TIMEOUT_S),
    }


def is_agents_answer(response: httpx.Response, *, is_run: bool) -> bool:
    """Whether what answers an invocation, or a run's beginning, is what the agent says."""
    return response.status_code < 400 and not (is_run and response.status_code == HTTPStatus.ACCEPTED)


def read_started(status: int, headers: Mapping[str, str], body: bytes) -> StartedRun:
    """What a server says of a run it has begun.

    Raises:
        InvocationFailed: it has begun none.
    """
    if status >= 400:
        raise parse_failure(status, headers, body, InvocationFailed)
    try:
        found = json.loads(body) if status == HTTPStatus.ACCEPTED else {}
        return StartedRun(str(found["invocationId"]), str(found["sessionId"]))
    except (ValueError, KeyError, TypeError):
        raise InvocationFailed(
            "the server does not keep runs: it answered the invocation itself",
            status=status,
            code="NotDetached",
        ) from None


def limit_control(timeout_s: float | None) -> httpx.Timeout:
    """The time limits of a call that runs no agent, for a client made with `timeout_s`."""
    return httpx.Timeout(min(CONTROL_TIMEOUT_S, timeout_s or CONTROL_TIMEOUT_S), connect=CONNECT_TIMEOUT_S)


def read_json(response: httpx.Response) -> dict[str, Any]:  # Any: JSON
    """The object an answer holds.

    Raises:
        RequestFailed: the answer is an error, or nothing a Headwater server says.
    """
    if response.status_code >= 400:
        raise parse_failure(response.status_code, response.headers, response.content)
    try:
        value = response.json() if response.content else {}
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise RequestFailed(
            f"what answers at {response.request.url} is not a Headwater server",
            status=response.status_code,
            code="NotHeadwater",
        )
    return value


def count_spare(method: str) -> int:
    """How often a request may be made anew where its connection `BROKE`: what changes nothing may."""
    return _SPARE_ATTEMPTS if method == "GET" else 0


@contextmanager
def reaching(url: str) -> Iterator[None]:
    """Turns the errors of a connection that cannot be had into `ServerNotReachable`."""
    try:
        yield
    except httpx.TimeoutException as exc:
        raise ServerNotReachable(f"the Headwater server at {url} did not answer in time") from exc
    except httpx.TransportError as exc:
        raise ServerNotReachable(
            f"no Headwater server answers at {url}: {exc or type(exc).__name__}."
            " Start one with `headwater serve`, or name another with --url or HEADWATER_URL"
        ) from exc
