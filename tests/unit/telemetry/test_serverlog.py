"""The server's own log as JSON: what it says of the request that is served, and of exceptions."""

import contextvars
import io
import json
import logging
import sys

import pytest

from headwater.telemetry.serverlog import JsonLines, begin_request, note_segment, set_up
from headwater.telemetry.spans import Recorder


@pytest.fixture
def log():
    """`log(act)`: what `act(logger)` logs, as JSON, in a context of its own."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("headwater.tested")
    logger.addHandler(handler)
    logger.propagate = False

    def act_and_read(act):
        contextvars.copy_context().run(act, logger)
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    yield act_and_read
    logger.removeHandler(handler)
    logger.propagate = True


def test_a_line_says_what_request_it_is_about_also_after_its_segment(log):
    segment = Recorder().begin("invoke", None)
    segment.session_id = "session-1"

    def act(logger):
        logger.warning("before")
        begin_request("request-1")
        logger.warning("early %d", 1)
        note_segment(segment)
        segment.end()
        logger.error("late")

    before, early, late = log(act)

    assert before.keys() == {"time", "level", "logger", "message"}
    assert (early["message"], early["level"], early["requestId"]) == ("early 1", "warning", "request-1")
    assert (late["requestId"], late["sessionId"]) == ("request-1", "session-1")
    assert late["traceId"] == segment.context.trace_id


def test_an_exception_is_told_with_its_cause_and_stays_one_line(log):
    def fail():
        try:
            raise KeyError("inner\nline")
        except KeyError as exc:
            raise ValueError("outer \x1b") from exc

    def act(logger):
        try:
            fail()
        except ValueError:
            logger.exception("it failed")

    (line,) = log(act)

    told = line["exception"]
    assert (told["type"], told["message"]) == ("ValueError", "outer \x1b")
    assert [frame.split()[-1] for frame in told["stack"]] == ["act", "fail"]
    assert told["cause"]["type"] == "KeyError"


def test_the_least_serious_level_is_settled_and_the_libraries_stay_quiet(monkeypatch):
    root = logging.getLogger()
    before = (root.level, root.handlers[:])
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    try:
        set_up("json", "debug")
        logging.getLogger("httpx").info("GET")
        logging.getLogger("headwater").debug("fine")
        text = sys.stderr.getvalue()
    finally:
        root.setLevel(before[0])
        root.handlers[:] = before[1]
        logging.captureWarnings(False)

    assert [json.loads(line)["message"] for line in text.splitlines()] == ["fine"]
