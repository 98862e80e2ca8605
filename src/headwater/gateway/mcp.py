"""Invocations of MCP servers: where a client's `Mcp-Session-Id` leads, and what its server calls it.

Rules:
1. A client's id leads to a session of ours: the same id, or one made of it. It wins over the Runtime header,
   which boto3 invents anew for each call.
2. A request without one (`initialize`) goes to the session that the Runtime header names, or to a new one,
   and the answer's `Mcp-Session-Id` is that session's id. A server that keeps sessions has an id of its own:
   it is noted here, and put in the place of the client's from then on. A second one in the same session of
   ours, of another client there, is known to its client by an id of its own.
3. Clients since 2026-07-28 know no sessions, and their servers keep none. All requests of one caller that
   name no session share one: a session each would cost every call the server's start.
4. DELETE ends the server's session, and ours when no other is left in it.

Source: AgentCore Runtime's MCP protocol contract; MCP, "Transports".
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from headwater.core.errors import InvalidRequest, NotAcceptable, UnknownOperation
from headwater.core.principals import CallerKind, Principal
from headwater.core.runtimes import Target
from headwater.gateway.exchange import Exchange
from headwater.http.asgi import RawHeaders, Scope, find_header
from headwater.sessions.session import Session
from headwater.telemetry import names
from headwater.telemetry.spans import Segment
from headwater.wire.headers import MCP_PROTOCOL_VERSION, MCP_SESSION_ID, SESSION_ID
from headwater.wire.protocols import CallDialect
from headwater.wire.protocols.base import is_rpc_error
from headwater.wire.protocols.mcp import (
    ACCEPT,
    EVENTS,
    McpMessage,
    choose_session_id,
    find_failure,
    has_sessions,
    is_mcp_session_id,
    takes_answers,
)

_MCP_SESSION_ID = MCP_SESSION_ID.lower().encode()
_MCP_PROTOCOL_VERSION = MCP_PROTOCOL_VERSION.lower().encode()
_RUNTIME_SESSION_ID = SESSION_ID.lower().encode()
_ACCEPT = b"accept"
#: Of clients, beside the headers of the contract: where to go on in a stream, and arguments of tools.
_LAST_EVENT_ID = b"last-event-id"
_PARAMETER_PREFIX = b"mcp-param-"
#: Sessions of MCP that are known in one session of ours: the oldest is forgotten, and its client begins anew.
_IDS_MAX_COUNT = 1000
#: The method by which clients since 2026-07-28 wait for news, as others do by GET.
_LISTENING = "subscriptions/listen"
#: Statuses of answers that have the same request sent elsewhere.
_REDIRECTIONS = (307, 308)
_ATTRIBUTES = {
    "tools/call": names.GEN_AI_TOOL,
    "prompts/get": names.GEN_AI_PROMPT,
    "resources/read": names.MCP_RESOURCE_URI,
}


@dataclass(slots=True)
class _Ids:
    """The server's ids in one session of ours, by those that its clients have."""

    server_ids: dict[str, str] = field(default_factory=dict)
    #: Whether one of them was called as our session; no second one ever is.
    has_namesake: bool = False
    #: Whether the server's path has a slash at its end.
    is_mounted: bool = False

    def find_client_id(self, server_id: str) -> str | None:
        return next((mine for mine, theirs in self.server_ids.items() if theirs == server_id), None)


