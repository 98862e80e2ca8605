"""An agent without a model: it streams the prompt back word by word. Good for a first try.

headwater deploy examples/echo_agent --name echo
headwater invoke echo "one two three"
"""

import asyncio

from headwater import App

app = App()


@app.entrypoint
async def echo(payload, context):
    """Yield the words of `payload["prompt"]`, then one event that says which session answered."""
    for word in str(payload.get("prompt", "")).split():
        yield word + " "
        await asyncio.sleep(float(payload.get("pause_s", 0)))
    yield {"session_id": context.session_id}


if __name__ == "__main__":
    app.run()
