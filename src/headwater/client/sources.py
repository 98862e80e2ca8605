"""Where an answer's bytes come from: one connection, or as many as a run's stream takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing, closing

import httpx

from headwater.client.resuming import RunProgress
from headwater.wire.runstream import Gap

#: Asks for a run's stream from an offset on; gives the answer, of which only the head has been read.
Asker = Callable[[int], httpx.Response]
AsyncAsker = Callable[[int], Awaitable[httpx.Response]]

#: What a connection that cannot be had or breaks off raises.
BREAKS = (httpx.TransportError, httpx.StreamError)


class PlainSource:
    """One connection: who closes it stops the agent's work."""

    progress: RunProgress | None = None

    def __init__(self, response: httpx.Response) -> None:
        self._response = response

    def parts(self) -> Iterator[bytes | Gap]:
        return self._response.iter_raw()

    def close(self) -> None:
        self._response.close()

    def cancel(self) -> None:
        self.close()


class AsyncPlainSource:
    """As `PlainSource`, in an event loop."""

    progress: RunProgress | None = None

    def __init__(self, response: httpx.Response) -> None:
        self._response = response

    def parts(self) -> AsyncIterator[bytes | Gap]:
        return self._response.aiter_raw()

    async def aclose(self) -> None:
        await self._response.aclose()

    async def cancel(self) -> None:
        await self.aclose()


class RunSource:
    """The stream of a run, asked for again whenever a connection breaks."""

    def __init__(self, ask: Asker, cancel: Callable[[], object], progress: RunProgress) -> None:
        self.progress = progress
        self._ask = ask
        self._cancel = cancel
        self._response: httpx.Response | None = None
        #: Gaps before the first byte of an answer that is no event stream.
        self._gaps: list[bytes | Gap] = []

    def open(self) -> httpx.Response:
        """Ask until the stream is there.

        Raises:
            InvocationFailed: it will not be given, or the server was away for too long.
        """
        while True:
            try:
                response = self._ask(self.progress.offset)
                if response.status_code < 400:
                    self.progress.begin(response.headers)
                    self._response = response
                    return response
                with closing(response):
                    body = response.read()
            except httpx.ReadTimeout:
                self.progress.note_silence()
            except BREAKS as exc:
                time.sleep(self.progress.note_break(exc))
            else:
                told = self.progress.note_refusal(response.status_code, response.headers, body)
                if isinstance(told, Gap):
                    self._gaps.append(told)
                else:
                    time.sleep(self.progress.note_break(told))

    def parts(self) -> Iterator[bytes | Gap]:
        response = self._response or self.open()
        while True:
            yield from self._take_gaps()
            try:
                for chunk in response.iter_raw():
                    yield from self.progress.feed(chunk)
                yield from self.progress.finish()
                return
            except httpx.ReadTimeout:
                self.progress.note_silence()
            except BREAKS as exc:
                time.sleep(self.progress.note_break(exc))
            response.close()
            response = self.open()

    def close(self) -> None:
        if self._response is not None:
            self._response.close()

    def cancel(self) -> None:
        self.close()
        self._cancel()

    def _take_gaps(self) -> list[bytes | Gap]:
        gaps, self._gaps = self._gaps, []
        return gaps


class AsyncRunSource:
    """As `RunSource`, in an event loop."""

    def __init__(
        self, ask: AsyncAsker, cancel: Callable[[], Awaitable[object]], progress: RunProgress
    ) -> None:
        self.progress = progress
        self._ask = ask
        self._cancel = cancel
        self._response: httpx.Response | None = None
        self._gaps: list[bytes | Gap] = []

    async def open(self) -> httpx.Response:
        """As `RunSource.open`."""
        while True:
            try:
                response = await self._ask(self.progress.offset)
                if response.status_code < 400:
                    self.progress.begin(response.headers)
                    self._response = response
                    return response
                async with aclosing(response):
                    body = await response.aread()
            except httpx.ReadTimeout:
                self.progress.note_silence()
            except BREAKS as exc:
                await asyncio.sleep(self.progress.note_break(exc))
            else:
                told = self.progress.note_refusal(response.status_code, response.headers, body)
                if isinstance(told, Gap):
                    self._gaps.append(told)
                else:
                    await asyncio.sleep(self.progress.note_break(told))

    async def parts(self) -> AsyncIterator[bytes | Gap]:
        response = self._response or await self.open()
        while True:
            gaps, self._gaps = self._gaps, []
            for gap in gaps:
                yield gap
            try:
                async for chunk in response.aiter_raw():
                    for part in self.progress.feed(chunk):
                        yield part
                for part in self.progress.finish():
                    yield part
                return
            except httpx.ReadTimeout:
                self.progress.note_silence()
            except BREAKS as exc:
                await asyncio.sleep(self.progress.note_break(exc))
            await response.aclose()
            response = await self.open()

    async def aclose(self) -> None:
        if self._response is not None:
            await self._response.aclose()

    async def cancel(self) -> None:
        await self.aclose()
        await self._cancel()
