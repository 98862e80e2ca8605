"""Runtimes with a JWT authorizer, on a server with keys: who gets in, and what everybody else is told."""

import asyncio
import base64
import contextlib
import http.client
import importlib
import json
import time
from urllib.parse import quote

import pytest
from botocore.exceptions import ClientError

from browsers import open_browser
from callers import KEYS, make_caller
from forgeries import forge_hmac, forge_none
from headwater.client import AsyncClient, Client
from issuers import KEYS_PATH, RSA_KEYS, running_issuer
from servers import AGENTS, SESSION_HEADER, arn_of, invocation_path, new_session_id, running_server

USER_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-User-Id"
SETTINGS = KEYS | {"HEADWATER_JWT__REFETCH_INTERVAL_S": "0.2", "HEADWATER_JWT__TIMEOUT_S": "2"}
ACCOUNT = "?accountId=000000000000"
GOOD = {"aud": ["x", "app"], "client_id": "web", "scope": "openid read", "team": "blue", "groups": ["staff"]}


def match(name, kind, operator, **value):
    return {
        "inboundTokenClaimName": name,
        "inboundTokenClaimValueType": kind,
        "authorizingClaimMatchValue": {"claimMatchValue": value, "claimMatchOperator": operator},
    }


def authorizer(issuer, **members):
    return {"customJWTAuthorizer": {"discoveryUrl": issuer.discovery_url, **members}}


@pytest.fixture(scope="module")
def issuer():
    with running_issuer() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("bearer"), SETTINGS) as server:
        yield server


@pytest.fixture(scope="module")
def closed(server, issuer):
    """A runtime whose callers need tokens that have all of `GOOD`."""
    rules = authorizer(
        issuer,
        allowedAudience=["app"],
        allowedClients=["web", "phone"],
        allowedScopes=["read", "write"],
        advertisedScopeMapping={"read": "api://app/read"},
        customClaims=[
            match("team", "STRING", "EQUALS", matchValueString="blue"),
            match("groups", "STRING_ARRAY", "CONTAINS_ANY", matchValueStringList=["staff", "boss"]),
        ],
    )
    headers = {"requestHeaderAllowlist": ["Authorization"]}
    return server.deploy(
        AGENTS / "probe.py", authorizerConfiguration=rules, requestHeaderConfiguration=headers
    )


@pytest.fixture(scope="module")
def signed(server):
    """A runtime whose callers sign."""
    return server.deploy(AGENTS / "probe.py")


@pytest.fixture
def call(server, closed):
    """`call(authorization, ...)`: the answer to an invocation."""

    def ask(authorization=None, agent=closed, do="state", **headers):
        if authorization is not None:
            headers["Authorization"] = authorization
        return server.http("POST", invocation_path(agent), json.dumps({"do": do}), headers)

    return ask


@pytest.fixture
def token(issuer):
    """`token(**claims)`: one that is good but for them."""
    return lambda **claims: issuer.token(**GOOD | claims)


def stranger(agent):
    """The ARN of a runtime that there is not."""
    return arn_of(agent)[:-1] + ("0" if arn_of(agent)[-1] != "0" else "1")


def comparable(reply, agent):
    """What a caller sees of an answer, without what differs by request and by the name he asked for."""
    varying = ("date", "x-amzn-requestid")
    headers = {name: value for name, value in reply.headers.items() if name not in varying}
    shown = {name: value.replace(quote(arn_of(agent), safe=""), "ARN") for name, value in headers.items()}
    return reply.status, shown, reply.body


def test_a_good_token_gets_in(call, closed, token, server):
    reply = call(f"Bearer {token()}", do="headers", **{USER_HEADER: "somebody", "X-Other": "1"})

    assert reply.status == 200, reply.body
    got = {name.lower(): value for name, value in reply.json()}
    assert got["authorization"].startswith("Bearer ey"), "it is on the allowlist"
    assert USER_HEADER.lower() not in got, "the token says who calls"
    assert call(f"bearer  {token()}").status == 200, "the scheme's case does not matter"
    described = server.control.get_agent_runtime(agentRuntimeId=closed.id)["authorizerConfiguration"]
    assert described["customJWTAuthorizer"]["advertisedScopeMapping"] == {"read": "api://app/read"}


