"""Paths as clients of all kinds send them."""

from __future__ import annotations

import pytest

from headwater.core.errors import InvalidRequest, UnknownOperation
from headwater.wire.restjson import load_api

API = load_api()
ARN = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEfGhIj"
ENCODED_ARN = ARN.replace(":", "%3A").replace("/", "%2F")


@pytest.mark.parametrize("arn", [ENCODED_ARN, ENCODED_ARN.lower().replace("abcdefghij", "AbCdEfGhIj"), ARN])
@pytest.mark.parametrize(
    ("method", "tail", "name"),
    [
        ("POST", "invocations", "InvokeAgentRuntime"),
        ("POST", "stopruntimesession", "StopRuntimeSession"),
        ("POST", "commands", "InvokeAgentRuntimeCommand"),
        ("GET", "invocations/.well-known/agent-card.json", "GetAgentCard"),
    ],
)
@pytest.mark.parametrize("slash", ["", "/"])
def test_an_arn_is_found_encoded_and_bare(arn: str, method: str, tail: str, name: str, slash: str):
    match = API.match(method, f"/runtimes/{arn}/{tail}{slash}")

    assert match.operation.name == name
    assert match.path_values == {"agentRuntimeArn": ARN}


def test_the_arn_of_an_endpoint_is_found_bare():
    match = API.match("POST", f"/runtimes/{ARN}/runtime-endpoint/prod/invocations")

    assert match.path_values == {"agentRuntimeArn": f"{ARN}/runtime-endpoint/prod"}


def test_an_arn_with_only_its_colons_encoded_is_found():
    match = API.match("POST", f"/runtimes/{ARN.replace(':', '%3a')}/invocations")

    assert match.path_values == {"agentRuntimeArn": ARN}


def test_a_tagged_resource_is_found_bare():
    match = API.match("DELETE", f"/tags/{ARN}")

    assert match.operation.name == "UntagResource"
    assert match.path_values == {"resourceArn": ARN}


def test_a_bare_id_is_a_label_too():
    match = API.match("POST", "/runtimes/my_agent-AbCdEfGhIj/invocations")

    assert match.path_values == {"agentRuntimeArn": "my_agent-AbCdEfGhIj"}


def test_labels_are_decoded_once():
    match = API.match("GET", "/memories/m/actor/a%252Fb/sessions/s%2F%E6%97%A5/events/01%23ab")

    assert match.path_values == {"memoryId": "m", "actorId": "a%2Fb", "sessionId": "s/日", "eventId": "01#ab"}


def test_a_word_goes_before_a_label():
    assert API.match("POST", "/memories/create").operation.name == "CreateMemory"
    assert API.match("POST", "/memories/create/events").operation.name == "CreateEvent"


def test_bytes_of_a_raw_path_that_were_not_encoded_are_read_as_utf8():
    raw_path = "/runtimes/エージェント/invocations".encode().decode("latin-1")

    assert API.match("POST", raw_path).path_values == {"agentRuntimeArn": "エージェント"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/"),
        ("POST", ""),
        ("POST", "/no/such/route"),
        ("POST", "/runtimes//invocations"),
        ("POST", f"/runtimes%2F{ENCODED_ARN}/invocations"),
        ("POST", f"/runtimes/{ARN}/x/y/z/invocation"),
        ("GET", f"/runtimes/{ENCODED_ARN}/invocations"),
        ("GET", f"/runtimes/{ARN}/invocations"),
        ("post", f"/runtimes/{ENCODED_ARN}/invocations"),
        ("POST", f"/runtimes/{ENCODED_ARN}/invocations//"),
    ],
)
def test_what_is_no_route_is_an_unknown_operation(method: str, path: str):
    with pytest.raises(UnknownOperation):
        API.match(method, path)


def test_a_wrong_method_is_told_the_right_ones():
    with pytest.raises(UnknownOperation, match="this path takes DELETE, GET, PUT"):
        API.match("POST", "/runtimes/my_agent-AbCdEfGhIj/")


def test_a_label_that_is_not_utf8_is_refused():
    with pytest.raises(InvalidRequest, match="agentRuntimeArn") as caught:
        API.match("POST", "/runtimes/%ff/invocations")

    assert caught.value.reason == "CannotParse"


def test_operations_know_what_a_server_must_know():
    invoke = API.get_operation("InvokeAgentRuntime")
    create = API.get_operation("CreateAgentRuntime")

    assert invoke.streams_input
    assert not create.streams_input
    assert (invoke.service, create.service) == ("bedrock-agentcore", "bedrock-agentcore-control")
    assert (invoke.success_status, create.success_status) == (200, 202)
    assert {"RuntimeClientError", "RetryableConflictException"} <= invoke.error_names
    assert len(API) == 250
