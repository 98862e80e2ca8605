"""Deploying and looking after agents from the command line, on a real server."""

import json

import pytest

import effort
from issuers import running_issuer
from servers import EXAMPLES, wait_until

GOOD = (
    "from headwater import App\napp = App()\n@app.entrypoint\ndef f(payload):\n    return VALUE\napp.run()\n"
)
BAD = "import no_such_module_anywhere\n"
FAILED_MEMBERS = {
    "agentRuntimeArn", "agentRuntimeId", "agentRuntimeName", "version", "status", "failureReason",
    "endpoint", "url",
}  # fmt: skip


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "bot.py"
        path.write_text(text)
        return path

    return write


def test_deploy_prints_the_arn_and_its_steps(run, write, fresh_name):
    ran = run("deploy", write(GOOD), "--name", fresh_name)

    assert ran.code == 0
    assert ran.out.startswith("arn:aws:bedrock-agentcore:")
    assert [line.split()[0] for line in ran.err.splitlines()][:5] == [
        "packed", "uploaded", "created", "loading", "ready",
    ]  # fmt: skip


def test_deploy_json(run, write, server, fresh_name):
    found = run("deploy", write(GOOD), "--name", fresh_name, "--json").json

    assert found["agentRuntimeArn"].endswith(found["agentRuntimeId"])
    assert (found["agentRuntimeName"], found["version"], found["status"]) == (fresh_name, "1", "READY")
    assert (found["failureReason"], found["endpoint"], found["url"]) == (None, "DEFAULT", server.url)


@effort.long  # it installs 77 packages, as `test_cli_examples` does
def test_the_streaming_example_deploys_as_typed(run, fresh_name):
    assert run("deploy", EXAMPLES / "streaming_agent", "--name", fresh_name).code == 0
    assert "sunny" in run("invoke", fresh_name, "what the weather is like?").out


def test_a_version_that_does_not_load_shows_its_traceback(run, write, fresh_name):
    ran = run("deploy", write(BAD), "--name", fresh_name)

    assert (ran.code, ran.out) == (1, "")
    assert "ModuleNotFoundError" in ran.err
    assert 'bot.py", line 1' in ran.err
    assert "error: version 1 of" in ran.err


def test_a_failed_deployment_is_json_too(run, write, fresh_name):
    ran = run("deploy", write(BAD), "--name", fresh_name, "--json")

    assert ran.code == 1
    assert set(ran.json) >= FAILED_MEMBERS
    assert ran.json["status"] == "CREATE_FAILED"
    assert "no_such_module_anywhere" in ran.json["failureReason"]
    shown = run("status", fresh_name)
    assert "ModuleNotFoundError" in shown.out


def test_the_environment_is_given(run, write, fresh_name):
    source = "import os\n" + GOOD.replace("VALUE", "os.environ['SHADE']")

    assert run("deploy", write(source), "--name", fresh_name, "--env", "SHADE=a=b").code == 0

    assert run("invoke", fresh_name, "x").out == "a=b\n"


def test_storage_is_given_shown_and_taken_away(run, write, server, fresh_name, new_session_id):
    if server.get_json("status")["isolation"]["level"] != "namespaces":
        pytest.skip("there is nothing to mount storage with")
    source = "import os\n" + GOOD.replace("VALUE", "[os.path.isdir('/mnt/work'), os.getcwd()][0]")

    assert run("deploy", write(source), "--name", fresh_name, "--storage", "/mnt/work").code == 0
    session_id = new_session_id()
    assert run("invoke", fresh_name, "x", "--session", session_id).out == "true\n"
    wait_until(lambda: run("sessions", fresh_name, "--json").json["sessions"][0]["storageBytes"] is not None)
    assert "STORED" in run("sessions", fresh_name).out
    assert "storage" in run("status").out
    assert run("deploy", write(source), "--name", fresh_name, "--storage", "none").code == 0
    assert run("invoke", fresh_name, "x").out == "false\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["{path}", "--name", "x", "--storage", "/tmp/x"], 2, "not like /mnt/work"),
        (["{path}", "--name", "x", "--storage", "/mnt/.."], 1, "is another folder's name"),
        (["{path}"], 2, "--name"),
        (["{path}", "--name", "no-hyphens"], 1, "agentRuntimeName"),
        (["{path}", "--name", "x", "--env", "novalue"], 2, "NAME=VALUE"),
        (["{path}", "--name", "x", "--entrypoint", "gone.py"], 1, "contradicts"),
        (["/no/such/place", "--name", "x"], 2, "does not exist"),
        (["{path}", "--name", "x", "--url", "http://127.0.0.1:1"], 3, "headwater serve"),
    ],
)
def test_mistakes_are_said_in_words(run, write, arguments, code, said):
    path = str(write(GOOD))

    ran = run("deploy", *[argument.replace("{path}", path) for argument in arguments])

    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_status_lists_agents_and_names_the_isolation(run, agent, server):
    shown = run("status")
    told = run("status", "--json").json

    assert shown.code == 0
    assert agent in shown.out
    assert "auth.mode = open" in shown.out
    assert told["isolation"]["level"] in shown.out
    assert agent in {runtime["agentRuntimeName"] for runtime in told["runtimes"]}
    assert told["url"] == server.url


