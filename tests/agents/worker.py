"""Works as it is told: burns processor time, itself or in children, or streams. Needs only Starlette."""

import asyncio
import os
import time

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

calls = 0


def burn(seconds):
    end_s = time.process_time() + seconds
    while time.process_time() < end_s:
        pass


def burn_in_child(seconds):
    if os.fork() == 0:
        burn(seconds)
        os._exit(0)


def burn_in_orphan(seconds):
    """In a process whose parent is gone, and which nobody of the agent's waits for."""
    if os.fork() == 0:
        burn_in_child(seconds)
        os._exit(0)
    os.wait()


async def ticks():
    for number in range(100_000):
        yield f"data: {number}\n\n"
        await asyncio.sleep(0.02)


async def invoke(request: Request):
    global calls
    calls += 1
    order = await request.json()
    kind = order.get("do")
    if kind == "stream":
        return StreamingResponse(ticks(), media_type="text/event-stream")
    if kind == "wait":
        await asyncio.sleep(600)
    if kind in ("burn", "burn_in_child", "burn_in_orphan"):
        await asyncio.to_thread(globals()[kind], order["seconds"])
    return JSONResponse({"calls": calls, "pid": os.getpid(), "version": os.environ.get("WHICH")})


async def ping(request: Request):
    return JSONResponse({"status": "Healthy"})


app = Starlette(routes=[Route("/invocations", invoke, methods=["POST"]), Route("/ping", ping)])
