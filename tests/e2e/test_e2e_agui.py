"""Agents of AG-UI: runs with tools on both sides, read by the protocol's own types, and errors as events."""

import json
import threading

import pytest
from ag_ui.core import (
    AssistantMessage,
    Event,
    EventType,
    RunAgentInput,
    Tool,
    ToolCall,
    ToolMessage,
    UserMessage,
)
from pydantic import TypeAdapter

from edges import running_edge
from headwater.client import Client
from servers import AGENTS, SESSION_HEADER, invocation_path, new_session_id, wait_until
from sockets import closing_of, open_socket

AGUI = {"serverProtocol": "AGUI"}
EVENTS = TypeAdapter(Event)
DOORS = """
[[door]]
name = "ui"
path = "/"
request = {shape = "payload"}

[[door]]
name = "text"
path = "/text"
form = "transformed"
request = {shape = "payload"}
"""
SET_COLOR = Tool(
    name="set_color",
    description="Paint the page",
    parameters={"type": "object", "properties": {"color": {"type": "string"}}},
)


@pytest.fixture(scope="module")
def sums(server):
    return server.deploy(AGENTS / "agui_sums.py", protocolConfiguration=AGUI)


def build(*messages, tools=(), state=None):
    given = [
        UserMessage(id=str(number), role="user", content=one) if isinstance(one, str) else one
        for number, one in enumerate(messages)
    ]
    return RunAgentInput(
        thread_id="thread-1",
        run_id="run-1",
        messages=given,
        tools=list(tools),
        context=[],
        state=state or {},
        forwarded_props={"mode": "x"},
    )


def post(server, agent, body, session_id=None, query="", **headers):
    if isinstance(body, RunAgentInput):
        body = body.model_dump_json(by_alias=True).encode()
    sent = {"content-type": "application/json", "accept": "text/event-stream", **headers}
    sent[SESSION_HEADER] = session_id or new_session_id()
    return server.http("POST", invocation_path(agent, query), body, sent)


def read(reply):
    assert reply.headers["content-type"].startswith("text/event-stream")
    blocks = reply.body.decode().split("\n\n")
    assert blocks.pop() == ""
    return [EVENTS.validate_json(block.removeprefix("data: ")) for block in blocks]


def said(events):
    return "".join(event.delta for event in events if event.type == EventType.TEXT_MESSAGE_CONTENT)


def test_a_run_with_the_agents_tool_comes_as_events(server, sums):
    session_id = new_session_id()
    reply = post(server, sums, build("1 and 2"), session_id)
    events = read(reply)
    assert [events[0].type, events[-1].type] == [EventType.RUN_STARTED, EventType.RUN_FINISHED]
    assert [e.content for e in events if e.type == EventType.TOOL_CALL_RESULT] == ["3"]
    assert said(events) == f"the sum is 3, said {session_id}"
    assert reply.headers[SESSION_HEADER.lower()] == session_id


def test_the_clients_tool_is_called_and_its_result_taken(server, sums):
    session_id = new_session_id()
    first = read(post(server, sums, build("color", tools=[SET_COLOR]), session_id))
    call = next(e for e in first if e.type == EventType.TOOL_CALL_START)
    arguments = "".join(e.delta for e in first if e.type == EventType.TOOL_CALL_ARGS)
    assert (call.tool_call_name, json.loads(arguments)) == ("set_color", {"color": "blue"})
    function = {"name": call.tool_call_name, "arguments": arguments}
    asked = AssistantMessage(
        id="a",
        role="assistant",
        tool_calls=[ToolCall(id=call.tool_call_id, type="function", function=function)],
    )
    done = ToolMessage(id="t", role="tool", content="painted", tool_call_id=call.tool_call_id)
    second = read(
        post(server, sums, build("color", asked, done, tools=[SET_COLOR], state={"n": 1}), session_id)
    )
    assert said(second) == "the client's tool said painted"
    snapshot = next(e for e in second if e.type == EventType.STATE_SNAPSHOT).snapshot
    assert snapshot == {"state": {"n": 1}, "forwarded": {"mode": "x"}, "runs": 2}


def test_the_agent_sees_the_form_that_its_client_accepts(server, sums):
    accepted = "application/vnd.ag-ui.event+proto, text/event-stream;q=0.5"
    assert said(read(post(server, sums, build("accept"), accept=accepted))) == accepted


