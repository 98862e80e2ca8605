"""What the tests of faults share. Builders and processes by name: `tickers.py` beside this file."""

from collections.abc import Callable
from typing import Any

import pytest
from tickers import OpenStream, Ticker, deploy_ticker


@pytest.fixture
def open_stream():
    """`open_stream(ticker, session_id, **order)`: a ticking stream, its first event read."""
    streams = []

    def open_it(ticker: Ticker, session_id: str, **order: Any) -> OpenStream:
        stream = OpenStream(ticker.server, ticker.agent, session_id, {"do": "tick", **order})
        streams.append(stream)
        assert stream.next_event()["tick"] == 0
        return stream

    yield open_it
    for stream in streams:
        stream.close()


@pytest.fixture(scope="module")
def ticker(server):
    """A ticker on the shared server. It may be killed; the server may not."""
    return deploy_ticker(server)


@pytest.fixture
def make_ticker(make_server) -> Callable[..., Ticker]:
    """`make_ticker(**environment)`: a ticker on a server of its own, which leaves no process at the end."""
    made = []

    def make(**environment: Any) -> Ticker:
        made.append(deploy_ticker(make_server(**environment)))
        return made[-1]

    yield make
    for ticker in made:
        ticker.server.stop()
        ticker.wait_gone(ticker.pids())
