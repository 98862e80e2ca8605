"""A command has what its session has, and no more: in its sandbox, within its limits, gone with it."""

from commands import run
from servers import new_session_id

_FORBIDDEN = """
import ctypes, os, socket, sys
libc = ctypes.CDLL(None, use_errno=True)
calls = {"unshare": (0x10000000,), "setns": (0, 0), "mount": (None, b"/tmp", b"tmpfs", 0, None)}
for name, arguments in calls.items():
    print(name, libc[name](*arguments), ctypes.get_errno())
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
except OSError as exc:
    print("connect", exc.errno)
"""


def test_a_command_has_the_rights_of_its_agent(inside, sid):
    facts = "grep -E '^(Uid|Gid|Groups|Cap|NoNewPrivs|Seccomp:)' /proc/{0}/status; readlink /proc/{0}/ns/*"

    agents = run(inside.server, inside.agent, facts.format(2), sid)
    own = run(inside.server, inside.agent, facts.format("self"), sid)

    assert own == agents
    assert own.code == 0
    assert "NoNewPrivs:\t1" in own.out
    assert own.out.count("0000000000000000") == 5


def test_a_command_may_not_do_what_its_agent_may_not(inside, sid):
    port = inside.server.url.rpartition(":")[2]

    found = run(inside.server, inside.agent, f"python3 -c '{_FORBIDDEN}' {port}", sid)

    assert found.out.splitlines() == ["unshare -1 1", "setns -1 1", "mount -1 1", "connect 13"]


def test_a_command_sees_its_own_session_alone(inside, sid, other_sid):
    theirs = "echo theirs > /tmp/theirs; (setsid sleep 300 > /dev/null 2>&1 &)"
    run(inside.server, inside.agent, theirs, other_sid)

    found = run(inside.server, inside.agent, "ls /tmp; pgrep sleep; cat /proc/[0-9]*/environ", sid)

    assert "theirs" not in found.out
    assert inside.secret not in found.out
    assert "HEADWATER_DECLARED" not in found.out


def test_a_command_is_given_three_descriptors_and_no_more(inside, sid):
    listing = "for fd in /proc/self/fd/*; do readlink $fd; done; ls /proc/self/fd"

    found = run(inside.server, inside.agent, listing, sid)

    assert found.out.split()[-4:] == ["0", "1", "2", "3"]  # `ls` has the folder open that it lists
    assert found.out.startswith("/dev/null\npipe:")


def test_a_command_that_forks_without_end_meets_its_sessions_limit_and_is_ended(inside, sid, other_sid):
    bomb = run(inside.server, inside.agent, "bomb() { bomb | bomb & }; bomb; sleep 60", sid, timeout=1)

    assert bomb.status == "TIMED_OUT"
    assert "Resource temporarily unavailable" in bomb.err
    assert inside.value("result = 1", other_sid) == 1
    assert run(inside.server, inside.agent, "pgrep -fc '[b]omb'", sid).out == "0\n"


def test_a_session_that_kills_its_supervisor_keeps_nobody_waiting(inside, sid, other_sid):
    found = run(inside.server, inside.agent, "sleep 0.2; kill -9 $PPID; sleep 300", sid)

    assert (found.code, found.status) == (-1, "COMPLETED")
    assert run(inside.server, inside.agent, "echo on", sid).out == "on\n"
    assert inside.value("result = 1", other_sid) == 1


def test_without_isolation_too_all_of_a_command_ends_with_it_or_with_its_session(unconfined):
    sid, name = new_session_id(), f"sleep {7_000_000 + id(object()) % 100_000}"
    count = f"pgrep -fc '^{name}$'"
    below = f"(setsid {name} &); {name} & {name}"

    ended = run(unconfined.server, unconfined.agent, below, sid, timeout=1)
    assert ended.status == "TIMED_OUT"
    assert run(unconfined.server, unconfined.agent, count, sid).out == "0\n"

    run(unconfined.server, unconfined.agent, f"(setsid {name} > /dev/null 2>&1 &)", sid)
    assert run(unconfined.server, unconfined.agent, count, sid).out == "1\n"
    unconfined.server.stop_session(unconfined.agent, sid)
    assert run(unconfined.server, unconfined.agent, count, new_session_id()).out == "0\n"
