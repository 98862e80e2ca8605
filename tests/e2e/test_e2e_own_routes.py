"""Routes of our own, as the command line and the client use them."""

import http.client
import json
import threading
from urllib.parse import quote, urlsplit

import pytest

from servers import AGENTS, build_zip, new_session_id, wait_until


@pytest.fixture
def agent(server):
    return server.deploy(AGENTS / "probe.py")


def log_lines(server, agent, query=""):
    reply = server.http("GET", f"/headwater/v1/runtimes/{agent.name}/logs{query}")
    assert reply.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in reply.body.splitlines()]


def print_lines(server, agent, session_id, *texts):
    for text in texts:
        server.ask(agent, {"do": "print_line", "text": text}, session_id)
    wait_until(lambda: texts[-1] in server.agent_log(agent, session_id), what="the line in the log")


def test_the_server_describes_itself(server, agent):
    status = server.get_json("status")

    assert status["url"] == server.url
    assert status["dataDir"] == str(server.data_dir.resolve())
    assert status["models"]["default"] == "scripted"
    assert status["isolation"]["level"] in ("namespaces", "process")
    assert all(isinstance(line, str) for line in status["isolation"]["detail"])
    assert status["runtimeCount"] >= 1
    assert status["uptimeS"] > 0
    assert agent.arn.split(":")[3:5] == [status["region"], status["accountId"]]


def test_a_runtime_is_found_by_name_id_and_arn(server, agent):
    found = [server.get_json(f"runtimes/{quote(key, safe='')}") for key in (agent.name, agent.id, agent.arn)]

    assert [description["runtime"]["agentRuntimeArn"] for description in found] == [agent.arn] * 3
    assert found[0]["endpoints"][0]["name"] == "DEFAULT"
    assert found[0]["templates"][0]["state"] == "ready"
    assert found[0]["templates"][0]["loadMs"] > 0
    assert found[0]["sessions"] == []


def test_uploading_twice_stores_once(server):
    archive = build_zip({"agent.py": "x = 1"})

    assert server.upload(archive) == server.upload(archive)


def test_log_lines_say_where_they_came_from(server, agent, session_id):
    print_lines(server, agent, session_id, "first", "zweite Zeile", "三行目")

    lines = [line for line in log_lines(server, agent) if line["sessionId"] == session_id]

    assert [line["text"] for line in lines] == ["first", "zweite Zeile", "三行目"]
    assert {(line["source"], line["stream"], line["version"]) for line in lines} == {
        ("session", "stdout", "1")
    }
    assert [line["time"] for line in lines] == sorted(line["time"] for line in lines)


def test_logs_can_be_cut_by_session_number_and_time(server, agent, new_session_id):
    first, second = new_session_id(), new_session_id()
    print_lines(server, agent, first, "a", "b")
    print_lines(server, agent, second, "c")

    by_session = log_lines(server, agent, f"?session={second}")
    by_number = log_lines(server, agent, "?limit=2")
    since = next(line["time"] for line in log_lines(server, agent) if line["text"] == "b")
    by_time = log_lines(server, agent, f"?since={quote(since)}")

    assert [line["text"] for line in by_session] == ["c"]
    assert [line["text"] for line in by_number][-2:] == ["b", "c"]
    assert len(by_number) == 2
    assert [line["text"] for line in by_time][-2:] == ["b", "c"]
    assert all(line["time"] >= since for line in by_time)


def test_followed_logs_come_as_they_are_written(server, agent):
    session_id = new_session_id()
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    connection.request("GET", f"/headwater/v1/runtimes/{agent.name}/logs?session={session_id}&follow=1")
    response = connection.getresponse()
    seen = []

    def read():
        for _ in range(3):
            seen.append(json.loads(response.readline())["text"])

    reader = threading.Thread(target=read)
    reader.start()
    for text in ("one", "two", "three"):
        server.ask(agent, {"do": "print_line", "text": text}, session_id)
    reader.join(20)

    assert seen == ["one", "two", "three"]
    response.close()
    connection.close()
    assert server.http("GET", "/healthz").status == 200
