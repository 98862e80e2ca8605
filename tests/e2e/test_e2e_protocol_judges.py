"""Clients in JavaScript, and agents of other frameworks with packages of their own: sessions with tools."""

import asyncio
import json
from pathlib import Path

import httpx
import pytest
from a2a.client import ClientConfig, ClientFactory
from a2a.helpers import get_stream_response_text, new_text_message
from a2a.types import Role, SendMessageRequest

import effort
from node import run_node
from servers import AGENTS, SESSION_HEADER, invocation_path, new_session_id

HERE = Path(__file__).parent
JAVASCRIPT = ("@ag-ui/client@1.0.0", "@a2a-js/sdk@1.3.0")
A2A, AGUI = {"serverProtocol": "A2A"}, {"serverProtocol": "AGUI"}
TOOL = '''
import os
import uvicorn
from strands import Agent, tool

@tool
def weather() -> str:
    """Tell the weather."""
    return "sunny"

agent = Agent(name="strands", description="Tells the weather", tools=[weather], callback_handler=None)
'''
#: As AWS's guide has it: the version before of a2a-sdk, within FastAPI, `/ping` in words of its own.
STRANDS_A2A = {
    "requirements.txt": "strands-agents[a2a]\n",
    "agent.py": TOOL
    + """
from fastapi import FastAPI
from strands.multiagent.a2a import A2AServer

url = os.environ.get("AGENTCORE_RUNTIME_URL", "http://127.0.0.1:9000/")
server = A2AServer(agent=agent, http_url=url, serve_at_root=True)
app = FastAPI()

@app.get("/ping")
def ping():
    return {"status": "healthy"}

app.mount("/", server.to_fastapi_app())

if __name__ == "__main__":
    uvicorn.run(app, host="0.0.0.0", port=9000)
""",
}
STRANDS_AGUI = {
    "requirements.txt": "ag-ui-strands\nuvicorn\n",
    "agent.py": TOOL
    + """
from ag_ui_strands import StrandsAgent, create_strands_app

app = create_strands_app(StrandsAgent(agent=agent, name="strands"), path="/invocations", ping_path="/ping")

if __name__ == "__main__":
    uvicorn.run(app, host="0.0.0.0", port=8080)
""",
}


def address(server, agent):
    return f"{server.url}{invocation_path(agent)}"


@effort.long
def test_ag_uis_client_for_javascript_has_a_session_with_tools_on_both_sides(server):
    agent = server.deploy(AGENTS / "agui_sums.py", protocolConfiguration=AGUI)
    session_id = new_session_id()
    told = run_node(HERE / "agui_client.mjs", address(server, agent), session_id, packages=JAVASCRIPT)
    assert told["answer"] == f"the sum is 42, said {session_id}"
    assert (told["call"]["name"], json.loads(told["call"]["arguments"])) == ("set_color", {"color": "blue"})
    assert told["after"] == "the client's tool said painted"
    assert told["failure"]["code"] == "AGENT_ERROR"
    assert told["types"][-1] == "RUN_ERROR"


@effort.long
def test_a2as_client_for_javascript_has_a_session_with_a_tool(server):
    agent = server.deploy(AGENTS / "a2a_sums.py", protocolConfiguration=A2A)
    session_id = new_session_id()
    told = run_node(HERE / "a2a_client.mjs", f"{address(server, agent)}/", session_id, packages=JAVASCRIPT)
    assert told["card"]["name"] == "sums"
    kinds = [event["payload"]["$case"] for event in told["events"]]
    assert kinds == ["task", "statusUpdate", "artifactUpdate", "artifactUpdate", "statusUpdate"]
    pieces = [part["content"]["value"] for part in told["whole"]["artifacts"][0]["parts"]]
    assert pieces == ["the sum is ", f"3 (call 2 of {session_id})"]


@effort.long
@pytest.mark.timeout(400)  # its packages are installed on the way
def test_strands_own_server_of_the_version_before_is_an_agent_like_others(server):
    agent = server.deploy(STRANDS_A2A, protocolConfiguration=A2A)
    card = server.data.get_agent_card(agentRuntimeArn=agent.arn)["agentCard"]
    assert (card["url"], card["protocolVersion"][:3]) == (f"{address(server, agent)}/", "0.3")

    async def talk():
        async with httpx.AsyncClient(headers={SESSION_HEADER: new_session_id()}, timeout=60) as http:
            client = await ClientFactory(ClientConfig(httpx_client=http)).create_from_url(
                address(server, agent)
            )
            message = new_text_message("what the weather is like?", role=Role.ROLE_USER)
            return [event async for event in client.send_message(SendMessageRequest(message=message))]

    said = [get_stream_response_text(event) for event in asyncio.run(talk())]
    assert "sunny" in "".join(filter(None, said))


@effort.long
@pytest.mark.timeout(400)
def test_ag_uis_adapter_for_strands_is_an_agent_like_others(server):
    agent = server.deploy(STRANDS_AGUI, protocolConfiguration=AGUI)
    message = {"id": "1", "role": "user", "content": "what the weather is like?"}
    run = {"threadId": "t", "runId": "r", "messages": [message], "tools": [], "context": [], "state": {}}
    body = json.dumps({**run, "forwardedProps": {}}).encode()
    headers = {"content-type": "application/json", SESSION_HEADER: new_session_id()}
    reply = server.http("POST", invocation_path(agent), body, {**headers, "accept": "text/event-stream"})
    assert reply.headers["content-type"].startswith("text/event-stream")
    events = [json.loads(line[6:]) for line in reply.body.splitlines() if line.startswith(b"data: ")]
    assert [events[0]["type"], events[-1]["type"]] == ["RUN_STARTED", "RUN_FINISHED"]
    assert "sunny" in str(events)
