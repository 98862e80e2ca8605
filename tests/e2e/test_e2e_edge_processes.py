"""Several processes behind one port, and orderly ends."""

import os
import signal
import subprocess

import pytest

from edges import running_edge
from planes import answer, begin_stream, running_plane
from servers import wait_until

ARN = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/weather-0123456789"
CONFIG = '[[door]]\nname = "{name}"\npath = "/{name}"\n[door.guards]\nrequests_per_day = 30\n'


@pytest.fixture(scope="module")
def plane():
    with running_plane() as plane:
        yield plane


@pytest.fixture(scope="module")
def edge(plane, tmp_path_factory):
    """Two processes; its tests follow one another."""
    arguments = ("--target", ARN, "--endpoint-url", plane.url, "--workers", "2")
    with running_edge(tmp_path_factory.mktemp("edge"), CONFIG.format(name="a"), *arguments) as edge:
        yield edge


def children_of(edge):
    found = subprocess.run(
        ["pgrep", "-P", str(edge.process.pid)], capture_output=True, text=True, check=False
    )
    return {int(pid) for pid in found.stdout.split()}


def test_processes_share_a_port_and_quotas_and_are_replaced(edge):
    first = children_of(edge)
    assert len(first) == 2
    assert [edge.post({"prompt": "hi"}, "/a").status for _ in range(20)] == [200] * 20

    os.kill(min(first), signal.SIGKILL)
    wait_until(lambda: len(children_of(edge) - first) == 1, what="another process")

    assert [edge.post({"prompt": "hi"}, "/a").status for _ in range(12)] == [200] * 10 + [429] * 2
    edge.config.write_text(CONFIG.format(name="b"))
    edge.process.send_signal(signal.SIGHUP)
    wait_until(lambda: edge.log_text().count("doors: b") >= 2, what="both to have read the file")
    assert edge.post({"prompt": "hi"}, "/a").status == 404
    assert edge.post({"prompt": "hi"}, "/b").status == 200


def test_a_good_answer_still_comes_after_a_bad_file(edge, plane):
    plane.answer = lambda handler: answer(handler, 200, b'"hi"')
    edge.config.write_text("[[door]]\n")
    edge.wait_logged("the doors stay as they are", 2)

    assert edge.post({"prompt": "hi"}, "/b").body == b'"hi"'


def test_all_end_with_the_first_one(edge):
    pids = children_of(edge)

    edge.process.kill()

    wait_until(lambda: not [pid for pid in pids if os.path.exists(f"/proc/{pid}")], what="both to end")


def test_an_asked_for_end_is_an_orderly_one(plane, tmp_path):
    def be_silent(handler):
        begin_stream(handler)
        handler.wfile.write(b'data: "one"\n\n')
        handler.wfile.flush()
        handler.rfile.read(1)

    plane.answer = be_silent
    arguments = ("--target", ARN, "--endpoint-url", plane.url)
    with running_edge(tmp_path, CONFIG.format(name="a"), *arguments) as edge:
        connection, reply = edge.open({"prompt": "hi"}, "/a")
        assert reply.readline() == b'data: "one"\n'

        edge.process.send_signal(signal.SIGINT)

        assert b"stopped before its answer was complete" in reply.read()
        assert edge.process.wait(20) == 0
        assert "Traceback" not in edge.log_text()
        reply.close()
        connection.close()


def test_a_file_that_cannot_be_used_ends_all_at_once(plane, tmp_path):
    config = CONFIG.format(name="a") + '[door.auth]\nkind = "own"\nauthenticate = "none_such:f"\n'

    with pytest.raises(AssertionError, match=r"door a: none_such:f cannot be imported"):
        running_edge(
            tmp_path, config, "--target", ARN, "--endpoint-url", plane.url, "--workers", "2"
        ).__enter__()
