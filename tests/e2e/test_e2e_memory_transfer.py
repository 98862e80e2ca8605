"""`headwater memory export` and `import`: everything comes across, once, however often it is tried."""

import json
import os
import subprocess
import sys
import uuid
from itertools import groupby

import pytest

from effort import count
from servers import wait_until

COMMAND = [sys.executable, "-m", "headwater.cli.main", "memory"]
TEXT = {"conversational": {"content": {"text": "Привет, 世界"}, "role": "USER"}}
PAYLOADS = [
    [TEXT],
    [TEXT, {"conversational": {"content": {"text": "two"}, "role": "ASSISTANT"}}],
    [{"blob": "a text"}],
    [{"blob": 12345678901234567890}],
    [{"blob": {"a": [1.5, None, True, {"b": {}}], "": -0.0}}],
    [{"json": {"content": {"deep": [[[1]]]}}}],
    [],
]


@pytest.fixture
def make_memory(server):
    def make(**members):
        name = f"t_{uuid.uuid4().hex[:12]}"
        memory = server.control.create_memory(name=name, eventExpiryDuration=30, **members)["memory"]
        return memory["id"]

    return make


@pytest.fixture
def headwater(server):
    def headwater(*arguments, stdin=None, expect=0):
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            env={**os.environ, "HEADWATER_URL": server.url},
            timeout=100,
        )
        assert done.returncode == expect, done.stderr.decode()
        return done

    return headwater


def say(server, memory_id, payload, at_s, *, actor="ada", session="chat", **members):
    return server.data.create_event(
        memoryId=memory_id, actorId=actor, sessionId=session, eventTimestamp=at_s, payload=payload, **members
    )["event"]


def read_all(server, memory_id):
    """Everything in a memory but ids of events; where a branch begins is said by that one's payload."""
    found = {}
    for actor in server.data.list_actors(memoryId=memory_id)["actorSummaries"]:
        actor_id = actor["actorId"]
        sessions = server.data.list_sessions(memoryId=memory_id, actorId=actor_id)["sessionSummaries"]
        for session_id in [session["sessionId"] for session in sessions]:
            pages = server.data.get_paginator("list_events").paginate(
                memoryId=memory_id, actorId=actor_id, sessionId=session_id
            )
            events = [event for page in pages for event in page["events"]]
            payloads = {event["eventId"]: event["payload"] for event in events}
            for event in events:
                del event["eventId"], event["memoryId"]
                root_id = event.get("branch", {}).pop("rootEventId", None)
                if root_id is not None:
                    event["branch"]["root"] = payloads.get(root_id, root_id.partition("#")[0])
            found[actor_id, session_id] = events
    return found


def fill(server, memory_id):
    for number, payload in enumerate(PAYLOADS):
        metadata = {"n": {"stringValue": str(number)}, "empty": {"stringValue": ""}}
        say(server, memory_id, payload, 1_771_236_000 + number / 1000, metadata=metadata)
    say(server, memory_id, [{"blob": 1}], 5, actor="bob/of:x", session="other")
    say(server, memory_id, [{"blob": 2}], 5, actor="bob/of:x", session="other")
    root = say(server, memory_id, [{"blob": "root"}], 7, session="grown")
    say(server, memory_id, [{"blob": "main"}], 8, session="grown")
    first = say(
        server, memory_id, [{"blob": "b1"}], 8, session="grown",
        branch={"name": "b", "rootEventId": root["eventId"]},
    )  # fmt: skip
    say(server, memory_id, [{"blob": "b2"}], 9, session="grown", branch={"name": "b"})
    say(
        server, memory_id, [{"blob": "c1"}], 10, session="grown",
        branch={"name": "c", "rootEventId": first["eventId"]},
    )  # fmt: skip


