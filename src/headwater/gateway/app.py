"""Everything that comes in on the port: our own routes, Bedrock's, and both AgentCore planes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import uuid
from collections.abc import Awaitable, Callable, Collection
from typing import Any, Protocol

from headwater.control.base import Handler
from headwater.core.errors import (
    AccessDenied,
    HeadwaterError,
    InvalidRequest,
    NotImplementedHere,
    PlatformError,
    UnknownOperation,
)
from headwater.core.principals import NOBODY, Principal, acting
from headwater.gateway import bearer
from headwater.gateway.authorization import Authorizer
from headwater.gateway.bearer import BearerGate, Identified
from headwater.gateway.cards import OPERATION as GET_CARD
from headwater.gateway.cards import AgentCards, find_user
from headwater.gateway.commands import Commands
from headwater.gateway.gatekeeper import Admitted, Gatekeeper
from headwater.gateway.invoke import INVOKING_METHODS, ON_SESSIONS, Invocations
from headwater.gateway.metrics_page import ACTION as METRICS_ACTION
from headwater.gateway.metrics_page import PATH as METRICS_PATH
from headwater.gateway.metrics_page import RequestCounter
from headwater.gateway.observer import CallObserver, note_result
from headwater.gateway.otlp import TelemetryReceiver
from headwater.gateway.own_routes import OwnRoutes
from headwater.gateway.routes import PREFIX
from headwater.gateway.runs.carrying import Runs
from headwater.gateway.websockets.sockets import is_socket_path
from headwater.http.asgi import (
    ClientGone,
    Receive,
    RequestBody,
    Scope,
    Send,
    as_receive,
    build_json,
    raw_path,
    refuse_other,
    send_answer,
)
from headwater.telemetry import names
from headwater.telemetry.serverlog import begin_request
from headwater.wire.protocols import CallDialect
from headwater.wire.restjson import Api, Operation, encode_output, parse_input
from headwater.wire.restjson.routes import RouteMatch
from headwater.wire.websocket import UpgradeNeeded

_log = logging.getLogger("headwater.gateway")

AsgiApp = Callable[..., Awaitable[None]]
#: Most requests carry configuration, not code: a larger body is a mistake.
_MAX_BODY_BYTES = 6 * 1024 * 1024
#: Seconds for which whoever is refused may send nothing of his body, before he is answered all the same.
_DRAIN_IDLE_S = 10.0
#: Those that carry what was said, or many records. Of its 10 MB each may need more than one byte to escape.
_MAX_CONTENT_BODY_BYTES = 32 * 1024 * 1024
_WITH_CONTENT = frozenset(
    {"CreateEvent", "BatchCreateMemoryRecords", "BatchUpdateMemoryRecords", "IngestData"}
)
#: Served here, and not by a handler.
_BESIDE_HANDLERS = ("StopRuntimeSession", names.COMMAND)
#: What the port for agents serves beside models and memories.
_FOR_AGENTS = ON_SESSIONS | {GET_CARD}
#: The first word of a path -> what an agent that is refused can do about it.
_HINTS = {
    "memories": "; `headwater deploy` gives an agent a memory (BEDROCK_AGENTCORE_MEMORY_ID), and the setting"
    " memory.agents_may_manage lets agents make their own"
}


class Pages(Protocol):
    """A web site beside the API: files that are the same for everybody, so nobody is asked who he is."""

    def serves(self, path: str) -> bool:
        """Whether a raw path is the site's."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI application."""


