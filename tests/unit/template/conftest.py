"""Loads files as a template does, each in a process forked from one that has imported what they need."""

import json
import subprocess
import sys
import textwrap

import pytest

_LOADER = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
import asyncio, threading
import starlette.applications, starlette.responses, starlette.routing, uvicorn
from headwater.template import capture, loader, runningloop, safety

class Host:
    def wait_for_session(self, config, loop):
        own = runningloop.loop_fds(loop)
        reasons = safety.find_reasons(own | BEFORE, set())
        if loop is not None:
            reasons += runningloop.find_reasons(loop)
        tell({"served": type(config.loaded_app.app).__name__, "in_loop": loop is not None, "reasons": reasons,
              "argv": sys.argv, "name": getattr(sys.modules["__main__"], "__name__", None),
              "file": getattr(sys.modules["__main__"], "__file__", None), "path": sys.path[0],
              "title": None if isinstance(config.app, str) else getattr(config.app, "title", None)})
        os._exit(0)

def tell(outcome):
    os.write(OUT, json.dumps(outcome).encode() + b"\\n")

OUT = os.dup(1)
os.dup2(2, 1)
for line in sys.stdin:
    order = json.loads(line)
    pid = os.fork()
    if pid == 0:
        listed = os.listdir("/proc/self/fd") if sys.platform == "linux" else []
        BEFORE = {int(name) for name in listed if os.path.lexists(f"/proc/self/fd/{name}")}
        os.chdir(order["folder"])
        capture.install(Host())
        failure = loader.load(order["entry"], order["argv"])
        tell(failure.message() if failure else {"served": None})
        os._exit(0)
    status = os.waitpid(pid, 0)[1]
    if status:
        tell({"died": status})
"""


@pytest.fixture(scope="module")
def loading():
    """The process that loads."""
    from headwater import template

    root = template.__path__[0].removesuffix("/headwater/template")
    process = subprocess.Popen(
        [sys.executable, "-c", _LOADER, root], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.stdin.close()
    process.wait(10)
    process.stdout.close()


@pytest.fixture
def load_file(loading, tmp_path):
    """`load_file(source)`: what the file served and why it may not be forked, or its failure."""

    def load(source, *, entry="agent.py", argv=(), files=None):
        for name, text in {**(files or {}), **({entry: source} if source is not None else {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(textwrap.dedent(text).encode() if isinstance(text, str) else text)
        order = {"folder": str(tmp_path), "entry": entry, "argv": list(argv)}
        loading.stdin.write(json.dumps(order) + "\n")
        loading.stdin.flush()
        return json.loads(loading.stdout.readline())

    return load
