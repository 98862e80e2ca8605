"""Everything that comes in at the front doors.

door -> guards -> who calls -> what is asked -> target -> form -> client. Whatever goes wrong, the client gets
to know only what `problems` says of it; the log gets the rest under the request's id.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from headwater.core.principals import Principal
from headwater.edge import problems
from headwater.edge.answering import SECURITY_HEADERS, FormedAnswer, Headers, KeepAlive
from headwater.edge.base import Refusal, Request, TargetBroke, TargetCall, TargetRefused
from headwater.edge.clients import find_client, find_scheme
from headwater.edge.cors import answer_preflight, build_cors_headers
from headwater.edge.doors import Door, DoorTable
from headwater.edge.sessions import choose_session_id, derive_target_id
from headwater.edge.shapes import FORMS, DoorRequest, FormContext, OriginalForm, parse_request
from headwater.http.asgi import ClientGone, Receive, RequestBody, Scope, Send, raw_path, send_answer

_log = logging.getLogger("headwater.edge")


class EdgeApp:
    """The ASGI app of all front doors."""

    def __init__(self, table: DoorTable) -> None:
        self._table = table
        self._keep_alive = KeepAlive()

    def replace(self, table: DoorTable) -> None:
        """Requests to come go through these doors; those that are served stay with theirs."""
        self._table = table

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Sees to silent streams while it is open."""
        async with asyncio.TaskGroup() as group:
            task = group.create_task(self._keep_alive.run(), name="edge-keep-alive")
            try:
                yield
            finally:
                task.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await _refuse_other(scope, receive, send)
            return
        call = _Call(scope, receive, send, self._table, self._keep_alive)
        try:
            await call.serve()
        except ClientGone:
            return
        except Refusal as exc:
            await call.refuse(exc)
        except asyncio.CancelledError:  # the time to drain is over; nothing above has to hear of it
            _log.warning("request %s was cut off: the edge is shutting down", call.request_id)
            await call.break_off()
        except Exception:
            _log.exception("request %s failed unexpectedly", call.request_id)
            await call.refuse(problems.unexpected())


