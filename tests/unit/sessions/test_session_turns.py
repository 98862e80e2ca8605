"""Turns in a busy session: who goes on, who waits, who is refused, and that no turn is lost."""

import asyncio
import random
from contextlib import suppress

import pytest

import effort
from headwater.core.errors import Conflict, Throttled
from headwater.core.limits import UNLIMITED, RuntimeLimits, WhenBusy
from headwater.http.asgi import ClientGone
from headwater.sessions.session import SessionKey
from headwater.sessions.settings import SessionSettings
from headwater.sessions.turns import Turn, Turns

KEY = SessionKey("bot-1", "DEFAULT", "s")


class World:
    """Requests by name, and what has become of each."""

    def __init__(self, limits=UNLIMITED, **settings):
        self.turns = Turns(SessionSettings(**settings), lambda runtime_id: limits)
        self.said = []
        self.gates = {}
        self.tasks = {}

    async def begin(self, name, when_busy=None, wait_left=None):
        turn = Turn(when_busy, on_accepted=lambda: self.said.append(f"{name} accepted"))
        turn.wait_left = wait_left
        self.gates[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(self._use(name, turn))
        await settle()

    async def _use(self, name, turn):
        try:
            await self.turns.take(KEY, turn)
            self.said.append(f"{name} in")
            turn.cutting(self.gates[name].set)
            await self.gates[name].wait()
        finally:
            self.turns.give_back(turn)
        self.said.append(f"{name} {'cut' if turn.is_interrupted else 'out'}")

    async def end(self, name):
        self.gates[name].set()
        await self.tasks[name]
        await settle()


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


async def test_requests_go_on_beside_each_other_unless_told_otherwise():
    world = World()
    await world.begin("a")
    await world.begin("b")

    assert world.said == ["a accepted", "a in", "b accepted", "b in"]


async def test_those_who_wait_come_one_after_the_other():
    world = World()
    for name in "abc":
        await world.begin(name, WhenBusy.QUEUE)
    assert world.said == ["a accepted", "a in", "b accepted", "c accepted"]

    await world.end("a")
    await world.end("b")
    await world.end("c")

    assert world.said[4:] == ["a out", "b in", "b out", "c in", "c out"]
    assert not world.turns.is_busy(KEY)


async def test_who_is_not_to_wait_is_refused_while_others_are_there_or_wait():
    world = World()
    await world.begin("a")
    await world.begin("b", WhenBusy.REJECT)
    with pytest.raises(Conflict, match="busy"):
        await world.tasks["b"]

    await world.end("a")
    await world.begin("c", WhenBusy.REJECT)
    assert world.said[-1] == "c in"


async def test_the_runtimes_limits_say_it_for_those_who_do_not():
    world = World(RuntimeLimits(when_busy=WhenBusy.REJECT))
    await world.begin("a")
    await world.begin("b")
    with pytest.raises(Conflict):
        await world.tasks["b"]
    await world.begin("c", WhenBusy.CONCURRENT)

    assert world.said[-1] == "c in"


async def test_who_interrupts_goes_on_when_the_others_have_ended():
    world = World()
    await world.begin("a")
    await world.begin("b")
    await world.begin("c", WhenBusy.QUEUE)
    await world.begin("d", WhenBusy.INTERRUPT)
    await settle()

    assert world.said[4:] == ["c accepted", "d accepted", "a cut", "b cut", "d in"]
    await world.end("d")
    assert world.said[-1] == "c in"


async def test_of_two_who_interrupt_the_later_one_goes_on():
    world = World()
    await world.begin("a")
    turn = Turn(WhenBusy.INTERRUPT)
    first = asyncio.create_task(world._use("x", turn))
    world.gates["x"] = asyncio.Event()
    await world.begin("y", WhenBusy.INTERRUPT)
    await settle()

    with pytest.raises(Conflict, match="interrupted"):
        await first
    assert "y in" in world.said
    assert "x in" not in world.said


async def test_a_queue_has_a_bound_in_length_and_in_time():
    world = World(queue_max_count=1, queue_timeout_s=0.01)
    await world.begin("a")
    await world.begin("b", WhenBusy.QUEUE)
    await world.begin("c", WhenBusy.QUEUE)

    with pytest.raises(Throttled, match="queue_max_count"):
        await world.tasks["c"]
    with pytest.raises(Conflict, match="queue_timeout_s"):
        await world.tasks["b"]
    await world.end("a")
    assert not world.turns.is_busy(KEY)


async def test_who_leaves_while_he_waits_takes_no_turn():
    async def leave():
        raise ClientGone

    world = World()
    await world.begin("a")
    await world.begin("b", WhenBusy.QUEUE, leave)
    with pytest.raises(ClientGone):
        await world.tasks["b"]
    await world.begin("c", WhenBusy.QUEUE, asyncio.Event().wait)
    await world.end("a")

    assert world.said[-1] == "c in"


async def test_whatever_happens_no_turn_is_lost_and_queued_ones_are_alone():
    choices = random.Random(7)
    for _ in range(effort.count(30, 1000)):
        world = World(queue_timeout_s=0.001 if choices.random() < 0.3 else 5)
        for name in map(str, range(6)):
            await world.begin(name, choices.choice([WhenBusy.QUEUE, WhenBusy.QUEUE, *WhenBusy]))
            for other in choices.sample(list(world.tasks), min(2, len(world.tasks))):
                if choices.random() < 0.3:
                    world.tasks[other].cancel()
                elif choices.random() < 0.4:
                    world.gates[other].set()
        for gate in world.gates.values():
            gate.set()
        for task in world.tasks.values():
            with suppress(Conflict, Throttled, asyncio.CancelledError):
                await asyncio.wait_for(task, 10)
        assert not world.turns.is_busy(KEY)
