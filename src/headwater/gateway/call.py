"""One request to one of our own routes."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from headwater.core.errors import InvalidRequest
from headwater.http.asgi import RawHeaders, RequestBody, Scope, Send, build_json, send_answer

_MAX_BODY_BYTES = 1024 * 1024
#: Python takes its time over longer numbers.
_MAX_DIGITS = 20


class Call:
    """One request to one of our routes."""

    def __init__(
        self, names: dict[str, str], query: dict[str, str], body: RequestBody, send: Send, scope: Scope
    ) -> None:
        """`names` are what stands at the path's parameters; of the query each name's last value counts."""
        self.names = names
        self.query = query
        self.body = body
        self.send = send
        self.scope = scope

    async def read_object(self, limit_bytes: int = _MAX_BODY_BYTES) -> dict[str, Any]:  # Any: JSON
        """The body, a JSON object; without a body it is empty.

        Raises:
            InvalidRequest: it is anything else, or larger.
        """
        return parse_object(await self.body.read_all(limit_bytes))

    def find_number(self, name: str, *, minimum: int, maximum: int) -> int | None:
        """A whole number of the query; None if it is not there.

        Raises:
            InvalidRequest: it is none, or not within these bounds.
        """
        text = self.query.get(name)
        if text is None:
            return None
        is_number = text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS
        if not (is_number and minimum <= int(text) <= maximum):
            raise InvalidRequest(f"{name}={text[:100]!r} is not a number from {minimum} to {maximum}")
        return int(text)

    async def answer(self, result: object, status: int = 200, *, headers: RawHeaders | None = None) -> None:
        await send_answer(self.send, build_json(result, status), headers)


Handler = Callable[[Call], Awaitable[None]]


def parse_object(body: bytes) -> dict[str, Any]:  # Any: JSON
    """A JSON object; nothing at all is an empty one. InvalidRequest if it is anything else."""
    if not body:
        return {}
    try:
        parsed = json.loads(body)
    except ValueError as exc:
        raise InvalidRequest(f"the body is not JSON: {exc}", reason="CannotParse") from exc
    if not isinstance(parsed, dict):
        raise InvalidRequest("the body must be a JSON object", reason="CannotParse")
    return parsed
