"""Errors as HTTP answers: the only place that knows their JSON.

Status and `x-amzn-ErrorType` say what happened; the body has `message` and, for a
ValidationException, `reason` and `fieldList`. Only edges call this.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from headwater.core.errors import HeadwaterError, InvalidRequest, PlatformError, Unauthenticated
from headwater.wire.headers import CONTENT_TYPE, ERROR_TYPE, REQUEST_ID, WWW_AUTHENTICATE
from headwater.wire.http import HttpAnswer
from headwater.wire.websocket import UpgradeNeeded

#: What some operations (those of Memory) call an error that others know by the first name.
_OTHER_NAMES = {
    "ThrottlingException": "ThrottledException",
    "InternalServerException": "ServiceException",
}
_INTERNAL_CODE = "InternalServerException"


def encode_problem(error: HeadwaterError, request_id: str, *, modelled: Collection[str] = ()) -> HttpAnswer:
    """`error` as AWS would answer it. A failure of the platform shows the request id and no internals.

    Args:
        modelled: `Operation.error_names` of the operation, if there is one: where it calls a
            throttle or an internal failure by another name, that name is used.
    """
    if isinstance(error, PlatformError) or type(error) is HeadwaterError:
        return encode_unexpected(request_id, modelled=modelled)
    body: dict[str, Any] = {"message": error.message}  # Any: JSON
    if isinstance(error, InvalidRequest):
        body["reason"] = error.reason
        body["fieldList"] = [{"name": field.name, "message": field.message} for field in error.fields]
    name = _modelled_name(error.code, modelled)
    extra = encode_challenge(error)
    if isinstance(error, UpgradeNeeded):
        extra = (("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"))
    return _answer(error.http_status, name, request_id, body, extra)


def encode_challenge(error: HeadwaterError) -> tuple[tuple[str, str], ...]:
    """The headers that tell a caller how to say who he is, if that is what is wrong."""
    if not isinstance(error, Unauthenticated) or error.challenge is None:
        return ()
    # Pages may read it too, wherever they may read the answer.
    return ((WWW_AUTHENTICATE, error.challenge), ("Access-Control-Expose-Headers", WWW_AUTHENTICATE))


def encode_unexpected(request_id: str, *, modelled: Collection[str] = ()) -> HttpAnswer:
    """The answer for an exception nobody foresaw: where to look, and nothing else."""
    message = f"The server failed to complete the request; its log says why, under request id {request_id}."
    return _answer(500, _modelled_name(_INTERNAL_CODE, modelled), request_id, {"message": message})


def _modelled_name(code: str, modelled: Collection[str]) -> str:
    other = _OTHER_NAMES.get(code)
    return other if other in modelled and code not in modelled else code  # type: ignore[return-value]  # `in` rules None out


def _answer(
    status: int,
    code: str,
    request_id: str,
    body: dict[str, Any],  # Any: JSON
    extra: tuple[tuple[str, str], ...] = (),
) -> HttpAnswer:
    headers = (
        (CONTENT_TYPE, "application/json"),
        (ERROR_TYPE, code),
        (REQUEST_ID, request_id),
        *extra,
    )
    # ASCII escapes: a message may quote text that has no UTF-8 form (a lone surrogate).
    return HttpAnswer(status, headers, json.dumps(body).encode())
