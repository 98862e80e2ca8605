"""One trace an invocation, down to the agent's own spans, with nothing configured."""

import json
import time

import pytest

from servers import AGENTS, read_events, wait_until

MODEL = "us.anthropic.claude-sonnet-4-20250514-v1:0"
AGENT = AGENTS / "traced.py"
LAZY = f"""
    from headwater import App

    app = App()

    @app.entrypoint
    def invoke(payload):
        from strands import Agent
        return str(Agent(model={MODEL!r}, callback_handler=None)(payload["prompt"]))

    app.run()
"""
#: A span -> whose child it is. What stands in `chat` is this server's.
TREE = {
    "InvokeAgentRuntime": None,
    "invoke_agent Strands Agents": "first_byte",
    "execute_event_loop_cycle": "invoke_agent Strands Agents",
    "chat": "execute_event_loop_cycle",
    f"chat {MODEL}": "chat",
    "execute_tool weather": "execute_event_loop_cycle",
    "look outside": "execute_tool weather",
}


@pytest.fixture(scope="module")
def memory(server):
    """The id of a memory."""
    memory_id = server.control.create_memory(name="of_traced", eventExpiryDuration=90)["memory"]["id"]
    yield memory_id
    server.control.delete_memory(memoryId=memory_id)


@pytest.fixture(scope="module")
def traced(server, memory):
    """The agent as people write it."""
    return server.deploy(AGENT, environment={"BEDROCK_AGENTCORE_MEMORY_ID": memory})


def ask(server, agent, payload, session_id, **kwargs):
    """(what it answers, the id of its trace)."""
    response = server.invoke(agent, payload, session_id, **kwargs)
    trace_id = response["traceParent"].split("-")[1]
    if "event-stream" in response["contentType"]:
        events = read_events(response)
        return (events[0] if len(events) == 1 else "".join(events)), trace_id
    return json.loads(response["response"].read()), trace_id


def read_trace(server, trace_id, is_whole=lambda names: "invoke_agent Strands Agents" in names):
    """A trace's spans once it is whole."""

    def look():
        reply = server.http("GET", f"/headwater/v1/traces/{trace_id}")
        if reply.status == 404:
            return None
        spans = reply.json()["spans"]
        return spans if is_whole([span["name"] for span in spans]) else None

    return wait_until(look, what="the trace to be whole")


def tree_of(spans):
    """Name of a span -> name of its parent; each once."""
    names = {span["spanId"]: span["name"] for span in spans}
    assert len(names) == len(spans)
    return {span["name"]: names.get(span["parentId"]) for span in spans if span["name"] in TREE}


@pytest.mark.parametrize(("kind", "mode"), [("async", "fork"), ("strands", "fork"), ("fresh", "fresh")])
def test_the_agents_spans_are_part_of_the_trace(server, traced, session_id, kind, mode):
    agent = traced if kind == "async" else server.deploy(AGENT, environment={"KIND": kind})

    answer, trace_id = ask(server, agent, {"prompt": "what is the weather like?"}, session_id)
    spans = read_trace(server, trace_id)

    assert "sunny" in answer
    assert tree_of(spans) == TREE
    assert {span["sessionId"] for span in spans} == {session_id}
    assert {span["runtimeId"] for span in spans} == {agent.id}
    assert {span["service"] for span in spans} == {"headwater", f"{agent.name}.DEFAULT"}
    found = next(span for span in spans if span["name"] == "invoke_agent Strands Agents")
    assert found["attributes"]["gen_ai.usage.input_tokens"] > 0
    assert found["attributes"]["session.id"] == session_id
    assert server.find_session(agent, session_id)["mode"] == mode


def test_an_agent_that_loads_strands_in_its_first_call_is_traced_in_it(server, session_id):
    agent = server.deploy(LAZY)

    _, trace_id = ask(server, agent, {"prompt": "hi"}, session_id)

    tree = tree_of(read_trace(server, trace_id))
    assert tree == {name: TREE[name] for name in tree}
    assert f"chat {MODEL}" in tree


def test_a_models_call_says_what_it_took(server, traced, session_id):
    _, trace_id = ask(server, traced, {"prompt": "hello"}, session_id)

    span = next(span for span in read_trace(server, trace_id) if span["name"] == f"chat {MODEL}")

    attributes = span["attributes"]
    assert attributes["gen_ai.operation.name"] == "chat"
    assert attributes["gen_ai.provider.name"] == "scripted"
    assert attributes["gen_ai.request.model"] == MODEL
    assert attributes["gen_ai.usage.output_tokens"] > 0
    assert attributes["gen_ai.response.finish_reasons"] == ["end_turn"]
    assert 0 <= attributes["headwater.first_token_ms"] <= span["durationMs"]


