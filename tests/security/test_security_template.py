"""What module-level code can do: it runs in the template, above sessions, with rights they do not have."""

import json
import os
import site
from textwrap import dedent

import pytest

import effort
from servers import OWN_VARIABLES

#: Attempts of module-level code; each leaves its outcome in REPORT for a session to tell.
_ATTEMPTS = """
REPORT = {}
def attempt(name, function):
    try:
        REPORT[name] = ["done", repr(function())]
    except OSError as exc:
        REPORT[name] = ["errno", exc.errno]

attempt("umount /proc", lambda: libc("umount2", b"/proc", 2))
attempt("umount /.hw/bundle", lambda: libc("umount2", b"/.hw/bundle", 2))
attempt("umount /etc", lambda: libc("umount2", b"/etc", 2))
attempt("umount2 with force", lambda: libc("umount2", b"/proc", 1))
attempt("move /proc", lambda: libc("mount", b"/proc", b"/run", None, ctypes.c_ulong(0x2000), None))
attempt("move_mount", lambda: libc("syscall", 429, -100, b"/proc", -100, b"/run", 0))
attempt("open_tree", lambda: libc("syscall", 428, -100, b"/", 1))
attempt("pivot_root", lambda: libc("syscall", 155, b"/tmp", b"/tmp"))
attempt("write the bundle", lambda: libc("mount", None, b"/.hw/bundle", None, ctypes.c_ulong(0x1020), None))
attempt("write /etc", lambda: libc("mount", None, b"/etc", None, ctypes.c_ulong(0x1020), None))
attempt("write /usr", lambda: open("/usr/x", "w"))
attempt("mount a disk", lambda: os.mknod("/tmp/disk", 0o60666, os.makedev(254, 0)))
attempt("mount what sessions would share", lambda: libc(
    "mount", b"tmpfs", b"/mnt", b"tmpfs", ctypes.c_ulong(0), None))
attempt("mount sysfs", lambda: libc("mount", b"sysfs", b"/run", b"sysfs", ctypes.c_ulong(0), None))
attempt("core_pattern", lambda: open("/proc/sys/kernel/core_pattern", "w").write("|/tmp/x"))
attempt("shadow", lambda: open("/etc/shadow").read())
attempt("the server's data", lambda: os.listdir(os.environ["DATA_DIR"]))
attempt("become root", lambda: os.setuid(1))
attempt("keyring", lambda: libc("syscall", 250, 0, -3, 1))
attempt("bpf", lambda: libc("syscall", 321, 0, None, 0))
"""


@pytest.fixture(scope="module")
def report(inside):
    """Outcomes of the attempts, and what module-level code saw."""
    looks = """
    VIEW = {
        "pids": sorted(int(p) for p in os.listdir("/proc") if p.isdigit()),
        "environ": open("/proc/self/environ").read(),
        "fds": [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
                if os.path.lexists(f"/proc/self/fd/{n}")],
    }
    """
    agent = inside.deploy(dedent(looks) + _ATTEMPTS, environment={"DATA_DIR": str(inside.server.data_dir)})
    code = "import __main__\nresult = [__main__.REPORT, __main__.VIEW]"
    return inside.value(code, "template-report-of-attempts-at-the-view", agent)


def test_module_level_code_cannot_take_its_view_apart(report):
    attempts, _ = report

    assert attempts, "nothing was tried"
    assert {name: outcome for name, outcome in attempts.items() if outcome[0] == "done"} == {}


def test_module_level_code_sees_no_process_of_the_host(report):
    """Itself, and what makes sandboxes for its sessions."""
    _, view = report

    assert len(view["pids"]) <= 4
    assert view["pids"][0] == 1


def test_module_level_code_holds_nothing_of_the_servers(inside, report):
    _, view = report

    shown = json.dumps(view["fds"])
    assert str(inside.server.data_dir) not in shown
    assert "headwater.db" not in shown


