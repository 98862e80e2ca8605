"""The system call filters, run instruction by instruction over every call."""

import errno
import struct

import pytest

from headwater.template import ports, seccomp

_ALLOW, _EPERM, _ENOSYS = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_I386 = 0x40000003
_SOCKET = {"x86_64": 41, "aarch64": 198}
_SENDTO = {"x86_64": 44, "aarch64": 206}
_SENDMSG = {"x86_64": 46, "aarch64": 211}
_SENDMMSG = {"x86_64": 307, "aarch64": 269}
_MSG_FASTOPEN = 0x20000000
MACHINES = sorted(_ARCHITECTURES)


def run_filter(program: bytes, number: int, architecture: int, *arguments: int) -> int:
    """What the kernel would answer: an interpreter of the classic BPF that seccomp takes."""
    data = struct.pack("=IIQ6Q", number, architecture, 0, *(list(arguments) + [0] * 6)[:6])
    instructions = [struct.unpack_from("=HBBI", program, at) for at in range(0, len(program), 8)]
    accumulator, at = 0, 0
    while True:
        code, true, false, k = instructions[at]
        at += 1
        if code == 0x20:
            (accumulator,) = struct.unpack_from("=I", data, k)
        elif code == 0x15:
            at += true if accumulator == k else false
        elif code == 0x35:
            at += true if accumulator >= k else false
        elif code == 0x45:
            at += true if accumulator & k else false
        elif code == 0x06:
            return k
        else:
            raise AssertionError(f"unknown instruction {code:#x}")


def numbers_of(machine: str, *names: str) -> set[int]:
    column = 0 if machine == "x86_64" else 1
    return {seccomp._DENIED[name][column] for name in names or seccomp._DENIED}


@pytest.fixture(params=MACHINES)
def machine(request):
    return request.param


@pytest.fixture
def session_filter(machine):
    program = seccomp.build_program(machine)
    return lambda number, *arguments: run_filter(program, number, _ARCHITECTURES[machine], *arguments)


@pytest.fixture
def template_filter(machine):
    program = seccomp.build_program(machine, is_template=True)
    return lambda number, *arguments: run_filter(program, number, _ARCHITECTURES[machine], *arguments)


def test_a_session_is_refused_what_is_listed_and_nothing_else(machine, session_filter):
    refused = {number for number in range(1024) if session_filter(number) == _EPERM}
    absent = {number for number in range(1024) if session_filter(number) == _ENOSYS}

    assert refused == numbers_of(machine)
    assert absent == {435}


def test_a_template_may_make_sandboxes_and_nothing_else_that_is_listed(machine, template_filter):
    refused = {number for number in range(1024) if template_filter(number) != _ALLOW}

    assert numbers_of(machine) - refused == numbers_of(machine, "unshare", "setns", "mount")
    assert refused <= numbers_of(machine)


def test_a_template_may_not_move_a_mount_whatever_other_flags_say(machine, template_filter):
    (mount,) = numbers_of(machine, "mount")

    for flags in (0x2000, 0x2000 | 0x1000, 0xC0ED_2000, (1 << 40) | 0x2000):
        assert template_filter(mount, 1, 2, 3, flags) == _EPERM
    for flags in (0, 0x1000, 0x1000 | 0x4000, 0x20 | 0x1000 | 0x1, 1 << 40):
        assert template_filter(mount, 1, 2, 3, flags) == _ALLOW


def test_clone_is_refused_with_any_namespace_flag_and_allowed_without(machine, session_filter):
    clone = 56 if machine == "x86_64" else 220

    for flag in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
        assert session_filter(clone, flag | 17) == _EPERM
        assert session_filter(clone, flag | 0x3D0F00) == _EPERM
    for flags in (17, 0x3D0F00, 0x01200000 | 17):  # fork, a thread, what Python's os.fork uses
        assert session_filter(clone, flags) == _ALLOW