def test_a_memory_comes_across_whole(server, make_memory, headwater, tmp_path):
    source, target = make_memory(), make_memory()
    fill(server, source)
    path = tmp_path / "memory.jsonl"

    exported = headwater("export", source, "-o", path, "--json")
    imported = headwater("import", target, path, "--json")

    assert json.loads(exported.stdout)["events"] == 14
    assert json.loads(imported.stdout) == {"memoryId": target, "events": 14, "records": 0}
    assert read_all(server, target) == read_all(server, source)
    assert [p.name for p in tmp_path.iterdir()] == ["memory.jsonl"]


def test_pipes_do_as_well_and_a_second_import_adds_nothing(server, make_memory, headwater):
    source, target = make_memory(), make_memory()
    fill(server, source)

    lines = headwater("export", source).stdout
    for _ in range(2):
        headwater("import", target, stdin=lines)

    assert read_all(server, target) == read_all(server, source)


def test_events_come_oldest_first_and_with_their_own_ids(server, make_memory, headwater):
    source = make_memory()
    fill(server, source)

    lines = [json.loads(line) for line in headwater("export", source).stdout.splitlines()]

    assert [kind for kind, _ in groupby(line["kind"] for line in lines)] == ["memory", "event", "end"]
    assert lines[0]["memory"]["id"] == source
    events = [line["event"] for line in lines if line["kind"] == "event"]
    for _, of_session in groupby(events, lambda event: (event["actorId"], event["sessionId"])):
        ids = [event["eventId"] for event in of_session]
        assert ids == sorted(ids, key=lambda event_id: event_id.partition("#")[0])
    assert server.data.get_event(
        memoryId=source, actorId="ada", sessionId="chat", eventId=events[0]["eventId"]
    )


def test_create_makes_the_memory_as_it_was(server, make_memory, headwater):
    source = make_memory(
        description="kept",
        indexedKeys=[{"key": "topic", "type": "STRING"}],
        memoryStrategies=[
            {"semanticMemoryStrategy": {"name": "facts", "namespaceTemplates": ["/facts/{actorId}/"]}},
            {"summaryMemoryStrategy": {"name": "sums", "description": "of sessions"}},
            {
                "customMemoryStrategy": {
                    "name": "own",
                    "configuration": {
                        "semanticOverride": {
                            "extraction": {"appendToPrompt": "be brief", "modelId": "m1"},
                            "consolidation": {"appendToPrompt": "merge", "modelId": "m2"},
                        }
                    },
                }
            },
        ],
    )
    name = f"t_{uuid.uuid4().hex[:12]}"
    lines = headwater("export", source).stdout

    refused = headwater("import", name, stdin=lines, expect=4)
    headwater("import", name, "--create", stdin=lines)

    assert b"--create" in refused.stderr
    before = server.control.get_memory(memoryId=source)["memory"]
    listed = server.control.list_memories(maxResults=100)["memories"]
    (made_id,) = [m["id"] for m in listed if m["id"].startswith(f"{name}-")]
    after = server.control.get_memory(memoryId=made_id)["memory"]
    for member in ("eventExpiryDuration", "description", "indexedKeys"):
        assert after[member] == before[member]
    for old, new in zip(before["strategies"], after["strategies"], strict=True):
        for member in ("name", "type", "namespaces", "description", "configuration"):
            assert new.get(member) == old.get(member)


def test_a_branch_whose_root_is_gone_stays_a_branch(server, make_memory, headwater):
    source, target = make_memory(), make_memory()
    root = say(server, source, [{"blob": "root"}], 7)
    say(server, source, [{"blob": "b1"}], 8, branch={"name": "b", "rootEventId": root["eventId"]})
    say(server, source, [{"blob": "b2"}], 9, branch={"name": "b"})
    server.data.delete_event(memoryId=source, actorId="ada", sessionId="chat", eventId=root["eventId"])

    lines = headwater("export", source).stdout
    for _ in range(2):
        headwater("import", target, stdin=lines)

    assert read_all(server, target) == read_all(server, source)
    assert len(read_all(server, target)["ada", "chat"]) == 2


