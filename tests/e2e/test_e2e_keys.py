"""A server that asks callers who they are: keys, what they may do, and whose sessions are whose."""

import hashlib
import json
import shutil
import subprocess
import sys
from contextlib import closing
from urllib.parse import quote

import pytest
from botocore.exceptions import ClientError

from callers import KEYS, admin_of, make_caller, make_quick_caller, run_keys
from servers import AGENTS, SESSION_HEADER, new_session_id, running_server, wait_until

USER_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-User-Id"
NOTHING = {"Statement": [{"Effect": "Allow", "Action": "headwater:GetStatus", "Resource": "*"}]}


@pytest.fixture(scope="module")
def bot(keyed):
    return keyed.deploy(AGENTS / "echo.py", name="bot")


@pytest.fixture(scope="module")
def ada(keyed):
    return make_caller(keyed, "ada")


@pytest.fixture(scope="module")
def bob(keyed):
    return make_caller(keyed, "bob")


def invoke(caller, agent, session_id, **members):
    answer = caller.data.invoke_agent_runtime(
        agentRuntimeArn=agent.arn, runtimeSessionId=session_id, payload=b'{"prompt": "hi"}', **members
    )
    return answer["response"].read()


def path_of(agent):
    return f"/runtimes/{quote(agent.arn, safe='')}/invocations"


def code_of(call, *arguments, **members):
    with pytest.raises(ClientError) as caught:
        call(*arguments, **members)
    error = caught.value.response
    assert error["ResponseMetadata"]["HTTPStatusCode"] in (401, 403)
    return error["Error"]["Code"]


# Who calls


@pytest.mark.parametrize("path", ["/runtimes/", "/headwater/v1/status", "/memories", "/model/x/converse"])
def test_whoever_shows_nothing_is_refused(keyed, path):
    reply = keyed.http("POST", path)

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (403, "MissingAuthenticationTokenException")
    assert "headwater keys create" in reply.json()["message"]
    assert keyed.http("GET", "/healthz").status == 200


def test_a_key_that_is_not_known_and_a_wrong_secret_are_refused(keyed, bot, ada):
    stranger = type(ada)(keyed, "AKIAIOSFODNN7EXAMPLE", "x")
    liar = type(ada)(keyed, ada.access_key_id, "x")

    assert code_of(invoke, stranger, bot, new_session_id()) == "UnrecognizedClientException"
    assert code_of(invoke, liar, bot, new_session_id()) == "InvalidSignatureException"


def test_a_signature_for_another_region_is_refused(keyed, bot, ada):
    abroad = type(ada)(keyed, ada.access_key_id, ada.secret, region="eu-west-1")

    assert code_of(invoke, abroad, bot, new_session_id()) == "InvalidSignatureException"


def test_a_changed_body_is_refused_before_the_agent_sees_it(keyed, bot, ada):
    headers = ada.sign("POST", path_of(bot), b'{"prompt": "hi"}', {SESSION_HEADER: new_session_id()})
    reply = keyed.http("POST", path_of(bot), b'{"prompt": "ho"}', headers)

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (403, "InvalidSignatureException")


def test_a_large_body_is_checked_whole_and_arrives_whole(keyed, ada):
    agent = keyed.deploy(
        "import hashlib\n"
        "from headwater.agent import App\n"
        "app = App()\n"
        "@app.entrypoint\n"
        "def main(payload):\n"
        "    return {'sha256': hashlib.sha256(payload['text'].encode()).hexdigest()}\n"
        "app.run()\n"
    )
    text = "水" * 1_500_000
    body = json.dumps({"text": text}, ensure_ascii=False).encode()
    answer = ada.http("POST", path_of(agent), body, {SESSION_HEADER: new_session_id()})

    assert answer.status == 200, answer.body
    assert answer.json() == {"sha256": hashlib.sha256(text.encode()).hexdigest()}


def test_the_command_line_on_the_servers_machine_needs_no_key(keyed):
    key = json.loads(run_keys(keyed, "create", "carol", "--json").stdout)
    listed = json.loads(run_keys(keyed, "list", "--json").stdout)["keys"]

    assert "secretAccessKey" not in listed[0]
    assert key["accessKeyId"] in [one["accessKeyId"] for one in listed]
    assert oct((keyed.data_dir / "admin.json").stat().st_mode)[-3:] == "600"


