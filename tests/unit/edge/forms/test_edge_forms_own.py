"""Forms of one's own: pulled along, bounded, and closed."""

from __future__ import annotations

import asyncio
import sys
import types

import pytest
from contexts import build_context

from headwater.edge.forms.events import Failure, TextDelta
from headwater.edge.forms.own import OwnForm, OwnFormFailed, load_own_form

CONTEXT = build_context()


async def shout(events, context):
    """Text in capitals, then the session."""
    async for event in events:
        if isinstance(event, TextDelta):
            yield event.text.upper()
        elif isinstance(event, Failure):
            yield b"!" + event.message.encode()
    yield f"|{context.session_id}"


async def take(pieces):
    return [piece async for piece in pieces]


async def test_each_read_gives_what_its_events_give():
    form = OwnForm(shout, CONTEXT)

    assert await take(form.feed(b'data: "a"\n\ndata: "b"\n\nda')) == [b"A", b"B"]
    assert await take(form.feed(b"ta")) == []
    assert await take(form.feed(b': "c"\n\n')) == [b"C"]
    assert await take(form.fail("gone")) == [b"!gone"]
    assert await take(form.end()) == [b"|s"]
    await form.close()


async def test_what_is_given_between_two_waits_comes_at_once():
    gate = asyncio.Event()

    async def slow(events, context):
        async for _ in events:
            yield "first"
            await gate.wait()
            yield "second"

    form = OwnForm(slow, CONTEXT)
    pieces = form.feed(b"data: 1\n\n")

    assert await anext(pieces) == b"first"
    gate.set()
    assert await anext(pieces) == b"second"
    assert await take(pieces) == []
    await form.close()


async def test_one_that_ends_early_ends_the_answer():
    async def brief(events, context):
        yield "only"

    form = OwnForm(brief, CONTEXT)

    assert await take(form.feed(b"data: 1\n\n")) == [b"only"]
    assert await take(form.feed(b"data: 2\n\n")) == []
    assert await take(form.end()) == []


async def test_one_that_raises_or_hangs_is_a_failure_and_gets_to_clean_up():
    closed = []

    async def broken(events, context):
        yield "a"
        raise ValueError("no")

    async def hanging(events, context):
        try:
            await asyncio.Event().wait()
            yield ""
        finally:
            closed.append(True)

    with pytest.raises(OwnFormFailed, match="no"):
        await take(OwnForm(broken, CONTEXT).feed(b"data: 1\n\n"))
    form = OwnForm(hanging, CONTEXT, step_deadline_s=0.01)
    with pytest.raises(OwnFormFailed, match="gave nothing"):
        await take(form.feed(b"data: 1\n\n"))
    await form.close()
    assert closed == [True]


async def test_a_client_that_leaves_stops_the_generator():
    closed = []

    async def waiting(events, context):
        try:
            async for _ in events:
                yield "a"
                await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            closed.append(True)
            raise ValueError("at the end")

    form = OwnForm(waiting, CONTEXT)
    reading = asyncio.ensure_future(take(form.feed(b"data: 1\n\n")))
    for _ in range(5):
        await asyncio.sleep(0)
    reading.cancel()
    await asyncio.wait({reading})
    await form.close()

    assert (reading.cancelled(), closed) == (True, [True])


async def test_the_generator_says_what_it_gives():
    async def rows(events, context):
        yield ""

    rows.content_type, rows.headers = "text/csv", {"x-own": "1"}
    form = OwnForm(rows, CONTEXT)

    assert (form.content_type, form.headers) == ("text/csv", {"x-own": "1"})
    assert OwnForm(shout, CONTEXT).content_type == "text/plain; charset=utf-8"


def test_import_paths(monkeypatch):
    module = types.ModuleType("own_forms")
    module.shout, module.plain = shout, lambda events, context: None
    monkeypatch.setitem(sys.modules, "own_forms", module)

    assert load_own_form("own_forms:shout") is shout
    for path, message in [
        ("own_forms", "no import path"),
        ("own_forms:nothing", "cannot be imported"),
        ("no_such_module_x:f", "cannot be imported"),
        ("own_forms:plain", "with a yield in it"),
    ]:
        with pytest.raises(ValueError, match=message):
            load_own_form(path)


@pytest.mark.parametrize("piece", [3, None, {"text": "a"}])
async def test_what_is_neither_text_nor_bytes_is_a_failure(piece):
    async def wrong(events, context):
        yield piece

    with pytest.raises(OwnFormFailed, match="str or bytes are expected"):
        await take(OwnForm(wrong, CONTEXT).feed(b"data: 1\n\n"))
