"""A container image for tests, made of the Python that runs them: no registry, a few seconds, some 60 MB.

It holds the interpreter, a shell, what of its library an agent may need, and `agent.py` beside this file.
"""

import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

import headwater

COMMAND = ("/usr/bin/python3", "-u", "/app/agent.py")
ENVIRONMENT = {"PYTHONHOME": "/usr"}
AGENT = Path(__file__).with_name("agent.py")
OWN = Path(headwater.__file__).parent
#: Parts of the standard library that no agent here imports.
_LEFT_OUT = {
    "test", "tests", "idlelib", "lib2to3", "tkinter", "turtledemo", "ensurepip", "site-packages", "distutils",
    "pydoc_data", "dist-packages", "__pycache__", "unittest", "xmlrpc", "sqlite3", "dbm", "curses", "msilib",
}  # fmt: skip
_EXTENSIONS = {
    "_asyncio", "_bisect", "_blake2", "_contextvars", "_ctypes", "_datetime", "_hashlib", "_heapq", "_json",
    "_md5", "_opcode", "_pickle", "_posixsubprocess", "_queue", "_random", "_sha1", "_sha2", "_sha256",
    "_sha3", "_sha512", "_socket", "_ssl", "_statistics", "_struct", "array", "binascii", "fcntl", "grp",
    "math", "resource", "select", "unicodedata", "zlib",
}  # fmt: skip


def build_rootfs(target: Path) -> None:
    """A tar with everything that `python /app/agent.py` needs."""
    python, shell = Path(os.path.realpath(sys.executable)), Path(os.path.realpath("/bin/sh"))
    library = Path(sysconfig.get_path("stdlib"))
    dynamic = library / "lib-dynload"
    extensions = [p for p in dynamic.glob("*.so") if p.name.split(".")[0] in _EXTENSIONS]
    with tarfile.open(target, "w") as tar:
        for folder in ("tmp", "home", "etc", "proc", "sys", "dev"):
            member = tarfile.TarInfo(folder)
            member.type, member.mode = tarfile.DIRTYPE, 0o1777 if folder == "tmp" else 0o755
            tar.addfile(member)
        tar.add(python, "usr/bin/python3")
        tar.add(shell, "bin/sh")
        home = f"usr/lib/python{sys.version_info.major}.{sys.version_info.minor}"
        for path in sorted(library.rglob("*.py")):
            inner = path.relative_to(library)
            if not _LEFT_OUT & set(inner.parts):
                tar.add(path, f"{home}/{inner}")
                compiled = Path(importlib.util.cache_from_source(str(path)))
                if compiled.is_file():  # else each container would compile what it imports
                    tar.add(compiled, f"{home}/{inner.parent}/__pycache__/{compiled.name}")
        for path in extensions:
            tar.add(path, f"{home}/lib-dynload/{path.name}")
        for path in _shared_libraries([python, shell, *extensions]):
            tar.add(os.path.realpath(path), path.lstrip("/"))
        for path in _find_memory():
            tar.add(path, f"{home}/headwater/{path.relative_to(OWN)}")
        tar.add(AGENT, "app/agent.py")
        _add_text(tar, "etc/passwd", "root:x:0:0::/:/bin/false\nboss:x:0:0::/:/bin/false\n")


def _find_memory() -> list[Path]:
    """What of Headwater hybrid memory is made of: whatever importing it loads."""
    code = (
        "import sys, headwater.memory.hybrid.memory;"
        "own = [m for name, m in sys.modules.items() if name.split('.')[0] == 'headwater'];"
        "print(*(m.__file__ for m in own), sep='\\n')"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return [Path(path) for path in shown.splitlines()]


def import_image(engine: str, name: str) -> None:
    """Give `engine` the image `name`."""
    changes = [f"CMD {json.dumps(COMMAND)}", *(f"ENV {name}={value}" for name, value in ENVIRONMENT.items())]
    options = [word for change in changes for word in ("--change", change)]
    with tempfile.TemporaryDirectory() as folder:
        tar = Path(folder) / "rootfs.tar"
        build_rootfs(tar)
        done = subprocess.run(
            [engine, "import", *options, str(tar), name], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr


def _shared_libraries(files: Iterable[Path]) -> list[str]:
    found = set()
    for file in files:
        shown = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=False).stdout
        found.update(re.findall(r"(/\S+) \(0x", shown))
    return sorted(found)


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o644
    tar.addfile(member, io.BytesIO(data))