def test_a_revoked_key_is_refused_at_once(keyed, bot):
    caller = make_caller(keyed, "dave")
    invoke(caller, bot, new_session_id())
    run_keys(keyed, "revoke", caller.access_key_id)

    assert code_of(invoke, caller, bot, new_session_id()) == "UnrecognizedClientException"
    again = run_keys(keyed, "revoke", caller.access_key_id, check=False)
    assert again.returncode == 4
    assert caller.access_key_id in again.stderr


def test_secrets_are_not_in_the_data_folder_in_clear(keyed, ada):
    files = [path for path in keyed.data_dir.rglob("*") if path.is_file() and path.name != "admin.json"]
    assert not [path for path in files if ada.secret.encode() in path.read_bytes()]


def test_keys_can_be_made_before_the_server_runs(tmp_path):
    folder = tmp_path / "data"
    command = [
        sys.executable,
        "-m",
        "headwater.cli.main",
        "keys",
        "create",
        "first",
        "--data-dir",
        str(folder),
    ]
    made = json.loads(
        subprocess.run([*command, "--json"], capture_output=True, check=True, timeout=60).stdout
    )
    with running_server(tmp_path, KEYS) as server:
        caller = type(admin_of(server))(server, made["accessKeyId"], made["secretAccessKey"])
        assert caller.control.list_agent_runtimes()["agentRuntimes"] == []

        locked = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert locked.returncode != 0
        assert "in use by another headwater server" in locked.stderr


# What a key may do


def test_a_key_for_one_agent_may_call_that_alone(keyed, bot):
    other = keyed.deploy(AGENTS / "echo.py")
    caller = make_caller(keyed, "erin", "--runtime", "bot")
    session_id = new_session_id()

    assert b"hi" in invoke(caller, bot, session_id)
    caller.data.stop_runtime_session(agentRuntimeArn=bot.arn, runtimeSessionId=session_id)
    assert code_of(invoke, caller, other, new_session_id()) == "AccessDeniedException"
    assert code_of(caller.control.list_agent_runtimes) == "AccessDeniedException"
    assert code_of(caller.control.delete_agent_runtime, agentRuntimeId=bot.id) == "AccessDeniedException"
    assert code_of(caller.control.list_memories) == "AccessDeniedException"


def test_of_what_a_key_may_not_see_it_does_not_hear_whether_it_exists(keyed, bot):
    caller = make_caller(keyed, "erin", "--runtime", "bot")
    other = keyed.deploy(AGENTS / "echo.py")

    def refuse(arn):
        with pytest.raises(ClientError) as caught:
            caller.data.invoke_agent_runtime(
                agentRuntimeArn=arn, runtimeSessionId=new_session_id(), payload=b"{}"
            )
        return caught.value.response["Error"]["Message"].replace(arn, "ARN")

    assert refuse(other.arn) == refuse(other.arn[:-3] + "abc")
    named = [caller.http("GET", f"/headwater/v1/runtimes/{name}") for name in (other.name, "nobody")]
    assert [reply.status for reply in named] == [403, 403]


def test_a_key_for_one_endpoint_may_use_that_alone(keyed, bot):
    keyed.control.create_agent_runtime_endpoint(agentRuntimeId=bot.id, name="staging")
    caller = make_caller(keyed, "frank", "--runtime", "bot", "--endpoint", "staging")
    wait_until(
        lambda: (
            keyed.control.get_agent_runtime_endpoint(agentRuntimeId=bot.id, endpointName="staging")["status"]
            == "READY"
        )
    )

    assert b"hi" in invoke(caller, bot, new_session_id(), qualifier="staging")
    assert code_of(invoke, caller, bot, new_session_id()) == "AccessDeniedException"


