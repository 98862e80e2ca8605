"""What agents print: whose it is, how serious, never lost, and bounded whatever they print."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from urllib.parse import quote, urlencode, urlsplit

import pytest

import effort
from servers import AGENTS, new_session_id, wait_until

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture(scope="module")
def agent(server):
    return server.deploy(AGENTS / "chatterbox.py")


@pytest.fixture
def talk(server, agent, session_id):
    """`talk("say", lines=[…])`: has the session do it; the answer's headers."""

    def talk(do, session_id=session_id, **order):
        answer = server.invoke(agent, {"do": do, **order}, session_id)
        answer["response"].read()
        return answer["ResponseMetadata"]["HTTPHeaders"]

    return talk


def read(server, agent, **query):
    reply = server.http("GET", f"/headwater/v1/runtimes/{agent.name}/logs?{urlencode(query)}")
    assert reply.status == 200, reply.body
    return [json.loads(line) for line in reply.body.splitlines()]


def texts(lines):
    return [line["text"] for line in lines]


def test_a_line_says_whose_it_is(server, agent, talk, session_id):
    headers = talk("say", lines=["one", "two"])

    first, second = read(server, agent, session=session_id)

    assert (first["text"], second["text"]) == ("one", "two")
    assert {name: first[name] for name in ("runtimeId", "version", "endpoint", "sessionId", "source")} == {
        "runtimeId": agent.id, "version": "1", "endpoint": "DEFAULT", "sessionId": session_id,
        "source": "session",
    }  # fmt: skip
    assert first["requestId"] == headers["x-amzn-requestid"]
    assert len(first["traceId"]) == 32
    assert (first["stream"], first["level"], first["spanId"]) == ("stdout", None, None)


def test_what_a_line_says_of_itself_counts_above_what_is_known_of_it(server, agent, talk, session_id):
    own = {"level": "ERROR", "requestId": "mine", "traceId": TRACE_ID, "sessionId": "not mine to say"}
    talk("say_json", members=own)

    (line,) = read(server, agent, session=session_id)

    assert (line["level"], line["requestId"], line["traceId"]) == ("error", "mine", TRACE_ID)
    assert line["sessionId"] == session_id
    assert texts(read(server, agent, request="mine")) == [line["text"]]
    assert texts(read(server, agent, trace=TRACE_ID.upper())) == [line["text"]]
    assert read(server, agent, session="not mine to say") == []


def test_two_invocations_at_once_are_not_told_apart_by_a_guess(server, agent, talk, session_id):
    other = threading.Thread(target=talk, args=("say",), kwargs={"lines": ["last"], "wait_s": 0.5})
    other.start()
    wait_until(lambda: server.find_session(agent, session_id), what="the first invocation")
    talk("say", lines=["between"])
    other.join()
    talk("say", lines=["alone"])

    lines = {line["text"]: line["requestId"] for line in read(server, agent, session=session_id)}

    assert lines["between"] is None
    assert lines["last"]
    assert lines["alone"]
    assert lines["last"] != lines["alone"]


def test_levels_and_tracebacks_are_seen(server, agent, talk, session_id):
    talk("log_error")

    lines = read(server, agent, session=session_id)

    assert lines[0]["text"] == "WARNING:shop:running low"
    assert [line["level"] for line in lines] == ["warning", *["error"] * (len(lines) - 2), None]
    assert lines[-2]["text"] == "ValueError: out of stock"
    assert texts(read(server, agent, session=session_id, level="error")) == texts(lines[1:-1])
    assert texts(read(server, agent, session=session_id, level="warning")) == texts(lines[:-1])
    assert texts(read(server, agent, session=session_id, stream="stderr", limit=1)) == ["after it"]
    assert read(server, agent, session=session_id, stream="otel") == []


