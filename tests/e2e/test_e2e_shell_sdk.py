"""The official SDK's shell client, unmodified but for where it connects to, and whose shells are whose."""

import asyncio
import warnings
from urllib.parse import urlsplit

import boto3
import pytest
import websockets
from websockets.exceptions import InvalidStatus

from callers import make_quick_caller
from issuers import running_issuer
from servers import AGENTS, new_session_id

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the SDK is written for an older pydantic
    from bedrock_agentcore.runtime.agent_core_runtime_client import AgentCoreRuntimeClient
    from bedrock_agentcore.runtime.shell import OAuthAuth, PresignedAuth, ReconnectConfig
    from bedrock_agentcore.runtime.shell.protocol import ShellChannel

_WAIT_S = 30


@pytest.fixture(scope="module")
def agent(keyed):
    return keyed.deploy(AGENTS / "echo.py")


@pytest.fixture(scope="module")
def ada(keyed):
    return make_quick_caller(keyed, "ada")


@pytest.fixture(scope="module")
def bob(keyed):
    return make_quick_caller(keyed, "bob")


@pytest.fixture(autouse=True)
def connections(keyed, monkeypatch):
    """What is meant for AWS's hosts comes here; all connections that were made."""
    made, real = [], websockets.connect
    host, _, port = urlsplit(keyed.url).netloc.partition(":")

    async def connect(url, **options):
        url = url.replace("wss://", "ws://", 1)
        made.append(await real(url, host=host, port=int(port), proxy=None, **options))
        return made[-1]

    monkeypatch.setattr(websockets, "connect", connect)
    return made


@pytest.fixture(scope="module")
def make_sdk():
    """`make_sdk(caller)`: the SDK's client with somebody's key, one for each."""
    made = {}

    def make(caller):
        key = caller.access_key_id
        if key not in made:
            session = boto3.Session(key, caller.secret, region_name="us-west-2")
            made[key] = AgentCoreRuntimeClient(region="us-west-2", session=session)
        return made[key]

    yield make
    for client in made.values():
        client.cp_client.close()
        client.dp_client.close()


async def read_until(shell, text):
    """What it says until `text`, or its end, has come."""
    seen = ""
    async with asyncio.timeout(_WAIT_S):
        async for frame in shell:
            if frame.channel == ShellChannel.STDOUT:
                seen += frame.text
                if text is not None and text in seen:
                    break
    return seen


async def test_the_sdks_shell_with_signed_headers(agent, ada, make_sdk):
    async with make_sdk(ada).open_shell(agent.arn, shell_id="one") as shell:
        await shell.resize(99, 31)
        await shell.send("stty size; printf 日本語; exit 5\r")
        seen = await read_until(shell, None)

    assert "31 99\r\n日本語" in seen
    assert (shell.exit_code, shell.shell_id, shell.kicked) == (5, "one", False)


async def test_the_sdks_shell_with_a_presigned_address(agent, ada, make_sdk, session_id):
    async with make_sdk(ada).open_shell(agent.arn, session_id, auth=PresignedAuth(expires=60)) as shell:
        await shell.send("echo th''ere; exit\r")
        assert "there\r\n" in await read_until(shell, None)

    assert (shell.exit_code, shell.session_id) == (0, session_id)


async def test_the_sdks_shell_with_a_token(keyed, ada, make_sdk, session_id):
    with running_issuer() as issuer:
        rules = {"customJWTAuthorizer": {"discoveryUrl": issuer.discovery_url, "allowedAudience": ["app"]}}
        closed = keyed.deploy(AGENTS / "echo.py", authorizerConfiguration=rules)
        auth = OAuthAuth(bearer_token=issuer.token(aud="app", sub="ada"))
        async with make_sdk(ada).open_shell(closed.arn, session_id, auth=auth) as shell:
            await shell.send("echo th''ere; exit\r")
            assert "there\r\n" in await read_until(shell, None)
        for other in (OAuthAuth(bearer_token=issuer.token(aud="other", sub="ada")), "sigv4"):
            with pytest.raises(InvalidStatus) as caught:
                await make_sdk(ada).open_shell(closed.arn, session_id, auth=other).__aenter__()
            assert caught.value.response.status_code in (401, 403)

    assert shell.exit_code == 0


