"""One trace from a front door to a tool's call, and what may be asked about it, by routes and by command."""

import base64
import json

import pytest
from click.testing import CliRunner

from callers import admin_of, make_caller
from collectors import running_collector
from edges import find_doors, running_edge
from headwater.cli.main import cli
from headwater.client import Client
from headwater.telemetry import names
from headwater.wire.servertiming import parse
from servers import AGENTS, EXAMPLES, invocation_path, new_session_id, running_server, wait_until

TRACE = "5759e988bd862e3fe1be46a994272793"
#: What clocks and rounding may make of a sum.
SLACK = 0.02


@pytest.fixture(scope="module")
def doors(tmp_path_factory):
    """A server with a door of its own, which starts no sessions ahead; `traced` is behind the door."""
    folder = tmp_path_factory.mktemp("doors")
    config = folder / "doors.toml"
    config.write_text('[listen]\nport = 0\n[[door]]\nname = "own"\npath = "/talk"\ntarget.agent = "traced"\n')
    environment = {"HEADWATER_EDGE__CONFIG": str(config), "HEADWATER_SANDBOX__SPARE_COUNT": "0"}
    with running_server(folder, environment) as server:
        server.agent = server.deploy(AGENTS / "traced.py", name="traced")
        yield find_doors(server)


@pytest.fixture(scope="module")
def served(doors):
    return doors.server


@pytest.fixture(scope="module")
def spans(doors):
    """Of one request at the door, to an agent that calls a tool; its trace is the client's."""
    parent = f"00-{TRACE}-{'b' * 16}-01"
    reply = doors.post({"prompt": "what is the weather like?"}, "/talk", traceparent=parent)
    assert reply.status == 200, reply.body
    return read_trace(doors.server, TRACE, "execute_tool weather", "door_request", "start_session")


def read_trace(server, trace_id, *wanted):
    """All spans of a trace once those `wanted` by name are there."""

    def look():
        reply = server.http("GET", f"/headwater/v1/traces/{trace_id}")
        found = reply.json()["spans"] if reply.status == 200 else []
        return found if {span["name"] for span in found} >= set(wanted) else None

    return wait_until(look, what=f"{wanted} in the trace")


def one(spans, name):
    (found,) = [span for span in spans if span["name"] == name]
    return found


def children(spans, parent):
    return [span for span in spans if span["parentId"] == parent["spanId"]]


def ask(server, payload, session_id=None, headers=None):
    headers = {
        "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id": session_id or new_session_id(),
        **(headers or {}),
    }
    return server.http("POST", invocation_path(server.agent), json.dumps(payload).encode(), headers)


def run(server, *arguments, expect=0):
    result = CliRunner(env={"HEADWATER_URL": server.url}).invoke(cli, ["traces", *arguments])
    assert result.exit_code == expect, result.output
    return result


def test_one_trace_leads_from_the_door_to_the_tools_call(spans):
    known = {span["spanId"]: span for span in spans}
    path, span = [], one(spans, "execute_tool weather")
    while span is not None:
        path.append(span["name"])
        span = known.get(span["parentId"])

    assert path == [
        "execute_tool weather",
        "execute_event_loop_cycle",
        "invoke_agent Strands Agents",
        "first_byte",
        "InvokeAgentRuntime",
        "invoke",
        "door_request",
    ]
    assert one(spans, "door_request")["parentId"] == "b" * 16
    assert {span["traceId"] for span in spans} == {TRACE}


@pytest.mark.parametrize(
    ("name", "phases"), [("door_request", names.DOOR_PHASES), ("InvokeAgentRuntime", names.PHASES)]
)
def test_phases_add_up_to_the_whole(spans, name, phases):
    whole = one(spans, name)
    parts = children(spans, whole)

    assert [part["name"] for part in parts] == list(phases)
    assert sum(part["durationMs"] for part in parts) == pytest.approx(whole["durationMs"], rel=SLACK)


def test_a_sessions_start_is_told_by_steps(spans):
    start = one(spans, "start_session")

    assert start["parentId"] == one(spans, "find_or_start")["spanId"]
    assert {"fork", "confine", "hooks"} <= {span["name"] for span in children(spans, start)}
    assert one(spans, "InvokeAgentRuntime")["attributes"][names.START_MODE] == "fork"


