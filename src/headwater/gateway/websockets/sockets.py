"""WebSockets: who opens one, to which runtime and session, before any of it is opened.

    GET /runtimes/{runtime}/ws[/…]?qualifier=    a row of `SocketRoute`s says which handler serves it

A caller shows who he is in one of four ways: a signature in headers, one in the query (presigned), a bearer
token in its header, or one as a subprotocol, which is all that a page in a browser can send. The session's id
is in its header, or in the query under the header's name; a new one is made where it is in neither.

What is wrong before the upgrade is an HTTP answer in AWS's form; after it, a close code.

Source: AgentCore Runtime's guide to WebSocket streaming; bedrock-agentcore 1.25 (`AgentCoreRuntimeClient`).
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging
import re
import time
import uuid
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from headwater.core.authorizers import JwtRules
from headwater.core.errors import AccessDenied, HeadwaterError, InvalidRequest, UnknownOperation
from headwater.core.principals import Principal, acting
from headwater.gateway.authorization import Authorizer
from headwater.gateway.bearer import BearerGate
from headwater.gateway.gatekeeper import Gatekeeper
from headwater.http.asgi import ClientGone, RequestBody, Scope, raw_path
from headwater.http.frames import SocketGone
from headwater.http.websocket import ServerSocket, SocketClosed, find_socket
from headwater.telemetry.serverlog import begin_request
from headwater.wire.headers import CUSTOM_PREFIX, REQUEST_ID, SESSION_ID, encode_header_value
from headwater.wire.problem import encode_problem, encode_unexpected
from headwater.wire.restjson import Api, RouteMatch, parse_input
from headwater.wire.websocket import GOING_AWAY, SERVER_ERROR

_log = logging.getLogger("headwater.gateway")
_PATH = re.compile(r"/runtimes/(?P<runtime>.+)/(?P<rest>ws(?:/[a-z]+)?)/?")
#: The subprotocol that stands for the bearer token in the one before it, and the beginning of that one.
SENTINEL = "base64UrlBearerAuthorization"
_TOKEN_PREFIX = f"{SENTINEL}."
#: As the SDK has it.
_TOKEN_MAX_CHARS = 4096
_SESSION_ID = SESSION_ID.lower()
_CUSTOM_PREFIX = CUSTOM_PREFIX.lower()
_MAX_QUERY_FIELDS = 1000
#: What goes to the gateway and no further, in lower case; what begins with `x-amz-` likewise.
_OWN_QUERY = frozenset({"qualifier", "accountid", _SESSION_ID})


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketCall:
    """A WebSocket that a caller whose identity is known wants opened; nothing is answered yet.

    Its handler raises a `HeadwaterError` to refuse it, or calls `accept`, and then talks to `socket`.
    """

    socket: ServerSocket
    scope: Scope
    request_id: str
    #: When it came, by `time.perf_counter_ns`.
    arrived_ns: int
    operation: str
    principal: Principal
    #: The JWT rules he was let in by; None: he has signed, or is asked for nothing.
    rules: JwtRules | None
    #: By the service model's names: `agentRuntimeArn`, `runtimeSessionId`, which is always there, and
    #: `qualifier`, `accountId`, `runtimeUserId` where the caller gave them.
    values: dict[str, Any]  # Any: members have their own types
    #: The query without what is the gateway's own.
    query: tuple[tuple[str, str], ...]
    #: What the client offers, without his token.
    subprotocols: tuple[str, ...]
    has_token_protocol: bool

    @property
    def session_id(self) -> str:
        session_id: str = self.values["runtimeSessionId"]
        return session_id

    def find_query(self, name: str) -> str | None:
        """The last value of a parameter of the query."""
        return next((value for key, value in reversed(self.query) if key == name), None)

    def accept(self, subprotocol: str | None = None, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
        """Open it, telling the ids of session and request.

        Args:
            subprotocol: one of `subprotocols`; None: the sentinel, if he has shown his token so, or none.
        Raises:
            ClientGone: nobody waits for it any more.
        """
        if subprotocol is None and self.has_token_protocol:
            subprotocol = SENTINEL
        self.socket.accept(subprotocol, [*self._ids(), *headers])

    def _ids(self) -> list[tuple[bytes, bytes]]:
        return [
            (SESSION_ID.encode(), encode_header_value(self.session_id, SESSION_ID)),
            (REQUEST_ID.encode(), self.request_id.encode()),
        ]


#: Serves a call to its end.
SocketHandler = Callable[[SocketCall], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketRoute:
    """What is served below a runtime's path."""

    #: `ws`, `ws/…`.
    path: str
    #: As policies call it.
    operation: str
    handler: SocketHandler
    #: Whether agents may use it from within their sessions.
    is_for_agents: bool = False


