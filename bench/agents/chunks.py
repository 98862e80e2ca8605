"""Small events as quickly as a plain ASGI server sends them, or slowly for as long as the caller stays."""

# ruff: noqa: ANN001, ANN201
# mypy: ignore-errors

import asyncio

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route


async def invocations(request):
    """`{"count": N}` for N events, `{"every_s": S}` for one now and one each S seconds."""
    payload = await request.json()
    if "count" in payload:
        return StreamingResponse(stream(payload["count"]), media_type="text/event-stream")
    return StreamingResponse(tick(payload["every_s"]), media_type="text/event-stream")


async def stream(count):
    """Events without a pause; the server's own back-pressure holds them back."""
    for number in range(count):
        yield b'data: "token %d "\n\n' % number


async def tick(every_s):
    """Events for ever."""
    while True:
        yield b'data: "tick"\n\n'
        await asyncio.sleep(every_s)


async def ping(request):
    """Always well."""
    return JSONResponse({"status": "Healthy"})


app = Starlette(
    routes=[Route("/invocations", invocations, methods=["POST"]), Route("/ping", ping)],
)

if __name__ == "__main__":
    uvicorn.run(app, http="httptools", loop="uvloop", log_level="warning", access_log=False)
