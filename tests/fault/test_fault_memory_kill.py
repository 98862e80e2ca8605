"""Turns written through the API while the server is killed again and again: none lost, doubled or moved."""

import http.client
import json
import random
import time
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

import effort
from databases import has_postgresql, running_postgresql
from servers import Server, wait_until

KILLS = effort.count(3, 200)
POSTGRESQL_KILLS = effort.count(1, 30)
WRITERS = 3
#: Between a start and the next kill: from before the first turn to a few hundred of them.
LIFE_MAX_S = 0.4


class Writer:
    """Appends turns 0, 1, 2… to a session of its own, each until it is acknowledged."""

    def __init__(self, server, memory_id, name):
        self.server = server
        self.memory_id = memory_id
        self.name = name
        self.acknowledged = []
        self.stopping = Event()
        self.failures = []
        self.thread = Thread(target=self._run, name=f"writer-{name}")

    def _run(self):
        connection, url = None, None
        while not self.stopping.is_set():
            if url != self.server.url or connection is None:
                url = self.server.url
                connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
            try:
                self._append(connection, len(self.acknowledged))
            except (OSError, http.client.HTTPException):
                # Whether it arrived is not known: the same turn goes again, with its token.
                connection.close()
                connection = None
                time.sleep(0.005)
        if connection is not None:
            connection.close()

    def _append(self, connection, number):
        body = {
            "actorId": self.name,
            "sessionId": "s",
            # All in one millisecond: the order is that in which they were written.
            "eventTimestamp": 1_772_366_400,
            "payload": [{"blob": number}],
            "metadata": {"turn": {"stringValue": str(number)}},
            "clientToken": f"{self.name} {number}",
        }
        connection.request("POST", f"/memories/{self.memory_id}/events", json.dumps(body))
        reply = connection.getresponse()
        raw = reply.read()
        if reply.status == 201:
            self.acknowledged.append(json.loads(raw)["event"]["eventId"])
        elif reply.status != 500:  # a server that is being killed may fail; it may not refuse
            self.failures.append((reply.status, raw))
            self.stopping.set()

    def check(self, known, *, to_the_end=False):
        """What is listed is every turn once, in order; of those acknowledged before none is missing.

        Args:
            known: how many were acknowledged before the kill.
            to_the_end: read all turns, not only those since `known`.
        """
        where = {"memoryId": self.memory_id, "actorId": self.name, "sessionId": "s"}
        listed = []
        for page in self.server.data.get_paginator("list_events").paginate(**where, maxResults=100):
            listed += page["events"]
            if listed and not to_the_end and listed[-1]["payload"][0]["blob"] <= known - 200:
                break
        numbers = [event["payload"][0]["blob"] for event in listed]
        assert numbers == list(range(numbers[0], numbers[0] - len(numbers), -1)) if numbers else known == 0
        assert not numbers or numbers[0] >= known - 1
        assert not to_the_end or not numbers or numbers[-1] == 0
        for event in listed:
            number = event["payload"][0]["blob"]
            assert number >= known or event["eventId"] == self.acknowledged[number]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    """Settings of a server on each kind of database, and how often to kill it."""
    if request.param == "sqlite":
        yield {}, KILLS
        return
    if not has_postgresql():
        pytest.skip("no PostgreSQL for tests on this platform")
    with running_postgresql(tmp_path) as url:
        yield {"HEADWATER_MEMORY__URL": url}, POSTGRESQL_KILLS


@pytest.mark.slow
@pytest.mark.timeout(120 + 10 * KILLS)
def test_every_acknowledged_turn_is_there_once_and_in_order(tmp_path, database):
    environment, kills = database
    server = Server(tmp_path / "data", environment).start()
    choice = random.Random(4)
    memory_id = server.control.create_memory(name="m", eventExpiryDuration=3)["memory"]["id"]
    writers = [Writer(server, memory_id, f"writer-{number}") for number in range(WRITERS)]
    try:
        for writer in writers:
            writer.thread.start()
        for _ in range(kills):
            time.sleep(choice.random() * LIFE_MAX_S)
            server.kill()
            known = [len(writer.acknowledged) for writer in writers]
            server.start()
            for writer, count in zip(writers, known, strict=True):
                writer.check(count)
        known = [len(writer.acknowledged) for writer in writers]
        wait_until(lambda: all(len(w.acknowledged) > n for w, n in zip(writers, known, strict=True)))
    finally:
        for writer in writers:
            writer.stopping.set()
            writer.thread.join(30)
    assert [writer.failures for writer in writers] == [[]] * WRITERS
    for writer in writers:
        writer.check(len(writer.acknowledged), to_the_end=True)
    written = sum(len(writer.acknowledged) for writer in writers)
    print(f"{kills} kills, {written} turns acknowledged, all there")
    assert written > kills
    assert server.stop() == 0
