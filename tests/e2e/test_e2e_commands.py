"""InvokeAgentRuntimeCommand as boto3 has it: a shell command in a session, beside its agent."""

import json
import threading
import time
from contextlib import ExitStack, closing, suppress

import pytest
from botocore.exceptions import ClientError, EventStreamError

from commands import begin, run
from servers import AGENTS, new_session_id, wait_until


@pytest.fixture
def session_id():
    return new_session_id()


def test_a_command_gives_both_outputs_and_its_exit_code(server, probe, session_id):
    assert run(server, probe, "echo out; echo err >&2; exit 7", session_id) == (
        "out\n",
        "err\n",
        7,
        "COMPLETED",
    )


def test_an_unused_session_id_gets_a_session_that_later_calls_find(server, probe, session_id):
    answer = begin(server, probe, "echo kept > /tmp/note; pwd", session_id)

    assert (answer["runtimeSessionId"], answer["statusCode"]) == (session_id, 200)
    assert answer["contentType"] == "application/vnd.amazon.eventstream"
    assert [event["chunk"] for event in answer["stream"]][1] == {"contentDelta": {"stdout": "/var/task\n"}}
    assert run(server, probe, "cat /tmp/note", session_id)[0] == "kept\n"
    assert run(server, probe, "cat /tmp/note", new_session_id())[2] == 1


def test_a_command_has_what_its_agent_has(server, probe, session_id):
    names = "grep -zc DECLARED=by /proc/2/environ; readlink /proc/2/ns/*"
    agents = run(server, probe, names, session_id)
    own = run(server, probe, names.replace("/2/", "/self/"), session_id)
    facts = (
        "id -u; pwd; echo $HOME $TMPDIR $DECLARED; ulimit -u; ls /proc/self/fd | xargs; cat /proc/self/status"
    )

    lines = run(server, probe, facts, session_id)[0].splitlines()

    assert agents == own
    assert lines[:4] == ["1000", "/var/task", "/home/agent /tmp by the runtime", "512"]
    assert lines[4] == "0 1 2 3"  # the last is the listing's own
    assert {"NoNewPrivs:\t1", "Seccomp:\t2", "CapBnd:\t0000000000000000"} <= set(lines)


def test_a_command_has_its_agents_variables(server, probe, session_id):
    agents = server.ask(probe, {"do": "environment"}, session_id)
    script = "import json, os; print(json.dumps(dict(os.environ)))"

    found = json.loads(run(server, probe, f"python -c '{script}'", session_id)[0])

    # The shell's own; and the journal's descriptor, which is the agent's alone.
    own = {"PATH", "PWD", "SHLVL", "_", "OLDPWD", "HEADWATER_JOURNAL_FD"}
    assert {k: v for k, v in found.items() if k not in own} == {
        k: v for k, v in agents.items() if k not in own
    }
    assert "HEADWATER_JOURNAL_FD" not in found


def test_text_is_whole_and_bytes_that_are_none_are_replaced(server, probe, session_id):
    slow = r"printf 'h\xc3'; sleep 0.1; printf '\xa9 \xff.'"

    assert run(server, probe, slow, session_id)[0] == "hé \ufffd."


def test_output_comes_while_the_command_runs(server, probe, session_id):
    run(server, probe, "mkfifo /tmp/go", session_id)
    with closing(begin(server, probe, "echo one; cat /tmp/go", session_id)["stream"]) as stream:
        events = iter(stream)
        next(events)
        assert next(events)["chunk"] == {"contentDelta": {"stdout": "one\n"}}

        run(server, probe, "echo two > /tmp/go", session_id)

        assert next(events)["chunk"] == {"contentDelta": {"stdout": "two\n"}}
        assert next(events)["chunk"]["contentStop"]["exitCode"] == 0
        assert list(events) == []


def test_a_command_that_takes_too_long_is_ended_with_all_below_it(server, probe, session_id):
    daemons = "(setsid sh -c 'sleep 4321 & sleep 4321' &); setsid sleep 4321 & sleep 4321"

    assert run(server, probe, daemons, session_id, timeout=1)[2:] == (137, "TIMED_OUT")
    assert run(server, probe, "pgrep -f 'slee[p] 4321'", session_id)[0] == ""


def test_what_a_command_leaves_running_may_go_on_printing(server, probe, session_id):
    left = "(until [ -e /tmp/enough ]; do sleep 0.05; echo x; echo y >> /tmp/log; done) & echo begun"

    assert run(server, probe, left, session_id) == ("begun\n", "", 0, "COMPLETED")
    wait_until(lambda: int(run(server, probe, "cat /tmp/log | wc -l", session_id)[0]) > 5, what="it to go on")
    run(server, probe, "touch /tmp/enough", session_id)


