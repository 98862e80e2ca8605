"""The server is asked to end: it drains, ends its sessions, and leaves nothing."""

import os
import signal
import time
from threading import Thread

import pytest
from tickers import find_marked

from servers import new_session_id, wait_until

_DRAIN_S = 1
#: The drain, the ends of sessions, and what a busy machine adds.
_DEADLINE_S = 15


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_asked_to_end_in_mid_stream_ends_in_time_and_whole(
    make_ticker, session_id, open_stream, number
):
    ticker = make_ticker(HEADWATER_SERVER__DRAIN_TIMEOUT_S=_DRAIN_S)
    stream = open_stream(ticker, session_id)
    before = ticker.pids()
    assert before

    os.kill(ticker.server.pid, number)
    stream.read_to_end()
    code = ticker.server.stop(_DEADLINE_S)

    assert code == 0
    ticker.wait_gone(before)


def test_a_stream_cut_by_the_servers_end_is_told_so(make_ticker, session_id, open_stream):
    ticker = make_ticker(HEADWATER_SERVER__DRAIN_TIMEOUT_S=_DRAIN_S)
    stream = open_stream(ticker, session_id)

    os.kill(ticker.server.pid, signal.SIGTERM)
    last = stream.read_to_end()
    ticker.server.stop(_DEADLINE_S)

    assert "Traceback" not in ticker.server.log_text()
    assert "error" in last


def test_an_answer_under_way_is_finished_within_the_drain(make_ticker, session_id):
    ticker = make_ticker(HEADWATER_SERVER__DRAIN_TIMEOUT_S=10)
    ticker.ask(session_id)
    answers = []
    asking = Thread(target=lambda: answers.append(ticker.ask(session_id, "sleep", seconds=1.0, apart=True)))
    asking.start()
    wait_until(lambda: ticker.server.find_session(ticker.agent, session_id)["activeInvocations"] == 1)

    code = ticker.server.stop(_DEADLINE_S)

    asking.join(_DEADLINE_S)
    assert code == 0
    assert answers == [{"slept": 1.0}]


def test_an_idle_server_with_sessions_ends_at_once(make_ticker, new_session_id):
    ticker = make_ticker(HEADWATER_SERVER__DRAIN_TIMEOUT_S=30)
    for _ in range(3):
        ticker.ask(new_session_id())
    before = ticker.pids()

    begin_s = time.monotonic()
    code = ticker.server.stop(_DEADLINE_S)

    assert code == 0
    assert time.monotonic() - begin_s < 10  # and not the 30 of the drain
    assert "Traceback" not in ticker.server.log_text()
    ticker.wait_gone(before)


def test_agents_that_ignore_the_polite_signal_do_not_hold_the_server_up(make_ticker, new_session_id):
    ticker = make_ticker(HEADWATER_SESSIONS__STOP_GRACE_S=0.3)
    for _ in range(3):
        ticker.ask(new_session_id(), "ignore_sigterm")
    before = ticker.pids()

    assert ticker.server.stop(_DEADLINE_S) == 0

    ticker.wait_gone(before)
    assert "Traceback" not in ticker.server.log_text()


def test_a_server_asked_to_end_while_a_file_loads_ends(make_server):
    server, mark = make_server(HEADWATER_SERVER__DRAIN_TIMEOUT_S=_DRAIN_S), new_session_id()

    def deploy():
        try:
            server.deploy("import time\nwhile True:\n    time.sleep(1)", environment={"HW_TEST_MARK": mark})
        except Exception:
            return  # the server goes under it

    deployer = Thread(target=deploy)
    deployer.start()
    wait_until(lambda: find_marked(mark), what="the template to load its file")

    code = server.stop(_DEADLINE_S)

    deployer.join(_DEADLINE_S)
    assert code == 0
    wait_until(lambda: not find_marked(mark), what="its processes to end")
    assert "Traceback" not in server.log_text()
