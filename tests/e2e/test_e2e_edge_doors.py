"""Doors of every kind in front of a second Headwater that asks for signatures."""

import base64
import hashlib
import json
import re
import textwrap
from contextlib import ExitStack, contextmanager

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from callers import KEYS, make_caller
from edges import running_edge
from headwater.edge.authentication.keys import hash_key, new_key
from headwater.edge.authentication.passwords import hash_password
from issuers import running_issuer
from servers import AGENTS, new_session_id, running_server

OWN = """
from headwater.edge.forms.events import TextDelta

async def authenticate(request):
    return request.find("x-employee")

async def shout(events, context):
    async for event in events:
        if isinstance(event, TextDelta):
            yield event.text.upper()
    yield f" [{context.model}]"

async def fall(events, context):
    async for event in events:
        raise RuntimeError("of the operator's code")
        yield ""
"""
DOORS = """
[[door]]
name = "open"
forms = ["transformed", "openai", "ai-sdk"]
[door.cors]
origins = ["https://chat.example"]

[[door]]
name = "keyed"
path = "/keyed"
send_user_id = true
auth = {{kind = "api-key", keys = {{alice = "{alice}", bob = "{bob}"}}}}

[[door]]
name = "basic"
path = "/basic"
auth.kind = "basic"
[door.auth.users]
carol = '{carol}'

[[door]]
name = "tokens"
path = "/tokens"
auth = {{kind = "jwt", discovery_url = "{discovery_url}", audiences = ["app"]}}

[[door]]
name = "signed"
path = "/signed"
auth = {{kind = "sigv4", keys = {{AKIADAVE = {{name = "dave", secret = "daves"}}}}}}

[[door]]
name = "own"
path = "/own"
form = "own_edge:shout"
auth = {{kind = "own", authenticate = "own_edge:authenticate"}}

[[door]]
name = "falling"
path = "/falling"
form = "own_edge:fall"

[[door]]
name = "whole"
path = "/whole"
request = {{shape = "payload"}}

[[door]]
name = "renamed"
path = "/renamed"
request = {{prompt_key = "say", extra = {{tenant = "blue"}}}}

[[door]]
name = "guarded"
path = "/guarded"
[door.guards]
prompt_max_chars = 20
requests_per_day = 3
tokens_per_day = 1000000
[[door.guards.rule]]
name = "no-tables"
part = "body"
pattern = "(?i)drop\\\\s+table"

[[door]]
name = "hosted"
host = "other.example"
request = {{shape = "payload"}}
"""
ECHO = """
import json
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
import uvicorn

async def invocations(request):
    body = await request.body()
    return JSONResponse({"body": body.decode("latin-1"), "headers": dict(request.headers)})

app = Starlette(routes=[Route("/invocations", invocations, methods=["POST"])])
uvicorn.run(app, port=8080)
"""


@pytest.fixture(scope="module")
def issuer():
    with running_issuer() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def keys():
    """Name -> a key."""
    return {name: new_key() for name in ("alice", "bob")}


@pytest.fixture(scope="module")
def edges(tmp_path_factory, issuer, keys):
    """The doors twice: `strands` before an agent that streams, `echo` before one that tells what it got."""
    folder = tmp_path_factory.mktemp("doors")
    config = DOORS.format(
        alice=hash_key(keys["alice"]),
        bob=hash_key(keys["bob"]),
        carol=hash_password("geheim"),
        discovery_url=issuer.discovery_url,
    )
    with running_server(folder, KEYS) as server:
        caller = make_caller(server, "edge")
        credentials = {"AWS_ACCESS_KEY_ID": caller.access_key_id, "AWS_SECRET_ACCESS_KEY": caller.secret}
        targets = {
            "strands": server.deploy(AGENTS / "strands_events.py"),
            "echo": server.deploy(textwrap.dedent(ECHO)),
        }
        with running_both(folder, config, targets, server.url, credentials) as both:
            yield both


