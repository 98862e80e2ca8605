"""A connection to an agent: one request each, over the socket that its worker listens on.

Connecting to a socket of this host costs some 0.1 ms, while reusing a connection risks losing a request to
an agent that closes it at that moment.
"""

from __future__ import annotations

import asyncio

from headwater.http.connection import HttpConnection, translating
from headwater.sandbox.base import Address


async def open_connection(address: Address) -> HttpConnection:
    """Connect to an agent.

    Raises:
        ConnectionBroken: nobody listens there any more.
    """
    loop = asyncio.get_running_loop()
    with translating():
        if isinstance(address, str):
            _, connection = await loop.create_unix_connection(HttpConnection, address)
        else:
            _, connection = await loop.create_connection(HttpConnection, sock=await address.dial())
    return connection
