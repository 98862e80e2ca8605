"""A door's answer: the target's bytes in the door's form, with headers of the edge's own.

No header of the target travels on but its content type, as the form has it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Protocol

from headwater.edge.problems import BROKE_OFF
from headwater.http.asgi import Send

Headers = list[tuple[bytes, bytes]]
SECURITY_HEADERS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-cache"),
]
_UNBUFFERED = (b"x-accel-buffering", b"no")


class Form(Protocol):
    """As `forms.base.Form`."""

    @property
    def content_type(self) -> str: ...

    @property
    def keep_alive(self) -> bytes: ...

    def feed(self, data: bytes) -> bytes: ...

    def fail(self, message: str) -> bytes: ...

    def end(self) -> bytes: ...


class FormedAnswer:
    """One answer on its way; takes what the target gives (a `TargetAnswer`)."""

    def __init__(
        self, send: Send, make_form: Callable[[str], Form], headers: Iterable[tuple[bytes, bytes]]
    ) -> None:
        """`make_form` is called with the target's content type, once it is known."""
        self._send = send
        self._make_form = make_form
        self._headers = headers
        self._form: Form | None = None
        self._sent_at = time.monotonic()
        self._is_sending = False

    @property
    def has_begun(self) -> bool:
        return self._form is not None

    async def start(self, status: int, content_type: str) -> None:
        form = self._form = self._make_form(content_type)
        headers = [
            (b"content-type", form.content_type.encode("latin-1", "replace")),
            *self._headers,
            _UNBUFFERED,
        ]
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        self._sent_at = time.monotonic()

    async def body(self, data: bytes) -> None:
        assert self._form is not None
        out = self._form.feed(data)
        if out:
            await self._pass_on(out)

    async def finish(self) -> None:
        """The target's answer is complete."""
        assert self._form is not None
        self._is_sending = True
        await self._send({"type": "http.response.body", "body": self._form.end()})

    async def fail(self) -> bool:
        """The target's answer broke off. Whether the client could be told; if not, break off too."""
        assert self._form is not None
        rest = self._form.fail(BROKE_OFF) + self._form.end()
        if rest:
            self._is_sending = True
            await self._send({"type": "http.response.body", "body": rest})
        return bool(rest)

    def is_silent(self, now_s: float, silence_s: float) -> bool:
        """Whether nothing was sent for `silence_s`, and something may be."""
        if self._form is None or self._is_sending or now_s - self._sent_at < silence_s:
            return False
        return bool(self._form.keep_alive)

    async def keep_alive(self) -> None:
        """Send a comment into the silence."""
        assert self._form is not None
        comment = self._form.keep_alive
        if comment and not self._is_sending:
            await self._pass_on(comment)

    async def _pass_on(self, data: bytes) -> None:
        self._is_sending = True
        try:
            await self._send({"type": "http.response.body", "body": data, "more_body": True})
        finally:
            self._is_sending = False
            self._sent_at = time.monotonic()


class KeepAlive:
    """Sees to the silent ones among all open answers: one task for all of them."""

    def __init__(self, every_s: float = 1.0) -> None:
        self._every_s = every_s
        self._open: dict[FormedAnswer, float] = {}

    def add(self, answer: FormedAnswer, silence_s: float) -> None:
        if silence_s > 0:
            self._open[answer] = silence_s

    def remove(self, answer: FormedAnswer) -> None:
        self._open.pop(answer, None)

    async def run(self) -> None:
        """Until cancelled. A client that does not read makes only its own comment wait."""
        async with asyncio.TaskGroup() as sending:
            while True:
                await asyncio.sleep(self._every_s)
                now_s = time.monotonic()
                for answer, silence_s in list(self._open.items()):
                    if answer.is_silent(now_s, silence_s):
                        sending.create_task(answer.keep_alive())
