"""Answers with a long stream that its order determines, byte for byte: `write(order)` says what it will be.

Orders: `{"seed": 7, "count": 1000, "pause_s": 0.001}`. Events have all kinds of line ends, ids, names and
comments of their own; the bytes leave in pieces that heed no event's end. Imports only Starlette.
"""

import asyncio
import json
import random

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route


def write(order):
    """The whole answer."""
    dice = random.Random(order["seed"])
    end = dice.choice(["\n", "\n", "\r\n", "\r"])
    return "".join(write_event(dice, number, end) for number in range(order["count"])).encode()


def write_event(dice, number, end):
    lines = [f"data: {json.dumps({'number': number, 'filling': 'x' * dice.randrange(60)})}"]
    if dice.random() < 0.1:
        lines.insert(0, f"id: {dice.randrange(100_000)}")
    if dice.random() < 0.1:
        lines.append(f"id: own-{number}")
    if dice.random() < 0.05:
        lines.insert(0, ": a comment, 日本語")
    if dice.random() < 0.05:
        lines.insert(0, dice.choice(["event: headwater.end", "event: tick"]))
    if dice.random() < 0.02:
        lines = [": heartbeat"]
    return end.join(lines) + 2 * end


async def stream(order):
    body, dice = write(order), random.Random(order["seed"])
    at = 0
    while at < len(body):
        size = dice.choice([1, 30, 90, 90, 400])
        yield body[at : at + size]
        at += size
        await asyncio.sleep(order["pause_s"])


async def invoke(request: Request):
    return StreamingResponse(stream(await request.json()), media_type="text/event-stream")


async def ping(request: Request):
    return JSONResponse({"status": "Healthy"})


app = Starlette(routes=[Route("/invocations", invoke, methods=["POST"]), Route("/ping", ping)])
