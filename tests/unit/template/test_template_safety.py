"""Why a loaded file may not be forked, in words for its author."""

import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

APP = """
import asyncio, os, socket, subprocess, tempfile, threading, time
import uvicorn
from starlette.applications import Starlette
app = Starlette()
"""
SERVE = "\nuvicorn.run(app)\n"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "threading.Thread(target=time.sleep, args=(99,), name='poller', daemon=True).start()",
            "1 thread(s) running after import: poller",
        ),
        (
            "import concurrent.futures as f\npool = f.ThreadPoolExecutor(1)\npool.submit(int).result()",
            "thread(s) running",
        ),
        ("s = socket.socket()", "a socket open"),
        ("a, b = socket.socketpair()", "a socket open"),
        ("r, w = os.pipe()", "a pipe open"),
        ("child = subprocess.Popen(['/bin/sleep', '99'])", "1 child process(es)"),
        ("log = open('agent.log', 'w')", "agent.log open for writing"),
        ("log = open('agent.log', 'a+')", "agent.log open for writing"),
        ("scratch = tempfile.TemporaryFile()", "open for writing"),
        ("fd = os.memfd_create('x')", "memfd"),
        ("loop = asyncio.new_event_loop()", "an event loop made at import"),
        ("import select\nfd = select.epoll()", "an event loop made at import"),
        ("fd = os.eventfd(0)", "open after import"),
    ],
)
def test_what_makes_a_fork_unsafe_is_told(load_file, source, words):
    reasons = load_file(APP + source + SERVE)["reasons"]

    assert reasons
    assert words in "; ".join(reasons)


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "config = open(__file__)",
        "fd = os.open('/dev/urandom', os.O_RDONLY)",
        "fd = os.open('/dev/null', os.O_WRONLY)",
        "folder = os.open('.', os.O_RDONLY)",
        "t = threading.Thread(target=int)\nt.start()\nt.join()",
        "subprocess.run(['/bin/true'])",
        "with socket.socket() as s:\n    pass",
        "asyncio.run(asyncio.sleep(0))",
        "open('written.txt', 'w').close()",
    ],
)
def test_what_is_safe_is_not_complained_about(load_file, source):
    assert load_file(APP + source + SERVE)["reasons"] == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("    task = asyncio.create_task(asyncio.sleep(99))", "1 other task(s)"),
        ("    asyncio.get_running_loop().call_later(99, int)", "timers or connections"),
        ("    s = await asyncio.start_server(print, '127.0.0.1', 0)", "timers or connections"),
    ],
)
def test_a_loop_with_other_work_is_not_forked(load_file, source, words):
    serve = "    await uvicorn.Server(uvicorn.Config(app)).serve()\nasyncio.run(main())\n"
    outcome = load_file(f"{APP}async def main():\n{source}\n{serve}")

    assert outcome["in_loop"]
    assert words in "; ".join(outcome["reasons"])


def test_a_loop_that_is_not_asyncios_own_is_not_forked(load_file):
    pytest.importorskip("uvloop")
    code = "import uvloop\nuvloop.run(uvicorn.Server(uvicorn.Config(app)).serve())\n"

    assert "running uvloop event loop" in "; ".join(load_file(APP + code)["reasons"])
