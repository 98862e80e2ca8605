"""JSON-RPC 2.0 as MCP and A2A use it: errors, and the id of the request that they answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.core.errors import HeadwaterError, PlatformError
from headwater.wire.headers import CONTENT_TYPE, ERROR_REASON, ERROR_TYPE, REQUEST_ID
from headwater.wire.http import HttpAnswer

#: What a JSON-RPC request may be known by.
RpcId = str | int | float | None
#: How a request begins or ends that has its id there, with nothing but words beside it: nothing nested can
#: look so, as it would begin later, or end with a brace of its own.
#: Of a header: clients and proxies refuse heads that are too long.
_REASON_MAX_CHARS = 600
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
    """A JSON-RPC response that says what went wrong.

    Where the contract has words for it, the error's own are in a header: the body is the contract's, to the
    letter. A failure of the platform's own tells nothing of itself.
    """
    told = "" if isinstance(error, PlatformError) else error.message
    body = write_rpc_error(answer.code, answer.message or told, rpc_id)
    headers = [(CONTENT_TYPE, "application/json"), (ERROR_TYPE, error.code), (REQUEST_ID, request_id)]
    if answer.message and told:
        headers.append((ERROR_REASON, write_reason(told)))
    return HttpAnswer(answer.status, tuple(headers), body)


def write_reason(text: str) -> str:
    """As a header can have it: JSON's escapes for what is no printable ASCII, and its beginning alone."""
    return json.dumps(text[:_REASON_MAX_CHARS])[1:-1].replace("\x7f", "\\u007f")


def read_reason(header: str) -> str:
    """What `write_reason` has written; anything else as it is."""
    try:
        return str(json.loads(f'"{header}"'))
    except ValueError:
        return header


def write_rpc_error(code: int, message: str, rpc_id: RpcId) -> bytes:
    """A JSON-RPC response of one line."""
    # ASCII escapes: a message may quote text that has no UTF-8 form (a lone surrogate).
    response = {"jsonrpc": "2.0", "id": rpc_id, "error": {"code": code, "message": message}}
    return json.dumps(response).encode()
