"""What a session's code may ask of the kernel."""

import platform
from pathlib import Path

import pytest

_NEWNS, _NEWUSER, _NEWPID, _NEWNET = 0x00020000, 0x10000000, 0x20000000, 0x40000000
#: x86-64 numbers of calls without a wrapper in every C library.
_KEYCTL, _ADD_KEY, _BPF, _IO_URING, _USERFAULTFD, _OPEN_TREE, _FSOPEN, _CLONE3 = (
    250,
    248,
    321,
    425,
    323,
    428,
    430,
    435,
)
_CAP_SYS_RESOURCE = 1 << 24

on_x86_64 = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="system call numbers are those of x86-64"
)


def test_the_agent_has_no_capability_and_cannot_gain_one(inside, sid):
    status = inside.value("result = open('/proc/self/status').read()", sid)
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)

    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(fields[name], 16) == 0, name
    assert fields["NoNewPrivs"] == "1"
    assert fields["Seccomp"] == "2"
    assert fields["Uid"].split() == ["1000"] * 4
    assert fields["Gid"].split() == ["1000"] * 4
    assert fields["Groups"].strip() == ""


def test_the_agent_cannot_become_another_user(inside, sid):
    for call in (
        "os.setuid(0)",
        "os.setgid(0)",
        "os.setgroups([0])",
        "os.setresuid(0, 0, 0)",
        "os.seteuid(0)",
    ):
        answer = inside.run(call, sid)
        assert answer.get("errno") in (1, 22), (call, answer)


@pytest.mark.parametrize(
    "flags", [_NEWNS, _NEWUSER, _NEWPID, _NEWNET, _NEWUSER | _NEWNS, 0x08000000, 0x04000000, 0x02000000]
)
def test_no_namespace_can_be_made_by_unshare(inside, sid, flags):
    assert inside.run(f"libc('unshare', {flags})", sid).get("errno") == 1


@pytest.mark.parametrize("flags", [_NEWUSER, _NEWNS, _NEWPID, _NEWUSER | _NEWNET])
@on_x86_64
def test_no_namespace_can_be_made_by_clone(inside, sid, flags):
    assert inside.run(f"libc('syscall', 56, {flags} | 17, None, None, None, None)", sid).get("errno") == 1
    assert inside.run(f"libc('syscall', {_CLONE3}, None, 0)", sid).get("errno") == 38


def test_no_namespace_can_be_entered(inside, sid):
    for kind in ("mnt", "pid", "user", "net", "uts", "ipc"):
        answer = inside.run(f"libc('setns', os.open('/proc/self/ns/{kind}', os.O_RDONLY), 0)", sid)
        assert answer.get("errno") == 1, (kind, answer)


@pytest.mark.parametrize("target", ["/proc", "/.hw", "/var/task", "/tmp", "/etc", "/"])
def test_nothing_can_be_unmounted(inside, sid, target):
    assert inside.run(f"libc('umount2', {target.encode()!r}, 2)", sid).get("errno") == 1


def test_nothing_can_be_mounted(inside, sid):
    for arguments in (
        "b'tmpfs', b'/tmp', b'tmpfs', ctypes.c_ulong(0), None",
        "b'proc', b'/tmp', b'proc', ctypes.c_ulong(0), None",
        "b'/etc', b'/tmp', None, ctypes.c_ulong(0x1000), None",
        "None, b'/', None, ctypes.c_ulong(0x20 | 0x1000), None",
        "b'/proc', b'/tmp', None, ctypes.c_ulong(0x2000), None",
    ):
        answer = inside.run(f"libc('mount', {arguments})", sid)
        assert answer.get("errno") == 1, (arguments, answer)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        (_KEYCTL, "0, -3, 1"),
        (_ADD_KEY, "b'user', b'name', b'x', 1, -4"),
        (_BPF, "0, None, 0"),
        (_IO_URING, "8, ctypes.create_string_buffer(256)"),
        (_USERFAULTFD, "1"),
        (_OPEN_TREE, "-100, b'/', 1"),
        (_FSOPEN, "b'tmpfs', 0"),
        (155, "b'/tmp', b'/tmp'"),  # pivot_root
        (304, "-100, None, 0"),  # open_by_handle_at
        (175, "None, 0, b''"),  # init_module
        (169, "0, 0, 0, None"),  # reboot
    ],
)  # fmt: skip
@on_x86_64
def test_a_call_no_agent_needs_is_refused(inside, sid, name, arguments):
    assert inside.run(f"libc('syscall', {name}, {arguments})", sid).get("errno") == 1


@on_x86_64
def test_the_32_bit_table_is_no_way_around_the_filter(inside, sid):
    """getpid through x32; the number of the 64-bit call with its bit set."""
    assert inside.run("libc('syscall', 0x40000000 + 39)", sid).get("errno") == 1


def test_programs_with_the_set_uid_bit_gain_nothing(inside, sid):
    """A set-uid copy of a program of the session's own, run by the session."""
    shown = inside.value(
        """
        import shutil, subprocess
        path = shutil.copy(shutil.which("id"), "/tmp/id")
        os.chmod(path, 0o6755)
        done = subprocess.run([path, "-u"], capture_output=True, text=True)
        result = done.stdout.strip()
        if os.path.exists("/usr/bin/su"):
            command = ["/usr/bin/su", "-c", "id -u"]
            result += subprocess.run(command, capture_output=True, text=True, input="").stdout
        """,
        sid,
    )

    assert shown == "1000"


@pytest.mark.parametrize(
    "path",
    [
        "kernel/core_pattern",
        "kernel/hostname",
        "kernel/panic",
        "vm/overcommit_memory",
        "net/ipv4/ip_forward",
        "kernel/yama/ptrace_scope",
    ],
)
def test_settings_of_the_kernel_cannot_be_changed(inside, sid, path):
    answer = inside.run(f"open('/proc/sys/{path}', 'w').write('1')", sid)

    assert answer.get("errno") in (1, 2, 13, 30), answer


def test_the_magic_keys_are_out_of_reach(inside, sid):
    assert inside.run("open('/proc/sysrq-trigger', 'w').write('b')", sid).get("errno") in (1, 2, 13, 30)


def test_the_agent_is_ended_before_the_server_when_memory_runs_out(inside, sid):
    """It may make itself more likely to go, and never less likely than the server."""
    answer = inside.value(
        """
        first = int(open("/proc/self/oom_score_adj").read())
        for value in (-1000, -1, 0):
            try:
                open("/proc/self/oom_score_adj", "w").write(str(value))
            except OSError:
                pass
        result = [first, int(open("/proc/self/oom_score_adj").read())]
        """,
        sid,
    )
    servers = int(Path(f"/proc/{inside.server.pid}/oom_score_adj").read_text())
    status = Path(f"/proc/{inside.server.pid}/status").read_text()
    capabilities = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("CapEff"))

    assert answer[0] > servers
    assert answer[1] >= servers
    if capabilities & _CAP_SYS_RESOURCE:
        assert answer[1] > servers


def test_the_host_name_is_the_sessions_own(inside, sid, other_sid):
    names = {inside.value("import socket; result = socket.gethostname()", one) for one in (sid, other_sid)}

    assert len(names) == 2
    assert inside.run("import socket; socket.sethostname('x')", sid).get("errno") == 1


def test_shared_memory_of_system_v_is_not_shared_between_sessions(inside, sid, other_sid):
    made = inside.value("result = libc('shmget', 4711, 4096, 0o1666)", sid)
    answer = inside.run("libc('shmget', 4711, 4096, 0o666)", other_sid)

    assert made >= 0
    assert answer.get("errno") == 2, answer
