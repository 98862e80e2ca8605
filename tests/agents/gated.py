"""Streams as it is told, in the form of Strands' raw `event` dictionaries, and counts its session's prompts.

The prompt `!gate` says something and waits until the prompt `!open` comes in the same session, `!silence` the
same without a first word, `!fail` breaks off after a first word. Any other prompt is said again, a character
an event.
"""

import asyncio

from headwater import App

app = App()
gates: list[asyncio.Event] = []
count = 0


def delta(text):
    return {"event": {"contentBlockDelta": {"delta": {"text": text}, "contentBlockIndex": 0}}}


async def wait_at_gate():
    gate = asyncio.Event()
    gates.append(gate)
    await gate.wait()


@app.entrypoint
async def answer(payload):
    global count
    count += 1
    match payload["prompt"]:
        case "!open":
            for gate in gates:
                gate.set()
            yield delta("opened")
        case "!silence":
            await wait_at_gate()
            yield delta("at last")
        case "!gate":
            yield delta("最初の言葉 ")
            await wait_at_gate()
            yield delta("and the last 🎉")
        case "!fail":
            yield delta("before the end")
            raise RuntimeError("secret of the agent")
        case prompt:
            yield delta(f"{count}: ")
            for character in prompt:
                yield delta(character)
    usage = {"inputTokens": 8, "outputTokens": 30, "totalTokens": 38}
    yield {"event": {"metadata": {"usage": usage, "metrics": {"latencyMs": 909}}}}


if __name__ == "__main__":
    app.run()
