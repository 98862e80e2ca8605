"""Who gets in where: every way of showing who one is, at every kind of runtime, in both modes."""

from types import SimpleNamespace

import pytest

from headwater.auth.jwt import Claims, InvalidToken
from headwater.core.authorizers import parse_jwt_rules
from headwater.core.errors import AccessDenied, NotFound, RetryableConflict, Unauthenticated
from headwater.core.policies import Ask, allow
from headwater.core.principals import OPEN, CallerKind, Principal
from headwater.core.runtimes import RuntimeVersion, Target
from headwater.gateway.access import SessionAccess
from headwater.gateway.bearer import BearerGate
from headwater.gateway.gatekeeper import Admitted
from headwater.gateway.invoke import Invocations
from headwater.telemetry.spans import Recorder
from headwater.wire.restjson import load_api
from headwater.wire.sigv4 import MissingToken

ARN = "arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/{}-0123456789"
RULES = parse_jwt_rules({"discoveryUrl": "https://i.example/.well-known/openid-configuration"})
OTHER_RULES = parse_jwt_rules({"discoveryUrl": RULES.discovery_url, "allowedAudience": ["a"]})
KEY = Principal(kind=CallerKind.KEY, name="k", owner="key:k", policy=allow(["*"]))
SIGNATURE = b"AWS4-HMAC-SHA256 Credential=x"


class Resolver:
    """Knows a runtime that takes tokens and one that takes signatures."""

    def __init__(self, rules=RULES):
        self._known = {"closed": rules, "signed": None}

    def resolve(self, arn_or_id, qualifier, account_id):
        name = arn_or_id.rpartition("/")[2].removesuffix("-0123456789")
        if name not in self._known or qualifier not in (None, "DEFAULT"):
            raise NotFound("no")
        version = RuntimeVersion(
            runtime_id=f"{name}-0123456789",
            runtime_arn=ARN.format(name),
            runtime_name=name,
            number=1,
            authorizer=self._known[name],
        )
        return Target(endpoint="DEFAULT", version=version)


class Authorizers:
    """Accepts the token `good` for the rules it is asked for."""

    def of(self, rules):
        async def verify(token):
            if token != "good":
                raise InvalidToken
            return Claims(issuer="https://i.example", subject="ann", raw={"sub": "ann"})

        assert rules == RULES
        return SimpleNamespace(verify=verify)


def build_request(mode, shown, query=b""):
    """A request's head, and its caller as the gatekeeper would have him in `mode` who shows `shown`."""
    is_open = mode == "open"
    principal, values, bearer = OPEN if is_open else None, [], None
    if shown == "signature":
        principal, values = OPEN if is_open else KEY, [SIGNATURE]
    elif shown == "presigned":
        principal, query = OPEN if is_open else KEY, b"X-Amz-Signature=00"
    elif shown in ("good", "bad"):
        bearer, values = shown, [b"Bearer " + shown.encode()]
    headers = [(b"host", b"h.example"), *((b"authorization", value) for value in values)]
    scope = {"headers": headers, "query_string": query, "scheme": "http", "server": ("127.0.0.1", 1)}
    return scope, Admitted(principal=principal, bearer=bearer, body=None)


async def outcome(mode, runtime, shown):
    """What becomes of a call: who was let in, or the error."""
    gate, resolver = BearerGate(Resolver(), Authorizers()), Resolver()
    scope, caller = build_request(mode, shown)
    named = ARN.format(runtime)
    try:
        identified = await gate.identify(scope, caller, named)
        values = {"agentRuntimeArn": ARN.format(runtime), "runtimeSessionId": "x", "clientToken": "x"}
        await stop(resolver, values, identified.principal, identified.rules)
    except Unauthenticated as exc:
        return f"401 {exc.message}" if exc.challenge else "401 without a challenge"
    except MissingToken:
        return "403 missing"
    except AccessDenied as exc:
        return "403 mismatch" if "Authorization method mismatch" in exc.message else exc.message
    except NotFound:
        return "404"
    return str(identified.principal.kind)