@pytest.mark.parametrize(
    "damage", [b'{"kind":"event","event":{"actorId"', b"[]", b'{"kind":"event","event":{}}', b"\xff\xfe"]
)
def test_a_damaged_line_is_named_and_what_stood_before_it_is_kept(server, make_memory, headwater, damage):
    source, target = make_memory(), make_memory()
    for number in range(4):
        say(server, source, [{"blob": number}], number)
    lines = headwater("export", source).stdout.splitlines(keepends=True)
    damaged = [*lines[:3], damage + b"\n", *lines[4:]]

    failed = headwater("import", target, stdin=b"".join(damaged), expect=1)
    kept = read_all(server, target)["ada", "chat"]
    headwater("import", target, stdin=b"".join(lines))

    assert b"line 4" in failed.stderr
    assert b"Traceback" not in failed.stderr
    assert [event["payload"] for event in kept] == [[{"blob": 1}], [{"blob": 0}]]
    assert read_all(server, target) == read_all(server, source)


def test_what_the_server_refuses_is_named_with_its_line(server, make_memory, headwater):
    source, target = make_memory(), make_memory()
    say(server, source, [TEXT], 1)
    lines = headwater("export", source).stdout

    failed = headwater("import", target, stdin=lines.replace(b'"USER"', b'"EMPEROR"'), expect=1)

    assert b"line 2 is not imported" in failed.stderr
    assert b"EMPEROR" in failed.stderr


def test_an_export_that_broke_off_is_told(server, make_memory, headwater):
    source, target = make_memory(), make_memory()
    say(server, source, [TEXT], 1)
    whole = headwater("export", source).stdout.splitlines(keepends=True)

    failed = headwater("import", target, stdin=b"".join(whole[:-1]), expect=1)

    assert b"not whole" in failed.stderr
    assert len(read_all(server, target)["ada", "chat"]) == 1


@pytest.mark.parametrize("text", [b"", b"{}\n", b"hello\n", b'{"kind":"event","event":{}}\n'])
def test_what_is_no_export_is_not_imported(make_memory, headwater, text):
    assert b"error: " in headwater("import", make_memory(), stdin=text, expect=1).stderr


@pytest.mark.timeout(400)
def test_many_events_go_through_little_memory(server, make_memory, tmp_path):
    target, path, again = make_memory(), tmp_path / "memory.jsonl", tmp_path / "again.jsonl"
    _write_export(path, count(2_000, 20_000), "x" * count(20_000, 2_000))

    usual_bytes = _peak_bytes(server, "list")
    import_bytes = _peak_bytes(server, "import", target, path)
    export_bytes = _peak_bytes(server, "export", target, "-o", again)

    assert path.stat().st_size > 40_000_000
    assert import_bytes - usual_bytes < 25_000_000
    assert export_bytes - usual_bytes < 25_000_000
    assert _payloads(again) == _payloads(path)


def _write_export(path, count, padding):
    """An export as another server might have made it."""
    with path.open("w") as file:
        file.write('{"kind":"memory","format":1,"memory":{"id":"m-0123456789","name":"m"}}\n')
        for number in range(count):
            event = {
                **{"actorId": "ada", "sessionId": "chat", "eventId": f"{number:019d}#{number:08x}"},
                **{"eventTimestamp": number / 1000, "payload": [{"blob": [number, padding]}]},
            }
            file.write(json.dumps({"kind": "event", "event": event}) + "\n")
        file.write(json.dumps({"kind": "end", "events": count, "records": 0}) + "\n")


