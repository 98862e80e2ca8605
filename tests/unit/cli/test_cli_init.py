"""`headwater init`: a new project passes its own test, and the streaming one runs on a server."""

import asyncio
import os
import socket
import subprocess
import sys

import pytest

import effort
from headwater.cli.init import TEMPLATES
from servers import wait_until


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "template", [pytest.param(one, marks=() if one == "streaming" else effort.long) for one in TEMPLATES]
)
def test_a_new_project_passes_its_own_test(run, here, template):
    ran = run("init", "my-bot", "--template", template)

    assert ran.code == 0
    made = {path.name for path in (here / "my-bot").iterdir()}
    assert {"agent.py", "requirements.txt", "README.md", "test_agent.py", ".gitignore"} <= made
    for path in (here / "my-bot").iterdir():
        assert "{{" not in path.read_text().replace("{{}}", ""), path
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=here / "my-bot",
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


@pytest.mark.timeout(400)  # its packages are installed on the way
@pytest.mark.parametrize(
    ("template", "prompt", "said", "protocol"),
    [
        # In each run the guide's quick start does the same.
        pytest.param("streaming", "what the weather is like?", "sunny", "HTTP", marks=effort.long),
        pytest.param("hybrid-memory", "Hello there", "You said: Hello there", "HTTP", marks=effort.long),
        pytest.param("a2a", "what the weather is like?", "sunny", "A2A", marks=effort.long),
        pytest.param("ag-ui", "what the weather is like?", "sunny", "AGUI", marks=effort.long),
    ],
)
def test_its_agent_runs_on_a_server_as_the_readme_says(
    run, here, monkeypatch, fresh_name, template, prompt, said, protocol
):
    run("init", fresh_name, "--template", template)
    monkeypatch.chdir(here / fresh_name)

    spoken = () if protocol == "HTTP" else ("--protocol", protocol)
    assert run("configure", "agent.py", "--name", fresh_name, *spoken).code == 0
    assert run("launch").code == 0
    ran = run("invoke", prompt)
    events = run("invoke", prompt, "--json").json["events"]

    assert ran.code == 0
    assert said in ran.out
    assert len(events) > 3, "the answer did not come in pieces"
    if template == "hybrid-memory":
        assert events[-1] == {"memory": "ram"}
        anew = run("invoke", prompt, "--new-session", "--json").json["events"]
        assert anew[-1] == {"memory": "durable"}
    assert run("destroy", "--yes").code == 0


@pytest.mark.timeout(400)  # in a long run its packages are installed on the way
@effort.long
def test_an_mcp_server_is_hosted_and_its_tools_are_called(run, here, monkeypatch, fresh_name):
    run("init", fresh_name, "--template", "mcp-server")
    monkeypatch.chdir(here / fresh_name)
    if not effort.IS_LONG:
        os.unlink("requirements.txt")  # the server's own Python has what it names
    run("configure", "agent.py", "--name", fresh_name, "--protocol", "MCP")
    launched = run("launch")
    assert launched.code == 0
    assert f"headwater mcp list {fresh_name}" in launched.err

    listed = run("mcp", "list", fresh_name)
    assert [line.split()[0] for line in listed.out.splitlines()] == ["NAME", "add", "now"]
    assert "a, b" in listed.out
    found = run("mcp", "list", fresh_name, "--json").json
    assert [tool["name"] for tool in found["tools"]] == ["add", "now"]
    assert run("mcp", "list", fresh_name, "--kind", "prompts", "--json").json["prompts"] == []
    called = run("mcp", "call", fresh_name, "add", '{"a": 1, "b": 2}')
    assert (called.code, called.out) == (0, "3.0\n")
    result = run("mcp", "call", fresh_name, "add", '{"a": 1, "b": 2}', "--json").json["result"]
    assert result["structuredContent"] == {"result": 3.0}
    # A tool that fails has failed, and what is no tool cannot be called.
    assert run("mcp", "call", fresh_name, "add", '{"a": "x"}').code == 1
    assert run("mcp", "call", fresh_name, "subtract").code == 1
    url = run("mcp", "url", fresh_name).out.strip()
    assert url.endswith("/invocations")
    assert run("mcp", "url", fresh_name, "--json").json == {"url": url}
    assert run("sessions", fresh_name, "--json").json["sessions"] == []
    assert run("destroy", "--yes").code == 0

    deployed = run("deploy", "agent.py", "--name", fresh_name, "--protocol", "mcp")
    assert f"headwater mcp list {fresh_name}" in deployed.err
    # What is not named again stays.
    assert run("deploy", "agent.py", "--name", fresh_name).code == 0
    assert run("mcp", "call", fresh_name, "add", '{"a": 1, "b": 2}').out == "3.0\n"
    assert run("destroy", fresh_name, "--yes").code == 0


def test_an_mcp_server_runs_by_itself(run, here):
    from mcp import Client

    made = run("init", "tools", "--template", "mcp-server")
    assert "headwater configure agent.py --protocol MCP\n" in made.err
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "agent.py"],
        cwd=here / "tools",
        env={**os.environ, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    async def ask():
        async with Client(f"http://127.0.0.1:{port}/mcp") as client:
            return (await client.call_tool("add", {"a": 1, "b": 2})).content[0].text

    def is_up():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_until(is_up, 30, "the MCP server to listen")
        assert asyncio.run(ask()) == "3.0"
    finally:
        process.terminate()
        process.wait(20)


def test_without_a_name_the_project_is_made_here(run, here):
    told = run("init", "--json").json

    assert told["template"] == "streaming"
    assert (here / "agent.py").is_file()


def test_files_that_are_there_are_not_replaced(run, here):
    (here / "bot").mkdir()
    (here / "bot" / "agent.py").write_text("mine")

    ran = run("init", "bot")

    assert ran.code == 1
    assert "bot has agent.py already" in ran.err
    assert [path.name for path in (here / "bot").iterdir()] == ["agent.py"]
    assert (here / "bot" / "agent.py").read_text() == "mine"


def test_a_place_that_cannot_be_made_is_said(run, here):
    (here / "file").write_text("")

    ran = run("init", "file/bot")

    assert ran.code == 1
    assert "cannot be made" in ran.err
