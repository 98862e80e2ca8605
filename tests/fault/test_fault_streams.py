"""Streams under the hammer: connections cut at random, the server killed. No byte is lost in silence."""

import asyncio
import importlib.util
import json
import random
import threading

import pytest

import effort
from headwater.client import Client, RunEnded
from rawruns import RawRun
from servers import AGENTS, invocation_path, new_session_id

STREAM_COUNT = effort.count(12, 200)
EVENT_COUNT = effort.count(150, 1_000)
CUTS_EACH = 5
SESSION_COUNT = effort.count(3, 10)
#: Of a stream that is kept; all but one are smaller.
MAX_BYTES = 256 * 1024
#: Another each time, printed by a failing test.
SEED = random.SystemRandom().randrange(10**6)


def load_script():
    spec = importlib.util.spec_from_file_location("scripture", AGENTS / "scripture.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def script():
    return load_script()


class Stream:
    """One of the hammered streams: what is asked, what must come, and its reader."""

    def __init__(self, number, script, dice, pause_s, count=EVENT_COUNT):
        order = {"seed": SEED + number, "count": count, "pause_s": pause_s}
        self.payload = json.dumps(order).encode()
        self.expected = script.write(order)
        self.is_detached = dice.random() < 0.5
        each = len(self.expected) // CUTS_EACH
        self.reader = RawRun(cuts=[dice.choice([0, 1, dice.randrange(each)]) for _ in range(CUTS_EACH)])

    async def run(self, server, path, session_id):
        await self.reader.invoke(server.url, path, self.payload, session_id, detached=self.is_detached)

    def check_exact(self):
        assert self.reader.told == []
        assert self.reader.body == self.expected
        assert self.reader.connection_count > CUTS_EACH

    def check_gap(self):
        """What is missing the bound explains, by half of it at most, and the rest is exact."""
        [(kind, gap)] = self.reader.told
        assert (kind, gap["from"], gap["reason"]) == ("gap", 0, "size")
        assert MAX_BYTES // 2 < len(self.expected) - gap["to"] <= MAX_BYTES
        assert self.reader.body == self.expected[gap["to"] :]

    def check_cut_short(self):
        """A prefix, and a word of the server's why it is not more."""
        assert 0 < len(self.reader.body) < len(self.expected)
        *gaps, end = self.reader.told
        assert end[0] == "end", self.reader.told
        assert end[1]["reason"] == "server-restart"
        assert all(gap == ("gap", {**gap[1], "reason": "restart"}) for gap in gaps)
        assert all(gap[1]["from"] == gap[1]["to"] for gap in gaps), "bytes before the end are missing"
        assert self.expected.startswith(self.reader.body + self.reader.torn)


async def test_streams_cut_at_random_and_a_server_that_is_killed(make_server, script):
    print(f"seed {SEED}")
    dice = random.Random(SEED)
    server = make_server(HEADWATER_STREAMS__MAX_BYTES=MAX_BYTES)
    agent = server.deploy(AGENTS / "scripture.py")
    path, sessions = invocation_path(agent), [new_session_id() for _ in range(SESSION_COUNT)]
    port = int(server.url.rsplit(":", 1)[1])
    # A quarter is over when the server dies, but has not been read; a quarter is midway; half comes after.
    over = [Stream(n, script, dice, 0) for n in range(STREAM_COUNT // 4)]
    midway = [Stream(1000 + n, script, dice, 0.05) for n in range(STREAM_COUNT // 4)]
    after = [Stream(2000 + n, script, dice, 0.0005) for n in range(STREAM_COUNT // 2)]
    large = Stream(4000, script, dice, 0, count=3 * MAX_BYTES // 80)
    large.is_detached, large.reader.cuts = True, []
    restarted = asyncio.Event()
    for stream in [*over, large]:
        stream.reader.may_resume = restarted

    async with asyncio.TaskGroup() as group:

        def start(streams):
            for number, stream in enumerate(streams):
                group.create_task(stream.run(server, path, sessions[number % SESSION_COUNT]))

        start([*over, large])
        await wait_for_runs(server, agent, [*over, large], "done")
        start(midway)
        async with asyncio.timeout(60):
            await asyncio.gather(*(stream.reader.has_read.wait() for stream in midway))
        watched, has_begun = midway[0].reader.invocation_id, threading.Event()
        viewer = group.create_task(asyncio.to_thread(watch, server.url, watched, has_begun))
        assert await asyncio.to_thread(has_begun.wait, 60)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start, port)
        restarted.set()
        start(after)

    for stream in over + after:
        stream.check_exact()
    large.check_gap()
    got, ended = viewer.result()
    assert ended.reason == "server-restart"
    assert midway[0].expected.startswith(got)
    for stream in midway:
        stream.check_cut_short()


def watch(url, invocation_id, has_begun):
    """What our own client makes of a run whose server is killed: its bytes, and what it raises."""
    got = []
    try:
        with Client(url) as client:
            for part in client.resume(invocation_id).iter_bytes():
                got.append(part)
                has_begun.set()
    except RunEnded as exc:
        return b"".join(got), exc
    raise AssertionError("the run came to its end")


async def wait_for_runs(server, agent, streams, state):
    """Until all of them are in `state`."""
    async with asyncio.timeout(60):
        while True:
            await asyncio.sleep(0.05)
            if not all(stream.reader.invocation_id for stream in streams):
                continue
            found = await asyncio.to_thread(server.get_json, f"runs?runtime={agent.name}")
            states = {run["invocationId"]: run["state"] for run in found["runs"]}
            if all(states[stream.reader.invocation_id] == state for stream in streams):
                return
