"""GetAgentCard: what an A2A agent says of itself, asked of a session of it.

The card is passed on as the agent gave it, save for one thing: the address. An agent is told one address of
its own (`AGENTCORE_RUNTIME_URL`) and puts it into its card; whoever reaches the server by another name, a
session by the port for agents, and a caller of another endpoint each find the address there that leads them
to this agent. A card that is signed is left alone.

Source: AgentCore Runtime's A2A protocol contract; A2A specification, agent card.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from functools import partial
from typing import Any
from urllib.parse import quote

from headwater.core.authorizers import JwtRules
from headwater.core.errors import AgentError, InvalidRequest
from headwater.core.identifiers import DEFAULT_ENDPOINT, build_runtime_url
from headwater.core.principals import Principal
from headwater.core.runtimes import RuntimeVersion, ServerProtocol, Target
from headwater.gateway.access import Line, SessionAccess, explain_end
from headwater.gateway.addresses import read_base
from headwater.http.asgi import ClientGone, RawHeaders, RequestBody, Scope, Send, find_header, send_answer
from headwater.http.connection import ConnectionBroken, HttpConnection
from headwater.sessions.session import LogEvent, Session
from headwater.wire.headers import (
    RUNTIME_USER_ID,
    SESSION_ID,
    build_agent_headers,
    encode_header_value,
    find_allowlist,
)
from headwater.wire.http import HttpAnswer
from headwater.wire.protocols import CallDialect

#: The operation that this file serves.
OPERATION = "GetAgentCard"
_PATH = b"/.well-known/agent-card.json"
_USER_ID = RUNTIME_USER_ID.lower().encode()
_SESSION_ID = SESSION_ID.lower().encode()
#: Of a card; the largest of public agents have some tens of kilobytes.
_MAX_BYTES = 4 * 1024 * 1024
#: How much of an agent's error answer goes to the log.
_LOGGED_ERROR_BYTES = 8192
#: Seconds that an agent has to give it; below boto3's read timeout.
_TIMEOUT_S = 50.0
#: A session that dies before it is asked is started anew, until so many were tried.
_ATTEMPTS = 3
_OK = 200


class AgentCards:
    """Serves `OPERATION`."""

    def __init__(
        self, access: SessionAccess, log_event: LogEvent, *, advertised: str, public_url: str = ""
    ) -> None:
        """
        Args:
            advertised: the server's address that agents are told.
            public_url: how callers reach it from outside; empty: by the name that each of them calls.
        """
        self._access = access
        self._log_event = log_event
        self._advertised = advertised
        self._public_url = public_url.rstrip("/")

    async def send_card(
        self,
        scope: Scope,
        body: RequestBody,
        send: Send,
        values: dict[str, Any],  # Any: members have their own types
        request_id: str,
        principal: Principal,
        rules: JwtRules | None,
        dialect: CallDialect,
        *,
        is_from_session: bool,
    ) -> None:
        """Answer with the card of the agent that `values` name, from the session that they name or a new one.

        Args:
            dialect: is told what a failure's form depends on.
            is_from_session: the caller is an agent, on the port for them.
        Raises:
            NotFound, AccessDenied, Conflict: as `SessionAccess` has it.
            InvalidRequest: the agent is none of A2A.
            AgentError: it gave no card.
        """
        target = await self._access.resolve(values, principal, rules)
        version, session_id = target.version, values["runtimeSessionId"]
        if version.protocol is not ServerProtocol.A2A:
            dialect.protocol = ServerProtocol.HTTP
            raise InvalidRequest(
                f"agent runtime {version.runtime_id} has serverProtocol {version.protocol}:"
                " agents of A2A alone have a card"
            )
        dialect.protocol, dialect.session_id = version.protocol, session_id
        self._access.check_served(target)
        await body.drain()
        headers = [
            header
            for header in build_agent_headers(
                scope["headers"],
                session_id=session_id,
                request_id=request_id,
                allowlist=find_allowlist(version),
            )
            if header[0] != b"content-type"
        ]
        caller = asyncio.create_task(_wait_left(body), name="card-caller")
        try:
            card = await self._ask(target, session_id, principal, headers, request_id, caller)
        finally:
            caller.cancel()
        base = read_base(scope) if is_from_session or not self._public_url else self._public_url
        answer = HttpAnswer(_OK, (("content-type", "application/json"),), self._readdress(card, target, base))
        session = (_SESSION_ID, encode_header_value(session_id, SESSION_ID))
        await send_answer(send, answer, [session, (b"x-amzn-requestid", request_id.encode())])

    async def _ask(
        self,
        target: Target,
        session_id: str,
        principal: Principal,
        headers: RawHeaders,
        request_id: str,
        caller: asyncio.Task[None],
    ) -> bytes:
        """The card; `caller` is done when nobody wants it any more, which hangs up on the agent."""
        for attempt in range(_ATTEMPTS):
            session = await self._access.find_or_start(target, session_id, principal)
            line = Line()
            caller.add_done_callback(partial(_hang_up, line))
            with session.invocation(line.hang_up), contextlib.ExitStack() as stack:
                stack.callback(line.hang_up)
                try:
                    connection = await line.open(session)
                except ConnectionBroken as exc:
                    if attempt == _ATTEMPTS - 1:
                        raise AgentError(await _explain(session, exc)) from exc
                    continue
                try:
                    return await self._read(connection, headers, target, session_id, request_id)
                except ConnectionBroken as exc:
                    reason = await _explain(session, exc)  # and wait for its end
                    if not connection.is_unread or attempt == _ATTEMPTS - 1:
                        raise AgentError(reason) from exc
        raise AssertionError("the last attempt returns or raises")

    async def _read(
        self,
        connection: HttpConnection,
        headers: RawHeaders,
        target: Target,
        session_id: str,
        request_id: str,
    ) -> bytes:
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                connection.send_head(b"GET", _PATH, headers)
                head = await connection.read_head()
                card = b""
                async for part in connection.read_body():
                    card += part
                    if len(card) > _MAX_BYTES:
                        raise AgentError(f"The agent's card is longer than {_MAX_BYTES} bytes")
        except TimeoutError:
            raise AgentError(f"The agent did not give its card within {_TIMEOUT_S:g} s") from None
        if head.status != _OK:
            text = card[:_LOGGED_ERROR_BYTES].decode("utf-8", "replace")
            self._log_event(
                target.version,
                session_id,
                f"request {request_id}: the agent answered {head.status} to GET {_PATH.decode()}: {text}",
                endpoint=target.endpoint,
                level="error",
            )
            raise AgentError(
                f"Received error ({head.status}) from runtime. Please check the runtime's logs"
                " (headwater logs) for more information."
            )
        return card

    def _readdress(self, card: bytes, target: Target, base: str) -> bytes:
        """The card with the address by which its reader reaches the agent.

        Raises:
            AgentError: it is no card.
        """
        try:
            parsed = json.loads(card)
        except (ValueError, RecursionError) as exc:
            raise AgentError(f"The agent's card is not JSON: {exc}") from None
        if not isinstance(parsed, dict):
            raise AgentError("The agent's card is not a JSON object")
        told, reached = advertised_url(self._advertised, target.version), _reached_url(base, target)
        if told == reached or parsed.get("signatures"):
            return card
        return card.replace(told.encode(), reached.encode())


def advertised_url(base: str, version: RuntimeVersion) -> str:
    """The address that a version's agents are told as theirs, and put into their cards."""
    return build_runtime_url(base, version.runtime_arn)


def _reached_url(base: str, target: Target) -> str:
    url = build_runtime_url(base, target.version.runtime_arn)
    return (
        url if target.endpoint == DEFAULT_ENDPOINT else f"{url}?qualifier={quote(target.endpoint, safe='')}"
    )


def _hang_up(line: Line, _: object) -> None:
    line.hang_up()


async def _wait_left(body: RequestBody) -> None:
    """Return when the caller is gone; his request was read before."""
    with contextlib.suppress(ClientGone):
        await body.next_part()


async def _explain(session: Session, exc: ConnectionBroken) -> str:
    async for reason in explain_end(session):
        return f"The agent gave no card: {reason}"
    return f"The agent gave no card: {exc}"


def find_user(scope: Scope) -> dict[str, str]:
    """The member of an invocation that names a user: the session a card comes from is to be this user's too.

    The operation's model does not know it, but clients send their headers with all that they ask.
    """
    raw = find_header(scope, _USER_ID)
    return {} if not raw else {"runtimeUserId": raw.decode("utf-8", "replace")}
