"""The OpenAPI document, and whether it tells the truth: what a server answers is held against it.

A new route needs a line in `EXAMPLES`: a request to it that is answered well.
"""

import copy
import http.client
import json
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
from openapi_spec_validator import validate
from websockets.sync.client import connect

from browsers import SIGNIN, Browser, open_browser
from callers import admin_of
from replies import HttpReply
from servers import AGENTS, SESSION_HEADER, build_zip, invocation_path, new_session_id, wait_until
from sockets import socket_path

DOCUMENT = "/headwater/v1/openapi.json"


class World:
    """A server on which all that can be asked for is there."""

    def __init__(self, server):
        self.server = server
        self.admin = admin_of(server)
        self.agent = server.deploy(AGENTS / "probe.py")
        self.session_id = new_session_id()
        server.ask(self.agent, {"do": "print_line", "text": "hello"}, self.session_id)

    def ask(self, method, path, body=None):
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body else b""
        return self.admin.http(method, f"/headwater/v1/{path}", data)

    @property
    def runtime(self):
        return f"runtimes/{self.agent.name}"

    @cached_property
    def invocation(self):
        """The span of the one that `__init__` made; it is kept a moment after its answer."""
        path = f"{self.runtime}/traces"
        return wait_until(lambda: self.ask("GET", path).json()["traces"], what="the trace")[0]

    @property
    def invocation_path(self):
        return f"invocations/{self.invocation['requestId']}"

    def start_session(self):
        session_id = new_session_id()
        self.server.ask(self.agent, {"do": "state"}, session_id)
        return session_id

    def open_shell(self):
        """And leave it. `invocation` is to be the one before."""
        assert self.invocation
        path = socket_path(self.agent, rest="ws/shells")
        headers = self.admin.sign("GET", path)
        with connect(self.server.url.replace("http", "ws") + path, additional_headers=headers):
            return True

    @cached_property
    def run_id(self):
        """Of a run that can be resumed, and is over."""
        agent = self.server.deploy(AGENTS / "streams.py")
        path, body = invocation_path(agent), json.dumps({"do": "count", "count": 2}).encode()
        wishes = {SESSION_HEADER: new_session_id(), "Headwater-Resumable": "1"}
        reply = self.admin.http("POST", path, body, wishes)
        assert reply.status == 200, reply.body
        return reply.headers["headwater-invocation-id"]

    def end_sessions(self):
        reply = self.ask("POST", f"{self.runtime}/stop", {"all": True})
        wait_until(lambda: self.ask("GET", "sessions?ended=1").json()["sessions"], what="the record")
        return reply

    def read_beginning(self, path):
        """The beginning of an answer that does not end."""
        headers = self.admin.sign("GET", f"/headwater/v1/{path}")
        connection = http.client.HTTPConnection(urlsplit(self.server.url).netloc, timeout=20)
        try:
            connection.request("GET", f"/headwater/v1/{path}", headers=headers)
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return HttpReply(answer.status, names, answer.read(1))
        finally:
            connection.close()

    def make_key(self):
        return self.ask("POST", "keys", {"name": "ada", "expiresAt": "2100-01-01T00:00:00Z"})


EXAMPLES = {
    "getSeries": lambda world: world.ask("GET", "series?step=60"),
    "getRuntimesRuntimeSeries": lambda world: world.ask("GET", f"{world.runtime}/series"),
    "getOpenapiJson": lambda world: world.ask("GET", "openapi.json"),
    "getStatus": lambda world: world.ask("GET", "status"),
    "putArtifacts": lambda world: world.ask("PUT", "artifacts", build_zip({"agent.py": "x = 1"})),
    "getRuntimesRuntime": lambda world: world.ask("GET", f"{world.runtime}?memory=1"),
    "getRuntimesRuntimeVersionsVersionBuildLog": lambda world: world.ask(
        "GET", f"{world.runtime}/versions/1/build-log?offset=3"
    ),
    "getRuntimesRuntimeLogs": lambda world: world.ask("GET", f"{world.runtime}/logs?limit=5"),
    "getSessions": lambda world: world.ask("GET", f"sessions?runtime={world.agent.name}"),
    "getSessions.page": lambda world: world.ask("GET", "sessions?limit=5&measure=1"),
    "getSessions.ended": lambda world: world.end_sessions() and world.ask("GET", "sessions?ended=1"),
    "getRuntimesRuntimeSessionsSession": lambda world: world.ask(
        "GET", f"{world.runtime}/sessions/{world.session_id}"
    ),
    "getRuntimesRuntimeSessionsSessionFiles": lambda world: world.ask(
        "GET", f"{world.runtime}/sessions/{world.start_session()}/files"
    ),
    "getRuntimesRuntimeSessionsSessionFile": lambda world: world.ask(
        "GET", f"{world.runtime}/sessions/{world.start_session()}/file?path=%2Fvar%2Ftask%2Fagent.py"
    ),
    "getRuntimesRuntimeShells": lambda world: (
        world.open_shell() and world.ask("GET", f"{world.runtime}/shells")
    ),
    "getRuntimes": lambda world: world.ask("GET", "runtimes"),
    "getRuntimesRuntimeHistory": lambda world: world.ask("GET", f"{world.runtime}/history"),
    "getEdge": lambda world: world.ask("GET", "edge"),
    "getLive": lambda world: world.read_beginning("live"),
    "postRuntimesRuntimeStop": lambda world: world.ask("POST", f"{world.runtime}/stop", {"all": True}),
    "getRuntimesRuntimeLimits": lambda world: world.ask("GET", f"{world.runtime}/limits"),
    "putRuntimesRuntimeLimits": lambda world: world.ask(
        "PUT", f"{world.runtime}/limits", {"sessionsMaxCount": 5, "budget": {"cpuSeconds": 600}}
    ),
    "postKeys": lambda world: world.make_key(),
    "getKeys": lambda world: world.make_key() and world.ask("GET", "keys"),
    "getTraces": lambda world: world.ask("GET", f"traces?runtime={world.agent.name}"),
    "getRuntimesRuntimeTraces": lambda world: world.ask("GET", f"{world.runtime}/traces"),
    "getTracesTrace": lambda world: world.ask("GET", f"traces/{world.invocation['traceId']}"),
    "getInvocationsInvocation": lambda world: world.ask("GET", world.invocation_path),
    "getInvocationsInvocationRecording": lambda world: world.ask("GET", f"{world.invocation_path}/recording"),
    "getInvocationsInvocationStream": lambda world: world.read_beginning(
        f"invocations/{world.run_id}/stream"
    ),
    "deleteInvocationsInvocation": lambda world: world.ask("DELETE", f"invocations/{world.run_id}"),
    "getRuns": lambda world: world.run_id and world.ask("GET", "runs?state=done"),
    "getInvocationsInvocation.run": lambda world: world.ask("GET", f"invocations/{world.run_id}"),
    "postRuntimesRuntimeInvocations": lambda world: world.ask(
        "POST",
        f"{world.runtime}/invocations?session={new_session_id()}&qualifier=DEFAULT&detached=true",
        {"do": "state"},
    ),
    "getSignin": lambda world: open_browser(world.server, world.admin).http("GET", SIGNIN),
    "postSignin": lambda world: Browser(world.server).sign_in(world.admin.access_key_id, world.admin.secret),
    "deleteSignin": lambda world: open_browser(world.server, world.admin).sign_out(),
    "deleteKeysKey": lambda world: world.ask("DELETE", f"keys/{world.make_key().json()['accessKeyId']}"),
}


