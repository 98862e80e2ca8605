"""Routes that show what there is and what changes, to callers of whom one may see more than another."""

import json
import threading
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import pytest

from callers import admin_of, make_quick_caller
from headwater.wire.sse import SseDecoder
from servers import AGENTS, new_session_id, wait_until


@pytest.fixture(scope="module")
def bot(keyed):
    return keyed.deploy(AGENTS / "echo.py", name="overview_bot", environment={"API_KEY": "s3cret"})


@pytest.fixture(scope="module")
def ada(keyed):
    return make_quick_caller(keyed, "ada")


@pytest.fixture(scope="module")
def bob(keyed):
    return make_quick_caller(keyed, "bob")


@pytest.fixture(scope="module")
def stranger(keyed):
    """One who may look at another agent alone."""
    other = keyed.deploy(AGENTS / "echo.py", name="overview_other")
    statement = {"Effect": "Allow", "Action": "headwater:GetRuntime", "Resource": other.arn}
    return make_quick_caller(keyed, "stranger", policy={"Version": "2012-10-17", "Statement": [statement]})


def invoke(caller, agent, session_id):
    answer = caller.data.invoke_agent_runtime(
        agentRuntimeArn=agent.arn, runtimeSessionId=session_id, payload=b'{"prompt": "hi"}'
    )
    return answer["response"].read()


def get(caller, path, status=200):
    reply = caller.http("GET", f"/headwater/v1/{path}")
    assert reply.status == status, reply.body
    return reply.json()


def ids_of(found):
    return {one["sessionId"] for one in found["sessions"]}


@contextmanager
def listening(caller, query=""):
    """A list of (event, value) that grows as they come, and the connection."""
    path = f"/headwater/v1/live{query}"
    connection = HTTPConnection(urlsplit(caller.server.url).netloc, timeout=60)
    connection.request("GET", path, headers=caller.sign("GET", path))
    response = connection.getresponse()
    assert (response.status, response.headers["content-type"]) == (200, "text/event-stream")
    told, decoder = [], SseDecoder()

    def read():
        with suppress(AttributeError, HTTPException):  # of one that is closed on this side
            while chunk := response.read1(65536):
                told.extend((event.event, json.loads(event.data)) for event in decoder.feed(chunk))
            told.append(("over", None))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        wait_until(lambda: told, what="the first event")
        yield told
    finally:
        connection.sock and connection.sock.shutdown(2)
        response.close()
        connection.close()
        reader.join(20)


def states_of(told, session_id):
    """In which states a session was told of, one after the other."""
    found = []
    for event, value in told:
        if event == "sessions":
            found += [
                one["state"] for one in value["ended"] + value["changed"] if one["sessionId"] == session_id
            ]
    return found


def test_all_agents_are_listed_with_their_endpoints_and_sessions(keyed, bot, ada):
    admin, session_id = admin_of(keyed), new_session_id()
    invoke(ada, bot, session_id)

    found = {one["name"]: one for one in get(admin, "runtimes")["runtimes"]}["overview_bot"]

    assert (found["runtimeId"], found["status"], found["versionCount"]) == (bot.id, "READY", 1)
    assert found["isolation"] in ("namespaces", "process")
    assert found["sessions"]["live"] == sum(found["sessions"][state] for state in ("idle", "active"))
    assert found["sessions"]["live"] >= 1
    endpoint = found["endpoints"][0]
    assert (endpoint["name"], endpoint["liveVersion"], endpoint["isRollingOut"]) == ("DEFAULT", "1", False)
    assert found["deployedAt"] <= endpoint["updatedAt"]


def test_agents_and_sessions_of_others_are_not_there_for_a_caller(bot, ada, bob, stranger):
    session_id = new_session_id()
    invoke(ada, bot, session_id)

    assert {one["name"] for one in get(stranger, "runtimes")["runtimes"]} == {"overview_other"}
    assert session_id in ids_of(get(ada, "sessions?limit=1000"))
    assert session_id not in ids_of(get(bob, "sessions?limit=1000"))
    assert get(bob, f"runtimes/{bot.id}/sessions/{session_id}", 403)["message"].endswith("another caller")
    assert get(bob, f"runtimes/{bot.id}/sessions/{new_session_id()}", 404)
    for what in ("files", "file?path=%2Fvar%2Ftask%2Fagent.py"):
        path = f"/headwater/v1/runtimes/{bot.id}/sessions/{session_id}/{what}"
        assert [one.http("GET", path).status for one in (ada, bob, stranger)] == [200, 403, 403]
    for name in (bot.name, "nobody"):
        assert stranger.http("GET", f"/headwater/v1/live?runtime={name}").status == 403
    own = {one["name"]: one["sessions"]["live"] for one in get(bob, "runtimes")["runtimes"]}
    assert own["overview_bot"] == 0


def test_a_session_tells_what_its_caller_may_do_in_it(keyed, bot, ada):
    may_all_but_shells = [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "bedrock-agentcore:InvokeAgentRuntimeCommandShell", "Resource": bot.arn},
    ]
    bound = make_quick_caller(
        keyed, "bound", policy={"Version": "2012-10-17", "Statement": may_all_but_shells}
    )
    for caller, names in ((ada, ["", "Shell"]), (bound, [""])):
        session_id = new_session_id()
        invoke(caller, bot, session_id)
        shown = get(caller, f"runtimes/{bot.name}/sessions/{session_id}")
        assert shown["allowed"] == [f"InvokeAgentRuntimeCommand{name}" for name in names]


