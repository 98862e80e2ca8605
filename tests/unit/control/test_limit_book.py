"""Limits are durable, gone with their runtime, and bounded in sum."""

import pytest

from headwater.control.ledger import utc_now
from headwater.control.limits import LimitBook
from headwater.core.errors import InvalidRequest, NotFound
from headwater.store import limits as queries
from headwater.store.engine import open_store


def book_on(store, **settings):
    return LimitBook(store, now=utc_now, **{"warm_max_count": 10, **settings}).load()


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'headwater.db'}"


async def test_what_was_set_is_there_after_a_restart(bench):
    runtime_id = await bench.ready()
    wanted = {"sessionsMaxCount": 3, "warmSessions": 2, "budget": {"cpuSeconds": 1.5, "requests": 9}}
    book = await book_on(bench.plane._ledger._store)
    limits = await book.change(runtime_id, wanted)

    again = await book_on(bench.plane._ledger._store)

    assert again.of(runtime_id) == limits == book.of(runtime_id)
    assert again.warm_counts() == {runtime_id: 2}
    await book.change(runtime_id, {"sessionsMaxCount": None, "warmSessions": None, "budget": None})
    assert await bench.plane._ledger.run(queries.all_limits) == {}


async def test_they_go_with_their_runtime(bench):
    runtime_id = await bench.ready()
    book = await book_on(bench.plane._ledger._store)
    await book.change(runtime_id, {"sessionsMaxCount": 3})

    await bench.ask("DeleteAgentRuntime", agentRuntimeId=runtime_id, clientToken="t" * 40)
    await bench.until(lambda: bench.plane.resolver.versions_in_use(runtime_id) is None)

    assert await bench.plane._ledger.run(queries.all_limits) == {}
    with pytest.raises(NotFound):
        await book.change(runtime_id, {"sessionsMaxCount": 4})


async def test_warm_sessions_of_all_runtimes_are_bounded_together(bench):
    first, second = await bench.ready("one"), await bench.ready("two")
    book = await book_on(bench.plane._ledger._store)
    await book.change(first, {"warmSessions": 7})

    with pytest.raises(InvalidRequest, match=r"10 for all agents together .* of which others have 7"):
        await book.change(second, {"warmSessions": 4})

    assert book.of(second).is_empty
    await book.change(first, {"warmSessions": 10})  # its own do not count against it


async def test_what_is_wrong_changes_nothing(bench):
    runtime_id = await bench.ready()
    book = await book_on(bench.plane._ledger._store)
    before = await book.change(runtime_id, {"sessionsMaxCount": 3})

    with pytest.raises(InvalidRequest):
        await book.change(runtime_id, {"sessionsMaxCount": 4, "warmSessions": -1})

    assert book.of(runtime_id) == before


async def test_a_store_without_limits_gives_none(url):
    async with open_store(url) as store:
        assert (await book_on(store)).of("nobody-0123456789").is_empty
