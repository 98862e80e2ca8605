"""Linux system calls that the standard library lacks; a failure is an OSError that says what was tried."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable

IS_LINUX = sys.platform == "linux"

CLONE_NEWNS = 0x0002_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000

MS_RDONLY = 0x1
MS_NOSUID = 0x2
MS_NODEV = 0x4
MS_NOEXEC = 0x8
MS_REMOUNT = 0x20
MS_BIND = 0x1000
MS_REC = 0x4000
MS_PRIVATE = 0x4_0000
MNT_DETACH = 0x2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4

#: The same number on every architecture: system calls added after 2019 share one table.
_SYS_OPEN_TREE = 428
_SYS_MOVE_MOUNT = 429
_SYS_FSOPEN = 430
_SYS_FSCONFIG = 431
_SYS_FSMOUNT = 432
_SYS_MOUNT_SETATTR = 442
_SYS_CLOSE_RANGE = 436
_SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_SYS_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAP_VERSION_3 = 0x2008_0522
_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000
_AT_EMPTY_PATH = 0x1000
_OPEN_TREE_CLONE = 0x1
_MOVE_MOUNT_F_EMPTY_PATH = 0x4
_FSCONFIG_SET_FLAG = 0
_FSCONFIG_SET_STRING = 1
_FSCONFIG_CMD_CREATE = 6
_MOUNT_ATTR_RDONLY = 0x1
_MOUNT_ATTR_NOSUID = 0x2
_MOUNT_ATTR_NODEV = 0x4

#: Of `close_range`: as many as there can be.
_LAST_FD = 0xFFFF_FFFF

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, attempted: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{attempted}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave the given namespaces for new ones (`CLONE_NEW…`)."""
    _check(_libc.unshare(flags), f"unshare({flags:#x})")


def setns(fd: int, flags: int) -> None:
    """Enter the namespace behind `fd`."""
    _check(_libc.setns(fd, flags), f"setns({fd}, {flags:#x})")


def mount(
    source: str | None, target: str, kind: str | None, flags: int = 0, options: str | None = None
) -> None:
    """Mount `source` at `target`."""
    encoded = [None if text is None else os.fsencode(text) for text in (source, target, kind, options)]
    result = _libc.mount(encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), encoded[3])
    _check(result, f"mount({source!r} at {target!r}, {kind!r}, {flags:#x}, {options!r})")


def unmount(target: str, flags: int = MNT_DETACH) -> None:
    """Take the mount at `target` out of the tree."""
    _check(_libc.umount2(os.fsencode(target), flags), f"umount2({target!r})")


def pivot_root(new_root: str, put_old: str) -> None:
    """Make `new_root` the root; the old one appears at `put_old`."""
    number = _SYS_PIVOT_ROOT[os.uname().machine]
    _check(
        _libc.syscall(number, os.fsencode(new_root), os.fsencode(put_old)),
        f"pivot_root({new_root!r}, {put_old!r})",
    )


