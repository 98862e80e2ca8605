"""One side of a WebSocket over a transport: frames in, frames out, with back-pressure both ways.

Who waits for frames awaits `read_frames`, and `write`. Who has much to pass on asks by `tell` to be called
when there are some, or room for some: a task's turn takes longer than passing on a frame.

What came and was not taken is bounded: the other side is not read from any more. What was written and did not
leave is bounded as well: whoever writes waits. A close frame alone waits for nothing, so that the end can be
told to one who does not read.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from typing import cast

from headwater.http.vanishing import Connected
from headwater.wire.frames import Frame, FrameReader, FrameRun
from headwater.wire.websocket import Close, FrameError, Opcode, build_close, parse_close

#: Bytes that came and are not taken; the other side waits beyond them, unless a frame is larger.
_HIGH_WATER_BYTES = 64 * 1024
_FRAME_HEAD_MAX_BYTES = 14
_BATCH_COUNT = 256
#: Seconds for the other side's close frame, once ours is out; and then for what is left to leave.
_CLOSE_TIMEOUT_S = 2.0
#: Seconds in which one who broke the protocol can finish sending, and read that he did.
_LINGER_S = 0.5


class SocketGone(Exception):
    """The other side's connection is gone."""


class FrameConnection(asyncio.Protocol):
    """Made with a reader of the other side's frames; `attach` it to its transport."""

    def __init__(self, reader: FrameReader, *, mask: bytes | None = None) -> None:
        """`mask` is the key of the frames that are made here, where this is a client's side."""
        self._reader = reader
        self._high_water_bytes = max(_HIGH_WATER_BYTES, reader.payload_max_bytes + _FRAME_HEAD_MAX_BYTES)
        self._transport: asyncio.Transport | None = None
        self._is_paused = False
        self._is_lost = False
        #: Done once the connection is gone.
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        #: Nothing that still comes is looked at.
        self._is_deaf = False
        self._has_sent_close = False
        self._mask = mask
        self._news = asyncio.Event()
        self._writable = asyncio.Event()
        self._writable.set()
        self._on_news: Callable[[], None] | None = None
        self._on_room: Callable[[], None] | None = None
        self._aborting: asyncio.TimerHandle | None = None

    def attach(self, transport: asyncio.BaseTransport, first: bytes = b"") -> None:
        """Begin, with what came already."""
        # Not an isinstance check: uvloop's transports are asyncio's by shape only.
        self._transport = cast("asyncio.Transport", transport)
        if first:
            self.data_received(first)

    @property
    def transport(self) -> asyncio.Transport | None:
        """Under the name that uvicorn's protocols have it: `http.vanishing` looks at all of them."""
        return self._transport

    @property
    def is_gone(self) -> bool:
        """Whether nothing can be written any more."""
        return self._is_lost or self._transport is None or self._transport.is_closing()

    @property
    def has_sent_close(self) -> bool:
        """Whether a close frame of ours is out."""
        return self._has_sent_close

    @property
    def is_lost(self) -> bool:
        """Whether nothing more will come."""
        return self._is_lost

    @property
    def has_room(self) -> bool:
        """Whether what is written now leaves soon, as far as is known."""
        return self._writable.is_set()

    def tell(
        self, *, on_news: Callable[[], None] | None = None, on_room: Callable[[], None] | None = None
    ) -> None:
        """Call `on_news` whenever bytes have come, or will no more, and `on_room` once there is room again.

        None: as it was. With `on_news` nobody awaits `read_frames`, until `tell_nobody`.
        """
        self._on_news = on_news or self._on_news
        self._on_room = on_room or self._on_room

    def tell_nobody(self) -> None:
        """From now on frames are awaited."""
        self._on_news = self._on_room = None

    def take_run(self, max_count: int) -> FrameRun | None:
        """The frames that are here, at most so many; None: there are none.

        Raises:
            FrameError: what came is none.
        """
        run = self._reader.take_run(max_count)
        if self._is_paused:
            self._resume_reading()
        return run

    def write_nowait(self, data: bytes) -> None:
        """`write`, whether there is room or not.

        Raises:
            SocketGone: see `write`.
        """
        if self._has_sent_close or self.is_gone:
            raise SocketGone
        assert self._transport is not None
        self._transport.write(data)

    def limit_unsent(self, max_bytes: int) -> None:
        """Have the kernel hold about that much of what the other side has not taken, and not megabytes."""
        sock = None if self._transport is None else self._transport.get_extra_info("socket")
        if sock is not None:
            with contextlib.suppress(OSError):  # gone already
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, max_bytes // 2)  # it takes the double

    async def read_frames(self, max_count: int = _BATCH_COUNT) -> list[Frame]:
        """The next frames, at most so many, waiting for one; none: the connection is gone.

        Raises:
            FrameError: what came is none.
        """
        while True:
            frames = self._reader.take(max_count)
            self._resume_reading()
            if frames or self._is_lost:
                return frames
            self._news.clear()
            await self._news.wait()

    async def write(self, data: bytes) -> None:
        """Send whole frames; waits while the other side does not read.

        Raises:
            SocketGone: nobody is there any more, or the close frame is out.
        """
        if not self._writable.is_set():
            await self._writable.wait()
        self.write_nowait(data)

    def write_close(self, raw: bytes) -> None:
        """Send a close frame, at once and once."""
        if not self.is_gone and not self._has_sent_close:
            assert self._transport is not None
            self._has_sent_close = True
            self._transport.write(raw)

    def send_close(self, code: int, reason: str = "") -> None:
        """The same, made of a code and a reason."""
        self.write_close(build_close(code, reason, mask=self._mask))

    async def wait_closed(self) -> Close | None:
        """After our close frame: the other side's, if it comes in time; whatever else comes is dropped."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_TIMEOUT_S):
                try:
                    if self._reader.has_ended:  # he has sent one that is none
                        await self._wait_deaf()
                        return None
                    return await self._read_close()
                except FrameError:
                    if self._reader.skip():
                        return await self._read_close()
                    await self._wait_deaf()
        return None

    def finish(self) -> None:
        """Let what was written leave, for a moment, and hang up."""
        if self._transport is not None and not self._is_lost:
            self._transport.close()
            if self._aborting is None:
                loop = asyncio.get_running_loop()
                self._aborting = loop.call_later(_CLOSE_TIMEOUT_S, self._transport.abort)

    def abort(self) -> None:
        """Hang up at once."""
        if self._transport is not None:
            self._transport.abort()

    async def _read_close(self) -> Close | None:
        while frames := await self.read_frames():
            for frame in frames:
                if frame.opcode == Opcode.CLOSE:
                    return parse_close(frame.payload)
        return None

    async def _wait_deaf(self) -> None:
        """Until the other side hangs up, for a moment. Closing with its bytes unread would reset the
        connection, and it might not see our close frame."""
        self._is_deaf = True
        if self._is_paused and not self.is_gone:
            assert self._transport is not None
            self._is_paused = False
            self._transport.resume_reading()
        async with asyncio.timeout(_LINGER_S):
            while not self._is_lost:
                self._news.clear()
                await self._news.wait()

    # asyncio.Protocol

    def data_received(self, data: bytes) -> None:
        if self._is_deaf:
            return
        self._reader.feed(data)
        self._announce()
        if self._reader.held_bytes >= self._high_water_bytes and not self._is_paused and not self.is_gone:
            assert self._transport is not None
            self._is_paused = True
            self._transport.pause_reading()

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._is_lost = True
        if not self.lost.done():
            self.lost.set_result(None)
        if self._aborting is not None:
            self._aborting.cancel()
        self._announce()
        self.resume_writing()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()
        if self._on_room is not None:
            self._on_room()

    def _announce(self) -> None:
        if self._on_news is not None:
            self._on_news()
        else:
            self._news.set()

    def _resume_reading(self) -> None:
        if self._is_paused and self._reader.held_bytes < self._high_water_bytes and not self.is_gone:
            assert self._transport is not None
            self._is_paused = False
            self._transport.resume_reading()


def _conforms(connection: FrameConnection) -> Connected:
    return connection
