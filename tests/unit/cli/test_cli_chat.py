"""`chat`: one session for all lines, commands, pipes and a terminal."""

import contextlib
import json
import os
import pty

import pytest

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


TELLING_AGENT = """
from headwater import App
app = App()

@app.entrypoint
def answer(payload):
    facts = {"memory_source": "ram", "cache_status": "COLD_START", "told": payload}
    if payload.get("stream", True):
        return stream(facts)
    return {"response": "Hello there", "metadata": facts}

async def stream(facts):
    yield {"metadata": facts}
    yield "Hello "
    yield "there"
    yield {"metadata": {**facts, "cache_status": "WARM"}}
    yield {"other": 1}

app.run()
"""


@pytest.fixture(scope="module")
def telling_agent(server):
    return server.deploy(TELLING_AGENT).name


def test_where_memory_came_from_is_in_the_line_under_an_answer(run, telling_agent):
    ran = run("chat", telling_agent, stdin="hi\n")

    assert ran.out == "Hello there\n"
    (line,) = [line for line in ran.err.splitlines() if "first token" in line]
    assert line.endswith(" · memory RAM · session is warm")
    assert '{"other": 1}' in ran.err
    assert "told" not in ran.err


def test_an_answer_in_one_piece_is_its_text(run, telling_agent):
    ran = run("chat", telling_agent, "--no-stream", stdin="hi\n")

    assert ran.out == "Hello there\n"
    assert " · memory RAM · session is cold" in ran.err


def test_the_agent_is_told_who_speaks_and_which_conversation_is_meant(run, telling_agent):
    ran = run(
        *("chat", telling_agent, "--user", "ada", "--memory-session", "trip", "--no-stream", "--json"),
        stdin="hi\n",
    )

    assert ran.json["metadata"]["told"] == {
        "prompt": "hi", "user_id": "ada", "memory_session_id": "trip", "stream": False,
    }  # fmt: skip
    assert run("chat", telling_agent, "--json", stdin="hi\n").json["metadata"]["told"] == {"prompt": "hi"}
