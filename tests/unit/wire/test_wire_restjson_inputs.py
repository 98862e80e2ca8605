"""Every operation's request, serialised by botocore, is read back as the parameters it was made of."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from botocore.awsrequest import prepare_request_dict
from botocore.serialize import create_serializer
from wire_samples import Sampler

from headwater.wire.restjson import Operation, load_api, parse_input

API = load_api()
SERIALIZER = create_serializer("rest-json")
ROUNDS = 3


def send(
    operation: Operation, params: dict[str, Any]
) -> tuple[str, str, str, list[tuple[bytes, bytes]], bytes]:
    """The method, raw path, query, headers and body that botocore makes of `params`."""
    model = operation._service_model.operation_model(operation.name)
    request = SERIALIZER.serialize_to_request(params, model)
    prepare_request_dict(request, endpoint_url="http://127.0.0.1:1")
    url = urlsplit(request["url"])
    headers = [(name.lower().encode(), str(value).encode()) for name, value in request["headers"].items()]
    body = request["body"]
    return request["method"], url.path, url.query, headers, body.encode() if isinstance(body, str) else body


@pytest.mark.parametrize("operation", list(API), ids=lambda operation: operation.name)
def test_reads_what_botocore_sends(operation: Operation):
    for round_number in range(ROUNDS):
        sampler = Sampler((operation.name, round_number))
        params = sampler.value(operation.input_shape)

        method, path, query, headers, body = send(operation, params)
        match = API.match(method, path)
        values = parse_input(match, query, headers, body)

        assert match.operation is operation
        tokens = {
            name
            for name, member in operation.input_shape.members.items()
            if member.metadata.get("idempotencyToken") and name not in params
        }
        assert values == params | {name: values[name] for name in tokens}
        for name in tokens:
            assert str(UUID(values[name])) == values[name]


@pytest.mark.parametrize("operation", list(API), ids=lambda operation: operation.name)
def test_routes_with_and_without_the_trailing_slash(operation: Operation):
    path = operation.path_template.replace("{", "").replace("}", "").rstrip("/")

    assert API.match(operation.method, path).operation is operation
    assert API.match(operation.method, path + "/").operation is operation
