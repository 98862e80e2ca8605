"""One request to a front door, from its head to the last byte of its answer."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
import time
import uuid
from dataclasses import replace

from headwater.core.errors import InvalidRequest
from headwater.core.principals import Principal
from headwater.edge import problems
from headwater.edge.answering import SECURITY_HEADERS, DoorAnswer, FormedAnswer, Headers, Outlet, OwnAnswer
from headwater.edge.authentication.principals import for_target
from headwater.edge.base import Refusal, Request, TargetAnswer, TargetBroke, TargetCall, TargetRefused
from headwater.edge.clients import find_client, find_scheme
from headwater.edge.config import RequestSettings
from headwater.edge.cors import answer_preflight, build_cors_headers
from headwater.edge.counts import NO_DOOR, EdgeCounts
from headwater.edge.doors import Door, DoorTable, Entrance
from headwater.edge.forms import FORMS, FormContext
from headwater.edge.forms.openai import build_models
from headwater.edge.forms.own import OwnForm, OwnFormFailed
from headwater.edge.forms.requests import DoorRequest, parse_request
from headwater.edge.keepalive import KeepAlive
from headwater.edge.pages import PAGE_HEADERS
from headwater.edge.sessions import choose_session_id, derive_target_id
from headwater.http.asgi import (
    ClientGone,
    Receive,
    RequestBody,
    Scope,
    Send,
    find_header,
    raw_path,
    send_answer,
)
from headwater.telemetry import names
from headwater.telemetry.serverlog import begin_request
from headwater.telemetry.spans import Recorder
from headwater.wire.http import HttpAnswer
from headwater.wire.tracecontext import find_context

_log = logging.getLogger("headwater.edge")
#: Of a refused request: what is read of its body, and for how long.
_DRAIN_MAX_BYTES = 16 * 1024 * 1024
_DRAIN_TIMEOUT_S = 2.0
#: Headers that must not be there twice: which one counts would be a matter of who looks.
_ONCE = (b"host", b"authorization", b"x-amz-content-sha256", b"x-session-id", b"x-api-key")
_CHOOSABLE = ("original", "transformed")


class Call:
    """One request."""

    def __init__(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        table: DoorTable,
        keep_alive: KeepAlive,
        recorder: Recorder,
        counts: EdgeCounts,
    ) -> None:
        trace = find_context(scope["headers"])
        self._segment = recorder.begin(names.DOOR_REQUEST, trace, is_public=True)
        self._segment.begin_phase(names.GUARD)
        self._is_invoking = False
        self.request_id = str(uuid.uuid4())
        begin_request(self.request_id, self._segment)
        self.door_name = NO_DOOR
        self._counts = counts
        self._is_counted = False
        self.address = scope["client"][0] if scope.get("client") else ""
        self._scope = scope
        self._receive = receive
        self._send = send
        self._table = table
        self._keep_alive = keep_alive
        self._body = RequestBody(receive)
        self._answer: DoorAnswer | None = None
        self._has_answered = False
        self._extra: Headers = []

    async def serve(self) -> None:
        """Answer the request.

        Raises:
            Refusal: nothing was answered yet.
            ClientGone: nobody is left to answer.
        """
        request = self._read_request()
        entrance = self._table.find(request.host, request.path)
        if entrance is not None:
            self.door_name = entrance.door.settings.name
        self._counts.begin(self.door_name)
        self._is_counted = True
        if entrance is None:
            raise Refusal(404, "not_found", "there is nothing at this address")
        door = entrance.door
        self._extra = build_cors_headers(door.settings.cors, request)
        door.guards.check_head(request)
        if await self._answer_method(entrance, request):
            return
        self._segment.begin_phase(names.AUTHENTICATE)
        principal, request = await self._admit(door, request)
        self._segment.begin_phase(names.PARSE)
        if entrance.page is not None:
            self._has_answered = True
            await send_answer(self._send, entrance.page.answer(), self._headers(PAGE_HEADERS))
            return
        if entrance.form is None:
            await self._send_complete(_list_models(door))
            return
        wanted = _parse(entrance, request)
        door.guards.check_prompt(wanted.prompt)
        async with door.guards.running(request, principal):
            await self._invoke(door, request, principal, wanted)

    async def refuse(self, refusal: Refusal) -> None:
        """Answer with an error, if nothing was answered yet; else break off."""
        if self._has_answered or (self._answer is not None and self._answer.has_begun):
            await self.break_off()
            return
        is_read = await self._drain()
        if not is_read:
            self._extra.append((b"connection", b"close"))
        await self._send_complete(problems.encode(refusal, self.request_id))

    async def break_off(self) -> None:
        """Tell the client that an answer breaks off, if its form can; the server closes the connection."""
        if self._answer is not None and self._answer.has_begun:
            await self._answer.fail()
        elif not self._has_answered:
            await self._send_complete(problems.encode(problems.unexpected(), self.request_id))

    async def close(self) -> None:
        """The request is over."""
        if self._is_invoking:
            self._segment.begin_phase(names.SETTLE)
        if self._is_counted:
            self._counts.end(self.door_name)
        if self._answer is not None:
            self._keep_alive.remove(self._answer)
            await self._answer.close()
        if self._is_invoking:
            self._segment.end()

    def fail(self, outcome: str, message: str) -> None:
        """What went wrong, by `telemetry.names.OUTCOMES`; for whoever runs the doors."""
        self._segment.fail(outcome, message)

    async def _drain(self) -> bool:
        """Throw away the rest of the body, within bounds, so that one who is still sending reads the answer.

        One who waits to be asked for his body is not asked for it.

        Returns:
            Whether all of it came; if not, the connection is of no use any more.
        """
        if find_header(self._scope, b"expect") is not None and not self._body.received_bytes:
            return False
        with contextlib.suppress(TimeoutError, ClientGone):
            async with asyncio.timeout(_DRAIN_TIMEOUT_S):
                async for _ in self._body.parts():
                    if self._body.received_bytes > _DRAIN_MAX_BYTES:
                        break
        return self._body.is_complete

    def _read_request(self) -> Request:
        scope, trusted = self._scope, self._table.trusted_proxies
        headers = scope["headers"]
        names = [name for name, _ in headers]
        for name in _ONCE:
            if names.count(name) > 1:
                raise Refusal(400, "invalid_request", f"there is more than one header {name.decode()}")
        peer, self.address = self.address, find_client(self.address, headers, trusted)
        return Request(
            method=scope["method"],
            path=raw_path(scope),
            query=scope["query_string"].decode("latin-1"),
            headers=headers,
            address=self.address,
            host=_host_name(find_header(scope, b"host") or b""),
            scheme=find_scheme(peer, headers, trusted, scope.get("scheme", "http")),
        )

    async def _answer_method(self, entrance: Entrance, request: Request) -> bool:
        """Answer what is no invocation; whether it was none."""
        allowed = ", ".join(entrance.methods)
        if request.method == "OPTIONS":
            headers = answer_preflight(entrance.door.settings.cors, request, entrance.methods)
            await self._send_complete(HttpAnswer(204, (("allow", allowed),), b""), headers)
            return True
        if request.method not in entrance.methods:
            message = f"this address takes {allowed}"
            raise Refusal(405, "method_not_allowed", message, headers={"allow": allowed})
        if request.method == "HEAD":
            await self._send_complete(HttpAnswer(200, (), b""))
            return True
        return False

    async def _admit(self, door: Door, request: Request) -> tuple[Principal, Request]:
        """Who calls, and the request with its body: read only for those who are known, where that can be."""
        if door.authenticator.needs_body:
            request = await self._read_body(door, request)
            principal = await door.authenticator.authenticate(request)
        else:
            principal = await door.authenticator.authenticate(request)
            request = await self._read_body(door, request)
        door.guards.check_body(request.body)
        return principal, request

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

    async def _invoke(self, door: Door, request: Request, principal: Principal, wanted: DoorRequest) -> None:
        settings = door.settings
        self._is_invoking = True
        self._segment.begin_phase(names.INVOKE_TARGET)
        self._segment.attributes |= {names.DOOR: settings.name, names.FORM: wanted.form}
        session_id = choose_session_id(settings.name, principal, wanted.session_id, wanted.conversation_id)
        self._extra.append((b"x-session-id", session_id.encode()))
        call = TargetCall(
            payload=_shape(settings.request, wanted),
            content_type=wanted.payload_content_type,
            session_id=derive_target_id(settings.name, principal, session_id),
            request_id=self.request_id,
            principal=for_target(settings.name, principal),
            user_id=principal.name if settings.send_user_id and principal.owner else None,
            trace=self._segment.within(names.INVOKE_TARGET),
        )
        answer = self._answer = self._make_answer(door, wanted, session_id)
        self._keep_alive.add(answer, settings.keep_alive_s)
        chars = len(wanted.prompt or "")
        async with door.guards.metering(request, principal, answer, chars) as metered:
            await self._carry(door, call, answer, metered)

    def _make_answer(self, door: Door, wanted: DoorRequest, session_id: str) -> DoorAnswer:
        def make_context(content_type: str) -> FormContext:
            return FormContext(
                session_id=session_id,
                model=door.settings.name,
                request_id=self.request_id,
                target_content_type=content_type,
                is_streaming=wanted.is_streaming,
                created_s=int(time.time()),
                includes_usage=wanted.includes_usage,
                shows_errors=door.settings.show_agent_errors,
            )

        outlet = Outlet(self._send, self._headers())
        own = door.own_forms.get(wanted.form)
        if own is not None:
            return OwnAnswer(outlet, lambda content_type: OwnForm(own, make_context(content_type)))
        return FormedAnswer(outlet, lambda content_type: FORMS[wanted.form](make_context(content_type)))

    async def _carry(self, door: Door, call: TargetCall, answer: DoorAnswer, metered: TargetAnswer) -> None:
        assert door.target is not None
        try:
            await door.target.invoke(call, metered, self._wait_left)
            await answer.finish()
        except TargetRefused as exc:
            _log.warning(
                "request %s: the target of door %s answered %d: %s",
                self.request_id, self.door_name, exc.status, exc.detail,
            )  # fmt: skip
            raise problems.of_target(exc) from exc
        except TargetBroke as exc:
            self.fail("agent", str(exc))
            _log.warning(
                "request %s: the answer at door %s broke off: %s", self.request_id, self.door_name, exc
            )
            await answer.fail()
        except OwnFormFailed as exc:  # what was sent cannot be taken for the whole: the connection breaks off
            self.fail("system", str(exc))
            _log.exception("request %s: the form of door %s failed", self.request_id, self.door_name)

    async def _wait_left(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def _send_complete(self, answer: HttpAnswer, headers: Headers | None = None) -> None:
        self._has_answered = True
        await send_answer(self._send, answer, [*(headers or []), *self._headers()])

    def _headers(self, security: Headers = SECURITY_HEADERS) -> Headers:
        return [(b"x-request-id", self.request_id.encode()), *self._extra, *security]


def _parse(entrance: Entrance, request: Request) -> DoorRequest:
    settings, form = entrance.door.settings, entrance.form
    assert form is not None
    if not (request.find("content-type") or "").isascii():
        raise Refusal(400, "invalid_request", "the Content-Type is not ASCII")
    choices = [name for name in settings.allowed_forms if name in _CHOOSABLE] if form in _CHOOSABLE else []
    try:
        return parse_request(
            request.method,
            request.query.encode("latin-1"),
            {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(request.headers)},
            request.body,
            form=form,
            choices=choices,
            shape="prompt" if form in ("openai", "ai-sdk") else settings.request.shape,
        )
    except InvalidRequest as exc:
        raise Refusal(400, "invalid_request", exc.message) from exc


def _shape(settings: RequestSettings, wanted: DoorRequest) -> bytes:
    """The payload, with the door's own key for the prompt and its further members."""
    if wanted.prompt is None or (settings.prompt_key == "prompt" and not settings.extra):
        return wanted.payload
    members = json.loads(wanted.payload)
    prompt = members.pop("prompt")
    return json.dumps({settings.prompt_key: prompt, **members, **settings.extra}).encode()


def _list_models(door: Door) -> HttpAnswer:
    """OpenAI's list of models: the door, by its public name."""
    body = build_models([door.settings.name], door.opened_s)
    return HttpAnswer(200, (("content-type", "application/json"),), body)


def _host_name(raw: bytes) -> str:
    """The Host header's name, without its port, in lower case."""
    text = raw.decode("latin-1").lower()
    name = text[: text.index("]") + 1] if text.startswith("[") and "]" in text else text.partition(":")[0]
    return name.rstrip(".")


def _too_large(limit_bytes: int) -> Refusal:
    return Refusal(413, "too_large", f"the body has more than {limit_bytes} bytes", rule="body_max_bytes")


def _check_digest(request: Request, body: bytes) -> None:
    """A body that came with its hash (`x-amz-content-sha256`) is the one that was hashed."""
    said = request.find("x-amz-content-sha256")
    if said is not None and said.lower() != hashlib.sha256(body).hexdigest():
        raise Refusal(400, "digest_mismatch", "x-amz-content-sha256 is not the SHA-256 of the body")
