"""One invocation, as its caller sees it: iterate its events as they come, ask for the rest afterwards.

Rule 1: an event is given out as soon as its bytes are here; nothing waits for the end.
Rule 2: leaving an iteration before its end closes the connection, and so cancels the agent's work; a
        resumable invocation goes on instead, until it ends or `cancel` is called.
Rule 3: what was read is kept: iterating again starts with the first event, without the network.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import aclosing, contextmanager
from types import TracebackType
from typing import Any, Protocol, Self

import httpx

from headwater.client.errors import InvocationFailed, StreamGap
from headwater.client.record import AnswerRecord, Piece, StreamFailure, Timings
from headwater.client.resuming import RunProgress
from headwater.wire.errors import MalformedStream
from headwater.wire.runstream import Gap
from headwater.wire.tracecontext import parse_traceparent


class Source(Protocol):
    """Where an answer's bytes come from, whose head is in the record already."""

    @property
    def progress(self) -> RunProgress | None:
        """How far a resumable invocation is read; None for others."""
        ...

    def parts(self) -> Iterator[bytes | Gap]: ...

    def close(self) -> None: ...

    def cancel(self) -> None:
        """Have the server stop the agent's work, and close."""
        ...


class AsyncSource(Protocol):
    """As `Source`, in an event loop."""

    @property
    def progress(self) -> RunProgress | None: ...

    def parts(self) -> AsyncIterator[bytes | Gap]: ...

    async def aclose(self) -> None: ...

    async def cancel(self) -> None: ...


#: Sends an invocation and gives its answer.
Opener = Callable[[AnswerRecord], Awaitable[AsyncSource]]


class AnswerView:
    """What can be asked of an answer, as far as it has come. Shared by both kinds of invocation."""

    def __init__(self, record: AnswerRecord) -> None:
        self._record = record
        self._progress: RunProgress | None = None

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

    def header(self, name: str) -> str | None:
        """A header of the answer."""
        return self._record.headers.get(name)

    @property
    def invocation_id(self) -> str | None:
        """By which a resumable invocation can be resumed and cancelled; None if it is not resumable."""
        return None if self._progress is None else self._progress.invocation_id

    @property
    def offset(self) -> int | None:
        """How many bytes of a resumable answer have been read: where `Client.resume` would go on."""
        return None if self._progress is None else self._progress.offset

    @property
    def gaps(self) -> list[Gap]:
        """What is missing in the answer so far: of one that accepts gaps."""
        return [piece.event for piece in self._record.pieces if isinstance(piece.event, Gap)]

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

    def __init__(self, source: Source, record: AnswerRecord) -> None:
        super().__init__(record)
        self._source = source
        self._progress = source.progress
        self._parts = source.parts()
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
        """The answer's bytes as they come, not kept and not decoded. Use it instead of iterating.

        Of a resumable event stream they come an event at a time. A gap is raised, accepted or not.
        """
        try:
            with self._reading():
                for part in self._parts:
                    if isinstance(part, Gap):
                        raise StreamGap(part, request_id=self.invocation_id)
                    yield part
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
        """Leave. Unless the invocation is resumable, its agent's work is stopped, if that goes on."""
        self._is_closed = True
        self._source.close()
        self._record.abandon()

    def cancel(self) -> None:
        """Have the agent's work stopped, and leave. Harmless when it is over.

        Raises:
            RequestFailed, ServerNotReachable: of a resumable invocation, when the server could not be told.
        """
        self._is_closed = True
        self._source.cancel()
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
                if (part := next(self._parts, None)) is not None:
                    self._record.take(part)
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
        self._source: AsyncSource | None = None
        self._parts: AsyncIterator[bytes | Gap] | None = None
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
        """Leave. Unless the invocation is resumable, its agent's work is stopped, if that goes on."""
        self._is_closed = True
        if self._source is not None:
            await self._source.aclose()
        self._record.abandon()

    async def cancel(self) -> None:
        """As `Invocation.cancel`."""
        self._is_closed = True
        if self._source is not None:
            await self._source.cancel()
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
        if self._source is None:
            self._source = await self._opener(self._record)
            self._progress = self._source.progress
            self._parts = self._source.parts()
        return self

    async def _advance(self) -> bool:
        assert self._parts is not None
        if self._is_closed:
            return False
        try:
            with self._reading():
                if (part := await anext(self._parts, None)) is not None:
                    self._record.take(part)
                    return True
                self._record.finish()
        except BaseException:
            await self.aclose()
            raise
        await self.aclose()
        return True
