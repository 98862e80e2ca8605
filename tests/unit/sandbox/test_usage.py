"""What a process tree uses, and what is left of it, as this host's /proc has it."""

import os
import subprocess
import sys

import pytest

from headwater.sandbox import usage
from headwater.sandbox.usage import Meter, count_left, find_trees
from headwater.template import processes
from servers import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc")

_TREE = """
import os, sys, time
for _ in range(2):
    if os.fork() == 0:
        if os.fork() == 0:
            os.setsid()
        time.sleep(600)
end = time.process_time() + 0.2
while time.process_time() < end: pass
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def tree():
    """A process with four below it, two of them in sessions of their own."""
    with subprocess.Popen([sys.executable, "-c", _TREE], stdout=subprocess.PIPE) as root:
        assert root.stdout.readline() == b"ready\n"
        wait_until(lambda: len(find(root)) == 5, what="all to be there")
        yield root
        processes.kill_tree(root.pid, 5)


def find(root):
    everything = processes.read_all()
    return processes.tree_of([root.pid], processes.children_by_parent(everything.values()), everything)


async def test_all_of_a_tree_is_measured(tree):
    found = await Meter().measure({"w": (tree.pid,), "gone": (2**22 + 1,)}, with_memory=True)

    assert set(found) == {"w"}
    assert found["w"].process_count == 5
    assert found["w"].cpu_s >= 0.2
    assert found["w"].memory_bytes > 1_000_000


async def test_memory_that_did_not_change_is_not_read_again(tree, monkeypatch):
    meter = Meter()
    first = await meter.measure({"w": (tree.pid,)}, with_memory=True)
    monkeypatch.setattr(usage, "_read_memory", lambda pid: pytest.fail("it was read again"))

    assert (await meter.measure({"w": (tree.pid,)}, with_memory=True))["w"].memory_bytes == first[
        "w"
    ].memory_bytes
    assert (await meter.measure({"w": (tree.pid,)}, with_memory=False))["w"].memory_bytes is None


async def test_what_is_left_of_a_tree_is_counted(tree):
    trees = await find_trees({"w": (tree.pid,)})
    assert (len(trees["w"]), await count_left(trees)) == (5, {"w": 5})

    assert processes.kill_below(tree.pid, 5)
    assert await count_left(trees) == {"w": 1}
    tree.kill()
    tree.wait()

    assert await count_left(trees) == {"w": 0}


def test_some_can_be_spared(tree):
    spared = next(p.pid for p in find(tree) if p.parent == tree.pid)

    assert processes.kill_below(tree.pid, 5, spare={spared})

    alive = [p.pid for p in find(tree) if p.state not in "ZX"]
    assert sorted(alive) == sorted([tree.pid, spared, *(p.pid for p in find(tree) if p.parent == spared)])
    assert len(alive) == 3


def test_a_name_full_of_brackets_is_read(tmp_path):
    program = tmp_path / "a) R 1 ("
    program.symlink_to("/bin/sleep")
    with subprocess.Popen([program, "600"]) as process:
        found = processes.read_process(process.pid)
        process.kill()

    assert (found.pid, found.parent) == (process.pid, os.getpid())


def test_a_process_that_is_not_there_is_none():
    assert processes.read_process(2**22 + 1) is None