@contextmanager
def running_both(folder, config, targets, url, credentials):
    with ExitStack() as stack:
        both = {}
        for name, agent in targets.items():
            (folder / name).mkdir()
            (folder / name / "own_edge.py").write_text(OWN)
            arguments = ("--target", agent.arn, "--endpoint-url", url)
            edge = running_edge(folder / name, config, *arguments, environment=credentials)
            both[name] = stack.enter_context(edge)
        yield both


@pytest.fixture
def edge(edges):
    return edges["strands"]


@pytest.fixture
def echo(edges):
    return edges["echo"]


SAID = "You said: hi 日本語 🎉"


def test_the_two_forms_of_a_function_url(edge):
    session_id = new_session_id()
    body = {"prompt": "hi", "runtimeSessionId": session_id}

    original = edge.post(body)
    transformed = edge.post({**body, "response": "transformed"}).body.decode()

    assert original.body.startswith(b'data: {"event": {"messageStart": {"role": "assistant"}}}\n\n')
    text, _, rest = transformed.partition("\n----------\n")
    assert text == SAID
    metadata, session = map(json.loads, rest.split("\n"))
    assert metadata["usage"]["totalTokens"] == 38
    assert session == {"runtimeSessionId": session_id}


def test_an_api_key_opens_its_door_and_none_does_not(edge, keys):
    assert edge.post({"prompt": "hi"}, "/keyed", x_api_key=keys["alice"]).status == 200
    assert edge.post({"prompt": "hi"}, "/keyed", authorization=f"Bearer {keys['bob']}").status == 200
    for headers in ({}, {"x_api_key": "hwe_wrong"}, {"x_api_key": hash_key(keys["alice"])}):
        reply = edge.post({"prompt": "hi"}, "/keyed", **headers)
        assert (reply.status, reply.headers["www-authenticate"]) == (401, "Bearer")


def test_one_callers_session_id_is_not_anothers_session(echo, keys):
    session_id, seen = new_session_id(), {}
    for name in ("alice", "bob"):
        body = {"prompt": "hi", "runtimeSessionId": session_id}
        reply = echo.post(body, "/keyed", x_api_key=keys[name])
        assert reply.status == 200, reply.body
        headers = reply.json()["headers"]
        seen[name] = headers["x-amzn-bedrock-agentcore-runtime-session-id"]
        assert headers["x-amzn-bedrock-agentcore-runtime-user-id"] == name
        assert reply.headers["x-session-id"] == session_id

    assert len({session_id, *seen.values()}) == 3
    stolen = echo.post({"prompt": "hi", "runtimeSessionId": seen["alice"]})
    assert stolen.status == 400


def test_user_and_password(edge):
    right = "Basic " + base64.b64encode(b"carol:geheim").decode()
    wrong = "Basic " + base64.b64encode(b"carol:Geheim").decode()

    assert edge.post({"prompt": "hi"}, "/basic", authorization=right).status == 200
    reply = edge.post({"prompt": "hi"}, "/basic", authorization=wrong)
    assert (reply.status, reply.headers["www-authenticate"]) == (401, 'Basic realm="agent", charset="UTF-8"')


def test_a_token_of_the_issuer(edge, issuer):
    def status_of(**claims):
        token = issuer.token(**claims)
        return edge.post({"prompt": "hi"}, "/tokens", authorization=f"Bearer {token}").status

    assert status_of(aud="app") == 200
    assert status_of(aud="other") == 401
    assert status_of(aud="app", exp=1) == 401


def test_a_signature_of_the_client(edge):
    body = b'{"prompt": "hi"}'
    request = AWSRequest("POST", f"{edge.url}/signed", data=body)
    SigV4Auth(Credentials("AKIADAVE", "daves"), "lambda", "us-west-2").add_auth(request)
    headers = dict(request.headers.items())

    assert edge.request("POST", "/signed", body, headers).status == 200
    assert edge.request("POST", "/signed", body + b" ", headers).status == 403
    assert edge.request("POST", "/signed", body).status == 403


