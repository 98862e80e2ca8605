"""Sessions kept ready: as many as were asked for, of what DEFAULT serves, taken by those that come."""

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from servers import AGENTS, new_session_id, running_server, wait_until

#: Loading a file that cannot be forked takes longer.
_READY_TIMEOUT_S = 60


@pytest.fixture
def agent(server):
    return server.deploy(AGENTS / "worker.py", environment={"WHICH": "first"})


def keep_warm(server, agent, count):
    body = json.dumps({"warmSessions": count})
    reply = server.http("PUT", f"/headwater/v1/runtimes/{agent.name}/limits", body)
    assert reply.status == 200, reply.body


def count_warm(server, agent, version="1"):
    templates = server.describe(agent)["templates"]
    return next((t["warm"] for t in templates if t["version"] == version), None)


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def agent_pids(server, agent):
    """Pids of all agent processes of the only version: below its template, behind the nursery."""
    (template,) = children_of(server.describe(agent)["templates"][0]["pid"])
    return set(children_of(template)[1:])


def wait_warm(server, agent, count, version="1"):
    expected = {"wanted": count, "ready": count}
    wait_until(
        lambda: count_warm(server, agent, version) == expected, _READY_TIMEOUT_S, f"{count} to be ready"
    )


def test_a_burst_takes_those_that_are_ready(server, agent):
    keep_warm(server, agent, 6)
    wait_warm(server, agent, 6)
    ids, ready = [new_session_id() for _ in range(6)], agent_pids(server, agent)

    with ThreadPoolExecutor(6) as callers:
        answers = list(callers.map(lambda session_id: server.ask(agent, {}, session_id), ids))

    sessions = server.sessions(agent)
    assert sorted(s["sessionId"] for s in sessions) == sorted(ids)
    assert [answer["calls"] for answer in answers] == [1] * 6
    assert {s["pid"] for s in sessions} == ready
    wait_warm(server, agent, 6)
    assert len(server.sessions(agent)) == 6, "those that are ready are no sessions yet"


def test_fewer_and_none_at_all(server, agent):
    keep_warm(server, agent, 4)
    wait_warm(server, agent, 4)
    keep_warm(server, agent, 1)
    wait_warm(server, agent, 1)
    keep_warm(server, agent, 0)
    wait_warm(server, agent, 0)

    assert server.ask(agent, {}, new_session_id())["calls"] == 1
    keep_warm(server, agent, None)
    wait_warm(server, agent, 1)


def test_they_follow_default_to_a_new_version(server, agent):
    keep_warm(server, agent, 3)
    wait_warm(server, agent, 3)

    server.update(agent, AGENTS / "worker.py", environment={"WHICH": "second"})

    wait_warm(server, agent, 3, version="2")
    wait_until(lambda: count_warm(server, agent, "1") in (None, {"wanted": 0, "ready": 0}))
    assert server.ask(agent, {}, new_session_id())["version"] == "second"


def test_one_that_dies_is_replaced(server, agent):
    keep_warm(server, agent, 2)
    wait_warm(server, agent, 2)
    killed, kept = sorted(agent_pids(server, agent))

    os.kill(killed, signal.SIGKILL)

    wait_until(lambda: len(agent_pids(server, agent) - {killed}) == 2, what="another one")
    wait_warm(server, agent, 2)
    assert kept in agent_pids(server, agent)


def test_a_file_that_cannot_be_forked_has_them_too(server):
    source = "import threading\nthreading.Timer(3600, print).start()\n" + (AGENTS / "worker.py").read_text()
    agent = server.deploy(source)

    keep_warm(server, agent, 2)

    wait_warm(server, agent, 2)


def test_they_are_made_again_after_a_restart(tmp_path):
    # Nothing is loaded ahead for another reason.
    with running_server(tmp_path, {"HEADWATER_SANDBOX__PRELOAD_COUNT": "0"}) as server:
        agent = server.deploy(AGENTS / "worker.py")
        keep_warm(server, agent, 3)
        wait_warm(server, agent, 3)
        server.kill()

        server.start()

        wait_warm(server, agent, 3)
