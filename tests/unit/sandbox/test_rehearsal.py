"""A spare's rehearsal asks one ping, and whatever answers or does not, nothing comes of it."""

import asyncio

import pytest

from headwater.sandbox.rehearsal import rehearse


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", b"", b"\xff\x00 not HTTP"]
)
async def test_one_ping_is_asked_whatever_is_answered(tmp_path, answer):
    asked = []

    async def serve(reader, writer):
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)
        writer.close()

    path = str(tmp_path / "agent")
    async with await asyncio.start_unix_server(serve, path):
        await rehearse(path)

    assert len(asked) == 1
    assert asked[0].startswith(b"GET /ping HTTP/1.1\r\n")


async def test_an_agent_that_is_gone_is_no_error(tmp_path):
    await rehearse(str(tmp_path / "nobody"))