def _peak_bytes(server, *arguments):
    """The memory a command needs at most."""
    code = (
        "import resource, sys\nfrom headwater.cli.main import cli\n"
        f"try:\n    cli({['memory', *map(str, arguments)]!r}, prog_name='headwater')\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    environment = {**os.environ, "HEADWATER_URL": server.url}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    return int(done.stdout.split()[-1]) * 1024


def _payloads(path):
    with path.open("rb") as file:
        lines = map(json.loads, file)
        return [line["event"]["payload"] for line in lines if line["kind"] == "event"]


def add_records(server, memory_id, records):
    made = server.data.batch_create_memory_records(
        memoryId=memory_id,
        records=[
            {"requestIdentifier": str(number), "timestamp": 1_771_236_000 + number, **record}
            for number, record in enumerate(records)
        ],
    )
    assert made["failedRecords"] == []


def read_records(server, memory_id):
    found = server.data.list_memory_records(memoryId=memory_id, namespacePath="/")["memoryRecordSummaries"]
    for record in found:
        del record["memoryRecordId"], record["createdAt"]
    return sorted(found, key=lambda record: str(record))


def test_records_come_across_and_belong_to_the_strategies_of_the_new_memory(server, make_memory, headwater):
    strategies = [{"semanticMemoryStrategy": {"name": "facts"}}]
    keys = [{"key": "topic", "type": "STRING"}, {"key": "at", "type": "NUMBER"}]
    source = make_memory(memoryStrategies=strategies, indexedKeys=keys)
    target = make_memory(memoryStrategies=strategies, indexedKeys=keys)
    old, new = (
        server.control.get_memory(memoryId=memory_id)["memory"]["strategies"][0]["strategyId"]
        for memory_id in (source, target)
    )
    metadata = {"topic": {"stringValue": "tea"}, "at": {"numberValue": 1.5}}
    add_records(
        server,
        source,
        [
            {
                "content": {"text": "Ada likes tea"}, "namespaces": [f"/strategies/{old}/actors/ada/"],
                "memoryStrategyId": old, "metadata": metadata,
            },
            {"content": {"text": "Bob likes 茶"}, "namespaces": ["/plain/"]},
            {"content": {"text": "Eve likes milk"}, "namespaces": ["no-slash"]},
            {"content": {"text": "Nobody likes rain"}, "namespaces": []},
        ],
    )  # fmt: skip

    lines = headwater("export", source).stdout
    for _ in range(2):
        headwater("import", target, stdin=lines)

    expected = json.loads(json.dumps(read_records(server, source), default=str).replace(old, new))
    assert json.loads(json.dumps(read_records(server, target), default=str)) == expected
    assert len(expected) == 4
    found = json.loads(headwater("search", target, "tea", "--json").stdout)["records"]
    assert found[0]["content"]["text"] == "Ada likes tea"
    below = headwater("search", target, "likes", "--namespace-path", "/plain", "--top", 5).stdout.decode()
    assert "Bob likes 茶" in below
    assert "Ada" not in below
    assert headwater("records", target).stdout.count(b"likes") == 4


def test_an_import_goes_on_after_the_server_was_killed(make_server, tmp_path):
    server, path = make_server(), tmp_path / "memory.jsonl"
    memory_id = server.control.create_memory(name="target", eventExpiryDuration=30)["memory"]["id"]
    _write_export(path, 2_000, "")

    def start():
        return subprocess.Popen(
            [*COMMAND, "import", memory_id, str(path)],
            stderr=subprocess.PIPE,
            env={**os.environ, "HEADWATER_URL": server.url},
        )

    first = start()
    wait_until(
        lambda: server.data.list_actors(memoryId=memory_id)["actorSummaries"], what="an event to arrive"
    )
    server.kill()
    _, problem = first.communicate(timeout=60)
    server.start()
    kept = len(read_all(server, memory_id)["ada", "chat"])
    second = start()
    _, done = second.communicate(timeout=100)

    assert first.returncode == 3, problem
    assert b"is not imported: no Headwater server answers" in problem
    assert 0 < kept < 2_000
    assert second.returncode == 0, done
    events = read_all(server, memory_id)["ada", "chat"]
    assert [event["payload"][0]["blob"][0] for event in events] == [*reversed(range(2_000))]
