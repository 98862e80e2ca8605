"""One invocation, as its caller sees it: iterate its events as they come, ask for the rest afterwards.

Rule 1: an event is given out as soon as its bytes are here; nothing waits for the end.
Rule 2: leaving an iteration before its end closes the connection, and so cancels the agent's work.
Rule 3: what was read is kept: iterating again starts with the first event, without the network.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import aclosing, contextmanager
from types import TracebackType
from typing import Any, Self

import httpx

from headwater.client.errors import InvocationFailed
from headwater.client.record import AnswerRecord, Piece, StreamFailure, Timings
from headwater.wire.errors import MalformedStream
from headwater.wire.tracecontext import parse_traceparent

#: Sends an invocation and gives its answer, whose head it has noted in the record.
Opener = Callable[[AnswerRecord], Awaitable[httpx.Response]]


class AnswerView:
    """What can be asked of an answer, as far as it has come. Shared by both kinds of invocation."""

    def __init__(self, record: AnswerRecord) -> None:
        self._record = record

    @property
    def session_id(self) -> str | None:
        """The session that answered: pass it on to stay in this conversation."""
        return self._record.session_id

    @property
    def request_id(self) -> str | None:
        return self._record.request_id

    @property
    def trace_id(self) -> str | None:
        """The trace that the invocation is part of (`headwater traces`); None if the server told none."""
        found = parse_traceparent(self._record.headers.get("traceparent", "").encode())
        return None if found is None else found.trace_id

    @property
    def status_code(self) -> int:
        return self._record.status_code

    @property
    def content_type(self) -> str:
        return self._record.content_type

    @property
    def is_stream(self) -> bool:
        """Whether the agent answers with events; otherwise its whole answer is `result`."""
        return self._record.is_stream

    @property
    def is_complete(self) -> bool:
        """Whether the answer was read to its proper end."""
        return self._record.is_complete

    @property
    def timings(self) -> Timings:
        return self._record.timings()

    @property
    def error(self) -> StreamFailure | None:
        """The first error event of the stream so far."""
        return self._record.error

    @property
    def events_so_far(self) -> list[Any]:  # Any: JSON
        """The events that have come; asking reads nothing more."""
        return self._events()

    def _joined_text(self) -> str:
        return "".join(piece.text for piece in self._record.pieces if piece.text)

    def _events(self) -> list[Any]:  # Any: JSON
        return [piece.event for piece in self._record.pieces]

    def _metadata(self) -> list[dict[str, Any]]:  # Any: JSON
        return [p.event for p in self._record.pieces if p.text is None and isinstance(p.event, dict)]

    def __repr__(self) -> str:
        state = "complete" if self.is_complete else "open"
        return (
            f"<{type(self).__name__} {state}, status {self.status_code}, {len(self._record.pieces)} events>"
        )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turns what can go wrong while reading into an `InvocationFailed`."""
        try:
            yield
        except MalformedStream as exc:
            raise self._failure(f"the agent's answer is not an event stream: {exc}") from exc
        except httpx.TimeoutException as exc:
            raise self._failure("the agent's answer paused for longer than the client's timeout_s") from exc
        except (httpx.TransportError, httpx.StreamError) as exc:
            raise self._failure(
                f"the agent's answer broke off after {len(self._record.pieces)} events: {exc}"
            ) from exc

    def _failure(self, message: str) -> InvocationFailed:
        return InvocationFailed(
            message, status=self.status_code, code="AnswerCut", request_id=self.request_id
        )


