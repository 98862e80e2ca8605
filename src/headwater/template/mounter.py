"""Puts what sessions stored into sandboxes that run already: `python <this folder> mounter <control fd>`.

A session's storage is known only once a worker is given to a session, and a worker may have been started
long before. So one process of the server's, in which no agent's code ever runs, makes detached mounts, enters
the session's namespaces, and attaches them there.

As root it goes there and back itself. An ordinary user's mounts are made in a user namespace of their own,
and attached in the session's, and from neither is there a way back: a child each does that.

What is in a storage was written by an agent. Nothing here opens anything in it but its top folders, which
only the server makes. In a session's namespace this process could be given a library of the agent's to load,
so that it loads nothing any more when it begins.
"""

from __future__ import annotations

import array
import contextlib
import errno
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any, Protocol

from . import confine, loops
from . import syscalls as sc
from .channel import Channel

_ERRNO = struct.Struct("!i")
#: Unwritten tables of a new file system stay holes in its file; what is deleted becomes one.
_IMAGE_FLAGS = ("noinit_itable", "discard")
_MOUNTS_MAX_COUNT = 8
#: Of images that sessions have: a mount of each.
_held: dict[str, int] = {}
_FOLDER = os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC if sc.IS_LINUX else 0


def main(control_fd: int) -> None:
    """Do what the server asks, one after the other, until it closes its end."""
    sc.die_with_parent(signal.SIGKILL)
    channel = Channel(socket.socket(fileno=control_fd))
    hands = _RootHands() if os.geteuid() == 0 else _UserHands()
    for places in (sys.path, sys.meta_path, sys.path_hooks):
        places.clear()
    while (received := channel.receive()) is not None:
        message, fds = received
        try:
            _carry_out(hands, message, fds)
            answer: dict[str, Any] = {}
        except OSError as exc:
            answer = {"errno": exc.errno or errno.EIO, "error": str(exc)}
        finally:
            for fd in fds:
                os.close(fd)
        channel.send({"id": message["id"], **answer})
    os._exit(0)


def _carry_out(hands: _Hands, message: dict[str, Any], fds: list[int]) -> None:
    names = message["names"]
    match message["op"]:
        case "seal":
            hands.act_inside(fds[0], lambda: _seal(names, message["files"]))
        case "try":
            os.close(_open_image(message))
        case "release":
            _release(message["image"])
        case "attach" if "image" in message:
            tree = _open_image(message)
            _hold(message["image"], tree)
            hands.act_inside(fds[0], lambda: _attach_image(tree, names))
        case "attach":
            trees = hands.open_folders(message["root"], names)
            try:
                hands.act_inside(fds[0], lambda: _attach(trees, names))
            finally:
                _close_all(trees)


def _hold(image: str, tree: int) -> None:
    """Keep a file system until it is released: its last user waits until all of it is written to the disk,
    and that must not be a session that is to end."""
    _release(image)
    _held[image] = tree


def _release(image: str) -> None:
    """Let go of a file system, in a child that waits for the disk."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    tree = _held.pop(image, None)
    if tree is None:
        return
    if os.fork() == 0:
        # Before it goes: while it is being written it can still be used again, and later it could not.
        with contextlib.suppress(OSError):
            sc.sync_file_system(os.open(".", os.O_RDONLY | os.O_DIRECTORY, dir_fd=tree))
        os._exit(0)
    os.close(tree)


def _close_all(fds: list[int]) -> None:
    for fd in fds:
        os.close(fd)


class _Hands(Protocol):
    def open_folders(self, root: str, names: list[str]) -> list[int]:
        """Detached mounts of folders in `root`."""

    def act_inside(self, pidfd: int, act: Callable[[], None]) -> None:
        """Have `act` done in the mount namespace of the process behind `pidfd`."""


class _RootHands:
    """Of a server that runs as root."""

    def __init__(self) -> None:
        sc.unshare(sc.CLONE_NEWNS)
        sc.mount(None, "/", None, sc.MS_REC | sc.MS_PRIVATE)
        self._home_fd = os.open("/proc/self/ns/mnt", os.O_RDONLY | os.O_CLOEXEC)

    def open_folders(self, root: str, names: list[str]) -> list[int]:
        return _open_folders(root, names)

    def act_inside(self, pidfd: int, act: Callable[[], None]) -> None:
        sc.setns(pidfd, sc.CLONE_NEWNS)
        try:
            act()
        finally:
            sc.setns(self._home_fd, sc.CLONE_NEWNS)


class _UserHands:
    """Of a server that is an ordinary user."""

    def open_folders(self, root: str, names: list[str]) -> list[int]:
        ours, theirs = socket.socketpair()

        def open_and_send() -> None:
            confine.enter_own_mounts()
            trees = array.array("i", _open_folders(root, names))
            theirs.sendmsg([b"t"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, trees)])

        with ours, theirs:
            _in_child(open_and_send)
            found = array.array("i")
            _, ancillary, _, _ = ours.recvmsg(1, socket.CMSG_SPACE(_MOUNTS_MAX_COUNT * found.itemsize))
            for _, _, payload in ancillary:
                found.frombytes(payload[: len(payload) - len(payload) % found.itemsize])
        return list(found)

    def act_inside(self, pidfd: int, act: Callable[[], None]) -> None:
        def enter_and_act() -> None:
            sc.setns(pidfd, sc.CLONE_NEWUSER | sc.CLONE_NEWNS)
            act()

        _in_child(enter_and_act)


def _open_image(message: dict[str, Any]) -> int:
    """A detached mount of a file system in a file, with its top folders in it."""
    device, device_fd = loops.open_device(message["image"])
    try:
        tree = sc.open_file_system("ext4", device, _IMAGE_FLAGS)
    finally:
        os.close(device_fd)
    try:
        for name in message["names"]:
            _make_folder(tree, name, message["owner"])
    except BaseException:
        os.close(tree)
        raise
    return tree


def _make_folder(root_fd: int, name: str, owner: int | None) -> None:
    """As `sandbox.storage.book` makes them where there is no image."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(name, dir_fd=root_fd)
        fd = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=root_fd)
        try:
            if owner is not None:
                os.fchown(fd, owner, owner)
            os.fchmod(fd, 0o777 if owner is None else 0o700)
        finally:
            os.close(fd)


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
        _close_all(trees)
        raise
    finally:
        os.close(root_fd)


def _attach(trees: list[int], names: list[str]) -> None:
    for tree, name in zip(trees, names, strict=True):
        sc.move_mount(tree, f"/mnt/{name}")


def _attach_image(tree: int, names: list[str]) -> None:
    """The whole file system first, and over that its folders: a detached one lends none of them."""
    sc.move_mount(tree, f"/mnt/{names[0]}")
    folders = [os.open(name, _FOLDER, dir_fd=tree) for name in names]
    inner: list[int] = []
    try:
        for folder in folders:
            inner.append(sc.open_tree(folder))
        _attach(inner, names)
    finally:
        _close_all(folders + inner)


def _seal(names: list[str], files: list[list[int]]) -> None:
    """Nothing can be written there from now on. `files` are device and number of what has to be there.

    Code of the agent's author has made the rest of this view: it could have led the path elsewhere.
    """
    for name, expected in zip(names, files, strict=True):
        fd = os.open(f"/mnt/{name}", _FOLDER)
        try:
            status = os.fstat(fd)
            if [status.st_dev, status.st_ino] != expected:
                raise OSError(errno.ESTALE, f"/mnt/{name} is not the storage any more")
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
