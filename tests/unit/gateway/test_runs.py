"""Runs, whatever the invocation in them does: each comes to an end that its readers hear of."""

import asyncio
import uuid
from types import SimpleNamespace

import pytest

from headwater.core.errors import AgentError, Conflict
from headwater.core.principals import OPEN
from headwater.gateway.runs import repeats
from headwater.gateway.runs.carrying import Runs
from headwater.gateway.runs.wishes import RunWish
from headwater.http.asgi import ClientGone, RequestBody
from headwater.streams.base import RunState
from headwater.streams.settings import StreamSettings
from headwater.streams.store import StreamStore

HEAD = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]}
VALUES = {"agentRuntimeArn": "arn", "runtimeSessionId": "s" * 33}
VERSION = SimpleNamespace(runtime_id="bot-1", runtime_arn="arn", runtime_name="bot", authorizer=None)


def part(data, more=True):
    return {"type": "http.response.body", "body": data, "more_body": more}


class Caller:
    """Of one run: what he sends, and what he gets."""

    def __init__(self, *parts):
        self.parts = list(parts or (b"{}",))
        self.left = asyncio.Event()
        self.messages = []

    async def receive(self):
        if self.parts and self.parts[0] is not None:
            data = self.parts.pop(0)
            return {"type": "http.request", "body": data, "more_body": bool(self.parts)}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.messages.append(message)

    @property
    def body(self):
        return b"".join(message.get("body", b"") for message in self.messages)


class World:
    """Runs of an invocation that the test writes: `serve(body, send)`."""

    def __init__(self, store, drain_s=5.0):
        self.serve = None
        self.accepts = True
        target = SimpleNamespace(version=VERSION, endpoint="DEFAULT")
        resolver = SimpleNamespace(resolve=lambda *names: target)
        self.runs = Runs(self, resolver, store, StreamSettings(), drain_s=drain_s)
        self.store = store

    async def invoke(self, scope, body, send, *rest):
        if self.accepts:
            rest[-1].on_accepted()
        await self.serve(body, send)

    def ask(self, caller, run_id, **wish):
        return self.runs.invoke(
            {"headers": []},
            RequestBody(caller.receive),
            caller.send,
            VALUES,
            run_id,
            OPEN,
            wish=RunWish(is_resumable=True, **wish),
        )

    async def call(self, caller, **wish):
        """The id of a run, and the task of its caller."""
        run_id = str(uuid.uuid4())
        calling = asyncio.create_task(self.ask(caller, run_id, **wish))
        await asyncio.sleep(0.01)
        return run_id, calling


@pytest.fixture
async def store(tmp_path):
    store = StreamStore(tmp_path / "streams", StreamSettings())
    async with store.running():
        yield store


@pytest.fixture
async def world(store):
    world = World(store)
    async with world.runs.running():
        yield world


async def wait_for_ever(body, send):
    await body.next_part()
    await asyncio.Event().wait()


async def test_a_run_that_does_not_look_whether_its_caller_is_there_is_ended_all_the_same(world):
    world.serve = wait_for_ever
    caller = Caller()
    run_id, calling = await world.call(caller)

    await asyncio.wait_for(world.runs.cancel(world.store.find(run_id)), 5)

    assert world.store.find(run_id).end.state is RunState.CANCELLED
    with pytest.raises(Conflict, match="cancelled, before the agent answered"):
        await calling
    assert world.runs.find(run_id) is None


async def test_a_run_that_is_cut_before_its_first_step_has_an_end(world):
    world.serve = wait_for_ever
    calling = asyncio.create_task(
        world.runs.invoke(
            {"headers": []},
            RequestBody(Caller().receive),
            Caller().send,
            VALUES,
            "the-run",
            OPEN,
            wish=RunWish(is_resumable=True),
        )
    )
    await asyncio.sleep(0)  # it is made, and its task has not begun
    await asyncio.wait_for(world.runs.cancel(world.store.find("the-run")), 5)

    assert world.store.find("the-run").end.state is RunState.CANCELLED
    with pytest.raises(Conflict):
        await calling


async def test_whatever_fails_is_told_to_the_caller_and_to_those_who_come_later(world):
    async def fail(body, send):
        await body.next_part()
        raise AgentError("told to")

    world.serve = fail
    run_id, calling = await world.call(Caller())

    with pytest.raises(AgentError, match="told to"):
        await calling
    end = world.store.find(run_id).end
    assert (end.state, end.problem.status) == (RunState.FAILED, 424)


async def test_what_nobody_foresaw_is_an_end_too(world, caplog):
    async def fail(body, send):
        raise ZeroDivisionError

    world.serve = fail
    run_id, calling = await world.call(Caller())

    with pytest.raises(Exception, match="failed to do its part"):
        await calling
    assert world.store.find(run_id).end.problem.status == 500
    assert "ZeroDivisionError" in caplog.text