class McpSessions:
    """Which sessions of MCP are in which of ours. Forgotten with ours, as what they were is gone."""

    def __init__(self) -> None:
        self._ids: WeakKeyDictionary[Session, _Ids] = WeakKeyDictionary()
        #: Of clients whose id is not that of the session -> that.
        self._others: dict[tuple[str, str, str], str] = {}
        #: Makes ids that nobody can claim before those whose they are.
        self._secret = secrets.token_bytes(16)

    def find_session_id(self, target: Target, client_id: str) -> str:
        """The session of ours that a client's id leads to."""
        place = (target.version.runtime_id, target.endpoint, client_id)
        return self._others.get(place) or choose_session_id(client_id)

    def choose_shared_id(self, principal: Principal) -> str:
        """The session of all requests of a caller that name none."""
        owner = (principal.owner or principal.kind).encode()
        return f"mcp-shared-{hashlib.blake2s(owner, key=self._secret).hexdigest()}"

    def is_mounted(self, session: Session) -> bool:
        """Whether its server takes requests behind its path with a slash alone, as older ones do."""
        ids = self._ids.get(session)
        return ids is not None and ids.is_mounted

    def note_mounted(self, session: Session) -> bool:
        """It said so; whether that is news."""
        ids = self._ids.setdefault(session, _Ids())
        is_news, ids.is_mounted = not ids.is_mounted, True
        return is_news

    def find_server_id(self, session: Session, client_id: str) -> str | None:
        """What the server calls the session that the client calls so; None: it has said nothing of that."""
        ids = self._ids.get(session)
        return None if ids is None else ids.server_ids.get(client_id)

    def note_server_id(self, session: Session, client_id: str | None, server_id: str | None) -> str:
        """A server's answer named a session, or none; gives what its client is to call it."""
        ids = self._ids.setdefault(session, _Ids())
        if server_id is None:
            return client_id or self._choose_client_id(session, ids)
        known = ids.find_client_id(server_id)
        if known is None:
            known = client_id or self._choose_client_id(session, ids)
            ids.server_ids[known] = server_id
            ids.has_namesake = ids.has_namesake or known == session.key.session_id
            if len(ids.server_ids) > _IDS_MAX_COUNT:
                oldest = next(iter(ids.server_ids))
                del ids.server_ids[oldest]
                self._others.pop((session.key.runtime_id, session.key.endpoint, oldest), None)
        return known

    def forget(self, session: Session, client_id: str) -> bool:
        """A session of MCP is over; whether none is left in that session of ours."""
        ids = self._ids.get(session)
        if ids is None:
            return True
        ids.server_ids.pop(client_id, None)
        return not ids.server_ids

    def _choose_client_id(self, session: Session, ids: _Ids) -> str:
        key = session.key
        if not ids.has_namesake and is_mcp_session_id(key.session_id):
            return key.session_id
        client_id = str(uuid.uuid4())
        place = (key.runtime_id, key.endpoint, client_id)
        self._others[place] = key.session_id
        session.ended.add_done_callback(lambda _: self._others.pop(place, None))
        return client_id


