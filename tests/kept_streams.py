"""Kept streams for unit tests: whose they are, how they end, and how they are read."""

import uuid
from datetime import UTC, datetime

from headwater.streams.base import RunFacts, RunState, StreamEnd, StreamHead, utc_now

EVENTS = StreamHead(status=200, headers=((b"content-type", b"text/event-stream"),))


def make_facts(**members):
    """Of a run of somebody's."""
    given = {
        "invocation_id": str(uuid.uuid4()),
        "owner": "ada",
        "runtime_id": "bot-1",
        "runtime_arn": "arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/bot-1",
        "runtime_name": "bot",
        "endpoint": "DEFAULT",
        "session_id": "s" * 33,
        "created_at": utc_now(),
    }
    return RunFacts(**given | members)


def end_of(state=RunState.DONE, **members):
    return StreamEnd(state=state, at=utc_now(), **members)


async def read_all(log, offset=0):
    """All bytes of a log that is over, or will be, from `offset` on."""
    out = b""
    while not log.is_over_at(offset + len(out)):
        out += await log.read(offset + len(out))
    return out


class Clock:
    def __init__(self):
        self.now = datetime.now(UTC)

    def __call__(self):
        return self.now
