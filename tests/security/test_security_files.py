"""What a session's code can read and write: its own, and what everyone may read, nothing else."""

import sys
from pathlib import Path

import pytest

from servers import wait_until

_PRIVATE_DIRS = ["/tmp", "/home/agent", "/dev/shm", "/var/task"]


@pytest.mark.parametrize("folder", _PRIVATE_DIRS)
def test_a_session_does_not_see_what_another_wrote(inside, sid, other_sid, folder):
    path = f"{folder}/secret-of-one"
    inside.value(f"open({path!r}, 'w').write('mine')\nos.chmod({path!r}, 0o666)", sid)

    assert inside.value(f"result = os.path.exists({path!r})", other_sid) is False
    assert inside.value(f"result = open({path!r}).read()", sid) == "mine"


def test_private_folders_are_where_the_agent_looks_for_them(inside, sid):
    assert inside.value(
        """
        import __main__, tempfile
        result = [os.path.expanduser("~"), tempfile.gettempdir(), os.getcwd(), __main__.__file__]
        """,
        sid,
    ) == ["/home/agent", "/tmp", "/var/task", "/var/task/agent.py"]


@pytest.mark.parametrize(
    "path", ["/usr/x", "/etc/x", "/bin/x", "/x", "/run/x", "/dev/x", "/.hw/x", "/var/x", "/home/x"]
)
def test_nothing_can_be_written_outside_the_private_folders(inside, sid, path):
    answer = inside.run(f"open({path!r}, 'w')", sid)

    assert answer.get("errno") in (1, 13, 30), answer


def test_the_interpreter_and_its_packages_cannot_be_changed(inside, sid):
    answer = inside.value(
        """
        import starlette, sys
        result = []
        for path in (starlette.__file__, os.path.realpath(sys.executable), os.__file__):
            try:
                os.close(os.open(path, os.O_WRONLY))
                result.append(path)
            except OSError as exc:
                assert exc.errno in (13, 26, 30), exc
        """,
        sid,
    )

    assert answer == []


def test_code_changed_in_one_session_is_unchanged_in_a_new_one(inside, sid, other_sid):
    changed = inside.value(
        """
        open("/var/task/agent.py", "a").write("# changed")
        os.mkdir("/var/task/cache")
        result = open("/var/task/agent.py").read()
        """,
        sid,
    )
    seen = inside.value(
        "result = [open('/var/task/agent.py').read(), os.path.exists('/var/task/cache')]", other_sid
    )

    assert changed.endswith("# changed")
    assert seen == [changed.removesuffix("# changed"), False]


def test_the_stored_bundle_is_not_changed(inside, sid):
    inside.value("open('/var/task/agent.py', 'a').write('# changed in the bundle')", sid)

    bundles = (inside.server.data_dir / "bundles").rglob("agent.py")

    assert not [path for path in bundles if "changed in the bundle" in path.read_text()]


def test_the_servers_data_folder_is_not_there(inside, sid):
    for path in (inside.server.data_dir, inside.server.data_dir.parent):
        answer = inside.run(f"result = os.listdir({str(path)!r})", sid)
        assert answer.get("errno") == 2, answer


def test_the_password_hashes_cannot_be_read(inside, sid):
    if not Path("/etc/shadow").exists():
        pytest.skip("this host has no /etc/shadow")

    assert inside.run("open('/etc/shadow').read()", sid).get("errno") == 13


def test_files_of_the_servers_user_are_not_there(inside, sid):
    """A file that the agent's host user could read, outside of what is shown."""
    path = inside.server.data_dir.parent / "readable"
    path.write_text("for everyone")
    path.chmod(0o644)

    assert inside.run(f"open({str(path)!r}).read()", sid).get("errno") == 2


def test_the_root_holds_only_what_is_meant(inside, sid):
    shown = set(inside.value("result = os.listdir('/')", sid))

    system = {"usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "etc"}
    of_ours = {".hw", "home", "var", "run", "tmp", "proc", "dev"}
    interpreter = {Path(path).parts[1] for path in (sys.base_prefix, sys.prefix, *sys.path) if path}
    assert shown <= system | of_ours | interpreter, shown
    assert "sys" not in shown


def test_devices_are_the_harmless_ones(inside, sid):
    devices = inside.value("result = sorted(os.listdir('/dev'))", sid)

    assert set(devices) <= {
        "fd", "full", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin", "stdout", "tty", "urandom",
        "zero",
    }  # fmt: skip


def test_another_sessions_terminals_are_not_there(inside, sid, other_sid):
    opened = "result = [os.ttyname(os.openpty()[1]), sorted(os.listdir('/dev/pts'))]"
    kept = "os.openpty(); result = sorted(os.listdir('/dev/pts'))"

    assert inside.value(kept, other_sid) == ["0", "ptmx"]
    assert inside.value(opened, sid) == ["/dev/pts/0", ["0", "ptmx"]]


def test_terminals_are_bounded_and_keep_their_line_discipline(inside, sid):
    assert inside.run("import fcntl; fcntl.ioctl(os.openpty()[1], 0x5423, bytes(4))", sid).get("errno") == 1
    assert inside.run("while True: os.openpty()", sid).get("errno") == 28


def test_no_device_can_be_made(inside, sid):
    assert inside.run("os.mknod('/tmp/disk', 0o60666, os.makedev(254, 0))", sid).get("errno") == 1


def test_what_sessions_share_is_covered(inside, sid):
    assert inside.value("result = os.listdir('/.hw')", sid) == []


def test_another_sessions_socket_is_out_of_reach(inside, sid, other_sid):
    """Its name can be learnt, as the network namespace is the host's; its folder cannot be entered."""
    inside.value("result = 1", other_sid)
    sockets = inside.server.data_dir / "run" / "s"
    paths = [str(path) for path in sockets.iterdir()]
    prefix = f"/proc/{inside.server.pid}/fd"
    assert paths, "the test looks in the wrong folder"

    for path in (*paths, *(f"{prefix}/{n}/{Path(p).name}" for n in range(3, 40) for p in paths[:1])):
        answer = inside.run(
            f"import socket\nwith socket.socket(socket.AF_UNIX) as s: s.connect({path!r})", sid
        )
        assert answer.get("errno") in (2, 13), (path, answer)


def test_a_full_private_disk_is_that_sessions_problem(inside, sid, other_sid):
    inside.value("result = 1", other_sid)

    answer = inside.run(
        """
        with open("/tmp/full", "wb") as file:
            for _ in range(64):
                file.write(bytes(1024 * 1024))
        """,
        sid,
    )

    assert answer.get("errno") == 28, answer
    assert inside.value("open('/tmp/a', 'w').write('x'); result = os.path.getsize('/tmp/a')", other_sid) == 1
    assert inside.value("os.remove('/tmp/full'); result = 'still there'", sid) == "still there"


def test_standard_output_can_be_opened_as_a_file(inside, sid):
    inside.value("open('/dev/stdout', 'w').write('written through the file\\n')", sid)

    wait_until(lambda: "written through the file" in inside.server.agent_log(inside.agent, sid))
