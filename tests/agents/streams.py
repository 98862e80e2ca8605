"""Streams raw bytes as it is told: `{"do": NAME, ...}`. Imports only Starlette.

What a stream waits for, and what became of one, is told by further invocations of the same session.
"""

import asyncio
import base64
import hashlib
import json
import os

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

EVENTS = "text/event-stream"
gates = {}
records = {}


def event(value):
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def gate(name):
    return gates.setdefault(name, asyncio.Event())


async def chunks(order):
    """Each chunk leaves in a write of its own."""
    for chunk in order["chunks"]:
        yield base64.b64decode(chunk)
        await asyncio.sleep(0)


async def count(order):
    for number in range(order["count"]):
        yield event(number)


async def words(order):
    """Text, a word an event."""
    for number in range(order["count"]):
        yield event(f"word{number} ")


async def gated(order):
    """One event; the second one after the gate was opened by another invocation."""
    yield event("first")
    await gate(order["gate"]).wait()
    yield event("second")


async def endless(order):
    """Ticks until it is cancelled, which it writes down."""
    record = records.setdefault(order["record"], {"ticks": 0, "ended": None})
    try:
        while True:
            record["ticks"] += 1
            yield event(record["ticks"])
            await asyncio.sleep(0.01)
    except BaseException as error:
        record["ended"] = type(error).__name__
        raise


async def flood(order):
    """As many bytes as are taken, counting them."""
    record = records.setdefault(order["record"], {"bytes": 0, "digest": None})
    digest = hashlib.sha256()
    for number in range(order["count"]):
        chunk = event({"number": number, "filling": "x" * order["size"]})
        digest.update(chunk)
        yield chunk
        record["bytes"] += len(chunk)
    record["digest"] = digest.hexdigest()


async def raises(order):
    yield event("before")
    raise RuntimeError("told to fail")


async def dies(order):
    yield event("before") if not order.get("is_torn") else b"data: torn"
    await asyncio.sleep(0.05)
    if order["how"] == "exit":
        os._exit(3)
    os.kill(os.getpid(), 9)


STREAMS = {stream.__name__: stream for stream in (chunks, count, words, gated, endless, flood, raises, dies)}


async def answer_plainly(order):
    match order["do"]:
        case "open":
            gate(order["gate"]).set()
            return JSONResponse({})
        case "record":
            return JSONResponse(records.get(order["record"]))
        case "bytes":
            return Response(b"x" * order["count"], media_type="application/octet-stream")
        case "status":
            return Response(
                order.get("body", ""), order["status"], media_type=order.get("type", "text/plain")
            )
        case "without_length":
            return StreamingResponse(iter([b"[1,", b"2]"]), media_type="application/json")
        case "broken_json":
            return StreamingResponse(raises(order), media_type="application/json")


async def invoke(request: Request):
    if request.headers["content-type"] == "application/octet-stream":
        return await measure(request)
    order = await request.json()
    stream = STREAMS.get(order["do"])
    if stream is None:
        return await answer_plainly(order)
    headers = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "x-own": "dropped"}
    return StreamingResponse(stream(order), media_type=order.get("type", EVENTS), headers=headers)


async def measure(request: Request):
    """Length and digest of a body too large to send back."""
    digest, length = hashlib.sha256(), 0
    async for part in request.stream():
        digest.update(part)
        length += len(part)
    return JSONResponse({"length": length, "sha256": digest.hexdigest()})


async def ping(request: Request):
    return JSONResponse({"status": "Healthy"})


app = Starlette(routes=[Route("/invocations", invoke, methods=["POST"]), Route("/ping", ping)])