def test_operations_on_memories_are_part_of_the_trace(server, traced, memory, session_id):
    turns_count, trace_id = ask(server, traced, {"memory": memory}, session_id)

    spans = read_trace(server, trace_id, lambda names: "remember" in names)

    assert turns_count == 1
    own = next(span for span in spans if span["name"] == "remember")
    found = {span["name"]: span for span in spans if span["parentId"] == own["spanId"]}
    assert found.keys() == {"CreateEvent", "GetEvent", "ListEvents"}
    attributes = found["CreateEvent"]["attributes"]
    assert (attributes["memory.id"], attributes["actor.id"]) == (memory, "ann")
    assert (attributes["session.id"], found["CreateEvent"]["sessionId"]) == ("k" * 33, session_id)
    assert "#" in attributes["event.id"]
    assert [attributes[name] for name in ("throttled", "error", "fault")] == [False, False, False]
    assert found["GetEvent"]["attributes"]["error"] is True
    assert found["GetEvent"]["status"] == "error"


def test_the_callers_trace_goes_on(server, traced, session_id):
    trace_id, span_id = f"{time.time_ns():032x}", f"{time.time_ns():016x}"
    parent = f"00-{trace_id}-{span_id}-01"

    _, found = ask(server, traced, {"prompt": "hi"}, session_id, traceParent=parent)

    assert found == trace_id
    spans = read_trace(server, trace_id)
    assert [s["parentId"] for s in spans if s["name"] == "InvokeAgentRuntime"] == [span_id]


def test_the_environment_is_what_exporters_look_for(server, traced, session_id):
    found, _ = ask(server, traced, {}, session_id)

    assert found["OTEL_EXPORTER_OTLP_ENDPOINT"].startswith("http://127.0.0.1:")
    assert found["OTEL_EXPORTER_OTLP_PROTOCOL"] == "http/protobuf"
    assert found["OTEL_EXPORTER_OTLP_HEADERS"].startswith("x-headwater-telemetry=HWSS")
    assert found["OTEL_SERVICE_NAME"] == f"{traced.name}.DEFAULT"
    resource = dict(part.split("=", 1) for part in found["OTEL_RESOURCE_ATTRIBUTES"].split(","))
    assert resource == {
        "service.name": f"{traced.name}.DEFAULT",
        "cloud.resource_id": f"{traced.arn}/runtime-endpoint/DEFAULT",
        "aws.log.group.names": f"/aws/bedrock-agentcore/runtimes/{traced.id}-DEFAULT",
    }


def test_opentelemetrys_logs_are_the_second_stream(server, traced, session_id):
    ask(server, traced, {"logged": "mind the gap"}, session_id)

    def look():
        reply = server.http("GET", f"/headwater/v1/runtimes/{traced.name}/logs?session={session_id}")
        entries = [json.loads(line) for line in reply.body.splitlines()]
        return [entry for entry in entries if entry["stream"] == "otel"]

    (entry,) = wait_until(look)
    record = json.loads(entry["text"])
    assert (record["body"], record["severityText"]) == ("mind the gap", "WARN")
    assert record["resource"]["attributes"]["service.name"] == f"{traced.name}.DEFAULT"


def test_what_was_exported_stays_when_the_session_is_killed(server, traced, session_id):
    response = server.invoke(traced, {"act": "die"}, session_id)
    trace_id = response["traceParent"].split("-")[1]

    spans = read_trace(server, trace_id, lambda names: {"last words", "InvokeAgentRuntime"} <= {*names})

    assert {span["status"] for span in spans if span["name"] == "InvokeAgentRuntime"} == {"error"}


def test_a_hostile_agent_is_refused_and_the_server_goes_on(server, traced, session_id, new_session_id):
    _, others = ask(server, traced, {"prompt": "hi"}, new_session_id())
    forged = {
        "traceId": others,
        "spanId": "f" * 16,
        "name": "forged",
        "startTimeUnixNano": time.time_ns(),
    }
    exports = {
        json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [forged]}]}]}): 200,
        "rubbish": 400,
        "[" * 200_000: 400,
        "x" * 5_000_000: 413,
    }

    for body, status in exports.items():
        assert ask(server, traced, {"export": {"body": body}}, session_id)[0] == status
    headers = {"x-headwater-telemetry": "HWSSAAAAAAAAAAAAAAAA." + "0" * 64}
    assert ask(server, traced, {"export": {"body": "{}"} | headers}, session_id)[0] == 401
    ask(server, traced, {"act": "flood"}, session_id)

    assert "forged" not in [span["name"] for span in read_trace(server, others)]
    server.wait_logged("is another session's", traced, session_id)
    assert server.http("POST", "/v1/traces", {}).status == 404  # not at the server's own port
    assert "Traceback" not in server.log_text()
