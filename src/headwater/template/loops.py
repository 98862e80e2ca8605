"""Loop devices: a file of this host's as a disk. Only root may; the standard library has no calls for it.

Two devices over one file would be two disks that know nothing of each other, and ruin what is on it. So a
device that has the file already is used again, and kept from going away while it is looked at.
"""

from __future__ import annotations

import fcntl
import os
import struct

_CONTROL = "/dev/loop-control"
_DEVICES = "/sys/block"
_LOOP_GET_STATUS64 = 0x4C05
_LOOP_CONFIGURE = 0x4C0A
_LOOP_CTL_GET_FREE = 0x4C82
#: The device lets go of its file with its last user.
_AUTOCLEAR = 4
#: struct loop_info64 = u64 × 5 (device, inode, rdevice, offset, size limit) | u32 × 4 (number, encryption,
#: key size, flags) | two names of 64 bytes | key of 32 bytes | u64 × 2.
_INFO = struct.Struct("=5Q4I64s64s32s2Q")
#: struct loop_config = u32 file | u32 block size | loop_info64 | u64 × 8.
_CONFIG = struct.Struct(f"=II{_INFO.size}s64s")
_ATTEMPTS = 20


def open_device(image: str) -> tuple[str, int]:
    """A device over `image`: its path, and a descriptor that keeps it until it is mounted.

    Raises:
        OSError: there are none to be had.
    """
    file_fd = os.open(image, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        return _find_device(file_fd) or _make_device(file_fd)
    finally:
        os.close(file_fd)


def _find_device(file_fd: int) -> tuple[str, int] | None:
    """The device that has this file now, if one has."""
    status = os.fstat(file_fd)
    for name in os.listdir(_DEVICES):
        if not name.startswith("loop") or not os.path.isdir(f"{_DEVICES}/{name}/loop"):
            continue
        path = f"/dev/{name}"
        try:
            fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            continue  # it is just going away: what it had is written then
        try:
            found = _INFO.unpack(fcntl.ioctl(fd, _LOOP_GET_STATUS64, bytes(_INFO.size)))
        except OSError:
            found = None
        if found is not None and found[:2] == (status.st_dev, status.st_ino):
            return path, fd
        os.close(fd)
    return None


def _make_device(file_fd: int) -> tuple[str, int]:
    info = _INFO.pack(0, 0, 0, 0, 0, 0, 0, 0, _AUTOCLEAR, b"", b"", b"", 0, 0)
    config = _CONFIG.pack(file_fd, 0, info, b"")
    control_fd = os.open(_CONTROL, os.O_RDWR | os.O_CLOEXEC)
    try:
        for attempt in range(_ATTEMPTS):
            path = f"/dev/loop{fcntl.ioctl(control_fd, _LOOP_CTL_GET_FREE)}"
            fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
            try:
                fcntl.ioctl(fd, _LOOP_CONFIGURE, config)
            except OSError:
                os.close(fd)
                if attempt == _ATTEMPTS - 1:
                    raise
                continue  # others take free devices too
            return path, fd
    finally:
        os.close(control_fd)
    raise AssertionError("the last attempt returns or raises")
