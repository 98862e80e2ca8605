"""One agent on either SDK: the environment's `SDK` names the module of the app's class.

`"forever"` streams until it is cancelled, `"ended"` tells how often that happened, `"busy"` starts a
task that keeps the session busy until `"free"`.
"""

import asyncio
import os

if os.environ["SDK"] == "headwater":
    from headwater import App
else:
    from bedrock_agentcore import BedrockAgentCoreApp as App

app = App()
ended = 0
tasks = []


async def forever():
    global ended
    try:
        number = 0
        while True:
            number += 1
            yield number
            await asyncio.sleep(0.01)
    finally:
        ended += 1


@app.entrypoint
async def answer(payload, context):
    match payload:
        case "forever":
            return forever()
        case "ended":
            return ended
        case "busy":
            tasks.append(app.add_async_task("work"))
        case "free":
            app.complete_async_task(tasks.pop())
        case _:
            return {"payload": payload, "session": context.session_id}


app.run()
