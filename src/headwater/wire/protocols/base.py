"""JSON-RPC 2.0 as MCP and A2A use it: errors, and the id of the request that they answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.core.errors import HeadwaterError, PlatformError
from headwater.wire.headers import CONTENT_TYPE, ERROR_TYPE, REQUEST_ID
from headwater.wire.http import HttpAnswer

#: What a JSON-RPC request may be known by.
RpcId = str | int | float | None
#: How a request begins or ends that has its id there, with nothing but words beside it: nothing nested can
#: look so, as it would begin later, or end with a brace of its own.
_ID = rb'"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*)\s*'
_WORD = rb'"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*'
_AT_BEGINNING = re.compile(rb"\s*\{\s*(?:%b,\s*)*%b[,}]" % (_WORD, _ID))
_AT_END = re.compile(rb"[,{]\s*%b(?:,\s*%b)*\}\s*$" % (_ID, _WORD))


@dataclass(frozen=True, slots=True)
class RpcError:
    """How a protocol tells of an error: JSON-RPC's code, HTTP status, and words; empty: the error's own."""

    code: int
    status: int
    message: str = ""


def find_rpc_id(request: bytes, end: bytes = b"") -> RpcId:
    """The id of a JSON-RPC request; None where there is none to be read.

    Args:
        request: all of it, or its beginning.
        end: the last bytes of one that is not all there.
    """
    if end:
        found = _AT_END.search(end) or _AT_BEGINNING.match(request)
        request = b'{"id": %b}' % found[1] if found else b""
    try:
        parsed = json.loads(request)
    except (ValueError, RecursionError):
        return None
    rpc_id = parsed.get("id") if isinstance(parsed, dict) else None
    is_id = isinstance(rpc_id, str | int | float) and not isinstance(rpc_id, bool)
    return rpc_id if is_id else None


def is_rpc_error(headers: Iterable[tuple[bytes, bytes]], body: bytes) -> bool:
    """Whether an answer is a JSON-RPC response of an error, which is meant for who has asked."""
    kinds = [value for name, value in headers if name.lower() == b"content-type"]
    if not kinds or kinds[0].partition(b";")[0].strip().lower() != b"application/json":
        return False
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return False
    error = parsed.get("error") if isinstance(parsed, dict) and parsed.get("jsonrpc") == "2.0" else None
    return isinstance(error, dict) and isinstance(error.get("code"), int)


def encode_rpc_error(answer: RpcError, error: HeadwaterError, request_id: str, rpc_id: RpcId) -> HttpAnswer:
    """A JSON-RPC response that says what went wrong: in the error's words, beside those of the protocol.

    A failure of the platform's own tells nothing of itself.
    """
    told = "" if isinstance(error, PlatformError) else error.message
    body = write_rpc_error(answer.code, answer.message or told, rpc_id, told if answer.message else "")
    headers = ((CONTENT_TYPE, "application/json"), (ERROR_TYPE, error.code), (REQUEST_ID, request_id))
    return HttpAnswer(answer.status, headers, body)


def write_rpc_error(code: int, message: str, rpc_id: RpcId, data: str = "") -> bytes:
    """A JSON-RPC response of one line; `data` is what else there is to say."""
    told = {"code": code, "message": message, **({"data": data} if data else {})}
    # ASCII escapes: a message may quote text that has no UTF-8 form (a lone surrogate).
    return json.dumps({"jsonrpc": "2.0", "id": rpc_id, "error": told}).encode()
