"""Puts folders of the host's into sandboxes that run already: `python <this folder> mounter <control fd>`.

A session's storage is known only once a worker is given to a session, and a worker may have been started
long before. So one process of the server's, in which no agent's code ever runs, makes a detached mount of
each of its folders, enters the session's namespaces, and attaches them there. It has the server's rights: a
root server's mounts belong to the host; an ordinary user's are made in a user namespace of its own.

    server ── mounter (private mount namespace)
                ├── opener: detached mounts of folders, where the server is an ordinary user
                └── one that enters a session's namespaces, attaches, and ends

What is in a storage was written by an agent. Nothing here opens anything in it but its top folders, which
only the server makes.
"""

from __future__ import annotations

import array
import errno
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any

from . import confine, loops
from . import syscalls as sc
from .channel import Channel

_ERRNO = struct.Struct("!i")
_FLAGS = sc.MS_NOSUID | sc.MS_NODEV
#: Unwritten tables of a new file system stay holes in its file; what is deleted becomes one.
_IMAGE_OPTIONS = "noinit_itable,discard"
_MOUNTS_MAX_COUNT = 8
_FOLDER = os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC if sc.IS_LINUX else 0


def main(control_fd: int) -> None:
    """Do what the server asks, one after the other, until it closes its end."""
    sc.die_with_parent(signal.SIGKILL)
    channel = Channel(socket.socket(fileno=control_fd))
    is_root = os.geteuid() == 0
    if is_root:
        sc.unshare(sc.CLONE_NEWNS)
        sc.mount(None, "/", None, sc.MS_REC | sc.MS_PRIVATE)
    while (received := channel.receive()) is not None:
        message, fds = received
        try:
            answer = _carry_out(message, fds, is_root=is_root)
        except OSError as exc:
            answer = {"errno": exc.errno or errno.EIO, "error": str(exc)}
        finally:
            for fd in fds:
                os.close(fd)
        channel.send({"id": message["id"], **answer})
    sys.exit(0)


def _carry_out(message: dict[str, Any], fds: list[int], *, is_root: bool) -> dict[str, Any]:
    names = message["names"]
    if message["op"] == "seal":
        _inside(fds[0], lambda: _seal(names), is_root=is_root)
        return {}
    trees = _open_trees(message, is_root=is_root)
    try:
        if message["op"] == "attach":
            _inside(fds[0], lambda: _attach(trees, names), is_root=is_root)
    finally:
        for tree in trees:
            os.close(tree)
    return {}


def _open_trees(message: dict[str, Any], *, is_root: bool) -> list[int]:
    """Detached mounts of the folders that `message` names, in its order."""
    if not is_root:
        return _have_trees_opened(message)
    if "image" not in message:
        return _open_folders(message["root"], message["names"])
    mount_point = message["mount_point"]
    device, device_fd = loops.open_device(message["image"])
    try:
        sc.mount(device, mount_point, "ext4", _FLAGS, _IMAGE_OPTIONS)
    finally:
        os.close(device_fd)
    try:
        for name in message["names"]:
            _make_folder(f"{mount_point}/{name}", message["owner"])
        return _open_folders(mount_point, message["names"])
    finally:
        sc.unmount(mount_point)


def _make_folder(path: str, owner: int | None) -> None:
    """As the server makes them in a folder: see `sandbox.storage.book`."""
    try:
        os.mkdir(path)
    except FileExistsError:
        return
    if owner is None:
        os.chmod(path, 0o777)
    else:
        os.chown(path, owner, owner)
        os.chmod(path, 0o700)


def _open_folders(root: str, names: list[str]) -> list[int]:
    trees: list[int] = []
    root_fd = os.open(root, _FOLDER)
    try:
        for name in names:
            folder_fd = os.open(name, _FOLDER, dir_fd=root_fd)
            try:
                trees.append(sc.open_tree(folder_fd))
            finally:
                os.close(folder_fd)
            sc.restrict_mount(trees[-1], is_read_only=False)
        return trees
    except BaseException:
        for tree in trees:
            os.close(tree)
        raise
    finally:
        os.close(root_fd)


def _have_trees_opened(message: dict[str, Any]) -> list[int]:
    """The same by a child in a user namespace of its own, in which an ordinary user may mount."""
    ours, theirs = socket.socketpair()

    def open_and_send() -> None:
        confine.enter_own_mounts()
        trees = _open_folders(message["root"], message["names"])
        theirs.sendmsg([b"t"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", trees))])

    with ours, theirs:
        _in_child(open_and_send)
        found = array.array("i")
        _, ancillary, _, _ = ours.recvmsg(1, socket.CMSG_SPACE(_MOUNTS_MAX_COUNT * found.itemsize))
        for _, _, payload in ancillary:
            found.frombytes(payload[: len(payload) - len(payload) % found.itemsize])
    return list(found)


def _inside(pidfd: int, act: Callable[[], None], *, is_root: bool) -> None:
    """Have `act` done in the mount namespace of the process behind `pidfd`."""
    flags = sc.CLONE_NEWNS | (0 if is_root else sc.CLONE_NEWUSER)

    def enter_and_act() -> None:
        sc.setns(pidfd, flags)
        act()

    _in_child(enter_and_act)


def _attach(trees: list[int], names: list[str]) -> None:
    for tree, name in zip(trees, names, strict=True):
        sc.move_mount(tree, f"/mnt/{name}")


def _seal(names: list[str]) -> None:
    """Nothing can be written there from now on."""
    for name in names:
        fd = os.open(f"/mnt/{name}", _FOLDER)
        try:
            sc.restrict_mount(fd, is_read_only=True)
        finally:
            os.close(fd)


def _in_child(act: Callable[[], None]) -> None:
    """Fork, act, end. Raises the OSError that the child met."""
    read_fd, write_fd = os.pipe()
    pid = os.fork()
    if pid == 0:
        number, text = 0, ""
        try:
            act()
        except OSError as exc:
            number, text = exc.errno or errno.EIO, str(exc)
        except BaseException as exc:  # the child's top: it must not return into its parent's loop
            number, text = errno.EIO, repr(exc)
        os.write(write_fd, _ERRNO.pack(number) + text.encode()[:2000])
        os._exit(0)
    os.close(write_fd)
    try:
        os.waitpid(pid, 0)
        answer = os.read(read_fd, 4096)
    finally:
        os.close(read_fd)
    number = _ERRNO.unpack(answer[: _ERRNO.size])[0] if len(answer) >= _ERRNO.size else errno.EIO
    if number:
        raise OSError(number, answer[_ERRNO.size :].decode("utf-8", "replace") or os.strerror(number))
