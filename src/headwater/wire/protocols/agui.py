"""Errors of the platform as AG-UI clients get them: one event of a stream, whatever the status.

Source: AgentCore Runtime's AG-UI protocol contract.
"""

from __future__ import annotations

import json

from headwater.core.errors import HeadwaterError, PlatformError
from headwater.wire.headers import CONTENT_TYPE, ERROR_TYPE, REQUEST_ID
from headwater.wire.http import HttpAnswer

_AGENT_FAILED = "AGENT_ERROR"
_OTHER = ("INTERNAL_ERROR", 500)
#: Code of an error -> the event's code and the HTTP status.
_TABLE = {
    "UnauthorizedException": ("UNAUTHORIZED", 401),
    "AccessDeniedException": ("ACCESS_DENIED", 403),
    "ValidationException": ("VALIDATION_ERROR", 400),
    # Not in the contract's table, where it would be a failure of the platform's.
    "ResourceNotFoundException": ("RESOURCE_NOT_FOUND", 404),
    "ThrottlingException": ("RATE_LIMIT_EXCEEDED", 429),
    "ConflictException": ("SESSION_BUSY", 409),
    "RetryableConflictException": ("SESSION_BUSY", 409),
    "ServiceQuotaExceededException": ("SERVICE_QUOTA_EXCEEDED", 429),
    "RuntimeClientError": (_AGENT_FAILED, 200),
}


def encode_agui_problem(error: HeadwaterError, request_id: str) -> HttpAnswer:
    """`error` as a stream of one `RUN_ERROR` event."""
    code, status = _TABLE.get(error.code, _OTHER)
    message = "Internal error - Server error" if isinstance(error, PlatformError) else error.message
    headers = ((CONTENT_TYPE, "text/event-stream"), (ERROR_TYPE, error.code), (REQUEST_ID, request_id))
    return HttpAnswer(status, headers, b"data: " + _write_error(code, message) + b"\n\n")


def write_agui_failure(problem: str) -> bytes:
    """What a stream's last event holds when the agent failed in its midst."""
    return _write_error(_AGENT_FAILED, problem)


def _write_error(code: str, message: str) -> bytes:
    # ASCII escapes: a message may quote text that has no UTF-8 form (a lone surrogate).
    return json.dumps({"type": "RUN_ERROR", "message": message, "code": code}).encode()
