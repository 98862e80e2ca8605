"""Each generation of MCP's official library talks to servers written with each, and with `fastmcp`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from mcp import Client

import effort
from servers import AGENTS, invocation_path

pytestmark = [effort.long, pytest.mark.timeout(400)]

#: What a server's packages are -> the file that is one.
SERVERS = {
    "mcp>=1.12,<2": "mcp_tools_1.py",
    "mcp>=2": "mcp_tools.py",
    "fastmcp": "mcp_tools_1.py",
}
_UV = [sys.executable, "-m", "uv"]


@pytest.fixture(scope="module", params=[(p, s) for p in SERVERS for s in ("", "1")], ids=str)
def agent(request, server):
    packages, is_stateless = request.param
    source = (AGENTS / SERVERS[packages]).read_text()
    return server.deploy(
        {"agent.py": source, "requirements.txt": packages},
        environment={"STATELESS": is_stateless} if is_stateless else None,
        protocolConfiguration={"serverProtocol": "MCP"},
    )


def check(told):
    assert told["sum"] == "5"
    assert told["counts"] == [1, 2]
    assert told["march"] == "3 steps"
    assert told["seen"] == [[n, 3.0, f"step {n:g}"] for n in (1.0, 2.0, 3.0)]
    assert {"add", "count", "march"} <= set(told["tools"])


def test_the_client_of_the_first_generation(server, agent):
    url = f"{server.url}{invocation_path(agent)}"
    script = Path(__file__).with_name("mcp_client_1.py")
    command = [*_UV, "run", "--no-project", "--quiet", "--with", "mcp<2", "python", str(script), url]

    done = subprocess.run(command, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["has_session"]
    check(told)
    # The client has ended what it began.
    assert [s for s in server.sessions(agent) if s["state"] != "STOPPING"] == []


async def test_the_installed_client(server, agent):
    seen = []

    async def note(progress, total, message):
        seen.append([progress, total, message])

    async with Client(f"{server.url}{invocation_path(agent)}", mode="auto") as client:
        tools = [tool.name for tool in (await client.list_tools()).tools]
        total = (await client.call_tool("add", {"a": 2, "b": 3})).content[0].text
        counts = [int((await client.call_tool("count", {})).content[0].text) for _ in range(2)]
        march = await client.call_tool("march", {"steps": 3}, progress_callback=note)
    check({"tools": tools, "sum": total, "counts": counts, "march": march.content[0].text, "seen": seen})
