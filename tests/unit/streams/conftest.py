"""Stores of streams on real files, with small bounds."""

from contextlib import asynccontextmanager

import pytest

from headwater.streams.base import utc_now
from headwater.streams.settings import StreamSettings
from headwater.streams.store import StreamStore


@pytest.fixture
def open_store(tmp_path):
    """`async with open_store(max_bytes=…) as store`, again and again on the same folder."""

    @asynccontextmanager
    async def open_it(now=utc_now, **settings):
        store = StreamStore(tmp_path / "streams", StreamSettings(**settings), now)
        async with store.running():
            yield store

    return open_it
