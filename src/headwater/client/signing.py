"""Whether and how this client signs its requests.

Where a key comes from, the first that is there: `HEADWATER_ACCESS_KEY_ID` and `HEADWATER_SECRET_ACCESS_KEY`;
the variables of AWS's SDKs, if they hold a key of a Headwater server's; what the server on this machine wrote
into its data folder for this user. A server in open mode needs none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import httpx

from headwater.client.address import is_loopback
from headwater.core.credentials import ADMIN_FILE
from headwater.wire.signing import SigningKey, read_signing_key, sign
from headwater.wire.sigv4 import Received

#: Given with a body that is not to be read before it is sent.
BODY_SHA256_HEADER = "x-amz-content-sha256"


def find_signing_key(url: str) -> SigningKey | None:
    """What requests to the server at `url` are signed with; None: nothing."""
    return read_signing_key(os.environ) or _read_admin_key(url)


def find_auth(url: str) -> httpx.Auth | None:
    """What an `httpx` client shows the server at `url`; None: nothing, where it asks for nothing.

    For clients of other protocols, such as A2A's and MCP's: they take an `httpx` or `httpx2` client with it.
    Within an agent, ask for it in a call, not while the file is loaded: each session has credentials of its
    own.
    """
    key = find_signing_key(url)
    return None if key is None else SignedRequests(key)


def _read_admin_key(url: str) -> SigningKey | None:
    """The key of a server on this machine, if that is the one at `url` and this user may read it."""
    if not is_loopback(url):
        return None
    folder = Path(os.environ.get("HEADWATER_DATA_DIR") or Path.home() / ".headwater")
    try:
        found = json.loads((folder / ADMIN_FILE).read_text(encoding="utf-8"))
        if httpx.URL(found["url"]).port != httpx.URL(url).port:
            return None
        return SigningKey(
            access_key_id=found["accessKeyId"], secret=found["secretAccessKey"], region=found["region"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


class SignedRequests(httpx.Auth):
    """Signs what a client sends, but for requests that say otherwise who sends them."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key

    def __call__(self, request: httpx.Request) -> httpx.Request:
        """Sign one request whose body is there: what `httpx2`, which `mcp` 2.x brings, asks of its `auth`."""
        if "authorization" not in request.headers:
            self._sign(request)
        return request

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if "authorization" not in request.headers:
            if BODY_SHA256_HEADER not in request.headers:
                request.read()
            self._sign(request)
        yield request

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        if "authorization" not in request.headers:
            if BODY_SHA256_HEADER not in request.headers:
                await request.aread()
            self._sign(request)
        yield request

    def _sign(self, request: httpx.Request) -> None:
        body_sha256 = request.headers.pop(BODY_SHA256_HEADER, None)
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        received = Received(
            method=request.method, raw_path=path, raw_query=query, headers=request.headers.raw
        )
        body_sha256 = body_sha256 or hashlib.sha256(request.content).hexdigest()
        request.headers.update(sign(received, self._key, body_sha256))