def test_status_of_one_agent(run, agent):
    told = run("status", agent, "--json").json

    assert told["runtime"]["agentRuntimeName"] == agent
    assert [template["state"] for template in told["templates"]] == ["ready"]
    assert "DEFAULT" in run("status", agent).out


def test_sessions_are_listed_and_stopped(run, agent, session_id):
    run("invoke", agent, "hi", "--session", session_id)

    assert session_id in run("sessions", agent).out
    assert session_id in {s["sessionId"] for s in run("sessions", "--json").json["sessions"]}
    assert run("stop", agent, "--session", session_id, "--json").json["stopped"] == [session_id]
    assert run("stop", agent, "--session", session_id).code == 4
    assert run("stop", agent).code == 2
    assert run("stop", agent, "--all", "--session", session_id).code == 2


def test_logs_hold_what_was_printed(run, agent):
    lines = [json.loads(line) for line in run("logs", agent, "--json").out.splitlines()]

    assert "loaded" in {line["text"] for line in lines}
    assert "loaded" in run("logs", agent, "--since", "1h").out
    assert run("logs", agent, "--since", "2999-01-01").out == ""
    assert run("logs", agent, "--since", "yesterday").code == 2
    assert run("logs", "nobody").code == 4


def test_destroy_asks_for_a_word(run, write, fresh_name):
    run("deploy", write(GOOD), "--name", fresh_name)

    assert run("destroy", fresh_name).code == 2
    assert run("destroy", fresh_name, "--yes", "--json").json["status"] == "DELETING"
    assert run("destroy", "nobody", "--yes").code == 4


def test_errors_are_json_with_json(run):
    ran = run("status", "nobody", "--json")

    assert ran.code == 4
    assert ran.json["error"]["code"] == "ResourceNotFoundException"
    unreachable = run("status", "--json", url="http://127.0.0.1:1")
    assert unreachable.code == 3
    assert unreachable.json["error"]["code"] == "ServerNotReachable"


def test_a_stop_says_what_it_ended(run, agent, session_id):
    run("invoke", agent, "hi", "--session", session_id)

    told = run("stop", agent, "--session", session_id, "--grace", "0.2", "--json").json

    assert [one["sessionId"] for one in told["sessions"]] == told["stopped"] == [session_id]
    assert told["sessions"][0]["stopped"] is True
    assert run("stop", agent, "--session", session_id, "--grace", "-1").code == 2


def test_limits_are_set_shown_and_cleared(run, write, fresh_name):
    run("deploy", write(GOOD), "--name", fresh_name)
    assert "not limited" in run("limits", fresh_name).out

    told = run(
        "limits", fresh_name, "--sessions-max", 4, "--cpu-seconds", 1.5, "--requests", 9, "--json"
    ).json
    assert told["sessionsMaxCount"] == 4
    assert told["budget"] == {"cpuSeconds": 1.5, "wallSeconds": None, "requests": 9}
    assert run("limits", fresh_name, "--wall-seconds", 60, "--json").json["budget"]["requests"] == 9
    assert "4 sessions at most, 1.5 s of CPU time a session, 60 s of life" in run("status", fresh_name).out
    told = run("limits", fresh_name, "--clear", "--requests", 5, "--json").json
    assert told["budget"] == {"cpuSeconds": None, "wallSeconds": None, "requests": 5}
    assert told["sessionsMaxCount"] is None
    assert run("limits", fresh_name, "--clear", "--json").json["budget"] is None
    assert run("limits", fresh_name, "--requests", 0).code == 1
    assert "budget.requests must be a whole number" in run("limits", fresh_name, "--requests", 0).err
    assert run("limits", "nobody").code == 4


def test_warm_sets_and_shows_how_many_are_ready(run, write, fresh_name):
    run("deploy", write(GOOD), "--name", fresh_name)

    told = run("warm", fresh_name, "--sessions", 2, "--json").json
    assert (told["wanted"], told["version"], told["isSet"]) == (2, "1", True)
    wait_until(lambda: run("warm", fresh_name, "--json").json["ready"] == 2, what="both to be ready")
    assert run("warm", fresh_name).out == "2 of 2 sessions ready, version 1\n"
    assert "2 of 2 sessions ready" in run("status", fresh_name).out
    assert run("warm", fresh_name, "--clear", "--json").json["isSet"] is False
    assert run("warm", fresh_name, "--clear", "--sessions", 1).code == 2


def test_an_authorizer_is_given_kept_and_taken_away(run, write, fresh_name):
    with running_issuer() as issuer:
        rules = json.dumps({"customJWTAuthorizer": {"discoveryUrl": issuer.discovery_url}})
        deploy = ("deploy", write(GOOD.replace("VALUE", '"hi there"')), "--name", fresh_name)
        assert run(*deploy, "--authorizer-config", rules).code == 0
        refused = run("invoke", fresh_name, "hi")
        assert refused.code == 1
        assert "token is required" in refused.err
        assert run("invoke", fresh_name, "hi there", "--bearer-token", issuer.token()).out == "hi there\n"
        talk = run("chat", fresh_name, "--bearer-token", issuer.token(), stdin="hi\n")
        assert "hi there" in talk.out

        assert run(*deploy).code == 0
        assert run("invoke", fresh_name, "hi").code == 1, "that of the version before stays"
        assert run(*deploy, "--authorizer-config", "null").code == 0
        assert run("invoke", fresh_name, "hi").code == 0
