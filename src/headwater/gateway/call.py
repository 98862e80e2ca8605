"""One request to one of our own routes."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from headwater.core.errors import InvalidRequest
from headwater.http.asgi import RawHeaders, RequestBody, Scope, Send, build_json, send_answer

_MAX_BODY_BYTES = 1024 * 1024


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
