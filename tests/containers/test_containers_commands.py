"""Commands in sessions that are containers: the engine's `exec`, and what is left of them at their end."""

import json
from contextlib import closing

import pytest
from botocore.exceptions import EventStreamError

from commands import begin, run
from servers import new_session_id, wait_until

pytestmark = pytest.mark.containers

_SLEEP = "python3 -c 'import time; time.sleep(600)'"


def count_sleepers(box, agent, session_id):
    """Python processes in the session that sleep."""
    code = (
        "import os, pathlib as p;"
        "lines = [f.read_bytes() for f in p.Path('/proc').glob('[0-9]*/cmdline')];"
        "print(sum(b'sleep(%d)' % 600 in line for line in lines))"
    )
    return int(run(box.server, agent, f'python3 -c "{code}"', session_id)[0])


@pytest.fixture(scope="module")
def session_id():
    return new_session_id()


def test_a_command_gives_both_outputs_and_its_exit_code(box, agent, session_id):
    assert run(box.server, agent, "echo out; echo err >&2; exit 7", session_id) == (
        "out\n",
        "err\n",
        7,
        "COMPLETED",
    )


def test_a_command_has_what_its_agent_has(box, agent, session_id):
    facts = "import json, os; print(json.dumps([os.getuid(), dict(os.environ), os.listdir('/proc/self/fd')]))"
    status = "while read -r line; do case $line in Cap*) echo $line;; esac; done < /proc/self/status"

    uid, environment, descriptors = json.loads(run(box.server, agent, f'python3 -c "{facts}"', session_id)[0])

    assert uid != 0
    assert environment["PLAIN"] == "b c"
    assert environment["KEY"] == "-----BEGIN-----\nabc\n"
    assert environment["HOME"] == "/home/session"
    assert environment["AWS_ACCESS_KEY_ID"]
    assert len(descriptors) == 4  # the last is the listing's own
    capabilities = run(box.server, agent, status, session_id)[0].split()[1::2]
    assert set(capabilities) == {"0" * 16}


def test_a_command_that_takes_too_long_is_ended_with_all_below_it(box, agent, session_id):
    fork = "import os, time; os.fork() or (os.setsid(), os.fork(), time.sleep(600)); time.sleep(600)"

    assert run(box.server, agent, f'python3 -c "{fork}" & {_SLEEP}', session_id, timeout=1)[2:] == (
        137,
        "TIMED_OUT",
    )
    assert count_sleepers(box, agent, session_id) == 0


def test_a_caller_that_leaves_ends_its_command(box, agent, session_id):
    with closing(begin(box.server, agent, f"echo begun; {_SLEEP}", session_id)["stream"]) as stream:
        events = iter(stream)
        next(events), next(events)

    wait_until(lambda: count_sleepers(box, agent, session_id) == 0, what="its end")


def test_the_end_of_a_container_ends_its_commands_with_a_reason(box, agent):
    own = new_session_id()
    with closing(begin(box.server, agent, f"echo begun; {_SLEEP}", own)["stream"]) as stream:
        events = iter(stream)
        next(events), next(events)
        box.call("kill", "--signal", "KILL", box.container_of(agent, own))

        with pytest.raises(EventStreamError, match=r"runtimeClientError.*its session"):
            list(events)
