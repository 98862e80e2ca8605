"""JSON documents of issuers: fetched whole, within bounds."""

from __future__ import annotations

import json
from typing import Any

import httpx

from headwater.core.authorizers import object_to_url

MAX_DOCUMENT_BYTES = 1024 * 1024


class IssuerUnavailable(Exception):
    """The issuer's document or keys cannot be had; the text says why, for the log."""


async def fetch_object(client: httpx.AsyncClient, url: str, *, named_by: str | None = None) -> dict[str, Any]:
    """The JSON object at `url`. The caller bounds the time.

    Raises:
        IssuerUnavailable: it may not be fetched, nothing answers, or no object of bounded size.
    """
    objection = object_to_url(url, named_by=named_by)
    if objection is not None:
        raise IssuerUnavailable(objection)
    try:
        async with client.stream("GET", url) as response:
            if response.status_code != 200:
                raise IssuerUnavailable(f"{url} answers with status {response.status_code}")
            # Unpacking would take the bound away that is put on the bytes.
            if response.headers.get("content-encoding", "identity") != "identity":
                raise IssuerUnavailable(f"{url} answers with compressed data, which was not asked for")
            body = bytearray()
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > MAX_DOCUMENT_BYTES:
                    raise IssuerUnavailable(f"{url} answers with more than {MAX_DOCUMENT_BYTES} bytes")
    # ValueError: a host's name that is none, which httpx leaves to its libraries to say.
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError, OSError) as exc:
        raise IssuerUnavailable(f"{url} cannot be fetched: {exc or type(exc).__name__}") from exc
    return _parse_object(bytes(body), url)


def _parse_object(body: bytes, url: str) -> dict[str, Any]:  # Any: JSON
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as exc:
        raise IssuerUnavailable(f"{url} answers with what is not JSON: {exc}") from exc
    if not isinstance(value, dict):
        raise IssuerUnavailable(f"{url} answers with JSON that is not an object")
    return value