def test_a_key_that_expires_is_dead_afterwards(keyed, bot):
    caller = make_caller(keyed, "grace", "--expires-in", "0.00006")  # 5.2 s

    def is_dead():
        try:
            caller.control.list_agent_runtimes()
        except ClientError as exc:
            return exc.response["Error"]["Code"] == "UnrecognizedClientException"
        return False

    wait_until(is_dead, what="the key to expire")


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"Statement": [{"Effect": "Maybe"}]}', "'Maybe'"),
        ('{"Statement": [{"Effect": "Allow", "Action": 5, "Resource": "*"}]}', "5"),
        (
            '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {}}}}',
            "Bool",
        ),
        ('{"Statement": {"Effect": "Allow", "NotAction": "*", "Resource": "*"}}', "NotAction"),
    ],
)
def test_a_policy_that_would_not_be_enforced_is_refused_in_words(keyed, tmp_path, policy, words):
    file = tmp_path / "policy.json"
    file.write_text(policy)
    done = run_keys(keyed, "create", "heidi", "--policy", str(file), check=False)

    assert done.returncode != 0
    assert words in done.stderr
    assert "Traceback" not in done.stderr


# Whose sessions are whose


def test_nobody_uses_stops_or_sees_anothers_session(keyed, bot, ada, bob):
    session_id = new_session_id()
    invoke(ada, bot, session_id)

    assert code_of(invoke, bob, bot, session_id) == "AccessDeniedException"
    stop = {"agentRuntimeArn": bot.arn, "runtimeSessionId": session_id}
    assert code_of(bob.data.stop_runtime_session, **stop) == "AccessDeniedException"
    own = bob.http("POST", "/headwater/v1/runtimes/bot/stop", json.dumps({"sessionId": session_id}).encode())
    assert own.status == 403
    assert session_id not in bob.http("GET", "/headwater/v1/sessions").body.decode()
    assert session_id not in bob.http("GET", "/headwater/v1/runtimes/bot").body.decode()
    assert session_id in ada.http("GET", "/headwater/v1/sessions").body.decode()
    assert session_id in admin_of(keyed).http("GET", "/headwater/v1/sessions").body.decode()
    assert bob.http("GET", "/headwater/v1/runtimes/bot/logs").status == 403
    assert bob.http("GET", f"/headwater/v1/runtimes/bot/logs?session={session_id}").status == 403
    assert ada.http("GET", f"/headwater/v1/runtimes/bot/logs?session={session_id}").status == 200
    bob.http("POST", "/headwater/v1/runtimes/bot/stop", b'{"all": true}')
    assert session_id in ada.http("GET", "/headwater/v1/sessions").body.decode()


def test_a_session_stays_its_makers_after_its_end_and_in_another_run_of_the_server(tmp_path):
    with running_server(tmp_path, KEYS) as server:
        agent = server.deploy(AGENTS / "echo.py")
        ada, bob = make_caller(server, "ada"), make_caller(server, "bob")
        session_id = new_session_id()
        invoke(ada, agent, session_id)
        ada.data.stop_runtime_session(agentRuntimeArn=agent.arn, runtimeSessionId=session_id)
        assert code_of(invoke, bob, agent, session_id) == "AccessDeniedException"

        server.kill()
        server.start()
        renewed = make_caller(server, "ada")  # a new key of the same owner
        bob = type(bob)(server, bob.access_key_id, bob.secret)
        assert code_of(invoke, bob, agent, session_id) == "AccessDeniedException"
        assert b"hi" in invoke(renewed, agent, session_id)


def test_a_session_belongs_to_the_user_a_key_speaks_for(keyed, bot, ada):
    session_id = new_session_id()
    invoke(ada, bot, session_id, runtimeUserId="alice")

    assert code_of(invoke, ada, bot, session_id, runtimeUserId="mallory") == "AccessDeniedException"
    assert code_of(invoke, ada, bot, session_id) == "AccessDeniedException"
    assert b"hi" in invoke(ada, bot, session_id, runtimeUserId="alice")
    ada.data.stop_runtime_session(agentRuntimeArn=bot.arn, runtimeSessionId=session_id)


def test_speaking_for_users_needs_a_permission_of_its_own(keyed, bot):
    caller = make_caller(keyed, "ivan", "--runtime", "bot", "--action", "InvokeAgentRuntime")

    assert b"hi" in invoke(caller, bot, new_session_id())
    assert code_of(invoke, caller, bot, new_session_id(), runtimeUserId="u") == "AccessDeniedException"


def test_ids_can_be_shared_as_aws_has_it(make_server):
    server = make_server(**KEYS, HEADWATER_AUTH__BIND_SESSIONS="false")
    agent = server.deploy(AGENTS / "echo.py")
    session_id = new_session_id()
    for name in ("ada", "bob"):
        assert b"hi" in invoke(make_caller(server, name), agent, session_id)


