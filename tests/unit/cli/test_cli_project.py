"""The toolkit's verbs in a project folder: its default agent is meant where none is named."""

import json
import signal
import subprocess

import pytest
import yaml

import effort
from headwater.client import Client, ServerNotReachable
from servers import wait_until


@pytest.fixture
def folder(tmp_path, monkeypatch, agent_source):
    (tmp_path / "agent.py").write_text(agent_source)
    monkeypatch.chdir(tmp_path)
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def project(folder, run, fresh_name):
    """A project with its agent launched; its name."""
    assert run("configure", "agent.py", "--name", fresh_name).code == 0
    assert run("launch").code == 0
    return fresh_name


def test_configure_finds_the_file_and_writes_down_what_it_is_told(run, folder):
    ran = run(
        "configure", "--name", "full", "--protocol", "mcp", "--idle-timeout", "60", "--env", "A=b=c",
        "--request-header-allowlist", "X-A, X-B", "--authorizer-config", '{"customJWTAuthorizer": {}}',
        "--disable-otel", "--vpc", "--subnets", "subnet-0123456789", "--security-groups", "sg-0123456789",
        "--json",
    )  # fmt: skip

    assert ran.code == 0, ran.err
    assert ran.json["config_path"] == str(folder / ".bedrock_agentcore.yaml")
    assert len(ran.json["notes"]) == 2
    entry = yaml.safe_load((folder / ".bedrock_agentcore.yaml").read_text())["agents"]["full"]
    assert entry["request_header_configuration"] == {"requestHeaderAllowlist": ["X-A", "X-B"]}
    assert entry["authorizer_configuration"] == {"customJWTAuthorizer": {}}
    assert entry["headwater"] == {"environment_variables": {"A": "b=c"}}
    assert entry["aws"]["observability"] == {"enabled": False}
    assert entry["aws"]["protocol_configuration"] == {"server_protocol": "MCP"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["configure", "gone.py"], 1, "there is no"),
        (["configure", "--name", "no-hyphens"], 1, "agent_name 'no-hyphens'"),
        (["configure", "--authorizer-config", "{"], 2, "not JSON"),
        (["configure", "--authorizer-config", "3"], 2, "not a JSON object"),
        (["launch"], 1, "configure one first"),
        (["launch", "--local", "--local-build"], 2, "exclude each other"),
        (["destroy"], 2, "which agent?"),
        (["invoke"], 2, "which agent?"),
        (["status", "x", "--server"], 2, "not both"),
    ],
)
def test_mistakes_are_said_in_words(run, folder, arguments, code, said):
    ran = run(*arguments)

    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_broken_project_file_is_said_with_its_line(run, folder):
    (folder / ".bedrock_agentcore.yaml").write_text("agents:\n  a: [1\nb: 2\n")

    for verb in ("configure", "launch", "status", "invoke", "destroy"):
        ran = run(verb)
        assert ran.code == 1
        assert ".bedrock_agentcore.yaml, line 3" in ran.err


def test_launch_prints_the_arn_and_a_second_one_updates(run, folder, fresh_name):
    run("configure", "agent.py", "--name", fresh_name)

    first = run("launch")
    second = run("launch", "--json")

    assert first.code == 0
    assert first.out.startswith("arn:aws:bedrock-agentcore:")
    assert "ready" in first.err
    assert "no image is needed" in first.err
    assert (second.json["version"], second.json["mode"], second.json["image"]) == ("2", "server", None)
    assert second.json["agentRuntimeArn"] == first.out.strip()


def test_a_launch_that_fails_shows_why(run, folder, fresh_name):
    (folder / "agent.py").write_text("import no_such_module_anywhere\n")
    run("configure", "agent.py", "--name", fresh_name)

    ran = run("launch", "--json")

    assert (ran.code, ran.json["status"]) == (1, "CREATE_FAILED")
    assert 'agent.py", line 1' in ran.err


