"""Sessions: sticky, concurrent, private, and made by the first use of their id."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from servers import AGENTS, OWN_VARIABLES, SESSION_HEADER, invocation_path, new_session_id

STATE = {"do": "state"}


def test_a_session_keeps_its_state_and_shares_none(server, probe, new_session_id):
    first, second = new_session_id(), new_session_id()
    server.ask(probe, {"do": "note", "notes": {"secret": "of the first"}}, first)

    kept, other = server.ask(probe, STATE, first), server.ask(probe, STATE, second)

    assert (kept["calls"], kept["notes"]) == (2, {"secret": "of the first"})
    assert (other["calls"], other["notes"]) == (1, {})


def test_requests_to_one_session_run_at_the_same_time(server, probe, session_id):
    order = {"do": "meet", "name": "all", "parties": 8}

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: server.ask(probe, order, session_id), range(8)))

    assert len({answer["pid"] for answer in answers}) == 1


def test_ten_first_calls_at_once_make_one_process(server, probe, session_id):
    order = {"do": "meet", "name": "first", "parties": 10}

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(lambda _: server.ask(probe, order, session_id), range(10)))

    assert server.ask(probe, STATE, session_id)["calls"] == 11
    assert len([s for s in server.sessions(probe) if s["sessionId"] == session_id]) == 1


def test_many_sessions_at_once_each_get_their_own_process(server, probe):
    def run(number):
        session_id = new_session_id()
        server.ask(probe, {"do": "note", "notes": {"number": number}}, session_id)
        state = server.ask(probe, STATE, session_id)
        return state["notes"], server.find_session(probe, session_id)["pid"]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(run, range(24)))

    assert [notes for notes, _ in found] == [{"number": number} for number in range(24)]
    assert len({pid for _, pid in found}) == 24


def test_an_invocation_without_a_session_id_gets_one_that_works(server, probe):
    first = server.http("POST", invocation_path(probe), b'{"do": "state"}')
    made = first.headers[SESSION_HEADER.lower()]

    second = server.ask(probe, STATE, made)

    assert first.status == 200
    assert len(made) >= 33
    assert second["calls"] == 2


@pytest.mark.parametrize("length", [33, 100, 256])
def test_session_ids_of_every_allowed_length_are_echoed(server, probe, length):
    wanted = new_session_id().ljust(length, "x")[:length].ljust(length, "y")

    response = server.invoke(probe, STATE, wanted)

    assert response["runtimeSessionId"] == wanted
    server.stop_session(probe, wanted)


@pytest.mark.parametrize("odd", ["with spaces, and / slashes: ", "ünïcödé-セッション-", "../../../../etc/"])
def test_session_ids_may_hold_any_printable_text(server, probe, odd):
    wanted = (odd + new_session_id()).encode().decode("latin-1")

    replies = [
        server.http("POST", invocation_path(probe), b'{"do": "state"}', {SESSION_HEADER: wanted})
        for _ in range(2)
    ]

    assert [reply.json()["calls"] for reply in replies] == [1, 2]
    assert replies[0].headers[SESSION_HEADER.lower()] == wanted


def test_chance_differs_between_sessions(server, probe, new_session_id):
    draws = [server.ask(probe, {"do": "draw"}, new_session_id()) for _ in range(6)]

    for position in range(3):
        assert len({draw[position] for draw in draws}) == 6


def test_files_beside_the_code_can_be_written_and_are_the_sessions_own(server, probe, new_session_id):
    first, second = new_session_id(), new_session_id()
    order = {"do": "write", "path": "notes.txt", "text": "private"}

    listing = server.ask(probe, order, first)
    server.ask(probe, {"do": "write", "path": "/tmp/notes.txt", "text": "private"}, first)
    server.ask(probe, {"do": "write", "path": "agent.py", "text": "overwritten"}, first)

    assert {"agent.py", "notes.txt"} <= set(listing)
    assert server.ask(probe, {"do": "read", "path": "notes.txt"}, first) == "private"
    assert server.ask(probe, {"do": "read", "path": "notes.txt"}, second) is None
    assert server.ask(probe, {"do": "read", "path": "/tmp/notes.txt"}, second) is None
    assert "overwritten" not in server.ask(probe, {"do": "read", "path": "agent.py"}, second)


def test_the_environment_is_what_the_runtime_declares_and_nothing_of_the_servers(make_server, session_id):
    server = make_server(SERVERS_SECRET="hidden", ANTHROPIC_API_KEY="hidden too")
    source = (
        "import os\nfrom starlette.responses import JSONResponse\n"
        "at_import = dict(os.environ)\n"
        "async def app(scope, receive, send):\n"
        "    await JSONResponse([at_import, dict(os.environ)])(scope, receive, send)\n"
    )
    agent = server.deploy(source, environment={"DECLARED": "värde=1", "AWS_REGION": "eu-north-1"})

    for environment in server.ask(agent, {}, session_id):
        assert environment["DECLARED"] == "värde=1"
        assert environment["AWS_REGION"] == "eu-north-1"
        assert environment["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"].startswith("http://127.0.0.1:")
        assert "SERVERS_SECRET" not in environment
        assert "ANTHROPIC_API_KEY" not in environment
        foreign = {name for name in environment if name.startswith(("HEADWATER_", "XDG_", "VIRTUAL_ENV"))}
        assert foreign <= OWN_VARIABLES  # a session has a journal; the template has none
        assert str(server.data_dir) not in str(environment)


def test_the_agent_gets_the_headers_of_the_contract_and_no_others(server, probe, session_id):
    response = server.http(
        "POST",
        invocation_path(probe),
        b'{"do": "headers"}',
        {
            SESSION_HEADER: session_id,
            "X-Amzn-Bedrock-AgentCore-Runtime-User-Id": "kei",
            "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "WorkloadAccessToken": "forged",
            "Authorization": "Basic c2VjcmV0",
            "Cookie": "a=b",
            "X-Own": "1",
        },
    )

    headers = dict(response.json())
    assert headers[SESSION_HEADER.lower()] == session_id
    assert headers["x-amzn-bedrock-agentcore-runtime-request-id"] == response.headers["x-amzn-requestid"]
    assert headers["x-amzn-bedrock-agentcore-runtime-user-id"] == "kei"
    assert headers["content-type"] == "application/json"
    assert "traceparent" in headers
    assert not {"workloadaccesstoken", "authorization", "cookie", "x-own"} & set(headers)


def test_allow_listed_headers_reach_the_agent(server, session_id):
    agent = server.deploy(
        AGENTS / "probe.py", requestHeaderConfiguration={"requestHeaderAllowlist": ["X-Own", "X-Other"]}
    )
    given = {SESSION_HEADER: session_id, "x-own": "1", "X-Third": "3"}

    headers = dict(server.http("POST", invocation_path(agent), b'{"do": "headers"}', given).json())

    assert headers["x-own"] == "1"
    assert "x-third" not in headers


def test_our_own_route_tells_of_a_session(server, probe, session_id):
    server.ask(probe, STATE, session_id)

    session = server.find_session(probe, session_id)

    assert session["state"] == "IDLE"
    assert session["mode"] == "fork"
    assert session["runtimeName"] == probe.name
    assert session["endpoint"] == "DEFAULT"
    assert session["activeInvocations"] == 0
    assert session["startMs"] >= 0
    assert os.path.exists(f"/proc/{session['pid']}")
