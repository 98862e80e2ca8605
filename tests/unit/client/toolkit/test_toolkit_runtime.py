"""`launch`, `status`, `invoke`, `destroy` on a real server."""

import json
import uuid

import pytest
import yaml

import effort
from headwater import Client, Runtime
from headwater.client import (
    DeploymentFailed,
    InvocationFailed,
    ProjectError,
    RequestFailed,
    ServerNotReachable,
)
from headwater.client.toolkit import Project
from issuers import running_issuer
from servers import wait_until

CUSTOM_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-Custom-A"


def entry_of(runtime):
    return yaml.safe_load(runtime.config_path.read_text())["agents"][runtime.name]


def test_launch_returns_and_records_where_the_agent_is(runtime, server, display):
    result = runtime.launch()

    assert (result.mode, result.version, result.status, result.url) == ("server", "1", "READY", server.url)
    assert result.agent_arn.endswith(result.agent_id)
    assert result.ecr_uri is None
    deployed = entry_of(runtime)["bedrock_agentcore"]
    assert (deployed["agent_id"], deployed["agent_arn"]) == (result.agent_id, result.agent_arn)
    assert display.labels[-6:] == ["packed", "uploaded", "created", "loading", "ready", "note"]
    assert "the code itself" in result.notes[0]


def test_a_second_launch_updates_and_begins_a_new_session(runtime):
    first = runtime.launch()
    runtime.invoke({"prompt": "hi"})

    second = runtime.launch()

    assert (second.version, second.agent_id) == ("2", first.agent_id)
    assert entry_of(runtime)["bedrock_agentcore"]["agent_session_id"] is None


@effort.long
def test_an_agent_of_that_name_that_others_launched(runtime, folder, server, agent_name):
    with Client(server.url) as client:
        others = client.deploy(folder / "agent.py", agent_name)

    with pytest.raises(RequestFailed, match="which this project did not launch"):
        runtime.launch(auto_update_on_conflict=False)
    taken = runtime.launch()
    again = runtime.launch(auto_update_on_conflict=False)

    assert taken.agent_id == others.agent_id
    assert again.version == "3"


def test_status_before_and_after(runtime):
    before = runtime.status()
    launched = runtime.launch()
    after = runtime.status()

    assert (before.agent, before.endpoint, before.is_launched) == (None, None, False)
    assert after.endpoint["status"] == "READY"
    assert after.agent["agentRuntimeId"] == after.config.agent_id == launched.agent_id
    assert after.agent["createdAt"].tzinfo is not None


def test_status_of_a_runtime_that_is_gone_says_so(runtime, server):
    launched = runtime.launch()
    with Client(server.url) as client:
        client.destroy(launched.agent_id)
    runtime_gone = Runtime(server.url, folder=runtime.config_path.parent, display="quiet")

    with runtime_gone:
        wait_until(lambda: "error" in runtime_gone.status().agent, what="the runtime to be deleted")
        found = runtime_gone.status()
        with pytest.raises(InvocationFailed, match="launch it again") as caught:
            runtime_gone.invoke("hi")

    assert not found.is_launched
    assert "error" in found.endpoint
    assert caught.value.is_not_found


def test_a_streamed_answer_is_a_list_of_its_events_and_is_shown_as_it_comes(runtime, display):
    runtime.launch()

    answer = runtime.invoke({"prompt": "one two three"})

    assert answer == ["one ", "two ", "three "]
    assert answer.text == "one two three "
    assert answer["response"] == list(answer)
    assert answer[:2] == ["one ", "two "]
    assert answer.timings.total_s >= answer.timings.time_to_first_token_s > 0
    assert display.tokens == ["one ", "two ", "three ", ""]
    assert repr(answer).startswith("one two three \n[3 events · session ")
    assert json.dumps(answer) == '["one ", "two ", "three "]'


def test_an_answer_at_once(runtime, display):
    runtime.launch(env_vars={"SHADE": "blue"})

    answer = runtime.invoke({"prompt": "value"})

    assert answer == [{"answer": 42, "shade": "blue"}]
    assert answer.result["answer"] == 42
    assert [json.loads(text) for text in answer["response"]] == list(answer)
    assert "'answer': 42" in repr(answer)
    assert display.tokens == []
    with pytest.raises(KeyError, match="only 'response' by name"):
        answer["text"]


def test_an_error_inside_an_answer_is_its_error(runtime):
    runtime.launch()

    answer = runtime.invoke({"prompt": "one break"})

    assert answer[0] == "one "
    assert "in the middle" in answer.error.message
    assert "the agent reported: " in repr(answer)


