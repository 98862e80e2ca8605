"""What is set for an agent's sessions holds: ceilings, budgets, and what a listing says of them."""

import contextlib
import json

import pytest
from botocore.exceptions import ClientError

from servers import AGENTS, read_events, running_server, wait_until


@pytest.fixture
def agent(server):
    return server.deploy(AGENTS / "worker.py")


def put_limits(server, agent, **limits):
    reply = server.http("PUT", f"/headwater/v1/runtimes/{agent.name}/limits", json.dumps(limits))
    assert reply.status == 200, reply.body
    return reply.json()


def test_a_session_too_many_is_refused_as_a_quota(server, agent, new_session_id):
    put_limits(server, agent, sessionsMaxCount=2)
    first, second, third = (new_session_id() for _ in range(3))
    server.ask(agent, {}, first)
    server.ask(agent, {}, second)

    with pytest.raises(server.data.exceptions.ServiceQuotaExceededException) as caught:
        server.ask(agent, {}, third)

    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 402
    assert f"Agent {agent.name} already has 2 live sessions" in str(caught.value)
    assert server.ask(agent, {}, first)["calls"] == 2
    server.stop_session(agent, second)
    assert server.ask(agent, {}, third)["calls"] == 1


def test_requests_beyond_the_budget_go_to_a_new_session(server, agent, session_id):
    put_limits(server, agent, budget={"requests": 2})

    assert [server.ask(agent, {}, session_id)["calls"] for _ in range(5)] == [1, 2, 1, 2, 1]

    server.wait_logged("of its budget of 2 requests", agent, session_id)


def test_a_stream_beyond_the_budget_of_time_ends_with_an_event_that_says_so(server, agent, session_id):
    put_limits(server, agent, budget={"wallSeconds": 1.5})

    events = read_events(server.invoke(agent, {"do": "stream"}, session_id))

    assert events[:2] == [0, 1]
    assert "used up its budget of time" in events[-1]["error"] + events[-1]["message"]
    assert server.ask(agent, {}, session_id)["calls"] == 1


def test_a_call_without_an_answer_yet_fails_as_the_agents_own_failure(server, agent, session_id):
    put_limits(server, agent, budget={"wallSeconds": 1})

    with pytest.raises(ClientError, match="used up its budget of time") as caught:
        server.ask(agent, {"do": "wait"}, session_id)

    assert caught.value.response["Error"]["Code"] == "RuntimeClientError"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 424


@pytest.mark.parametrize("kind", ["burn", "burn_in_child", "burn_in_orphan"])
def test_cpu_time_of_all_processes_of_a_session_counts(server, agent, session_id, kind):
    put_limits(server, agent, budget={"cpuSeconds": 1})
    server.ask(agent, {}, session_id)

    def work_until_stopped():  # none of these calls alone is too much
        with contextlib.suppress(ClientError):
            server.ask(agent, {"do": kind, "seconds": 0.4}, session_id)
        return "of its budget of 1 seconds of CPU time" in server.agent_log(agent, session_id)

    wait_until(work_until_stopped, what="the budget to be used up")
    assert server.ask(agent, {}, session_id)["calls"] >= 1


def test_a_listing_says_what_each_session_uses(server, agent, session_id):
    server.ask(agent, {"do": "burn", "seconds": 0.3}, session_id)
    server.ask(agent, {}, session_id)

    told = server.find_session(agent, session_id)

    assert told["requestCount"] == 2
    assert told["cpuSeconds"] >= 0.25
    assert told["memoryBytes"] > 1_000_000
    assert told["processCount"] == 2  # its init and itself
    assert told["version"] == "1"
    assert told["ageS"] >= told["idleS"] >= 0


def test_limits_are_kept_and_shown(tmp_path):
    with running_server(tmp_path) as server:
        agent = server.deploy(AGENTS / "worker.py")
        nothing = {"sessionsMaxCount": None, "warmSessions": None, "budget": None, "whenBusy": None}
        assert server.get_json(f"runtimes/{agent.name}/limits") == nothing
        put_limits(server, agent, sessionsMaxCount=7, budget={"requests": 3})
        put_limits(server, agent, budget={"cpuSeconds": 2.5}, whenBusy="queue")
        expected = {
            "sessionsMaxCount": 7,
            "warmSessions": None,
            "budget": {"cpuSeconds": 2.5, "wallSeconds": None, "requests": 3},
            "whenBusy": "queue",
        }
        server.kill()

        server.start()

        assert server.get_json(f"runtimes/{agent.name}/limits") == expected
        assert server.describe(agent)["limits"] == expected


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b'{"sessionsMaxCount": 0}', "sessionsMaxCount must be a whole number from 1"),
        (b'{"budget": {"cpuSeconds": -1}}', "budget.cpuSeconds must be seconds above 0"),
        (b'{"seesionsMaxCount": 1}', "seesionsMaxCount is not known; there are: sessionsMaxCount"),
        (b'{"warmSessions": 1000000}', "sandbox.warm_max_count"),
        (b"[]", "must be a JSON object"),
        (b"{", "not JSON"),
    ],
)
def test_limits_that_are_none_are_explained(server, agent, body, text):
    reply = server.http("PUT", f"/headwater/v1/runtimes/{agent.name}/limits", body)

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (400, "ValidationException")
    assert text in reply.body.decode()


def test_limits_of_nobody_are_not_found(server):
    assert server.http("GET", "/headwater/v1/runtimes/nobody/limits").status == 404
    assert server.http("PUT", "/headwater/v1/runtimes/nobody/limits", b"{}").status == 404