BAD = {
    "expired": lambda i: i.token(**GOOD, exp=int(time.time()) - 3600),
    "not yet valid": lambda i: i.token(**GOOD, nbf=int(time.time()) + 3600),
    "for another audience": lambda i: i.token(**GOOD | {"aud": "other"}),
    "of another client": lambda i: i.token(**GOOD | {"client_id": "other"}),
    "without the scope": lambda i: i.token(**GOOD | {"scope": "openid"}),
    "of another team": lambda i: i.token(**GOOD | {"team": "red"}),
    "of no group": lambda i: i.token(**GOOD | {"groups": []}),
    "of another issuer": lambda i: i.token(**GOOD | {"iss": "https://elsewhere.example"}),
    "signed with another key": lambda i: i.token(**GOOD, key=RSA_KEYS[1]),
    "signed with an unknown key": lambda i: i.token(**GOOD, headers={"kid": "made up"}),
    "not signed": lambda i: forge_none(i, GOOD),
    "signed with the public key": lambda i: forge_hmac(i, GOOD),
    "nested": lambda i: base64.urlsafe_b64encode(b"[" * 10_000).decode() + ".e30.x",
    "huge": lambda i: "x" * 40_000,
    "not UTF-8": lambda i: "\xff\xfe",
    "a word": lambda i: "word",
    "empty": lambda i: "",
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_token_is_answered_like_one_for_a_runtime_that_there_is_not(call, closed, issuer, kind):
    authorization = f"Bearer {BAD[kind](issuer)}"
    reply, unknown = call(authorization), call(authorization, agent=stranger(closed))

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (401, "UnauthorizedException")
    assert reply.json().keys() == {"message"}
    assert comparable(reply, closed) == comparable(unknown, stranger(closed))


@pytest.mark.parametrize("authorization", [None, "Basic YTpi", "Bearer", "Digest x"])
def test_who_shows_no_token_is_told_where_to_get_one(call, closed, server, authorization):
    reply, unknown = call(authorization), call(authorization, agent=stranger(closed))

    where = f"{server.url}{invocation_path(closed)}/.well-known/oauth-protected-resource?qualifier=DEFAULT"
    assert (reply.status, reply.headers["x-amzn-errortype"]) == (401, "UnauthorizedException")
    assert reply.headers["www-authenticate"] == f'Bearer resource_metadata="{where}"'
    assert reply.headers["access-control-expose-headers"] == "WWW-Authenticate"
    assert comparable(reply, closed) == comparable(unknown, stranger(closed))


def test_where_to_get_one_is_where_it_is(server, closed):
    for name, query in (
        (closed.arn, ""),
        (f"{closed.arn}/runtime-endpoint/DEFAULT", ""),
        (closed.id, ACCOUNT),
    ):
        path = f"/runtimes/{quote(name, safe='')}/invocations{query}"
        where = server.http("POST", path, b"{}").headers["www-authenticate"].split('"')[1]

        assert server.http("GET", where.removeprefix(server.url)).status == 200, where


@pytest.mark.parametrize("query", ["?qualifier=nope", "?qualifier=a%22b", "?qualifier=DEFAULT&qualifier=x"])
def test_an_endpoint_that_there_is_not_is_no_news_either(server, closed, query):
    replies = [
        server.http("POST", invocation_path(agent, query), b"{}", {"Authorization": "Bearer x"})
        for agent in (closed, stranger(closed))
    ]

    assert replies[0].status == 401
    assert replies[0].headers["www-authenticate"].count('"') == 2
    assert comparable(replies[0], closed) == comparable(replies[1], stranger(closed))


def test_two_authorizations_are_one_too_many(server, closed, token):
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=20)
    connection.putrequest("POST", invocation_path(closed))
    for value in (f"Bearer {token()}", "Bearer forged"):
        connection.putheader("Authorization", value)
    connection.putheader("Content-Length", "2")
    connection.endheaders(b"{}")

    with contextlib.closing(connection), connection.getresponse() as reply:
        assert reply.status in (400, 401), "the agent would get both"


