"""Does what it is told: `{"do": NAME, ...}` calls the function of that name below. Needs only Starlette."""

import asyncio
import inspect
import os
import random
import signal
import uuid
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

imported_pid = os.getpid()
calls = 0
notes = {}
ping_status = "Healthy"
meetings = {}


async def state(request, order):
    return {"calls": calls, "pid": os.getpid(), "notes": notes}


async def note(request, order):
    notes.update(order["notes"])
    return notes


async def environment(request, order):
    return dict(os.environ)


async def headers(request, order):
    return [[name.decode("latin-1"), value.decode("latin-1")] for name, value in request.headers.raw]


async def draw(request, order):
    return [random.random(), os.urandom(8).hex(), str(uuid.uuid4())]


def write(request, order):
    Path(order["path"]).write_text(order["text"])
    return sorted(os.listdir("."))


def read(request, order):
    path = Path(order["path"])
    return path.read_text() if path.exists() else None


async def meet(request, order):
    """Answers only when `parties` invocations are here at the same time."""
    barrier = meetings.setdefault(order["name"], asyncio.Barrier(order["parties"]))
    async with asyncio.timeout(order.get("timeout_s", 30)):
        await barrier.wait()
    return {"pid": os.getpid()}


async def be(request, order):
    global ping_status
    ping_status = order["status"]
    return ping_status


async def fail(request, order):
    return Response(order.get("body", "{}"), status_code=order["status"], media_type="application/json")


async def print_line(request, order):
    print(order["text"])


async def exit_now(request, order):
    os._exit(order["code"])


async def kill_itself(request, order):
    os.kill(os.getpid(), signal.SIGKILL)


ACTIONS = (
    *(state, note, environment, headers, draw, write, read, meet, be, fail),
    *(print_line, exit_now, kill_itself),
)


async def invoke(request: Request):
    global calls
    calls += 1
    order = await request.json()
    action = next(action for action in ACTIONS if action.__name__ == order["do"])
    answer = action(request, order)
    if inspect.isawaitable(answer):
        answer = await answer
    return answer if isinstance(answer, Response) else JSONResponse(answer)


async def ping(request: Request):
    return JSONResponse({"status": ping_status})


app = Starlette(routes=[Route("/invocations", invoke, methods=["POST"]), Route("/ping", ping)])