class _Call:
    """One request."""

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, table: DoorTable, keep_alive: KeepAlive
    ) -> None:
        self.request_id = str(uuid.uuid4())
        self._scope = scope
        self._body = RequestBody(receive)
        self._receive = receive
        self._send = send
        self._table = table
        self._keep_alive = keep_alive
        self._answer: FormedAnswer | None = None
        self._door: Door | None = None
        self._extra: Headers = []

    async def serve(self) -> None:
        """Answer the request.

        Raises:
            Refusal: nothing was answered yet.
            ClientGone: nobody is left to answer.
        """
        request = self._read_request()
        door = self._table.find(request.host, request.path)
        if door is None:
            raise Refusal(404, "not_found", "there is nothing at this address")
        self._door = door
        self._extra = build_cors_headers(door.settings.cors, request)
        if await self._answer_method(door, request):
            return
        principal, request = await self._admit(door, request)
        wanted = parse_request(request.method, request.query, request.body)
        _check_prompt(door, wanted)
        await self._invoke(door, principal, wanted)

    async def refuse(self, refusal: Refusal) -> None:
        """Answer with an error, if nothing was answered yet; else break off."""
        if self._answer is not None and self._answer.has_begun:
            await self.break_off()
            return
        name = self._door.settings.name if self._door else "-"
        _log.info(
            "request %s at door %s refused with %d by %s", self.request_id, name, refusal.status, refusal.rule
        )
        try:
            await self._body.drain()
        except ClientGone:
            return
        await send_answer(self._send, problems.encode(refusal, self.request_id), self._headers())

    async def break_off(self) -> None:
        """Tell the client that an answer breaks off, if its form can; the server closes the connection."""
        if self._answer is not None and self._answer.has_begun:
            await self._answer.fail()
        elif self._answer is not None:
            await send_answer(
                self._send, problems.encode(problems.unexpected(), self.request_id), self._headers()
            )

    def _read_request(self) -> Request:
        scope, trusted = self._scope, self._table.trusted_proxies
        headers = scope["headers"]
        peer = scope["client"][0] if scope.get("client") else ""
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) > 1:
            raise Refusal(400, "invalid_request", "there is more than one Host header")
        return Request(
            method=scope["method"],
            path=raw_path(scope),
            query=scope["query_string"].decode("latin-1"),
            headers=headers,
            address=find_client(peer, headers, trusted),
            host=_host_name(hosts[0] if hosts else b""),
            scheme=find_scheme(peer, headers, trusted, scope.get("scheme", "http")),
        )

    async def _answer_method(self, door: Door, request: Request) -> bool:
        """Answer what is no invocation; whether it was none."""
        allowed = _allowed_methods(door)
        if request.method == "OPTIONS":
            headers = answer_preflight(door.settings.cors, request, allowed)
            await self._send_empty(204, [*headers, (b"allow", ", ".join(allowed).encode())])
            return True
        if request.method not in allowed:
            raise Refusal(
                405,
                "method_not_allowed",
                f"this address takes {', '.join(allowed)}",
                headers={"allow": ", ".join(allowed)},
            )
        if request.method == "HEAD":
            await self._send_empty(200, [])
            return True
        return False

    async def _admit(self, door: Door, request: Request) -> tuple[Principal, Request]:
        if not door.authenticator.needs_body:
            principal = await door.authenticator.authenticate(request)
            return principal, await self._read_body(door, request)
        request = await self._read_body(door, request)
        return await door.authenticator.authenticate(request), request

    async def _read_body(self, door: Door, request: Request) -> Request:
        guards = door.settings.guards
        declared = request.find("content-length")
        if declared is not None and declared.isdigit() and int(declared) > guards.body_max_bytes:
            raise _too_large(guards.body_max_bytes)
        parts = []
        try:
            async with asyncio.timeout(guards.body_timeout_s):
                async for part in self._body.parts():
                    if self._body.received_bytes > guards.body_max_bytes:
                        raise _too_large(guards.body_max_bytes)
                    parts.append(part)
        except TimeoutError:
            raise Refusal(408, "timeout", "the body did not come in time", rule="body_timeout_s") from None
        body = b"".join(parts)
        _check_digest(request, body)
        return replace(request, body=body)

    async def _invoke(self, door: Door, principal: Principal, wanted: DoorRequest) -> None:
        settings = door.settings
        session_id = choose_session_id(wanted.session_id)
        form = wanted.form or settings.form
        if form not in settings.allowed_forms or form not in FORMS:
            raise Refusal(
                400, "invalid_request", f"response must be one of: {', '.join(settings.allowed_forms)}"
            )
        self._extra.append((b"x-session-id", session_id.encode()))

        def make_form(content_type: str) -> OriginalForm:
            context = FormContext(
                session_id=session_id,
                model=settings.name,
                request_id=self.request_id,
                target_content_type=content_type,
                is_streaming=wanted.is_streaming,
                created_s=int(time.time()),
                includes_usage=wanted.includes_usage,
            )
            return FORMS[form](context)

        call = TargetCall(
            payload=wanted.payload,
            session_id=derive_target_id(settings.name, principal, session_id),
            request_id=self.request_id,
            principal=principal,
            user_id=principal.name if settings.send_user_id else None,
        )
        answer = self._answer = FormedAnswer(self._send, make_form, self._headers())
        self._keep_alive.add(answer, settings.keep_alive_s)
        try:
            await self._carry(door, call, answer)
        finally:
            self._keep_alive.remove(answer)

    async def _carry(self, door: Door, call: TargetCall, answer: FormedAnswer) -> None:
        try:
            await door.target.invoke(call, answer, self._wait_left)
        except TargetRefused as exc:
            _log.warning(
                "request %s: the target of door %s answered %d: %s",
                self.request_id, door.settings.name, exc.status, exc.detail,
            )  # fmt: skip
            raise problems.of_target(exc) from exc
        except TargetBroke as exc:
            _log.warning(
                "request %s: the answer of door %s broke off: %s", self.request_id, door.settings.name, exc
            )
            await answer.fail()
        else:
            await answer.finish()

    async def _wait_left(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def _send_empty(self, status: int, headers: Headers) -> None:
        await self._send(
            {"type": "http.response.start", "status": status, "headers": [*headers, *self._headers()]}
        )
        await self._send({"type": "http.response.body", "body": b""})

    def _headers(self) -> Headers:
        return [(b"x-request-id", self.request_id.encode()), *self._extra, *SECURITY_HEADERS]


def _host_name(raw: bytes) -> str:
    """The Host header's name, without its port, in lower case."""
    text = raw.decode("latin-1").lower()
    name = text[: text.index("]") + 1] if text.startswith("[") and "]" in text else text.partition(":")[0]
    return name.rstrip(".")


def _allowed_methods(door: Door) -> tuple[str, ...]:
    methods: tuple[str, ...] = door.settings.methods
    return (*methods, "HEAD", "OPTIONS") if "GET" in methods else (*methods, "OPTIONS")


def _check_prompt(door: Door, wanted: DoorRequest) -> None:
    limit = door.settings.guards.prompt_max_chars
    if limit is not None and len(wanted.prompt) > limit:
        raise Refusal(
            413, "too_large", f"the prompt has more than {limit} characters", rule="prompt_max_chars"
        )


def _too_large(limit_bytes: int) -> Refusal:
    return Refusal(413, "too_large", f"the body has more than {limit_bytes} bytes", rule="body_max_bytes")


def _check_digest(request: Request, body: bytes) -> None:
    """A body that came with its hash (`x-amz-content-sha256`) is the one that was hashed."""
    said = request.find("x-amz-content-sha256")
    if said is not None and said.lower() != hashlib.sha256(body).hexdigest():
        raise Refusal(400, "digest_mismatch", "x-amz-content-sha256 is not the SHA-256 of the body")


async def _refuse_other(scope: Scope, receive: Receive, send: Send) -> None:
    """WebSockets are closed before they open; lifespan has nothing to do, as the assembly owns all parts."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1011})
        return
    while True:
        message = await receive()
        kind = message["type"].removeprefix("lifespan.")
        await send({"type": f"lifespan.{kind}.complete"})
        if kind == "shutdown":
            return
