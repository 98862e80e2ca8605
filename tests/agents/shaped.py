"""Sends what agents send in ways that front doors must cope with: Strands' raw events, by its prompt.

`cut SEED` says Japanese and emoji, its bytes cut anywhere; `tool` calls one; `fail` raises in mid-stream,
`whole` answers with one JSON object; anything else is repeated, word by word.
"""

import json
import random

import uvicorn

CUT_TEXTS = [
    "こんにちは、",
    "世界! ",
    "👩‍👩‍👧 ",
    "naïve \r\n",
    '"quoted\\" ',
    "data: ",
    "👋🏽",
    "\n\n",
    "end.",
]
_TOOL = [
    {"event": {"contentBlockStart": {"start": {"toolUse": {"toolUseId": "t1", "name": "add"}}}}},
    {"event": {"contentBlockDelta": {"delta": {"toolUse": {"input": '{"a": '}}}}},
    {"event": {"contentBlockDelta": {"delta": {"toolUse": {"input": "1}"}}}}},
    {"event": {"contentBlockStop": {}}},
    {"event": {"messageStop": {"stopReason": "tool_use"}}},
    {
        "message": {
            "role": "user",
            "content": [
                {"toolResult": {"toolUseId": "t1", "status": "success", "content": [{"text": "42"}]}}
            ],
        }
    },
]
_METADATA = {
    "usage": {"inputTokens": 8, "outputTokens": 30, "totalTokens": 38},
    "metrics": {"latencyMs": 909},
}


def _delta(text):
    return {"event": {"contentBlockDelta": {"delta": {"text": text}, "contentBlockIndex": 0}}}


def _values(prompt):
    yield {"event": {"messageStart": {"role": "assistant"}}}
    if prompt.startswith("cut "):
        yield from map(_delta, CUT_TEXTS)
    elif prompt == "tool":
        yield from [_delta("Let me see. "), *_TOOL, _delta("It is 42.")]
    elif prompt == "fail":
        yield _delta("So far")
        yield {"error": "no more in /srv/agent/secret.db", "error_type": "OSError", "message": "x"}
        return
    else:
        yield from (_delta(word + " ") for word in prompt.split())
    yield {"event": {"contentBlockStop": {"contentBlockIndex": 0}}}
    yield {"event": {"messageStop": {"stopReason": "end_turn"}}}
    yield {"event": {"metadata": _METADATA}}


def _pieces(prompt):
    frames = [b"data: %b\n\n" % json.dumps(value, ensure_ascii=False).encode() for value in _values(prompt)]
    if not prompt.startswith("cut "):
        return frames
    data, rng = b"".join(frames), random.Random(int(prompt[4:]))
    cuts = sorted(rng.sample(range(1, len(data)), rng.randrange(1, 25)))
    return [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    if scope["path"] == "/ping":
        kind, pieces = b"application/json", [b'{"status": "Healthy"}']
    else:
        prompt = json.loads(body)["prompt"]
        kind, pieces = b"text/event-stream", _pieces(prompt)
        if prompt == "whole":
            kind, pieces = b"application/json", [b'{"result": "all at once", "usage": {"inputTokens": 1}}']
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
    for piece in pieces:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


if __name__ == "__main__":
    uvicorn.run(app, host="0.0.0.0", port=8080)
