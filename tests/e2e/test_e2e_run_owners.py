"""Whose a run is, by key, by token and on behalf of users: others are told what they are told of none."""

import json
import re
import uuid

import pytest

from callers import KEYS, admin_of, make_quick_caller
from issuers import running_issuer
from servers import AGENTS, SESSION_HEADER, invocation_path, new_session_id, running_server

STREAM = "data: 0\nid: 9\n\ndata: 1\nid: 18\n\n"
USER_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-User-Id"
ORDER = json.dumps({"do": "count", "count": 2}).encode()


def allow(*actions, resource="*"):
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": resource}
    return {"Version": "2012-10-17", "Statement": [statement]}


@pytest.fixture(scope="module")
def issuer():
    with running_issuer() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("owners"), KEYS) as server:
        yield server


@pytest.fixture(scope="module")
def signed(server):
    return server.deploy(AGENTS / "streams.py")


@pytest.fixture(scope="module")
def protected(server, issuer):
    """A runtime whose callers bear tokens for `app`."""
    rules = {"discoveryUrl": issuer.discovery_url, "allowedAudience": ["app"]}
    return server.deploy(AGENTS / "streams.py", authorizerConfiguration={"customJWTAuthorizer": rules})


@pytest.fixture(scope="module")
def ada(server):
    return make_quick_caller(server, "ada", policy=allow("bedrock-agentcore:InvokeAgentRuntime*"))


@pytest.fixture(scope="module")
def bob(server):
    return make_quick_caller(server, "bob", policy=allow("bedrock-agentcore:InvokeAgentRuntime*"))


@pytest.fixture(scope="module")
def run_id(signed, ada):
    """Of a run of ada's."""
    headers = {SESSION_HEADER: new_session_id(), "Headwater-Resumable": "1"}
    reply = ada.http("POST", invocation_path(signed), ORDER, headers)
    assert (reply.status, reply.body.decode()) == (200, STREAM)
    return reply.headers["headwater-invocation-id"]


def ways(run_id):
    return [
        ("GET", f"/headwater/v1/invocations/{run_id}/stream"),
        ("GET", f"/headwater/v1/invocations/{run_id}/stream?offset=9"),
        ("DELETE", f"/headwater/v1/invocations/{run_id}"),
    ]


def told(reply, run_id):
    """What an answer says, but for what differs by request."""
    kept = [reply.headers.get(name) for name in ("content-type", "x-amzn-errortype", "www-authenticate")]
    return reply.status, kept, re.sub(run_id.encode(), b"ID", reply.body)


def test_others_are_told_of_a_run_what_they_are_told_of_none(signed, ada, bob, run_id):
    nobodys = str(uuid.uuid4())
    for (method, path), (_, other) in zip(ways(run_id), ways(nobodys), strict=True):
        foreign, unknown = bob.http(method, path), bob.http(method, other)
        assert foreign.status == 404
        assert told(foreign, run_id) == told(unknown, nobodys)
    assert bob.http("GET", "/headwater/v1/runs").json() == {"runs": []}
    assert ada.http(*ways(run_id)[0]).body.decode() == STREAM
    assert [run["invocationId"] for run in ada.http("GET", "/headwater/v1/runs").json()["runs"]] == [run_id]


def test_who_may_not_invoke_any_more_may_not_read_either(server, signed, run_id):
    reader = make_quick_caller(server, "reader", policy=allow("headwater:*", "bedrock-agentcore:List*"))

    assert {reader.http(method, path).status for method, path in ways(run_id)} == {404}


def test_the_administrator_sees_all(server, run_id):
    admin = admin_of(server)

    assert admin.http(*ways(run_id)[0]).body.decode() == STREAM
    assert run_id in {run["invocationId"] for run in server.get_json("runs?state=done")["runs"]}


def test_nobody_is_asked_who_he_is(server, run_id):
    for method, path in ways(run_id):
        assert server.http(method, path).status == 403


def test_a_run_for_a_user_is_his_and_that_of_whoever_may_call_for_him(signed, ada, bob):
    headers = {SESSION_HEADER: new_session_id(), "Headwater-Resumable": "1", USER_HEADER: "eve"}
    run_id = ada.http("POST", invocation_path(signed), ORDER, headers).headers["headwater-invocation-id"]

    assert ada.http(*ways(run_id)[0]).body.decode() == STREAM
    assert bob.http(*ways(run_id)[0]).status == 404


def test_bearers_see_their_own_runs_alone(server, protected, issuer, run_id):
    def bearer(subject, **claims):
        return {"Authorization": f"Bearer {issuer.token(sub=subject, aud='app', **claims)}"}

    mine, others = bearer("mia"), bearer("otto")
    headers = {SESSION_HEADER: new_session_id(), "Headwater-Detached": "1", **mine}
    reply = server.http("POST", invocation_path(protected), ORDER, headers)
    assert reply.status == 202, reply.body
    own, nobodys = reply.json()["invocationId"], str(uuid.uuid4())

    assert server.http(*ways(own)[0], headers=mine).body.decode() == STREAM
    assert [
        run["invocationId"] for run in server.http("GET", "/headwater/v1/runs", headers=mine).json()["runs"]
    ] == [own]
    assert server.http("GET", "/headwater/v1/runs", headers=others).json() == {"runs": []}
    for (method, path), (_, unknown) in zip(ways(own), ways(nobodys), strict=True):
        foreign = server.http(method, path, headers=others)
        assert foreign.status == 404
        assert told(foreign, own) == told(server.http(method, unknown, headers=others), nobodys)
        for wrong in (bearer("mia", exp=1), {"Authorization": "Bearer x"}):
            refused = [server.http(method, one, headers=wrong) for one in (path, unknown)]
            assert refused[0].status == 401
            assert told(refused[0], own) == told(refused[1], nobodys)
    assert server.http(*ways(run_id)[0], headers=mine).status == 404
    assert server.http("DELETE", ways(own)[2][1], headers=mine).json()["state"] == "done"
    assert server.http("GET", "/headwater/v1/sessions", headers=mine).status == 403
