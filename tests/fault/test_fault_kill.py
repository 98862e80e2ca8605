"""kill -9 of each process in mid-stream: an end within bounds, nothing left, and the next call works."""

import os
import signal
import sqlite3
from pathlib import Path
from threading import Thread

import pytest
from tickers import find_marked

from servers import wait_until

VICTIMS = {
    "agent": lambda ticker, session_id: ticker.agent_pid(session_id),
    "init of the session": lambda ticker, session_id: ticker.init_pid(session_id),
    "nursery": lambda ticker, session_id: ticker.nursery_pid(),
    "template": lambda ticker, session_id: ticker.template_pid(),
    "launcher": lambda ticker, session_id: ticker.launcher_pid(),
}


@pytest.fixture(autouse=True)
def needs_namespaces(server):
    if server.get_json("status")["isolation"]["level"] != "namespaces":
        pytest.skip("without namespaces there are no such processes")


@pytest.mark.parametrize("victim", VICTIMS)
def test_a_killed_process_ends_the_stream_with_an_event_and_the_next_call_works(
    ticker, session_id, open_stream, victim
):
    stream = open_stream(ticker, session_id)
    agent_pid, init_pid = ticker.agent_pid(session_id), ticker.init_pid(session_id)

    os.kill(VICTIMS[victim](ticker, session_id), signal.SIGKILL)

    last = stream.read_to_end()
    assert last["error_type"] == "RuntimeClientError", last
    assert last["error"].startswith("The agent stopped before its answer was complete"), last
    ticker.wait_gone({agent_pid, init_pid})
    assert ticker.ask(session_id)["calls"] == 1  # a new agent


def test_the_reason_of_a_death_by_signal_is_told(ticker, session_id, open_stream):
    stream = open_stream(ticker, session_id)

    os.kill(ticker.agent_pid(session_id), signal.SIGSEGV)

    assert "signal 11" in stream.read_to_end()["error"]


def test_a_killed_session_leaves_the_others_alone(ticker, new_session_id, open_stream):
    one, two = new_session_id(), new_session_id()
    stream, other = open_stream(ticker, one), open_stream(ticker, two)

    os.kill(ticker.agent_pid(one), signal.SIGKILL)

    stream.read_to_end()
    begin = other.next_event()["tick"]
    assert other.next_event()["tick"] == begin + 1
    assert ticker.ask(two)["calls"] == 2


def test_a_killed_template_is_replaced_and_leaves_no_process(ticker, session_id):
    ticker.ask(session_id)
    before = ticker.pids()

    os.kill(ticker.template_pid(), signal.SIGKILL)

    ticker.wait_gone(before)
    assert ticker.ask(session_id)["calls"] == 1
    wait_until(lambda: ticker.server.describe(ticker.agent)["templates"][0]["state"] == "ready")


def test_a_killed_server_takes_everything_along_and_its_successor_goes_on(
    make_ticker, session_id, new_session_id, open_stream
):
    ticker = make_ticker()
    other = new_session_id()
    ticker.ask(other)
    stream = open_stream(ticker, session_id)
    before = ticker.pids()
    assert len(before) >= 5

    ticker.server.kill()

    stream.read_to_end()
    ticker.wait_gone(before)
    ticker.server.start()
    status = ticker.server.control.get_agent_runtime(agentRuntimeId=ticker.agent.id)["status"]
    assert status == "READY"
    assert ticker.server.sessions(ticker.agent) == []
    assert ticker.ask(other)["calls"] == 1
    with sqlite3.connect(ticker.server.data_dir / "headwater.db") as store:
        rows = store.execute(
            "select session_id, ended_at, end_reason from sessions order by started_at"
        ).fetchall()
    store.close()
    buried = {row[0]: row[2] for row in rows if row[1] is not None}
    assert set(buried) == {session_id, other}
    assert all("without stopping it" in reason for reason in buried.values()), rows


def test_a_server_killed_while_a_file_loads_leaves_no_process(make_server, new_session_id):
    server, mark = make_server(), new_session_id()

    def deploy():
        try:
            server.deploy("import time\nwhile True:\n    time.sleep(1)", environment={"HW_TEST_MARK": mark})
        except Exception:
            return  # the server dies under it

    deployer = Thread(target=deploy)
    deployer.start()
    wait_until(lambda: len(find_marked(mark)) >= 3, what="the template to load its file")

    server.kill()

    wait_until(lambda: not find_marked(mark), what="its processes to end")
    deployer.join(30)
    assert not deployer.is_alive()


def test_no_mount_of_a_server_is_left_on_the_host(ticker, session_id):
    ticker.ask(session_id)

    assert str(ticker.server.data_dir) not in Path("/proc/self/mountinfo").read_text()
