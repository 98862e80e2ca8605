"""WebSockets to agents in containers: whatever serves them there, over the connections that are forwarded."""

import os

import pytest

from servers import SESSION_HEADER, new_session_id
from sockets import closing_of, open_socket

pytestmark = pytest.mark.containers


async def test_frames_come_back(box, agent):
    ids = {SESSION_HEADER: new_session_id()}
    async with open_socket(box.server, agent, ids) as socket:
        for message in ("hallo", os.urandom(60_000), "", "日本語"):
            await socket.send(message)
            assert await socket.recv() == message
    assert socket.close_code == 1000
    async with open_socket(box.server, agent, ids) as socket:
        box.server.stop_session(agent, ids[SESSION_HEADER])
        assert await closing_of(socket) == (1001, "the session was stopped")
