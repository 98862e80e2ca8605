"""Where a host has no namespaces: nothing is isolated, which is said, and all else works the same."""

import os
import signal

import pytest

from servers import AGENTS, OWN_VARIABLES, read_events, running_server, wait_until

STATE = {"do": "state"}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    environment = {"HEADWATER_SANDBOX__ISOLATION": "process"}
    with running_server(tmp_path_factory.mktemp("plain"), environment) as server:
        yield server


@pytest.fixture(scope="module")
def probe(plain):
    return plain.deploy(AGENTS / "probe.py", environment={"DECLARED": "1"})


def test_the_server_says_that_nothing_is_isolated(plain, probe):
    assert plain.get_json("status")["isolation"]["level"] == "process"
    assert plain.describe(probe)["isolation"]["level"] == "process"
    assert "NOT isolated" in plain.log_text()


def test_session_storage_is_refused_with_the_reason(plain, probe):
    storage = [{"sessionStorage": {"mountPath": "/mnt/work"}}]
    with pytest.raises(plain.control.exceptions.ValidationException, match="takes namespaces"):
        plain.deploy(AGENTS / "probe.py", filesystemConfigurations=storage)
    assert "none" in plain.get_json("status")["storage"]["detail"]


def test_sessions_are_sticky_and_apart(plain, probe, new_session_id):
    first, second = new_session_id(), new_session_id()
    plain.ask(probe, {"do": "note", "notes": {"a": 1}}, first)
    plain.ask(probe, {"do": "write", "path": "notes.txt", "text": "mine"}, first)

    assert plain.ask(probe, STATE, first)["notes"] == {"a": 1}
    assert plain.ask(probe, STATE, second)["notes"] == {}
    assert plain.ask(probe, {"do": "read", "path": "notes.txt"}, first) == "mine"
    assert plain.ask(probe, {"do": "read", "path": "notes.txt"}, second) is None


def test_the_environment_is_the_runtimes_and_its_home_is_its_own(plain, probe, session_id):
    environment = plain.ask(probe, {"do": "environment"}, session_id)

    assert environment["DECLARED"] == "1"
    assert os.path.realpath(environment["HOME"]) != os.path.realpath(os.path.expanduser("~"))
    assert {name for name in environment if name.startswith("HEADWATER_")} == OWN_VARIABLES


def test_stop_and_crash_end_a_session(plain, probe, session_id):
    plain.ask(probe, STATE, session_id)
    pid = plain.find_session(probe, session_id)["pid"]
    plain.stop_session(probe, session_id)
    assert not os.path.exists(f"/proc/{pid}")

    plain.ask(probe, STATE, session_id)
    os.kill(plain.find_session(probe, session_id)["pid"], signal.SIGKILL)

    wait_until(lambda: plain.find_session(probe, session_id) is None, what="the crash to be noticed")
    assert plain.ask(probe, STATE, session_id)["calls"] == 1


def test_a_file_that_must_not_be_forked_works_too(plain, session_id):
    source = "import threading\nthreading.Timer(3600, print).start()\n" + (AGENTS / "streams.py").read_text()
    agent = plain.deploy(source)

    assert read_events(plain.invoke(agent, {"do": "count", "count": 3}, session_id)) == [0, 1, 2]
    assert plain.describe(agent)["templates"][0]["mode"] == "fresh"
    plain.stop_session(agent, session_id)
    assert plain.sessions(agent) == []


def test_what_a_session_leaves_on_disk_goes_with_it(plain, probe, session_id):
    plain.ask(probe, {"do": "write", "path": "left.txt", "text": "behind"}, session_id)
    left = next((plain.data_dir / "run" / "scratch").rglob("left.txt"))

    plain.stop_session(probe, session_id)

    wait_until(lambda: not left.parent.parent.exists(), what="the session's files to go")
