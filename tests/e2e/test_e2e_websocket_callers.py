"""Who may open a WebSocket: the four ways to show who one is, as the official SDK has them, and others."""

import base64
import warnings

import boto3
import pytest
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from websockets.asyncio.client import connect

from browsers import open_browser
from callers import make_caller
from headwater.client import AsyncClient
from headwater.client.errors import InvocationFailed, ServerNotReachable
from issuers import running_issuer
from servers import AGENTS, SESSION_HEADER, invocation_path
from sockets import open_signed, open_socket, refusal_of, session_of, socket_path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the SDK is written for an older pydantic
    from bedrock_agentcore.runtime.agent_core_runtime_client import AgentCoreRuntimeClient

SENTINEL = "base64UrlBearerAuthorization"


@pytest.fixture(scope="module")
def signed(keyed):
    """A runtime whose callers sign."""
    return keyed.deploy(AGENTS / "sockets.py")


@pytest.fixture(scope="module")
def issuer():
    with running_issuer() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def closed(keyed, issuer):
    """A runtime whose callers bear tokens."""
    rules = {"customJWTAuthorizer": {"discoveryUrl": issuer.discovery_url, "allowedAudience": ["app"]}}
    return keyed.deploy(AGENTS / "sockets.py", authorizerConfiguration=rules)


@pytest.fixture(scope="module")
def ada(keyed):
    return make_caller(keyed, "ada", "--admin")


@pytest.fixture
def sdk(ada):
    """The official SDK's client, with ada's key."""
    session = boto3.Session(ada.access_key_id, ada.secret, region_name="us-west-2")
    client = AgentCoreRuntimeClient(region="us-west-2", session=session)
    yield client
    client.cp_client.close()
    client.dp_client.close()


async def echoes(opening, session_id=None):
    async with opening as socket:
        assert session_id in (None, session_of(socket))
        await socket.send("hallo")
        return await socket.recv() == "hallo"


async def test_signed_headers_of_the_sdk(keyed, signed, sdk, session_id):
    url, headers = sdk.generate_ws_connection(signed.arn, session_id, "DEFAULT")
    assert await echoes(open_signed(keyed, url, additional_headers=headers), session_id)
    headers["Authorization"] = headers["Authorization"][:-1] + "01"[headers["Authorization"][-1] == "0"]
    refused = await refusal_of(open_signed(keyed, url, additional_headers=headers))
    assert refused[:2] == (403, "InvalidSignatureException")


async def test_presigned_addresses_of_the_sdk(keyed, signed, sdk, session_id):
    url = sdk.generate_presigned_url(signed.arn, session_id, "DEFAULT", custom_headers={"abc": "p q"})
    assert await echoes(open_signed(keyed, url), session_id)
    for changed in (url.replace("abc=p", "abc=x"), url.replace(session_id, session_id[:-1] + "_")):
        refused = await refusal_of(open_signed(keyed, changed))
        assert refused[:2] == (403, "InvalidSignatureException")


@pytest.mark.parametrize("has_port", [True, False])
async def test_a_presigned_address_of_ours(keyed, signed, ada, has_port):
    """The SDK signs the host without its port; others with it."""
    host = keyed.url.removeprefix("http://")
    url = f"{keyed.url}{socket_path(signed)}"
    request = AWSRequest("GET", url, headers={"host": host if has_port else host.partition(":")[0]})
    credentials = Credentials(ada.access_key_id, ada.secret)
    SigV4QueryAuth(credentials, "bedrock-agentcore", "us-west-2", expires=60).add_auth(request)
    assert await echoes(connect(request.url.replace("http", "ws", 1)))
    # It stands for its maker, but not for a user whom its bearer names.
    header = {"X-Amzn-Bedrock-AgentCore-Runtime-User-Id": "eve"}
    refused = await refusal_of(connect(request.url.replace("http", "ws", 1), additional_headers=header))
    assert refused[:2] == (403, "InvalidSignatureException")


async def test_bearer_tokens(keyed, closed, issuer, sdk, session_id):
    token = issuer.token(aud="app")
    url, headers = sdk.generate_ws_connection_oauth(closed.arn, token, session_id)
    assert await echoes(open_signed(keyed, url, additional_headers=headers), session_id)
    shown = [f"{SENTINEL}.{base64.urlsafe_b64encode(token.encode()).decode().rstrip('=')}", SENTINEL]
    async with open_socket(keyed, closed, {SESSION_HEADER: session_id}, subprotocols=shown) as socket:
        assert socket.subprotocol == SENTINEL
        await socket.send("/about")
        about = await socket.recv()
        assert token not in about
        assert shown[0] not in about
    async with open_socket(keyed, closed, subprotocols=[*shown, "chat"]) as socket:
        assert socket.subprotocol == "chat"


