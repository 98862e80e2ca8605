"""Hybrid memory on a Memory API that the test holds in its hand: sources, order, failures, takeover."""

import os
import threading
import time

import pytest

from headwater.memory import HybridMemory, Turn, Window
from headwater.memory.hybrid import delivery as delivery_module
from headwater.memory.hybrid import memory as memory_module
from headwater.memory.hybrid.errors import JournalFull, MemoryUnavailable
from headwater.memory.hybrid.journal import begin_journal, describe_descriptor
from servers import wait_until

MEMORY_ID = "notes-0123456789"


class Api:
    """Keeps events as the Memory API does: once for each client token, newest first. Fails when told to."""

    def __init__(self):
        self.events = {}
        self.attempts = 0
        self.fail = None
        self.lose_answers = False
        self._lock = threading.Lock()

    def create_event(self, memory_id, body):
        with self._lock:
            self.attempts += 1
            if self.fail is not None:
                raise self.fail
            key = (memory_id, body["actorId"], body["sessionId"])
            held = self.events.setdefault(key, [])
            if not any(event["clientToken"] == body["clientToken"] for event in held):
                held.append(body)
            if self.lose_answers:
                self.lose_answers = False
                raise MemoryUnavailable("the answer was lost")

    def list_events(self, memory_id, actor_id, session_id, max_results, next_token):
        if self.fail is not None:
            raise self.fail
        held = self.events.get((memory_id, actor_id, session_id), [])[::-1]
        at = int(next_token or 0)
        more = {"nextToken": str(at + max_results)} if len(held) > at + max_results else {}
        return {"events": held[at : at + max_results], **more}

    def close(self):
        """Nothing is open."""

    def texts(self, actor="ada", session="s"):
        held = self.events.get((MEMORY_ID, actor, session), [])
        return [body["payload"][0]["conversational"]["content"]["text"] for body in held]


