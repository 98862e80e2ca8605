"""A runaway session ends when an operator stops it: all of its processes, whatever they do, and soon.

What is left is looked for in this host's /proc, by a name that the runaway gives itself and its children
inherit.
"""

import json
import os
import secrets

import pytest

from servers import wait_until

#: Each gives itself the name, leaves something behind that never ends, and returns.
_NAME = """
import signal, time
libc("prctl", 15, NAME, 0, 0, 0)
def start(work):
    if os.fork() == 0:
        try:
            work()
        finally:
            os._exit(0)
def deaf():
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
"""
_RUNAWAYS = {
    "an endless loop that spawns children": """
def work():
    deaf()
    children = 0
    while True:
        try:
            if children < 150 and os.fork() == 0:
                time.sleep(600)
            children += 1
        except OSError:
            time.sleep(0.001)  # as many as it may have
start(work)
""",
    "a fork bomb": """
def work():
    deaf()
    for _ in range(7):
        try:
            os.fork()
        except OSError:
            pass
    while True:
        pass
start(work)
""",
    "daemons in sessions of their own": """
def daemon():
    deaf()
    while True:
        time.sleep(0.01)
def work():
    for _ in range(10):
        if os.fork() == 0:
            os.setsid()
            start(daemon)
            os._exit(0)
    time.sleep(0.1)
start(work)
""",
    "an agent that does not listen": """
deaf()
def work():
    deaf()
    time.sleep(600)
start(work)
""",
}
#: Dies and is born again all the time: whoever looks for pids one by one can miss it.
_CHAIN = """
def work():
    deaf()
    while True:
        time.sleep(0.002)
        if os.fork():
            os._exit(0)
        os.setsid()
start(work)
"""
_NO_FORK = "import threading\nthreading.Timer(3600, print).start()\n"


def find_named(name):
    """Pids on this host of living processes with this name."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", "rb") as file:
                text = file.read()
        except OSError:
            continue
        if text[text.index(b"(") + 1 : text.rindex(b")")] == name and text.split(b") ")[-1][:1] not in b"ZX":
            found.append(int(pid))
    return found


def start_runaway(host, code, sid, agent=None, *, least=2):
    """Start it in a session; gives the name of its processes once there are some."""
    name = f"rw-{secrets.token_hex(5)}".encode()
    host.value(f"NAME = {name!r}\n{_NAME}{code}\nresult = 1", sid, agent)
    wait_until(lambda: len(find_named(name)) >= least, what="the runaway to run")
    return name


def stop(host, sid, agent=None, **options):
    """What the server says of the one session it stopped."""
    agent = agent or host.agent
    body = json.dumps({"sessionId": sid, **options})
    reply = host.server.http("POST", f"/headwater/v1/runtimes/{agent.name}/stop", body)
    assert reply.status == 200, reply.body
    (told,) = reply.json()["sessions"]
    return told


@pytest.fixture(scope="module")
def unforkable(inside):
    """An agent whose sessions are processes of their own."""
    return inside.deploy(_NO_FORK)


@pytest.fixture(scope="module")
def unconfined_unforkable(unconfined):
    return unconfined.deploy(_NO_FORK)


@pytest.mark.parametrize("kind", _RUNAWAYS)
def test_a_stopped_runaway_is_gone_when_the_answer_says_so(inside, sid, kind):
    name = start_runaway(inside, _RUNAWAYS[kind], sid)

    told = stop(inside, sid)

    assert find_named(name) == []
    assert told["stopped"] is True
    assert told["processesKilled"] >= 2


@pytest.mark.parametrize("kind", _RUNAWAYS)
def test_so_is_one_in_a_process_of_its_own(inside, unforkable, sid, kind):
    name = start_runaway(inside, _RUNAWAYS[kind], sid, unforkable)

    told = stop(inside, sid, unforkable)

    assert find_named(name) == []
    assert told["stopped"] is True


@pytest.mark.parametrize("kind", _RUNAWAYS)
def test_so_is_one_that_nothing_confines(unconfined, sid, kind):
    name = start_runaway(unconfined, _RUNAWAYS[kind], sid)

    told = stop(unconfined, sid)

    assert find_named(name) == []
    assert told["stopped"] is True


@pytest.mark.parametrize("kind", _RUNAWAYS)
def test_so_is_one_that_nothing_confines_in_a_process_of_its_own(
    unconfined, unconfined_unforkable, sid, kind
):
    name = start_runaway(unconfined, _RUNAWAYS[kind], sid, unconfined_unforkable)

    told = stop(unconfined, sid, unconfined_unforkable)

    assert find_named(name) == []
    assert told["stopped"] is True


def test_one_that_is_born_again_all_the_time_dies_with_its_namespace(inside, sid):
    name = start_runaway(inside, _CHAIN, sid, least=1)

    assert stop(inside, sid)["stopped"] is True

    assert find_named(name) == []


def test_a_runaway_is_gone_within_two_seconds(inside, sid):
    start_runaway(inside, _RUNAWAYS["an endless loop that spawns children"], sid)

    assert stop(inside, sid)["ms"] < 2000


def test_without_grace_nobody_is_asked_first(inside, sid):
    name = start_runaway(inside, _RUNAWAYS["an agent that does not listen"], sid)

    assert stop(inside, sid, graceSeconds=0)["stopped"] is True

    assert find_named(name) == []


def test_what_a_crash_leaves_behind_is_ended_without_namespaces_too(unconfined, sid):
    name = start_runaway(unconfined, _RUNAWAYS["daemons in sessions of their own"], sid)

    with pytest.raises(Exception, match="RuntimeClientError"):
        unconfined.run("os._exit(3)", sid)

    wait_until(lambda: find_named(name) == [], what="the daemons to go with their session")


def test_other_sessions_live_on(inside, sid, other_sid):
    inside.value("result = 1", other_sid)
    start_runaway(inside, _RUNAWAYS["a fork bomb"], sid)

    stop(inside, sid)

    assert inside.value("result = os.getpid()", other_sid) == 2