@pytest.fixture(scope="module")
def world(keyed):
    return World(keyed)


@pytest.fixture(scope="module")
def document(keyed):
    return keyed.http("GET", DOCUMENT).json()


def operations(document):
    """Every operation by its id."""
    return {one["operationId"]: one for path in document["paths"].values() for one in path.values()}


def closed(document):
    """The document with objects that have the members it names and no others."""
    strict = copy.deepcopy(document)
    for schema in strict["components"]["schemas"].values():
        schema["additionalProperties"] = False
    return strict


def check(document, schema, value):
    """Whether a value is what a schema of the document says, and nothing beyond it."""
    schema = {**schema, "components": closed(document)["components"]}
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    problems = [f"{error.json_path}: {error.message}" for error in checker.iter_errors(value)]
    assert not problems, "\n".join(problems)


def test_the_document_is_openapi(document):
    validate(document)
    assert document["openapi"].startswith("3.1.")


def test_every_route_has_an_example_and_says_what_it_answers(document):
    shown = {name.partition(".")[0] for name in EXAMPLES}
    assert sorted(operations(document)) == sorted(shown), "a route needs a line in EXAMPLES, here"
    silent = [
        name
        for name, one in operations(document).items()
        if not any("content" in answer for answer in one["responses"].values() if "$ref" not in answer)
        and "204" not in one["responses"]
    ]
    assert not silent, "routes say what they answer: `answer=`, a TypedDict of gateway/api"


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_server_answers_as_the_document_says(world, document, name):
    reply = EXAMPLES[name](world)

    described = operations(document)[name.partition(".")[0]]["responses"].get(str(reply.status))
    assert described, f"{reply.status} is not among the answers of {name}: {reply.body[:500]}"
    if "content" not in described:
        assert not reply.body
        return
    kind = reply.headers["content-type"].partition(";")[0]
    assert kind in described["content"]
    content = described["content"][kind]
    if kind == "application/x-ndjson":
        lines = reply.body.splitlines()
        assert lines, "an example shows what it is an example of"
        for line in lines:
            check(document, content["x-item-schema"], json.loads(line))
    elif kind == "application/json":
        check(document, content["schema"], reply.json())


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "runtimes/nobody", None),
        ("GET", "sessions/of/nobody", None),
        ("POST", "keys", b"{"),
        ("PUT", "{runtime}/limits", b'{"budget": 5}'),
    ],
)
def test_what_is_wrong_is_answered_as_the_document_says(world, document, method, path, body):
    reply = world.ask(method, path.format(runtime=world.runtime), body)

    assert 400 <= reply.status < 500
    schema = document["components"]["responses"]["Problem"]["content"]["application/json"]["schema"]
    check(document, schema, reply.json())
    assert reply.headers["x-amzn-errortype"]


def test_what_policies_call_routes_is_documented(document):
    named = {one.get("x-headwater-action") for one in operations(document).values()} - {None}

    text = (Path(__file__).parents[2] / "docs" / "auth.md").read_text()
    assert "headwater:GetStatus" in named
    assert [action for action in sorted(named) if f"`{action.partition(':')[2]}`" not in text] == []


def test_operations_of_aws_are_named(document):
    named = {one["operation"]: one for one in document["x-aws-operations"]}

    assert {"InvokeAgentRuntime", "CreateAgentRuntime", "ListEvents"} <= named.keys()
    assert named["ListEvents"]["service"] == "bedrock-agentcore"
    assert named["ListEvents"]["path"].startswith("/memories/{memoryId}")


def test_the_document_is_for_everyone_where_all_else_wants_a_key(keyed):
    assert keyed.http("GET", DOCUMENT).status == 200
    assert keyed.http("GET", "/headwater/v1/status").status == 403
    assert keyed.http("POST", DOCUMENT).status == 403