def test_lines_are_found_by_pattern_and_time(server, agent, talk, session_id):
    talk("say", lines=["apple 1", "pear 2", "Apple 3"])
    time.sleep(0.002)
    talk("say", lines=["apple 4"])
    lines = read(server, agent, session=session_id)

    found = read(server, agent, session=session_id, grep="(?i)^apple [0-9]$")
    until = read(server, agent, session=session_id, until=lines[2]["time"])
    since = read(server, agent, session=session_id, since=lines[3]["time"])

    assert texts(found) == ["apple 1", "Apple 3", "apple 4"]
    assert texts(until) == ["apple 1", "pear 2", "Apple 3"]
    assert texts(since) == ["apple 4"]
    assert texts(read(server, agent, session=session_id, grep="apple", limit=1)) == ["apple 4"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"grep": "a(b"}, "regular expression: missing )"),
        ({"grep": "abc[z-a]"}, "at character 5 (z-a)"),
        ({"grep": "x" * 1001}, "1001 characters"),
        ({"level": "loud"}, "'loud' is not one of debug, info"),
        ({"stream": "stdout,stdin"}, "'stdin' is not one of"),
        ({"limit": "many"}, "'many'"),
        ({"until": "tomorrow"}, "'tomorrow'"),
        ({"until": "2026-01-01T00:00:00Z", "follow": "1"}, "exclude each other"),
        ({"after": "here"}, "'here'"),
    ],
)
def test_a_wish_that_is_none_is_refused_with_its_value(server, agent, query, said):
    reply = server.http("GET", f"/headwater/v1/runtimes/{agent.name}/logs?{urlencode(query)}")

    assert reply.status == 400
    assert said in reply.json()["message"]


@pytest.mark.parametrize("how", ["exit", "kill", "segv", "memory"])
def test_the_last_words_of_a_session_that_dies_are_kept(server, agent, session_id, how):
    with pytest.raises(server.data.exceptions.RuntimeClientError):
        server.invoke(agent, {"do": "die", "how": how}, session_id)

    lines = wait_until(
        lambda: (
            [line for line in read(server, agent, session=session_id) if line["stream"] == "event"]
            and read(server, agent, session=session_id)
        ),
        what="the session's end",
    )

    assert lines[0]["text"] == "last words to standard output"
    assert lines[1]["text"] == "last words to standard error, without an end"
    assert lines[2]["text"].startswith("the session ended unasked: its process ")
    assert lines[2]["level"] == "error"
    assert lines[0]["requestId"]


def test_the_last_words_before_a_kill_from_outside_are_kept(server, agent, talk, session_id):
    talk("flood_for_ever")
    pid = server.find_session(agent, session_id)["pid"]
    os.kill(pid, signal.SIGKILL)

    def find_end():
        last = read(server, agent, session=session_id, limit=1)
        return last and last[0]["stream"] == "event" and last

    wait_until(find_end, what="the session's end")
    numbers = [
        int(text.removeprefix("line "))
        for text in texts(read(server, agent, session=session_id, stream="stdout", limit=5000))[:-1]
    ]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_binary_output_stays_readable(server, agent, talk, session_id):
    talk("say_bytes", hex="00ff1b5b33316d" + "e697a5" + "0a" + "6f6b0a" + "c328" + "0a")

    lines = read(server, agent, session=session_id)

    assert texts(lines) == ["\0\\xff\x1b[31m日", "ok", "\\xc3("]
    assert [line.get("escaped") for line in lines] == [True, None, True]


def test_a_line_of_ten_megabytes_is_kept_in_parts(server, agent, talk, session_id):
    size_bytes = 10_000_000
    talk("say_long", size_bytes=size_bytes)
    talk("say", lines=["next"])

    *parts, last = read(server, agent, session=session_id)

    assert sum(len(part["text"]) for part in parts) == size_bytes
    assert all(part["continues"] for part in parts[:-1])
    assert "continues" not in parts[-1]
    assert last["text"] == "next"
    assert max(len(part["text"]) for part in parts) <= 2 * 65_536


