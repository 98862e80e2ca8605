"""Writes numbered turns into hybrid memory, one after the other, and tells of each that it is kept.

`{"actor", "round", "count"}` streams `{"loaded": [texts], "source"}`, then `{"kept": number}` for each turn.
Every third turn is a tool's call or result, so that not all turns are plain text.
"""

import asyncio
import os

from headwater import App
from headwater.memory import HybridMemory, Window

app = App()


def build_turn(text, number):
    match number % 3:
        case 1:
            return "assistant", [
                {"text": text},
                {"toolUse": {"toolUseId": text, "name": "f", "input": {"n": number}}},
            ]
        case 2:
            return "user", [{"toolResult": {"toolUseId": text, "content": [{"text": text}]}}]
        case _:
            return "user", text


@app.entrypoint
async def answer(payload):
    memory = HybridMemory(
        os.environ["MEMORY_ID"], actor_id=payload["actor"], session_id="diary", window=Window(turns=6)
    )
    loaded = await memory.aload()
    yield {"loaded": [turn.message for turn in loaded.turns], "source": loaded.source}
    for number in range(payload["count"]):
        role, content = build_turn(f"{payload['round']}.{number}", number)
        memory.append(role, content)
        yield {"kept": number}
        await asyncio.sleep(0)


if __name__ == "__main__":
    app.run()
