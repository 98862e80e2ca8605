"""A stub of the server, in this process: each test says what it answers. For what a real one never does."""

import asyncio
import json
import re
import threading
from contextlib import contextmanager

import pytest
import uvicorn

from headwater import Client

ARN = "arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/echo-AbCdEfGhIj"


class Request:
    """One request, read whole."""

    def __init__(self, scope, body, receive, send):
        self.path = scope["raw_path"].decode()
        self.query = scope["query_string"].decode()
        self.method = scope["method"]
        self.headers = {k.decode(): v.decode() for k, v in scope["headers"]}
        self.body = body
        self._receive = receive
        self._send = send

    async def begin(self, status=200, content_type="application/json", **headers):
        named = {"content-type": content_type, **{k.replace("_", "-"): v for k, v in headers.items()}}
        pairs = [(k.encode(), v.encode()) for k, v in named.items()]
        await self._send({"type": "http.response.start", "status": status, "headers": pairs})

    async def part(self, data, more=True):
        await self._send({"type": "http.response.body", "body": data, "more_body": more})

    async def answer_json(self, value, status=200, **headers):
        await self.begin(status, **headers)
        await self.part(json.dumps(value).encode(), more=False)

    async def wait_gone(self):
        while (await self._receive())["type"] != "http.disconnect":
            pass


class Stub:
    """`stub.on("POST", ".*/invocations", handler)`; handlers are `async def handler(request)`."""

    def __init__(self):
        self.url = ""
        self.requests = []
        self._handlers = []

    def on(self, method, pattern, handler):
        self._handlers.insert(0, (method, re.compile(pattern), handler))

    async def __call__(self, scope, receive, send):
        assert scope["type"] == "http"
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        request = Request(scope, body, receive, send)
        self.requests.append(request)
        for method, pattern, handler in self._handlers:
            if method == request.method and pattern.fullmatch(request.path):
                await handler(request)
                return
        await request.answer_json(
            {"message": f"no {request.path}"}, 404, x_amzn_errortype="ResourceNotFoundException"
        )


@contextmanager
def serving(app):
    config = uvicorn.Config(app, port=0, lifespan="off", log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    sock = config.bind_socket()
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[sock])))
    thread.start()
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        sock.close()


@pytest.fixture(scope="session")
def front():
    """A server for all tests of a process: `front.app` answers. Starting one takes longer than most tests."""

    class Front:
        app = None
        url = ""

        async def __call__(self, scope, receive, send):
            await self.app(scope, receive, send)

    front = Front()
    with serving(front) as front.url:
        yield front


@pytest.fixture
def stub(front):
    """A stub server that knows the agent `echo`."""
    stub = Stub()

    async def describe(request):
        await request.answer_json({"runtime": {"agentRuntimeArn": ARN, "agentRuntimeId": ARN.split("/")[1]}})

    stub.on("GET", "/headwater/v1/runtimes/echo", describe)
    front.app, stub.url = stub, front.url
    return stub


@pytest.fixture
def arn():
    return ARN


@pytest.fixture
def client(server):
    """A client of the real server."""
    with Client(server.url) as client:
        yield client
