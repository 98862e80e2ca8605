"""From a caller to its session's agent and back, byte for byte, as the bytes come.

Nothing is parsed, gathered or re-framed. Back-pressure: what the caller does not read is not read
from the agent beyond a bound, so a slow caller slows its agent. A caller that leaves ends the
agent's connection at once, which is how an agent learns that nobody listens.

What can go wrong, and what the caller gets:
- before the first byte of the answer: an `AgentError` (424), never a 5xx that SDKs would send again;
- after it, in an event stream: one more event that says so, then the stream's end;
- after it, in any other answer: the connection breaks off, so that what came cannot be taken for the whole.

An invocation is cancelled by one thing alone: the end of the time that a server has to drain. That is an
outcome like the others, told to the caller, and goes no further.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from headwater.core.errors import AgentError, InvalidRequest
from headwater.gateway.exchange import Exchange
from headwater.http.asgi import ClientGone, RawHeaders, RequestBody, Send
from headwater.http.connection import ConnectionBroken, HttpConnection, ResponseHead
from headwater.sessions.session import Session
from headwater.telemetry import names
from headwater.telemetry.spans import Segment
from headwater.wire import servertiming
from headwater.wire.firsttoken import says_something
from headwater.wire.headers import build_caller_headers
from headwater.wire.lasterror import find_error
from headwater.wire.tracecontext import add_context

#: Bytes of a payload, either way; AgentCore's quota.
MAX_PAYLOAD_BYTES = 100_000_000
#: How much of an agent's error answer goes to the log.
_LOGGED_ERROR_BYTES = 8192
#: How much of it is read. What is for the caller is not longer.
_READ_ERROR_BYTES = 64 * 1024
#: A request that leaves in one write and fits into the socket's buffer is read whole or not at all.
_ONE_WRITE_BYTES = 64 * 1024
#: Seconds a caller who is cut off has to take the event that says so.
_LAST_WORD_S = 1.0
_SERVER_ENDS = "The server is shutting down and could not wait any longer for the agent's answer"
#: Parts of an event stream that are looked at for the first of which an agent says something.
_FIRST_PARTS = 64
SERVER_TIMING = servertiming.HEADER.encode()
_CHUNKED = (b"transfer-encoding", b"chunked")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayRequest:
    """What the relay has to know of one invocation."""

    #: Where the agent takes requests.
    path: str
    #: What the agent's protocol adds.
    exchange: Exchange
    #: Which session of ours answers.
    session: Session
    agent_headers: RawHeaders
    session_id: str
    request_id: str
    content_length: int | None
    first_byte_timeout_s: float
    stream_timeout_s: float
    #: Called with the status and the beginning of the body when the agent answers with an error.
    log_agent_error: Callable[[int, str], None]
    #: Whether the caller is to be told what the time until the first byte went to.
    wants_timing: bool
    #: What is noted of the invocation.
    segment: Segment
    #: Called with the size of each part of the answer.
    note_part: Callable[[int], None]
    #: Says why the agent's process ended, waiting a moment for it to be known.
    explain_end: Callable[[], AsyncIterator[str]]


class RequestUnread(AgentError):
    """The agent's process ended before it read any of the request, so another one may be given it."""


class AskedElsewhere(AgentError):
    """The agent did nothing yet, and takes the same request at another path."""


