"""A form of one's own: an async generator over decoded events, named by its import path.

    async def shout(events, context):
        async for event in events:
            if isinstance(event, TextDelta):
                yield event.text.upper()

    shout.content_type = "text/plain; charset=utf-8"

It is pulled along by the answer: it gets the events of one read at a time, and nothing more is read from the
target before it waits for more and what it gave is sent. So neither side can run ahead of the other, and
nothing queues up. What it yields while it is busy with one read is sent at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import inspect
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping

from headwater.core.errors import PlatformError
from headwater.edge.forms.base import FormContext
from headwater.edge.forms.decoder import open_decoder
from headwater.edge.forms.events import AgentEvent, Failure

OwnFormFunction = Callable[[AsyncIterator[AgentEvent], FormContext], AsyncGenerator[str | bytes, None]]

_PLAIN_TEXT = "text/plain; charset=utf-8"
#: How long a generator may be busy between two pieces.
STEP_DEADLINE_S = 60.0
#: How long it may take to clean up.
CLOSE_DEADLINE_S = 5.0


class OwnFormFailed(PlatformError):
    """A response form of the operator's own failed; the log says how."""


def load_own_form(path: str) -> OwnFormFunction:
    """The generator that `module:name` names.

    Raises:
        ValueError: there is none; the message says why.
    """
    module_name, _, name = path.partition(":")
    if not module_name or not name:
        raise ValueError(f"{path!r} is no import path: write module:name")
    try:
        function = getattr(importlib.import_module(module_name), name)
    except Exception as exc:  # a module may raise anything
        raise ValueError(f"{path!r} cannot be imported: {exc}") from exc
    if not inspect.isasyncgenfunction(function):
        raise ValueError(f"{path!r} is not `async def {name}(events, context)` with a yield in it")
    return function  # type: ignore[no-any-return]  # checked just above


class OwnForm:
    """One answer through one's own generator. Like a `Form`, but what it gives has to be waited for.

    `feed`, `fail` and `end` give pieces for the client as they come; take all of one before the next. They
    raise `OwnFormFailed` if the generator raises or takes too long. Close it, whatever happened.
    """

    status = 200
    is_streaming = True
    #: Only the generator's author knows what its clients would skip.
    keep_alive = b""

    def __init__(
        self, function: OwnFormFunction, context: FormContext, *, step_deadline_s: float = STEP_DEADLINE_S
    ) -> None:
        self.content_type = str(getattr(function, "content_type", _PLAIN_TEXT))
        self.headers: Mapping[str, str] = dict(getattr(function, "headers", {}))
        self._decoder = open_decoder(context.target_content_type)
        self._events = _Events()
        self._generator = function(self._events, context)
        self._step: asyncio.Task[str | bytes] | None = None
        self._step_deadline_s = step_deadline_s
        self._is_over = False

    async def feed(self, data: bytes) -> AsyncIterator[bytes]:
        """The target's bytes, cut anywhere -> pieces for the client."""
        self._events.add(self._decoder.feed(data))
        async for piece in self._pieces():
            yield piece

    async def fail(self, message: str) -> AsyncIterator[bytes]:
        """The target broke off: a `Failure` for the generator."""
        self._events.add([*self._decoder.close(is_whole=False), Failure(message)])
        async for piece in self._pieces():
            yield piece

    async def end(self) -> AsyncIterator[bytes]:
        """No more events: what the generator still has to say."""
        self._events.add(self._decoder.close())
        self._events.finish()
        async for piece in self._pieces():
            yield piece

    async def close(self) -> None:
        """Stop the generator wherever it is, so that its `finally` runs."""
        step, self._step = self._step, None
        with contextlib.suppress(Exception):  # whatever the operator's code raises at its end
            async with asyncio.timeout(CLOSE_DEADLINE_S):
                if step is not None and not step.done():
                    step.cancel()
                    await asyncio.wait({step})
                await self._generator.aclose()

    async def _pieces(self) -> AsyncIterator[bytes]:
        """What the generator gives until it has had all events and waits for more."""
        while not self._is_over and not self._events.is_idle:
            step = self._step = self._step or asyncio.ensure_future(_next(self._generator))
            await self._wait_step(step)
            if not step.done():
                continue  # it asks for events, and there are none
            self._step = None
            try:
                piece = step.result()
            except StopAsyncIteration:
                self._is_over = True
            except Exception as exc:  # whatever the operator's code raises
                self._is_over = True
                raise OwnFormFailed(reason=repr(exc)) from exc
            else:
                yield self._encode(piece)

    def _encode(self, piece: object) -> bytes:
        if isinstance(piece, str):
            return piece.encode(errors="replace")
        if not isinstance(piece, bytes | bytearray | memoryview):  # bytes(3) would be three zeros
            self._is_over = True
            raise OwnFormFailed(reason=f"it gave {piece!r}; str or bytes are expected")
        return bytes(piece)

    async def _wait_step(self, step: asyncio.Task[str | bytes]) -> None:
        """Wait until the generator gives something, ends, or waits for events."""
        idle = asyncio.ensure_future(self._events.wait_idle())
        try:
            done, _ = await asyncio.wait(
                {step, idle}, timeout=self._step_deadline_s, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            idle.cancel()
        if not done:
            self._is_over = True
            raise OwnFormFailed(reason=f"it gave nothing for {self._step_deadline_s} s")


class _Events:
    """The events as the generator iterates over them."""

    def __init__(self) -> None:
        self._waiting: deque[AgentEvent] = deque()
        self._has_more = asyncio.Event()
        self._asks = asyncio.Event()
        self._is_finished = False

    @property
    def is_idle(self) -> bool:
        """Whether the generator asks for an event that has not come yet."""
        return self._asks.is_set()

    def add(self, events: list[AgentEvent]) -> None:
        self._waiting.extend(events)
        if events:
            self._wake()

    def finish(self) -> None:
        self._is_finished = True
        self._wake()

    async def wait_idle(self) -> None:
        await self._asks.wait()

    def __aiter__(self) -> AsyncIterator[AgentEvent]:
        return self

    async def __anext__(self) -> AgentEvent:
        while not self._waiting:
            if self._is_finished:
                raise StopAsyncIteration
            self._asks.set()
            await self._has_more.wait()
            self._has_more.clear()
        return self._waiting.popleft()

    def _wake(self) -> None:
        self._asks.clear()
        self._has_more.set()


async def _next(generator: AsyncGenerator[str | bytes, None]) -> str | bytes:
    # A coroutine of its own: a task cannot be made of what `__anext__` gives.
    return await generator.__anext__()
