"""`invoke`: text as it comes on standard output, the rest on standard error, and honest exit codes."""

import json
import os
import signal

import pytest

from servers import wait_until


def test_text_goes_to_stdout_and_the_rest_to_stderr(run, agent):
    ran = run("invoke", agent, "one two 日本")

    assert (ran.code, ran.out) == (0, "one two 日本 \n")
    assert '{"words": 3}' in ran.err
    assert "session " in ran.err.splitlines()[-1]
    assert "first token" in ran.err.splitlines()[-1]


def test_json_holds_everything(run, agent, session_id):
    ran = run("invoke", agent, "one two", "--session", session_id, "--json")

    assert ran.code == 0
    answer = ran.json
    assert answer["text"] == "one two "
    assert answer["events"] == ["one ", "two ", {"words": 2}]
    assert (answer["sessionId"], answer["statusCode"], answer["error"]) == (session_id, 200, None)
    assert set(answer["timings"]) == {"timeToFirstByteS", "timeToFirstTokenS", "totalS", "serverS"}


def test_a_value_is_printed_as_json(run, agent):
    ran = run("invoke", agent, "value")

    assert (ran.code, json.loads(ran.out)) == (0, {"answer": 42})
    assert run("invoke", agent, "value", "--json").json["result"] == {"answer": 42}


def test_raw_is_the_bytes_of_the_wire(run, agent):
    assert run("invoke", agent, "hi", "--raw").out == 'data: "hi "\n\ndata: {"words": 1}\n\n'


def test_the_prompt_may_come_from_a_pipe(run, agent):
    assert run("invoke", agent, stdin="piped words\n").out == "piped words \n"


@pytest.mark.parametrize("how", ["inline", "file", "stdin"])
def test_a_payload_of_ones_own(run, agent, tmp_path, how):
    text = '{"prompt": "own payload"}'
    (tmp_path / "payload.json").write_text(text)
    value = {"inline": text, "file": f"@{tmp_path}/payload.json", "stdin": "-"}[how]

    ran = run("invoke", agent, "--payload", value, stdin=text if how == "stdin" else None)

    assert ran.out == "own payload \n"


def test_a_session_goes_on(run, agent, session_id):
    assert run("invoke", agent, "which session", "--session", session_id).out == session_id + "\n"


def test_an_error_event_is_shown_and_fails(run, agent):
    ran = run("invoke", agent, "before raise after")

    assert (ran.code, ran.out) == (1, "before \n")
    assert "the agent reported: in the middle" in ran.err
    assert run("invoke", agent, "raise", "--json").json["error"]["message"] == "in the middle"


def test_an_agent_that_fails_at_once(run, agent):
    ran = run("invoke", agent, "fail at once", "--json")

    assert ran.code == 1
    assert ran.json["error"]["code"] == "RuntimeClientError"
    assert ran.json["error"]["status"] == 424
    assert ran.err.startswith("error: ")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["invoke", "nobody", "hi"], 4),
        (["invoke", "{agent}", "hi", "--qualifier", "nowhere"], 4),
        (["invoke", "{agent}", "hi", "--session", "short"], 1),
        (["invoke", "{agent}", "hi", "--payload", "{}"], 2),
        (["invoke", "{agent}", "--payload", "not json"], 2),
        (["invoke", "{agent}", "--payload", "@/no/such/file"], 2),
        (["invoke", "{agent}", "hi", "--raw", "--json"], 2),
        (["invoke"], 2),
        (["invoke", "{agent}", "hi", "--url", "http://127.0.0.1:1"], 3),
        (["invoke", "{agent}", "hi", "--url", "nonsense"], 1),
    ],
    ids=lambda value: " ".join(value[1:]) if isinstance(value, list) else str(value),
)
def test_exit_codes(run, agent, arguments, code):
    ran = run(*[argument.replace("{agent}", agent) for argument in arguments])

    assert ran.code == code
    assert ran.out == ""
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_ctrl_c_ends_with_130_and_stops_the_agent(start, server, agent, session_id):
    process = start("invoke", agent, "please wait", "--session", session_id)
    assert process.stdout.read(len("please wait ")) == b"please wait ", (
        "text must come before the answer's end"
    )

    process.send_signal(signal.SIGINT)

    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in err

    def is_idle():
        listed = server.get_json(f"sessions?runtime={agent}")["sessions"]
        return [s for s in listed if s["sessionId"] == session_id and s["activeInvocations"] == 0]

    wait_until(is_idle, what="the agent's stream to be cancelled")


def test_a_reader_that_leaves_ends_it_quietly(start, agent):
    read_end, write_end = os.pipe()
    process = start("invoke", agent, "word " * 2000, stdout=write_end)
    os.close(write_end)
    os.read(read_end, 4)
    os.close(read_end)

    _, err = process.communicate(timeout=30)

    assert process.returncode != 0
    assert b"Traceback" not in err


def test_what_is_no_text_is_passed_on_whole(run, agent):
    assert run("invoke", agent, "picture").out.encode("utf-8", "surrogateescape") == b"\x89PNG\r\n"
    assert run("invoke", agent, "picture", "--json").json["result"] == {"base64": "iVBORw0K"}


def test_half_a_surrogate_pair_breaks_nothing(run, agent):
    assert run("invoke", agent, "--payload", '{"prompt": "a\\ud83db"}').out == "a?b \n"
    assert run("invoke", agent, "--payload", '{"prompt": "a\\ud83db"}', "--json").json["text"] == "a\ud83db "