async def test_the_sdk_comes_back_by_itself(agent, ada, make_sdk, connections, session_id):
    back = asyncio.Event()
    config = ReconnectConfig(base_delay=0.1, on_reconnect=back.set)
    async with make_sdk(ada).open_shell(agent.arn, session_id, reconnect_config=config) as shell:
        await shell.send("X=kept; echo rea''dy\r")
        await read_until(shell, "ready\r\n")
        connections[-1].transport.abort()
        await read_until(shell, "ready\r\n")
        assert back.is_set()
        await shell.send("echo is-$X; exit 3\r")
        assert "is-kept\r\n" in await read_until(shell, None)

    assert len(connections) == 2
    assert shell.exit_code == 3


async def test_the_sdk_is_told_that_another_has_taken_over(agent, ada, make_sdk, session_id):
    sdk = make_sdk(ada)
    config = ReconnectConfig(base_delay=0.1)
    async with (
        sdk.open_shell(agent.arn, session_id, "mine", reconnect_config=config) as first,
        sdk.open_shell(agent.arn, session_id, "mine") as second,
    ):
        await read_until(first, None)
        assert first.kicked
        await second.send("exit\r")
        await read_until(second, None)


async def test_the_sdk_learns_of_the_sessions_end(keyed, agent, ada, make_sdk, session_id):
    async with make_sdk(ada).open_shell(agent.arn, session_id) as shell:
        await shell.send("echo rea''dy\r")
        await read_until(shell, "ready\r\n")
        stop = ada.data.stop_runtime_session
        await asyncio.to_thread(stop, agentRuntimeArn=agent.arn, runtimeSessionId=session_id)
        await read_until(shell, None)

    assert shell.exit_code is None


async def test_a_shell_is_its_owners(agent, ada, bob, make_sdk, session_id):
    async with make_sdk(ada).open_shell(agent.arn, session_id, "mine") as shell:
        await shell.send("echo rea''dy\r")
        await read_until(shell, "ready\r\n")
        for auth in ("sigv4", PresignedAuth()):
            with pytest.raises(InvalidStatus) as caught:
                await make_sdk(bob).open_shell(agent.arn, session_id, "mine", auth=auth).__aenter__()
            assert caught.value.response.status_code == 403
        path = f"/headwater/v1/runtimes/{agent.name}/shells"
        (listed,) = ada.http("GET", path).json()["shells"]
        assert (listed["shellId"], listed["sessionId"], listed["state"]) == ("mine", session_id, "CONNECTED")
        assert bob.http("GET", path).json() == {"shells": []}
        await shell.send("exit 4\r")
        await read_until(shell, None)

    assert shell.exit_code == 4


async def test_a_policy_decides_who_gets_shells(keyed, agent, make_sdk):
    only_calls = {"Effect": "Allow", "Action": "bedrock-agentcore:InvokeAgentRuntime", "Resource": "*"}
    caller = make_quick_caller(keyed, "caller", policy={"Version": "2012-10-17", "Statement": [only_calls]})
    with pytest.raises(InvalidStatus) as caught:
        await make_sdk(caller).open_shell(agent.arn).__aenter__()

    assert caught.value.response.status_code == 403
    assert b"InvokeAgentRuntimeCommandShell" in caught.value.response.body


async def test_a_signature_of_another_session_does_not_fit(agent, ada, make_sdk):
    url, headers = make_sdk(ada).connect_shell(agent.arn, new_session_id())
    headers["X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"] = new_session_id()
    with pytest.raises(InvalidStatus) as caught:
        await websockets.connect(url, additional_headers=headers)

    assert caught.value.response.status_code == 403
