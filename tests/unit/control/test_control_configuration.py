"""What a version may ask for, and how the rest is refused."""

from __future__ import annotations

import copy

import pytest

from headwater.control.configuration import build_configuration, build_notes, entry_command, image_of
from headwater.core.errors import InvalidRequest


def request(**members):
    code = {
        "code": {"s3": {"bucket": "headwater", "prefix": "artifacts/x.zip"}},
        "runtime": "PYTHON_3_11",
        "entryPoint": ["agent.py"],
    }
    return {
        "agentRuntimeArtifact": {"codeConfiguration": {**code, **members.pop("code", {})}},
        "roleArn": "arn:aws:iam::000000000000:role/x",
        **members,
    }


def refusal(asked, *, is_update=False):
    with pytest.raises(InvalidRequest) as caught:
        build_configuration(asked, is_update=is_update)
    return caught.value


@pytest.mark.parametrize(
    ("members", "field", "text"),
    [
        (
            {"authorizerConfiguration": {"customJWTAuthorizer": {"discoveryUrl": "http://x.example/y"}}},
            "authorizerConfiguration.customJWTAuthorizer.discoveryUrl",
            "must be https",
        ),
        (
            {"filesystemConfigurations": [{"efsAccessPoint": {"mountPath": "/mnt/x"}}]},
            "filesystemConfigurations[0].efsAccessPoint",
            "EFS is AWS's",
        ),
        (
            {"capacityProviderConfiguration": {"capacityProviderArn": "a"}},
            "capacityProviderConfiguration",
            "this host",
        ),
        ({"hooksConfiguration": {"build": {}}}, "hooksConfiguration", "hooks"),
        ({"allowedPorts": [{"port": 9000}]}, "allowedPorts", "ports"),
        ({"platformVersion": "2"}, "platformVersion", "platform versions"),
        ({"somethingNew": 1}, "somethingNew", "not supported"),
        (
            {"protocolConfiguration": {"serverProtocol": "HTTP", "path": "/chat HTTP/1.1\r\nx: y"}},
            "protocolConfiguration.path",
            "characters",
        ),
        (
            {"protocolConfiguration": {"serverProtocol": "HTTP", "port": 8443}},
            "protocolConfiguration.port",
            "reserved",
        ),
        ({"tags": {"AWS:x": "1"}}, "tags", "reserved"),
        (
            {"networkConfiguration": {"networkMode": "VPC"}},
            "networkConfiguration.networkModeConfig",
            "required",
        ),
        (
            {"code": {"runtime": "NODE_22"}},
            "agentRuntimeArtifact.codeConfiguration.runtime",
            "only agents written in Python",
        ),
        (
            {"code": {"entryPoint": ["index.js"]}},
            "agentRuntimeArtifact.codeConfiguration.entryPoint",
            "not a .py file",
        ),
        (
            {"code": {"entryPoint": ["../agent.py"]}},
            "agentRuntimeArtifact.codeConfiguration.entryPoint",
            "inside",
        ),
        (
            {"code": {"entryPoint": ["/agent.py"]}},
            "agentRuntimeArtifact.codeConfiguration.entryPoint",
            "inside",
        ),
        (
            {"code": {"entryPoint": ["opentelemetry-instrument"]}},
            "agentRuntimeArtifact.codeConfiguration.entryPoint",
            "names no file",
        ),
        ({"lifecycleConfiguration": {"maxLifetime": 30000}}, "lifecycleConfiguration.maxLifetime", "28800"),
    ],
)
def test_what_cannot_be_served_is_refused_by_name(members, field, text):
    error = refusal(request(**members))

    assert [problem.name for problem in error.fields] == [field]
    assert text in error.message


def image_request(uri):
    return request(agentRuntimeArtifact={"containerConfiguration": {"containerUri": uri}})


