"""An agent with a WebSocket that echoes, and does what some texts ask of it; FACE chooses its class."""

import asyncio
import json
import os

from starlette.websockets import WebSocket

if os.environ.get("FACE") == "headwater":
    from headwater import App

    app = App()
else:
    from bedrock_agentcore import BedrockAgentCoreApp

    app = BedrockAgentCoreApp()


@app.entrypoint
async def main(payload):
    return {"pid": os.getpid()}


@app.websocket
async def serve(websocket: WebSocket, context):
    offered = websocket.scope["subprotocols"]
    await websocket.accept("chat" if "chat" in offered else None)
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            print("DISCONNECTED", message.get("code"), message.get("reason"), flush=True)
            return
        if message.get("bytes") is not None:
            await websocket.send_bytes(message["bytes"])
            continue
        word, _, rest = message["text"].partition(" ")
        if word == "/close":
            code, _, reason = rest.partition(" ")
            await websocket.close(int(code), reason)
            return
        if word == "/raise":
            raise RuntimeError(rest)
        if word == "/exit":
            os._exit(int(rest))
        if word == "/pid":
            await websocket.send_text(str(os.getpid()))
        elif word == "/send":
            await websocket.send_bytes(b"x" * int(rest))
        elif word == "/burst":
            count, _, size = rest.partition(" ")
            for number in range(int(count)):
                await websocket.send_text(str(number).ljust(int(size or 0)))
        elif word == "/sleep":
            await asyncio.sleep(float(rest))
        elif word == "/about":
            about = {
                "headers": dict(websocket.headers),
                "query": list(websocket.query_params.multi_items()),
                "session": context.session_id,
            }
            await websocket.send_text(json.dumps(about))
        else:
            await websocket.send_text(message["text"])


if __name__ == "__main__":
    app.run()
