"""Pleasant to look at: prints, calls a tool, streams words with a little time between them.

The prompt `!fail` fails, `!die` ends the process, `!wait` goes on until it is stopped, `!log WORDS` prints
them, `!flood N` prints so many lines.
"""

import asyncio
import logging
import os
import sys

from headwater import App

app = App()
log = logging.getLogger("concierge")
log.setLevel(logging.INFO)
log.propagate = False
log.addHandler(logging.StreamHandler(sys.stderr))
log.handlers[0].setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
PAUSE_S = 0.01
ANSWER = """\
Here is a **short plan** for {place}:

1. Morning: the fish market, then coffee by the river.
2. Afternoon: the garden of the old palace, open until five.
3. Evening: a table for two, booked under your name.

The weather will be `18 °C` and clear. Shall I book the train as well?"""


def delta(text):
    return {"event": {"contentBlockDelta": {"delta": {"text": text}, "contentBlockIndex": 0}}}


def call_tool(name, text):
    use = {"toolUseId": f"tooluse_{name}", "name": name}
    yield {"event": {"contentBlockStart": {"start": {"toolUse": use}, "contentBlockIndex": 1}}}
    yield {"event": {"contentBlockDelta": {"delta": {"toolUse": {"input": text}}, "contentBlockIndex": 1}}}
    yield {"event": {"contentBlockStop": {"contentBlockIndex": 1}}}
    yield {"event": {"messageStop": {"stopReason": "tool_use"}}}


@app.entrypoint
async def answer(payload):
    prompt = str(payload.get("prompt", ""))
    print(f"asked: {prompt}", flush=True)
    if prompt.startswith("!log "):
        print(prompt.removeprefix("!log "), flush=True)
        yield delta("printed")
        return
    if prompt == "!fail":
        log.error("the booking service does not answer")
        raise RuntimeError("the booking service does not answer")
    if prompt.startswith("!flood "):
        for number in range(int(prompt.removeprefix("!flood "))):
            print(f"line {number}")
        yield delta("printed")
        return
    if prompt == "!die":
        print("out of memory, or so", flush=True)
        os._exit(3)
    yield {"event": {"messageStart": {"role": "assistant"}}}
    while prompt == "!wait":
        yield delta("still here ")
        await asyncio.sleep(0.05)
    for event in call_tool("get_weather", f'{{"place": "{prompt}"}}'):
        yield event
    log.info("weather of %s looked up", prompt)
    await asyncio.sleep(3 * PAUSE_S)
    yield {"event": {"messageStart": {"role": "assistant"}}}
    for word in ANSWER.format(place=prompt).split(" "):
        yield delta(f"{word} ")
        await asyncio.sleep(PAUSE_S)
    yield {"event": {"contentBlockStop": {"contentBlockIndex": 0}}}
    yield {"event": {"messageStop": {"stopReason": "end_turn"}}}
    usage = {"inputTokens": 412, "outputTokens": 96, "totalTokens": 508}
    yield {"event": {"metadata": {"usage": usage, "metrics": {"latencyMs": 909}}}}


if __name__ == "__main__":
    app.run()
