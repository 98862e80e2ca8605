"""What is text for a person in answers of A2A and events of AG-UI."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.client.record import find_failure
from headwater.wire.text import TextJoiner, find_answer_text, find_text


def answer(**result):
    return {"jsonrpc": "2.0", "id": 1, "result": result}


def status(state, *texts):
    message = {"message": {"role": "agent", "parts": [{"text": text} for text in texts]}} if texts else {}
    return {"state": state, **message}


NEW = [
    answer(task={"id": "t", "status": status("TASK_STATE_SUBMITTED")}),
    answer(statusUpdate={"status": status("TASK_STATE_WORKING", "adding")}),
    answer(artifactUpdate={"artifact": {"parts": [{"text": "the sum "}]}}),
    answer(artifactUpdate={"artifact": {"parts": [{"text": "is "}, {"data": {"n": 3}}, {"text": "3"}]}}),
    answer(statusUpdate={"status": status("TASK_STATE_COMPLETED", "the sum is 3")}),
]
OLD = [
    answer(kind="task", id="t", status=status("submitted")),
    answer(kind="status-update", final=False, status=status("working", "adding")),
    answer(kind="artifact-update", artifact={"parts": [{"kind": "text", "text": "the sum is 3"}]}),
    answer(kind="status-update", final=True, status=status("completed")),
]


@pytest.mark.parametrize("events", [NEW, OLD])
def test_what_an_agent_made_is_its_text_and_how_far_it_is_is_not(events):
    joiner = TextJoiner()
    assert "".join(joiner.take(event) or "" for event in events) == "the sum is 3"


@pytest.mark.parametrize("state", ["input-required", "TASK_STATE_INPUT_REQUIRED", "completed"])
def test_what_it_says_as_it_comes_to_rest_is_text_where_it_made_nothing(state):
    asked = answer(statusUpdate={"status": status(state, "which numbers?")})
    assert find_text(asked) == ("a2a-message", "which numbers?")
    assert find_failure(asked) is None


@pytest.mark.parametrize(
    ("result", "text"),
    [
        ({"message": {"parts": [{"text": "hi"}]}}, "hi"),
        ({"kind": "message", "parts": [{"kind": "text", "text": "hi"}]}, "hi"),
        ({"task": {"artifacts": [{"parts": [{"text": "a"}]}, {"parts": [{"text": "b"}]}]}}, "a\nb"),
        ({"kind": "task", "status": status("input-required", "which?")}, "which?"),
        ({"kind": "task", "artifacts": "none"}, None),
        ({"task": {}}, None),
    ],
)
def test_an_answer_at_once_is_what_the_task_made_or_said_last(result, text):
    assert find_answer_text(answer(**result)) == text


def test_failures_are_told_whatever_the_protocol():
    failed = find_failure(answer(statusUpdate={"status": status("TASK_STATE_FAILED", "no numbers")}))
    assert failed.message == "no numbers"
    assert find_failure(answer(kind="task", status=status("rejected"))).message == "the agent's task rejected"
    error = find_failure({"jsonrpc": "2.0", "id": 1, "error": {"code": -32001, "message": "Task not found"}})
    assert (error.message, error.error_type) == ("Task not found", "-32001")
    error = find_failure({"type": "RUN_ERROR", "message": "boom", "code": "AGENT_ERROR"})
    assert (error.message, error.error_type) == ("boom", "AGENT_ERROR")


def test_the_text_of_ag_uis_events():
    joiner = TextJoiner()
    events = [
        {"type": "RUN_STARTED", "threadId": "t"},
        {"type": "TEXT_MESSAGE_START", "messageId": "m"},
        {"type": "TEXT_MESSAGE_CONTENT", "messageId": "m", "delta": "Hel"},
        {"type": "TOOL_CALL_ARGS", "toolCallId": "c", "delta": "{}"},
        {"type": "TEXT_MESSAGE_CHUNK", "delta": "lo"},
        {"type": ["TEXT_MESSAGE_CONTENT"], "delta": "no"},
    ]
    assert [joiner.take(event) for event in events] == [None, None, "Hel", None, "lo", None]


NAMES = [
    "task",
    "message",
    "kind",
    "parts",
    "text",
    "status",
    "state",
    "artifacts",
    "artifactUpdate",
    "statusUpdate",
    "artifact",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["task", "failed"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_no_answer_is_too_odd(result):
    event = {"jsonrpc": "2.0", "id": 1, "result": result}
    find_text(event)
    find_answer_text(event)
    find_failure(event)
