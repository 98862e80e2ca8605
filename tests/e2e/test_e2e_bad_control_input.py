"""Control-plane requests and artifacts that are wrong: every fault is named, nothing is made."""

import io
import json
import stat
import zipfile

import pytest

from servers import ROLE_ARN, build_zip

ARTIFACT = {
    "codeConfiguration": {
        "code": {"s3": {"bucket": "headwater", "prefix": "artifacts/none.zip"}},
        "runtime": "PYTHON_3_11",
        "entryPoint": ["agent.py"],
    }
}
GOOD = {"agentRuntimeName": "name", "agentRuntimeArtifact": ARTIFACT, "roleArn": ROLE_ARN}


def create(server, **changes):
    members = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    return server.http("PUT", "/runtimes/", json.dumps(members))


def check_invalid(reply, field=None, reason="FieldValidationFailed"):
    assert (reply.status, reply.headers["x-amzn-errortype"]) == (400, "ValidationException"), reply.body
    problem = reply.json()
    assert set(problem) == {"message", "reason", "fieldList"}
    assert problem["reason"] == reason
    if field is not None:
        assert any(found["name"].startswith(field) for found in problem["fieldList"]), problem
        assert problem["message"]


@pytest.mark.parametrize(
    "name", ["", "1abc", "with-hyphen", "with space", "x" * 49, "ünï", "a/b", "..", 7, ["a"], {}]
)
def test_bad_names(server, name):
    check_invalid(create(server, agentRuntimeName=name), "agentRuntimeName")


@pytest.mark.parametrize("missing", ["agentRuntimeName", "agentRuntimeArtifact", "roleArn"])
def test_members_that_are_missing(server, missing):
    check_invalid(create(server, **{missing: None}), missing)


def test_all_faults_are_told_at_once(server):
    problem = create(server, agentRuntimeName="-", roleArn="no arn", description="").json()

    assert {field["name"] for field in problem["fieldList"]} == {"agentRuntimeName", "roleArn", "description"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("roleArn", "arn:aws:s3:::b"),
        ("description", "x" * 4097),
        ("environmentVariables", {"K" * 101: "v"}),
        ("environmentVariables", {"K": 1}),
        ("environmentVariables", {f"K{n}": "v" for n in range(51)}),
        ("environmentVariables", ["K=V"]),
        ("networkConfiguration", {"networkMode": "NONE"}),
        ("protocolConfiguration", {"serverProtocol": "SMTP"}),
        ("lifecycleConfiguration", {"idleRuntimeSessionTimeout": 59}),
        ("lifecycleConfiguration", {"idleRuntimeSessionTimeout": "60"}),
        ("lifecycleConfiguration", {"maxLifetime": True}),
        ("clientToken", "short"),
        ("tags", {"aws:x?": "!"}),
        ("requestHeaderConfiguration", {"requestHeaderAllowlist": ["Host"]}),
        ("agentRuntimeArtifact", {}),
        ("agentRuntimeArtifact", {"codeConfiguration": {}}),
    ],
)
def test_members_that_are_wrong(server, field, value):
    check_invalid(create(server, **{field: value}), field)


def test_an_idle_timeout_beyond_the_lifetime_is_refused(server):
    reply = create(server, lifecycleConfiguration={"idleRuntimeSessionTimeout": 600, "maxLifetime": 300})

    check_invalid(reply)
    assert "idleRuntimeSessionTimeout must be less than or equal to maxLife" in reply.json()["message"]


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'"text"', b"{", b"\xff", b'{"a": 1}{', b"null"])
def test_bodies_that_are_no_json_objects(server, body):
    reply = server.http("PUT", "/runtimes/", body)

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (400, "ValidationException")


def test_a_deep_and_a_long_body_are_refused(server):
    check_invalid(server.http("PUT", "/runtimes/", b"[" * 100_000), reason="CannotParse")
    assert server.http("PUT", "/runtimes/", b" " * 7_000_000 + b"{}").status == 400


@pytest.mark.parametrize(
    "query", ["maxResults=0", "maxResults=101", "maxResults=x", "nextToken=", "nextToken=zzz"]
)
def test_bad_pages(server, query):
    reply = server.http("POST", f"/runtimes/?{query}")

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (400, "ValidationException")


def test_an_artifact_that_is_not_there_is_refused_or_fails_the_runtime(server):
    reply = create(server, agentRuntimeName="no_artifact")

    assert reply.status == 400
    assert "artifacts/none.zip" in reply.json()["message"]


def zip_with(name, mode=0o644, content="x"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("agent.py", "x = 1")
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = mode << 16
        archive.writestr(info, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "archive",
    [
        b"",
        b"not a zip",
        build_zip({"agent.py": "x = 1"})[:-10],
        zip_with("../outside.py"),
        zip_with("/etc/cron.d/evil"),
        zip_with("a/../../outside.py"),
        zip_with("..\\outside.py"),
        zip_with("C:\\evil.py"),
        zip_with("link", stat.S_IFLNK | 0o777, "/etc/passwd"),
        zip_with("pipe", stat.S_IFIFO | 0o644),
        zip_with("nul\x01byte"),
        zip_with("agent.py/inside"),
    ],
    ids=lambda archive: f"{len(archive)} bytes",
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_archives_that_are_refused(server, archive):
    reply = server.http("PUT", "/headwater/v1/artifacts", archive)

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (400, "ValidationException"), reply.body


def test_a_bomb_is_refused_by_what_it_says_of_itself(server):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("agent.py", "x = 1")
        archive.infolist()[0].file_size = 800_000_000  # the directory is written on closing

    reply = server.http("PUT", "/headwater/v1/artifacts", buffer.getvalue())

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (400, "ValidationException")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("stop", b""),
        ("stop", b"[]"),
        ("stop", b"{nonsense"),
        ("stop", b'{"sessionId": 7}'),
        ("logs?since=yesterday", None),
        ("logs?limit=-1", None),
    ],
)
def test_our_own_routes_refuse_in_the_same_shape(server, probe, path, body):
    method = "GET" if body is None else "POST"

    check_invalid(
        server.http(method, f"/headwater/v1/runtimes/{probe.name}/{path}", body),
        reason="CannotParse" if body in (b"[]", b"{nonsense") else "FieldValidationFailed",
    )


def test_our_own_routes_do_not_know_unknown_runtimes(server):
    for path in ("runtimes/nobody", "runtimes/nobody/logs", "sessions?runtime=nobody"):
        assert server.http("GET", f"/headwater/v1/{path}").status == 404