def test_the_wrong_method_is_refused(server, call, closed, signed, token):
    for ask in (lambda: server.invoke(closed, {}), lambda: server.stop_session(closed, new_session_id())):
        with pytest.raises(ClientError, match="Authorization method mismatch") as caught:
            ask()
        assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403

    reply = call(f"Bearer {token()}", agent=signed)
    assert (reply.status, reply.headers["x-amzn-errortype"]) == (403, "AccessDeniedException")
    assert "authorization method mismatch" in reply.json()["message"].lower()
    assert "www-authenticate" not in reply.headers
    assert call(agent=signed).status == 403
    assert "www-authenticate" not in call(agent=signed).headers


def test_a_signed_in_browser_is_refused_as_a_signature_is(server, closed, token, signed):
    browser = open_browser(server, make_caller(server, "console"))

    refused = browser.http("POST", invocation_path(closed) + ACCOUNT, b'{"do": "meet"}')

    assert refused.status == 403
    assert "authorization method mismatch" in refused.json()["message"].lower()
    assert browser.http("POST", invocation_path(signed) + ACCOUNT, b'{"do": "headers"}').status == 200
    bearer = {"Authorization": f"Bearer {token()}"}
    assert browser.http("POST", invocation_path(closed) + ACCOUNT, b'{"do": "headers"}', bearer).status == 200


def test_a_key_for_another_runtime_learns_nothing_of_it(server, closed, signed):
    limited = make_caller(server, "limited", "--runtime", signed.name)

    assert limited.http("POST", invocation_path(signed), b'{"do": "state"}').status == 200
    refusals = [limited.http("POST", invocation_path(a), b"{}") for a in (closed, stranger(closed))]
    assert [reply.status for reply in refusals] == [403, 403]
    assert "is not authorized to perform" in refusals[0].json()["message"]
    assert refusals[0].json()["message"].replace(closed.arn, "ARN") == (
        refusals[1].json()["message"].replace(stranger(closed), "ARN")
    )


def test_a_token_is_good_for_its_runtime_alone(server, token):
    bearer = {"Authorization": f"Bearer {token()}"}

    for method, path in (
        ("POST", "/runtimes/"),
        ("GET", "/headwater/v1/status"),
        ("POST", "/model/x/converse"),
        ("POST", "/memories/m-0123456789/events"),
    ):
        assert server.http(method, path, b"{}", bearer).status == 403, path


def test_an_outage_of_the_issuer_is_401_and_short(make_outage, call, token):
    with make_outage() as wait_until_asked:
        begin_s = time.monotonic()
        reply = call(f"Bearer {token(headers={'kid': 'new'})}")

        assert reply.status == 401
        assert time.monotonic() - begin_s < 10
        assert wait_until_asked()
    assert call(f"Bearer {token()}").status == 200


@pytest.fixture
def make_outage(issuer):
    """While open, the issuer does not answer."""

    @contextlib.contextmanager
    def outage():
        time.sleep(0.25)  # so that it may be asked again
        asked = issuer.requests.total()
        issuer.special = {KEYS_PATH: None}
        try:
            yield lambda: issuer.requests.total() > asked
        finally:
            issuer.recover()

    return outage


def test_keys_may_rotate(call, issuer, token):
    time.sleep(0.25)  # so that it may be asked again
    old = issuer.keys
    issuer.rotate()
    issuer.keys += old  # as issuers do, for tokens that are about

    assert call(f"Bearer {token()}").status == 200
    issuer.key, issuer.key_id = RSA_KEYS[0], "first"
    assert call(f"Bearer {token()}").status == 200


def test_the_metadata_say_where_tokens_come_from(server, closed, signed, issuer):
    path = f"{invocation_path(closed)}/.well-known/oauth-protected-resource?qualifier=DEFAULT"
    reply = server.http(
        "GET", path, headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    )

    assert reply.status == 200
    assert reply.json() == {
        "resource": f"{server.url}{invocation_path(closed)}",
        "authorization_servers": [issuer.url],
        "scopes_supported": ["api://app/read", "write"],
        "bearer_methods_supported": ["header"],
    }
    others = [
        server.http("GET", f"{invocation_path(agent)}/.well-known/oauth-protected-resource")
        for agent in (signed, stranger(closed))
    ]
    assert [reply.status for reply in others] == [404, 404]
    assert comparable(others[0], signed) == comparable(others[1], stranger(closed))
    assert server.http("POST", path, b"").status == 404


