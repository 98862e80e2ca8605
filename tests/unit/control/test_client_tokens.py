"""Requests that come twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from headwater.control.idempotency import RETENTION, find_answer, keep_answer
from headwater.control.sealing import Sealer
from headwater.core.errors import Conflict, InvalidRequest, NotFound
from headwater.store.engine import open_store

TOKEN = "t" * 36
SEALER = Sealer([Fernet.generate_key().decode()])


async def test_a_repeated_create_gives_the_same_and_makes_nothing(bench):
    request = await bench.request(agentRuntimeName="weather", clientToken=TOKEN)

    answers = await asyncio.gather(*(bench.ask("CreateAgentRuntime", **request) for _ in range(4)))

    assert all(answer == answers[0] for answer in answers)
    assert bench.plane.resolver.runtime_count == 1
    await bench.until(lambda: bench.preparer.prepared)
    bench.preparer.gate.set()
    await bench.settled(answers[0]["agentRuntimeId"])
    assert len(bench.preparer.prepared) == 1
    assert await bench.ask("CreateAgentRuntime", **request) == answers[0]


async def test_a_token_with_other_parameters_is_refused(bench):
    request = await bench.request(agentRuntimeName="weather", clientToken=TOKEN)
    await bench.ask("CreateAgentRuntime", **request)

    with pytest.raises(InvalidRequest) as caught:
        await bench.ask("CreateAgentRuntime", **{**request, "environmentVariables": {"A": "hunter2"}})

    assert caught.value.reason == "IdempotentParameterMismatchException"
    assert "hunter2" not in str(caught.value)


async def test_a_repeated_update_makes_no_second_version(bench):
    runtime_id = await bench.ready()
    request = await bench.request(agentRuntimeId=runtime_id, clientToken=TOKEN)

    first = await bench.ask("UpdateAgentRuntime", **request)
    assert await bench.ask("UpdateAgentRuntime", **request) == first
    await bench.settled(runtime_id)
    assert await bench.ask("UpdateAgentRuntime", **request) == first

    assert (await bench.get(runtime_id))["agentRuntimeVersion"] == "2"


async def test_a_repeated_delete_is_answered_when_all_is_gone(bench):
    runtime_id = await bench.ready()
    request = {"agentRuntimeId": runtime_id, "clientToken": TOKEN}
    first = await bench.ask("DeleteAgentRuntime", **request)
    with pytest.raises(NotFound):
        await bench.settled(runtime_id)

    assert await bench.ask("DeleteAgentRuntime", **request) == first
    with pytest.raises(NotFound):
        await bench.ask("DeleteAgentRuntime", agentRuntimeId=runtime_id, clientToken="u" * 36)


async def test_a_token_counts_for_one_operation(bench):
    runtime_id = await bench.ready(clientToken=TOKEN)

    await bench.update(runtime_id, clientToken=TOKEN)

    assert (await bench.settled(runtime_id))["agentRuntimeVersion"] == "2"


async def test_a_request_that_failed_may_be_tried_again(bench):
    runtime_id = (await bench.create())["agentRuntimeId"]
    request = await bench.request(agentRuntimeId=runtime_id, clientToken=TOKEN)
    with pytest.raises(Conflict):
        await bench.ask("UpdateAgentRuntime", **request)
    bench.preparer.gate.set()
    await bench.settled(runtime_id)

    assert (await bench.ask("UpdateAgentRuntime", **request))["agentRuntimeVersion"] == "2"


async def test_answers_are_kept_for_hours_and_then_forgotten(tmp_path):
    start = datetime(2026, 1, 1, tzinfo=UTC)
    asked, answer = {"clientToken": TOKEN, "name": "x"}, {"status": "CREATING", "createdAt": start}
    other = {"clientToken": "u" * 36, "name": "y"}
    assert timedelta(hours=8) <= RETENTION

    async with open_store(f"sqlite:///{tmp_path / 'headwater.db'}") as store:
        await store.run(lambda tx: keep_answer(tx, "Op", asked, answer, SEALER, at=start))
        await store.run(lambda tx: keep_answer(tx, "Op", other, answer, SEALER, at=start + RETENTION))
        assert await store.run(lambda tx: find_answer(tx, "Op", asked, SEALER)) == answer
        third = {"clientToken": "v" * 36}
        late = start + RETENTION + timedelta(seconds=1)
        await store.run(lambda tx: keep_answer(tx, "Op", third, answer, SEALER, at=late))
        assert await store.run(lambda tx: find_answer(tx, "Op", asked, SEALER)) is None
