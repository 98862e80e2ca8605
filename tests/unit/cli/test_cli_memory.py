"""`headwater memory`: making memories and looking into them."""

import json
import signal
import subprocess
import uuid

import pytest

from servers import wait_until


@pytest.fixture
def name():
    return f"m_{uuid.uuid4().hex[:12]}"


@pytest.fixture
def memory_id(run, name):
    return run("memory", "create", name).out.strip()


def say(server, memory_id, text, at_s=1_771_236_000.25, *, actor="ada", session="chat", **members):
    payload = [{"conversational": {"content": {"text": text}, "role": "USER"}}]
    return server.data.create_event(
        memoryId=memory_id, actorId=actor, sessionId=session, eventTimestamp=at_s, payload=payload, **members
    )["event"]


def test_create_prints_the_id_alone(run, name):
    ran = run("memory", "create", name)

    assert ran.code == 0
    assert ran.out.startswith(f"{name}-")
    assert ran.err == ""


def test_create_with_everything(run, name):
    ran = run(
        *("memory", "create", name, "--expiry-days", 30, "--description", "of a test", "--json"),
        *("--strategy", "semantic=/facts/{actorId}/", "--strategy", "user-preference"),
        *("--strategy", "summary"),
    )

    memory = ran.json["memory"]
    assert memory["eventExpiryDuration"] == 30
    assert memory["description"] == "of a test"
    assert [(s["name"], s["type"]) for s in memory["strategies"]] == [
        ("semantic", "SEMANTIC"), ("user_preference", "USER_PREFERENCE"), ("summary", "SUMMARIZATION"),
    ]  # fmt: skip
    assert memory["strategies"][0]["namespaces"] == ["/facts/{actorId}/"]
    assert ran.json["isNew"] is True


def test_a_taken_name_is_an_error_or_with_if_absent_the_memory_that_is_there(run, name, memory_id):
    again = run("memory", "create", name)
    content = run("memory", "create", name, "--if-absent")

    assert (again.code, again.out) == (1, "")
    assert "already exists" in again.err
    assert (content.code, content.out.strip()) == (0, memory_id)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--strategy", "guessing"], "guessing"),
        (["--expiry-days", "1"], "3650"),
        (["--strategy", "semantic=/{who}/"], "{who}"),
    ],
)
def test_create_says_what_it_cannot_take(run, name, options, word):
    ran = run("memory", "create", name, *options)

    assert ran.code in (1, 2)
    assert word in ran.err
    assert "Traceback" not in ran.err


def test_list_has_names(run, name, memory_id):
    found = {memory["name"]: memory for memory in run("memory", "list", "--json").json["memories"]}
    lines = run("memory", "list").out.splitlines()

    assert found[name]["id"] == memory_id
    assert lines[0].split() == ["NAME", "ID", "STATUS", "MADE", "AT"]
    assert any(line.split()[:3] == [name, memory_id, "ACTIVE"] for line in lines)


def test_a_memory_goes_by_name_id_and_arn(run, name, memory_id):
    arn = run("memory", "show", memory_id, "--json").json["memory"]["arn"]

    for known in (name, memory_id, arn):
        assert run("memory", "show", known, "--json").json["memory"]["id"] == memory_id
    assert memory_id in run("memory", "show", name).out


@pytest.mark.parametrize("unknown", ["nobody", "nobody-abcdefghij"])
def test_a_memory_that_is_not_there(run, unknown):
    ran = run("memory", "show", unknown)

    assert ran.code == 4
    assert unknown in ran.err


def test_what_is_no_name_of_a_memory_is_said(run):
    ran = run("memory", "show", "no/such name")

    assert ran.code == 1
    assert "'no/such name' is not the name, the id or the ARN of a memory" in ran.err


def test_events_are_the_newest_in_reading_order(run, server, name, memory_id):
    for number in range(5):
        say(server, memory_id, f"turn {number}", 1_771_236_000.25 + number)

    ran = run("memory", "events", name, "--actor", "ada", "--session", "chat", "--limit", 3)
    told = run("memory", "events", name, "--actor", "ada", "--session", "chat", "--limit", 3, "--json")

    assert [line.strip() for line in ran.out.splitlines() if "turn" in line] == [
        "USER: turn 2", "USER: turn 3", "USER: turn 4",
    ]  # fmt: skip
    assert "2026-02-16 10:00:04.250Z" in ran.out
    texts = [e["payload"][0]["conversational"]["content"]["text"] for e in told.json["events"]]
    assert texts == ["turn 2", "turn 3", "turn 4"]