class Sockets:
    """Lets WebSockets in and hands them to their handlers."""

    def __init__(
        self,
        api: Api,
        gatekeeper: Gatekeeper,
        bearers: BearerGate,
        authorizer: Authorizer,
        routes: Iterable[SocketRoute],
        *,
        note_refused: Callable[[int, str], None] = lambda status, code: None,
    ) -> None:
        """`note_refused` is told the status and the error's code of what is refused before its handler."""
        # The service model has none of these operations; their members are those of an invocation.
        self._members = api.match("POST", "/runtimes/any/invocations").operation
        self._gatekeeper = gatekeeper
        self._bearers = bearers
        self._authorizer = authorizer
        self._routes = {route.path: route for route in routes}
        self._note_refused = note_refused

    async def __call__(self, scope: Scope, receive: object = None, send: object = None) -> None:
        """Serve a scope of type `websocket`; ASGI's channels are not used, see `http.websocket`."""
        socket = find_socket(scope)
        request_id = str(uuid.uuid4())
        begin_request(request_id)
        arrived_ns = time.perf_counter_ns()
        try:
            try:
                route, runtime = self._find_route(scope)
                call = await self._admit(scope, socket, route, runtime, request_id, arrived_ns)
            except HeadwaterError as exc:
                self._note_refused(exc.http_status, exc.code)
                raise
            with acting(call.principal):
                await route.handler(call)
        except (ClientGone, SocketGone, SocketClosed):
            return
        except asyncio.CancelledError:
            # The server's drain is over; nothing is above this task that would have to hear of it.
            socket.send_close(GOING_AWAY, "the server is shutting down")
        except HeadwaterError as exc:
            if exc.http_status >= 500:
                _log.warning("request %s failed: %s", request_id, exc)
            await _tell(socket, exc, request_id)
        except Exception:
            _log.exception("request %s failed unexpectedly", request_id)
            await _tell(socket, None, request_id)

    def _find_route(self, scope: Scope) -> tuple[SocketRoute, str]:
        path = raw_path(scope)
        found = _PATH.fullmatch(path)
        route = self._routes.get(found["rest"]) if found is not None else None
        if found is None or route is None:
            raise UnknownOperation(f"No WebSocket is served at {path[:200]}")
        if self._gatekeeper.is_agents(scope) and not route.is_for_agents:
            raise AccessDenied(f"{route.operation} cannot be used from inside a session")
        return route, unquote(found["runtime"])

    async def _admit(
        self,
        scope: Scope,
        socket: ServerSocket,
        route: SocketRoute,
        runtime: str,
        request_id: str,
        arrived_ns: int,
    ) -> SocketCall:
        """Who calls, what he names, and whether he may.

        Raises:
            HeadwaterError: he is not let in; see `Gatekeeper.admit`, `BearerGate.identify`.
        """
        subprotocols, token = _take_token(socket.read_handshake().subprotocols)
        if token is not None:
            _show_token(scope, token)
        query = _parse_query(scope)
        caller = await self._gatekeeper.admit(scope, _NoBody())
        identified = await self._bearers.identify(scope, caller, runtime)
        # From now on: before, they would be headers that nobody signed.
        scope["headers"] = _with_headers_of(query, scope["headers"])
        match = RouteMatch(self._members, {"agentRuntimeArn": runtime})
        values = parse_input(match, scope["query_string"].decode("latin-1"), scope["headers"], None)
        self._authorizer.check_operation(identified.principal, route.operation, values)
        return SocketCall(
            socket=socket,
            scope=scope,
            request_id=request_id,
            arrived_ns=arrived_ns,
            operation=route.operation,
            principal=self._authorizer.for_user(identified.principal, values),
            rules=identified.rules,
            values=values,
            query=tuple((name, value) for name, value in query if not _is_own(name)),
            subprotocols=subprotocols,
            has_token_protocol=token is not None,
        )