def test_what_the_file_writes_at_import_is_in_every_session(inside, sid, other_sid):
    agent = inside.deploy("open('made-at-import.txt', 'w').write('from the template')")
    code = "result = open('/var/task/made-at-import.txt').read()"

    assert inside.value(code, sid, agent) == "from the template"
    assert inside.value(code, other_sid, agent) == "from the template"


def test_what_the_file_wrote_at_import_is_not_shared_for_writing(inside, sid, other_sid):
    agent = inside.deploy("open('shared.txt', 'w').write('original')")

    inside.value("open('/var/task/shared.txt', 'w').write('changed')", sid, agent)

    assert inside.value("result = open('/var/task/shared.txt').read()", other_sid, agent) == "original"
    assert inside.value("result = os.listdir('/.hw')", other_sid, agent) == []


def test_what_the_file_left_in_private_folders_is_each_sessions_own(inside, sid, other_sid):
    """A folder made by `tempfile` at import is used in sessions, and must not join them."""
    modes = {"/tmp": "1777", "/home/agent": "0700", "/dev/shm": "1777"}
    agent = inside.deploy(
        f"""
        import tempfile
        PLACES = [tempfile.mkdtemp(dir=folder) for folder in {list(modes)}]
        for place in PLACES:
            open(place + "/note", "w").write("from import")
        """
    )
    change = "import __main__\nfor place in __main__.PLACES: open(place + '/note', 'a').write(' and one')\n"
    read = "import __main__\nresult = [open(place + '/note').read() for place in __main__.PLACES]"

    assert inside.value(change + read, sid, agent) == ["from import and one"] * 3
    assert inside.value(read, other_sid, agent) == ["from import"] * 3
    look = f"result = [oct(os.stat(folder).st_mode)[-4:] for folder in {list(modes)}]"
    assert inside.value(look, sid, agent) == list(modes.values())


def test_two_agents_see_nothing_of_one_another(inside, sid, other_sid):
    one = inside.deploy("open('/tmp/of-one', 'w').write('x')", environment={"OF_ONE": "only-ones"})
    two = inside.deploy(environment={"OF_TWO": "only-twos"})

    seen = inside.value("result = [dict(os.environ), os.listdir('/tmp')]", sid, two)

    assert "only-ones" not in json.dumps(seen)
    assert seen[0]["OF_TWO"] == "only-twos"
    assert inside.value("result = os.environ['OF_ONE']", other_sid, one) == "only-ones"


def test_a_file_that_starts_a_thread_is_served_confined_too(inside, sid, other_sid):
    """Such a file is loaded in each session's own process, confined before it runs."""
    agent = inside.deploy(
        """
        import threading, time
        threading.Thread(target=time.sleep, args=(1e6,), daemon=True, name="background").start()
        FDS = sorted(os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
                     if os.path.lexists(f"/proc/self/fd/{n}"))
        """
    )
    template = inside.server.describe(agent)["templates"][0]
    assert template["mode"] == "fresh"
    assert "background" in " ".join(template["reasons"])

    status = inside.value("result = open('/proc/self/status').read()", sid, agent)
    assert "CapEff:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status
    inside.value("open('/tmp/mine', 'w').write('x')\nopen('/var/task/mine', 'w').write('x')", sid, agent)
    seen = inside.value(
        "result = [os.path.exists('/tmp/mine'), os.path.exists('/var/task/mine'), os.listdir('/.hw'),"
        " sorted(int(p) for p in os.listdir('/proc') if p.isdigit())]",
        other_sid,
        agent,
    )
    # Beside init and agent there is what begins commands in such a session.
    assert seen == [False, False, [], [1, 2, 3]]
    assert inside.run("open('/proc/3/environ').read()", sid, agent).get("errno") in (1, 13)
    look = "[os.readlink(f'/proc/3/fd/{fd}') for fd in os.listdir('/proc/3/fd')]\nopen('/proc/3/mem', 'rb')"
    assert inside.run(look, sid, agent).get("errno") in (1, 13)
    assert inside.run("libc('umount2', b'/proc', 2)", sid, agent).get("errno") == 1
    assert inside.run("os.kill(1, 9)\nresult = 1", sid, agent) in ({"result": 1},)
    assert inside.run("open('/proc/1/environ').read()", sid, agent).get("errno") in (1, 13)