class Relay:
    """One invocation over one connection to an agent; `first` is the part of `body` that was read already."""

    def __init__(
        self, request: RelayRequest, connection: HttpConnection, first: bytes, body: RequestBody, send: Send
    ) -> None:
        self._request = request
        self._connection = connection
        self._first = first
        self._body = body
        self._is_one_write = body.is_complete and len(first) <= _ONE_WRITE_BYTES
        self._send = send
        self._client_left = False
        self._parts_count = 0
        self._sent_bytes = 0
        self._refusal: InvalidRequest | None = None

    async def run(self) -> None:
        """Carry the invocation out.

        Raises:
            AgentError, InvalidRequest: nothing was answered yet; the caller is to get this.
            RequestUnread: as an AgentError, and the same request can be sent to another process.
            ClientGone: nobody is left to answer.
        """
        self._send_head(self._first)
        self._request.segment.begin_phase(names.FIRST_BYTE)
        inbound = asyncio.create_task(self._carry_request(), name="relay-inbound")
        try:
            await self._carry_answer()
        finally:
            self._note_end()
            self._connection.close()
            inbound.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await inbound

    def _send_head(self, first: bytes) -> None:
        exchange = self._request.exchange
        if self._body.is_complete:
            framing = (b"content-length", str(len(first)).encode())
        elif self._request.content_length is not None:
            framing = (b"content-length", str(self._request.content_length).encode())
        else:
            framing, first = _CHUNKED, _chunk(first)
        with contextlib.suppress(ConnectionBroken):  # shows itself when the answer is read
            self._connection.send_head(
                exchange.method,
                self._request.path.encode(),
                [*exchange.adapt_request(self._request.agent_headers, self._request.session), framing],
                first,
                host=exchange.host,
            )

    async def _carry_request(self) -> None:
        """Pass on the rest of the body, then wait for the caller to leave."""
        is_chunked = self._request.content_length is None
        agent_reads = True
        try:
            while not self._body.is_complete:
                part = await self._body.next_part()
                self._request.exchange.dialect.note_part(part)
                if self._body.received_bytes > MAX_PAYLOAD_BYTES:
                    self._refusal = build_too_large(self._body.received_bytes)
                    self._connection.close()
                    return
                if agent_reads and part:
                    agent_reads = await self._pass_on(_chunk(part) if is_chunked else part)
                if agent_reads and self._body.is_complete and is_chunked:
                    await self._pass_on(b"0\r\n\r\n")
            await self._body.next_part()  # returns only when the caller is gone
        except ClientGone:
            self._client_left = True
            self._connection.close()

    async def _pass_on(self, part: bytes) -> bool:
        """Whether the agent still reads; one that answers without reading on is within its rights."""
        try:
            await self._connection.send_body(part)
        except ConnectionBroken:
            return False
        return True

    async def _carry_answer(self) -> None:
        head = await self._read_head()
        if head.status >= self._request.exchange.least_error:
            request = self._request
            if self._is_one_write and request.exchange.is_elsewhere(
                head.status, head.headers, request.session
            ):
                raise AskedElsewhere
            told = await self._read_error(head)
            await self._send_start(head, (b"content-length", str(len(told)).encode()))
            await self._send({"type": "http.response.body", "body": told})
            return
        headers = await self._send_start(head, _length_header(head))
        is_events = any(
            n == b"content-type" and v.lower().startswith(b"text/event-stream") for n, v in headers
        )
        await self._carry_body(is_events)

    async def _send_start(self, head: ResponseHead, framing: tuple[bytes, bytes] | None) -> RawHeaders:
        headers = build_caller_headers(
            head.headers, session_id=self._request.session_id, request_id=self._request.request_id
        )
        headers = self._request.exchange.adapt_answer(headers, head.headers, self._request.session)
        if framing is not None:
            headers.append(framing)
        self._note_head(head.status, headers)
        add_context(headers, self._request.segment.context)
        if self._request.wants_timing:
            phases = self._request.segment.phases()
            headers.append((SERVER_TIMING, servertiming.encode((p.name, p.duration_ns) for p in phases)))
        await self._send({"type": "http.response.start", "status": head.status, "headers": headers})
        return headers

    async def _read_head(self) -> ResponseHead:
        timeout_s = self._request.first_byte_timeout_s
        try:
            async with asyncio.timeout(timeout_s):
                return await self._connection.read_head()
        except TimeoutError:
            raise AgentError(f"The agent did not begin to answer within {timeout_s:g} s") from None
        except asyncio.CancelledError:
            raise AgentError(_SERVER_ENDS) from None
        except ConnectionBroken as exc:
            self._raise_if_callers_doing()
            raise await self._build_broken_off(exc) from exc

    async def _read_error(self, head: ResponseHead) -> bytes:
        """The body of an error that is for the caller. AgentError: it is not, and stands in the log."""
        shown = bytearray()
        with contextlib.suppress(ConnectionBroken, TimeoutError):
            async with asyncio.timeout(5.0):
                async for part in self._connection.read_body():
                    shown += part
                    if len(shown) > _READ_ERROR_BYTES:
                        break
        is_whole = len(shown) <= _READ_ERROR_BYTES
        if is_whole and self._request.exchange.is_callers(head.status, head.headers, bytes(shown)):
            return bytes(shown)
        text = bytes(shown[:_LOGGED_ERROR_BYTES]).decode("utf-8", "replace")
        for name, value in head.headers:
            if name.lower() == b"location":
                text += f" (it is asked at {self._request.path} and says: {value[:200].decode('latin-1')})"
        self._request.log_agent_error(head.status, text)
        raise AgentError(
            f"Received error ({head.status}) from runtime. Please check the runtime's logs (headwater logs)"
            " for more information."
        )

    async def _carry_body(self, is_events: bool) -> None:
        tail = last = b""
        recording = self._request.segment.recording
        note_part = self._request.note_part
        last_word_s: float | None = _LAST_WORD_S
        seeks_token = is_events
        try:
            async with asyncio.timeout(self._request.stream_timeout_s):
                async for part in self._connection.read_body():
                    if not self._parts_count:
                        self._note_first_byte()
                    self._parts_count += 1
                    self._sent_bytes += len(part)
                    note_part(len(part))
                    if recording is not None:
                        recording.add(part)
                    if seeks_token:
                        seeks_token = self._seek_token(part)
                    last = part  # before a slow caller is waited for: the one before is not needed any more
                    await self._send({"type": "http.response.body", "body": part, "more_body": True})
                    tail = part[-2:] if len(part) > 1 else tail[-1:] + part
        except TimeoutError:
            limit_s = self._request.stream_timeout_s
            problem = f"The stream was cut after {limit_s:g} s, the longest a stream may last"
        except ConnectionBroken as exc:
            self._raise_if_callers_doing(has_begun=True)
            problem = await self._explain(exc)
            last_word_s = None  # nobody but a slow caller is waited for
        except asyncio.CancelledError:
            problem = _SERVER_ENDS
            self._request.segment.fail("system", problem)
        else:
            self._request.exchange.note_end(last, self._request.segment)
            error = find_error(last) if is_events else None
            if error is not None:
                self._request.segment.fail("agent", error)
            await self._send({"type": "http.response.body", "body": b""})
            return
        self._request.segment.fail("agent", problem)
        if is_events:
            event = self._request.exchange.write_break(problem)
            if event and tail not in (b"", b"\n\n"):
                event = b"\n\n" + event
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(last_word_s):
                    await self._send({"type": "http.response.body", "body": event})
        # Else: returning without the last message makes the server break the connection off.

    def _note_head(self, status: int, headers: RawHeaders) -> None:
        segment = self._request.segment
        segment.attributes[names.STATUS_CODE] = status
        if segment.recording is not None:
            segment.recording.content_type = dict(headers).get(b"content-type", b"").decode("latin-1")

    def _note_first_byte(self) -> None:
        segment = self._request.segment
        segment.attributes[names.FIRST_BYTE_MS] = round(segment.begin_phase(names.STREAM) / 1e6, 3)

    def _seek_token(self, part: bytes) -> bool:
        """Note when the agent first said something; whether that is still to come."""
        if says_something(part):
            segment = self._request.segment
            segment.attributes[names.FIRST_TOKEN_MS] = round(segment.elapsed_ns() / 1e6, 3)
            return False
        return self._parts_count < _FIRST_PARTS

    def _note_end(self) -> None:
        segment = self._request.segment
        if self._parts_count:
            segment.begin_phase(names.SETTLE)
        segment.attributes[names.REQUEST_BYTES] = self._body.received_bytes
        segment.attributes[names.RESPONSE_BYTES] = self._sent_bytes
        segment.attributes[names.PARTS] = self._parts_count

    def _raise_if_callers_doing(self, *, has_begun: bool = False) -> None:
        if self._client_left:
            raise ClientGone
        if self._refusal is not None and not has_begun:
            raise self._refusal

    async def _build_broken_off(self, exc: ConnectionBroken) -> AgentError:
        async for reason in self._request.explain_end():
            if self._is_one_write and self._connection.is_unread:
                return RequestUnread(f"The agent stopped before it read the request: {reason}")
        return AgentError(await self._explain(exc))

    async def _explain(self, exc: ConnectionBroken) -> str:
        async for reason in self._request.explain_end():
            return f"The agent stopped before its answer was complete: {reason}"
        return f"The agent's answer broke off: {exc}"


def build_too_large(size_bytes: int) -> InvalidRequest:
    """The answer to a payload over the limit."""
    return InvalidRequest(
        f"1 validation error detected: the payload has {size_bytes} bytes or more;"
        f" at most {MAX_PAYLOAD_BYTES} are allowed"
    )


def _chunk(part: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(part), part) if part else b""


def _length_header(head: ResponseHead) -> tuple[bytes, bytes] | None:
    names = {name.lower(): value for name, value in head.headers}
    if b"transfer-encoding" in names or b"content-length" not in names:
        return None
    return (b"content-length", names[b"content-length"])
