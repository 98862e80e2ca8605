"""`chat`: one session for all lines, commands, pipes and a terminal."""

import contextlib
import json
import os
import pty

from servers import wait_until


def test_lines_of_a_pipe_share_one_session(run, agent, session_id):
    ran = run("chat", agent, "--session", session_id, stdin="which session\n\nwhich session\n")

    assert (ran.code, ran.out) == (0, f"{session_id}\n{session_id}\n")


def test_new_starts_another_session_and_session_names_it(run, agent):
    ran = run("chat", agent, stdin="which session\n/new\nwhich session\n/session\n/quit\nnever said\n")

    first, second = ran.out.splitlines()
    assert first != second
    assert f"session {second}" in ran.err


def test_json_is_a_line_an_answer(run, agent):
    ran = run("chat", agent, "--json", stdin="hello\nraise\nfail at once\nbye\n")

    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer.get("text") for answer in answers] == ["hello ", "", None, "bye "]
    assert answers[1]["error"]["message"] == "in the middle"
    assert answers[2]["error"]["code"] == "RuntimeClientError"
    assert ran.code == 1


def test_an_unknown_agent_is_said_before_anything_is_typed(run):
    assert run("chat", "nobody", stdin="hi\n").code == 4


def test_at_a_terminal_ctrl_c_stops_the_answer_and_the_chat_goes_on(start, agent):
    leader, follower = pty.openpty()
    process = start("chat", agent, stdin=follower, stdout=follower, stderr=follower, TERM="dumb")
    os.close(follower)
    seen = bytearray()
    os.set_blocking(leader, False)

    def has_shown(text):
        with contextlib.suppress(OSError):  # nothing there yet
            seen.extend(os.read(leader, 65536))
        return text in seen

    wait_until(lambda: has_shown(b"> "), what="the prompt")
    os.write(leader, b"do wait\n")
    wait_until(lambda: has_shown(b"wait \r\n") or has_shown(b"do wait "), what="the answer's beginning")
    seen.clear()
    process.send_signal(2)
    wait_until(lambda: has_shown(b"stopped"), what="the answer to stop")
    os.write(leader, b"still here\n")
    wait_until(lambda: has_shown(b"still here \r\n"), what="the next answer")
    os.write(leader, b"/quit\n")

    wait_until(lambda: has_shown(b"\0") or process.poll() is not None, what="the end")
    assert process.returncode == 0
    os.close(leader)
