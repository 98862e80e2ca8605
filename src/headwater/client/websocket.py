"""WebSockets to a server: signed, or with a bearer token, and what a refusal says."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlencode, urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, InvalidStatus

from headwater.client.address import is_loopback, segment
from headwater.client.errors import ServerNotReachable
from headwater.client.record import parse_failure
from headwater.client.signing import find_signing_key
from headwater.wire.signing import sign
from headwater.wire.sigv4 import Received

_OPEN_TIMEOUT_S = 60.0
#: Messages that came and were not taken: the library's own default, and less.
_QUEUE_COUNT, _INTERACTIVE_QUEUE_COUNT = 16, 2
#: Seconds for the other side's close frame, behind all that was not taken: the default, and less.
_CLOSE_TIMEOUT_S, _INTERACTIVE_CLOSE_TIMEOUT_S = 10.0, 1.0
#: Of the kernel's buffer, which would hold megabytes for one who reads slowly. It takes the double.
_INTERACTIVE_BUFFER_BYTES = 32 * 1024
_NOTHING_SHA256 = hashlib.sha256(b"").hexdigest()


def build_upgrade(
    url: str,
    path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    bearer_token: str | None = None,
) -> tuple[str, list[tuple[str, str]]]:
    """The address and the headers of a WebSocket at `path` of the server `url`, signed where it has a key."""
    parts = urlsplit(url)
    path, encoded = parts.path + path, urlencode(query)
    shown = dict(headers)
    key = None if bearer_token is not None else find_signing_key(url)
    if bearer_token is not None:
        shown["authorization"] = f"Bearer {bearer_token}"
    elif key is not None:
        given = [(name.encode(), value.encode()) for name, value in {"host": parts.netloc, **shown}.items()]
        request = Received(method="GET", raw_path=path, raw_query=encoded, headers=given)
        shown |= sign(request, key, _NOTHING_SHA256)
    scheme = "wss" if parts.scheme == "https" else "ws"
    return f"{scheme}://{parts.netloc}{path}" + (f"?{encoded}" if encoded else ""), list(shown.items())


async def open_upgrade(
    url: str, address: str, headers: list[tuple[str, str]], *, is_interactive: bool = False
) -> ClientConnection:
    """Open what `build_upgrade` has built for the server `url`.

    Args:
        is_interactive: somebody looks at what comes: little of it is to lie on the way before it is shown.
    Raises:
        RequestFailed: it is refused; the server's own words.
        ServerNotReachable: nobody answers there.
    """
    proxy: Literal[True] | None = None if is_loopback(url) else True
    try:
        connection = await connect(
            address,
            additional_headers=headers,
            user_agent_header=None,
            proxy=proxy,
            open_timeout=_OPEN_TIMEOUT_S,
            max_size=None,
            compression=None,
            max_queue=_INTERACTIVE_QUEUE_COUNT if is_interactive else _QUEUE_COUNT,
            close_timeout=_INTERACTIVE_CLOSE_TIMEOUT_S if is_interactive else _CLOSE_TIMEOUT_S,
        )
    except InvalidStatus as exc:
        answer = exc.response
        lower = {name.lower(): value for name, value in answer.headers.raw_items()}
        raise parse_failure(answer.status_code, lower, bytes(answer.body or b"")) from exc
    except (OSError, TimeoutError, InvalidHandshake, EOFError) as exc:
        raise ServerNotReachable(
            f"no Headwater server answers at {url}: {exc or type(exc).__name__}."
            " Start one with `headwater serve`, or name another with --url or HEADWATER_URL"
        ) from exc
    if is_interactive and (sock := connection.transport.get_extra_info("socket")) is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _INTERACTIVE_BUFFER_BYTES)
    return connection


def socket_path(arn: str) -> str:
    """Of an agent's own WebSocket."""
    return f"/runtimes/{segment(arn)}/ws"
