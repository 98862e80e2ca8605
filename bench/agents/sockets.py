"""A WebSocket that sends frames back, or as many as it is asked for."""

# ruff: noqa: ANN001, ANN201
# mypy: ignore-errors

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute


async def serve(websocket):
    """A text is how many binary frames are wanted, and of how many bytes; a binary frame is sent back."""
    await websocket.accept()
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return
        if message.get("bytes") is not None:
            await websocket.send_bytes(message["bytes"])
            continue
        count, size = message["text"].split()
        payload = bytes(int(size))
        for _ in range(int(count)):
            await websocket.send_bytes(payload)


async def ping(request):
    """Always well."""
    return JSONResponse({"status": "Healthy"})


app = Starlette(routes=[WebSocketRoute("/ws", serve), Route("/ping", ping)])

if __name__ == "__main__":
    uvicorn.run(app, http="httptools", loop="uvloop", log_level="warning", access_log=False)
