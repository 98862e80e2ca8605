"""Bearer tokens: who calls a runtime whose version has an authorizer, and how others are told to get a token.

What is answered says nothing of whether a runtime exists that its caller has no token for: a name that is
nobody's is answered as one that is protected, with the same words.

Source: AgentCore Runtime's OAuth guide; RFC 6750 (bearer tokens), RFC 9728 (protected resource metadata).
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, quote, unquote

from headwater.auth.jwt import Claims, InvalidToken, JwtAuthorizers
from headwater.core.authorizers import JwtRules
from headwater.core.errors import AccessDenied, InvalidRequest, NotFound, Unauthenticated
from headwater.core.identifiers import DEFAULT_ENDPOINT
from headwater.core.policies import allow
from headwater.core.principals import CallerKind, Principal
from headwater.core.runtimes import ServerProtocol, Target
from headwater.gateway.access import TargetResolver
from headwater.gateway.addresses import read_base
from headwater.gateway.gatekeeper import Admitted
from headwater.http.asgi import Scope, Send, build_json, send_answer
from headwater.wire.headers import RUNTIME_USER_ID
from headwater.wire.protocols import CallDialect

#: The operations that take a token: those on sessions.
OPERATIONS = frozenset(
    {"InvokeAgentRuntime", "StopRuntimeSession", "InvokeAgentRuntimeCommand", "GetAgentCard"}
)
#: Those that are WebSockets, which the service model does not have.
SOCKET_OPERATIONS = frozenset({"InvokeAgentRuntimeWithWebSocketStream", "InvokeAgentRuntimeCommandShell"})
_ACTIONS = tuple(f"bedrock-agentcore:{operation}" for operation in OPERATIONS | SOCKET_OPERATIONS)
_POLICY = allow(_ACTIONS)
_METADATA = "/invocations/.well-known/oauth-protected-resource"
_METADATA_PATH = re.compile(r"/runtimes/(?P<runtime>.+)" + re.escape(_METADATA) + "/?")
_WELL_KNOWN = re.compile(r"/\.well-known/(?:openid-configuration|oauth-authorization-server)(?=/|$)")
_USER_ID = RUNTIME_USER_ID.lower().encode()
_SIGNED = b"aws4-"
_SIGNED_QUERY = b"X-Amz-Signature="
#: What comes back in a header must fit in one.
_MAX_URL_LENGTH = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Who calls a runtime, and by which rules he was let in; None: by none, he signed or is asked nothing.

    `protocol` is the runtime's, for callers alone who may call it.
    """

    principal: Principal
    rules: JwtRules | None = None
    protocol: ServerProtocol = ServerProtocol.HTTP


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """The runtime that a call names, as the caller writes it."""

    runtime: str
    qualifier: str | None
    account_id: str | None

    @property
    def query(self) -> str:
        account = "" if self.account_id is None else f"&accountId={quote(self.account_id, safe='')}"
        endpoint = self.qualifier or self.runtime.partition("/runtime-endpoint/")[2] or DEFAULT_ENDPOINT
        return f"?qualifier={quote(endpoint, safe='')}{account}"


