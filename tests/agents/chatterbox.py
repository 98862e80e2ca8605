"""Prints what it is told to: `{"do": NAME, ...}` calls the function of that name below."""

import asyncio
import ctypes
import json
import logging
import os
import signal
import sys
import threading

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

SDK_LINE = {"timestamp": "2026-01-01T00:00:00Z", "message": "said by the SDK", "logger": "app"}


def say(order):
    for text in order["lines"]:
        print(text, file=sys.stderr if order.get("stderr") else sys.stdout, flush=True)


def say_bytes(order):
    os.write(1, bytes.fromhex(order["hex"]))


def say_json(order):
    print(json.dumps({**SDK_LINE, **order["members"]}), flush=True)


def say_long(order):
    data = b"x" * order["size_bytes"] + b"\n"
    while data:
        data = data[os.write(1, data) :]


def log_error(order):
    logging.basicConfig()
    logging.getLogger("shop").warning("running low")
    try:
        raise ValueError("out of stock")
    except ValueError:
        logging.getLogger("shop").exception("sold out")
    print("after it", file=sys.stderr)


def flood(order):
    number = 0
    while number < order["count"]:
        many = "".join(f"line {number + n}\n" for n in range(500)).encode()
        while many:
            many = many[os.write(1, many) :]
        number += 500


def flood_for_ever(order):
    threading.Thread(target=flood, args=({"count": 10**12},), daemon=True).start()


def die(order):
    sys.stdout.write("last words to standard output\n")
    sys.stdout.flush()
    os.write(2, b"last words to standard error, without an end")
    match order["how"]:
        case "exit":
            os._exit(3)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "segv":
            ctypes.string_at(0)
        case "memory":  # as a program ends that cannot do without what it asked for
            try:
                bytearray(1 << 46)
            except MemoryError:
                os.abort()


async def invocations(request):
    order = await request.json()
    if "wait_s" in order:
        await asyncio.sleep(order["wait_s"])
    if "do" in order:
        globals()[order["do"]](order)
    return JSONResponse({})


async def ping(request):
    return JSONResponse({"status": "Healthy"})


app = Starlette(routes=[Route("/invocations", invocations, methods=["POST"]), Route("/ping", ping)])
