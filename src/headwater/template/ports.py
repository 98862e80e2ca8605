"""Close one TCP port of this host to a process and all below it.

Sessions share the host's network. The server's own port is on it, with routes that show every session
and its logs; agents have a port of their own that serves models and invocations only. Landlock refuses
connections by port from Linux 6.7 on, but knows an allow-list only, so every other port is put on it
(65,535 rules, some 0.1 s, once a template). It does not look at Multipath TCP, SMC or TCP Fast
Open, which would reach the port too; a seccomp filter refuses those.

Source: kernel documentation, Landlock; what it does not cover was tried.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from . import seccomp

#: The same on every architecture.
_SYS_CREATE_RULESET, _SYS_ADD_RULE, _SYS_RESTRICT_SELF = 444, 445, 446
_CREATE_VERSION = 1
_RULE_NET_PORT = 2
_CONNECT_TCP = 2
#: Landlock's version that knows TCP ports.
_ABI_WITH_PORTS = 4

_ARCHITECTURES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
_SOCKET = {"x86_64": 41, "aarch64": 198}
#: Call -> which of its arguments holds the MSG_ flags.
_SENDING = {"x86_64": {44: 3, 46: 2, 307: 3}, "aarch64": {206: 3, 211: 2, 269: 3}}
_AF_SMC = 43
_IPPROTO_MPTCP = 262
_MSG_FASTOPEN = 0x2000_0000

_ALLOW, _REFUSE = 0x7FFF_0000, 0x0005_0000 | errno.EPERM
_LOAD, _JEQ, _JSET, _RETURN = 0x20, 0x15, 0x45, 0x06
_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_ARGUMENTS = 0, 4, 16

_libc = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = [("fs", ctypes.c_uint64), ("net", ctypes.c_uint64)]  # ctypes wants this


class _PortRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("port", ctypes.c_uint64)]


def can_close_ports() -> bool:
    """Whether this kernel and architecture have what it takes."""
    if os.uname().machine not in _ARCHITECTURES:
        return False
    return bool(_libc.syscall(_SYS_CREATE_RULESET, None, 0, _CREATE_VERSION) >= _ABI_WITH_PORTS)


def close_port(port: int) -> bool:
    """Refuse TCP connections to `port` from here on down, for good. False where that cannot be done.

    Needs CAP_SYS_ADMIN in the process's user namespace, or no_new_privs.
    """
    if not can_close_ports():
        return False
    ruleset = _Ruleset(0, _CONNECT_TCP)
    fd = _checked(_SYS_CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(ctypes.sizeof(ruleset)), 0)
    try:
        rule = _PortRule(_CONNECT_TCP, 0)
        reference, call = ctypes.byref(rule), _libc.syscall
        for other in range(65536):
            if other != port:
                rule.port = other
                call(_SYS_ADD_RULE, fd, _RULE_NET_PORT, reference, 0)
        _checked(_SYS_RESTRICT_SELF, fd, 0)
    finally:
        os.close(fd)
    seccomp.install(build_detour_filter(os.uname().machine))
    return True


def build_detour_filter(machine: str) -> bytes:
    """A seccomp program that refuses what reaches a TCP port without Landlock looking.

    Shape: sock_filter[n], as in `seccomp.build_program`.
    """
    blocks = [_block(_SOCKET[machine], [(0, _JEQ, _AF_SMC), (2, _JEQ, _IPPROTO_MPTCP)])]
    blocks += [_block(number, [(at, _JSET, _MSG_FASTOPEN)]) for number, at in _SENDING[machine].items()]
    head = [
        (_LOAD, 0, 0, _OFFSET_ARCH),
        (_JEQ, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _ALLOW),  # the session's own filter refuses foreign tables
        (_LOAD, 0, 0, _OFFSET_NUMBER),
    ]
    instructions = [*head, *(line for block in blocks for line in block), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)


def _block(number: int, tests: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """For one call: refuse if any (argument, comparison, value) holds, else allow. Other calls pass by."""
    body: list[tuple[int, int, int, int]] = []
    for argument, comparison, value in tests:
        body += [
            (_LOAD, 0, 0, _OFFSET_ARGUMENTS + 8 * argument),
            (comparison, 0, 1, value),
            (_RETURN, 0, 0, _REFUSE),
        ]
    body.append((_RETURN, 0, 0, _ALLOW))
    return [(_JEQ, 0, len(body), number), *body]


def _checked(*arguments: object) -> int:
    result: int = _libc.syscall(*arguments)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"landlock: {os.strerror(number)}")
    return result