def test_commands_and_invocations_run_at_the_same_time(server, probe, session_id):
    run(server, probe, "mkfifo /tmp/pipe", session_id)
    found = []
    reader = threading.Thread(target=lambda: found.append(run(server, probe, "cat /tmp/pipe", session_id)))
    reader.start()

    assert server.ask(probe, {"do": "state"}, session_id)["calls"] == 1
    run(server, probe, "echo through > /tmp/pipe", session_id)
    reader.join(20)

    assert found == [("through\n", "", 0, "COMPLETED")]


def test_a_caller_that_leaves_ends_its_command(server, probe, session_id):
    with closing(begin(server, probe, "exec sleep 5432", session_id)["stream"]) as stream:
        next(iter(stream))

    wait_until(lambda: run(server, probe, "pgrep -fc 'slee[p] 5432'", session_id)[0] == "0\n", what="its end")


def test_a_slow_caller_slows_its_command(server, probe, session_id):
    command = "head -c 60000000 /dev/zero; touch /tmp/all"
    with closing(begin(server, probe, command, session_id)["stream"]) as stream:
        next(iter(stream))
        time.sleep(0.5)  # it would be through long before

        assert run(server, probe, "test -e /tmp/all", session_id)[2] == 1


def test_the_end_of_a_session_ends_its_commands_with_a_reason(server, probe, session_id):
    with closing(begin(server, probe, "sleep 600", session_id)["stream"]) as stream:
        events = iter(stream)
        next(events)
        server.data.stop_runtime_session(agentRuntimeArn=probe.arn, runtimeSessionId=session_id)

        with pytest.raises(EventStreamError, match=r"runtimeClientError.*the session was stopped"):
            list(events)


def test_the_death_of_the_agent_ends_its_commands_with_a_reason(server, probe, session_id):
    with closing(begin(server, probe, "echo up; sleep 600", session_id)["stream"]) as stream:
        events = iter(stream)
        assert "contentDelta" in [next(events), next(events)][1]["chunk"]
        with suppress(
            ClientError, EventStreamError
        ):  # it ends with the agent, or before it is said to have begun
            run(server, probe, "kill -9 2", session_id)

        with pytest.raises(EventStreamError, match=r"runtimeClientError.*killed by signal 9"):
            list(events)
    assert run(server, probe, "echo again", session_id)[0] == "again\n"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"command": "true", "timeout": 0}, "Value 0 at 'body.timeout'"),
        ({"command": "true", "timeout": 3601}, "Value 3601 at 'body.timeout'"),
        ({"command": "a\0b"}, "code 0"),
        ({"command": "é" * 40_000}, "80000 bytes"),
        ({"command": "x" * 70_000}, "it has 70000"),
    ],
    ids=str,
)
def test_a_request_out_of_bounds_is_refused_with_the_value(server, probe, session_id, body, words):
    with pytest.raises(ClientError, match=words) as caught:
        server.data.invoke_agent_runtime_command(
            agentRuntimeArn=probe.arn, runtimeSessionId=session_id, body=body
        )
    assert caught.value.response["Error"]["Code"] == "ValidationException"


def test_the_log_has_the_command_and_not_what_it_printed(server, probe, session_id):
    run(server, probe, "echo $((6 * 7))000042", session_id)

    lines = server.http("GET", f"/headwater/v1/runtimes/{probe.id}/logs?session={session_id}").body.decode()

    assert "echo $((6 * 7))000042" in lines
    assert "42000042" not in lines
    assert "exit code 0" in lines


def test_a_session_runs_so_many_commands_at_a_time_and_refuses_more(server, probe, session_id):
    run(server, probe, "mkfifo /tmp/end", session_id)
    with ExitStack() as stack:
        for _ in range(10):  # commands.session_max_count
            stream = begin(server, probe, "read line < /tmp/end", session_id)["stream"]
            next(iter(stack.enter_context(closing(stream))))

        with pytest.raises(ClientError, match="already runs 10 commands") as caught:
            begin(server, probe, "true", session_id)
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
        assert server.ask(probe, {"do": "state"}, session_id)["calls"] == 1

    wait_until(lambda: (server.find_session(probe, session_id) or {}).get("activeInvocations") == 0)
    assert run(server, probe, "echo on", session_id).out == "on\n"


def test_sessions_of_fresh_processes_run_commands_too(server, session_id):
    unsafe = "import threading\nthreading.Timer(3600, print).start()\n" + (AGENTS / "echo.py").read_text()
    agent = server.deploy(unsafe)
    below = "(setsid sleep 8765 &); readlink /proc/self/ns/user; echo $DOCKER_CONTAINER; sleep 8765"

    agents = run(server, agent, "readlink /proc/2/ns/user; cat /proc/2/comm; exit 4", session_id)
    ended = run(server, agent, below, session_id, timeout=1)

    assert server.find_session(agent, session_id)["mode"] == "fresh"
    assert agents.code == 4
    assert ended.out.splitlines() == [agents.out.splitlines()[0], "1"]
    assert ended.status == "TIMED_OUT"
    assert run(server, agent, "pgrep -f 'slee[p] 8765'", session_id).out == ""
