"""boto3's control client whose requests go to a plane in this process: all of the wire, no network."""

from __future__ import annotations

import asyncio
from functools import cache
from urllib.parse import urlsplit

import boto3
from botocore.awsrequest import AWSResponse
from botocore.config import Config

from headwater.core.errors import HeadwaterError
from headwater.wire.problem import encode_problem
from headwater.wire.restjson import encode_output, load_api, parse_input


@cache
def _session():
    """One for all clients: it holds the service models, which are slow to read."""
    return boto3.Session(aws_access_key_id="x", aws_secret_access_key="x", region_name="us-west-2")


class _Raw:
    def __init__(self, body):
        self._body = body

    def stream(self, **_options):
        yield self._body


async def answer(plane, request):
    """What a server would do with a request: route, parse, handle, encode."""
    url = urlsplit(request.url)
    headers = [
        (name.lower().encode(), value if isinstance(value, bytes) else str(value).encode())
        for name, value in request.headers.items()
    ]
    body = request.body.encode() if isinstance(request.body, str) else request.body
    match = load_api().match(request.method, url.path)
    try:
        members = parse_input(match, url.query, headers, body)
        result = await plane.handlers()[match.operation.name](members)
        return encode_output(match.operation, result)
    except HeadwaterError as error:
        return encode_problem(error, "request-1", modelled=match.operation.error_names)


def make_client(plane, loop, *, is_checked=True):
    """A boto3 client for threads other than `loop`'s, in which `plane` lives.

    Where it is not checked, boto3 sends what it would refuse by itself.
    """
    client = _session().client(
        "bedrock-agentcore-control",
        endpoint_url="http://127.0.0.1:9",
        config=Config(retries={"total_max_attempts": 1}, parameter_validation=is_checked),
    )

    def send(request, **_rest):
        done = asyncio.run_coroutine_threadsafe(answer(plane, request), loop).result(10)
        return AWSResponse(request.url, done.status, dict(done.headers), _Raw(done.body))

    client.meta.events.register("before-send", send)
    return client
