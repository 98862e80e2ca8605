"""What the server makes of a template's messages."""

import json

import pytest

from headwater.sandbox.base import ExitStatus
from headwater.sandbox.process import TemplateProcess
from headwater.template.plan import Plan

PLAN = Plan(entry_file="a.py", argv=[], bundle_dir="/b", mode="fork", isolation="process", scratch_dir="/s")


@pytest.fixture
async def process():
    exits = []
    made = TemplateProcess(PLAN, lambda worker_id, code, is_cleared: exits.append((worker_id, code)))
    made.exits = exits
    return made


def hear(process, message):
    process._on_message(
        json.loads(json.dumps(message)) if not isinstance(message, str) else json.loads(message)
    )


async def test_a_report_is_taken_over(process):
    hear(process, {"event": "unsafe", "reasons": ["1 thread"], "load_ms": 12.5})

    report = await process.settled
    assert (report.state, report.reasons, report.load_ms) == ("unsafe", ["1 thread"], 12.5)


async def test_only_the_first_report_counts(process):
    hear(process, {"event": "failed", "summary": "first"})
    hear(process, {"event": "ready"})

    assert (await process.settled).summary == "first"


@pytest.mark.parametrize(
    "load_ms", ["NaN", "Infinity", "-Infinity", "-1", "1" + "0" * 400, '"12"', "null", "[1]", "true", "1e999"]
)
async def test_a_time_that_cannot_be_is_not_believed(process, load_ms):
    hear(process, f'{{"event": "ready", "load_ms": {load_ms}}}')

    report = await process.settled
    assert report.load_ms in (None, 1.0)
    json.dumps(report.load_ms, allow_nan=False)


@pytest.mark.parametrize("text", ["\ud800 half a pair", {"a": 1}, None, 5, ["x"] * 10, "x" * 1_000_000])
async def test_texts_are_text_that_can_be_stored(process, text):
    hear(
        process,
        {"event": "failed", "kind": text, "summary": text, "traceback": text, "reasons": [text] * 100},
    )

    report = await process.settled
    for value in (report.kind, report.summary, report.traceback, *report.reasons):
        value.encode()
    assert len(report.kind) <= 400
    assert len(report.summary) <= 32_000
    assert len(report.reasons) <= 20


@pytest.mark.parametrize("event", ["", None, 5, [], {"a": 1}, "unheard of", "READY"])
async def test_unknown_events_are_passed_over(process, event):
    hear(process, {"event": event})
    hear(process, {})

    assert not process.settled.done()


async def test_exits_are_told_with_a_code_whatever_was_said(process):
    for status in (0, 7, "x", None, [1]):
        hear(process, {"event": "exited", "worker_id": "w", "status": status})

    assert process.exits == [("w", 0), ("w", 7), ("w", 1), ("w", 1), ("w", 1)]


async def test_sessions_nobody_asked_for_are_not_remembered(process):
    for number in range(1000):
        hear(process, {"event": "spawned", "worker_id": f"w-{number}", "pid": number})

    assert process._worker_pids == {}


async def test_a_process_that_was_not_started_can_be_killed_and_asked(process):
    await process.kill()
    process.send_signal("w", 15)
    process.dump_stacks()

    assert process.pid is None
    assert process.find_agent_pid("w") is None
    assert not process.is_alive


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0, "ended with code 0"),
        (3, "ended with code 3"),
        (-9, "killed by signal 9"),
        (137, "killed by signal 9"),
        (139, "killed by signal 11"),
        (70, "sandbox could not be made"),
        (None, "is gone"),
    ],
)
def test_an_end_is_described(code, words):
    assert words in ExitStatus(code).describe()