class BearerGate:
    """Identifies those who call runtimes."""

    def __init__(
        self, resolver: TargetResolver, authorizers: JwtAuthorizers, *, public_url: str = ""
    ) -> None:
        """`public_url` is how callers reach the server; empty: the name by which each of them calls it."""
        self._resolver = resolver
        self._authorizers = authorizers
        self._public_url = public_url.rstrip("/")

    async def identify(
        self, scope: Scope, caller: Admitted, runtime: str, dialect: CallDialect | None = None
    ) -> Identified:
        """Who calls one of `OPERATIONS`, or opens a WebSocket; `runtime` as the caller names it.

        Args:
            dialect: is told what a runtime speaks that wants tokens, whose metadata are for everyone to read.
        Raises:
            Unauthenticated: the runtime wants a token, and there is none or a bad one; or there is no such
                runtime, and the caller has not shown who he is otherwise.
            AccessDenied: he bears a token where a signature is wanted. (Who signs where a token is wanted
                is refused by `Invocations`, after his policy was asked.)
            MissingToken: he shows nothing where a signature is wanted.
        """
        named = _read_name(runtime, scope)
        target = self._find(named)
        rules = None if target is None else target.version.authorizer
        if dialect is not None and target is not None and rules is not None:
            dialect.protocol = target.version.protocol
        if target is not None and rules is None:
            if caller.bearer is not None:
                raise AccessDenied(
                    "Authorization method mismatch: this agent runtime wants a signature (SigV4)"
                )
            return Identified(principal=caller.identified(), protocol=target.version.protocol)
        if caller.bearer is None and (_is_signed(scope, caller) or (rules is None and caller.principal)):
            # Whether there is such a runtime is said to those alone who may call it: see `Invocations`.
            return Identified(principal=caller.identified(), protocol=self._find_protocol(target, named))
        challenge = self._challenge(scope, named)
        if caller.bearer is None:
            raise Unauthenticated("A bearer token is required.", challenge=challenge)
        if rules is None or len(_authorizations(scope)) != 1:
            raise InvalidToken(challenge=challenge)
        try:
            claims = await self._authorizers.of(rules).verify(caller.bearer)
        except InvalidToken:
            raise InvalidToken(challenge=challenge) from None
        _forget_user(scope)
        return Identified(
            principal=build_principal(claims), rules=rules, protocol=self._find_protocol(target, named)
        )

    async def identify_reader(self, caller: Admitted) -> Principal:
        """Who asks for what he does not name the runtime of: he may do so with those that take his token.

        Raises:
            InvalidToken: none does.
            AccessDenied: tokens are of no use on this server.
        """
        protected = self._resolver.list_protected()
        if caller.bearer is None or not protected:
            return caller.identified()
        found: Principal | None = None
        places: list[str] = []
        for rules, arns in protected.items():
            with contextlib.suppress(InvalidToken):
                found = build_principal(await self._authorizers.of(rules).verify(caller.bearer))
                places += arns
        if found is None:
            raise InvalidToken(challenge="Bearer")
        return replace(found, policy=allow(_ACTIONS, places))

    def is_metadata(self, path: str) -> bool:
        """Whether a raw path is that of a runtime's metadata."""
        return _METADATA_PATH.fullmatch(path) is not None

    async def send_metadata(self, scope: Scope, path: str, send: Send) -> None:
        """What a client needs to know to get a token for a runtime: it is for everyone to read.

        Raises:
            NotFound: there is no such runtime, or it takes no tokens.
        """
        found = _METADATA_PATH.fullmatch(path)
        assert found is not None
        named = _read_name(unquote(found["runtime"]), scope)
        target = self._find(named)
        if scope["method"] not in ("GET", "HEAD") or target is None or target.version.authorizer is None:
            raise NotFound("there is no protected resource here that takes bearer tokens")
        document = _describe(target.version.authorizer, self._url(scope, named, "/invocations"))
        await send_answer(send, build_json(document), [(b"access-control-allow-origin", b"*")])

    def _find(self, named: _Named) -> Target | None:
        try:
            return self._resolver.resolve(named.runtime, named.qualifier, named.account_id)
        except NotFound:
            return None

    def _find_protocol(self, target: Target | None, named: _Named) -> ServerProtocol:
        """What the runtime speaks, also where it has no endpoint of that name."""
        target = target or self._find(replace(named, qualifier=None))
        return ServerProtocol.HTTP if target is None else target.version.protocol

    def _challenge(self, scope: Scope, named: _Named) -> str:
        url = self._url(scope, named, _METADATA) + named.query
        return f'Bearer resource_metadata="{url}"' if len(url) <= _MAX_URL_LENGTH else "Bearer"

    def _url(self, scope: Scope, named: _Named, rest: str) -> str:
        base = self._public_url or read_base(scope)
        return f"{base}/runtimes/{quote(named.runtime, safe='')}{rest}"


def build_principal(claims: Claims) -> Principal:
    """The bearer of a verified token: he may do what a token is for, where he has been let in."""
    return Principal(kind=CallerKind.BEARER, name=claims.owner, owner=claims.owner, policy=_POLICY)


def _describe(rules: JwtRules, resource: str) -> dict[str, object]:
    scopes = rules.advertised_scopes
    return {
        "resource": resource,
        # An issuer's name is its document's address without the part that says what it is.
        "authorization_servers": [_WELL_KNOWN.sub("", rules.discovery_url)],
        "bearer_methods_supported": ["header"],
        **({"scopes_supported": scopes} if scopes else {}),
    }


def _read_name(runtime: str, scope: Scope) -> _Named:
    try:
        fields = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=1000)
    except ValueError as exc:
        raise InvalidRequest(f"The query string cannot be parsed: {exc}", reason="CannotParse") from None
    return _Named(
        runtime=runtime,
        qualifier=fields.get("qualifier", [None])[-1],
        account_id=fields.get("accountId", [None])[-1],
    )


def _authorizations(scope: Scope) -> list[bytes]:
    return [value for name, value in scope["headers"] if name == b"authorization"]


def _is_signed(scope: Scope, caller: Admitted) -> bool:
    """Whether a request has a signature, verified or (in open mode) not looked at."""
    if caller.principal is not None and caller.principal.kind is not CallerKind.OPEN:
        return True
    is_in_head = any(value[: len(_SIGNED)].lower() == _SIGNED for value in _authorizations(scope))
    return is_in_head or _SIGNED_QUERY in scope["query_string"]


def _forget_user(scope: Scope) -> None:
    """The token says who calls: a user that the caller names himself must not reach the agent beside it."""
    scope["headers"] = [(name, value) for name, value in scope["headers"] if name.lower() != _USER_ID]