@pytest.fixture
def api(monkeypatch):
    api = Api()
    monkeypatch.setattr(memory_module, "connect", lambda endpoint_url: api)
    monkeypatch.setattr(delivery_module, "_FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(delivery_module, "_MAX_PAUSE_S", 0.02)
    return api


@pytest.fixture
def open_memory(api, tmp_path, monkeypatch):
    """`open_memory(...)` in the process that the test is; `open_memory.restart()` makes it a new one."""

    def open_one(actor="ada", session="s", **options):
        return HybridMemory(
            MEMORY_ID, actor_id=actor, session_id=session, journal_dir=tmp_path / "journal", **options
        )

    def restart():
        monkeypatch.setattr(memory_module, "_current", memory_module._Process())

    monkeypatch.delenv("HEADWATER_JOURNAL_FD", raising=False)
    restart()
    open_one.restart = restart
    yield open_one
    api.fail = None
    memory_module._current.close()


def texts(loaded):
    return [turn.text for turn in loaded.turns]


def test_a_new_conversation_comes_from_nowhere_and_then_from_ram(open_memory):
    memory = open_memory()
    assert memory.load().source == "none"
    memory.append("user", "hi")
    memory.append("assistant", "hello")
    loaded = memory.load()
    assert (loaded.source, texts(loaded)) == ("ram", ["hi", "hello"])
    assert open_memory().load() == loaded  # the same conversation, whoever asks


def test_a_cold_process_reads_what_is_durable(open_memory):
    open_memory().append("user", "hi")
    assert open_memory().flush(5)
    open_memory.restart()
    loaded = open_memory().load()
    assert (loaded.source, texts(loaded)) == ("durable", ["hi"])
    assert open_memory().load().source == "ram"


def test_own_turns_before_the_first_load_come_with_the_older_ones(open_memory):
    open_memory().append("user", "before")
    open_memory().flush(5)
    open_memory.restart()
    memory = open_memory()
    memory.append("user", "after")
    loaded = memory.load()
    assert (loaded.source, texts(loaded)) == ("both", ["before", "after"])


def test_what_another_session_wrote_is_seen_when_asked_for(open_memory):
    mine = open_memory()
    mine.load()
    mine.append("user", "mine")
    mine.flush(5)
    ram = memory_module._current
    open_memory.restart()
    open_memory().append("user", "theirs")
    open_memory().flush(5)
    memory_module._current.close()
    memory_module._current = ram
    assert texts(mine.load()) == ["mine"]
    loaded = mine.load(refresh=True)
    assert (loaded.source, texts(loaded)) == ("durable", ["mine", "theirs"])


def test_actors_and_conversations_never_share(open_memory):
    open_memory("ada", "s").append("user", "ada's")
    open_memory("ada", "t").append("user", "other")
    assert open_memory("bob", "s").load().source == "none"
    assert texts(open_memory("ada", "s").load()) == ["ada's"]
    assert open_memory("ada/s", "s").load().source == "none"


def test_turns_arrive_in_order_once_though_answers_are_lost_and_the_api_is_away(open_memory, api):
    memory = open_memory()
    api.fail = MemoryUnavailable("away", status=503)
    for number in range(20):
        memory.append("user", str(number))
    assert memory.pending_count == 20
    assert not memory.flush(0.05)
    api.fail, api.lose_answers = None, True
    assert memory.flush(5)
    assert api.texts() == [str(number) for number in range(20)]
    assert api.attempts > 21
    times = [body["eventTimestamp"] for body in api.events[MEMORY_ID, "ada", "s"]]
    assert times == sorted(set(times))


def test_load_says_when_durable_memory_cannot_be_had(open_memory, api):
    api.fail = MemoryUnavailable("the Memory API is away", status=503)
    with pytest.raises(MemoryUnavailable, match="away"):
        open_memory().load()


def test_what_can_never_be_delivered_is_set_aside_and_the_rest_goes_on(open_memory, api, tmp_path):
    memory = open_memory()
    api.fail = MemoryUnavailable("no such memory", status=404)
    memory.append("user", "lost")
    assert memory.flush(5)
    assert memory.aside_count == 1
    assert "lost" in (tmp_path / "journal" / "set-aside.jsonl").read_text()
    api.fail = None
    memory.append("user", "next")
    assert memory.flush(5)
    assert api.texts() == ["next"]


def test_it_is_set_aside_where_the_host_gave_the_journal_too(open_memory, api, tmp_path, monkeypatch):
    fd = os.open(tmp_path / "given", os.O_CREAT | os.O_RDWR | os.O_APPEND)
    monkeypatch.setenv("HEADWATER_JOURNAL_FD", describe_descriptor(fd))
    memory = open_memory()
    api.fail = MemoryUnavailable("no such memory", status=404)
    memory.append("user", "lost")
    assert memory.flush(5)
    assert [path.name for path in (tmp_path / "journal").iterdir()] == ["set-aside.jsonl"]
    assert "lost" in (tmp_path / "journal" / "set-aside.jsonl").read_text()


def test_too_much_undelivered_is_refused_and_nothing_of_it_is_kept(open_memory, api, monkeypatch):
    monkeypatch.setattr(delivery_module, "MAX_PENDING_COUNT", 3)
    memory = open_memory()
    api.fail = MemoryUnavailable("away")
    for number in range(3):
        memory.append("user", str(number))
    with pytest.raises(JournalFull, match=r"3 turns wait.*away"):
        memory.append("user", "refused", timeout_s=0.05)
    api.fail = None
    memory.append("user", "3", timeout_s=5)
    assert memory.flush(5)
    assert api.texts() == ["0", "1", "2", "3"]
    assert texts(memory.load()) == ["0", "1", "2", "3"]


def test_journals_of_processes_that_died_are_taken_over(open_memory, api, tmp_path):
    died = begin_journal(tmp_path / "journal")
    for number in range(3):
        body = {
            "actorId": "ada",
            "sessionId": "s",
            "eventTimestamp": 1.0 + number,
            "clientToken": f"t{number}",
            "payload": [{"conversational": {"content": {"text": f"left {number}"}, "role": "USER"}}],
        }
        died.append(MEMORY_ID, body)
    os.close(died._fd)
    loaded = open_memory().load()
    assert (loaded.source, texts(loaded)) == ("durable", ["left 0", "left 1", "left 2"])
    wait_until(lambda: not died.path.exists())


def test_an_append_is_in_the_journal_before_it_returns(open_memory, api, tmp_path):
    api.fail = MemoryUnavailable("away")
    open_memory().append("user", "written down")
    (journal,) = (tmp_path / "journal").glob("*.journal")
    assert b"written down" in journal.read_bytes()


def test_many_threads_append_and_nothing_is_lost(open_memory, api):
    memory = open_memory()
    threads = [
        threading.Thread(target=lambda n=n: [memory.append("user", f"{n}-{i}") for i in range(10)])
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory.flush(10)
    arrived = api.texts()
    assert len(arrived) == len(set(arrived)) == 80
    for n in range(8):
        assert [text for text in arrived if text.startswith(f"{n}-")] == [f"{n}-{i}" for i in range(10)]


def test_the_window_bounds_what_is_loaded_and_ram_is_bounded_too(open_memory):
    memory = open_memory(window=Window(turns=4))
    for number in range(100):
        memory.append("user" if number % 2 == 0 else "assistant", str(number))
    assert texts(memory.load()) == ["96", "97", "98", "99"]
    conversation = memory._conversation()
    assert len(conversation.turns) <= 32
    memory.flush(10)
    open_memory.restart()
    assert texts(open_memory(window=Window(turns=6)).load()) == ["94", "95", "96", "97", "98", "99"]


def test_messages_alternate_after_a_crash_in_mid_answer(open_memory):
    memory = open_memory()
    memory.append("user", "a")
    memory.append({"role": "user", "content": [{"text": "b"}]})
    memory.append(Turn("assistant", "c"))
    assert [message["role"] for message in memory.load().messages] == ["user", "assistant"]
    assert memory.load().messages[0]["content"] == [{"text": "a"}, {"text": "b"}]


async def test_it_can_be_awaited(open_memory):
    memory = open_memory()
    await memory.aappend("user", "hi")
    assert (await memory.aload()).source in ("ram", "both")
    assert await memory.aflush(5)


def test_a_fork_begins_with_nothing_of_its_parents(open_memory):
    open_memory().append("user", "parent's")
    open_memory().flush(5)
    pid = os.fork()
    if pid == 0:
        is_new = not memory_module._process()._conversations
        os._exit(0 if is_new else 1)
    deadline = time.monotonic() + 10
    while (ended := os.waitpid(pid, os.WNOHANG))[0] == 0:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert os.waitstatus_to_exitcode(ended[1]) == 0


@pytest.mark.parametrize(
    ("status", "is_final"), [(400, True), (404, True), (401, False), (403, False), (500, False)]
)
def test_a_turn_is_not_given_up_because_its_caller_is_refused(status, is_final):
    """A session's credentials end a moment before it does."""
    assert MemoryUnavailable("refused", status=status).is_final is is_final
