"""The app object: its public face, what importing it costs, and what it does without a server."""

import asyncio
import contextlib
import inspect
import json
import logging
import subprocess
import sys
import threading

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request

import headwater
from headwater.agent import App, Context, RequestContext
from headwater.agent.context import enter
from headwater.agent.invocation import takes_context
from headwater.agent.logs import JsonLines

OFFICIAL_FACE = [
    "entrypoint",
    "ping",
    "websocket",
    "async_task",
    "get_current_ping_status",
    "force_ping_status",
    "clear_forced_ping_status",
    "get_async_task_info",
    "add_async_task",
    "complete_async_task",
    "run",
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the official SDK's own import
def test_the_public_face_is_the_official_one():
    from bedrock_agentcore.runtime import BedrockAgentCoreApp

    for name in OFFICIAL_FACE:
        ours = list(inspect.signature(getattr(App, name)).parameters)
        assert ours == list(inspect.signature(getattr(BedrockAgentCoreApp, name)).parameters), name
    assert list(inspect.signature(App).parameters) == list(inspect.signature(BedrockAgentCoreApp).parameters)
    added = {n for n in vars(BedrockAgentCoreApp) if not n.startswith("_")} - set(OFFICIAL_FACE)
    assert added == set(), "the official app has grown"


def test_importing_it_is_light():
    code = (
        "import sys, threading; from headwater import App; App();"
        "heavy = {'boto3', 'botocore', 'sqlalchemy', 'strands', 'uvicorn', 'httpx', 'pydantic'};"
        "print(sorted(heavy & set(sys.modules)), threading.active_count())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[] 1\n"


def test_public_names():
    assert headwater.App is App
    assert "Client" in dir(headwater)
    with pytest.raises(AttributeError, match="Nothing"):
        headwater.Nothing  # noqa: B018


def test_it_is_a_starlette_app():
    app = App()

    assert isinstance(app, Starlette)
    assert [route.path for route in app.routes] == ["/invocations", "/ping", "/ws"]


def test_run_gives_itself_to_uvicorn(monkeypatch):
    ran = []
    monkeypatch.setattr("uvicorn.run", lambda app, **options: ran.append((app, options)))
    monkeypatch.setenv("DOCKER_CONTAINER", "1")
    app = App()

    @app.entrypoint
    def handler(payload):
        return payload

    handler.run(port=9000)
    app.run(host="10.0.0.1", log_level="debug")

    defaults = {"host": "0.0.0.0", "port": 9000, "access_log": False, "log_level": "warning"}
    assert ran == [
        (app, defaults),
        (app, {**defaults, "host": "10.0.0.1", "port": 8080, "log_level": "debug"}),
    ]


def test_only_async_functions_are_async_tasks():
    with pytest.raises(ValueError, match="async"):
        App().async_task(lambda: None)


async def test_an_async_task_counts_while_it_runs_and_when_it_fails():
    app = App()

    @app.async_task
    async def work(fails):
        """What it does."""
        assert app.get_async_task_info()["running_jobs"][0]["name"] == "work"
        if fails:
            raise ValueError("failed")
        return "done"

    assert (work.__name__, work.__doc__) == ("work", "What it does.")
    assert await work(False) == "done"
    with pytest.raises(ValueError, match="failed"):
        await work(True)
    assert app.get_async_task_info()["active_count"] == 0


@pytest.mark.parametrize(
    ("handler", "takes"),
    [
        (lambda payload: 0, False),
        (lambda payload, context: 0, True),
        (lambda payload, context=None: 0, True),
        (lambda payload, other: 0, False),
        (lambda context, payload: 0, False),
        (lambda *args, **kwargs: 0, False),
        (print, False),
        (dict.get, False),
    ],
)
def test_who_takes_context(handler, takes):
    assert takes_context(handler) is takes


def request_with(**headers):
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": raw})


async def test_the_context_is_readable_below_the_handler():
    request = request_with(
        x_amzn_bedrock_agentcore_runtime_session_id="s1",
        x_amzn_bedrock_agentcore_runtime_request_id="r1",
        workloadaccesstoken="w1",
        oauth2callbackurl="https://back",
    )

    context = enter(request)

    assert isinstance(context, RequestContext)
    assert (context.session_id, context.request_id, context.request) == ("s1", "r1", request)
    assert (Context.get_session_id(), Context.get_request_id()) == ("s1", "r1")
    assert Context.get_workload_access_token() == "w1"
    assert Context.get_oauth2_callback_url() == "https://back"


async def test_the_chained_identity_token_wins():
    enter(request_with(workloadaccesstoken="w1", x_amz_bedrock_agentcore_identity_wat="w2"))

    assert Context.get_workload_access_token() == "w2"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the official SDK's own import
async def test_the_official_context_is_filled_where_it_is_loaded():
    from bedrock_agentcore.runtime.context import BedrockAgentCoreContext

    enter(
        request_with(x_amzn_bedrock_agentcore_runtime_session_id="s1", workloadaccesstoken="w1", x_mine="m")
    )

    assert BedrockAgentCoreContext.get_session_id() == "s1"
    assert BedrockAgentCoreContext.get_workload_access_token() == "w1"
    assert BedrockAgentCoreContext.get_request_headers() == {"workloadaccesstoken": "w1", "x-mine": "m"}


async def test_log_lines_are_json_with_the_ids_of_the_request():
    enter(request_with(x_amzn_bedrock_agentcore_runtime_session_id="s1"))
    try:
        raise ValueError("失敗")
    except ValueError:
        record = logging.LogRecord("n", logging.ERROR, __file__, 1, "a %s", ("b",), sys.exc_info())

    entry = json.loads(JsonLines().format(record))

    assert (entry["level"], entry["message"], entry["logger"], entry["sessionId"]) == (
        "ERROR",
        "a b",
        "n",
        "s1",
    )
    assert (entry["errorType"], entry["errorMessage"]) == ("ValueError", "失敗")
    assert entry["requestId"]
    assert entry["timestamp"].endswith("Z")


async def test_a_ping_handler_that_hangs_is_answered_for(monkeypatch):
    monkeypatch.setattr("headwater.agent.app.PING_HANDLER_TIMEOUT_S", 0.01)
    release, calls = threading.Event(), []
    app = App()

    @app.ping
    def status():
        calls.append(1)
        release.wait()
        return "HealthyBusy"

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://agent") as client:
        hanging = [(await client.get("/ping")).json()["status"] for _ in range(3)]
        monkeypatch.setattr("headwater.agent.app.PING_HANDLER_TIMEOUT_S", 60)
        release.set()
        answered = (await client.get("/ping")).json()["status"]

    assert hanging == ["Healthy"] * 3
    assert answered == "HealthyBusy"
    assert len(calls) <= 2


async def test_the_lifespan_runs_and_ends_background_work():
    began, steps = threading.Event(), []

    @contextlib.asynccontextmanager
    async def lifespan(app):
        steps.append("up")
        yield {"shared": 1}
        steps.append("down")

    app = App(lifespan=lifespan)

    async def background():
        try:
            began.set()
            await asyncio.Event().wait()
        finally:
            steps.append("background ended")

    @app.entrypoint
    async def handler(payload):
        app.kept = asyncio.create_task(background())
        return "begun"

    async with app.router.lifespan_context(app) as state:
        assert state == {"shared": 1}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://agent") as client:
            assert (await client.post("/invocations", json={})).json() == "begun"
        await asyncio.to_thread(began.wait)

    assert sorted(steps) == ["background ended", "down", "up"]