def test_events_of_a_branch_come_with_what_it_grew_from(run, server, name, memory_id):
    root = say(server, memory_id, "root", 1)
    say(server, memory_id, "main goes on", 2)
    say(server, memory_id, "other", 3, branch={"name": "b", "rootEventId": root["eventId"]})

    branch = run("memory", "events", name, "--actor", "ada", "--session", "chat", "--branch", "b").out
    main = run("memory", "events", name, "--actor", "ada", "--session", "chat", "--branch", "main").out

    assert "root" in branch
    assert "other" in branch
    assert "main goes on" not in branch
    assert "other" not in main


def test_blobs_and_metadata_are_shown(run, server, name, memory_id):
    server.data.create_event(
        memoryId=memory_id, actorId="ada", sessionId="chat", eventTimestamp=1,
        payload=[{"blob": {"ü": [1.5]}}], metadata={"kind": {"stringValue": "state"}},
    )  # fmt: skip

    out = run("memory", "events", name, "--actor", "ada", "--session", "chat").out

    assert 'blob: {"ü": [1.5]}' in out
    assert "(kind=state)" in out


def test_actors_and_sessions(run, server, name, memory_id):
    for actor, session in (("ada", "first"), ("ada", "second"), ("bob/of:x", "third")):
        say(server, memory_id, "hi", actor=actor, session=session)

    assert run("memory", "actors", name).out.splitlines() == ["ada", "bob/of:x"]
    assert run("memory", "actors", name, "--json").json == {"actors": ["ada", "bob/of:x"]}
    found = run("memory", "sessions", name, "--actor", "ada", "--json").json["sessions"]
    assert [session["sessionId"] for session in found] == ["second", "first"]
    assert run("memory", "sessions", name, "--actor", "bob/of:x").out.splitlines()[1].startswith("third")


def test_nothing_there_is_said_to_a_person(run, memory_id):
    assert "no actors" in run("memory", "actors", memory_id).err
    assert "no sessions of eve" in run("memory", "sessions", memory_id, "--actor", "eve").err
    empty = run("memory", "events", memory_id, "--actor", "eve", "--session", "s")
    assert (empty.code, empty.out) == (0, "")
    assert "no events of eve in s" in empty.err


def test_delete_asks_and_without_a_terminal_wants_yes(run, name, memory_id):
    refused = run("memory", "delete", name)
    done = run("memory", "delete", name, "--yes")

    assert refused.code == 2
    assert "--yes" in refused.err
    assert done.code == 0
    assert run("memory", "show", name).code == 4


def test_one_scope_of_records_at_a_time(run, memory_id):
    ran = run("memory", "search", memory_id, "tea", "--namespace", "/a/", "--namespace-path", "/a/")

    assert ran.code == 2
    assert "either --namespace" in ran.err


def test_no_server(run):
    ran = run("memory", "list", url="http://127.0.0.1:1")

    assert ran.code == 3
    assert "headwater serve" in ran.err


def exported_event(number):
    event = {
        **{"actorId": "ada", "sessionId": "chat", "eventId": f"{number:019d}#{number:08x}"},
        **{"eventTimestamp": number, "payload": [{"blob": number}]},
    }
    return json.dumps({"kind": "event", "event": event}).encode() + b"\n"


HEADER = b'{"kind":"memory","format":1,"memory":{"id":"m-0123456789","name":"m"}}\n'


def test_ctrl_c_ends_an_import_and_says_how_to_go_on(start, server, memory_id):
    process = start("memory", "import", memory_id, stdin=subprocess.PIPE)
    # The last of one session's events waits for what may go with it: another session's shows it done.
    process.stdin.write(HEADER + b"".join(map(exported_event, range(5))))
    process.stdin.write(exported_event(5).replace(b'"chat"', b'"other"'))
    process.stdin.flush()
    wait_until(
        lambda: server.data.list_actors(memoryId=memory_id)["actorSummaries"], what="an event to arrive"
    )

    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert b"import again to go on" in err
    assert b"Traceback" not in err


def test_a_reader_that_leaves_an_export_is_no_fault(start, server, memory_id):
    for number in range(20):
        say(server, memory_id, "x" * 90_000, number)
    process = start("memory", "export", memory_id)
    process.stdout.readline()
    process.stdout.close()

    assert process.wait(30) != 0
    assert b"Traceback" not in process.stderr.read()


def test_an_export_that_cannot_be_written_is_told(run, memory_id, tmp_path):
    ran = run("memory", "export", memory_id, "-o", tmp_path / "none" / "m.jsonl")

    assert ran.code == 1
    assert "none/m.jsonl cannot be written" in ran.err


def test_a_file_that_is_not_there_is_told(run, memory_id, tmp_path):
    ran = run("memory", "import", memory_id, tmp_path / "none.jsonl")

    assert ran.code == 2
    assert "none.jsonl cannot be read" in ran.err
