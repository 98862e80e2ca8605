"""Bodies that are hashed before they are believed."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from typing import Any

from headwater.core.errors import InvalidRequest
from headwater.http.asgi import RequestBody, as_receive

#: Of a body that is held, so much is in memory; the rest is in a temporary file.
_MEMORY_BYTES = 1024 * 1024
_PART_BYTES = 256 * 1024


class HeldBody(RequestBody):
    """A body that was received whole, to be read as if it were only coming in."""

    def __init__(
        self, body: RequestBody, held: tempfile.SpooledTemporaryFile[bytes], size_bytes: int
    ) -> None:
        super().__init__(as_receive(body))
        self._held = held
        self._left_bytes = size_bytes
        held.seek(0)

    async def next_part(self) -> bytes:
        if self.is_complete:
            return await super().next_part()  # returns when the caller is gone
        part = self._held.read(_PART_BYTES)
        self._left_bytes -= len(part)
        self.received_bytes += len(part)
        self.is_complete = self._left_bytes <= 0
        if self.is_complete:
            self._held.close()
        return part


async def hold_body(body: RequestBody, max_bytes: int) -> tuple[HeldBody, str]:
    """Receive a body whole; gives it with the SHA-256 of what came, in hexadecimal digits.

    Raises:
        InvalidRequest: it is longer than `max_bytes`.
        ClientGone: the caller left before its end.
    """
    size_bytes, digest = 0, hashlib.sha256()
    held = tempfile.SpooledTemporaryFile[bytes](max_size=_MEMORY_BYTES)
    try:
        async for part in body.parts():
            size_bytes += len(part)
            if size_bytes > max_bytes:
                raise InvalidRequest(f"The request body is larger than {max_bytes} bytes")
            digest.update(part)
            held.write(part)
    except BaseException:
        held.close()
        raise
    return HeldBody(body, held, size_bytes), digest.hexdigest()


class HashedBody(RequestBody):
    """A body that is hashed as it is read; `check` gets the hash at its end, and may raise."""

    def __init__(self, body: RequestBody, check: Callable[[str], Any]) -> None:  # Any: not looked at
        super().__init__(as_receive(body))
        self._digest = hashlib.sha256()
        self._check = check

    async def next_part(self) -> bytes:
        was_complete = self.is_complete
        part = await super().next_part()
        self._digest.update(part)
        if self.is_complete and not was_complete:
            self._check(self._digest.hexdigest())
        return part
