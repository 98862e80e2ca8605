"""Spans on disk: found again, bounded by age and size, and a broken file is no reason not to start."""

import time

import pytest

from headwater.core.errors import InvalidRequest
from headwater.telemetry.settings import TelemetrySettings
from headwater.telemetry.spans import Phase, SpanRecord, new_span_id
from headwater.telemetry.store import InvocationFilter, SpanStore


def make_record(**fields):
    values = {
        "trace_id": "a" * 32,
        "span_id": new_span_id(),
        "parent_id": None,
        "name": "InvokeAgentRuntime",
        "start_ns": time.time_ns(),
        "duration_ns": 1_000_000,
        "request_id": new_span_id(),
    }
    return SpanRecord(**(values | fields))


async def test_a_span_comes_back_as_it_was(tmp_path):
    record = make_record(
        status="error",
        status_message="ä\ud800"[:1],
        runtime_id="r-1",
        session_id="s" * 33,
        attributes={"a": 1, "b": True, "c": "日本語", "d": 1.5},
        events=({"name": "exception", "timeMs": 1.5},),
        phases=(Phase("route", 0, 400), Phase("stream", 400, 600)),
    )
    async with SpanStore(tmp_path / "t.db", TelemetrySettings()) as store:
        store.add(record)

        assert await store.read_trace(record.trace_id) == [record]
        assert await store.find_invocation(record.request_id) == record
        assert await store.find_invocation("unknown") is None
    async with SpanStore(tmp_path / "t.db", TelemetrySettings()) as store:
        assert await store.read_trace(record.trace_id) == [record]


async def test_invocations_are_found_by_what_is_asked(tmp_path):
    slow = make_record(duration_ns=5_000_000_000, runtime_id="r-1", session_id="one", start_ns=300)
    failed = make_record(status="error", runtime_id="r-1", session_id="two", start_ns=200)
    other = make_record(runtime_id="r-2", session_id="one", start_ns=100)
    inner = make_record(request_id=None, runtime_id="r-1", start_ns=400)
    async with SpanStore(tmp_path / "t.db", TelemetrySettings(keep_days=100_000)) as store:
        for record in (slow, failed, other, inner):
            store.add(record)

        async def find(**fields):
            return await store.list_invocations(InvocationFilter(**fields))

        assert await find() == [slow, failed, other]
        assert await find(runtime_id="r-1") == [slow, failed]
        assert await find(session_id="one") == [slow, other]
        assert await find(min_duration_ns=1_000_000_000) == [slow]
        assert await find(errors_only=True) == [failed]
        assert await find(since_ns=200, until_ns=300) == [failed]
        assert await find(limit=1) == [slow]


@pytest.mark.parametrize(
    "settings", [TelemetrySettings(keep_days=1e-9), TelemetrySettings(store_max_bytes=1)], ids=["age", "size"]
)
async def test_what_is_too_old_or_too_much_goes(tmp_path, settings):
    async with SpanStore(tmp_path / "t.db", settings) as store:
        for _ in range(10):
            store.add(make_record())
        await store.flush()
        store._remove_old()

        assert await store.list_invocations(InvocationFilter()) == []


async def test_a_broken_file_is_set_aside(tmp_path):
    (tmp_path / "t.db").write_bytes(b"no database" * 1000)
    async with SpanStore(tmp_path / "t.db", TelemetrySettings()) as store:
        store.add(make_record())
        assert len(await store.list_invocations(InvocationFilter())) == 1

    assert [path.name for path in tmp_path.glob("t.broken-*")]


async def test_more_than_can_wait_is_dropped_and_counted(tmp_path, monkeypatch):
    monkeypatch.setattr("headwater.telemetry.store._MAX_PENDING", 3)
    async with SpanStore(tmp_path / "t.db", TelemetrySettings()) as store:
        records = [make_record(start_ns=number) for number in range(5)]
        for record in records:
            store.add(record)

        found = await store.list_invocations(InvocationFilter())
        assert found == records[:1:-1]
        assert store.dropped_count == 2


async def test_what_cannot_be_kept_is_counted_and_the_rest_is_kept(tmp_path):
    odd = make_record(name="half \ud800", status_message="\udfff", attributes={"half": "\ud800"})
    async with SpanStore(tmp_path / "t.db", TelemetrySettings()) as store:
        store.add(make_record(attributes={"what": object()}))
        store.add(make_record(duration_ns=2**70))
        store.add(odd)
        await store.flush()
        store.add(make_record(attributes={"said": "日本語"}))
        found = await store.list_invocations(InvocationFilter())

        assert store.dropped_count == 2
        assert len(found) == 2
        assert "half ?" in [record.name for record in found]
        assert len(await store.list_invocations(InvocationFilter(search="日本"))) == 1


async def test_a_search_without_end_is_cut(tmp_path, monkeypatch):
    monkeypatch.setattr("headwater.telemetry.store._READ_TIMEOUT_S", -1.0)
    monkeypatch.setattr("headwater.telemetry.store._STEPS_BETWEEN_LOOKS", 1)
    async with SpanStore(tmp_path / "t.db", TelemetrySettings()) as store:
        store.add(make_record())
        with pytest.raises(InvalidRequest, match="less time"):
            await store.list_invocations(InvocationFilter(search="x"))
