"""A request's body, as it comes or does not."""

import asyncio

import pytest

from headwater.http.asgi import ClientGone, RequestBody


def body_of(*messages):
    """A body of these messages, after which nothing comes."""
    left = list(messages)

    async def receive():
        if not left:
            await asyncio.Event().wait()
        return left.pop(0)

    return RequestBody(receive)


def part(data, more=True):
    return {"type": "http.request", "body": data, "more_body": more}


async def test_a_body_is_thrown_away_to_its_end():
    body = body_of(part(b"a"), part(b"b", more=False))

    await body.drain(60)

    assert (body.is_complete, body.received_bytes) == (True, 2)


async def test_who_sends_nothing_is_not_waited_for():
    body = body_of(part(b"a"))

    await body.drain(0.01)

    assert (body.is_complete, body.received_bytes) == (False, 1)


async def test_who_leaves_is_noticed():
    with pytest.raises(ClientGone):
        await body_of(part(b"a"), {"type": "http.disconnect"}).drain(60)
