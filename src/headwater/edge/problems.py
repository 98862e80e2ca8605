"""Errors of front doors as HTTP answers: nothing in them tells of what is behind the door.

The body is JSON in the form that OpenAI's clients read, whatever the door's form is.
"""

from __future__ import annotations

import json

from headwater.edge.base import Refusal, TargetRefused
from headwater.wire.http import HttpAnswer

_AGENT_FAILED = (424, "agent_failed", "the agent failed to answer")
#: What a target answers -> what a client gets to know of it. The class of the status stays.
_OF_TARGETS = {
    400: (400, "invalid_request", "the agent cannot be given this request"),
    402: (429, "busy", "too many conversations are open at this moment; try again later"),
    403: (403, "refused", "this request was refused"),
    404: (404, "not_available", "the agent is not available"),
    408: (408, "timeout", "the request took too long"),
    409: (409, "conflict", "this session is busy or just ending; try again"),
    413: (413, "too_large", "the request is too large"),
    424: _AGENT_FAILED,
    429: (429, "busy", "too many requests at this moment; try again later"),
    500: (500, "internal_error", "the request could not be completed"),
    503: (503, "unavailable", "the agent is not available at this moment; try again later"),
    504: (504, "timeout", "the agent did not answer in time"),
}
_BAD_GATEWAY = (502, "bad_gateway", "the agent could not be reached")
_RETRY_AFTER_S = 5
#: What clients hear of an answer that broke off.
BROKE_OFF = "the agent stopped before its answer was complete"


def of_target(refused: TargetRefused) -> Refusal:
    """What a target's error is to a client."""
    if refused.is_edges_fault:
        return Refusal(*_BAD_GATEWAY)
    other = _AGENT_FAILED if 400 <= refused.status < 500 else _BAD_GATEWAY
    status, code, message = _OF_TARGETS.get(refused.status, other)
    headers = {"retry-after": str(_RETRY_AFTER_S)} if status in (429, 503) else {}
    return Refusal(status, code, message, headers=headers)


def encode(refusal: Refusal, request_id: str) -> HttpAnswer:
    """A refusal as it is sent."""
    body = {
        "error": {"message": refusal.message, "type": refusal.code, "code": refusal.code, "param": None},
        "requestId": request_id,
    }
    headers = (("content-type", "application/json"), *refusal.headers.items())
    return HttpAnswer(refusal.status, headers, json.dumps(body).encode())


def unexpected() -> Refusal:
    """For what nobody foresaw."""
    return Refusal(500, "internal_error", "the request could not be completed")
