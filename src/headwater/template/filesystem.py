"""What a template and its sessions see of the file system.

A new root is built on a tmpfs: the system's programs and libraries and the agent's interpreter,
read-only; a private /tmp, HOME and /dev/shm; and the agent's code at `WORK_DIR` as a copy-on-write
layer over the bundle. Nothing else of the host is there, so there is nothing to hide.
A session gets the private parts as its file left them when it was loaded, copy-on-write.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import sys

from . import syscalls as sc
from .plan import HOME_DIR, WORK_DIR, Plan

_SYSTEM_PATHS = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc")
_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
_TERMINALS = "/dev/pts"
#: Nobody else's are in it. All belong to the session's user; so many cannot use up the host's.
_TERMINAL_OPTIONS = "newinstance,ptmxmode=0666,mode=0620,uid=0,gid=0,max=32"
_OLD_ROOT = "/.old"
#: Ours alone; covered by an empty mount before any agent code runs in a session.
_PRIVATE_DIR = "/.hw"
_BUNDLE = f"{_PRIVATE_DIR}/bundle"
_TEMPLATE_SCRATCH = f"{_PRIVATE_DIR}/template"
_SESSION_SCRATCH = f"{_PRIVATE_DIR}/session"
_PRIVATE_MOUNTS = (("tmp", "/tmp", 0o1777), ("home", HOME_DIR, 0o700), ("shm", "/dev/shm", 0o1777))
_QUIET = sc.MS_NOSUID | sc.MS_NODEV
#: Lists visible paths that private parts would cover, as an interpreter below /tmp: {path: where it is kept}.
_COVERED_LIST = f"{_PRIVATE_DIR}/covered.json"


def build_root(plan: Plan) -> None:
    """Replace this mount namespace's root. Needs CAP_SYS_ADMIN over it; call right after unsharing it."""
    visible = _visible_paths(plan)
    hidden = [os.path.realpath(path) for path in plan.hidden]
    bundle = os.path.realpath(plan.bundle_dir)
    resolver = os.path.realpath("/etc/resolv.conf")
    sc.mount(None, "/", None, sc.MS_REC | sc.MS_PRIVATE)
    # The tmpfs is mounted on /tmp only until it becomes the root: /tmp is there on every system.
    sc.mount("tmpfs", "/tmp", "tmpfs", _QUIET, "mode=0755,size=64m")
    os.mkdir("/tmp" + _OLD_ROOT)
    sc.pivot_root("/tmp", "/tmp" + _OLD_ROOT)
    os.chdir("/")
    for path in visible:
        _expose(path)
    if not any(_is_within(resolver, path) for path in visible):
        _expose(resolver)
    covered = [path for path in hidden if os.path.isdir(path)]
    for path in covered:
        sc.mount("tmpfs", path, "tmpfs", _QUIET, "mode=0555,size=256k")
    for path in plan.revealed:
        _expose(path)
    for path in plan.writable:
        _expose(path, is_writable=True)
    for path in covered:
        sc.mount(None, path, None, sc.MS_REMOUNT | sc.MS_BIND | sc.MS_RDONLY | _QUIET)
    _make_devices()
    os.makedirs("/proc", exist_ok=True)
    sc.mount(_OLD_ROOT + "/proc", "/proc", None, sc.MS_BIND | sc.MS_REC)
    for path in ("/tmp", "/run", WORK_DIR, HOME_DIR, _BUNDLE, _TEMPLATE_SCRATCH, _SESSION_SCRATCH):
        os.makedirs(path, exist_ok=True)
    for path in plan.mount_points:
        os.makedirs(path, exist_ok=True)
    sc.mount(_OLD_ROOT + bundle, _BUNDLE, None, sc.MS_BIND)
    sc.set_read_only(_BUNDLE)
    _make_scratch(_TEMPLATE_SCRATCH, plan)
    _keep_covered([*visible, *plan.revealed, *plan.writable])
    sc.unmount(_OLD_ROOT)
    os.rmdir(_OLD_ROOT)
    sc.mount(None, "/", None, sc.MS_REMOUNT | sc.MS_BIND | sc.MS_RDONLY | _QUIET)


