"""Agents that never end, that wait, and that block."""

import asyncio
import contextlib

from agent_mounts import gate, journal, serve
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware


@serve("endless").entrypoint
async def endless(payload):
    journal.append("endless: begun")
    try:
        while True:
            yield "x" * payload.get("size", 1)
            await asyncio.sleep(payload.get("every_s", 0))
    finally:
        journal.append("endless: closed")


async def through(request, call_next):
    return await call_next(request)


@serve("endless_behind", middleware=[Middleware(BaseHTTPMiddleware, dispatch=through)]).entrypoint
async def endless_behind(payload):
    try:
        yield "one"
        await asyncio.Event().wait()
    finally:
        journal.append("endless_behind: closed")


@serve("endless_stubborn").entrypoint
async def endless_stubborn(payload):
    try:
        while True:
            yield "one"
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(0.01)
    finally:
        journal.append("endless_stubborn: closed")


@serve("endless_waiting").entrypoint
async def endless_waiting(payload):
    try:
        yield "one"
        await asyncio.Event().wait()
    finally:
        await asyncio.sleep(0)
        journal.append("endless_waiting: closed")


@serve("endless_spinning").entrypoint
async def endless_spinning(payload):
    try:
        while True:
            yield "x"
    finally:
        journal.append("endless_spinning: closed")


@serve("endless_sync").entrypoint
def endless_sync(payload):
    try:
        while True:
            yield "x"
    finally:
        journal.append("endless_sync: closed")


made = {"count": 0}


@serve("counted").entrypoint
async def counted(payload):
    made["count"] = 0
    try:
        for _ in range(payload["count"]):
            made["count"] += 1
            yield "x" * payload["size"]
    finally:
        journal.append("counted: closed")


@serve("counted_sync").entrypoint
def counted_sync(payload):
    made["count"] = 0
    try:
        for _ in range(payload["count"]):
            made["count"] += 1
            yield "x" * payload["size"]
    finally:
        journal.append("counted_sync: closed")


def wait_at_gate(name):
    journal.append(f"{name}: blocked")
    gate.wait(60)


@serve("block").entrypoint
async def block(payload):
    wait_at_gate("block")
    return "through"


@serve("block_sync").entrypoint
def block_sync(payload):
    wait_at_gate("block_sync")
    return "through"


@serve("block_stream").entrypoint
async def block_stream(payload):
    yield "before"
    wait_at_gate("block_stream")
    yield "through"


@serve("block_stream_sync").entrypoint
def block_stream_sync(payload):
    yield "before"
    wait_at_gate("block_stream_sync")
    yield "through"


blocked_socket = serve("block_socket")


@blocked_socket.websocket
async def block_socket(websocket, context):
    await websocket.accept()
    wait_at_gate("block_socket")
    await websocket.send_text("through")
    await websocket.close()