def test_own_authentication_and_an_own_form(edge):
    reply = edge.post({"prompt": "hi"}, "/own", x_employee="erin")

    assert reply.body.decode() == f"{SAID.upper()} [own]"
    assert edge.post({"prompt": "hi"}, "/own").status == 401


def test_an_own_form_that_fails_breaks_its_answer_off(edge):
    with pytest.raises(Exception, match=r"IncompleteRead|closed"):
        edge.post({"prompt": "hi"}, "/falling")

    edge.wait_logged("of the operator's code")
    assert edge.post({"prompt": "hi"}).status == 200


def test_a_payload_is_passed_whole_and_a_prompt_under_another_name(echo):
    whole = echo.request("POST", "/whole", b"\x00\xff any", {"Content-Type": "application/x-any"}).json()
    renamed = echo.post({"prompt": "hi", "other": 1}, "/renamed").json()

    assert whole["body"] == "\x00\xff any"
    assert whole["headers"]["content-type"] == "application/x-any"
    assert json.loads(renamed["body"]) == {"say": "hi", "tenant": "blue"}


def test_a_door_is_found_by_its_host(echo):
    by_host = echo.request("POST", "/", b"anything", {"Host": "Other.Example:8080"})

    assert by_host.json()["body"] == "anything"
    assert echo.request("POST", "/", b"anything", {"Host": "another.example"}).status == 400


def test_guards_refuse_and_say_so_in_the_log(edge):
    def status_of(prompt):
        return edge.post({"prompt": prompt}, "/guarded").status

    assert status_of("DROP \n table") == 403
    assert status_of("x" * 21) == 413
    assert [status_of("hi") for _ in range(4)] == [200, 200, 200, 429]
    reply = edge.post({"prompt": "hi"}, "/guarded")
    assert 0 < int(reply.headers["retry-after"]) <= 86_400
    for rule in ("rule no-tables", "prompt_max_chars", "requests_per_day"):
        assert re.search(rf"door guarded refused with 4.. by {rule}", edge.log_text())


def test_a_page_of_a_listed_origin_may_read_answers(edge):
    origin = {"Origin": "https://chat.example"}
    asked = {**origin, "Access-Control-Request-Method": "POST"}

    preflight = edge.request("OPTIONS", "/", None, asked)
    answer = edge.request("POST", "/", b'{"prompt": "hi"}', origin)
    foreign = edge.request("OPTIONS", "/", None, {**asked, "Origin": "https://evil.example"})

    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-origin"] == "https://chat.example"
    assert "x-session-id" in answer.headers["access-control-expose-headers"]
    assert not [name for name in foreign.headers if name.startswith("access-control-")]


def test_a_body_is_the_one_that_was_hashed(echo):
    for body in (b"", b"\x00\xff\n", "日本".encode()):
        right = hashlib.sha256(body).hexdigest()
        for digest, status in ((right, 200), (right.upper(), 200), ("0" * 64, 400), ("nonsense", 400)):
            assert echo.request("POST", "/whole", body, {"x-amz-content-sha256": digest}).status == status


def test_chats_of_openai_and_of_the_ai_sdk(edge):
    messages = [{"role": "user", "content": "hi"}]
    chunks = edge.post({"model": "x", "messages": messages, "stream": True}, "/v1/chat/completions").body
    whole = edge.post({"model": "x", "messages": messages}, "/v1/chat/completions").json()
    parts = {"id": "c" * 16, "messages": [{"role": "user", "parts": [{"type": "text", "text": "hi"}]}]}

    pieces = [json.loads(line[6:]) for line in chunks.decode().splitlines() if line.startswith("data: {")]
    assert "".join(piece["choices"][0]["delta"].get("content", "") for piece in pieces) == SAID
    assert whole["choices"][0]["message"]["content"] == SAID
    assert b'"delta":"You said: "' in edge.post(parts, "/api/chat").body
    assert edge.request("GET", "/v1/models").json()["data"][0]["id"] == "open"
    assert edge.request("GET", "/v1/chat/completions").status == 405
    assert edge.post({"model": "x", "messages": []}, "/v1/chat/completions").status == 400