@pytest.mark.parametrize(
    "uri",
    [
        "123456789012.dkr.ecr.us-west-2.amazonaws.com/weather:latest",
        "public.ecr.aws/x/weather@sha256:" + "0" * 64,
        "localhost/weather",
        "localhost:5000/team/weather-agent:1.0",
        "[::1]:5000/weather",
        "weather:v1",
        "registry.example/a/b__c.d:Tag_1@sha256:" + "f" * 64,
        "f" * 64,
        "sha256:" + "0" * 64,
    ],
)
def test_images_of_any_registry_are_taken(uri):
    configuration = build_configuration(image_request(uri), is_update=False)

    assert image_of(configuration) == uri
    assert entry_command(configuration) == ()
    assert uri in " ".join(build_notes(configuration))


@pytest.mark.parametrize(
    "uri",
    [
        "-v",
        "--privileged",
        "weather latest",
        "oci:/etc",
        "docker-archive:/tmp/x.tar",
        "dir:.",
        "dir:x",
        "a\nb",
        "a/../b",
        "/etc",
    ],
)
def test_what_is_no_name_of_an_image_is_refused(uri):
    error = refusal(image_request(uri))

    assert error.fields[0].name == "agentRuntimeArtifact.containerConfiguration.containerUri"
    assert repr(uri) in error.message


def test_idle_above_maximum_has_awss_text():
    lifecycle = {"idleRuntimeSessionTimeout": 600, "maxLifetime": 300}

    error = refusal(request(lifecycleConfiguration=lifecycle))

    assert error.message == "idleRuntimeSessionTimeout must be less than or equal to maxLifeTime"


def test_all_problems_are_told_at_once():
    error = refusal(request(hooksConfiguration={"build": {}}, code={"runtime": "NODE_22"}))

    assert len(error.fields) == 2


def test_headers_that_may_not_be_passed_on_are_refused():
    error = refusal(request(requestHeaderConfiguration={"requestHeaderAllowlist": ["Host"]}))

    assert "Host" in error.message


@pytest.mark.parametrize(
    ("given", "effective"),
    [
        ({}, (900, 28800)),
        ({"maxLifetime": 300}, (300, 300)),
        ({"maxLifetime": 4000}, (900, 4000)),
        ({"idleRuntimeSessionTimeout": 28800}, (28800, 28800)),
        ({"idleRuntimeSessionTimeout": 60, "maxLifetime": 60}, (60, 60)),
    ],
)
def test_lifecycle_is_completed_as_aws_does(given, effective):
    lifecycle = build_configuration(request(lifecycleConfiguration=given), is_update=False)[
        "lifecycleConfiguration"
    ]

    assert (lifecycle["idleRuntimeSessionTimeout"], lifecycle["maxLifetime"]) == effective


def test_the_request_is_not_changed_and_secrets_are_not_in_the_configuration():
    asked = request(environmentVariables={"KEY": "hunter2"}, clientToken="t", tags={"a": "b"})
    before = copy.deepcopy(asked)

    configuration = build_configuration(asked, is_update=False)

    assert asked == before
    assert "hunter2" not in str(configuration)
    assert set(configuration) == {
        "agentRuntimeArtifact",
        "roleArn",
        "networkConfiguration",
        "protocolConfiguration",
        "lifecycleConfiguration",
    }


def test_empty_lists_of_unsupported_things_ask_for_nothing():
    build_configuration(request(filesystemConfigurations=[], resourceConfigurations=[]), is_update=False)


def test_the_instrumentation_launcher_is_passed_over_and_noted():
    configuration = build_configuration(
        request(code={"entryPoint": ["opentelemetry-instrument", "agent.py"]}),
        is_update=False,
    )

    assert entry_command(configuration) == ("agent.py",)
    notes = build_notes(configuration)
    assert len(notes) == 1
    assert "opentelemetry-instrument" in notes[0]


def test_a_plain_version_has_no_notes():
    configuration = build_configuration(request(), is_update=False)

    assert entry_command(configuration) == ("agent.py",)
    assert build_notes(configuration) == []