class GatewayApp:
    """The ASGI app that `headwater serve` serves."""

    def __init__(
        self,
        api: Api,
        handlers: dict[str, Handler],
        invocations: Invocations,
        cards: AgentCards,
        commands: Commands,
        runs: Runs,
        own_routes: OwnRoutes,
        bedrock: AsgiApp,
        gatekeeper: Gatekeeper,
        authorizer: Authorizer,
        bearers: BearerGate,
        pages: Pages,
        *,
        observer: CallObserver,
        counter: RequestCounter,
        receiver: TelemetryReceiver | None = None,
        sockets: AsgiApp | None = None,
        for_agents: frozenset[str] = frozenset(),
        on_ending: Callable[[], None] = lambda: None,
    ) -> None:
        """
        Args:
            observer: makes spans of calls.
            receiver: takes what agents report of themselves; None: nothing is.
            sockets: serves WebSockets; None: they are refused.
            for_agents: the operations among `handlers` that agents may use from within their sessions.
            on_ending: ends what would be answered for as long as its caller likes.
        """
        self.on_ending = on_ending
        self._observer = observer
        self._receiver = receiver
        self._sockets = sockets
        self._api = api
        self._handlers = handlers
        self._invocations = invocations
        self._cards = cards
        self._commands = commands
        self._runs = runs
        self._own_routes = own_routes
        self._bedrock = bedrock
        self._gatekeeper = gatekeeper
        self._authorizer = authorizer
        self._bearers = bearers
        self._pages = pages
        self._counter = counter
        self._for_agents = _FOR_AGENTS | for_agents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and self._sockets is not None:
            await self._sockets(scope, receive, send)
            return
        if scope["type"] != "http":
            await refuse_other(scope, receive, send)
            return
        arrived_ns = time.perf_counter_ns()
        request_id = str(uuid.uuid4())
        begin_request(request_id)
        cors = self._gatekeeper.cors
        watched = _WatchedSend(cors.opening(scope, send))
        body = RequestBody(receive)
        path = raw_path(scope)
        try:
            if self._pages.serves(path) and not self._gatekeeper.is_agents(scope):
                await self._pages(scope, receive, watched)
                return
            preflight = cors.answer_preflight(scope)
            if preflight is not None:
                await send_answer(watched, preflight)
                return
            if path == "/healthz":
                await send_answer(watched, build_json({"status": "ok"}))
                return
            if path.startswith(PREFIX) and self._own_routes.is_public(scope["method"], path):
                self._refuse_agents(scope, "the server's own routes")
                self._gatekeeper.check_origin(scope)
                with acting(NOBODY):
                    await self._own_routes.handle(path, scope, body, watched, arrived_ns)
                return
            if self._receiver is not None and self._is_report(path, scope):
                await self._receiver.serve(path, scope, body, watched)
                return
            is_upload = path.startswith(f"{PREFIX}artifacts")
            caller = await self._gatekeeper.admit(scope, body, is_upload=is_upload)
            body = caller.body
            await self._dispatch(path, scope, caller, watched, request_id, arrived_ns)
        except ClientGone:
            return
        except asyncio.CancelledError:
            # The server's drain is over; nothing is above this task that would have to hear of it.
            _log.warning("request %s was cut off: the server is shutting down", request_id)
            await self._answer_problem(watched, body, PlatformError(), request_id)
        except HeadwaterError as exc:
            if exc.http_status >= 500:
                _log.warning("request %s failed: %s", request_id, exc)
            await self._answer_problem(watched, body, exc, request_id)
        except Exception:
            _log.exception("request %s failed unexpectedly", request_id)
            await self._answer_problem(watched, body, PlatformError(), request_id)
        finally:
            if watched.status and not watched.is_invocation:
                self._counter.note(scope, path, watched.operation, watched.status, watched.code, arrived_ns)

    async def _dispatch(
        self,
        path: str,
        scope: Scope,
        caller: Admitted,
        send: _WatchedSend,
        request_id: str,
        arrived_ns: int,
    ) -> None:
        if path.startswith("/model/"):
            principal = caller.identified()
            with (
                acting(principal),
                self._observer.observing(names.CHAT, scope, principal.worker_id, arrived_ns),
            ):
                self._authorizer.check_model(principal, path)
                await self._bedrock(scope, as_receive(caller.body), send)
        elif path.startswith(PREFIX):
            self._refuse_agents(scope, "the server's own routes")
            with acting(await self._identify_own(scope, path, caller)):
                await self._own_routes.handle(path, scope, caller.body, send, arrived_ns)
        elif path == METRICS_PATH and scope["method"] == "GET":
            self._refuse_agents(scope, METRICS_PATH)
            self._authorizer.check_own(caller.identified(), METRICS_ACTION)
            await self._counter.send_page(scope, send)
        elif self._bearers.is_metadata(path):
            await self._bearers.send_metadata(scope, path, send)
        else:
            await self._serve_operation(path, scope, caller, send, request_id, arrived_ns)

    async def _identify_own(self, scope: Scope, path: str, caller: Admitted) -> Principal:
        """Who asks for a route of our own."""
        if self._own_routes.takes_bearers(scope["method"], path):
            return await self._bearers.identify_reader(caller)
        return caller.identified()

    async def _serve_operation(
        self,
        path: str,
        scope: Scope,
        caller: Admitted,
        send: _WatchedSend,
        request_id: str,
        arrived_ns: int,
    ) -> None:
        body = caller.body
        if self._sockets is not None and is_socket_path(path):
            raise UpgradeNeeded
        match = self._match(scope["method"], path)
        operation = match.operation
        send.modelled = operation.error_names
        send.operation = operation.name
        if operation.name not in self._for_agents:
            hint = _HINTS.get(operation.path_template.split("/")[1], "")
            self._refuse_agents(scope, operation.name, hint)
        query = scope["query_string"].decode("latin-1")
        if operation.name in bearer.OPERATIONS:
            dialect = send.dialect if operation.name == "InvokeAgentRuntime" else None
            identified = await self._bearers.identify(
                scope, caller, match.path_values["agentRuntimeArn"], dialect
            )
        else:
            identified = Identified(principal=caller.identified())
        principal, rules = identified.principal, identified.rules
        if operation.name == "InvokeAgentRuntime":
            send.dialect.keeps_status = scope["method"] != operation.method
            values = self._read_call(match, scope, identified, send)
            principal = self._authorizer.for_user(principal, values)
            send.is_invocation = True
            # What clients of MCP wait for, or end, is nothing that could be run without them.
            serve = self._invocations.invoke if send.dialect.keeps_status else self._runs.invoke
            await serve(scope, body, send, values, request_id, principal, rules, arrived_ns, send.dialect)
            return
        if operation.name == GET_CARD:
            values = self._read_call(match, scope, identified, send)
            principal = self._authorizer.for_user(principal, values | find_user(scope))
            await self._cards.send_card(
                scope, body, send, values, request_id, principal, rules, send.dialect,
                is_from_session=self._gatekeeper.is_agents(scope),
            )  # fmt: skip
            return
        handler = self._handlers.get(operation.name)
        if handler is None and operation.name not in _BESIDE_HANDLERS:
            raise NotImplementedHere(
                f"{operation.name} is an operation of {operation.service} that Headwater does not have yet;"
                " docs/differences.md lists what is there"
            )
        max_bytes = _MAX_CONTENT_BODY_BYTES if operation.name in _WITH_CONTENT else _MAX_BODY_BYTES
        values = parse_input(match, query, scope["headers"], await body.read_all(max_bytes))
        self._authorizer.check_operation(principal, operation.name, values)
        if operation.name == "StopRuntimeSession":
            await self._invocations.stop(operation, values, send, request_id, principal, rules)
            return
        if operation.name == names.COMMAND:
            principal = self._authorizer.for_user(principal, values | find_user(scope))
            with self._observer.observing(names.COMMAND, scope, None, arrived_ns) as segment:
                await self._commands.run(body, send, values, request_id, principal, rules, segment)
            return
        assert handler is not None
        with acting(principal):
            result = await self._handle(operation, handler, scope, principal, values)
        answer = encode_output(operation, result)
        await send_answer(send, answer, [(b"x-amzn-requestid", request_id.encode())])

    def _read_call(
        self, match: RouteMatch, scope: Scope, identified: Identified, send: _WatchedSend
    ) -> dict[str, Any]:  # Any: members have their own types
        """The members of a call to an agent; from here on its failures are told in the agent's terms.

        Raises:
            InvalidRequest: as `parse_input` has it.
            AccessDenied: he may not call it; nor is he told what it speaks.
        """
        name, query = match.operation.name, scope["query_string"].decode("latin-1")
        try:
            values = parse_input(match, query, scope["headers"], None)
        except InvalidRequest:
            with contextlib.suppress(AccessDenied):
                self._authorizer.check_operation(identified.principal, name, match.path_values)
                send.dialect.protocol = identified.protocol
            raise
        self._authorizer.check_operation(identified.principal, name, values)
        send.dialect.protocol = identified.protocol
        return values

    def _match(self, method: str, path: str) -> RouteMatch:
        """The operation that is asked for. Clients of MCP ask an agent's address in two more ways."""
        if method in INVOKING_METHODS:
            with contextlib.suppress(UnknownOperation):
                found = self._api.match("POST", path)
                if found.operation.name == "InvokeAgentRuntime":
                    return found
        return self._api.match(method, path)

    async def _handle(
        self,
        operation: Operation,
        handler: Handler,
        scope: Scope,
        principal: Principal,
        values: dict[str, Any],  # Any: members have their own types
    ) -> dict[str, Any]:
        """Carry out an operation; those on memories that an agent asks for are part of its trace."""
        is_memorys = operation.path_template.startswith("/memories/")
        if not is_memorys or not self._gatekeeper.is_agents(scope):
            return await handler(values)
        observing = self._observer.observing_memory(operation.name, scope, principal.worker_id, values)
        with observing as segment:
            result = await handler(values)
            note_result(segment, result)
            return result

    def _is_report(self, path: str, scope: Scope) -> bool:
        """Whether an agent reports spans or logs; it shows who it is in a way of its own."""
        return TelemetryReceiver.serves(path) and self._gatekeeper.is_agents(scope)

    def _refuse_agents(self, scope: Scope, what: str, hint: str = "") -> None:
        """Agents come in on a port of their own, which serves less: sessions must not see one another."""
        if self._gatekeeper.is_agents(scope):
            raise AccessDenied(f"{what} cannot be used from inside a session{hint}")

    async def _answer_problem(
        self, send: _WatchedSend, body: RequestBody, error: HeadwaterError, request_id: str
    ) -> None:
        send.code = error.code
        if send.has_begun:
            return  # too late: ending here makes the server break the connection off
        try:
            await body.drain(_DRAIN_IDLE_S, send.dialect.note_part)
        except ClientGone:
            return
        await send_answer(send, send.dialect.encode(error, request_id, modelled=send.modelled))


class _WatchedSend:
    """`send`, remembering whether an answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_begun = False
        #: Of the answer; 0: none has begun.
        self.status = 0
        #: Which operation was asked for, once that is known.
        self.operation: str | None = None
        #: Whether it is noted as an invocation.
        self.is_invocation = False
        #: Of the error that is answered.
        self.code = ""
        #: How a failure is told.
        self.dialect = CallDialect()
        #: The errors that the operation knows, once it is known which one it is.
        self.modelled: Collection[str] = ()

    async def __call__(self, message: Any) -> None:  # Any: an ASGI message
        if not self.has_begun:
            self.has_begun = True
            self.status = message.get("status", 0)
        await self._send(message)