def mount_template_view() -> None:
    """The template's own private parts. Called as pid 1 of its namespaces."""
    _mount_proc()
    _mount_terminals()
    _mount_work_dir(_BUNDLE, _TEMPLATE_SCRATCH)
    _bind_private_parts(_TEMPLATE_SCRATCH)


def mount_session_view(plan: Plan) -> None:
    """A session's private parts, over the template's. Called as pid 1 of the session's namespaces."""
    _make_scratch(_SESSION_SCRATCH, plan)
    written_at_import = f"{_TEMPLATE_SCRATCH}/upper"
    lower = f"{written_at_import}:{_BUNDLE}" if os.listdir(written_at_import) else _BUNDLE
    _mount_work_dir(lower, _SESSION_SCRATCH)
    _bind_private_parts(_SESSION_SCRATCH, below=_TEMPLATE_SCRATCH)
    _mount_proc()
    _mount_terminals()
    hide_private_dir()


def hide_private_dir() -> None:
    """Cover what sessions of one template share, or one could change the code under another."""
    sc.mount("tmpfs", _PRIVATE_DIR, "tmpfs", _QUIET | sc.MS_RDONLY, "mode=0555,size=4k")


def copy_work_dir(plan: Plan, name: str) -> str:
    """Without mount namespaces: a plain copy of the bundle, with HOME and TMPDIR; gives its folder."""
    folder = folder_of(plan, name)
    for part in ("home", "tmp"):
        os.makedirs(os.path.join(folder, part), mode=0o700)
    shutil.copytree(plan.bundle_dir, os.path.join(folder, "task"), symlinks=True)
    return folder


def folder_of(plan: Plan, name: str) -> str:
    """Where a session without namespaces has its folders."""
    return os.path.join(plan.scratch_dir, name)


def _visible_paths(plan: Plan) -> list[str]:
    """Real paths to expose, outermost first, none inside another; missing ones left out."""
    interpreter = list(plan.python_paths)
    if not plan.python:
        interpreter += [sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, *sys.path]
        interpreter.append(os.path.dirname(os.path.realpath(sys.executable)))
    interpreter.append(os.path.dirname(os.path.abspath(__file__)))  # the template is started from here
    wanted: list[str] = []
    for path in (*_SYSTEM_PATHS, *interpreter, *plan.readable):
        if path and os.path.exists(path):
            wanted += [path, os.path.realpath(path)]
    chosen: list[str] = []
    for path in sorted({os.path.abspath(p) for p in wanted}, key=lambda p: (p.count("/"), p)):
        if path != "/" and not any(_is_within(path, outer) for outer in chosen if not os.path.islink(outer)):
            chosen.append(path)
    return chosen


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _expose(path: str, *, is_writable: bool = False) -> None:
    """Show `path` of the old root at the same place, read-only unless it is said otherwise."""
    source = _OLD_ROOT + path
    if not os.path.lexists(source) or os.path.lexists(path):
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    mode = os.lstat(source).st_mode
    if stat.S_ISLNK(mode):
        os.symlink(os.readlink(source), path)
        return
    _make_mount_point(source, path)
    sc.mount(source, path, None, sc.MS_BIND | sc.MS_REC)
    if not is_writable:
        sc.set_read_only(path)


