"""Errors as botocore sees them."""

from __future__ import annotations

import json

import pytest
from botocore.awsrequest import HeadersDict
from botocore.parsers import create_parser

from headwater.core import errors
from headwater.core.errors import FieldProblem, HeadwaterError, InvalidRequest, PlatformError
from headwater.wire.problem import encode_problem, encode_unexpected
from headwater.wire.restjson import load_api

PARSER = create_parser("rest-json")
REQUEST_ID = "0a1b2c3d-0000-4000-8000-000000000000"


def read(answer) -> dict:
    headers = HeadersDict(answer.headers)
    response = {"status_code": answer.status, "headers": headers, "body": answer.body}
    return PARSER.parse(response, load_api().get_operation("InvokeAgentRuntime").output_shape)


def all_errors(base: type = HeadwaterError) -> list[type[HeadwaterError]]:
    return [base] + [found for child in base.__subclasses__() for found in all_errors(child)]


OURS = [error for error in all_errors() if error.__module__ == errors.__name__]


@pytest.mark.parametrize("error", OURS, ids=lambda error: error.__name__)
def test_botocore_reads_code_status_message_and_request_id(error: type[HeadwaterError]):
    answer = encode_problem(error("It is so 日本."), REQUEST_ID)
    parsed = read(answer)

    assert answer.status == parsed["ResponseMetadata"]["HTTPStatusCode"] == error.http_status
    assert parsed["Error"]["Code"] == error.code
    assert parsed["ResponseMetadata"]["RequestId"] == REQUEST_ID
    if not issubclass(error, PlatformError) and error is not HeadwaterError:
        assert parsed["Error"]["Message"] == "It is so 日本."
        assert json.loads(answer.body)["message"] == "It is so 日本."


def test_an_invalid_request_names_its_fields_and_reason():
    error = InvalidRequest(
        "Two.", reason="CannotParse", fields=(FieldProblem("a.b", "bad"), FieldProblem("c", "worse"))
    )

    assert json.loads(encode_problem(error, REQUEST_ID).body) == {
        "message": "Two.",
        "reason": "CannotParse",
        "fieldList": [{"name": "a.b", "message": "bad"}, {"name": "c", "message": "worse"}],
    }


@pytest.mark.parametrize(
    "answer",
    [
        encode_unexpected(REQUEST_ID),
        encode_problem(errors.SandboxError("/srv/secret", path="/srv"), REQUEST_ID),
    ],
)
def test_a_failure_of_the_platform_shows_an_id_and_no_internals(answer):
    assert answer.status == 500
    assert dict(answer.headers)["x-amzn-ErrorType"] == "InternalServerException"
    assert REQUEST_ID in json.loads(answer.body)["message"]
    assert b"secret" not in answer.body


def test_facts_stay_out_of_the_answer():
    answer = encode_problem(errors.NotFound("No such session.", token="secret"), REQUEST_ID)

    assert b"secret" not in answer.body


def test_memory_calls_two_errors_by_other_names():
    modelled = load_api().get_operation("CreateEvent").error_names

    throttled = encode_problem(errors.Throttled(), REQUEST_ID, modelled=modelled)
    failed = encode_problem(errors.StoreError(), REQUEST_ID, modelled=modelled)
    unexpected = encode_unexpected(REQUEST_ID, modelled=modelled)

    assert dict(throttled.headers)["x-amzn-ErrorType"] == "ThrottledException"
    assert dict(failed.headers)["x-amzn-ErrorType"] == "ServiceException"
    assert dict(unexpected.headers)["x-amzn-ErrorType"] == "ServiceException"


def test_a_message_with_half_a_surrogate_pair_can_be_sent():
    answer = encode_problem(errors.NotFound("\ud800"), REQUEST_ID)

    assert json.loads(answer.body)["message"] == "\ud800"
