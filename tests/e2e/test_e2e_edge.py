"""Front doors alone, in front of a server, and as a part of one."""

import json
import signal

import pytest

from edges import find_doors, running_edge
from servers import AGENTS, EXAMPLES, Server, running_server, wait_until

FUNCTION_URL = EXAMPLES / "edge" / "function_url.toml"
SESSION_ID = "a-session-of-thirty-three-characters-or-more"


@pytest.fixture(scope="module")
def agent(server):
    return server.deploy(AGENTS / "strands_events.py")


@pytest.fixture(scope="module")
def edge(server, agent, tmp_path_factory):
    """Alone, in front of the shared server."""
    arguments = ("--target", agent.arn, "--endpoint-url", server.url)
    with running_edge(tmp_path_factory.mktemp("edge"), FUNCTION_URL, *arguments) as edge:
        yield edge


@pytest.fixture(scope="module")
def inner(tmp_path_factory):
    """A server with doors of its own, and an agent `inner` behind one."""
    folder = tmp_path_factory.mktemp("inner")
    config = folder / "doors.toml"
    config.write_text('[listen]\nport = 0\n[[door]]\nname = "own"\npath = "/talk"\ntarget.agent = "inner"\n')
    with running_server(folder, {"HEADWATER_EDGE__CONFIG": str(config)}) as server:
        server.deploy(AGENTS / "strands_events.py", name="inner")
        yield find_doors(server)


def read_text(body):
    """The concatenated deltas of an event stream."""
    events = [json.loads(line[6:]) for line in body.decode().splitlines() if line.startswith("data: ")]
    deltas = [
        e["event"]["contentBlockDelta"]["delta"]["text"] for e in events if "contentBlockDelta" in e["event"]
    ]
    return "".join(deltas)


def test_original_bytes_come_through_a_door(edge):
    reply = edge.post({"prompt": "ありがとう 🙂"})

    assert reply.status == 200
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["x-accel-buffering"] == "no"
    assert read_text(reply.body) == "You said: ありがとう 🙂 日本語 🎉"


def test_a_door_of_the_servers_own_answers_the_same(inner):
    reply = inner.post({"prompt": "hello", "runtimeSessionId": SESSION_ID}, "/talk")

    assert reply.status == 200, reply.body
    assert reply.headers["x-session-id"] == SESSION_ID
    assert read_text(reply.body) == "You said: hello 日本語 🎉"


def test_a_server_tells_what_came_to_its_doors(inner):
    def seen():
        found = inner.server.get_json("edge")
        door = found["doors"][0]
        refusals = {one["rule"]: one["count"] for one in door["refusals"]}
        return found["url"], door["requests"], refusals.get("method_not_allowed", 0)

    url, before, refused = seen()
    assert url == inner.url
    inner.post({"prompt": "hello"}, "/talk")
    assert inner.request("PUT", "/talk").status == 405
    assert seen() == (url, before + 2, refused + 1)


def test_get_with_a_prompt_asks_too(edge):
    assert read_text(edge.request("GET", "/?prompt=by%20query").body) == "You said: by query 日本語 🎉"


def test_a_session_id_is_made_and_told(edge):
    first = edge.post({"prompt": "hi"}).headers["x-session-id"]
    second = edge.post({"prompt": "hi"}).headers["x-session-id"]

    assert first != second
    assert len(first) == 36


@pytest.mark.parametrize("where", ["edge", "inner"])
def test_a_leaving_client_closes_the_agents_stream(where, request):
    doors, path = request.getfixturevalue(where), "/" if where == "edge" else "/talk"
    session_id = f"leaving-{where}-0123456789-0123456789"
    connection, reply = doors.open({"prompt": "!tick", "runtimeSessionId": session_id}, path)
    assert reply.readline().startswith(b"data: ")

    connection.close()
    reply.close()

    def told():
        told = doors.post({"prompt": "!told", "runtimeSessionId": session_id}, path).body
        return b"left" in told and b"[]" not in told

    wait_until(told, what="the agent to hear that its caller left")


def test_a_failing_agent_is_a_safe_error(edge, agent, server):
    reply = edge.post({"prompt": "!fail"})

    # The official SDK answers 200 and puts the error into the stream; see the security tests for the rest.
    assert reply.status == 200
    missing = edge.post({"prompt": "hi", "runtimeSessionId": "short"})
    assert missing.status == 400
    assert missing.json()["error"]["type"] == "invalid_request"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("PUT", "/", 405), ("DELETE", "/", 405), ("HEAD", "/", 200), ("OPTIONS", "/", 204), ("GET", "//", 404)],
)
def test_what_is_no_invocation(edge, method, path, status):
    reply = edge.request(method, path)

    assert reply.status == status
    if status == 405:
        assert reply.headers["allow"] == "GET, POST, HEAD, OPTIONS"


def test_a_changed_file_is_in_force_without_dropping_streams(server, agent, tmp_path):
    config = '[[door]]\nname = "{name}"\npath = "/{name}"\n'
    with running_edge(
        tmp_path, config.format(name="one"), "--target", agent.arn, "--endpoint-url", server.url
    ) as edge:
        connection, reply = edge.open({"prompt": "!wait"}, "/one")
        edge.config.write_text(config.format(name="two") + "colour = 1\n")
        edge.wait_logged("the doors stay as they are")
        assert f"{edge.config}:4: door[0].colour: there is no such key" in edge.log_text()
        assert edge.post({"prompt": "hi"}, "/one").status == 200

        edge.config.write_text(config.format(name="two"))
        edge.wait_logged("read again; doors: two")
        edge.process.send_signal(signal.SIGHUP)
        edge.wait_logged("read again; doors: two", 2)

        assert edge.post({"prompt": "hi"}, "/one").status == 404
        assert edge.post({"prompt": "hi"}, "/two").status == 200
        assert reply.readline().startswith(b"data: ")
        connection.close()
        reply.close()


def test_a_server_with_bad_doors_does_not_start_and_says_why(tmp_path):
    config = tmp_path / "doors.toml"
    config.write_text('[[door]]\nname = "a"\ntarget.agent = "any"\nform = "none_such:form"\n')

    with pytest.raises(AssertionError, match="the server ended before it listened") as caught:
        Server(tmp_path / "data", {"HEADWATER_EDGE__CONFIG": str(config)}).start()

    assert "door a: 'none_such:form' cannot be imported" in str(caught.value)
    assert "Traceback" not in str(caught.value)
