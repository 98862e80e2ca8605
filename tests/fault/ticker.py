"""The agent of these tests: ticks for ever, or does what it is told. Needs only Starlette."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

calls = 0


async def ticks(order):
    number = 0
    while True:
        yield f"data: {json.dumps({'tick': number, 'padding': 'x' * order.get('bytes', 0)})}\n\n"
        number += 1
        await asyncio.sleep(order.get("pause_s", 0.01))


def who(order):
    return {"calls": calls, "pid": os.getpid()}


def ignore_sigterm(order):
    """uvicorn's own handler gives way to nobody's."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return who(order)


def start_daemon(order):
    """Forks twice and leaves the process group: a daemon as the books have it."""
    code = (
        "import os, time, sys\n"
        "if os.fork(): os._exit(0)\n"
        "os.setsid()\n"
        "if os.fork(): os._exit(0)\n"
        "time.sleep(3600)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    return who(order)


def print_much(order):
    line = "x" * order["line_bytes"]
    for _ in range(order["line_count"]):
        print(line)
    sys.stdout.flush()
    return who(order)


def sleep(order):
    time.sleep(order["seconds"])
    return {"slept": order["seconds"]}


def fill_disk(order):
    """Write until the disk of this session is full; gives the errno."""
    try:
        with open("/tmp/full", "wb") as file:
            while True:
                file.write(bytes(1024 * 1024))
    except OSError as exc:
        return {"errno": exc.errno}


def exit_now(order):
    os._exit(order["code"])


def crash(order):
    signal.signal(order["signal"], signal.SIG_DFL)
    os.kill(os.getpid(), order["signal"])


DOES = {
    function.__name__: function
    for function in (who, ignore_sigterm, start_daemon, print_much, sleep, fill_disk, exit_now, crash)
}


async def invoke(request: Request):
    global calls
    calls += 1
    order = await request.json()
    if order["do"] == "tick":
        return StreamingResponse(ticks(order), media_type="text/event-stream")
    return JSONResponse(
        await asyncio.to_thread(DOES[order["do"]], order) if order.get("apart") else DOES[order["do"]](order)
    )


async def ping(request: Request):
    return JSONResponse({"status": "Healthy"})


app = Starlette(routes=[Route("/invocations", invoke, methods=["POST"]), Route("/ping", ping)])
