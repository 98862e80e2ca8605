"""A link to a shell, held by the client library without a terminal."""

import asyncio
import re
from contextlib import asynccontextmanager

import pytest

from headwater.client import Client, RequestFailed, ServerNotReachable
from headwater.wire.shell import WindowSize
from servers import AGENTS

_WAIT_S = 30


@pytest.fixture(scope="module")
def agent(server):
    return server.deploy(AGENTS / "echo.py")


class Screen:
    """Keeps what is shown."""

    def __init__(self):
        self.text, self.notices, self.connected = "", [], []
        self._news = asyncio.Event()

    async def show_output(self, data):
        self.text += data.decode()
        self._news.set()

    async def show_notice(self, text):
        self.notices.append(text)

    async def show_connected(self, connected, *, missing_bytes):
        self.connected.append(connected)
        self._news.set()

    async def show_broken(self, reason):
        self.notices.append(reason)

    async def until(self, condition):
        async with asyncio.timeout(_WAIT_S):
            while not condition():
                self._news.clear()
                await self._news.wait()


@asynccontextmanager
async def opened(server, agent, **ids):
    """A link that is connected, its screen, and how it ends."""
    with Client(server.url) as client:
        link, screen = client.shell(agent.arn, **ids), Screen()
    running = asyncio.create_task(link.run(screen))
    try:
        await screen.until(lambda: "$ " in screen.text or screen.connected[1:])
        yield link, screen, running
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_link_types_resizes_and_tells_the_exit_code(server, agent):
    async with opened(server, agent) as (link, screen, running):
        link.resize(WindowSize(90, 20))
        await link.type(b"stty size; exit 6\r")
        end = await asyncio.wait_for(running, _WAIT_S)

    assert "20 90\r\n" in screen.text
    assert (end.kind, end.exit_code) == ("exited", 6)


async def test_a_link_that_is_left_or_taken_over_says_so(server, agent, session_id):
    ids = {"session_id": session_id, "shell_id": "mine"}
    async with (
        opened(server, agent, **ids) as (_, _, first),
        opened(server, agent, **ids) as (link, _, second),
    ):
        assert (await asyncio.wait_for(first, _WAIT_S)).kind == "taken-over"
        link.leave()
        assert (await asyncio.wait_for(second, _WAIT_S)).kind == "left"
    page = server.http("GET", "/metrics").body.decode()
    assert re.search(r"^headwater_shells_alone [1-9]", page, re.MULTILINE)
    with Client(server.url) as client:
        listed = client.shells(agent.id)
    assert [one["shellId"] for one in listed if one["sessionId"] == session_id] == ["mine"]


async def test_a_link_learns_of_its_sessions_end(server, agent, session_id):
    async with opened(server, agent, session_id=session_id) as (_, screen, running):
        assert server.find_session(agent, session_id)["state"] == "ACTIVE"
        await asyncio.to_thread(server.stop_session, agent, session_id)
        end = await asyncio.wait_for(running, _WAIT_S)

    assert (end.kind, end.exit_code) == ("lost", None)
    assert "the session was stopped" in end.message
    assert end.message in screen.notices


async def test_what_cannot_be_opened_is_an_error(server, agent):
    with Client(server.url) as client, pytest.raises(RequestFailed, match="no/good"):
        await client.shell(agent.arn, shell_id="no/good").run(Screen())
    with Client("http://127.0.0.1:9") as client, pytest.raises(ServerNotReachable):
        await client.shell(agent.arn).run(Screen())


async def test_who_looks_slowly_soon_sees_what_his_ctrl_c_did(server, agent):
    async with opened(server, agent) as (link, screen, running):
        show, looked, is_looking = screen.show_output, 0, asyncio.Event()

        async def show_slowly(data):
            nonlocal looked
            looked += len(data)
            await is_looking.wait()
            await show(data)

        screen.show_output = show_slowly
        await link.type(b"yes\r")
        await asyncio.sleep(1)  # meanwhile all who could keep something for him do so
        await link.type(b"\x03")
        is_looking.set()
        await screen.until(lambda: "^C" in screen.text[-1000:])

        assert looked < 512 * 1024
        is_looking.clear()
        await link.type(b"yes\r")
        link.leave()
        assert (await running).kind == "left"
