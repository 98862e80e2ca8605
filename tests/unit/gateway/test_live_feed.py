"""What listeners are told: in which order, how often, and nothing that is not theirs to see."""

import asyncio
import json

import pytest

from headwater.core.errors import AgentError, Throttled
from headwater.core.policies import EVERYTHING, Ask, allow
from headwater.core.principals import ALL_OWNERS, OwnerScope
from headwater.core.runtimes import RuntimeVersion
from headwater.core.sessions import SessionMove
from headwater.gateway import live
from headwater.gateway.live import Audience, LiveFeed
from headwater.sandbox.base import ExitStatus
from headwater.sessions.session import Session, SessionKey
from headwater.wire.sse import SseDecoder

EVERYONE = Audience(scope=ALL_OWNERS, policy=EVERYTHING)


def may_see(policy, action, runtime_id):
    return policy.allows(Ask(action=f"headwater:{action}", resources=(runtime_id,)))


async def describe_runtime(runtime_id):
    return None if runtime_id == "gone" else {"runtimeId": runtime_id}


class Feed(LiveFeed):
    """A feed whose sessions the test makes; it ticks when it is told to."""

    def __init__(self):
        super().__init__(may_see=may_see)
        self.living = []
        self.list_sessions = lambda: self.living
        self.describe_runtime = describe_runtime
        self.read_totals = lambda runtime_id: {"requests": 7 if runtime_id is None else 3}

    def start(self, session_id, *, runtime_id="a", owner=None):
        version = RuntimeVersion(runtime_id=runtime_id, runtime_arn="arn", runtime_name=runtime_id, number=1)
        key = SessionKey(runtime_id, "DEFAULT", session_id)
        session = Session(key, version, session_id, 0.0, owner=owner, on_changed=self.note_session)
        self.living.append(session)
        self.note_session(session)
        return session

    def stop(self, session):
        self.living.remove(session)
        session.ended.set_result(ExitStatus(-9))
        session.move(SessionMove.GONE)


@pytest.fixture
async def feed():
    return Feed()


async def read(listener):
    """What waits for a listener: (event, value)."""
    frames = await asyncio.wait_for(anext(listener.frames()), 5)
    return [(found.event, json.loads(found.data)) for found in SseDecoder().feed(frames)]


async def test_one_who_begins_to_listen_looks_at_the_lists_first(feed):
    with feed.listening(EVERYONE) as listener:
        assert await read(listener) == [("resync", {"reason": "connected"})]


async def test_a_session_is_told_of_once_a_tick_as_it_is_then(feed):
    with feed.listening(EVERYONE) as listener:
        session = feed.start("s")
        session.move(SessionMove.SERVED)
        session.move(SessionMove.BUSY)
        await feed.tick()
        session.move(SessionMove.QUIET)
        await feed.tick()
        feed.stop(session)
        await feed.tick()
        told = [value for event, value in await read(listener) if event == "sessions"]

    states = [[one["state"] for one in value["changed"] + value["ended"]] for value in told]
    assert states == [["ACTIVE"], ["IDLE"], ["STOPPED"]]
    assert told[2]["ended"][0]["endReason"] == "its process was killed by signal 9"


async def test_a_session_that_could_not_be_started_is_told_of_with_why(feed):
    with feed.listening(EVERYONE) as listener:
        session = feed.start("s")
        session.started.set_exception(AgentError("the agent is not well"))
        session.started.exception()
        feed.stop(session)
        await feed.tick()
        told = dict(await read(listener))["sessions"]

    assert "the agent is not well" in told["ended"][0]["endReason"]


async def test_an_id_that_is_used_again_ended_before_it_changed(feed):
    with feed.listening(EVERYONE) as listener:
        feed.stop(feed.start("s"))
        feed.start("s")
        await feed.tick()
        told = dict(await read(listener))["sessions"]

    assert list(told) == ["ended", "changed"]
    assert [one["sessionId"] for one in told["ended"] + told["changed"]] == ["s", "s"]


async def test_ticks_count_what_is_the_listeners_to_see(feed):
    ada = Audience(scope=OwnerScope(owner="key:ada", prefix="key:ada/"), policy=EVERYTHING)
    with feed.listening(EVERYONE) as all_of_it, feed.listening(ada) as hers:
        for owner in (None, "key:ada", "key:ada/u", "key:Ada", "key:adam"):
            feed.start(f"s-{owner}", owner=owner)
        feed.living[1].active_count = 2
        await feed.tick()
        whole, part = dict(await read(all_of_it)), dict(await read(hers))

    assert (whole["tick"]["sessions"]["live"], whole["tick"]["totals"]) == (5, {"requests": 7})
    assert (part["tick"]["sessions"]["starting"], part["tick"]["totals"]) == (3, None)
    assert (whole["tick"]["streams"], part["tick"]["streams"]) == (2, 2)
    assert {one["sessionId"] for one in part["sessions"]["changed"]} == {"s-None", "s-key:ada", "s-key:ada/u"}