class _MountAttributes(ctypes.Structure):
    _fields_ = [  # ctypes wants exactly this
        ("attr_set", ctypes.c_uint64),
        ("attr_clr", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("userns_fd", ctypes.c_uint64),
    ]


def set_read_only(target: str) -> None:
    """Make the mount at `target` and all below it read-only, and set-uid bits void.

    Kernels before 5.12 lack the recursive call; there only the top mount is changed.
    """
    attributes = _MountAttributes(attr_set=_MOUNT_ATTR_RDONLY | _MOUNT_ATTR_NOSUID)
    result = _libc.syscall(
        _SYS_MOUNT_SETATTR,
        _AT_FDCWD,
        os.fsencode(target),
        _AT_RECURSIVE,
        ctypes.byref(attributes),
        ctypes.sizeof(attributes),
    )
    if result < 0:
        mount(None, target, None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID)


def open_file_system(kind: str, source: str, flags: tuple[str, ...] = ()) -> int:
    """A mount of a file system on a device that is attached nowhere yet, without devices and set-uid bits."""
    context = _check(_libc.syscall(_SYS_FSOPEN, kind.encode(), 1), f"fsopen({kind!r})")
    try:
        _configure(context, _FSCONFIG_SET_STRING, b"source", os.fsencode(source))
        for flag in flags:
            _configure(context, _FSCONFIG_SET_FLAG, flag.encode(), None)
        _configure(context, _FSCONFIG_CMD_CREATE, None, None)
        attributes = _MOUNT_ATTR_NOSUID | _MOUNT_ATTR_NODEV
        return _check(_libc.syscall(_SYS_FSMOUNT, context, 1, attributes), f"fsmount({kind!r}, {source!r})")
    finally:
        os.close(context)


def _configure(context: int, command: int, key: bytes | None, value: bytes | None) -> None:
    _check(_libc.syscall(_SYS_FSCONFIG, context, command, key, value, 0), f"fsconfig({key!r}, {value!r})")


def open_tree(folder_fd: int) -> int:
    """A mount of the folder behind a descriptor that is attached nowhere yet; without mounts below it."""
    flags = _OPEN_TREE_CLONE | os.O_CLOEXEC | _AT_EMPTY_PATH
    result = _libc.syscall(_SYS_OPEN_TREE, folder_fd, b"", ctypes.c_uint(flags))
    return _check(result, f"open_tree({folder_fd}, clone)")


def move_mount(tree_fd: int, target: str) -> None:
    """Attach a mount at `target`."""
    result = _libc.syscall(
        _SYS_MOVE_MOUNT, tree_fd, b"", _AT_FDCWD, os.fsencode(target), _MOVE_MOUNT_F_EMPTY_PATH
    )
    _check(result, f"move_mount({tree_fd}, {target!r})")


def restrict_mount(mount_fd: int, *, is_read_only: bool) -> None:
    """Have no devices and set-uid bits in the mount behind a descriptor, and nothing be written to it."""
    flags = _MOUNT_ATTR_NOSUID | _MOUNT_ATTR_NODEV | (_MOUNT_ATTR_RDONLY if is_read_only else 0)
    attributes = _MountAttributes(attr_set=flags)
    result = _libc.syscall(
        _SYS_MOUNT_SETATTR,
        mount_fd,
        b"",
        _AT_EMPTY_PATH,
        ctypes.byref(attributes),
        ctypes.sizeof(attributes),
    )
    _check(result, f"mount_setattr({mount_fd}, {flags:#x})")


def sync_file_system(fd: int) -> None:
    """Write what is not on the disk yet of the file system that `fd` is in."""
    _check(_libc.syncfs(fd), f"syncfs({fd})")


def prctl(option: int, value: int = 0) -> None:
    """`prctl(option, value)` with the further arguments zero."""
    zero = ctypes.c_ulong(0)
    _check(_libc.prctl(option, ctypes.c_ulong(value), zero, zero, zero), f"prctl({option}, {value})")


def set_hostname(name: str) -> None:
    """Name the UTS namespace this process is in."""
    encoded = name.encode()
    _check(_libc.sethostname(encoded, len(encoded)), f"sethostname({name!r})")


def close_fds_from(first: int) -> None:
    """Close every file descriptor ≥ `first`."""
    _close_range(first, _LAST_FD)


def close_fds_but(kept: Iterable[int]) -> None:
    """Close every file descriptor that is not in `kept`."""
    first = 0
    for fd in sorted(kept):
        if fd > first:
            _close_range(first, fd - 1)
        first = fd + 1
    _close_range(first, _LAST_FD)


def _close_range(first: int, last: int) -> None:
    if not IS_LINUX or _libc.syscall(_SYS_CLOSE_RANGE, ctypes.c_uint(first), ctypes.c_uint(last), 0) < 0:
        os.closerange(first, min(last + 1, os.sysconf("SC_OPEN_MAX")))


def drop_capabilities() -> None:
    """Give up every capability, for this process and all it will ever execute."""
    for capability in range(64):
        if _libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) < 0:
            break  # past the last capability this kernel knows
    _libc.prctl(PR_CAP_AMBIENT, ctypes.c_ulong(PR_CAP_AMBIENT_CLEAR_ALL), 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAP_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _check(_libc.syscall(_SYS_CAPSET[os.uname().machine], header, nothing), "capset(none)")


def die_with_parent(signal_number: int) -> None:
    """Ask the kernel for `signal_number` when the parent thread ends (Linux only)."""
    if IS_LINUX:
        prctl(PR_SET_PDEATHSIG, signal_number)


def adopt_orphans() -> None:
    """Be the parent of what descendants leave behind, so that nothing leaves the tree (Linux only)."""
    if IS_LINUX:
        prctl(PR_SET_CHILD_SUBREAPER, 1)
