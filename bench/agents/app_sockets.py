"""`sockets.py` as a handler of `App`: sends frames back, or as many as it is asked for."""

# ruff: noqa: ANN001, ANN201
# mypy: ignore-errors

from headwater import App

app = App()


@app.websocket
async def serve(websocket, context):
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


if __name__ == "__main__":
    app.run()