def test_an_agent_that_fails_at_once_is_raised(runtime):
    runtime.launch()

    with pytest.raises(InvocationFailed) as caught:
        runtime.invoke({"prompt": "raise"})

    assert caught.value.code == "RuntimeClientError"


def test_one_session_is_kept_until_another_is_named(runtime, server, folder):
    runtime.launch()
    first = runtime.invoke("which session")
    again = runtime.invoke("which session")
    named = runtime.invoke("which session", session_id=str(uuid.uuid4()))
    with Runtime(server.url, folder=folder, display="quiet") as another_process:
        kept = another_process.invoke("which session")

    assert first.text == again.text == first.session_id
    assert named.session_id != first.session_id
    assert kept.session_id == named.session_id
    assert entry_of(runtime)["bedrock_agentcore"]["agent_session_id"] == named.session_id


@pytest.mark.parametrize("payload", ['{"prompt": "a b"}', {"prompt": "a b"}, b'{"prompt": "a b"}', "a b"])
def test_payloads_are_taken_in_every_form(runtime, payload):
    runtime.launch()

    assert runtime.invoke(payload, stream=False).text == "a b "


def test_stream_gives_each_event_as_it_comes(runtime):
    runtime.launch()

    with runtime.stream({"prompt": "a b"}, headers={CUSTOM_HEADER: "1"}) as stream:
        assert next(iter(stream)) == "a "


def test_a_stopped_session_is_not_gone_on_with(runtime):
    runtime.launch()
    first = runtime.invoke("hi")

    assert runtime.stop_session()["session_id"] == first.session_id
    assert runtime.invoke("hi").session_id != first.session_id
    with pytest.raises(RequestFailed):
        runtime.stop_session(str(uuid.uuid4()))


def test_settings_reach_the_server(runtime, server):
    runtime.configure(
        "agent.py", idle_timeout=60, max_lifetime=600, execution_role="arn:aws:iam::123456789012:role/R",
        request_header_configuration={"requestHeaderAllowlist": [CUSTOM_HEADER]},
        vpc_enabled=True, vpc_subnets=["subnet-0123456789"], vpc_security_groups=["sg-0123456789"],
        environment_variables={"SHADE": "blue"},
    )  # fmt: skip
    runtime.launch()
    found = runtime.status().agent
    shade = runtime.invoke("value").result["shade"]
    runtime.configure("agent.py")
    runtime.launch()
    reset = runtime.status().agent

    assert found["lifecycleConfiguration"] == {"idleRuntimeSessionTimeout": 60, "maxLifetime": 600}
    assert found["roleArn"] == "arn:aws:iam::123456789012:role/R"
    assert found["requestHeaderConfiguration"]["requestHeaderAllowlist"]
    assert found["networkConfiguration"]["networkMode"] == "VPC"
    assert shade == "blue"
    assert reset["lifecycleConfiguration"]["idleRuntimeSessionTimeout"] == 900
    assert "requestHeaderConfiguration" not in reset
    assert reset["networkConfiguration"]["networkMode"] == "PUBLIC"


def test_what_the_server_does_not_serve_is_its_own_refusal(runtime):
    issuer = {"discoveryUrl": "http://x.example/.well-known/openid-configuration"}
    runtime.configure("agent.py", authorizer_configuration={"customJWTAuthorizer": issuer})

    with pytest.raises(RequestFailed, match="must be https"):
        runtime.launch()


def test_what_the_server_speaks_is_launched_and_kept(runtime):
    runtime.configure("agent.py", protocol="mcp")
    runtime.launch()

    assert runtime.status().agent["protocolConfiguration"] == {"serverProtocol": "MCP"}


def test_code_that_does_not_load_is_shown_and_still_recorded(runtime, folder, display):
    (folder / "agent.py").write_text("import no_such_module_anywhere\n")

    with pytest.raises(DeploymentFailed, match="no_such_module_anywhere"):
        runtime.launch()

    assert entry_of(runtime)["bedrock_agentcore"]["agent_id"]
    assert any(label == "failed" and "agent.py" in text for label, text in display.lines)


def test_destroy_removes_the_runtime_and_the_entry(runtime, server, folder):
    launched = runtime.launch()
    planned = runtime.destroy(dry_run=True)
    assert planned.dry_run
    assert runtime.status().is_launched

    done = runtime.destroy(delete_ecr_repo=True)

    assert launched.agent_id in done.resources_removed[0]
    assert planned.resources_removed == done.resources_removed
    assert done.warnings[0].startswith("delete_ecr_repo means something in AWS only")
    assert not (folder / ".bedrock_agentcore.yaml").exists()
    with Client(server.url) as client, pytest.raises(RequestFailed) as caught:
        client.status(launched.agent_id)
    assert caught.value.is_not_found


