"""The host delivers what sessions left, and believes nothing in it."""

import asyncio
import json
import os
import subprocess
import sys
from contextlib import ExitStack

import pytest

from headwater.core.errors import NotFound, StoreError
from headwater.core.policies import EVERYTHING
from headwater.core.principals import CallerKind, Principal, acting
from headwater.memory import journals as journals_module
from headwater.memory.hybrid.errors import JournalFailed
from headwater.memory.hybrid.journal import (
    MAGIC,
    _encode,
    adopt_journal,
    begin_journal,
    describe_descriptor,
)
from headwater.memory.journals import JournalDelivery, JournalHolder, build_conversation
from headwater.memory.owners import Caller, Callers
from headwater.wire.restjson import load_api

MEMORY_ID = "notes-0123456789"
#: A process of a session: keeps a turn for each line it reads, and says so.
SESSION = """
import json, sys
from headwater.memory.hybrid.journal import adopt_journal
journal = adopt_journal(sys.argv[1])
for line in sys.stdin:
    journal.append(sys.argv[2], json.loads(line))
    print("kept", flush=True)
"""


def body(text="x", **members):
    said = {"conversational": {"content": {"text": text}, "role": "USER"}}
    return {
        "actorId": "ada",
        "sessionId": "s",
        "eventTimestamp": 1.5,
        "payload": [said],
        "clientToken": text,
    } | members


class Events:
    """A CreateEvent that can fail."""

    def __init__(self):
        self.created = []
        self.failures = []

    async def __call__(self, members):
        if self.failures:
            raise self.failures.pop(0)
        self.created.append(members)
        return {}

    def texts(self):
        return [event["payload"][0]["conversational"]["content"]["text"] for event in self.created]


@pytest.fixture
def events():
    return Events()


@pytest.fixture
async def delivery(events, monkeypatch):
    monkeypatch.setattr(journals_module, "_RETRY_AFTER_S", 0.01)
    delivery = JournalDelivery(load_api(), events)
    yield delivery
    await delivery.close()


def leave(folder, *bodies, memory_id=MEMORY_ID):
    journal = begin_journal(folder)
    for one in bodies:
        journal.append(memory_id, one)
    os.close(journal._fd)
    return journal.path


async def deliver(delivery, *paths):
    await delivery.deliver_leftovers(paths, timeout_s=10)


async def test_what_was_left_is_delivered_in_order_and_removed(delivery, events, tmp_path):
    path = leave(tmp_path, *(body(str(n)) for n in range(5)))
    await deliver(delivery, path)
    assert events.texts() == ["0", "1", "2", "3", "4"]
    assert events.created[0]["memoryId"] == MEMORY_ID
    assert events.created[0]["clientToken"] == "0"
    assert not path.exists()


async def test_what_is_delivered_is_the_sessions_owners(delivery, events, tmp_path):
    """Whoever it was that stopped the session."""
    seen = []

    async def create(members):
        seen.append(Callers().read())
        return await events(members)

    delivery._create_event = create
    delivery.find_holder = lambda worker_id: JournalHolder(owner="key:a" if worker_id == "known" else None)
    for name in ("known", "nobodys"):
        path = leave(tmp_path, body(name)).rename(tmp_path / f"{name}.journal")
        with acting(Principal(kind=CallerKind.KEY, name="b", owner="key:b", policy=EVERYTHING)):
            await deliver(delivery, path)
    assert seen == [
        Caller(owner="key:a", is_agent=True),
        Caller(owner=None, is_agent=True),
    ]


@pytest.mark.parametrize("holder", [JournalHolder(memories=frozenset({"other-0123456789"})), None])
async def test_turns_for_memories_that_are_not_the_agents_are_set_aside(delivery, events, tmp_path, holder):
    delivery.find_holder = lambda worker_id: holder
    path = leave(tmp_path, body("a"))
    await deliver(delivery, path)
    assert events.texts() == []
    assert not path.exists()
    assert "memories" in (tmp_path / "set-aside.jsonl").read_text()


async def test_a_store_that_is_away_is_waited_for(delivery, events, tmp_path):
    events.failures = [StoreError("away"), StoreError("away")]
    await deliver(delivery, leave(tmp_path, body("a"), body("b")))
    assert events.texts() == ["a", "b"]


@pytest.mark.parametrize(
    "bad",
    [
        body("x", actorId="../other"),
        body("x", actorId=7),
        body("x", payload="no list"),
        body("x", payload=[{"conversational": {"content": {}, "role": "USER"}}]),
        body("x", eventTimestamp="yesterday"),
        {},
    ],
)
async def test_what_is_no_request_is_set_aside_and_the_rest_goes_on(delivery, events, tmp_path, bad):
    path = leave(tmp_path, bad, body("good"))
    await deliver(delivery, path)
    assert events.texts() == ["good"]
    (line,) = (tmp_path / "set-aside.jsonl").read_text().splitlines()
    assert json.loads(line)["body"] == bad
    assert not path.exists()


async def test_turns_of_a_memory_that_is_gone_are_set_aside(delivery, events, tmp_path):
    events.failures = [NotFound("Memory notes-0123456789 was not found")]
    await deliver(delivery, leave(tmp_path, body("a"), body("b")))
    assert events.texts() == ["b"]
    assert "was not found" in (tmp_path / "set-aside.jsonl").read_text()


