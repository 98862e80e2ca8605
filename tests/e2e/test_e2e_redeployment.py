"""New versions under load: no call is lost, live sessions stay, a broken version never serves."""

import threading
import time

from servers import new_session_id, read_events, wait_until

AGENT = """
import asyncio
from headwater import App

VERSION = {version}
app = App()

@app.entrypoint
async def answer(payload):
    for number in range(payload["count"]):
        yield [VERSION, number]
        await asyncio.sleep(payload.get("every_s", 0))

app.run()
"""
BROKEN = "raise RuntimeError('this version is broken')"

_CALLERS = 3
_STREAMS = 4


class _Load:
    """Callers that begin a new session with each call, until they are told to stop."""

    def __init__(self, server, agent):
        self._server = server
        self._agent = agent
        self._is_over = threading.Event()
        #: (newest version seen READY before the call, events of its answer)
        self.answers = []
        self.failures = []
        self.live = 1
        self._threads = [threading.Thread(target=self._run) for _ in range(_CALLERS)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exc):
        self._is_over.set()
        for thread in self._threads:
            thread.join(60)

    def _run(self):
        while not self._is_over.is_set():
            before = self.live
            try:
                events = read_events(self._server.invoke(self._agent, {"count": 3}, new_session_id()))
            except Exception as exc:  # whatever it is, the test tells
                self.failures.append(exc)
                return
            self.answers.append((before, events))


def test_no_call_is_lost_while_versions_come_and_go(server):
    agent = server.deploy({"agent.py": AGENT.format(version=1)})
    streams = [server.invoke(agent, {"count": 40, "every_s": 0.1}, new_session_id()) for _ in range(_STREAMS)]
    with _Load(server, agent) as load:
        for number in (2, 3):
            server.update(agent, {"agent.py": AGENT.format(version=number)})
            load.live = number
            _wait_for_more(load)
        server.update(agent, {"agent.py": BROKEN}, expect="UPDATE_FAILED")
        _wait_for_more(load)
        server.update(agent, {"agent.py": AGENT.format(version=5)})
        load.live = 5
        _wait_for_more(load)

    assert not load.failures
    for before, events in load.answers:
        versions = {version for version, _ in events}
        assert [number for _, number in events] == [0, 1, 2]
        assert len(versions) == 1, "an answer comes from one session, and that has one version"
        assert versions.pop() >= before, "what was seen READY is not left again"
    assert {events[0][0] for _, events in load.answers} == {1, 2, 3, 5}
    for stream in streams:
        assert read_events(stream) == [[1, number] for number in range(40)]


def test_a_session_stays_on_its_version_until_it_ends(server):
    agent = server.deploy({"agent.py": AGENT.format(version=1)})
    old = new_session_id()
    ask = {"count": 1}
    assert read_events(server.invoke(agent, ask, old)) == [[1, 0]]

    server.update(agent, {"agent.py": AGENT.format(version=2)})

    assert read_events(server.invoke(agent, ask, old)) == [[1, 0]]
    assert read_events(server.invoke(agent, ask, new_session_id())) == [[2, 0]]
    server.stop_session(agent, old)
    assert read_events(server.invoke(agent, ask, old)) == [[2, 0]]


def test_a_roll_shows_what_is_live_and_what_is_to_be(server):
    agent = server.deploy({"agent.py": AGENT.format(version=1)})
    slow = AGENT.format(version=2) + "\n"
    wait = "import time\ntime.sleep(1.5)\n"
    server.control.update_agent_runtime(
        agentRuntimeId=agent.id, **server._members({"agent.py": wait + slow}, None)
    )

    rolling = server.control.get_agent_runtime_endpoint(agentRuntimeId=agent.id, endpointName="DEFAULT")
    runtime = server.control.get_agent_runtime(agentRuntimeId=agent.id)
    during = read_events(server.invoke(agent, {"count": 1}, new_session_id()))

    assert (rolling["status"], rolling["liveVersion"], rolling["targetVersion"]) == ("UPDATING", "1", "2")
    assert (runtime["status"], runtime["agentRuntimeVersion"]) == ("UPDATING", "2")
    assert during == [[1, 0]]

    def arrived():
        found = server.control.get_agent_runtime_endpoint(agentRuntimeId=agent.id, endpointName="DEFAULT")
        return found if found["status"] == "READY" else None

    found = wait_until(arrived, 30, "the roll to end")
    assert (found["liveVersion"], found["targetVersion"]) == ("2", "2")


def _wait_for_more(load, count=10):
    """Until so many more calls have been answered."""
    wanted = len(load.answers) + count
    deadline_s = time.monotonic() + 60
    while len(load.answers) < wanted and not load.failures:
        assert time.monotonic() < deadline_s, "the callers are not answered"
        time.sleep(0.01)