def is_socket_path(path: str) -> bool:
    """Whether a raw path is a WebSocket's."""
    return _PATH.fullmatch(path) is not None


class _NoBody(RequestBody):
    """Of a request that cannot have one."""

    def __init__(self) -> None:
        super().__init__(self._receive_nothing)

    async def _receive_nothing(self) -> dict[str, Any]:  # Any: an ASGI message
        return {"type": "http.request", "body": b"", "more_body": False}


async def _tell(socket: ServerSocket, error: HeadwaterError | None, request_id: str) -> None:
    """Of a failure: by an HTTP answer as long as that is possible. None: one that nobody foresaw."""
    if socket.is_gone:
        return
    if socket.has_answered:
        known = error if error is not None and error.http_status < 500 else None
        reason = known.message if known is not None else f"the server failed; its log has {request_id}"
        await socket.close(SERVER_ERROR, reason)
    elif error is None:
        socket.refuse(encode_unexpected(request_id))
    else:
        socket.refuse(encode_problem(error, request_id))


def _take_token(offered: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """What the client offers beside his token, and the token.

    Raises:
        InvalidRequest: there is one that cannot be read, or several, or one without the sentinel.
    """
    tokens = [name for name in offered if name.startswith(_TOKEN_PREFIX)]
    others = tuple(name for name in offered if name != SENTINEL and not name.startswith(_TOKEN_PREFIX))
    if not tokens:
        return others, None
    encoded = tokens[0].removeprefix(_TOKEN_PREFIX)
    if len(tokens) > 1 or SENTINEL not in offered or len(encoded) > _TOKEN_MAX_CHARS:
        raise InvalidRequest(
            f"a token in Sec-WebSocket-Protocol is one {_TOKEN_PREFIX}<base64url, at most {_TOKEN_MAX_CHARS}"
            f" characters>, and {SENTINEL} after it"
        )
    try:
        padded = encoded + "=" * (-len(encoded) % 4)
        return others, base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        raise InvalidRequest("the token in Sec-WebSocket-Protocol is not base64url") from None


def _show_token(scope: Scope, token: str) -> None:
    """As if it had come in its header."""
    if any(name == b"authorization" for name, _ in scope["headers"]):
        raise InvalidRequest("a token is shown in Authorization or in Sec-WebSocket-Protocol, not in both")
    header = (b"authorization", b"Bearer " + encode_header_value(token, "Authorization"))
    scope["headers"] = [*scope["headers"], header]


def _parse_query(scope: Scope) -> list[tuple[str, str]]:
    text = scope["query_string"].decode("latin-1")
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_QUERY_FIELDS)
    except ValueError as exc:
        raise InvalidRequest(f"The query string cannot be parsed: {exc}", reason="CannotParse") from None


def _with_headers_of(
    query: list[tuple[str, str]], headers: list[tuple[bytes, bytes]]
) -> list[tuple[bytes, bytes]]:
    """The headers, with those that are in the query: the session's id and custom ones.

    Raises:
        InvalidRequest: one is in both, with two values, or has control characters.
    """
    found = list(headers)
    for name, value in query:
        lower = name.lower()
        if lower != _SESSION_ID and not lower.startswith(_CUSTOM_PREFIX):
            continue
        pair = (lower.encode(), encode_header_value(value, name))
        others = [other for key, other in found if key == pair[0]]
        if any(other != pair[1] for other in others):
            raise InvalidRequest(f"{name} is there twice, with two values")
        if not others:
            found.append(pair)
    return found


def _is_own(name: str) -> bool:
    lower = name.lower()
    return lower in _OWN_QUERY or lower.startswith(("x-amz-", _CUSTOM_PREFIX))