def test_a_terminal_keeps_its_line_discipline(machine, session_filter, template_filter):
    ioctl = 16 if machine == "x86_64" else 29

    for answer in (session_filter, template_filter):
        for request in (0x5423, (1 << 32) | 0x5423):  # the kernel looks at the lower half
            assert answer(ioctl, 0, request, 7) == _EPERM
        for request in (0, 0x5401, 0x5402, 0x540E, 0x5413, 0x5414, 0x5422, 0x5424, 0x80045430):
            assert answer(ioctl, 0x5423, request, 0x5423) == _ALLOW


def test_other_tables_of_numbers_are_refused(machine):
    for is_template in (False, True):
        program = seccomp.build_program(machine, is_template=is_template)
        others = {_I386, *_ARCHITECTURES.values()} - {_ARCHITECTURES[machine]}
        for number in range(512):
            for other in others:
                assert run_filter(program, number, other) == _EPERM


def test_numbers_of_the_x32_table_are_refused(machine, session_filter, template_filter):
    for number in (0, 39, 59, 0x3FFF):
        assert session_filter(0x40000000 + number) == _EPERM
        assert template_filter(0x40000000 + number) == _EPERM


def test_what_every_program_needs_is_allowed(session_filter, machine):
    needed = {
        "x86_64": {0, 1, 2, 3, 9, 41, 42, 57, 59, 60, 61, 62, 202, 231, 257, 288, 318, 334},
        "aarch64": {56, 57, 63, 64, 93, 94, 98, 129, 172, 198, 203, 221, 222, 260, 278},
    }
    for number in needed[machine]:
        assert session_filter(number) == _ALLOW


def test_there_is_none_for_an_unknown_machine():
    assert seccomp.build_program("riscv64") is None


def test_every_jump_stays_inside_and_forward(machine):
    for program in (
        seccomp.build_program(machine),
        seccomp.build_program(machine, is_template=True),
        ports.build_detour_filter(machine),
    ):
        instructions = [struct.unpack_from("=HBBI", program, at) for at in range(0, len(program), 8)]
        assert len(instructions) < 256  # a jump is one byte
        for at, (code, true, false, _) in enumerate(instructions):
            if code & 0x07 == 0x05:
                assert at + 1 + max(true, false) < len(instructions)
        assert instructions[-1][0] == 0x06


class TestDetourFilter:
    """What reaches a TCP port without Landlock looking."""

    @pytest.fixture
    def detour_filter(self, machine):
        program = ports.build_detour_filter(machine)
        return lambda number, *arguments: run_filter(program, number, _ARCHITECTURES[machine], *arguments)

    def test_sockets_that_are_plain_are_allowed(self, machine, detour_filter):
        for family, protocol in ((1, 0), (2, 0), (2, 6), (10, 6), (2, 17), (16, 0)):
            assert detour_filter(_SOCKET[machine], family, 1, protocol) == _ALLOW

    def test_multipath_tcp_and_smc_are_refused(self, machine, detour_filter):
        assert detour_filter(_SOCKET[machine], 2, 1, 262) == _EPERM
        assert detour_filter(_SOCKET[machine], 10, 1, 262) == _EPERM
        assert detour_filter(_SOCKET[machine], 43, 1, 0) == _EPERM

    def test_fast_open_is_refused_in_each_call_that_sends(self, machine, detour_filter):
        for call, at in ((_SENDTO, 3), (_SENDMSG, 2), (_SENDMMSG, 3)):
            arguments = [0] * 6
            assert detour_filter(call[machine], *arguments) == _ALLOW
            arguments[at] = _MSG_FASTOPEN | 0x4000
            assert detour_filter(call[machine], *arguments) == _EPERM

    def test_nothing_else_is_refused(self, machine, detour_filter):
        calls = {_SOCKET[machine], *(c[machine] for c in (_SENDTO, _SENDMSG, _SENDMMSG))}
        assert {n for n in range(1024) if detour_filter(n, *[_MSG_FASTOPEN] * 6) != _ALLOW} <= calls