def test_a_client_that_knows_the_standard_finds_its_way(server, closed, issuer):
    utils = pytest.importorskip("mcp.client.auth.utils")
    answers = importlib.import_module("httpx2")
    refusal = server.http("POST", invocation_path(closed), b"{}")

    response = answers.Response(refusal.status, headers=refusal.headers)
    where = utils.extract_resource_metadata_from_www_auth(response)
    document = utils.ProtectedResourceMetadata.model_validate(
        server.http("GET", where.removeprefix(server.url)).json()
    )
    urls = utils.build_oauth_authorization_server_metadata_discovery_urls(
        str(document.authorization_servers[0]), server.url
    )

    assert importlib.import_module("mcp.shared.auth_utils").check_resource_allowed(
        f"{server.url}{invocation_path(closed, '?qualifier=DEFAULT')}", str(document.resource)
    )
    assert issuer.discovery_url in urls


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("agents.example:8443", "http://agents.example:8443/"),
        ("[::1]:80", "http://[::1]:80/"),
        ('a"b', "http://127.0.0.1:"),
        ("a/b?c", "http://127.0.0.1:"),
        ("", "http://127.0.0.1:"),
    ],
)
def test_the_host_is_the_callers_if_it_is_one(call, host, shown):
    where = call(Host=host).headers["www-authenticate"]

    assert where.startswith(f'Bearer resource_metadata="{shown}'), where


def test_a_session_is_its_subjects(server, closed, token):
    session = {SESSION_HEADER: new_session_id()}

    def ask(path, **claims):
        headers = {"Authorization": f"Bearer {token(**claims)}", **session}
        return server.http("POST", path, b'{"do": "state", "command": "echo hi"}', headers)

    stop = f"/runtimes/{quote(closed.arn, safe='')}/stopruntimesession?qualifier=DEFAULT"
    command = f"/runtimes/{quote(closed.arn, safe='')}/commands"
    assert ask(invocation_path(closed), sub="ann").json()["calls"] == 1
    for other in ("bob", "ann/bob", "an", ""):
        assert ask(invocation_path(closed), sub=other).status in (401, 403), other
        assert ask(stop, sub=other).status in (401, 403), other
        assert ask(command, sub=other).status in (401, 403), other
    assert b'{"stdout": "hi' in ask(command, sub="ann").body
    assert ask(invocation_path(closed), sub="ann").json()["calls"] == 2
    assert ask(stop, sub="ann").status == 200
    assert ask(invocation_path(closed), sub="bob").status == 403, "the id stays hers"


def test_a_version_has_its_own_authorizer(server, issuer, call, token):
    agent = server.deploy(AGENTS / "echo.py", authorizerConfiguration=authorizer(issuer))
    server.control.create_agent_runtime_endpoint(
        agentRuntimeId=agent.id, name="first", agentRuntimeVersion="1"
    )
    assert call(f"Bearer {token()}", agent=agent).status == 200
    server.update(agent, AGENTS / "echo.py")

    assert "authorizerConfiguration" not in server.control.get_agent_runtime(agentRuntimeId=agent.id)
    assert server.ask(agent, {})["calls"] == 1, "an update without an authorizer takes it away"
    assert call(f"Bearer {token()}", agent=agent).status == 403
    path = invocation_path(agent, "?qualifier=first")
    assert server.http("POST", path, b"{}", {"Authorization": f"Bearer {token()}"}).status == 200
    assert server.http("POST", path, b"{}").status == 401


def test_clients_bear_tokens(server, closed, token, monkeypatch):
    monkeypatch.setenv("HEADWATER_ACCESS_KEY_ID", "HWAK0000000000000000")
    monkeypatch.setenv("HEADWATER_SECRET_ACCESS_KEY", "whatever")

    async def ask():
        async with AsyncClient(server.url, bearer_token=token()) as client:
            return (await client.invoke(closed.arn, {"do": "state"}).read()).result

    with Client(server.url, bearer_token=token()) as client:
        invocation = client.invoke(closed.arn, {"do": "state"})
        assert invocation.result["calls"] == 1, "it is sent unsigned"
        assert client.run_command(closed.arn, "echo hi").result().stdout == "hi\n"
        assert client.stop(closed.arn, invocation.session_id) == [invocation.session_id]
    assert asyncio.run(ask())["calls"] == 1