async def test_a_token_that_is_none(keyed, closed, issuer):
    bad = base64.urlsafe_b64encode(b"no.such.token").decode().rstrip("=")
    opening = open_socket(keyed, closed, subprotocols=[f"{SENTINEL}.{bad}", SENTINEL])
    assert (await refusal_of(opening))[:2] == (401, "UnauthorizedException")
    long = "x" * 4097
    for shown in ([f"{SENTINEL}.{bad}"], [f"{SENTINEL}.{long}", SENTINEL], [f"{SENTINEL}.a", SENTINEL]):
        refused = await refusal_of(open_socket(keyed, closed, subprotocols=shown))
        assert refused[:2] == (400, "ValidationException"), shown
    both = {"Authorization": f"Bearer {issuer.token(aud='app')}"}
    opening = open_socket(
        keyed, closed, subprotocols=[f"{SENTINEL}.{bad}", SENTINEL], additional_headers=both
    )
    assert (await refusal_of(opening))[0] == 400


async def test_nobody_else_gets_in(keyed, signed, closed, issuer, sdk):
    assert (await refusal_of(open_socket(keyed, signed)))[:2] == (403, "MissingAuthenticationTokenException")
    assert (await refusal_of(open_socket(keyed, closed)))[:2] == (401, "UnauthorizedException")
    bearer = {"Authorization": f"Bearer {issuer.token(aud='app')}"}
    assert (await refusal_of(open_socket(keyed, signed, additional_headers=bearer)))[0] == 403
    url, headers = sdk.generate_ws_connection(closed.arn)
    refused = await refusal_of(open_signed(keyed, url, additional_headers=headers))
    assert refused[:2] == (403, "AccessDeniedException")
    assert (await refusal_of(open_socket(keyed, signed.arn[:-1] + "_")))[0] == 401


async def test_a_key_may_open_what_its_policy_says(keyed, signed, new_session_id):
    bob = make_caller(keyed, "bob", "--runtime", signed.name)
    eve = make_caller(keyed, "eve", "--action", "bedrock-agentcore:InvokeAgentRuntime")
    path = socket_path(signed)
    session_id = new_session_id()
    ids = {SESSION_HEADER: session_id}

    def open_as(caller, **headers):
        shown = caller.sign("GET", path, headers=headers)
        shown.pop("Host")
        return open_socket(keyed, signed, additional_headers=shown)

    assert await echoes(open_as(bob, **ids), session_id)
    refused = await refusal_of(open_as(eve))
    assert refused[:2] == (403, "AccessDeniedException")
    assert "InvokeAgentRuntimeWithWebSocketStream" in refused[2]
    # A session is its maker's, however it was made.
    assert eve.http("POST", invocation_path(signed), b"{}", ids).status == 403
    hers = {SESSION_HEADER: new_session_id()}
    assert eve.http("POST", invocation_path(signed), b"{}", hers).status == 200
    assert (await refusal_of(open_as(bob, **hers)))[:2] == (403, "AccessDeniedException")


async def test_a_sign_ins_cookie_opens_none(keyed, signed, ada):
    cookie = open_browser(keyed, ada).cookie
    for origin in (keyed.url, "https://evil.example"):
        opening = open_socket(keyed, signed, origin=origin, additional_headers={"Cookie": cookie})
        assert (await refusal_of(opening))[:2] == (403, "MissingAuthenticationTokenException")


async def test_our_own_client_opens_one(keyed, closed, issuer, session_id):
    async with AsyncClient(keyed.url, bearer_token=issuer.token(aud="app")) as client:
        async with client.websocket(closed.arn, session_id=session_id) as socket:
            assert session_of(socket) == session_id
            await socket.send("hallo")
            assert await socket.recv() == "hallo"
        with pytest.raises(InvocationFailed) as refused:
            async with client.websocket(closed.arn, session_id="short"):
                pass
    assert (refused.value.status, refused.value.code) == (400, "ValidationException")
    async with AsyncClient("http://127.0.0.1:9") as client:
        with pytest.raises(ServerNotReachable):
            async with client.websocket(closed.arn):
                pass


async def test_our_own_client_signs(keyed, signed, ada, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ada.access_key_id)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", ada.secret)
    async with AsyncClient(keyed.url) as client, client.websocket(signed.name) as socket:
        await socket.send("hallo")
        assert await socket.recv() == "hallo"
