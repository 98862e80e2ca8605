"""What a session's code can see of other processes, and do to them: nothing."""

import os
import signal

import pytest

from servers import new_session_id, wait_until


def test_only_the_sessions_own_processes_are_seen(inside, sid, other_sid):
    inside.value("result = 1", other_sid)

    pids = inside.value("result = [int(p) for p in os.listdir('/proc') if p.isdigit()]", sid)

    assert sorted(pids) == [1, 2]  # its init and itself


def test_no_pid_of_the_host_can_be_signalled(inside, sid):
    reached = inside.value(
        f"""
        result = []
        for pid in [*range(3, 5000), {inside.server.pid}, {os.getpid()}]:
            try:
                os.kill(pid, 0)
                result.append(pid)
            except ProcessLookupError:
                pass
        """,
        sid,
    )

    assert reached == []


def test_killing_everything_reaches_only_the_session_itself(inside, sid, other_sid):
    inside.value("result = 1", other_sid)

    inside.run("os.kill(-1, 9)", sid)

    assert inside.server.is_alive
    assert inside.value("result = os.getpid()", other_sid) == 2


@pytest.mark.parametrize(
    "number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP, signal.SIGINT, signal.SIGSEGV]
)
def test_the_sessions_init_cannot_be_killed_from_inside(inside, sid, number):
    answer = inside.run(
        f"""
        import contextlib, time
        with contextlib.suppress(PermissionError):
            os.kill(1, {int(number)})
        time.sleep(0.05)
        """,
        sid,
    )

    assert "error" not in answer, answer
    assert inside.value("result = open('/proc/1/stat').read().split(') ')[1][0]", sid) in ("S", "R")


@pytest.mark.parametrize(
    "name", ["environ", "mem", "maps", "root", "cwd", "exe", "fd/0", "ns/mnt", "io", "auxv"]
)
def test_the_init_keeps_its_memory_and_files_to_itself(inside, sid, name):
    answer = inside.run(
        f"""
        path = "/proc/1/{name}"
        if os.path.isdir(path):
            result = os.listdir(path)
        elif os.path.islink(path):
            result = os.readlink(path)
        else:
            result = open(path, "rb").read(1).hex()
        """,
        sid,
    )

    assert answer.get("errno") in (1, 13), answer


def test_the_init_cannot_be_traced_or_read(inside, sid):
    attach, read, steal = 16, 310, 438  # PTRACE_ATTACH; process_vm_readv, pidfd_getfd of x86-64
    one, none = "ctypes.c_ulong(1)", "ctypes.c_ulong(0)"
    for code in (
        f"libc('ptrace', {attach}, 1, None, None)",
        "buffer = ctypes.create_string_buffer(8)\n"
        "piece = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)\n"
        "there = (ctypes.c_void_p * 2)(id(object), 8)\n"
        f"libc('syscall', {read}, 1, piece, {one}, there, {one}, {none})",
        f"fd = os.pidfd_open(1)\nlibc('syscall', {steal}, fd, 0, 0)",
    ):
        answer = inside.run(code, sid)
        assert answer.get("errno") == 1, (code, answer)


def test_nothing_of_the_servers_or_the_templates_is_open(inside, sid):
    """Standard streams, journal, listening socket, the loop's own, this request's connection: no more."""
    answer = inside.value(
        """
        import socket, stat, struct
        result = []
        for name in os.listdir("/proc/self/fd"):
            fd = int(name)
            try:
                link = os.readlink(f"/proc/self/fd/{fd}")
            except OSError:
                continue
            if not link.startswith("socket:"):
                result.append([fd, link, None, None])
                continue
            with socket.socket(fileno=os.dup(fd)) as sock:
                listens = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
                peer = struct.unpack("3i", sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
                result.append([fd, str(sock.family), "listens" if listens else "connected", peer])
        """,
        sid,
    )

    files = [link for _, link, kind, _ in answer if kind is None]
    journals = [link for link in files if link.endswith(".journal")]
    assert len(journals) == 1, answer
    files.remove(journals[0])
    for link in files:
        allowed = ("pipe:", "anon_inode:[eventpoll]", "anon_inode:[eventfd]", "/dev/null", "/proc/")
        assert link.startswith(allowed), answer
    sockets = [entry for entry in answer if entry[2] is not None]
    assert [entry[2] for entry in sockets].count("listens") == 1
    own_pid = 2
    from_outside = [entry for entry in sockets if entry[2] == "connected" and entry[3] != own_pid]
    assert len(from_outside) == 1, answer  # the connection that this request came by


def test_pipes_left_open_are_the_sessions_own(inside, sid, other_sid):
    """No pipe is shared with another session, nor with the template."""
    code = """
    result = [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd") if n.isdigit()
              and os.path.lexists(f"/proc/self/fd/{n}")]
    """
    ours = {link for link in inside.value(code, sid) if link.startswith(("pipe:", "socket:"))}
    theirs = {link for link in inside.value(code, other_sid) if link.startswith(("pipe:", "socket:"))}

    assert ours
    assert not ours & theirs


def test_a_fork_bomb_ends_at_the_sessions_own_limit(inside, sid, other_sid):
    inside.value("result = 1", other_sid)

    count = inside.value(
        """
        import signal, time
        children = []
        try:
            while len(children) < 200:
                pid = os.fork()
                if pid == 0:
                    time.sleep(60)
                    os._exit(0)
                children.append(pid)
        except BlockingIOError:
            pass
        result = len(children)
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        """,
        sid,
    )

    assert 0 < count <= 40
    assert inside.value("result = os.getpid()", other_sid) == 2
    assert inside.value("result = os.getpid()", new_session_id()) == 2


def test_an_unbridled_fork_bomb_goes_with_its_session(inside, sid, other_sid):
    inside.value(
        """
        import threading
        def explode():
            while True:
                try:
                    os.fork()
                except OSError:
                    pass
        if os.fork() == 0:
            explode()
        """,
        sid,
    )

    assert inside.value("result = os.getpid()", other_sid) == 2
    inside.server.stop_session(inside.agent, sid)
    wait_until(lambda: inside.server.find_session(inside.agent, sid) is None)
    assert inside.value("result = os.getpid()", new_session_id()) == 2


def test_a_memory_bomb_is_that_sessions_problem(inside, sid, other_sid):
    inside.value("result = 1", other_sid)

    answer = inside.run("hoard = []\nwhile True:\n    hoard.append(bytearray(16_000_000))", sid)

    assert answer.get("error") == "MemoryError", answer
    assert inside.value("result = os.getpid()", other_sid) == 2
    assert inside.value("result = os.getpid()", sid) == 2


def test_limits_cannot_be_raised(inside, sid):
    answer = inside.value(
        """
        import resource
        result = []
        for name in ("DATA", "NPROC", "NOFILE", "CORE"):
            number = getattr(resource, f"RLIMIT_{name}")
            soft, hard = resource.getrlimit(number)
            try:
                resource.setrlimit(number, (hard + 1, hard + 1))
                result.append(name)
            except (ValueError, PermissionError):
                pass
        """,
        sid,
    )

    assert answer == []


def test_too_many_open_files_are_that_sessions_problem(inside, sid, other_sid):
    answer = inside.run("files = []\nwhile True:\n    files.append(open('/dev/null'))", sid)

    assert answer.get("errno") == 24, answer
    assert inside.value("result = os.getpid()", other_sid) == 2
