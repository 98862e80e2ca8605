"""Agents that behave badly, without malice: each is its own problem, and nothing of it stays."""

import http.client
import json
import os
import signal
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError
from tickers import deploy_ticker

from servers import SESSION_HEADER, invocation_path, running_server, wait_until


@pytest.fixture(scope="module")
def impatient(module_server):
    """A ticker on a server with short patience and small disks."""
    return deploy_ticker(module_server)


@pytest.fixture(scope="module")
def module_server(tmp_path_factory):
    settings = {
        "HEADWATER_SESSIONS__STOP_GRACE_S": "0.3",
        "HEADWATER_SANDBOX__SCRATCH_MAX_BYTES": str(8 * 1024 * 1024),
    }
    with running_server(tmp_path_factory.mktemp("impatient"), settings) as server:
        yield server


def stop(ticker, session_id):
    ticker.server.stop_session(ticker.agent, session_id)


def test_an_agent_that_ignores_the_polite_signal_is_killed_within_the_grace(impatient, session_id):
    impatient.ask(session_id, "ignore_sigterm")
    pids = {impatient.agent_pid(session_id), impatient.init_pid(session_id)}

    stop(impatient, session_id)  # returns when nothing is left

    assert not pids & impatient.pids()
    assert impatient.ask(session_id)["calls"] == 1


def test_a_daemon_that_an_agent_started_goes_with_its_session(impatient, session_id):
    impatient.ask(session_id, "start_daemon")
    namespace = os.readlink(f"/proc/{impatient.agent_pid(session_id)}/ns/pid")

    def inside():
        found = set()
        for pid in impatient.pids():
            try:
                if os.readlink(f"/proc/{pid}/ns/pid") == namespace:
                    found.add(pid)
            except OSError:
                continue
        return found

    wait_until(lambda: len(inside()) == 3, what="init, agent and the daemon")
    processes = inside()

    stop(impatient, session_id)

    impatient.wait_gone(processes)


def test_a_daemon_goes_with_an_agent_that_dies(impatient, session_id, open_stream):
    impatient.ask(session_id, "start_daemon")
    stream = open_stream(impatient, session_id)
    agent = impatient.agent_pid(session_id)
    namespace = os.readlink(f"/proc/{agent}/ns/pid")
    before = {pid for pid in impatient.pids() if os.readlink(f"/proc/{pid}/ns/pid") == namespace}

    os.kill(agent, signal.SIGKILL)

    stream.read_to_end()
    impatient.wait_gone(before)


def test_a_full_disk_is_one_sessions_own(impatient, new_session_id):
    one, two = new_session_id(), new_session_id()
    impatient.ask(two)

    assert impatient.ask(one, "fill_disk") == {"errno": 28}

    assert impatient.ask(one)["calls"] == 2
    assert impatient.ask(two)["calls"] == 2
    assert impatient.ask(new_session_id())["calls"] == 1


@pytest.mark.parametrize(("line_bytes", "line_count"), [(1_000_000, 100), (100, 200_000)])
def test_an_agent_that_prints_without_end_hurts_nobody(ticker, new_session_id, line_bytes, line_count):
    printing, other = new_session_id(), new_session_id()
    ticker.ask(other)
    before_kb = rss_kb(ticker.server.pid)

    ticker.ask(printing, "print_much", line_bytes=line_bytes, line_count=line_count)

    assert ticker.ask(other)["calls"] == 2
    assert rss_kb(ticker.server.pid) - before_kb < 80_000  # what went through does not stay


def test_a_slow_reader_slows_its_agent_and_nobody_else(ticker, new_session_id, open_stream):
    """What nobody reads is not gathered in the server: its memory stays where it is."""
    slow, other = new_session_id(), new_session_id()
    stream = open_stream(ticker, slow, bytes=100_000, pause_s=0)
    before_kb = rss_kb(ticker.server.pid)

    for number in range(1, 20):
        assert ticker.ask(other)["calls"] == number

    assert rss_kb(ticker.server.pid) - before_kb < 50_000
    begin = stream.next_event()["tick"]
    assert stream.next_event()["tick"] == begin + 1


def test_a_reader_that_leaves_ends_the_stream_and_not_the_session(ticker, session_id, open_stream):
    stream = open_stream(ticker, session_id)
    stream.close()

    wait_until(lambda: ticker.server.find_session(ticker.agent, session_id)["activeInvocations"] == 0)
    assert ticker.ask(session_id)["calls"] == 2


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({"do": "exit_now", "code": 3}, "code 3"),
        ({"do": "crash", "signal": int(signal.SIGSEGV)}, "signal 11"),
        ({"do": "crash", "signal": int(signal.SIGABRT)}, "signal 6"),
    ],
)
def test_an_agent_that_dies_before_it_answers_is_a_424_that_says_how(ticker, session_id, order, words):
    with pytest.raises(ClientError) as caught:
        ticker.server.invoke(ticker.agent, order, session_id)

    error = caught.value.response
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 424
    assert words in error["Error"]["Message"]
    assert ticker.ask(session_id)["calls"] == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import os; os.abort()", "signal"),
        ("import ctypes; ctypes.string_at(8)", "signal 11"),
        ("import os; os._exit(3)", "code 3"),
        ("raise ValueError('half a pair \\udcff, and a NUL \\0')", "half a pair"),
        ("raise ValueError('x' * 20_000_000)", "ValueError: xxx"),
        ("def f(): f()\nf()", "RecursionError"),
    ],
)
def test_a_file_that_dies_while_it_loads_says_how(server, code, words):
    agent = server.deploy(code, expect="CREATE_FAILED")

    assert words in agent.failure_reason


def test_a_request_cut_off_in_its_body_is_no_harm(ticker, session_id):
    ticker.ask(session_id)
    connection = http.client.HTTPConnection(urlsplit(ticker.server.url).netloc, timeout=10)
    connection.putrequest("POST", invocation_path(ticker.agent))
    connection.putheader(SESSION_HEADER, session_id)
    connection.putheader("Content-Length", "1000")
    connection.endheaders(json.dumps({"do": "who"}).encode())
    connection.close()

    wait_until(lambda: ticker.server.find_session(ticker.agent, session_id)["activeInvocations"] == 0)
    assert "calls" in ticker.ask(session_id)


def rss_kb(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
