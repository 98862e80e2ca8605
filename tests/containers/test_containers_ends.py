"""How sessions in containers end, and that nothing of them is left."""

import json
import os
import signal
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from servers import wait_until

pytestmark = pytest.mark.containers


def test_a_container_killed_in_mid_stream_ends_the_stream_with_an_error(box, agent, session_id, wait_gone):
    answer = box.server.invoke(agent, {"forever": 1}, session_id)
    lines = filter(None, answer["response"].iter_lines(chunk_size=1))
    assert next(lines) == b"data: 0"
    name = box.container_of(agent, session_id)

    box.call("kill", "--signal", "KILL", name)

    *_, last = lines
    assert "signal 9" in json.loads(last.removeprefix(b"data: "))["error"]
    wait_gone(name)
    assert box.server.ask(agent, {"count": 1}, session_id)["count"] == 1


def test_stopping_a_session_removes_its_container(box, agent, session_id):
    box.server.ask(agent, {"count": 1}, session_id)
    name = box.container_of(agent, session_id)

    box.server.stop_session(agent, session_id)

    assert name not in box.containers()
    assert box.server.find_session(agent, session_id) is None


def test_when_the_engines_program_is_killed_its_container_follows(box, agent, session_id, wait_gone):
    box.server.ask(agent, {"count": 1}, session_id)
    name = box.container_of(agent, session_id)
    (pid,) = _find_processes(["run", "--name", name])

    os.kill(pid, signal.SIGKILL)

    wait_gone(name)
    wait_until(lambda: box.server.find_session(agent, session_id) is None, what="the session to end")


def test_a_deleted_runtime_leaves_no_container_and_no_name(box, session_id):
    agent = box.create()
    box.server.ask(agent, {"count": 1}, session_id)
    name = box.container_of(agent, session_id)
    assert agent.id in box.call("images", "--format", "{{.Tag}}", "localhost/headwater")

    box.server.control.delete_agent_runtime(agentRuntimeId=agent.id)

    wait_until(lambda: name not in box.containers(), what="the container to go")
    wait_until(
        lambda: agent.id not in box.call("images", "--format", "{{.Tag}}", "localhost/headwater"),
        what="the name to go",
    )
    assert box.call("image", "inspect", box.image)


def test_a_server_that_ends_in_order_leaves_no_container(own_box, session_id):
    agent = own_box.create()
    own_box.server.ask(agent, {"count": 1}, session_id)
    assert own_box.containers()

    assert own_box.server.stop() == 0

    assert own_box.containers() == set()


def test_containers_of_a_server_that_was_killed_are_gone_after_the_next_start(own_box, session_id):
    agent = own_box.create()
    own_box.server.ask(agent, {"count": 1}, session_id)
    left = {own_box.container_of(agent, session_id)}
    own_box.server.kill()
    assert left <= own_box.containers()

    own_box.server.start()

    assert not left & own_box.containers()
    assert own_box.server.ask(agent, {"count": 1}, session_id)["count"] == 1


def test_a_session_is_refused_where_its_image_was_removed(own_box, session_id):
    image = own_box.build("doomed", changes=["ENV DOOMED=1"])
    agent = own_box.create(image)
    own_box.server.stop()
    own_box.call("rmi", "--force", image, f"localhost/headwater:{agent.id}-1")
    own_box.server.start()

    with pytest.raises(ClientError) as failure:
        own_box.server.ask(agent, {"count": 1}, session_id)

    assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 424
    assert "deploy it again" in failure.value.response["Error"]["Message"]


def _find_processes(words):
    """Pids of the processes that have all these words in their command lines."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            has_all = set(words) <= set(path.read_text().split("\0"))
        except OSError:
            continue
        if has_all:
            found.append(int(path.parent.name))
    return found
