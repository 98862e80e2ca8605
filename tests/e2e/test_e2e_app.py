"""Agents on our App and on the official SDK's behave alike behind the server."""

import pytest

from servers import AGENTS, running_server, wait_until

SDKS = ("headwater", "bedrock_agentcore")


@pytest.fixture(scope="module")
def attentive(tmp_path_factory):
    """A server that pings its sessions often."""
    often = {"HEADWATER_SESSIONS__PING_EVERY_S": "0.05", "HEADWATER_SESSIONS__REAP_EVERY_S": "0.05"}
    with running_server(tmp_path_factory.mktemp("attentive"), often) as server:
        yield server


@pytest.fixture(scope="module", params=SDKS)
def agent(attentive, request):
    return attentive.deploy(AGENTS / "app_streams.py", environment={"SDK": request.param})


def test_the_agent_knows_its_session(attentive, agent, session_id):
    answer = attentive.ask(agent, {"a": ["ü", None, 1.5]}, session_id)

    assert answer == {"payload": {"a": ["ü", None, 1.5]}, "session": session_id}


@pytest.mark.parametrize("agent", ["headwater"], indirect=True)
def test_a_caller_who_leaves_ends_the_generator(attentive, agent, session_id):
    # Ours alone: the official one's generator goes on until Python happens to collect it.
    response = attentive.invoke(agent, "forever", session_id)
    assert response["contentType"] == "text/event-stream; charset=utf-8"
    next(response["response"].iter_lines(chunk_size=1))

    response["response"].close()

    wait_until(lambda: attentive.ask(agent, "ended", session_id) == 1, what="the generator to end")


def test_a_stream_in_flight_does_not_keep_others_waiting(attentive, agent, session_id):
    response = attentive.invoke(agent, "forever", session_id)
    lines = response["response"].iter_lines(chunk_size=1)
    next(lines)

    assert attentive.ask(agent, "other", session_id)["payload"] == "other"
    assert next(line for line in lines if line) == b"data: 2"
    response["response"].close()


def test_an_agent_at_work_in_the_background_is_seen_as_busy(attentive, agent, session_id):
    def status():
        return attentive.find_session(agent, session_id)["pingStatus"]

    attentive.ask(agent, "busy", session_id)
    wait_until(lambda: status() == "HealthyBusy", what="the session to be busy")
    attentive.ask(agent, "free", session_id)
    wait_until(lambda: status() == "Healthy", what="the session to be idle")


def test_stopping_a_session_with_a_stream_in_flight_ends_both(attentive, agent, session_id):
    response = attentive.invoke(agent, "forever", session_id)
    next(response["response"].iter_lines(chunk_size=1))

    attentive.stop_session(agent, session_id)

    assert "the session was stopped" in response["response"].read().decode()
    assert attentive.find_session(agent, session_id) is None