def test_boto3_runs_it_as_any_agent(server, sums):
    answer = server.invoke(sums, build("2 and 3").model_dump(by_alias=True), accept="text/event-stream")
    assert answer["contentType"].startswith("text/event-stream")
    assert b"the sum " in answer["response"].read()


@pytest.mark.parametrize("resumable", [False, True])
def test_our_client_puts_a_prompt_into_a_run(server, sums, resumable):
    session_id = new_session_id()
    with Client(server.url) as client:
        prompt = client.build_prompt(sums.name, "1 and 2", session_id=session_id)
        answer = client.invoke(sums.name, prompt.payload, session_id=session_id, resumable=resumable)
        assert answer.text == f"the sum is 3, said {session_id}"
        refused = client.invoke(sums.name, {"prompt": "hi"}, resumable=resumable).read()
        assert refused.error.error_type == "AGENT_ERROR"


@pytest.mark.parametrize(
    ("body", "session_id", "query", "code", "status"),
    [
        (b'{"threadId": 1}', None, "", "AGENT_ERROR", 200),
        (b"not JSON", None, "", "AGENT_ERROR", 200),
        (b"{}", "short", "", "VALIDATION_ERROR", 400),
        (b"{}", None, "?qualifier=nowhere", "RESOURCE_NOT_FOUND", 404),
    ],
)
def test_errors_are_streams_of_one_event(server, sums, body, session_id, query, code, status):
    reply = post(server, sums, body, session_id, query)
    assert reply.status == status
    [event] = read(reply)
    assert (event.type, event.code) == (EventType.RUN_ERROR, code)


def test_a_handler_that_raises_ends_its_run_with_the_sdks_event(server, sums):
    event = read(post(server, sums, build("fail")))[-1]
    assert (event.type, event.code, event.message) == (
        EventType.RUN_ERROR,
        "INTERNAL_ERROR",
        "cannot do that",
    )


def test_an_agent_that_dies_in_mid_run_is_told_in_an_event(server, sums):
    events = read(post(server, sums, build("die")))
    assert said(events) == "soon"
    assert (events[-1].type, events[-1].code) == (EventType.RUN_ERROR, "AGENT_ERROR")
    assert "stopped before its answer was complete" in events[-1].message


def test_a_door_passes_runs_and_their_events_untouched(server, sums, tmp_path):
    with running_edge(tmp_path, DOORS, "--target", sums.arn, "--endpoint-url", server.url) as edge:
        body = build("1 and 2").model_dump_json(by_alias=True).encode()
        session_id = new_session_id()
        headers = {"content-type": "application/json", "x-session-id": session_id}
        events = read(edge.request("POST", "/", body, headers))
        assert [events[0].type, events[-1].type] == [EventType.RUN_STARTED, EventType.RUN_FINISHED]
        assert said(events) == f"the sum is 3, said {session_id}"
        cut = edge.request("POST", "/", build("die").model_dump_json(by_alias=True).encode())
        assert read(cut)[-1].code == "AGENT_ERROR"
        shown = edge.request("POST", "/text", body).body.decode()
        assert shown.startswith("the sum is 3, said ")


def test_a_session_that_is_stopped_in_mid_run_says_so(server, sums):
    session_id, replies = new_session_id(), []
    run = threading.Thread(target=lambda: replies.append(post(server, sums, build("pause"), session_id)))
    run.start()
    wait_until(
        lambda: (found := server.find_session(sums, session_id)) and found["sentBytes"], what="a first event"
    )
    server.stop_session(sums, session_id)
    run.join(30)
    event = read(replies[0])[-1]
    assert event.type == EventType.RUN_ERROR
    assert "the session was stopped" in event.message


async def test_a_run_over_a_websocket_is_the_same(server, sums, session_id):
    async with open_socket(server, sums, {SESSION_HEADER: session_id}) as socket:
        await socket.send(build("add 2 and 40").model_dump_json(by_alias=True))
        texts = [text async for text in socket]
    assert socket.close_code == 1000
    events = [EVENTS.validate_json(text.removeprefix("data: ")) for text in texts]
    posted = read(post(server, sums, build("add 2 and 40"), session_id))
    assert [event.type for event in events] == [event.type for event in posted]
    assert said(events) == said(posted)

    async with open_socket(server, sums) as socket:
        await socket.send("no JSON")
        assert await closing_of(socket) == (1003, "Invalid JSON")