def test_destroy_of_what_is_gone_or_never_was_cleans_the_file(runtime, server, folder):
    launched = runtime.launch()
    with Runtime(server.url, folder=folder, display="quiet") as other:
        config = other.config_path.read_text()
        other.destroy()
    (folder / ".bedrock_agentcore.yaml").write_text(config)

    gone = runtime.destroy()
    runtime.configure("agent.py", agent_name="never_launched")
    never = runtime.destroy()

    assert launched.agent_id in gone.warnings[0]
    assert "is not launched" in never.warnings[0]
    assert not (folder / ".bedrock_agentcore.yaml").exists()


def test_a_deployment_in_aws_is_neither_lost_nor_taken_for_one_here(runtime, display):
    aws_arn = "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/x-1234567890"
    in_aws = {"agent_id": "x-1234567890", "agent_arn": aws_arn, "agent_session_id": "s" * 40}
    project = Project.read(runtime.config_path)
    project.get().data["bedrock_agentcore"] = dict(in_aws)
    project.save()

    with pytest.raises(ProjectError, match="delete it with the tool that launched it"):
        runtime.destroy()
    launched = runtime.launch()
    runtime.configure("agent.py")
    runtime.launch()
    here = entry_of(runtime)["bedrock_agentcore"]["agent_arn"]
    done = runtime.destroy()

    assert here == launched.agent_arn
    assert launched.agent_id in done.resources_removed[0]
    assert aws_arn in done.warnings[0]
    entry = Project.read(runtime.config_path).get().data
    assert entry["bedrock_agentcore"] == in_aws
    assert "headwater" not in entry
    assert len([text for label, text in display.lines if aws_arn in text and label == "note"]) == 2


def test_without_a_server_it_is_said_how_to_start_one_and_nothing_is_lost(offline, folder):
    offline.configure("agent.py")
    project = Project.read(offline.config_path)
    project.get().note_deployment(agent_id="agent-1234567890", agent_arn="arn:aws:x")
    project.save()

    for verb in (offline.launch, offline.status, offline.destroy, lambda: offline.invoke("hi")):
        with pytest.raises(ServerNotReachable, match="Start one with `headwater serve`"):
            verb()

    assert "agent-1234567890" in offline.config_path.read_text()


def test_verbs_in_the_wrong_order_say_what_comes_first(offline, folder):
    for verb in (offline.launch, offline.status, offline.destroy, lambda: offline.invoke("hi")):
        with pytest.raises(ProjectError, match="configure one first"):
            verb()
    offline.configure("agent.py")
    with pytest.raises(ProjectError, match="is not launched yet; launch it first"):
        offline.invoke("hi")
    with pytest.raises(ProjectError, match="no session yet"):
        offline.stop_session()
    with pytest.raises(ProjectError, match="exclude each other"):
        offline.launch(local=True, local_build=True)
    with pytest.raises(ProjectError, match="no local server runs"):
        offline.invoke("hi", local=True)


@effort.long
def test_a_local_launch_needs_no_server_and_ends_when_told(offline, folder):
    offline.configure("agent.py")

    result = offline.launch(local=True, env_vars={"SHADE": "green"}, port=0)

    assert result.mode == "local"
    assert result.url == f"http://127.0.0.1:{result.port}"
    assert offline.invoke("value", local=True).result["shade"] == "green"
    assert offline.status().endpoint["status"] == "READY"
    assert Project.read(offline.config_path).get().agent_id is None
    result.stop()
    with Client(result.url) as client, pytest.raises(ServerNotReachable):
        client.server_status()


@effort.long
def test_a_local_launch_that_fails_leaves_no_server(offline, folder):
    (folder / "agent.py").write_text("1 / 0\n")
    offline.configure("agent.py")

    with pytest.raises(DeploymentFailed, match="ZeroDivisionError"):
        offline.launch(local=True, port=0)

    with pytest.raises(ProjectError, match="no local server runs"):
        offline.invoke("hi", local=True)


def test_an_authorizer_reaches_the_server_and_the_token_its_callers_variable(runtime, monkeypatch):
    with running_issuer() as issuer:
        rules = {"customJWTAuthorizer": {"discoveryUrl": issuer.discovery_url}}
        runtime.configure("agent.py", authorizer_configuration=rules)
        runtime.launch()

        with pytest.raises(InvocationFailed, match="token is required"):
            runtime.invoke({"prompt": "hi"})
        assert runtime.invoke({"prompt": "hi"}, bearer_token=issuer.token())
        monkeypatch.setenv("BEDROCK_AGENTCORE_BEARER_TOKEN", issuer.token())
        assert runtime.invoke({"prompt": "hi"})
