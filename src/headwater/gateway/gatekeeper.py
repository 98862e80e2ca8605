"""Who may come in: finds the caller of each request before anything of it is served.

Agents come in on a port of their own, with the credentials of their session. Everybody else is identified by
a signature (mode `keys`) or not at all (mode `open`). Bearer tokens belong to one runtime's version and are
looked at where that is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from headwater.auth.attempts import KeyAttempts
from headwater.auth.signatures import PendingSignature, SignatureChecker
from headwater.core.addresses import is_loopback
from headwater.core.errors import AccessDenied, InvalidRequest
from headwater.core.principals import OPEN, Principal
from headwater.gateway.bodies import HashedBody, hold_body
from headwater.gateway.browsers import Browsers, find_address, forget_signin
from headwater.gateway.cors import Cors
from headwater.gateway.metrics_page import PATH as METRICS_PATH
from headwater.http.asgi import RequestBody, Scope, find_header, raw_path
from headwater.wire.basic import parse_basic
from headwater.wire.headers import SESSION_ID
from headwater.wire.sigv4 import MissingToken, Received

Mode = Literal["open", "keys"]
#: A conversation with pictures, for a model; every operation has a lower bound of its own.
_MAX_BODY_BYTES = 128 * 1024 * 1024
_BEARER = b"bearer "
#: The official SDK adds it to what it has signed, where it opens WebSockets.
_LOOSE_OF_SOCKETS = frozenset({SESSION_ID.lower()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A request whose caller is known, as far as it can be by now."""

    #: None: he showed nothing, or a bearer token alone.
    principal: Principal | None
    bearer: str | None
    body: RequestBody

    def identified(self) -> Principal:
        """The caller, for what wants one.

        Raises:
            MissingToken: he showed nothing.
            AccessDenied: he has a bearer token, which is good for a runtime alone.
        """
        if self.principal is not None:
            return self.principal
        if self.bearer is not None:
            raise AccessDenied("Authorization method mismatch: this operation wants a signature (SigV4)")
        raise MissingToken(
            "Missing Authentication Token: sign the request (SigV4) with a key of `headwater keys create`"
        )


class Gatekeeper:
    """Identifies callers."""

    def __init__(
        self,
        mode: Mode,
        *,
        callers: SignatureChecker,
        browsers: Browsers | None = None,
        scrapers: KeyAttempts | None = None,
        agents: SignatureChecker | None = None,
        agent_port: int | None = None,
        cors: Cors | None = None,
    ) -> None:
        """
        Args:
            cors: which pages may call agents; None: none.
            browsers: finds those who are signed in.
            scrapers: checks those who show a key for `METRICS_PATH` by HTTP Basic.
            agents: checks what comes in on `agent_port`; None: nobody is identified there.
        """
        self.mode = mode
        self._callers = callers
        self._browsers = browsers
        self._scrapers = scrapers
        self._agents = agents
        self._agent_port = agent_port
        self.cors = cors or Cors()

    def is_agents(self, scope: Scope) -> bool:
        """Whether a request came in on the port for agents."""
        server = scope.get("server")
        return self._agent_port is not None and server is not None and server[1] == self._agent_port

    def check_origin(self, scope: Scope) -> None:
        """What holds for all requests, of those too who need not say who they are.

        Raises:
            AccessDenied: a page from elsewhere calls a server that is open to this machine alone.
        """
        if self.mode == "open":
            _check_is_local(scope, is_page_named=self.cors.names(scope))

    async def admit(self, scope: Scope, body: RequestBody, *, is_upload: bool = False) -> Admitted:
        """Identify the caller of a request.

        Args:
            is_upload: the body has no effect before it is complete, so it need not be held to be hashed.
        Raises:
            HeadwaterError: he is not who he says, or says it in a way that is not understood.
            ClientGone: he left.
        """
        bearer = _read_bearer(scope)
        checker: SignatureChecker | None = self._callers
        if self.is_agents(scope):
            checker = self._agents
        elif self.mode == "open":
            self.check_origin(scope)
            checker = None
        if checker is None:
            return Admitted(principal=OPEN, bearer=bearer, body=body)
        scraper = None if self.is_agents(scope) else self._find_scraper(scope)
        if scraper is not None:
            return Admitted(principal=scraper, bearer=None, body=body)
        pending = checker.open(_received(scope))
        if pending is None:
            # A page of anybody's can open a WebSocket, cookies and all, and send no token with it.
            has_cookie = not self.is_agents(scope) and scope["type"] == "http"
            principal = self._find_signed_in(scope) if has_cookie else None
            return Admitted(principal=principal, bearer=bearer, body=body)
        if is_upload:
            return _admit_upload(pending, body)
        held, body_sha256 = await hold_body(body, _MAX_BODY_BYTES)
        return Admitted(principal=pending.finish(body_sha256), bearer=None, body=held)

    def _find_scraper(self, scope: Scope) -> Principal | None:
        """Who shows his key by HTTP Basic, which Prometheus can, where that is allowed.

        Raises:
            Unauthenticated, Throttled: the key is wrong, or was too often.
        """
        value = find_header(scope, b"authorization")
        if self._scrapers is None or value is None or raw_path(scope) != METRICS_PATH:
            return None
        shown = parse_basic(value)
        return None if shown is None else self._scrapers.verify(*shown, find_address(scope)).principal()

    def _find_signed_in(self, scope: Scope) -> Principal | None:
        """Who has a sign-in's cookie and shows nothing else."""
        if self._browsers is None or find_header(scope, b"authorization") is not None:
            return None
        key = self._browsers.identify(scope)
        if key is None:
            return None
        forget_signin(scope)
        return key.principal()


def _admit_upload(pending: PendingSignature, body: RequestBody) -> Admitted:
    """The head is signed with the body's hash; whether that is the body's shows at its end."""
    if pending.body_sha256 is None:
        raise InvalidRequest("an upload has to be signed with its SHA-256, in x-amz-content-sha256")
    principal = pending.finish(pending.body_sha256)
    return Admitted(principal=principal, bearer=None, body=HashedBody(body, pending.finish))


def _received(scope: Scope) -> Received:
    is_socket = scope["type"] == "websocket"
    return Received(
        method=scope["method"],
        raw_path=raw_path(scope),
        raw_query=scope["query_string"].decode("latin-1"),
        headers=scope["headers"],
        loose=_LOOSE_OF_SOCKETS if is_socket else frozenset(),
    )


def _read_bearer(scope: Scope) -> str | None:
    value = find_header(scope, b"authorization")
    if value is None or value[: len(_BEARER)].lower() != _BEARER:
        return None
    return value[len(_BEARER) :].strip().decode("latin-1")


def _check_is_local(scope: Scope, *, is_page_named: bool) -> None:
    """In open mode a page of somebody else's, in a browser here, must not get in with a name for loopback."""
    host = find_header(scope, b"host") or b""
    origin = find_header(scope, b"origin")
    if not _is_local(f"//{host.decode('latin-1')}"):
        raise AccessDenied(
            f"the server is open to this machine alone, and was called {host.decode('latin-1')[:100]!r};"
            " say 127.0.0.1 or localhost, or use keys (auth.mode)"
        )
    if origin is not None and not is_page_named and not _is_local(origin.decode("latin-1")):
        raise AccessDenied("the server is open to this machine alone, not to pages from elsewhere")


@lru_cache(maxsize=256)  # callers say the same few names with every request
def _is_local(url: str) -> bool:
    try:
        return is_loopback(urlsplit(url).hostname or "", names_below=True)
    except ValueError:
        return False
