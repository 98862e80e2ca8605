"""The async client: the same answers, without blocking the loop."""

import asyncio

import pytest

from headwater.client import AsyncClient, InvocationFailed, ServerNotReachable

INVOKE = "/runtimes/.*/invocations"
DEADLINE_S = 10


@pytest.fixture
async def client(stub):
    async with AsyncClient(stub.url, timeout_s=DEADLINE_S) as client:
        yield client


async def count_three(request):
    await request.begin(content_type="text/event-stream")
    for number in range(3):
        await request.part(b'data: "%d"\n\n' % number)
    await request.part(b"", more=False)


async def test_events_and_text(stub, client):
    stub.on("POST", INVOKE, count_three)
    invocation = client.invoke("echo", {"prompt": "x"})

    assert [event async for event in invocation] == ["0", "1", "2"]
    assert (invocation.text, invocation.is_complete, invocation.status_code) == ("012", True, 200)
    assert [event async for event in invocation] == ["0", "1", "2"]


async def test_awaiting_gives_the_head_and_read_the_rest(stub, client):
    stub.on("POST", INVOKE, count_three)

    invocation = await client.invoke("echo", {})

    assert invocation.status_code == 200
    assert (await invocation.read()).text == "012"


async def test_nothing_is_sent_before_it_is_asked_for(stub, client, arn):
    client.invoke(arn, {})
    await asyncio.sleep(0)

    assert stub.requests == []


async def test_leaving_closes_the_connection(stub, client):
    gone = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def endless(request):
        await request.begin(content_type="text/event-stream")
        await request.part(b'data: "one"\n\n')
        await request.wait_gone()
        loop.call_soon_threadsafe(gone.set)

    stub.on("POST", INVOKE, endless)

    async for _ in client.invoke("echo", {}):
        break

    await asyncio.wait_for(gone.wait(), DEADLINE_S)


async def test_cancelling_a_reader_closes_the_connection(stub, client):
    gone, begun = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    async def endless(request):
        await request.begin(content_type="text/event-stream")
        loop.call_soon_threadsafe(begun.set)
        await request.wait_gone()
        loop.call_soon_threadsafe(gone.set)

    stub.on("POST", INVOKE, endless)
    reader = asyncio.create_task(client.invoke("echo", {}).read())
    await asyncio.wait_for(begun.wait(), DEADLINE_S)
    await asyncio.sleep(0)
    reader.cancel()

    with pytest.raises(asyncio.CancelledError):
        await reader
    await asyncio.wait_for(gone.wait(), DEADLINE_S)


async def test_many_invocations_at_once(stub, client):
    stub.on("POST", INVOKE, count_three)

    async with asyncio.TaskGroup() as group:
        readers = [group.create_task(client.invoke("echo", {}).read()) for _ in range(20)]

    assert {reader.result().text for reader in readers} == {"012"}


async def test_refusals_are_typed(client):
    with pytest.raises(InvocationFailed) as caught:
        await client.invoke("nobody", {})

    assert caught.value.is_not_found


async def test_nobody_listening():
    async with AsyncClient("http://127.0.0.1:1") as client:
        with pytest.raises(ServerNotReachable):
            await client.invoke("echo", {})
