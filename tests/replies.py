"""What servers answer."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class HttpReply:
    """A plain HTTP answer; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def read_reply(response: http.client.HTTPResponse) -> HttpReply:
    """All of an answer."""
    return HttpReply(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())


def ask(
    url: str, method: str, path: str, body: Any, headers: dict[str, str] | None, timeout_s: float
) -> HttpReply:
    """One request on a connection of its own; `path` goes out exactly as it stands."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=timeout_s)
    try:
        connection.request(method, path, body, headers or {})
        return read_reply(connection.getresponse())
    finally:
        connection.close()