class LetIn(Exception):
    """The call has come as far as its session."""


async def stop(resolver, values, principal, rules):
    def find(key):
        raise LetIn

    access = SessionAccess(resolver, SimpleNamespace(find=find), None, None)
    invocations = Invocations(access, None, None, Recorder(), None, None)
    operation = load_api().get_operation("StopRuntimeSession")
    try:
        await invocations.stop(operation, values, None, "r", principal, rules)
    except LetIn:
        return


REQUIRED, INVALID = "401 A bearer token is required.", "401 The bearer token is not valid."
#: (mode, what is shown) -> at a runtime with an authorizer, at one without, at none.
TABLE = {
    ("keys", "nothing"): (REQUIRED, "403 missing", REQUIRED),
    ("keys", "bad"): (INVALID, "403 mismatch", INVALID),
    ("keys", "good"): ("bearer", "403 mismatch", INVALID),
    ("keys", "signature"): ("403 mismatch", "key", "404"),
    ("keys", "presigned"): ("403 mismatch", "key", "404"),
    ("open", "nothing"): (REQUIRED, "open", "404"),
    ("open", "bad"): (INVALID, "403 mismatch", INVALID),
    ("open", "good"): ("bearer", "403 mismatch", INVALID),
    ("open", "signature"): ("403 mismatch", "open", "404"),
    ("open", "presigned"): ("403 mismatch", "open", "404"),
}


@pytest.mark.parametrize(("mode", "shown"), TABLE)
async def test_who_gets_in_where(mode, shown):
    found = [await outcome(mode, runtime, shown) for runtime in ("closed", "signed", "nobodys")]

    assert tuple(found) == TABLE[mode, shown]


async def test_a_second_authorization_is_refused():
    scope, caller = build_request("open", "good")
    scope["headers"].append((b"authorization", b"Bearer other"))
    named = ARN.format("closed")

    with pytest.raises(InvalidToken):
        await BearerGate(Resolver(), Authorizers()).identify(scope, caller, named)


async def test_who_was_let_in_by_other_rules_has_to_call_again():
    values = {"agentRuntimeArn": ARN.format("closed"), "runtimeSessionId": "x", "clientToken": "x"}

    with pytest.raises(RetryableConflict, match="updated meanwhile"):
        await stop(Resolver(OTHER_RULES), values, KEY, RULES)
    with pytest.raises(RetryableConflict, match="updated meanwhile"):
        await stop(Resolver(None), values, KEY, RULES)


async def test_a_bearer_may_do_what_tokens_are_for():
    scope, caller = build_request("keys", "good")
    named = ARN.format("closed")
    identified = await BearerGate(Resolver(), Authorizers()).identify(scope, caller, named)
    principal = identified.principal

    assert principal.owner == "jwt:https://i.example|ann"
    assert principal.may(Ask(action="bedrock-agentcore:InvokeAgentRuntime"))
    assert not principal.may(Ask(action="bedrock-agentcore:ListEvents"))
    assert not principal.sees_all


@pytest.mark.parametrize(
    ("public_url", "base"), [("", "http://h.example"), ("https://a.example/x/", "https://a.example/x")]
)
async def test_the_public_address_goes_before_the_callers(public_url, base):
    gate = BearerGate(Resolver(), Authorizers(), public_url=public_url)
    scope, caller = build_request("keys", "nothing")
    named = ARN.format("closed")

    with pytest.raises(Unauthenticated) as caught:
        await gate.identify(scope, caller, named)
    assert caught.value.challenge.startswith(f'Bearer resource_metadata="{base}/runtimes/arn%3Aaws')


async def test_a_name_too_long_for_a_header_is_not_repeated():
    scope, caller = build_request("keys", "nothing")
    named = "é" * 60_000

    with pytest.raises(Unauthenticated) as caught:
        await BearerGate(Resolver(), Authorizers()).identify(scope, caller, named)
    assert caught.value.challenge == "Bearer"
