"""The end of a server: what is in flight when its time to drain is over is told so, whatever it is."""

import http.client
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError, EventStreamError

from commands import begin
from servers import AGENTS, new_session_id, read_events, wait_until


def test_everything_in_flight_is_told_that_the_server_ends(make_server):
    server = make_server(HEADWATER_SERVER__DRAIN_TIMEOUT_S=1)
    streams, probe = server.deploy(AGENTS / "streams.py"), server.deploy(AGENTS / "probe.py")
    waiting = new_session_id()

    def ask():
        try:
            return server.ask(probe, {"do": "meet", "name": "alone", "parties": 2}, waiting)
        except ClientError as error:
            return error.response

    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(ask)
        stream = server.invoke(streams, {"do": "gated", "gate": "never"}, new_session_id())
        follower = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
        follower.request("GET", f"/headwater/v1/runtimes/{probe.name}/logs?follow=1")
        lines = follower.getresponse()
        command = begin(server, probe, "sleep 600", new_session_id())["stream"]
        wait_until(lambda: (server.find_session(probe, waiting) or {}).get("activeInvocations"))

        os.kill(server.pid, signal.SIGTERM)

        events, problem, rest = read_events(stream), answer.result(30), lines.read()
        with (
            pytest.raises(EventStreamError, match=r"internalServerException.*shutting down"),
            closing(command),
        ):
            list(command)
    follower.close()

    assert events[0] == "first"
    assert "shutting down" in events[-1]["error"]
    assert problem["Error"]["Code"] == "RuntimeClientError"  # and not a 5xx, which is sent again
    assert "shutting down" in problem["Error"]["Message"]
    assert rest is not None, "the log's end came in order"
    assert server.stop() == 0
    assert "Traceback" not in server.log_text()


def test_what_has_no_end_of_its_own_is_not_waited_for(make_server):
    """A log that is followed, and what is live: the server would be killed if it waited for its drain."""
    server = make_server(HEADWATER_SERVER__DRAIN_TIMEOUT_S=600)
    agent = server.deploy(AGENTS / "echo.py")
    answers = []
    for path in ("live", f"runtimes/{agent.name}/logs?follow=1"):
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
        connection.request("GET", f"/headwater/v1/{path}")
        answers.append((connection, connection.getresponse()))

    assert server.stop() == 0

    for connection, answer in answers:
        answer.read()  # to its end, which came in order: else this raises
        connection.close()
    assert "was cut off" not in server.log_text()