def test_a_session_that_ended_is_found_with_all_its_lives(keyed, bot, ada, bob):
    session_id = new_session_id()
    for _ in range(2):
        invoke(ada, bot, session_id)
        ada.data.stop_runtime_session(agentRuntimeArn=bot.arn, runtimeSessionId=session_id)
    invoke(ada, bot, session_id)

    listed = get(ada, f"sessions?ended=1&runtime={bot.name}&search={session_id[-8:].upper()}")
    shown = get(ada, f"runtimes/{bot.name}/sessions/{session_id}")

    assert [one["endReason"] for one in listed["sessions"]] == ["stopped-by-caller"] * 2
    assert [one["requestCount"] for one in listed["sessions"]] == [1, 1]
    assert [one["state"] for one in shown["live"]] == ["IDLE"]
    assert shown["live"][0]["memoryBytes"] > 0
    assert [one["endReason"] for one in shown["lives"]] == [None, *["stopped-by-caller"] * 2]
    assert session_id not in ids_of(get(bob, "sessions?ended=1&limit=1000"))
    assert session_id in ids_of(get(admin_of(keyed), "sessions?ended=1&limit=1000"))


def test_pages_of_sessions_join_and_their_shape_is_that_of_the_whole_list(keyed, bot, ada):
    for _ in range(3):
        invoke(ada, bot, new_session_id())
    admin = admin_of(keyed)
    whole = get(admin, f"sessions?runtime={bot.name}")

    found, cursor = [], ""
    while cursor is not None:
        page = get(admin, f"sessions?runtime={bot.name}&sort=created&limit=2&measure=1{cursor}")
        found += page["sessions"]
        cursor = page["nextCursor"] and f"&cursor={page['nextCursor']}"

    assert list(whole) == ["sessions"]
    assert [one["sessionId"] for one in found] == [one["sessionId"] for one in whole["sessions"]]
    assert set(found[0]) == set(whole["sessions"][0])
    assert all(one["memoryBytes"] > 0 for one in found)
    assert page["total"] == len(found) == sum(page["counts"].values())


def test_history_says_what_was_deployed_when_and_by_whom(keyed, ada):
    admin = admin_of(keyed)
    agent = keyed.deploy(AGENTS / "echo.py", name="overview_moving")
    keyed.control.create_agent_runtime_endpoint(
        agentRuntimeId=agent.id, name="staging", agentRuntimeVersion="1"
    )
    second = ada.control.get_agent_runtime(agentRuntimeId=agent.id)
    ada.control.update_agent_runtime(
        agentRuntimeId=agent.id,
        **{name: second[name] for name in ("agentRuntimeArtifact", "roleArn", "networkConfiguration")},
    )
    wait_until(lambda: ada.control.get_agent_runtime(agentRuntimeId=agent.id)["status"] == "READY")
    keyed.control.delete_agent_runtime_endpoint(agentRuntimeId=agent.id, endpointName="staging")

    changes = get(admin, f"runtimes/{agent.id}/history")["changes"]
    versions = [(one["version"], one["status"]) for one in changes if one["kind"] == "version"]
    default = [one for one in changes if one.get("endpoint") == "DEFAULT"]
    page = get(admin, f"runtimes/{agent.id}/history?limit=2")
    rest = get(admin, f"runtimes/{agent.id}/history?before={page['nextBefore']}")

    assert versions == [("2", "READY"), ("2", "UPDATING"), ("1", "READY"), ("1", "CREATING")]
    assert [(one["version"], one["targetVersion"]) for one in default] == [
        ("2", "2"), ("1", "2"), ("1", "1"), (None, "1")
    ]  # fmt: skip
    assert (changes[0]["endpoint"], changes[0]["status"]) == ("staging", "DELETED")
    assert {one["by"] for one in changes if one["version"] == "2" and one["kind"] == "version"} == {"ada"}
    assert all(len(one["digest"]) == 64 for one in changes if one["kind"] == "version")
    assert page["changes"] + rest["changes"] == changes


def test_what_changes_is_told_in_its_order_to_those_who_may_see_it(keyed, bot, ada, bob):
    session_id = new_session_id()
    with (
        listening(ada) as hers,
        listening(bob) as his,
        listening(admin_of(keyed), "?runtime=overview_bot") as all_,
    ):
        invoke(ada, bot, session_id)
        wait_until(lambda: "IDLE" in states_of(hers, session_id), what="the session")
        ada.data.stop_runtime_session(agentRuntimeArn=bot.arn, runtimeSessionId=session_id)
        wait_until(lambda: "STOPPED" in states_of(hers, session_id), what="its end")
        wait_until(lambda: "STOPPED" in states_of(all_, session_id), what="its end")
        wait_until(lambda: [event for event, _ in his].count("tick") >= 2, what="ticks")

    assert hers[0] == ("resync", {"reason": "connected"})
    assert states_of(hers, session_id)[-1] == "STOPPED"
    assert states_of(all_, session_id) == states_of(hers, session_id)
    assert [value for event, value in all_ if event == "tick"][-1]["totals"]["requests"] >= 1
    assert states_of(his, session_id) == []
    assert all(value["sessions"]["live"] == 0 for event, value in his if event == "tick")


def test_an_endpoint_that_moves_is_told_of(keyed, stranger):
    with listening(admin_of(keyed)) as told, listening(stranger) as others:
        agent = keyed.deploy(AGENTS / "echo.py", name="overview_new")

        def statuses():
            changed = [one for event, value in told if event == "runtimes" for one in value["changed"]]
            return [one["endpoints"][0]["status"] for one in changed if one["runtimeId"] == agent.id]

        wait_until(lambda: "READY" in statuses(), what="the endpoint to be told of")
        keyed.control.delete_agent_runtime(agentRuntimeId=agent.id)
        wait_until(lambda: any(agent.id in v["deleted"] for e, v in told if e == "runtimes"), what="the end")

    assert not [event for event, _ in others if event == "runtimes"]
