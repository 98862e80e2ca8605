"""Agents behind one server, each under its own prefix: the same file for either SDK.

Run as `python agent.py official|headwater SOCKET`.
"""

import asyncio
import contextvars
import dataclasses
import datetime
import logging
import sys
import uuid

import pydantic
import uvicorn
from agent_mounts import gate, journal, mounts, serve
from agent_waiting import made
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route


@serve("echo").entrypoint
async def echo(payload):
    return payload


@serve("echo_sync").entrypoint
def echo_sync(payload):
    return payload


@serve("stream").entrypoint
async def stream(payload):
    for value in payload["values"]:
        yield value


@serve("stream_sync").entrypoint
def stream_sync(payload):
    yield from payload["values"]


@serve("count").entrypoint
async def count(payload):
    for number in range(payload["count"]):
        yield f"token {number}"


@serve("count_sync").entrypoint
def count_sync(payload):
    for number in range(payload["count"]):
        yield f"token {number}"


@serve("dispatch").entrypoint
def dispatch(payload):
    return {"stream": stream, "stream_sync": stream_sync, "value": lambda payload: payload["values"]}[
        payload["kind"]
    ](payload)


@serve("dispatch_async").entrypoint
async def dispatch_async(payload):
    return dispatch(payload)


class Callable:
    async def __call__(self, payload):
        yield payload["values"]


serve("callable").entrypoint(Callable())


@serve("fail").entrypoint
async def fail(payload):
    if payload["with"] == "http":
        raise HTTPException(418, detail="a teapot")
    if payload["with"] == "response":
        return JSONResponse({"no": "such thing"}, status_code=404, headers={"x-mine": "1"})
    raise ValueError("it went wrong: 失敗")


@serve("fail_sync").entrypoint
def fail_sync(payload):
    if payload["with"] == "http":
        raise HTTPException(418, detail="a teapot")
    if payload["with"] == "response":
        return JSONResponse({"no": "such thing"}, status_code=404, headers={"x-mine": "1"})
    raise ValueError("it went wrong: 失敗")


@serve("fail_stream").entrypoint
async def fail_stream(payload):
    for number in range(payload["after"]):
        yield number
    raise KeyError("gone: 失敗")


@serve("fail_stream_sync").entrypoint
def fail_stream_sync(payload):
    yield from range(payload["after"])
    raise KeyError("gone: 失敗")


@serve("fail_cancelled").entrypoint
async def fail_cancelled(payload):
    yield "one"
    raise asyncio.CancelledError


@serve("exit").entrypoint
async def exits(payload):
    sys.exit("enough")


@serve("exit_stream").entrypoint
async def exit_stream(payload):
    yield "one"
    sys.exit("enough")


serve("nothing")


@serve("context").entrypoint
async def context(payload, context):
    body = await context.request.json()
    return {"session": context.session_id, "headers": context.request_headers, "same_body": body == payload}


@serve("second_argument").entrypoint
def second_argument(payload, other="the default"):
    return other


flavour = contextvars.ContextVar("flavour", default="none")


class SetFlavour:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        flavour.set("from middleware")

        async def marked(message):
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-marked", b"yes")]
            await send(message)

        await self.app(scope, receive, marked)


@serve("flavoured", middleware=[Middleware(SetFlavour)]).entrypoint
async def flavoured(payload):
    yield flavour.get()
    flavour.set("from the generator")
    await asyncio.sleep(0)
    yield flavour.get()


@serve("flavoured_sync", middleware=[Middleware(SetFlavour)]).entrypoint
def flavoured_sync(payload):
    return flavour.get()


class Model(pydantic.BaseModel):
    name: str


@dataclasses.dataclass
class Record:
    name: str
    models: list


class Opaque:
    pass


class Text:
    def __str__(self):
        return "its own text"


def special(name):
    return {
        "model": lambda: Model(name="m"),
        "record": lambda: Record(name="r", models=[Record("inner", [])]),
        "nested": lambda: {"all": [Model(name="m"), Record(name="r", models=[])]},
        "set": lambda: {"one"},
        "tuple": lambda: ("one", 2),
        "nan": lambda: float("nan"),
        "keys": lambda: {1: "int", None: "none", False: "false"},
        "text": Text,
        "time": lambda: {"at": datetime.datetime(2025, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)},
        "uuid": lambda: {"id": uuid.UUID(int=5)},
        "surrogate": lambda: "half \ud83d",
        "opaque": Opaque,
        "opaque_inside": lambda: {"agent": Opaque()},
    }[name]()


@serve("special").entrypoint
async def special_value(payload):
    return special(payload)


@serve("special_stream").entrypoint
async def special_stream(payload):
    yield "before"
    yield special(payload)
    yield "after"


tasks = serve("tasks", debug=True)
running = []


@tasks.async_task
async def background(done):
    await done.wait()


@tasks.entrypoint
async def manage(payload):
    match payload["do"]:
        case "add":
            return tasks.add_async_task("by hand", {"why": "test"})
        case "complete":
            return tasks.complete_async_task(payload["id"])
        case "begin":
            done = asyncio.Event()
            running.append((asyncio.create_task(background(done)), done))
            return "begun"
        case "end":
            task, done = running.pop()
            done.set()
            await task
            return "ended"
        case "info":
            return tasks.get_async_task_info()


ping_says = serve("ping_says")
said = {"status": "Healthy"}


@ping_says.ping
def status():
    if said["status"] == "raise":
        raise RuntimeError("the check failed")
    return said["status"]


@ping_says.entrypoint
def say(payload):
    said["status"] = payload


talk = serve("talk")


@talk.websocket
async def talking(websocket, context):
    await websocket.accept()
    await websocket.send_json({"session": context.session_id})
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            journal.append("talk: closed")
            return
        if message.get("text") == "fail":
            raise RuntimeError("asked to")
        if message.get("text") == "return":
            return
        if message.get("text") == "numbers":
            for number in range(1000):
                await websocket.send_text(str(number))
            await websocket.close(4001, "enough")
            return
        if message.get("bytes") is not None:
            await websocket.send_bytes(message["bytes"])
        else:
            await websocket.send_text(message["text"])


async def read_journal(request):
    return JSONResponse(journal)


async def read_made(request):
    return JSONResponse(made["count"])


async def open_gate(request):
    gate.set()
    return JSONResponse("open")


async def close_gate(request):
    gate.clear()
    journal.clear()
    return JSONResponse("closed")


routes = [
    Route("/journal", read_journal),
    Route("/made", read_made),
    Route("/open", open_gate, methods=["POST"]),
    Route("/close", close_gate, methods=["POST"]),
    *mounts,
]
if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    uvicorn.run(Starlette(routes=routes), uds=sys.argv[2], log_level="critical", timeout_graceful_shutdown=1)