def test_models_and_tools_have_their_tokens_and_names(spans):
    chats = [span for span in spans if span["name"].startswith("chat ")]

    assert len(chats) == 2
    assert all(span["attributes"]["gen_ai.usage.output_tokens"] > 0 for span in chats)


@pytest.mark.parametrize(
    "headers",
    [
        {"traceparent": f"00-{'c' * 32}-{'d' * 16}-01"},
        {"X-Amzn-Trace-Id": f"Root=1-{'c' * 8}-{'c' * 24};Parent={'d' * 16};Sampled=1"},
    ],
    ids=["w3c", "aws"],
)
def test_a_callers_trace_goes_on_in_either_form(served, headers):
    reply = ask(served, {"env": 1}, headers=headers)

    assert reply.headers["traceparent"].startswith(f"00-{'c' * 32}-")
    assert reply.headers["x-amzn-trace-id"].startswith(f"Root=1-{'c' * 8}-{'c' * 24};Parent=")
    found = read_trace(served, "c" * 32, "InvokeAgentRuntime")
    assert {s["parentId"] for s in found if s["name"] == "InvokeAgentRuntime"} == {"d" * 16}


def test_a_trace_that_its_caller_does_not_want_is_not_kept(served):
    session_id = new_session_id()
    ask(served, {"env": 1}, session_id, {"X-Amzn-Trace-Id": f"Root=1-{'e' * 8}-{'e' * 24};Sampled=0"})
    ask(served, {"env": 1}, session_id)

    found = served.get_json(f"traces?session={session_id}")["traces"]
    assert [one["traceId"] for one in found] != []
    assert "e" * 32 not in [one["traceId"] for one in found]


def test_what_was_said_can_be_seen_again_with_its_timing(served):
    reply = ask(served, {"prompt": "ありがとう"})
    path = f"invocations/{reply.headers['x-amzn-requestid']}/recording"
    # Its last byte may be here before the server has noted that it is over.
    wait_until(lambda: served.http("GET", f"/headwater/v1/{path}").status == 200, what="the recording")
    found = served.get_json(path)

    assert json.loads(base64.b64decode(found["request"])) == {"prompt": "ありがとう"}
    assert b"".join(base64.b64decode(part["data"]) for part in found["parts"]) == reply.body
    assert found["isWhole"]
    assert found["contentType"].startswith("text/event-stream")
    offsets = [part["offsetMs"] for part in found["parts"]]
    assert offsets == sorted(offsets)
    assert 0 < offsets[0] <= offsets[-1] <= found["invocation"]["durationMs"]


def test_timing_comes_back_to_those_who_ask(served):
    with Client(served.url) as client:
        answer = client.invoke("traced", {"env": 1})
        assert answer.events
        assert list(answer.timings.server_s) == [
            "authenticate",
            "route",
            "find_or_start",
            "connect",
            "first_byte",
        ]
        assert 0 < sum(answer.timings.server_s.values()) <= answer.timings.time_to_first_byte_s + SLACK
        assert client.trace(answer.trace_id)[0]["traceId"] == answer.trace_id
    assert "server-timing" not in ask(served, {"env": 1}).headers
    timing = parse(served.http("GET", "/headwater/v1/status").headers["server-timing"])
    assert list(timing) == ["authenticate", "handle"]
    assert min(timing.values()) > 0


def test_searching(served):
    session_id = new_session_id()
    ids = [ask(served, {"env": 1}, session_id).headers["x-amzn-requestid"] for _ in range(3)]

    def search(**query):
        text = "&".join(f"{name}={value}" for name, value in query.items())
        return served.get_json(f"traces?{text}")

    def found(**query):
        return [span["requestId"] for span in search(session=session_id, **query)["traces"]]

    assert found() == ids[::-1]
    assert found(search=ids[1]) == [ids[1]]
    assert found(errors="true") == []
    assert found(minMs=3_600_000) == []
    assert found(runtime="traced", limit=2) == ids[:0:-1]
    assert found(until="2020-01-01T00:00:00Z") == []
    page = search(session=session_id, limit=2)
    assert found(cursor=page["nextCursor"]) == [ids[0]]