def test_without_a_server_launch_says_how_to_start_one(run, folder):
    run("configure", "agent.py")

    ran = run("launch", "--url", "http://127.0.0.1:1")

    assert ran.code == 3
    assert "headwater serve" in ran.err


def test_one_session_is_gone_on_with_until_a_new_one_is_asked_for(run, project):
    first = run("invoke", "which session").out
    again = run("invoke", "which session").out
    new = run("invoke", "which session", "--new-session").out
    after = run("invoke", "which session").out
    named = run("invoke", project, "which session").out

    assert first == again != new == after
    assert named not in (first, new), "an agent that is named begins a session each time, as anywhere"


def test_the_prompt_may_come_from_a_payload_or_a_pipe(run, project):
    assert run("invoke", "--payload", '{"prompt": "a b"}').out == "a b \n"
    assert run("invoke", stdin="piped words\n").out == "piped words \n"
    assert run("invoke", project, stdin="piped words\n").out == "piped words \n"
    assert run("invoke", project, "--payload", '{"prompt": "a b"}').out == "a b \n"


def test_a_lone_word_is_the_agent_if_its_prompt_comes_by_a_pipe(start, project, agent):
    """A server's agent that is not the project's, named in a script that pipes the prompt in."""
    process = start("invoke", agent, stdin=subprocess.PIPE)

    out, err = process.communicate(b"piped words\n", timeout=60)

    assert (process.returncode, out) == (0, b"piped words \n"), err


def test_invoke_before_launch_says_so(run, folder):
    run("configure", "agent.py")

    ran = run("invoke", "hi")

    assert ran.code == 1
    assert "launch it first" in ran.err


def test_status_is_that_of_the_projects_agent_or_of_the_server(run, folder, fresh_name, server):
    assert "server " in run("status").out, "no project yet"
    run("configure", "agent.py", "--name", fresh_name)
    waiting = run("status")
    told = run("status", "--json").json
    run("launch")
    launched = run("status", "--json").json
    of_server = run("status", "--server", "--json").json

    assert "not launched yet" in waiting.out
    assert told == {"configured": {"name": fresh_name, "file": str(folder / "agent.py")}, "runtime": None}
    assert launched["runtime"]["agentRuntimeName"] == fresh_name
    assert of_server["url"] == server.url


@pytest.mark.parametrize("is_named", [True, False])
def test_destroy_takes_the_projects_entry_along(run, project, folder, is_named):
    words = ["destroy", *([project] if is_named else [])]
    assert run(*words).code == 2
    planned = run(*words, "--dry-run", "--json").json

    done = run(*words, "--yes", "--json")

    assert done.code == 0
    assert planned["dry_run"] is True
    assert planned["resources_removed"] == done.json["resources_removed"]
    assert not (folder / ".bedrock_agentcore.yaml").exists()
    assert run("status", project).code == 4


def test_destroy_of_another_agent_leaves_the_project_alone(run, project, folder, fresh_name):
    other = f"{fresh_name}_other"
    run("deploy", "agent.py", "--name", other)

    assert run("destroy", other, "--dry-run").code == 0
    assert run("destroy", other, "--yes").code == 0

    assert project in (folder / ".bedrock_agentcore.yaml").read_text()


@effort.long
@pytest.mark.slow
def test_launch_local_serves_until_it_is_told_to_end(start, run, folder):
    run("configure", "agent.py", "--name", "here")
    process = start("launch", "--local", "--json", TMPDIR=str(folder.parent))
    report = json.loads(process.stdout.readline())

    with Client(report["url"]) as client:
        assert client.invoke("here", {"prompt": "a b"}).text == "a b "
    process.send_signal(signal.SIGINT)

    assert process.wait(30) == 130
    with Client(report["url"]) as client:
        wait_until(lambda: is_gone(client), what="the server to end")


def is_gone(client):
    try:
        client.server_status()
    except ServerNotReachable:
        return True
    return False
