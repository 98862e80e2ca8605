"""uvicorn's protocol with bounds that whatever is public needs: on a request's head, and on the time for it.

Without them anyone could hold a connection by sending nothing, or memory by sending headers without end.

A request that is sent while another one is answered (pipelining, which no browser and no proxy does) is not
served: the answer is completed, and the connection closed. uvicorn would stop reading then, and would not
tell the app that its client has left: an agent could be kept at work for nobody. A client that has all of an
answer may ask again at once, though, even where the app has not said yet that it was all: that waits for it.
"""

from __future__ import annotations

import asyncio
import json
import sys
import urllib.parse
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

#: A head is a few kilobytes; tokens of some issuers are sixteen.
MAX_HEAD_BYTES = 64 * 1024
MAX_HEADERS_COUNT = 200
#: Seconds from the connection, or from the first byte of a further request, to the end of the head.
HEAD_TIMEOUT_S = 20.0
#: Seconds in which a refused client can finish sending, and read why.
LINGER_S = 1.0
_PROBLEMS = {
    400: ("Bad Request", "invalid_request", "the request is not HTTP as it should be"),
    408: ("Request Timeout", "timeout", "the request did not come in time"),
    431: ("Request Header Fields Too Large", "too_large", "the request's head is too large"),
}


class _HeadTooLarge(Exception):
    """Stops the parser."""


class _Pipelined(Exception):
    """Stops the parser."""


class BoundedProtocol(HttpToolsProtocol):
    """Refuses heads that are too large or too slow, and says so in JSON."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: as uvicorn calls it
        super().__init__(*args, **kwargs)
        #: Of the head that comes, before the bytes that are looked at now.
        self._head_bytes = 0
        self._new = b""
        self._is_in_head = False
        self._problem = 400
        #: Nothing that still comes is looked at.
        self._is_deaf = False
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # Any: uvloop's transport is one by its shape
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_deaf:
            return
        self._new = data
        super().data_received(data)
        self._new = b""
        if self._is_in_head and not self._is_deaf and not self.transport.is_closing():
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES:
                self._refuse(431)
            elif self._deadline is None:
                self._await_head()

    def on_message_begin(self) -> None:
        if self.cycle is not None and not _has_whole_answer(self.cycle):
            raise _Pipelined
        super().on_message_begin()
        self._is_in_head = True
        self._head_bytes = 0

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > MAX_HEAD_BYTES:
            self._problem = 431
            raise _HeadTooLarge

    def on_headers_complete(self) -> None:
        self._is_in_head = False
        self._stop_waiting()
        if len(self.headers) > MAX_HEADERS_COUNT or self._is_head_too_large():
            self._problem = 431
            raise _HeadTooLarge
        super().on_headers_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hand the connection over to `http.websocket`, with the head as it was parsed: not, as uvicorn does,
        to be parsed a second time, by other bounds."""
        url = httptools.parse_url(self.url)
        scope: dict[str, Any] = {  # Any: as ASGI has it
            **self.scope,
            "type": "websocket",
            "scheme": "wss" if self.scheme == "https" else "ws",
            "path": urllib.parse.unquote(url.path.decode("ascii")),
            "raw_path": url.path,
            "query_string": url.query or b"",
        }
        self.connections.discard(self)
        assert self.ws_protocol_class is not None
        protocol: Any = self.ws_protocol_class  # Any: not made as asyncio's are
        taken_over = protocol(config=self.config, server_state=self.server_state, scope=scope)
        self.transport.set_protocol(taken_over)
        taken_over.connection_made(self.transport)
        # Who does not wait for the answer breaks the RFC; without this he would wait for ever for his.
        if rest := self._find_rest():
            taken_over.data_received(rest)

    def _find_rest(self) -> bytes:
        """What came behind an upgrade's head; the parser says where, by the error that is being handled."""
        stopped = sys.exception()
        return self._new[stopped.args[0] :] if isinstance(stopped, httptools.HttpParserUpgrade) else b""

    def _is_head_too_large(self) -> bool:
        if self._head_bytes + len(self._new) <= MAX_HEAD_BYTES:
            return False  # so much has not even come
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > MAX_HEAD_BYTES

    def send_400_response(self, msg: str) -> None:
        """What uvicorn answers when the parser stops: `msg` says nothing that a client could use."""
        if self.cycle is not None and not self.cycle.response_complete:
            self._end_after_answer()
        else:
            self._refuse(self._problem)

    @staticmethod
    def build_problem(code: str, message: str) -> dict[str, object]:
        """The body of a refusal, as OpenAI's clients read it."""
        return {"error": {"message": message, "type": code, "code": code, "param": None}}

    def _end_after_answer(self) -> None:
        """In the middle of an answer there is no place for another one."""
        self._is_deaf = True
        self.cycle.keep_alive = False
        if self.cycle.more_body:  # the answer waits for a body that nobody can make out any more
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            self.transport.close()

    def _await_head(self) -> None:
        self._deadline = self.loop.call_later(HEAD_TIMEOUT_S, self._give_up)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            if self._is_in_head:
                self._refuse(408)
            else:
                self.transport.close()  # nothing was asked, so nothing is answered

    def _refuse(self, status: int) -> None:
        self._stop_waiting()
        self._is_in_head = False
        # Closing with bytes unread would reset the connection, and the client might not see the answer.
        self._is_deaf = True
        self.transport.write(_encode(status, self.build_problem(*_PROBLEMS[status][1:])))
        self.transport.write_eof()
        self._deadline = self.loop.call_later(LINGER_S, self._hang_up)

    def _hang_up(self) -> None:
        self._deadline = None
        self.transport.close()


class AwsBoundedProtocol(BoundedProtocol):
    """The same for AWS's clients."""

    @staticmethod
    def build_problem(code: str, message: str) -> dict[str, object]:
        """The body of a refusal, as AWS's clients read it."""
        return {"message": message, "code": code}


def _has_whole_answer(cycle: RequestResponseCycle) -> bool:
    """Whether the client can see that nothing more comes: its length, or its status, says so."""
    is_at_end = cycle.response_started and not cycle.chunked_encoding and cycle.expected_content_length == 0
    return cycle.response_complete or is_at_end


def _encode(status: int, problem: dict[str, object]) -> bytes:
    body = json.dumps(problem).encode()
    head = (
        f"HTTP/1.1 {status} {_PROBLEMS[status][0]}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
        "x-content-type-options: nosniff\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body