class Invocation(AnswerView):
    """An answer being read. Iterate it, or ask for `text`, `events`, `result`, which read it to its end."""

    def __init__(self, response: httpx.Response, record: AnswerRecord) -> None:
        super().__init__(record)
        self._response = response
        self._chunks = response.iter_raw()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:  # Any: JSON
        """The events, decoded: of a stream each one, otherwise the result alone."""
        for piece in self.pieces():
            yield piece.event

    def pieces(self) -> Generator[Piece]:
        """As iterating, but each event comes with its text."""
        position = 0
        try:
            while True:
                while position < len(self._record.pieces):
                    yield self._record.pieces[position]
                    position += 1
                if not self._advance():
                    return
        finally:
            self.close()

    def iter_bytes(self) -> Iterator[bytes]:
        """The answer's bytes as they come, not kept and not decoded. Use it instead of iterating."""
        try:
            with self._reading():
                yield from self._chunks
        finally:
            self.close()

    def read(self) -> Self:
        """Read to the end.

        Raises:
            InvocationFailed: the answer broke off; what came before is kept.
        """
        while self._advance():
            pass
        return self

    def close(self) -> None:
        """Leave. The server is told to stop the agent's work on it, if that goes on."""
        self._is_closed = True
        self._response.close()
        self._record.abandon()

    @property
    def text(self) -> str:
        """All that is text in the answer, joined."""
        self.read()
        return self._joined_text()

    @property
    def events(self) -> list[Any]:  # Any: JSON
        """All events, in order."""
        self.read()
        return self._events()

    @property
    def metadata(self) -> list[dict[str, Any]]:  # Any: JSON
        """The events that are objects and not text."""
        self.read()
        return self._metadata()

    @property
    def result(self) -> Any:  # Any: JSON
        """What an agent that does not stream returned; None for a stream."""
        self.read()
        return self._record.result

    def _advance(self) -> bool:
        """Read a little more. False at the end."""
        if self._is_closed:
            return False
        try:
            with self._reading():
                chunk = next(self._chunks, None)
                if chunk is not None:
                    self._record.feed(chunk)
                    return True
                self._record.finish()
        except BaseException:
            self.close()
            raise
        self.close()
        return True


class AsyncInvocation(AnswerView):
    """An invocation in an event loop: `async for`, `async with` or `await` it; the first of them sends it.

    `await` gives the invocation once the answer's head is here; `await invocation.read()` reads it all.
    """

    def __init__(self, opener: Opener, record: AnswerRecord) -> None:
        super().__init__(record)
        self._opener = opener
        self._response: httpx.Response | None = None
        self._chunks: AsyncIterator[bytes] | None = None
        self._is_closed = False

    def __await__(self) -> Generator[Any, None, Self]:
        return self._open().__await__()

    async def __aenter__(self) -> Self:
        return await self._open()

    async def __aexit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def __aiter__(self) -> AsyncIterator[Any]:  # Any: JSON
        async with aclosing(self.pieces()) as pieces:
            async for piece in pieces:
                yield piece.event

    async def pieces(self) -> AsyncGenerator[Piece]:
        """As iterating, but each event comes with its text."""
        await self._open()
        position = 0
        try:
            while True:
                while position < len(self._record.pieces):
                    yield self._record.pieces[position]
                    position += 1
                if not await self._advance():
                    return
        finally:
            await self.aclose()

    async def read(self) -> Self:
        """Read to the end.

        Raises:
            InvocationFailed: the answer broke off; what came before is kept.
        """
        await self._open()
        while await self._advance():
            pass
        return self

    async def aclose(self) -> None:
        """Leave. The server is told to stop the agent's work on it, if that goes on."""
        self._is_closed = True
        if self._response is not None:
            await self._response.aclose()
        self._record.abandon()

    @property
    def text(self) -> str:
        """All that is text in what has been read, joined."""
        return self._joined_text()

    @property
    def events(self) -> list[Any]:  # Any: JSON
        """All events read so far, in order."""
        return self._events()

    @property
    def metadata(self) -> list[dict[str, Any]]:  # Any: JSON
        """The events read so far that are objects and not text."""
        return self._metadata()

    @property
    def result(self) -> Any:  # Any: JSON
        """What an agent that does not stream returned; None for a stream, or before it is read."""
        return self._record.result

    async def _open(self) -> Self:
        if self._response is None:
            self._response = await self._opener(self._record)
            self._chunks = self._response.aiter_raw()
        return self

    async def _advance(self) -> bool:
        assert self._response is not None
        assert self._chunks is not None
        if self._is_closed:
            return False
        try:
            with self._reading():
                chunk = await anext(self._chunks, None)
                if chunk is not None:
                    self._record.feed(chunk)
                    return True
                self._record.finish()
        except BaseException:
            await self.aclose()
            raise
        await self.aclose()
        return True