def _make_devices() -> None:
    for path in ("/dev/shm", _TERMINALS):
        os.makedirs(path, exist_ok=True)
    os.symlink("pts/ptmx", "/dev/ptmx")
    for name in _DEVICES:
        source = f"{_OLD_ROOT}/dev/{name}"
        if os.path.exists(source):
            os.close(os.open(f"/dev/{name}", os.O_CREAT | os.O_WRONLY, 0o666))
            sc.mount(source, f"/dev/{name}", None, sc.MS_BIND)
    for name, target in (("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        os.symlink(target, f"/dev/{name}")


def _make_scratch(folder: str, plan: Plan) -> None:
    """A tmpfs of bounded size with the private parts' folders; gone with its namespace."""
    sc.mount("tmpfs", folder, "tmpfs", _QUIET, f"mode=0755,size={plan.scratch_max_bytes}")
    for name, mode in (
        ("upper", 0o755),
        ("work", 0o755),
        ("copy", 0o755),
        *((n, m) for n, _, m in _PRIVATE_MOUNTS),
        *((f"work-{n}", 0o755) for n, _, _ in _PRIVATE_MOUNTS),
    ):
        path = f"{folder}/{name}"
        os.mkdir(path)
        os.chmod(path, mode)
        if plan.host_uid is not None and os.geteuid() == 0 and folder == _TEMPLATE_SCRATCH:
            os.chown(path, plan.host_uid, plan.host_uid)


def _mount_work_dir(lower: str, scratch: str) -> None:
    """The code, copy-on-write. Where user namespaces have no overlay, a copy: slower, the same view."""
    if _mount_overlay(WORK_DIR, lower, f"{scratch}/upper", f"{scratch}/work"):
        return
    for layer in reversed(lower.split(":")):
        shutil.copytree(layer, f"{scratch}/copy", symlinks=True, dirs_exist_ok=True)
    sc.mount(f"{scratch}/copy", WORK_DIR, None, sc.MS_BIND)


def _mount_overlay(target: str, lower: str, upper: str, work: str) -> bool:
    """False where this kernel has none for us."""
    layers = f"lowerdir={lower},upperdir={upper},workdir={work}"
    for options in (f"{layers},userxattr", layers):
        try:
            sc.mount("overlay", target, "overlay", _QUIET, options)
        except OSError:
            continue
        return True
    return False


def _keep_covered(visible: list[str]) -> None:
    """Bind what lies below a private part to a second place, from which it is put back."""
    targets = [target for _, target, _ in _PRIVATE_MOUNTS]
    covered: dict[str, str] = {}
    for number, path in enumerate(visible):
        if not any(_is_within(path, target) for target in targets) or not os.path.lexists(path):
            continue
        kept = f"{_PRIVATE_DIR}/kept-{number}"
        if os.path.islink(path):
            os.symlink(os.readlink(path), kept)
        else:
            _make_mount_point(path, kept)
            sc.mount(path, kept, None, sc.MS_BIND | sc.MS_REC)
        covered[path] = kept
    with open(_COVERED_LIST, "w", encoding="utf-8") as file:
        json.dump(covered, file)


def _bind_private_parts(scratch: str, below: str | None = None) -> None:
    """Mount the folders of `scratch`, over what those of `below` hold."""
    for name, target, _ in _PRIVATE_MOUNTS:
        own, inherited = f"{scratch}/{name}", f"{below}/{name}"
        if below is not None and os.listdir(inherited):
            if _mount_overlay(target, inherited, own, f"{scratch}/work-{name}"):
                continue
            shutil.copytree(inherited, own, symlinks=True, dirs_exist_ok=True)
        sc.mount(own, target, None, sc.MS_BIND)
    with open(_COVERED_LIST, encoding="utf-8") as file:
        covered: dict[str, str] = json.load(file)
    for path, kept in covered.items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.islink(kept):
            if not os.path.lexists(path):
                os.symlink(os.readlink(kept), path)
        else:
            _make_mount_point(kept, path)
            sc.mount(kept, path, None, sc.MS_BIND | sc.MS_REC)


def _make_mount_point(source: str, target: str) -> None:
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    elif not os.path.lexists(target):
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o444))


def _mount_proc() -> None:
    sc.mount("proc", "/proc", "proc", _QUIET | sc.MS_NOEXEC)


def _mount_terminals() -> None:
    """Where this kernel lets us: without them programs that open a terminal of their own are told so."""
    with contextlib.suppress(OSError):
        sc.mount("devpts", _TERMINALS, "devpts", sc.MS_NOSUID | sc.MS_NOEXEC, _TERMINAL_OPTIONS)
