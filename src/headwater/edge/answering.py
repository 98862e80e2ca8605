"""A door's answer: the target's bytes in the door's form, with headers of the edge's own.

No header of the target travels on but its content type, as the form has it.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Protocol

from headwater.edge.base import TargetAnswer
from headwater.edge.forms import Form
from headwater.edge.forms.own import OwnForm
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
_SLICE_BYTES = 64 * 1024
_UNBUFFERED = (b"x-accel-buffering", b"no")


class DoorAnswer(TargetAnswer, Protocol):
    """One answer on its way to a client; takes what the target gives."""

    @property
    def has_begun(self) -> bool:
        """Whether the target has begun to answer; errors go through the form then."""

    async def finish(self) -> None:
        """The target's answer is complete."""

    async def fail(self) -> None:
        """The target's answer broke off. Where the form cannot say so, the connection breaks off too."""

    def is_silent(self, now_s: float, silence_s: float) -> bool:
        """Whether nothing was sent for `silence_s`, and something may be."""

    async def keep_alive(self) -> None:
        """Send something without a meaning into the silence."""

    async def close(self) -> None:
        """It is over, however it ended."""


class Outlet:
    """The client's side of an answer: its head, its parts, and when the last one was sent."""

    def __init__(self, send: Send, headers: Sequence[tuple[bytes, bytes]]) -> None:
        self._send = send
        self._headers = headers
        self.sent_at_s = time.monotonic()
        self.is_sending = False

    async def start(self, status: int, content_type: str, extra: Sequence[tuple[bytes, bytes]] = ()) -> None:
        content = (b"content-type", content_type.encode("latin-1", "replace"))
        headers = [content, *extra, *self._headers, _UNBUFFERED]
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        self.sent_at_s = time.monotonic()

    async def pass_on(self, data: bytes) -> None:
        self.is_sending = True
        try:
            # In slices: what a client does not take is copied into its connection's buffer.
            for begin in range(0, len(data), _SLICE_BYTES):
                part = data if len(data) <= _SLICE_BYTES else data[begin : begin + _SLICE_BYTES]
                await self._send({"type": "http.response.body", "body": part, "more_body": True})
        finally:
            self.is_sending = False
            self.sent_at_s = time.monotonic()

    async def finish(self, data: bytes = b"") -> None:
        self.is_sending = True
        await self._send({"type": "http.response.body", "body": data})


class FormedAnswer:
    """An answer in one of the forms that are there."""

    def __init__(self, outlet: Outlet, make_form: Callable[[str], Form]) -> None:
        """`make_form` is called with the target's content type, once it is known."""
        self._outlet = outlet
        self._make_form = make_form
        self._form: Form | None = None
        self._status = 200

    @property
    def has_begun(self) -> bool:
        return self._form is not None

    async def start(self, status: int, content_type: str) -> None:
        form = self._form = self._make_form(content_type)
        self._status = status
        if form.is_streaming:
            await self._start(form)

    async def body(self, data: bytes) -> None:
        assert self._form is not None
        out = self._form.feed(data)
        if out:
            await self._outlet.pass_on(out)

    async def finish(self) -> None:
        assert self._form is not None
        rest = self._form.end()
        if not self._form.is_streaming:
            await self._start(self._form)
        await self._outlet.finish(rest)

    async def fail(self) -> None:
        form = self._form
        assert form is not None
        rest = form.fail(BROKE_OFF) + form.end()
        if not form.is_streaming:
            await self._start(form)
        if rest or not form.is_streaming:
            await self._outlet.finish(rest)
        # Else: returning without the last message makes the server break the connection off.

    def is_silent(self, now_s: float, silence_s: float) -> bool:
        outlet = self._outlet
        if self._form is None or outlet.is_sending or now_s - outlet.sent_at_s < silence_s:
            return False
        return bool(self._form.keep_alive)

    async def keep_alive(self) -> None:
        assert self._form is not None
        comment = self._form.keep_alive
        if comment and not self._outlet.is_sending:
            await self._outlet.pass_on(comment)

    async def close(self) -> None:
        pass

    async def _start(self, form: Form) -> None:
        # The target's own, where all went well: a 202 stays one.
        status = self._status if form.status == 200 else form.status
        await self._outlet.start(status, form.content_type, _encode_headers(form.headers))


class OwnAnswer:
    """An answer in a form of the operator's own."""

    def __init__(self, outlet: Outlet, make_form: Callable[[str], OwnForm]) -> None:
        """`make_form` is called with the target's content type, once it is known."""
        self._outlet = outlet
        self._make_form = make_form
        self._form: OwnForm | None = None

    @property
    def has_begun(self) -> bool:
        return self._form is not None

    async def start(self, status: int, content_type: str) -> None:
        form = self._form = self._make_form(content_type)
        await self._outlet.start(status, form.content_type, _encode_headers(form.headers))

    async def body(self, data: bytes) -> None:
        assert self._form is not None
        await self._pass_on(self._form.feed(data))

    async def finish(self) -> None:
        assert self._form is not None
        await self._pass_on(self._form.end())
        await self._outlet.finish()

    async def fail(self) -> None:
        assert self._form is not None
        await self._pass_on(self._form.fail(BROKE_OFF))
        await self.finish()

    async def close(self) -> None:
        if self._form is not None:
            await self._form.close()

    def is_silent(self, now_s: float, silence_s: float) -> bool:
        """Never: only the generator's author knows what its clients would skip."""
        return False

    async def keep_alive(self) -> None:
        pass

    async def _pass_on(self, pieces: AsyncIterator[bytes]) -> None:
        """OwnFormFailed, of the generator, reaches whoever gives the answer: there is no way to go on."""
        async for piece in pieces:
            if piece:
                await self._outlet.pass_on(piece)


def _encode_headers(headers: Mapping[str, str]) -> Headers:
    return [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
