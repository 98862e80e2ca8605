"""What a person reads of an A2A agent's answers, of both versions of the protocol that are spoken. No I/O.

Answer = JSON-RPC's `result`: in a stream a task, a message, an artifact or a change of status at a time, else
a task or a message. 1.0 says which by a member's name, 0.3 by `kind`. Text is in `parts`.

Source: A2A specification 0.3 and 1.0, "Message", "Task", "TaskStatusUpdateEvent", "TaskArtifactUpdateEvent".
"""

from __future__ import annotations

from typing import Any, Literal

#: Whether text is a piece of what the agent made, or what it said as its task came to rest.
A2aForm = Literal["a2a-artifact", "a2a-message"]
Table = dict[str, Any]  # Any: JSON

#: A task in one of these is still being worked on: what it says is how far it is.
_BUSY = frozenset({"submitted", "working", "unspecified", "unknown"})
_FAILED = frozenset({"failed", "rejected"})
#: Members of 1.0's answers -> what 0.3 calls their kind.
_KINDS = {
    "artifactUpdate": "artifact-update",
    "statusUpdate": "status-update",
    "message": "message",
    "task": "task",
}


def find_a2a_text(event: Table) -> tuple[A2aForm, str] | None:
    """The text of one event of a stream; None if it has none for a person to read."""
    kind, body = _open(event)
    if kind == "artifact-update":
        text = _text_of(body.get("artifact"))
        return None if text is None else ("a2a-artifact", text)
    if kind == "message":
        text = _text_of(body)
        return None if text is None else ("a2a-message", text)
    if kind == "status-update" and _state_of(body) not in _BUSY:
        text = _text_of(_table(body.get("status")).get("message"))
        return None if text is None else ("a2a-message", text)
    return None


def find_a2a_answer(response: Table) -> str | None:
    """The text of an answer that came at once: what a task made, else what it said last."""
    kind, body = _open(response)
    if kind == "message":
        return _text_of(body)
    if kind != "task":
        return None
    artifacts = body.get("artifacts")
    texts = [_text_of(one) for one in artifacts] if isinstance(artifacts, list) else []
    said = [text for text in texts if text is not None]
    return "\n".join(said) if said else _text_of(_table(body.get("status")).get("message"))


def find_a2a_failure(event: Table) -> str | None:
    """Why an agent's task has failed, as far as it says so; None if it has not."""
    _, body = _open(event)
    state = _state_of(body)
    if state not in _FAILED:
        return None
    return _text_of(_table(body.get("status")).get("message")) or f"the agent's task {state}"


def is_a2a(event: Any) -> bool:  # Any: JSON
    """Whether an event is an answer of JSON-RPC's that may be A2A's."""
    return isinstance(event, dict) and event.get("jsonrpc") == "2.0" and isinstance(event.get("result"), dict)


def _open(response: Table) -> tuple[str, Table]:
    result = response["result"]
    if isinstance(kind := result.get("kind"), str):
        return kind, result
    for name, kind in _KINDS.items():
        if isinstance(body := result.get(name), dict):
            return kind, body
    return "", {}


def _state_of(body: Table) -> str:
    """`TASK_STATE_INPUT_REQUIRED` and `input-required` are `input-required`."""
    state = _table(body.get("status")).get("state")
    return str(state).removeprefix("TASK_STATE_").lower().replace("_", "-")


def _text_of(holder: Any) -> str | None:  # Any: JSON
    parts = _table(holder).get("parts")
    if not isinstance(parts, list):
        return None
    texts = [part["text"] for part in parts if isinstance(part, dict) and isinstance(part.get("text"), str)]
    return "".join(texts) if texts else None


def _table(value: Any) -> Table:  # Any: JSON
    return value if isinstance(value, dict) else {}
