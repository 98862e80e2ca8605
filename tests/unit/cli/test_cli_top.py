"""`headwater top`, and sessions that ended, as a person and as a program read it."""

import json
import os
import signal

from servers import new_session_id, wait_until


def test_once_tells_what_sessions_use(run, agent):
    session_id = new_session_id()
    assert run("invoke", agent, "one two", "--session", session_id).code == 0

    told = run("top", "--once", "--json", "--runtime", agent, "--sort", "memory").json
    shown = run("top", "--once", "--runtime", agent)

    found = {session["sessionId"]: session for session in told["sessions"]}[session_id]
    assert told["total"] == len(told["sessions"]) == sum(told["counts"].values())
    assert told["counts"]["IDLE"] > 0
    assert found["memoryBytes"] > 0
    assert (found["cpuPercent"] >= 0, found["bytesPerS"], found["tokensPerS"]) == (True, 0.0, 0.0)
    assert found["sentBytes"] > 0
    assert shown.out.splitlines()[1].split()[:3] == ["SESSION", "AGENT", "STATE"]
    assert session_id in shown.out


def test_a_pipe_gets_a_line_a_look_until_it_is_told_to_end(start):
    process = start("top", "--every", "0.2", "--json")
    looks = [json.loads(process.stdout.readline()) for _ in range(3)]

    process.send_signal(signal.SIGINT)

    assert process.wait(20) == 0
    assert looks[0]["at"] < looks[1]["at"] < looks[2]["at"]
    assert process.stderr.read() == b""


def test_a_reader_who_has_enough_ends_it_without_a_word(start):
    process = start("top", "--every", "0.2")
    process.stdout.readline()

    process.stdout.close()

    assert process.wait(20) == 0
    assert process.stderr.read() == b""


def test_a_terminal_gets_a_table_that_stays_in_its_place(start, agent, run):
    session_id = new_session_id()
    run("stop", agent, "--all")  # those of other tests would fill the screen
    run("invoke", agent, "one", "--session", session_id)
    ours, theirs = os.openpty()
    watch = ("top", "--runtime", agent, "--every", "0.2")
    process = start(*watch, stdout=theirs, TERM="xterm", COLUMNS="200", LINES="30")
    os.close(theirs)
    seen = bytearray()

    def has_come():
        seen.extend(os.read(ours, 65536))
        return session_id.encode() in seen

    wait_until(has_come, what="the session in the table")
    process.send_signal(signal.SIGINT)

    assert process.wait(20) == 0
    assert b"\x1b[?1049h" in seen  # the other screen, so that the first one is there again at the end
    assert process.stderr.read() == b""
    os.close(ours)


def test_sessions_that_ended_are_listed_with_why(run, agent):
    session_id = new_session_id()
    run("invoke", agent, "one two", "--session", session_id)
    run("stop", agent, "--session", session_id)

    told = run("sessions", agent, "--ended", "--search", session_id, "--json").json
    shown = run("sessions", agent, "--ended", "--search", session_id)

    assert [(one["sessionId"], one["endReason"]) for one in told["sessions"]] == [
        (session_id, "stopped-by-caller")
    ]
    assert "stopped-by-caller" in shown.out
    assert run("sessions", agent, "--search", "x").code == 2
