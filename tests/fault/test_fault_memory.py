"""kill -9 while turns are written: every turn that was acknowledged is there, once, and in order.

Two users write at the same time, under the same name of a conversation. One of the session's process, the
template and the server is killed at a random moment, then both go on. A long run takes some five minutes, and
`-o faulthandler_timeout=0`.
"""

import http.client
import json
import os
import random
import re
import signal
import threading
import time
import uuid
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import effort
from servers import SESSION_HEADER, invocation_path, new_session_id, wait_until

KILLS = effort.count(12, 200)
DIARIST = Path(__file__).with_name("diarist.py")
ACTORS = ("ada", "ada/diary")
#: Turns of a round: more than are written before most kills.
COUNT = 120


class Writer:
    """One user's round: what was loaded before, and which turns were acknowledged."""

    def __init__(self, server, agent, actor, session_id, number):
        self.actor, self.session_id, self.number = actor, session_id, number
        self.loaded = None
        self.kept = -1
        self.begun = threading.Event()
        order = {"actor": actor, "round": number, "count": COUNT}
        self._connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
        self._request = ("POST", invocation_path(agent), json.dumps(order), {SESSION_HEADER: session_id})
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def wait_end(self):
        self._thread.join(60)
        assert not self._thread.is_alive()
        return self

    def _read(self):
        try:
            self._connection.request(*self._request)
            response = self._connection.getresponse()
            for line in response:
                if line.startswith(b"data: ") and line.endswith(b"\n"):
                    self._take(json.loads(line.removeprefix(b"data: ")))
        except (OSError, http.client.HTTPException):
            pass  # it was killed
        finally:
            self._connection.close()
            self.begun.set()

    def _take(self, event):
        if "loaded" in event:
            self.loaded = event
        elif "kept" in event:
            assert event["kept"] == self.kept + 1
            self.kept = event["kept"]
            self.begun.set()


@pytest.fixture
def diarists(make_server):
    server = make_server()
    made = server.control.create_memory(name=f"m{uuid.uuid4().hex[:12]}", eventExpiryDuration=30)
    memory_id = made["memory"]["id"]
    return server, server.deploy(DIARIST, environment={"MEMORY_ID": memory_id}), memory_id


def kill_process(pid):
    """Kill it, unless it is gone, or not there yet after the kill before."""
    if pid:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def kill_agent(server, agent, session_id):
    session = server.find_session(agent, session_id)
    kill_process(session and session["pid"])


def kill_template(server, agent, session_id):
    templates = server.describe(agent)["templates"]
    kill_process(templates and templates[0]["pid"])


def kill_server(server, agent, session_id):
    server.kill()


def stop_server(server, agent, session_id):
    server.stop()


#: What ends, and how often.
HOW = {kill_agent: 10, kill_template: 4, kill_server: 5, stop_server: 1}


def name_of(text):
    """What was written, from what the Memory API shows of it."""
    found = re.search(r"\d+\.\d+", text)
    return found and found[0]


def list_newest(server, memory_id, actor, page_count):
    """(round, number) of what the Memory API has of a user, newest first."""
    found, token = [], None
    for _ in range(page_count):
        page = server.data.list_events(
            memoryId=memory_id, actorId=actor, sessionId="diary", maxResults=100,
            **({"nextToken": token} if token else {}),
        )  # fmt: skip
        names = [name_of(json.dumps(event["payload"])) for event in page["events"]]
        found += [tuple(map(int, name.split("."))) for name in names]
        token = page.get("nextToken")
        if token is None:
            break
    return found


@pytest.mark.slow
@pytest.mark.timeout(120 + 10 * KILLS)
def test_every_acknowledged_turn_is_there_once_and_in_order_whatever_is_killed(diarists):
    server, agent, memory_id = diarists
    chance = random.Random(KILLS)
    kept = {actor: {} for actor in ACTORS}
    sessions = {actor: new_session_id() for actor in ACTORS}

    for number in range(KILLS):
        writers = [Writer(server, agent, actor, sessions[actor], number) for actor in ACTORS]
        for writer in writers:
            assert writer.begun.wait(30)
        kill = chance.choices(*zip(*HOW.items(), strict=True))[0]
        time.sleep(chance.uniform(0, 0.15))
        kill(server, agent, sessions[ACTORS[0]])
        for writer in writers:
            writer.wait_end()
            check_loaded(writer, kept[writer.actor])
            kept[writer.actor][number] = writer.kept
        if not server.is_alive:
            server.start()
        if chance.random() < 0.3:  # a conversation goes on in whichever session
            for actor in ACTORS:
                wait_kept(server, memory_id, actor, kept[actor])
            sessions = {actor: new_session_id() for actor in ACTORS}

    for actor in ACTORS:
        wait_kept(server, memory_id, actor, kept[actor])
        found = list_newest(server, memory_id, actor, page_count=2 * KILLS)[::-1]
        assert found == sorted(set(found)), f"twice or out of order, of {actor}"
        acknowledged = {(number, n) for number, last in kept[actor].items() for n in range(last + 1)}
        assert acknowledged <= set(found), sorted(acknowledged - set(found))
        assert len(acknowledged) > KILLS, "hardly anything was written"


def wait_kept(server, memory_id, actor, kept):
    """Another session sees what a living one has delivered; what it is told comes a moment before."""
    last = max((number, n) for number, n in kept.items() if n >= 0)
    # Turns arrive in order. After the last that was acknowledged there may be many of which nobody heard.
    wait_until(
        lambda: max(list_newest(server, memory_id, actor, page_count=1), default=()) >= last,
        30,
        f"{last} of {actor}",
    )


def check_loaded(writer, kept):
    """What a round begins with has, to the last, what the round before was told that it is kept."""
    if writer.loaded is None or not any(n >= 0 for n in kept.values()):
        return
    names = [name_of(json.dumps(message)) for message in writer.loaded["loaded"]]
    numbers = [tuple(map(int, name.split("."))) for name in names]
    before = max(number for number, n in kept.items() if n >= 0)
    # A call whose result is missing is not loaded, nor is a question that two rounds make one turn of.
    wanted = (before, kept[before] - (kept[before] % 3 == 1))
    assert numbers, writer.loaded
    assert numbers[-1] >= wanted, (writer.actor, writer.number, numbers, wanted)
    assert writer.loaded["source"] in ("ram", "durable")