# Other signers


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("by", ["arn", "id"])
def test_signatures_of_curl_are_accepted(keyed, bot, ada, by):
    path = path_of(bot) if by == "arn" else f"/runtimes/{bot.id}/invocations?accountId=000000000000"
    command = [
        "curl", "-sS", "--aws-sigv4", "aws:amz:us-west-2:bedrock-agentcore",
        "--user", f"{ada.access_key_id}:{ada.secret}", "-H", f"{SESSION_HEADER}: {new_session_id()}",
        "-H", "Content-Type: application/json", "-d", '{"prompt": "hi"}', keyed.url + path,
    ]  # fmt: skip
    assert "hi" in subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


# Open mode


def test_an_open_server_is_this_machines_alone(server):
    for headers in (
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:1", "Origin": "https://evil.example"},
        {"Origin": "null"},
    ):
        assert server.http("GET", "/headwater/v1/status", headers=headers).status == 403
    assert server.http("GET", "/headwater/v1/status", headers={"Host": "localhost:1"}).status == 200


def test_in_open_mode_a_user_keeps_his_sessions_too(server):
    agent = server.deploy(AGENTS / "echo.py")
    session_id = new_session_id()
    server.invoke(agent, {"prompt": "hi"}, session_id, runtimeUserId="alice")["response"].read()

    assert code_of(server.invoke, agent, {}, session_id, runtimeUserId="bob") == "AccessDeniedException"


def test_a_server_that_others_can_reach_cannot_be_open(tmp_path, monkeypatch):
    command = [sys.executable, "-m", "headwater.cli.main", "serve", "--port", "0", "--host", "0.0.0.0"]
    monkeypatch.setenv("HEADWATER_AUTH__MODE", "open")
    monkeypatch.setenv("HEADWATER_DATA_DIR", str(tmp_path))
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert done.returncode == 1
    assert "headwater keys create" in done.stderr


# Agents of A2A


def test_a_card_is_for_those_who_may_have_it_and_its_session_is_its_readers(keyed, ada, bob):
    tiny = keyed.deploy(AGENTS / "carded.py", protocolConfiguration={"serverProtocol": "A2A"})
    path, session = path_of(tiny) + "/.well-known/agent-card.json", {SESSION_HEADER: new_session_id()}
    stranger = make_quick_caller(keyed, "eve", policy=NOTHING)

    assert keyed.http("GET", path, headers=session).status == 403
    refused = stranger.http("GET", path, headers=session)
    assert (refused.status, refused.headers["x-amzn-errortype"]) == (403, "AccessDeniedException")
    assert ada.http("GET", path, headers=session).json()["name"] == "tiny"

    body = b'{"jsonrpc": "2.0", "id": 5, "method": "tasks/get"}'
    assert bob.http("GET", path, headers=session).status == 403
    refused = bob.http("POST", f"{path_of(tiny)}/", body, session)
    assert (refused.status, "jsonrpc" in refused.json()) == (403, False)
    assert ada.http("POST", f"{path_of(tiny)}/", body, session).json()["id"] == 5
    user = session | {USER_HEADER: "ann", SESSION_HEADER: new_session_id()}
    assert ada.http("GET", path, headers=user).status == 200
    assert ada.http("POST", f"{path_of(tiny)}/", body, user).status == 200


# Commands


def test_a_command_is_for_those_who_may_and_whose_session_it_is(keyed, bot, ada, bob):
    ivan = make_caller(keyed, "ivan", "--runtime", "bot", "--action", "InvokeAgentRuntime")
    session_id = new_session_id()
    call = {"agentRuntimeArn": bot.arn, "runtimeSessionId": session_id, "body": {"command": "echo hi"}}

    assert code_of(ivan.data.invoke_agent_runtime_command, **call) == "AccessDeniedException"
    with closing(ada.data.invoke_agent_runtime_command(**call)["stream"]) as stream:
        assert {"chunk": {"contentDelta": {"stdout": "hi\n"}}} in list(stream)

    assert code_of(bob.data.invoke_agent_runtime_command, **call) == "AccessDeniedException"
    assert code_of(invoke, bob, bot, session_id) == "AccessDeniedException"
    assert b"hi" in invoke(ada, bot, session_id)
