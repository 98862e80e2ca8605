"""How sessions end: stopped by their caller, with their process, or with their runtime."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError

from servers import AGENTS, SESSION_HEADER, arn_of, invocation_path, new_session_id, read_events, wait_until

STATE = {"do": "state"}


def is_gone(pid):
    return not os.path.exists(f"/proc/{pid}")


def stop_path(agent):
    return invocation_path(agent).replace("/invocations", "/stopruntimesession")


def error_of(caught):
    return caught.value.response["Error"]["Code"], caught.value.response["ResponseMetadata"]["HTTPStatusCode"]


def test_stop_ends_the_process_before_it_answers(server, probe, session_id):
    server.ask(probe, STATE, session_id)
    pid = server.find_session(probe, session_id)["pid"]

    response = server.stop_session(probe, session_id)

    assert response["statusCode"] == 200
    assert response["runtimeSessionId"] == session_id
    assert is_gone(pid)
    assert server.find_session(probe, session_id) is None


def test_a_second_stop_is_not_found(server, probe, session_id):
    server.ask(probe, STATE, session_id)
    server.stop_session(probe, session_id)

    with pytest.raises(ClientError) as caught:
        server.stop_session(probe, session_id)

    assert error_of(caught) == ("ResourceNotFoundException", 404)


def test_a_session_that_never_was_cannot_be_stopped(server, probe, session_id):
    with pytest.raises(ClientError) as caught:
        server.stop_session(probe, session_id)

    assert error_of(caught) == ("ResourceNotFoundException", 404)


def test_the_same_stop_sent_again_is_answered_again(server, probe, session_id):
    token = "t" * 40
    server.ask(probe, STATE, session_id)

    codes = [server.stop_session(probe, session_id, clientToken=token)["statusCode"] for _ in range(2)]

    assert codes == [200, 200]


def test_the_same_stop_sent_twice_at_once_succeeds_twice(server, probe, session_id):
    server.ask(probe, STATE, session_id)

    with ThreadPoolExecutor(4) as threads:
        stops = [
            threads.submit(server.stop_session, probe, session_id, clientToken="v" * 40) for _ in range(4)
        ]

    assert [stop.result()["statusCode"] for stop in stops] == [200] * 4


def test_a_stop_sent_again_does_not_end_the_session_that_came_after(server, probe, session_id):
    token = "u" * 40
    server.ask(probe, STATE, session_id)
    server.stop_session(probe, session_id, clientToken=token)
    server.ask(probe, STATE, session_id)

    server.stop_session(probe, session_id, clientToken=token)

    assert server.ask(probe, STATE, session_id)["calls"] == 2


def test_an_id_can_be_used_again_after_its_stop(server, probe, session_id):
    server.ask(probe, {"do": "write", "path": "left.txt", "text": "behind"}, session_id)
    server.stop_session(probe, session_id)

    assert server.ask(probe, STATE, session_id)["calls"] == 1
    assert server.ask(probe, {"do": "read", "path": "left.txt"}, session_id) is None


def test_stop_cuts_streams_in_flight(server, streams, session_id):
    response = server.invoke(streams, {"do": "gated", "gate": "never"}, session_id)
    next(response["response"].iter_lines(chunk_size=1))

    server.stop_session(streams, session_id)

    assert "the session was stopped" in response["response"].read().decode()


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_stop_takes_an_empty_body(server, probe, session_id, body):
    server.ask(probe, STATE, session_id)

    reply = server.http("POST", stop_path(probe), body, {SESSION_HEADER: session_id})

    assert reply.status == 200
    assert reply.json() == {}
    assert reply.headers[SESSION_HEADER.lower()] == session_id


def test_stop_needs_a_session_id(server, probe):
    reply = server.http("POST", stop_path(probe), b"{}")

    assert reply.status == 400
    assert reply.headers["x-amzn-errortype"] == "ValidationException"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_a_process_that_is_killed_takes_its_session_along(server, probe, session_id, number):
    server.ask(probe, STATE, session_id)
    os.kill(server.find_session(probe, session_id)["pid"], number)

    wait_until(lambda: server.find_session(probe, session_id) is None, what="the crash to be noticed")

    assert server.ask(probe, STATE, session_id)["calls"] == 1


def test_a_call_right_after_a_crash_works(server, probe):
    for _ in range(10):
        session_id = new_session_id()
        server.ask(probe, STATE, session_id)
        os.kill(server.find_session(probe, session_id)["pid"], signal.SIGKILL)
        assert server.ask(probe, STATE, session_id)["calls"] == 1


def test_our_own_route_stops_one_session_or_all(server, new_session_id):
    agent = server.deploy(AGENTS / "probe.py")
    ids = [new_session_id() for _ in range(3)]
    for session_id in ids:
        server.ask(agent, STATE, session_id)
    path = f"/headwater/v1/runtimes/{agent.name}/stop"

    one = server.http("POST", path, b'{"sessionId": "%s"}' % ids[0].encode())
    again = server.http("POST", path, b'{"sessionId": "%s"}' % ids[0].encode())
    rest = server.http("POST", path, b'{"all": true}')

    assert one.json()["stopped"] == [ids[0]]
    (told,) = one.json()["sessions"]
    assert (told["sessionId"], told["endpoint"], told["stopped"]) == (ids[0], "DEFAULT", True)
    assert told["processesKilled"] >= 1
    assert told["ms"] > 0
    assert again.status == 404
    assert sorted(rest.json()["stopped"]) == sorted(ids[1:])
    assert server.sessions(agent) == []


def test_deleting_a_runtime_ends_its_sessions(server, session_id):
    agent = server.deploy(AGENTS / "streams.py")
    response = server.invoke(agent, {"do": "gated", "gate": "never"}, session_id)
    pid = server.find_session(agent, session_id)["pid"]

    server.control.delete_agent_runtime(agentRuntimeId=agent.id)

    assert read_events(response)[-1]["error"].endswith("its agent runtime was deleted")
    wait_until(lambda: is_gone(pid), what="the session's process to go")


def test_sessions_of_two_endpoints_are_two_sessions(server, session_id):
    agent = server.deploy(AGENTS / "probe.py")
    server.control.create_agent_runtime_endpoint(agentRuntimeId=agent.id, name="other")
    wait_until(
        lambda: (
            server.control.get_agent_runtime_endpoint(agentRuntimeId=agent.id, endpointName="other")["status"]
            == "READY"
        )
    )
    server.ask(agent, {"do": "note", "notes": {"on": "DEFAULT"}}, session_id)

    other = server.ask(agent, STATE, session_id, qualifier="other")
    server.stop_session(agent, session_id, qualifier="other")

    assert other["notes"] == {}
    assert server.ask(agent, STATE, session_id)["notes"] == {"on": "DEFAULT"}
    assert server.ask(f"{arn_of(agent)}/runtime-endpoint/other", STATE, session_id)["calls"] == 1
