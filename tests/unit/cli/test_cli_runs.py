"""`invoke` over a line that breaks, `invoke --detach`, and `runs`: finding, watching, ending what goes on."""

import json
import signal

import pytest

from cutting import cutting
from headwater.cli.answer import build_json, print_answer
from headwater.cli.output import Output
from headwater.client import Gap, Invocation
from headwater.client.record import AnswerRecord
from servers import AGENTS, wait_until

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="session")
def streams(server):
    return server.deploy(AGENTS / "streams.py")


@pytest.fixture
def detach(run, streams, session_id):
    """`detach({"do": …})`: the id of a run that goes on by itself."""

    def detach(order):
        ran = run(
            "invoke",
            streams.name,
            "--payload",
            json.dumps(order),
            "--session",
            session_id,
            "--detach",
            "--json",
        )
        assert (ran.code, ran.json["sessionId"]) == (0, session_id)
        return ran.json["invocationId"]

    return detach


def state_of(server, run_id):
    return server.get_json(f"invocations/{run_id}")["run"]["state"]


def test_an_answer_goes_on_after_its_connection_broke(start, server, streams, session_id):
    order = json.dumps({"do": "gated", "gate": "cli"})
    with cutting(server.url) as proxy:
        process = start(
            *("invoke", streams.name, "--payload", order, "--session", session_id), HEADWATER_URL=proxy.url
        )
        assert process.stdout.read(5) == b"first"

        proxy.cut()
        server.ask(streams, {"do": "open", "gate": "cli"}, session_id)

        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, b"second\n")
    assert b"connection lost" in err
    assert b"resuming at byte 15" in err


def test_a_detached_run_is_listed_attached_to_and_kept(run, detach, streams, session_id):
    run_id = detach({"do": "count", "count": 3})

    assert run("runs", "attach", run_id, "--raw").out == "data: 0\n\ndata: 1\n\ndata: 2\n\n"
    assert run("runs", "attach", run_id, "--raw", "--offset", "9").out == "data: 1\n\ndata: 2\n\n"
    answer = run("runs", "attach", run_id, "--json").json
    assert (answer["events"], answer["invocationId"], answer["sessionId"]) == ([0, 1, 2], run_id, session_id)
    listed = run("runs", "list", streams.name, "--session", session_id, "--state", "done", "--json").json
    assert [one["invocationId"] for one in listed["runs"]] == [run_id]
    assert run_id in run("runs", "list", streams.name).out
    assert run("runs", "cancel", run_id).out == f"{run_id} done\n"


def test_detaching_prints_the_id_alone(run, streams):
    ran = run("invoke", streams.name, "--payload", '{"do": "count", "count": 1}', "--detach")

    assert len(ran.out.strip()) == 36
    assert f"headwater runs attach {ran.out.strip()}" in ran.err


def test_cancelling_ends_a_run_for_those_who_watch(run, server, detach):
    run_id = detach({"do": "endless", "record": "cli"})

    assert run("runs", "cancel", run_id, "--json").json == {
        "runs": [{"invocationId": run_id, "state": "cancelled"}]
    }
    watched = run("runs", "attach", run_id)
    assert watched.code == 1
    assert "error: The run was cancelled" in watched.err


def test_who_stops_watching_stops_nothing(start, server, detach, run):
    run_id = detach({"do": "endless", "record": "watched"})
    process = start("runs", "attach", run_id, "--raw")
    process.stdout.read(9)

    process.send_signal(signal.SIGINT)

    process.communicate(timeout=30)
    assert process.returncode == 130
    assert state_of(server, run_id) == "running"
    run("runs", "cancel", run_id)


def test_ctrl_c_before_the_answer_begins_ends_the_run(start, server, agent, session_id):
    process = start("invoke", agent, "think first", "--session", session_id)
    [found] = wait_until(lambda: server.get_json(f"runs?session={session_id}&state=running")["runs"])

    process.send_signal(signal.SIGINT)

    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert state_of(server, found["invocationId"]) == "cancelled"


class HalfKept:
    """An answer of which the beginning is not kept any more."""

    progress = None

    def __init__(self, body):
        self._body = body

    def parts(self):
        return iter([Gap(0, 500, "size"), self._body])

    def close(self):
        pass


@pytest.mark.parametrize(
    ("content_type", "body", "shown"),
    [
        ("text/event-stream", b'data: "rest"\n\n', "rest\n"),
        ("application/octet-stream", b"rest", "rest"),
    ],
)
def test_what_is_not_kept_any_more_is_told(capsysbinary, content_type, body, shown):
    def make():
        record = AnswerRecord()
        record.begin(200, {"content-type": content_type})
        return Invocation(HalfKept(body), record)

    told = build_json(make().read())
    assert told["gaps"] == [{"from": 0, "to": 500, "reason": "size"}]
    assert told["events"] in (None, [{"headwaterGap": told["gaps"][0]}, "rest"])
    assert print_answer(Output(), make())
    out, err = capsysbinary.readouterr()
    assert out.decode() == shown
    assert b"bytes 0 to 500 are not kept any more (size)" in err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["attach", NOBODY], 4, "there is no run"),
        (["cancel", NOBODY], 4, "there is no run"),
        (["attach", NOBODY, "--offset", "-1"], 2, "--offset"),
        (["attach", NOBODY, "--raw", "--json"], 2, "exclude each other"),
        (["cancel"], 2, "ID..."),
        (["list", "--state", "odd"], 2, "--state"),
        (["list", "--url", "http://127.0.0.1:1"], 3, "no Headwater server"),
        (["attach", NOBODY, "--url", "http://127.0.0.1:1"], 3, "no Headwater server"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_said(run, arguments, code, words):
    ran = run("runs", *arguments)

    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert "Traceback" not in ran.err
