"""Sessions in containers, as their callers see them."""

import itertools
import json
import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from servers import read_events, wait_until

pytestmark = pytest.mark.containers


def test_a_stream_comes_through_boto3_as_the_agent_sends_it(box, agent, session_id):
    words = ["Hello", " ", "wörld", "你好"]

    assert read_events(box.server.invoke(agent, {"words": words}, session_id)) == words


def test_an_event_arrives_before_the_next_one_is_sent(box, agent, session_id):
    answer = box.server.invoke(agent, {"forever": 1}, session_id)

    lines = filter(None, answer["response"].iter_lines(chunk_size=1))
    assert list(itertools.islice(lines, 3)) == [b"data: 0", b"data: 1", b"data: 2"]
    answer["response"].close()


def test_a_session_keeps_its_container_and_two_have_two(box, agent, new_session_id):
    one, two = new_session_id(), new_session_id()

    first, second, other = (box.server.ask(agent, {"count": 1}, who) for who in (one, one, two))

    assert [first["count"], second["count"], other["count"]] == [1, 2, 1]
    assert first["host"] == second["host"] != other["host"]
    assert box.container_of(agent, one) != box.container_of(agent, two)


def test_variables_arrive_as_they_are_and_images_keep_their_own(box, agent, session_id):
    names = ["PLAIN", "KEY", "TEXT", "HOME", "PYTHONHOME", "DOCKER_CONTAINER"]

    assert box.server.ask(agent, {"environment": names}, session_id) == {
        "PLAIN": "b c",
        "KEY": "-----BEGIN-----\nabc\n",
        "TEXT": "ž\" ' # =$HOME ",
        "HOME": "/home/session",
        "PYTHONHOME": "/usr",
        "DOCKER_CONTAINER": "1",
    }


def test_an_agent_in_a_container_reports_spans(box, agent, session_id):
    span = {"traceId": "5" * 32, "spanId": "6" * 16, "name": "inside", "startTimeUnixNano": time.time_ns()}
    request = {"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}

    answer = box.server.ask(agent, {"report": request}, session_id)

    assert answer == {"status": 200, "service": f"{agent.name}.DEFAULT"}
    trace = f"/headwater/v1/traces/{'5' * 32}"
    wait_until(lambda: box.server.http("GET", trace).status == 200, what="the span")
    (found,) = box.server.http("GET", trace).json()["spans"]
    assert (found["name"], found["sessionId"]) == ("inside", session_id)


def test_each_container_has_credentials_of_its_own(box, agent, new_session_id):
    names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "HEADWATER_ACCESS_KEY_ID"]

    first, second = (box.server.ask(agent, {"environment": names}, new_session_id()) for _ in range(2))

    assert first["AWS_ACCESS_KEY_ID"] == first["HEADWATER_ACCESS_KEY_ID"]
    assert first["AWS_ACCESS_KEY_ID"].startswith("HWSS")
    assert not set(first.values()) & set(second.values())


def test_variables_stand_in_no_process_list_and_no_file(box, session_id):
    secret = f"secret-{os.urandom(8).hex()}"
    agent = box.create(environment={"ONE": secret, "TWO": f"{secret}\n{secret}"})
    box.server.ask(agent, {"count": 1}, session_id)

    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            assert secret.encode() not in path.read_bytes()
        except OSError:
            continue
    folder = box.server.data_dir / "run" / "containers"
    wait_until(lambda: not list(folder.iterdir()), what="the files of the last start to go")
    assert secret not in box.server.log_text()


def test_an_agent_reaches_the_servers_models(box, agent, session_id):
    answer = box.server.ask(agent, {"converse": "hi"}, session_id)

    assert "hi" in answer["output"]["message"]["content"][0]["text"]
    assert box.server.ask(agent, {"converse": "hi", "unsigned": True}, session_id) == {"status": 403}


def test_an_agent_reaches_neither_the_servers_port_nor_another_session(box, agent, new_session_id):
    port = urlsplit(box.server.url).port
    one, two = new_session_id(), new_session_id()
    hosts = {"127.0.0.1", "10.0.2.2", "172.17.0.1"}
    other = box.server.ask(agent, {"addresses": 1}, two)
    own = box.server.ask(agent, {"addresses": 1}, one)
    doors = [[host, port] for host in hosts] + [[host, 8080] for host in set(other) - set(own)]

    assert "connected" not in box.server.ask(agent, {"connect": doors}, one)


def test_what_an_agent_prints_is_in_its_sessions_log(box, agent, session_id):
    box.server.ask(agent, {"count": 1}, session_id)

    box.server.wait_logged("asked for count", agent, session_id)


def test_status_says_what_a_session_is(box, agent, session_id):
    box.server.ask(agent, {"count": 1}, session_id)
    shown = box.server.describe(agent)

    (template,) = shown["templates"]
    assert (template["state"], template["mode"]) == ("ready", "container")
    assert template["image"]["uri"] == box.image
    assert (
        box.call("image", "inspect", "--format", "{{.Id}}", box.image)
        .strip()
        .endswith(template["image"]["id"])
    )
    assert shown["isolation"]["level"] == "container"
    assert any(box.engine in line for line in shown["isolation"]["detail"])
    assert box.server.find_session(agent, session_id)["mode"] == "container"


def test_as_many_containers_are_kept_ready_as_was_asked_for(box, new_session_id):
    agent = box.create()
    path = f"/headwater/v1/runtimes/{agent.name}/limits"
    assert box.server.http("PUT", path, json.dumps({"warmSessions": 3})).status == 200

    def count_ready():
        (template,) = box.server.describe(agent)["templates"]
        return template["warm"]["ready"]

    wait_until(lambda: count_ready() == 3, what="three spares")
    assert box.server.ask(agent, {"count": 1}, new_session_id())["count"] == 1
    wait_until(lambda: count_ready() == 3, what="the one that was taken to be replaced")
    assert box.server.http("PUT", path, json.dumps({"warmSessions": 0})).status == 200
    wait_until(lambda: count_ready() == 0, what="the spares to end")


def test_files_of_a_container_are_seen_or_it_is_said_why_not(box, agent, session_id):
    box.server.ask(agent, {"write": ["/tmp/made"]}, session_id)
    page = f"/headwater/v1/runtimes/{agent.name}/sessions/{session_id}"

    shown = box.server.http("GET", f"{page}/files?path=/tmp")

    if os.geteuid() != 0:
        assert (shown.status, "cannot be seen" in shown.json()["message"]) == (409, True)
        return
    assert {entry["name"]: entry["type"] for entry in shown.json()["entries"]} == {"made": "file"}
    assert box.server.http("GET", f"{page}/file?path=/tmp/made").body == b"x"
    assert box.server.http("GET", f"{page}/file?path=/etc/passwd").status == 400


def test_history_tells_which_image_a_version_is(box, agent):
    changes = box.server.get_json(f"runtimes/{agent.name}/history")["changes"]
    templates = box.server.describe(agent)["templates"]

    digests = {change["digest"] for change in changes if change["kind"] == "version"}
    assert digests == {templates[0]["image"]["id"]}