class McpExchange(Exchange):
    """One request of a client: a message (POST), the wish for the server's own (GET), or the end (DELETE)."""

    #: Redirected clients would leave the address that they know us by.
    least_error = 300

    def __init__(
        self,
        scope: Scope,
        session_id: str,
        dialect: CallDialect,
        target: Target,
        principal: Principal,
        sessions: McpSessions,
        message: McpMessage | None,
    ) -> None:
        self._sessions = sessions
        self._message = message
        self._client_id = _read(scope, _MCP_SESSION_ID)
        if self._client_id is not None:
            session_id = sessions.find_session_id(target, self._client_id)
        elif (
            principal.kind is not CallerKind.DOOR  # which says by other means which session it wants
            and _read(scope, _RUNTIME_SESSION_ID) is None
            and not has_sessions(_read(scope, _MCP_PROTOCOL_VERSION))
        ):
            session_id = sessions.choose_shared_id(principal)
        super().__init__(scope, session_id, dialect, target)
        #: As servers that were written for a developer's machine expect to be called.
        self.host = f"127.0.0.1:{target.version.agent_port}".encode()
        is_post = scope["method"] == "POST"
        self.needs_live = not is_post
        self.is_work = is_post and (message is None or message.method != _LISTENING)
        # An answer to a server's question, or word of its client's change of mind, is for what runs already.
        self.takes_turns = self.is_work and (message is None or message.is_request)
        self._is_unknown = False
        told_id = self._client_id or self.session_id
        if is_mcp_session_id(told_id):
            dialect.headers = ((MCP_SESSION_ID, told_id),)

    def check(self) -> None:
        method = self.scope["method"]
        if method == "POST":
            if not takes_answers(_read_list(self.scope, _ACCEPT)):
                raise NotAcceptable
        elif method not in ("GET", "DELETE"):
            raise UnknownOperation(f"an MCP server takes POST, GET and DELETE, not {method[:20]}")
        elif self._client_id is None:
            raise InvalidRequest(f"{method} needs the header {MCP_SESSION_ID}: the session that it is about")

    def describe(self, segment: Segment) -> None:
        known = {
            names.MCP_METHOD: None if self._message is None else self._message.method,
            names.MCP_SESSION_ID: self._client_id,
            names.MCP_PROTOCOL_VERSION: _read(self.scope, _MCP_PROTOCOL_VERSION),
        }
        if self._message is not None and self._message.method in _ATTRIBUTES:
            known[_ATTRIBUTES[self._message.method]] = self._message.name
        segment.attributes |= {name: value for name, value in known.items() if value is not None}

    def adapt_request(self, headers: RawHeaders, session: Session) -> RawHeaders:
        kept = [(name, value) for name, value in headers if name not in (_MCP_SESSION_ID, _ACCEPT)]
        present = {name for name, _ in kept}
        kept += [
            (name, value)
            for name, value in self.scope["headers"]
            if (name == _LAST_EVENT_ID or name.startswith(_PARAMETER_PREFIX)) and name not in present
        ]
        kept.append((_ACCEPT, (EVENTS if self.scope["method"] == "GET" else ACCEPT).encode()))
        server_id = self._choose_server_id(session)
        if server_id is not None:
            kept.append((_MCP_SESSION_ID, server_id.encode("latin-1")))
        return kept

    def adapt_answer(self, headers: RawHeaders, given: RawHeaders, session: Session) -> RawHeaders:
        found = next((value for name, value in given if name.lower() == _MCP_SESSION_ID), None)
        server_id = None if found is None else found.decode("latin-1")
        client_id = self._sessions.note_server_id(session, self._client_id, server_id)
        kept = [(name, value) for name, value in headers if name != _MCP_SESSION_ID]
        return [*kept, (_MCP_SESSION_ID, client_id.encode("latin-1"))]

    def choose_path(self, session: Session) -> str:
        return f"{self._path}/" if self._sessions.is_mounted(session) else self._path

    def is_elsewhere(self, status: int, headers: RawHeaders, session: Session) -> bool:
        told = next((value for name, value in headers if name.lower() == b"location"), b"")
        if status not in _REDIRECTIONS or urlsplit(told).path != f"{self._path}/".encode():
            return False
        return self._sessions.note_mounted(session)

    def is_callers(self, status: int, headers: RawHeaders, body: bytes) -> bool:
        self._is_unknown = status == 404
        return status < 500 and (self.needs_live or is_rpc_error(headers, body))

    def write_break(self, problem: str) -> bytes:
        return super().write_break(problem) if self.is_work else b""

    def note_end(self, last: bytes, segment: Segment) -> None:
        # A tool that could not do what it was asked is no failure of its server.
        failure = find_failure(last)
        if failure is not None:
            segment.attributes[names.ERROR_CODE] = failure

    def choose_end(self, session: Session) -> str | None:
        if self.scope["method"] == "DELETE":
            assert self._client_id is not None
            return "stopped-by-caller" if self._sessions.forget(session, self._client_id) else None
        if self._is_unknown and session.request_count == 1:
            return "answered"  # it was started for a session of MCP that is long gone, or was never begun
        return None

    def _choose_server_id(self, session: Session) -> str | None:
        """What the server is told: its own id where it has one, else ours; nothing where one is to begin."""
        if self._client_id is not None:
            return self._sessions.find_server_id(session, self._client_id) or self._client_id
        is_first = self._message is not None and self._message.method == "initialize"
        return None if is_first or not is_mcp_session_id(self.session_id) else self.session_id


def _read(scope: Scope, name: bytes) -> str | None:
    value = find_header(scope, name)
    return None if value is None else value.strip().decode("latin-1") or None


def _read_list(scope: Scope, name: bytes) -> str:
    return b",".join(value for key, value in scope["headers"] if key == name).decode("latin-1")
