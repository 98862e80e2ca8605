"""`headwater exec`: a command's output and exit code, as if it had run here; and the client below it."""

import asyncio
import signal

import pytest

from headwater.client import AsyncClient, Client, InvocationFailed
from servers import new_session_id, wait_until


@pytest.fixture
def session_id():
    return new_session_id()


def test_output_and_exit_code_are_passed_on(run, agent, session_id):
    ran = run("exec", agent, "--session", session_id, "--", "echo out; echo err >&2; exit 7")

    assert (ran.code, ran.out, ran.err) == (7, "out\n", "err\n")


def test_several_words_are_arguments_and_one_is_a_line(run, agent, session_id):
    assert run("exec", agent, "--session", session_id, "--", "echo", "a  b", "$HOME").out == "a  b $HOME\n"
    assert run("exec", agent, "--session", session_id, "--", "echo $HOME").out == "/home/agent\n"


def test_json_has_all_of_it_at_once(run, agent, session_id):
    ran = run("exec", agent, "--session", session_id, "--json", "--", "echo out; echo err >&2; exit 3")

    assert ran.code == 3
    assert ran.json == {
        "sessionId": session_id,
        "exitCode": 3,
        "status": "COMPLETED",
        "stdout": "out\n",
        "stderr": "err\n",
    }


def test_a_command_that_takes_too_long_ends_like_one_under_timeout(run, agent, session_id):
    ran = run("exec", agent, "--session", session_id, "--timeout", "1", "--", "sleep", "600")

    assert (ran.code, ran.out) == (124, "")
    assert "after 1 s" in ran.err


def test_a_command_whose_session_ends_could_not_be_run(run, agent, session_id):
    ran = run("exec", agent, "--session", session_id, "--", "kill -9 2; sleep 600")

    assert ran.code == 125
    assert "killed by signal 9" in ran.err


def test_ctrl_c_ends_the_command(run, start, agent, session_id):
    begun = start("exec", agent, "--session", session_id, "--", "echo begun; exec sleep 6543")
    assert begun.stdout.readline() == b"begun\n"

    begun.send_signal(signal.SIGINT)

    assert begun.wait(20) == 130
    left = ("exec", agent, "--session", session_id, "--", "pgrep -f 'slee[p] 6543'")
    wait_until(lambda: run(*left).out == "", what="its end")


def test_the_client_iterates_output_and_knows_the_exit_code(server, agent, session_id):
    with Client(server.url) as client:
        with client.run_command(agent, "echo out; exit 4", session_id=session_id) as command:
            assert command.exit_code is None
            assert [(output.stream, output.text) for output in command] == [("stdout", "out\n")]
        assert (command.exit_code, command.is_timed_out, command.session_id) == (4, False, session_id)
        result = client.run_command(
            agent, "echo err >&2; sleep 9", session_id=session_id, timeout_s=1
        ).result()
        assert (result.stderr, result.is_timed_out) == ("err\n", True)
        with pytest.raises(InvocationFailed, match="3601"):
            client.run_command(agent, "true", timeout_s=3601)


async def test_the_async_client_runs_commands_side_by_side(server, agent, session_id):
    async with AsyncClient(server.url) as client:
        commands = [client.run_command(agent, f"echo {n}", session_id=session_id) for n in range(3)]
        results = await asyncio.gather(*(command.result() for command in commands))

        assert [result.stdout for result in results] == ["0\n", "1\n", "2\n"]
        assert {result.session_id for result in results} == {session_id}