@pytest.mark.parametrize(
    "query",
    [
        *(
            "limit=0",
            "limit=x",
            "limit=%C2%B2",
            "minMs=-1",
            "minMs=nan",
            "since=yesterday",
            "since=2020-01-01",
        ),
        *("until=9999-12-31T23:59:59-01:00", "cursor=x", "cursor=%C2%B2", "cursor=99999999999999999999"),
    ],
)
def test_a_search_that_cannot_be_understood_says_so(served, query):
    reply = served.http("GET", f"/headwater/v1/traces?{query}")

    assert reply.status == 400
    assert query.partition("=")[0] in reply.json()["message"]


@pytest.mark.parametrize("query", ["since=0001-01-01T00:00:00Z", "until=9999-12-31T23:59:59Z", "cursor=0"])
def test_a_search_may_reach_as_far_as_it_likes(served, query):
    assert served.http("GET", f"/headwater/v1/traces?{query}").status == 200


def test_what_is_not_there(served):
    for path in (f"traces/{'f' * 32}", "invocations/none", "invocations/none/recording"):
        assert served.http("GET", f"/headwater/v1/{path}").status == 404


def test_the_command_prints_spans_as_json(served, spans):
    printed = json.loads(run(served, "traced", "--trace", TRACE, "--json").stdout)

    assert {span["span_id"] for span in printed} == {span["spanId"] for span in spans}
    members = {"trace_id", "span_id", "parent_id", "name", "start_ms", "duration_ms", "session_id"}
    assert all(members <= set(span) for span in printed)


def test_the_command_draws_a_waterfall(served, spans):
    lines = run(served, "traced", "--trace", TRACE).stdout.splitlines()

    assert TRACE in lines[0]
    drawn = [line.split("█")[0].split("▏")[0].rstrip() for line in lines[1:] if line]
    assert any(line.startswith("door_request") for line in drawn)
    assert any(line.strip().startswith("execute_tool weather") for line in drawn)


def test_the_command_finds_what_is_slow(served, spans):
    slow = json.loads(run(served, "traced", "--slow", "1", "--json").stdout)
    never = json.loads(run(served, "traced", "--slow", "3600000", "--json").stdout)

    slowest = {}  # of each trace, in the order in which they are printed
    for span in slow:
        if span["name"] == "InvokeAgentRuntime":
            slowest[span["trace_id"]] = max(slowest.get(span["trace_id"], 0), span["duration_ms"])
    assert list(slowest.values()) == sorted(slowest.values(), reverse=True)
    assert never == []
    assert "--trace 'x'" in run(served, "traced", "--trace", "x", expect=1).output


def test_others_sessions_traces_are_not_seen(keyed):
    agent = keyed.deploy(AGENTS / "echo.py", name="private")
    ada, bob = make_caller(keyed, "t_ada"), make_caller(keyed, "t_bob")
    session_id = new_session_id()
    answer = ada.data.invoke_agent_runtime(
        agentRuntimeArn=agent.arn, runtimeSessionId=session_id, payload=b"1"
    )
    trace_id = answer["traceParent"].split("-")[1]
    request_id = answer["ResponseMetadata"]["RequestId"]
    paths = [f"traces/{trace_id}", f"invocations/{request_id}", f"invocations/{request_id}/recording"]

    for path in paths:
        wait_until(lambda path=path: ada.http("GET", f"/headwater/v1/{path}").status == 200, what=path)
        assert bob.http("GET", f"/headwater/v1/{path}").status == 404
    lists = [one.http("GET", "/headwater/v1/traces").json()["traces"] for one in (ada, bob, admin_of(keyed))]
    seen = [trace_id in [span["traceId"] for span in spans] for spans in lists]
    assert seen == [True, False, True]


def test_an_edge_of_its_own_is_part_of_the_trace_and_sends_its_part(served, tmp_path):
    function_url = EXAMPLES / "edge" / "function_url.toml"
    arguments = ("--target", served.agent.arn, "--endpoint-url", served.url)
    with running_collector() as collector:
        environment = {"HEADWATER_TELEMETRY__OTLP_ENDPOINT": collector.url}
        with running_edge(tmp_path, function_url, *arguments, environment=environment) as edge:
            assert edge.post({"prompt": "hi"}).status == 200
        (span,) = [span for _, span in collector.spans if span.name == "door_request"]

    inner = one(read_trace(served, span.trace_id.hex(), "InvokeAgentRuntime"), "InvokeAgentRuntime")
    invoke = [s for _, s in collector.spans if s.name == "invoke"]
    assert inner["parentId"] in {s.span_id.hex() for s in invoke}
    assert {s.parent_span_id for s in invoke} == {span.span_id}
