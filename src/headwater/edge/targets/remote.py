"""A target elsewhere: a runtime in AWS, or on another Headwater, called with the edge's own credentials.

A connection of its own for each invocation, as an answer may stream for an hour.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlsplit

from headwater.edge.base import (
    ClientLeft,
    TargetAnswer,
    TargetBroke,
    TargetCall,
    TargetRefused,
    read_content_type,
)
from headwater.edge.config import TargetSettings
from headwater.http.asgi import ClientGone
from headwater.http.connection import (
    ConnectionBroken,
    HttpConnection,
    ResponseHead,
    open_tcp_connection,
)
from headwater.wire.headers import RUNTIME_USER_ID, SESSION_ID
from headwater.wire.tracecontext import build_headers

#: How much of an error's body goes to the log.
_LOGGED_BYTES = 2048
#: Held of an answer whose client does not read: anyone may be such a client, many times over.
_HIGH_WATER_BYTES = 64 * 1024
_ERROR_TIMEOUT_S = 5.0
#: Errors about the edge's own signature; they come with 403 (or 400), as others about what a client may.
_OWN_ERRORS = frozenset({
    "ExpiredTokenException",
    "IncompleteSignatureException",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "UnrecognizedClientException",
})  # fmt: skip
Headers = list[tuple[bytes, bytes]]


class Signer(Protocol):
    """Signs requests."""

    async def sign(self, url: str, headers: dict[str, str], payload: bytes) -> dict[str, str]:
        """`headers` with those of the signature; TargetRefused where there are no credentials now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteAddress:
    """Where a runtime is invoked."""

    host: str
    port: int
    is_tls: bool
    path: str

    @property
    def authority(self) -> str:
        """The `Host` header: without the port where it is the scheme's own."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (443 if self.is_tls else 80) else f"{name}:{self.port}"

    @property
    def url(self) -> str:
        return f"http{'s' if self.is_tls else ''}://{self.authority}{self.path}"


def build_address(endpoint_url: str, arn: str, qualifier: str | None) -> RemoteAddress:
    """Where the runtime with this ARN is invoked at this endpoint."""
    parts = urlsplit(endpoint_url)
    is_tls = parts.scheme == "https"
    query = f"?qualifier={quote(qualifier, safe='')}" if qualifier is not None else ""
    path = f"{parts.path.rstrip('/')}/runtimes/{quote(arn, safe='')}/invocations{query}"
    assert parts.hostname is not None
    port = parts.port or (443 if is_tls else 80)
    return RemoteAddress(host=parts.hostname, port=port, is_tls=is_tls, path=path)


class RemoteTarget:
    """One agent runtime at an HTTP endpoint of AgentCore's data plane."""

    def __init__(self, settings: TargetSettings, address: RemoteAddress, signer: Signer) -> None:
        self._settings = settings
        self._address = address
        self._signer = signer
        self._tls = ssl.create_default_context() if address.is_tls else None

    async def invoke(self, call: TargetCall, answer: TargetAnswer, client_left: ClientLeft) -> None:
        headers = await self._signer.sign(self._address.url, _build_headers(call), call.payload)
        # Never signed, as by AWS's own clients.
        headers |= {"Accept-Encoding": "identity", "Content-Length": str(len(call.payload))}
        async with self._connected(client_left) as line:
            line.connection.send_head(
                b"POST",
                self._address.path.encode(),
                [(name.encode(), value.encode()) for name, value in headers.items()],
                call.payload,
                host=self._address.authority.encode(),
            )
            head = await line.read_head(self._settings.first_byte_timeout_s)
            if not 200 <= head.status < 300:
                error = _find_error(head)
                detail = f"{error} {await line.read_error()}".lstrip()
                raise TargetRefused(head.status, detail, is_edges_fault=error in _OWN_ERRORS)
            await answer.start(head.status, read_content_type(head.headers))
            await line.carry_body(answer, self._settings.stream_timeout_s)

    @asynccontextmanager
    async def _connected(self, client_left: ClientLeft) -> AsyncIterator[_Line]:
        try:
            connection = await open_tcp_connection(
                self._address.host,
                self._address.port,
                tls=self._tls,
                timeout_s=self._settings.connect_timeout_s,
                high_water_bytes=_HIGH_WATER_BYTES,
            )
        except ConnectionBroken as exc:
            raise TargetRefused(502, str(exc)) from exc
        line = _Line(connection)
        watch = asyncio.create_task(line.hang_up_after(client_left), name="edge-client-left")
        try:
            yield line
        except ConnectionBroken as exc:  # while the head was sent
            line.raise_if_left()
            raise TargetRefused(502, str(exc)) from exc
        finally:
            connection.close()
            watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watch


class _Line:
    """The connection of one invocation, hung up when the client leaves."""

    def __init__(self, connection: HttpConnection) -> None:
        self.connection = connection
        self._has_left = False

    async def hang_up_after(self, client_left: ClientLeft) -> None:
        await client_left()
        self._has_left = True
        self.connection.close()

    def raise_if_left(self) -> None:
        if self._has_left:
            raise ClientGone

    async def read_head(self, timeout_s: float) -> ResponseHead:
        try:
            async with asyncio.timeout(timeout_s):
                return await self.connection.read_head()
        except TimeoutError:
            raise TargetRefused(504, f"no answer within {timeout_s:g} s") from None

    async def read_error(self) -> str:
        """The beginning of an error's body."""
        shown = bytearray()
        with contextlib.suppress(ConnectionBroken, TimeoutError):
            async with asyncio.timeout(_ERROR_TIMEOUT_S):
                async for part in self.connection.read_body():
                    shown += part
                    if len(shown) >= _LOGGED_BYTES:
                        break
        return bytes(shown[:_LOGGED_BYTES]).decode("utf-8", "replace")

    async def carry_body(self, answer: TargetAnswer, timeout_s: float) -> None:
        try:
            async with asyncio.timeout(timeout_s):
                async for part in self.connection.read_body():
                    await answer.body(part)
        except TimeoutError:
            raise TargetBroke(f"it lasted longer than {timeout_s:g} s") from None
        except ConnectionBroken as exc:
            self.raise_if_left()
            raise TargetBroke(str(exc)) from exc


def _build_headers(call: TargetCall) -> dict[str, str]:
    headers = {
        "Content-Type": call.content_type,
        "Accept": call.accept,
        SESSION_ID: call.session_id,
    }
    if call.user_id is not None:
        headers[RUNTIME_USER_ID] = call.user_id
    if call.trace is not None:
        headers |= {name.decode(): value.decode() for name, value in build_headers(call.trace)}
    return headers


def _find_error(head: ResponseHead) -> str:
    """The name of AWS's error; "" where there is none."""
    found = (value for name, value in head.headers if name.lower() == b"x-amzn-errortype")
    return next(found, b"").decode("latin-1").partition(":")[0]