async def test_an_answer_that_ends_without_its_last_part_is_not_taken_for_the_whole(world):
    async def break_off(body, send):
        await body.next_part()
        await send(HEAD)
        await send(part(b"data: 1\n\ndata"))

    world.serve = break_off
    caller = Caller()
    run_id, calling = await world.call(caller)
    await calling

    assert world.store.find(run_id).end.state is RunState.FAILED
    assert b'\n\nevent: headwater.end\ndata: {"reason": "failed"' in caller.body


async def test_a_caller_who_leaves_in_the_middle_of_his_request_ends_the_run_and_one_after_it_does_not(world):
    going_on = asyncio.Event()

    async def answer(body, send):
        while not body.is_complete:
            await body.next_part()
        await send(HEAD)
        await going_on.wait()
        await send(part(b"data: 1\n\n", more=False))

    world.serve = answer
    early, late = Caller(b"{", None), Caller()
    early_id, early_calling = await world.call(early)
    late_id, late_calling = await world.call(late)
    early.left.set()
    late.left.set()

    with pytest.raises(Exception, match="before the request was complete"):
        await early_calling
    with pytest.raises(ClientGone):
        await late_calling
    assert world.store.find(early_id).end.state is RunState.FAILED
    assert world.store.find(late_id).end is None
    going_on.set()
    log = world.store.find(late_id)
    await log.wait_news(5, lambda: log.end is not None)
    assert await log.read(0) == b"data: 1\n\n"


async def test_a_detached_run_is_answered_when_its_request_is_read_and_it_is_accepted(world):
    world.serve, world.accepts = wait_for_ever, False
    caller = Caller()
    run_id, calling = await world.call(caller, is_detached=True)
    assert not caller.messages

    world.runs.find(run_id).is_accepted.set()
    await calling

    assert caller.messages[0]["status"] == 202
    assert run_id.encode() in caller.body


async def test_when_the_server_ends_runs_have_its_drain_and_are_cut_then(store):
    async def answer(body, send):
        await body.next_part()
        await send(HEAD)
        await send(part(b"data: 1\n\n"))
        await asyncio.sleep(quick.pop())
        await send(part(b"data: 2\n\n", more=False))

    quick = [3600, 0.05]
    world = World(store, drain_s=0.8)
    async with world.runs.running():
        world.serve = answer
        done, lost = Caller(), Caller()
        done_id, calling = await world.call(done)
        lost_id, losing = await world.call(lost)
        world.runs.begin_end()
    await calling
    await losing

    assert store.find(done_id).end.state is RunState.DONE
    assert store.find(lost_id).end.state is RunState.LOST
    assert b"server-restart" in lost.body


async def test_of_requests_with_one_key_that_come_at_once_one_begins_a_run(world):
    callers, served = [Caller(b"{", b"}") for _ in range(5)], []

    async def answer(body, send):
        async for part_of_it in body.parts():
            served.append(part_of_it)
            await asyncio.sleep(0)
        await send(HEAD)
        await send(part(b"data: 1\n\n", more=False))

    world.serve = answer
    await asyncio.gather(
        *(
            world.ask(caller, f"run-{number}", idempotency_key="k", is_detached=number % 2 == 1)
            for number, caller in enumerate(callers)
        )
    )

    assert served == [b"{", b"}"]
    assert [log.facts.invocation_id for log in world.store.list()] == ["run-0"]
    assert {caller.body for caller in callers[::2]} == {b"data: 1\nid: 9\n\n"}
    assert all(b'"invocationId": "run-0"' in caller.body for caller in callers[1::2])


async def read_on(body, send):
    await body.next_part()
    await body.next_part()


@pytest.mark.parametrize("hang", [read_on, wait_for_ever])
async def test_a_request_that_never_comes_whole_makes_room_for_the_next_with_its_key(
    world, monkeypatch, hang
):
    async def answer(body, send):
        await send(HEAD)
        await send(part(b"data: 1\n\n", more=False))

    monkeypatch.setattr(repeats, "_COMING_S", 0.01)
    world.serve = hang
    _, hanging = await world.call(Caller(b"{", None), idempotency_key="k")
    world.serve = answer
    caller = Caller(b"{", b"}")
    _, calling = await world.call(caller, idempotency_key="k")

    await calling
    assert caller.body == b"data: 1\nid: 9\n\n"
    with pytest.raises(Conflict, match="sent again"):
        await hanging


async def test_a_request_that_is_refused_leaves_no_run(world):
    async def refuse(body, send):
        await body.next_part()
        raise Conflict("busy")

    world.serve, world.accepts = refuse, False
    run_id, calling = await world.call(Caller())

    with pytest.raises(Conflict, match="busy"):
        await calling
    assert world.store.find(run_id) is None
