"""Errors of the platform as AG-UI clients get them: one event of a stream, whatever the status.

Source: AgentCore Runtime's AG-UI protocol contract.
"""

from __future__ import annotations

import json

from headwater.core.errors import HeadwaterError, PlatformError
from headwater.wire.headers import CONTENT_TYPE, REQUEST_ID
from headwater.wire.http import HttpAnswer

_OTHER = ("INTERNAL_ERROR", 500)
#: Code of an error -> the event's code and the HTTP status.
_TABLE = {
    "UnauthorizedException": ("UNAUTHORIZED", 401),
    "AccessDeniedException": ("ACCESS_DENIED", 403),
    "ValidationException": ("VALIDATION_ERROR", 400),
    "ThrottlingException": ("RATE_LIMIT_EXCEEDED", 429),
    "ConflictException": ("SESSION_BUSY", 409),
    "RetryableConflictException": ("SESSION_BUSY", 409),
    "ServiceQuotaExceededException": ("SERVICE_QUOTA_EXCEEDED", 429),
    "RuntimeClientError": ("AGENT_ERROR", 200),
}


def encode_agui_problem(error: HeadwaterError, request_id: str) -> HttpAnswer:
    """`error` as a stream of one `RUN_ERROR` event."""
    code, status = _TABLE.get(error.code, _OTHER)
    message = "Internal error - Server error" if isinstance(error, PlatformError) else error.message
    event = json.dumps({"type": "RUN_ERROR", "message": message, "code": code}, ensure_ascii=False)
    headers = ((CONTENT_TYPE, "text/event-stream"), (REQUEST_ID, request_id))
    return HttpAnswer(status, headers, f"data: {event}\n\n".encode())
