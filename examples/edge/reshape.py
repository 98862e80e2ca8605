"""A response form of one's own: a line of JSON for each piece of text and each tool, and one at the end."""

import json

from headwater.edge.forms.events import Failure, Metadata, TextDelta, ToolUse


async def lines(events, context):
    """What the agent says, as JSON Lines."""
    tokens = 0
    async for event in events:
        match event:
            case TextDelta(text):
                yield encode({"text": text})
            case ToolUse(name=name):
                yield encode({"uses": name})
            case Metadata(usage=usage):
                tokens += usage.get("totalTokens", 0)
            case Failure():  # what failed is told by the edge's log, and to nobody else
                yield encode({"error": "the agent failed"})
    yield encode({"session": context.session_id, "tokens": tokens})


lines.content_type = "application/jsonl; charset=utf-8"


def encode(value):
    return json.dumps(value, ensure_ascii=False) + "\n"
