"""Session managers over workers without processes."""

from contextlib import AsyncExitStack

import pytest
from session_fakes import FakeSource, Journal

from headwater.sessions.manager import SessionManager
from headwater.sessions.settings import SessionSettings


@pytest.fixture
async def source():
    source = FakeSource()
    yield source
    await source.close()


@pytest.fixture
def journal():
    return Journal()


@pytest.fixture
async def open_manager(source, journal):
    """`await open_manager(**settings)`: a running manager whose timers are looked at often."""
    async with AsyncExitStack() as stack:

        async def open_it(*, find_limits=None, log_event=None, **settings):
            more = {"find_limits": find_limits, "log_event": log_event}
            more = {name: value for name, value in more.items() if value is not None}
            settings = {"reap_every_s": 0.01, "ping_every_s": 0.02, "ping_timeout_s": 0.5, **settings}
            manager = SessionManager(SessionSettings(**settings), source, journal, **more)
            return await stack.enter_async_context(manager.running())

        yield open_it