@pytest.mark.parametrize("memory_id", ["../../etc", "a/b", "", "notes-0123456789/events?x=", "%2e%2e"])
async def test_ids_cannot_lead_elsewhere(delivery, events, tmp_path, memory_id):
    await deliver(delivery, leave(tmp_path, body("a"), memory_id=memory_id))
    assert events.created == []
    assert (tmp_path / "set-aside.jsonl").exists()


async def test_files_that_are_no_journals_do_no_harm(delivery, events, tmp_path):
    noise = tmp_path / "noise.journal"
    noise.write_bytes(os.urandom(100_000))
    nested = tmp_path / "nested.journal"
    nested.write_bytes(MAGIC + _encode({"seq": 1, "memoryId": MEMORY_ID, "body": {"a": [[[]]] * 100}}))
    huge_number = tmp_path / "number.journal"
    huge_number.write_bytes(MAGIC + _encode({"seq": "NaN", "memoryId": 1, "body": 2}))
    await deliver(delivery, noise, nested, huge_number)
    assert events.created == []
    assert not any(tmp_path.glob("*.journal"))


async def test_links_and_pipes_are_not_followed(delivery, events, tmp_path):
    secret = leave(tmp_path, body("secret"))
    link = tmp_path / "link.journal"
    link.symlink_to(secret)
    pipe = tmp_path / "pipe.journal"
    os.mkfifo(pipe)
    await deliver(delivery, link, pipe)
    assert events.created == []
    assert secret.exists()


async def test_of_a_file_that_is_too_large_the_beginning_is_read(delivery, events, tmp_path, monkeypatch):
    monkeypatch.setattr(journals_module, "MAX_JOURNAL_BYTES", 2000)
    await deliver(delivery, leave(tmp_path, *(body(str(n)) for n in range(50))))
    assert 0 < len(events.created) < 50


async def test_readers_wait_for_what_is_being_delivered(delivery, events, tmp_path):
    delivery.deliver_soon(leave(tmp_path, body("a")))
    await delivery.wait_delivered()
    assert events.texts() == ["a"]


async def test_readers_of_another_conversation_do_not_wait(delivery, events, tmp_path):
    events.failures = [StoreError("away")] * 1000
    delivery.deliver_soon(leave(tmp_path, body("a")))
    started_s = asyncio.get_running_loop().time()

    await delivery.wait_delivered((MEMORY_ID, "bob", "s"), timeout_s=60)

    assert asyncio.get_running_loop().time() - started_s < 30
    assert events.created == []
    arn = f"arn:aws:bedrock-agentcore:us-west-2:000000000000:memory/{MEMORY_ID}"
    events.failures.clear()
    await delivery.wait_delivered(build_conversation(arn, "ada", "s"))
    assert events.texts() == ["a"]


@pytest.fixture
def start_session(tmp_path):
    """`start_session()`: a process with a journal of its own, and the journal's path."""
    with ExitStack() as stack:

        def start():
            path = tmp_path / "worker.journal"
            fd = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND, 0o600)
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", SESSION, describe_descriptor(fd), MEMORY_ID],
                    pass_fds=[fd], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
                )
            )  # fmt: skip
            os.close(fd)
            stack.callback(process.kill)
            return process, path

        yield start


def keep(process, text):
    process.stdin.write(json.dumps(body(text)) + "\n")
    assert process.stdout.readline() == "kept\n"


async def test_a_journal_is_read_when_nobody_writes_to_it_any_more(
    delivery, events, start_session, monkeypatch
):
    monkeypatch.setattr(journals_module, "_RELEASE_TIMEOUT_S", 60)
    process, path = start_session()
    keep(process, "one")

    delivery.deliver_soon(path)  # the host thinks that the session is gone
    await asyncio.sleep(0.1)
    keep(process, "two")
    assert events.created == []
    process.kill()
    await delivery.wait_delivered()

    assert events.texts() == ["one", "two"]
    assert not path.exists()


async def test_a_process_that_will_not_die_does_not_hold_what_was_said(
    delivery, events, start_session, monkeypatch, caplog
):
    monkeypatch.setattr(journals_module, "_RELEASE_TIMEOUT_S", 0.1)
    process, path = start_session()
    keep(process, "one")

    delivery.deliver_soon(path)
    await delivery.wait_delivered()

    assert events.texts() == ["one"]
    assert "outlives it" in caplog.text


def test_after_the_sessions_end_nothing_is_kept(tmp_path):
    fd = os.open(tmp_path / "worker.journal", os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
    os.unlink(tmp_path / "worker.journal")

    with pytest.raises(JournalFailed, match="has ended"):
        adopt_journal(describe_descriptor(fd))

    os.close(fd)


async def test_what_is_set_aside_does_not_fill_the_disk(delivery, tmp_path, monkeypatch):
    monkeypatch.setattr(journals_module, "_ASIDE_MAX_BYTES", 2000)
    for _ in range(5):
        await deliver(delivery, leave(tmp_path, *(body("x" * 500, actorId="#") for _ in range(4))))
    kept = {path.name: path.stat().st_size for path in tmp_path.glob("set-aside*")}
    assert set(kept) == {"set-aside.jsonl", "set-aside.1.jsonl"}
    assert sum(kept.values()) < 10_000
