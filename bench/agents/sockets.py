"""A WebSocket that sends frames back, or as many as it is asked for."""

# ruff: noqa: ANN001, ANN201
# mypy: ignore-errors

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute


async def serve(websocket):
    """A text is the number of binary frames that are wanted, of 100 bytes."""
    await websocket.accept()
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return
        if message.get("bytes") is not None:
            await websocket.send_bytes(message["bytes"])
            continue
        for _ in range(int(message["text"])):
            await websocket.send_bytes(bytes(100))


async def ping(request):
    """Always well."""
    return JSONResponse({"status": "Healthy"})


app = Starlette(routes=[WebSocketRoute("/ws", serve), Route("/ping", ping)])

if __name__ == "__main__":
    uvicorn.run(app, http="httptools", loop="uvloop", log_level="warning", access_log=False)
