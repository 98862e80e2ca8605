"""A Bedrock Runtime endpoint on a free port, in a thread of its own, as a session would find it."""

import asyncio
import socket
import threading
from contextlib import contextmanager
from pathlib import Path

import boto3
import pytest
import uvicorn
from botocore.config import Config
from strands import Agent
from strands.models import BedrockModel

from headwater.models.endpoint import BedrockRuntimeEndpoint
from headwater.models.registry import ModelRegistry
from headwater.models.settings import ModelsSettings, default_cache_dir
from headwater.models.weights import find_weights

MODEL_ID = "global.anthropic.claude-haiku-4-5-20251001-v1:0"


class Endpoint:
    """A running endpoint: its address and its registry."""

    def __init__(self, settings):
        self._settings = settings
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._started = threading.Event()
        self._clients = []
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self):
        self._thread.start()
        assert self._started.wait(30), "the endpoint did not start"
        return self

    def __exit__(self, *_):
        for client in self._clients:
            client.close()
        self._server.should_exit = True
        self._thread.join(30)
        assert not self._thread.is_alive(), "the endpoint did not stop"

    def run(self, coroutine, timeout_s=150):
        """Run a coroutine on the endpoint's loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout_s)

    def client(self, **config):
        """A boto3 client of this endpoint, as an agent would make it but for the address."""
        client = boto3.client(
            "bedrock-runtime",
            endpoint_url=self.url,
            region_name="us-west-2",
            aws_access_key_id="any",
            aws_secret_access_key="any",
            config=Config(**config),
        )
        self._clients.append(client)
        return client

    async def _serve(self):
        self._loop = asyncio.get_running_loop()
        async with ModelRegistry(self._settings) as self.registry:
            app = BedrockRuntimeEndpoint(self.registry)
            config = uvicorn.Config(app, lifespan="off", log_level="warning", timeout_graceful_shutdown=2)
            self._server = uvicorn.Server(config)
            self._started.set()
            await self._server.serve([self._socket])


@contextmanager
def _agent_environment(url):
    patch = pytest.MonkeyPatch()
    patch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", url)
    patch.setenv("AWS_ACCESS_KEY_ID", "any")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    patch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    yield
    patch.undo()


@pytest.fixture(scope="session")
def scripted(tmp_path_factory):
    """An endpoint whose every model is the scripted one."""
    settings = ModelsSettings(cache_dir=tmp_path_factory.mktemp("cache"), default="scripted")
    with Endpoint(settings) as endpoint:
        yield endpoint


@pytest.fixture
def scripted_environment(scripted):
    """What a session's environment says, so that agents find the scripted endpoint."""
    with _agent_environment(scripted.url):
        yield scripted


@pytest.fixture(scope="session")
def embedded():
    """An endpoint with the embedded model, where its weights are in the cache."""
    settings = ModelsSettings(cache_dir=default_cache_dir(Path.home()))
    if find_weights(settings) is None:
        pytest.skip("the embedded model's weights are not in the cache: headwater models pull")
    with Endpoint(settings) as endpoint:
        if endpoint.registry.describe()["default"] == "scripted":
            pytest.skip(endpoint.registry.describe()["note"])
        yield endpoint


@pytest.fixture
def embedded_environment(embedded):
    """What a session's environment says, so that agents find the embedded model."""
    with _agent_environment(embedded.url):
        yield embedded


@pytest.fixture
def make_agent(model_id):
    """Makes Strands agents on a `BedrockModel`, and closes its connections after the test."""
    models = []

    def make(**kwargs):
        models.append(BedrockModel(model_id=model_id, streaming=kwargs.pop("streaming", True)))
        return Agent(model=models[-1], callback_handler=None, **kwargs)

    yield make
    for model in models:
        model.client.close()


@pytest.fixture
def model_id():
    """The model id of the tutorial's agent."""
    return MODEL_ID


@pytest.fixture
def endpoint_of():
    """Makes an endpoint of settings; use it with `with`."""
    return Endpoint
