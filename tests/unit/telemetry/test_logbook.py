"""Lines of agents' logs: kept in order, bounded, filtered, followed."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from headwater.telemetry.logbook import Logbook, LogFilter, LogSettings


@pytest.fixture
async def logbook(tmp_path):
    async with Logbook(tmp_path / "logs", LogSettings(file_max_bytes=2000, files_max_count=2)) as logbook:
        yield logbook


def note(logbook, text, session_id=None):
    logbook.add(runtime_id="agent-0123456789", version=1, session_id=session_id, stream="stdout", text=text)


async def read(logbook, **wanted):
    reading = logbook.read("agent-0123456789", LogFilter(**wanted))
    return [json.loads(line.json) async for found in reading for line in found.lines]


async def test_lines_come_back_in_order_with_what_is_known_of_them(logbook):
    note(logbook, "one", "session-1")
    note(logbook, "zwei ü\udc80")

    first, second = await read(logbook)

    assert (first["text"], first["sessionId"], first["source"]) == ("one", "session-1", "session")
    assert (second["sessionId"], second["source"]) == (None, "template")
    assert second["text"].startswith("zwei ü")


async def test_filters(logbook):
    for number in range(5):
        note(logbook, str(number), f"session-{number % 2}")

    assert [line["text"] for line in await read(logbook, session_id="session-1")] == ["1", "3"]
    assert [line["text"] for line in await read(logbook, limit=2)] == ["3", "4"]
    later = datetime.now(UTC) + timedelta(hours=1)
    assert await read(logbook, since=later) == []


async def test_files_are_bounded_and_the_newest_lines_stay(logbook, tmp_path):
    for number in range(200):
        note(logbook, f"line {number}")
        if number % 10 == 0:
            await read(logbook, limit=1)

    lines = [line["text"] for line in await read(logbook)]

    assert lines[-1] == "line 199"
    assert 1 < len(lines) < 200
    assert sum(file.stat().st_size for file in (tmp_path / "logs").rglob("*.jsonl")) < 2 * 4000


async def test_a_follower_gets_new_lines_also_across_files(tmp_path):
    async with Logbook(tmp_path / "logs", LogSettings(file_max_bytes=2000, files_max_count=20)) as logbook:
        await follow_across_files(logbook)


async def follow_across_files(logbook):
    note(logbook, "old")
    got = []

    async def follow():
        async for found in logbook.read("agent-0123456789", LogFilter(), follow=True):
            got.extend(json.loads(line.json)["text"] for line in found.lines)
            if got[-1:] == ["last"]:
                return

    async with asyncio.timeout(20):
        follower = asyncio.create_task(follow())
        while not got:  # noqa: ASYNC110  # an outside view of the follower
            await asyncio.sleep(0.01)
        for number in range(30):
            note(logbook, f"line {number} " + "x" * 100)
        while len(got) < 31:  # noqa: ASYNC110  # as above
            await asyncio.sleep(0.01)
        note(logbook, "last")
        await follower

    assert got[0] == "old"
    assert got[-1] == "last"
    assert len(got) == 32


async def test_a_runtimes_lines_can_be_forgotten(logbook):
    note(logbook, "one")
    assert await read(logbook)

    logbook.remove("agent-0123456789")

    assert await read(logbook) == []
