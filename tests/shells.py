"""Interactive shells, talked to by the `websockets` library."""

import asyncio
import json
import re
import uuid
from typing import Any
from urllib.parse import quote

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from headwater.wire.shell import (
    SHELL_ID_HEADER,
    Channel,
    ShellFrame,
    Status,
    decode_frame,
    encode_frame,
    parse_status,
)
from servers import SESSION_HEADER, arn_of, new_session_id

_WAIT_S = 30


class Shell:
    """One connection of a plain client."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.text, self.notices, self.raw = "", "", b""
        self.statuses: list[Status] = []

    @property
    def shell_id(self) -> str:
        assert self.socket.response is not None
        return self.socket.response.headers[SHELL_ID_HEADER]

    async def type(self, text: str) -> None:
        await self.socket.send(encode_frame(Channel.STDIN, text.encode()))

    async def read(self) -> ShellFrame:
        """One frame; raises when the connection is closed."""
        frame = decode_frame(await self.socket.recv())
        if frame.channel == Channel.STDOUT:
            self.raw += frame.payload
            self.text = self.raw.decode(errors="replace")
        elif frame.channel == Channel.STDERR:
            self.notices += frame.payload.decode()
        elif frame.channel == Channel.STATUS:
            self.statuses.append(parse_status(frame.payload))
        return frame

    async def until(self, pattern: str) -> "Shell":
        try:
            async with asyncio.timeout(_WAIT_S):
                while not re.search(pattern, self.text):
                    await self.read()
        except TimeoutError:
            raise AssertionError(f"no {pattern!r} in {self.text[-2000:]!r}") from None
        return self

    async def run(self, command: str) -> str:
        """Its output, once it is done."""
        mark = f"done-{uuid.uuid4().hex[:8]}"
        await self.type(f"{command}; echo ''{mark}\r")
        await self.until(f"[^']{mark}\r\n")
        return self.text.rpartition(f"''{mark}")[2].partition(mark)[0].partition("\n")[2]

    async def until_closed(self) -> int | None:
        async with asyncio.timeout(_WAIT_S):
            try:
                while True:
                    await self.read()
            except ConnectionClosed:
                return self.socket.close_code


def open_shell(
    server: Any,
    agent: Any,
    session_id: str | None = None,
    shell_id: str | None = None,
    headers: dict[str, str] | None = None,
    **options: Any,
) -> connect:
    """`async with open_shell(server, agent) as socket`; options are those of `websockets.connect`."""
    query = f"?shellId={quote(shell_id, safe='')}" if shell_id is not None else ""
    url = f"{server.url.replace('http', 'ws')}/runtimes/{quote(arn_of(agent), safe='')}/ws/shells{query}"
    given = {SESSION_HEADER: session_id or new_session_id(), **(headers or {})}
    # Podman may need longer than the library's ten seconds, where others work too.
    return connect(url, additional_headers=given, proxy=None, **{"open_timeout": 60.0, **options})


async def refused(*arguments: Any, **options: Any) -> tuple[int, str | None, str]:
    """Status, error type and message of the HTTP answer that `open_shell` with these arguments gets."""
    try:
        async with open_shell(*arguments, **options):
            raise AssertionError("it was opened")
    except InvalidStatus as exc:
        answer = exc.response
        return answer.status_code, answer.headers.get("x-amzn-errortype"), json.loads(answer.body)["message"]