@pytest.mark.parametrize(
    "garbage",
    [
        "b'\\xff\\xff\\xff\\xff\\x00'",  # a message of 4 GB
        "b'\\x00\\x00\\x00\\x03\\x00abc'",
        "b'\\x00\\x00\\x00\\x02\\x00[]'",
        "frame({'event': 'exited', 'worker_id': 7, 'status': 'x'}) + frame({'event': ['ready']})"
        " + frame({'event': 'spawned', 'worker_id': 'w', 'pid': 1})",
        "frame({'event': 'ready', 'load_ms': 1e400})",
        "frame({'event': 'failed', 'kind': 5, 'summary': '\\ud800' * 9, 'traceback': {}})",
        "b'\\x00\\x00\\xc3\\x50\\x00' + b'[' * 50000",
    ],
)
def test_a_hostile_control_pipe_hurts_nobody_else(inside, sid, garbage):
    """Module-level code finds the descriptor of its control pipe and writes what it likes."""
    if not inside.is_root and os.geteuid() == 0 and not effort.IS_LONG:
        pytest.skip("an ordinary user's server reads the pipe as root's does: set HEADWATER_LONG_TESTS=1")
    inside.value("result = 1", sid)

    hostile = inside.deploy(
        f"""
        import json, socket, struct, threading
        def frame(message):
            body = json.dumps(message).encode()
            return struct.pack("!IB", len(body), 0) + body
        socket.socket(fileno=os.dup(3)).sendall({garbage})
        """,
        expect=None,
    )

    assert hostile.status in ("READY", "CREATE_FAILED")
    assert inside.value("result = os.getpid()", sid) == 2
    assert inside.server.get_json("status")["runtimeCount"] >= 1


_LOOT = (
    "import os; os.makedirs({loot!r}, exist_ok=True); open({loot!r} + '/proof', 'a').write(str(os.getuid()))"
)


def test_declared_variables_run_no_code_with_the_servers_rights(inside):
    """Python runs `sitecustomize` of PYTHONPATH when it starts, the loader what LD_PRELOAD names."""
    loot = str(inside.server.data_dir / "loot")
    hook = _LOOT.format(loot=loot)
    source = {"agent.py": "print('no app')", "sitecustomize.py": hook, "usercustomize.py": hook}
    inside.server.deploy(source, expect=None)
    bundles = [path.parent for path in (inside.server.data_dir / "bundles").rglob("sitecustomize.py")]
    assert bundles, "the test looks in the wrong folder"

    for variables in ({"PYTHONPATH": str(bundles[0])}, {"PYTHONSTARTUP": f"{bundles[0]}/sitecustomize.py"}):
        inside.server.deploy(source, environment=variables, expect=None)

    assert not (inside.server.data_dir / "loot").exists()


def test_declared_variables_show_nothing_more_of_the_host(inside, sid):
    folder = inside.server.data_dir.parent / "of-the-servers-user"
    folder.mkdir(exist_ok=True, mode=0o755)
    (folder / "key").write_text("private")
    shown = f"{folder}:/var/task" if inside.is_root else f"{folder}:{site.getsitepackages()[0]}"

    agent = inside.deploy(environment={"PYTHONPATH": shown})

    assert inside.value(f"import sys\nresult = {str(folder)!r} in sys.path", sid, agent) is True
    assert inside.run(f"open('{folder}/key').read()", sid, agent).get("errno") == 2


def test_declared_variables_work_from_the_start_of_the_program(inside, sid):
    variables = {"PYTHONHASHSEED": "0", "LANG": "de_DE.UTF-8", "TZ": "Asia/Tokyo", "A_NAME": "日本語"}

    agent = inside.deploy(environment=variables)

    seen = inside.value("import sys\nresult = [dict(os.environ), sys.flags.hash_randomization]", sid, agent)
    assert seen[1] == 0
    assert seen[0].items() >= variables.items()
    assert {name for name in seen[0] if name.startswith("HEADWATER")} == OWN_VARIABLES