async def test_runtimes_that_a_policy_does_not_allow_do_not_exist(feed):
    policy = allow(["headwater:*"], ["a"])
    with feed.listening(Audience(scope=ALL_OWNERS, policy=policy)) as listener:
        for runtime_id in ("a", "b", "gone"):
            feed.note_runtime(runtime_id)
        feed.start("s", runtime_id="b")
        await feed.tick()
        told = dict(await read(listener))

    assert told["runtimes"] == {"changed": [{"runtimeId": "a"}], "deleted": []}
    assert "sessions" not in told
    assert told["tick"]["sessions"]["live"] == 0


async def test_a_runtime_that_is_gone_is_told_of_by_its_id(feed):
    with feed.listening(EVERYONE) as listener:
        feed.note_runtime("gone")
        await feed.tick()

        assert dict(await read(listener))["runtimes"] == {"changed": [], "deleted": ["gone"]}


async def test_one_runtime_can_be_listened_to_alone(feed):
    with feed.listening(Audience(scope=ALL_OWNERS, policy=EVERYTHING, runtime_id="a")) as listener:
        feed.start("s1", runtime_id="a")
        feed.start("s2", runtime_id="b")
        feed.note_runtime("b")
        await feed.tick()
        told = dict(await read(listener))

    assert [one["sessionId"] for one in told["sessions"]["changed"]] == ["s1"]
    assert "runtimes" not in told
    assert told["tick"]["totals"] == {"requests": 3}


async def test_one_who_does_not_read_holds_little_and_is_told_to_start_over(feed, monkeypatch):
    monkeypatch.setattr(live, "HELD_MAX_BYTES", 2000)
    with feed.listening(EVERYONE) as listener:
        for number in range(40):
            feed.start(f"s{number}")
            await feed.tick()
            assert sum(map(len, listener._held)) <= 2000
        told = await read(listener)

    assert told[0] == ("resync", {"reason": "behind"})


async def test_too_many_changes_are_not_told_one_by_one(feed, monkeypatch):
    monkeypatch.setattr(live, "CHANGES_MAX_COUNT", 3)
    with feed.listening(EVERYONE) as listener:
        await read(listener)
        for number in range(4):
            feed.start(f"s{number}")
        await feed.tick()

        assert [event for event, _ in await read(listener)] == ["resync", "tick"]


async def test_nothing_is_kept_while_nobody_listens(feed):
    feed.start("s")
    feed.note_runtime("a")

    assert not feed._changed_sessions
    assert not feed._changed_runtimes


async def test_a_hundred_who_may_see_the_same_share_what_is_sent(feed):
    with feed.listening(EVERYONE) as one, feed.listening(EVERYONE) as other:
        feed.start("s")
        await feed.tick()

        assert one._held[-1] is other._held[-1]


async def test_the_end_lets_all_go_who_listen_and_who_come_still(feed):
    with feed.listening(EVERYONE) as listener:
        feed.end()
        with feed.listening(EVERYONE) as late:
            ends = [[frames async for frames in one.frames()] for one in (listener, late)]

    assert [len(frames) for frames in ends] == [1, 1]


async def test_listeners_are_bounded(feed, monkeypatch):
    monkeypatch.setattr(live, "LISTENERS_MAX_COUNT", 1)
    with feed.listening(EVERYONE), pytest.raises(Throttled, match="1 listen"), feed.listening(EVERYONE):
        pass
    with feed.listening(EVERYONE):
        pass


async def test_a_tick_that_fails_leaves_nobody_waiting(feed, monkeypatch):
    feed._every_s = 0.01
    with feed.listening(EVERYONE) as listener:
        await read(listener)
        feed.list_sessions = lambda: 1 / 0
        task = asyncio.create_task(feed.run())
        assert (await read(listener))[0] == ("resync", {"reason": "failed"})
        feed.list_sessions = list
        told = []
        while ("tick" not in dict(told)) and len(told) < 1000:
            told += await read(listener)
        task.cancel()

    assert "tick" in dict(told)
