"""The system calls an agent may not make, as classic BPF programs built here.

Each entry says why. A refused call gets EPERM; clone3 gets ENOSYS, on which C libraries fall back
to clone, whose flags can be read by the filter. Architectures without a table go unfiltered and
`headwater doctor` says so.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

_ARCHITECTURES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}

#: name -> (x86_64, aarch64); the reason stands over each group.
_DENIED = {
    # A new user namespace would give back every capability, and with them most of the kernel's surface.
    "unshare": (272, 97),
    "setns": (308, 268),
    # The mount tree is what hides other sessions.
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467),
    "open_by_handle_at": (304, 265),
    # Kernel keyrings are per user, not per namespace: a channel between sessions.
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # Wide kernel surface that no agent needs.
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
}
#: What a template needs of these to make sessions. It still may not uncover what its view was mounted over.
_TEMPLATE_NEEDS = ("unshare", "setns")
#: What the process needs that makes sandboxes for it.
_NURSERY_NEEDS = (*_TEMPLATE_NEEDS, "mount")
_MS_MOVE = 0x2000
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
#: A terminal's line discipline: drivers of modems and buses, loaded into the kernel for whoever asks.
_IOCTL, _TIOCSETD = {"x86_64": 16, "aarch64": 29}, 0x5423
#: CLONE_NEW{NS,CGROUP,UTS,IPC,USER,PID,NET}
_CLONE_NAMESPACES = 0x7E02_0000
#: Numbers from here on are the x32 table of x86-64.
_X32_BIT = 0x4000_0000

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_ALLOW = 0x7FFF_0000
_ERRNO = 0x0005_0000
_LOAD, _JEQ, _JGE, _JSET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
#: Of an argument's lower half; both architectures are little-endian.
_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_ARG0, _OFFSET_ARG1, _OFFSET_ARG3 = 0, 4, 16, 24, 40

_libc = ctypes.CDLL(None, use_errno=True)


def build_program(machine: str, *, is_template: bool = False, may_mount: bool = True) -> bytes | None:
    """The filter for `machine` (as `os.uname` names it), or None where no table exists.

    Args:
        is_template: for the process that makes sessions, whose module-level code is the agent's.
        may_mount: whether that one still makes sandboxes itself; no agent's code runs in it then.
    Shape: sock_filter[n] = n × (u16 code | u8 jump if true | u8 jump if false | u32 k).
    """
    if machine not in _ARCHITECTURES:
        return None
    column = 0 if machine == "x86_64" else 1
    needed = () if not is_template else _NURSERY_NEEDS if may_mount else _TEMPLATE_NEEDS
    denied = [numbers[column] for name, numbers in _DENIED.items() if name not in needed]
    absent_calls = [] if is_template else [_CLONE3]
    if is_template:
        flagged_call, flags_at, flags = _DENIED["mount"][column], _OFFSET_ARG3, _MS_MOVE
    else:
        flagged_call, flags_at, flags = _CLONE[machine], _OFFSET_ARG0, _CLONE_NAMESPACES
    # Layout: checks, then ALLOW, DENY (EPERM), ABSENT (ENOSYS) as the last three instructions.
    length = 4 + len(denied) + len(absent_calls) + 3 + 3 + 3
    allow, deny, absent = length - 3, length - 2, length - 1
    program: list[bytes] = []

    def emit(code: int, k: int, true: int | None = None, false: int | None = None) -> None:
        here = len(program) + 1
        program.append(
            struct.pack(
                "=HBBI", code, 0 if true is None else true - here, 0 if false is None else false - here, k
            )
        )

    emit(_LOAD, _OFFSET_ARCH)
    emit(_JEQ, _ARCHITECTURES[machine], None, deny)
    emit(_LOAD, _OFFSET_NUMBER)
    emit(_JGE, _X32_BIT, deny)
    for number in denied:
        emit(_JEQ, number, deny)
    for number in absent_calls:
        emit(_JEQ, number, absent)
    emit(_JEQ, _IOCTL[machine], None, len(program) + 3)
    emit(_LOAD, _OFFSET_ARG1)
    emit(_JEQ, _TIOCSETD, deny, allow)
    emit(_JEQ, flagged_call, None, allow)
    emit(_LOAD, flags_at)
    emit(_JSET, flags, deny, allow)
    emit(_RETURN, _ALLOW)
    emit(_RETURN, _ERRNO | errno.EPERM)
    emit(_RETURN, _ERRNO | errno.ENOSYS)
    assert len(program) == length
    return b"".join(program)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]  # ctypes wants this


def install(program: bytes) -> None:
    """Put this process and all it forks under `program`, for good. Needs no_new_privs or CAP_SYS_ADMIN."""
    buffer = ctypes.create_string_buffer(program, len(program))
    described = _Program(len(program) // 8, ctypes.cast(buffer, ctypes.c_char_p))
    if _libc.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_MODE_FILTER), ctypes.byref(described), 0, 0) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp filter: {os.strerror(number)}")