def test_a_flood_is_kept_or_said_to_be_missing(server, agent, talk, session_id):
    count = effort.count(100_000, 1_000_000)
    talk("flood", count=count)

    lines = read(server, agent, session=session_id, stream="stdout,event")

    printed = [text for text in texts(lines) if text.startswith("line ")]
    missing = sum(int(line["text"].split()[0]) for line in lines if "missing here" in line["text"])
    removed = int(printed[0].removeprefix("line ")) if "missing" not in lines[0]["text"] else 0
    assert len(printed) + missing + removed == count
    assert printed[-1] == f"line {count - 1}"


def read_events(response, count):
    """So many events that are lines: (id, line)."""
    found = []
    while len(found) < count:
        name, _, value = response.readline().decode().rstrip("\n").partition(": ")
        if name == "id":
            last_id = value
        elif name == "data":
            found.append((last_id, json.loads(value)["text"]))
    return found


def test_a_follower_of_events_goes_on_where_it_broke_off(server, agent, talk, session_id):
    talk("say", lines=["one", "two", "three"])
    path = f"/headwater/v1/runtimes/{agent.name}/logs?session={quote(session_id)}"

    def follow(headers, count):
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
        connection.request("GET", path, headers={"Accept": "text/event-stream", **headers})
        response = connection.getresponse()
        assert response.headers["content-type"] == "text/event-stream"
        try:
            return read_events(response, count)
        finally:
            connection.close()

    first = follow({}, 2)
    talk("say", lines=["four"])
    rest = follow({"Last-Event-ID": first[-1][0]}, 2)

    assert [text for _, text in first + rest] == ["one", "two", "three", "four"]


def test_a_deleted_runtime_ends_its_followers(server):
    agent = server.deploy(AGENTS / "chatterbox.py")
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    connection.request("GET", f"/headwater/v1/runtimes/{agent.name}/logs?follow=1")
    response = connection.getresponse()

    server.control.delete_agent_runtime(agentRuntimeId=agent.id)

    assert json.loads(response.read().splitlines()[-1])["text"] == "the agent runtime was deleted"
    connection.close()


def test_a_killed_server_has_what_was_printed_before_and_followers_come_back(make_server, tmp_path):
    server = make_server(HEADWATER_LOGS__FORMAT="json")
    agent, session_id = server.deploy(AGENTS / "chatterbox.py"), new_session_id()
    server.ask(agent, {"do": "say", "lines": ["before"]}, session_id)
    with following(server, agent, tmp_path) as follower:
        wait_until(lambda: follower.texts() == ["before"], what="the first line")
        server.ask(agent, {"do": "flood_for_ever"}, session_id)

        server.kill()
        wait_until(lambda: "goes on when it is back" in follower.err.read_text(), what="the note")
        server.start(port=urlsplit(server.url).port)
        server.ask(agent, {"do": "say", "lines": ["after"]}, session_id)
        wait_until(lambda: b'"after"' in follower.out.read_bytes()[-1000:], what="the line after")

        assert follower.end() == 130
    kept = texts(read(server, agent, session=session_id, stream="stdout"))
    assert (kept[0], kept[-1]) == ("before", "after")
    assert kept[1:-1] == [f"line {number}" for number in range(len(kept) - 2)]
    assert follower.texts() == kept
    own = [line for line in server.log_text().splitlines() if not line.startswith("listening on ")]
    members = set.intersection(*(set(json.loads(line)) for line in own))
    assert {"time", "level", "logger", "message"} <= members


class Follower:
    """`headwater logs --follow` at work."""

    def __init__(self, server, agent, folder):
        self.out, self.err = folder / "out", folder / "err"
        options = ["--follow", "--json", "--stream", "stdout", "--url", server.url]
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "headwater.cli.main", "logs", agent.name, *options],
                stdout=out,
                stderr=err,
            )

    def texts(self):
        return [
            json.loads(line)["text"] for line in self.out.read_text().splitlines(True) if line[-1:] == "\n"
        ]

    def end(self):
        """Ctrl-C; its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


@contextmanager
def following(server, agent, folder):
    follower = Follower(server, agent, folder)
    try:
        yield follower
    finally:
        follower.process.kill()
        follower.process.wait()
