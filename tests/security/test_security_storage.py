"""What sessions store at /mnt: theirs alone, bounded, and there again after whatever end."""

import errno
import os
import signal
from pathlib import Path

import pytest

import effort
from servers import wait_until

STORAGE = [{"sessionStorage": {"mountPath": "/mnt/work"}}, {"sessionStorage": {"mountPath": "/mnt/notes/"}}]
#: As the servers of these tests have it.
STORAGE_MAX_BYTES = 8 * 1024 * 1024
_KEPT = ("agentRuntimeArtifact", "roleArn", "filesystemConfigurations", "environmentVariables")
_FRESH = "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()"


@pytest.fixture(scope="module")
def keeper(inside):
    """An agent whose sessions have storage."""
    return inside.deploy(filesystemConfigurations=STORAGE)


@pytest.fixture
def refusal(inside, keeper, sid):
    """The error of an agent that writes too much, by what the host can enforce."""
    inside.value("result = True", sid, keeper)  # with the first storage that is tried
    kind = inside.server.get_json("status")["storage"]["kind"]
    return {"image": errno.ENOSPC, "folder": errno.EROFS}[kind]


@pytest.fixture
def put(inside, keeper):
    return lambda sid, path, text, agent=keeper: inside.value(
        f"open({path!r}, 'w').write({text!r})\nresult = True", sid, agent
    )


@pytest.fixture
def get(inside, keeper):
    def get(sid, path, agent=keeper):
        code = f"import os\nresult = open({path!r}).read() if os.path.exists({path!r}) else None"
        return inside.value(code, sid, agent)

    return get


@pytest.fixture
def stop(inside, keeper):
    def stop(sid, agent=keeper):
        inside.server.stop_session(agent, sid)
        wait_until(lambda: inside.server.find_session(agent, sid) is None)

    return stop


def test_it_is_empty_at_first_and_found_again_after_a_stop(inside, keeper, sid, put, get, stop):
    listed = "import os\nresult = [sorted(os.listdir(p)) for p in ('/mnt', '/mnt/work', '/mnt/notes')]"
    assert inside.value(listed, sid, keeper) == [["notes", "work"], [], []]
    put(sid, "/mnt/work/a", "kept")
    put(sid, "/mnt/notes/b", "too")
    put(sid, "/tmp/c", "not")
    stop(sid)
    assert [get(sid, path) for path in ("/mnt/work/a", "/mnt/notes/b", "/tmp/c")] == ["kept", "too", None]


def skip_in_short_runs(is_the_slower):
    """Of two kinds of servers, one is enough where what they do alike is slow."""
    if is_the_slower and os.geteuid() == 0 and not effort.IS_LONG:
        pytest.skip("the other kind of server shows it: set HEADWATER_LONG_TESTS=1")


def find_mounter(server_pid):
    """The process that attaches storages."""
    pids = Path(f"/proc/{server_pid}/task/{server_pid}/children").read_text().split()
    [found] = [int(pid) for pid in pids if b"\0mounter\0" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return found


def test_it_is_found_again_after_kills(inside, keeper, sid, other_sid, put, get):
    skip_in_short_runs(not inside.is_root)
    put(sid, "/mnt/work/a", "kept")
    with pytest.raises(inside.server.data.exceptions.RuntimeClientError):
        inside.run("import os, signal; os.kill(os.getpid(), 9)", sid, keeper)
    put(sid, "/mnt/work/b", "too")
    os.kill(find_mounter(inside.server.pid), signal.SIGKILL)
    put(other_sid, "/mnt/work/a", "also")
    inside.server.kill()
    inside.server.start()
    assert [get(sid, "/mnt/work/a"), get(sid, "/mnt/work/b")] == ["kept", "too"]
    assert get(other_sid, "/mnt/work/a") == "also"


def test_a_session_of_its_own_process_has_it_too(inside, sid, put, get, stop):
    skip_in_short_runs(inside.is_root)
    fresh = inside.deploy(_FRESH, filesystemConfigurations=STORAGE)
    put(sid, "/mnt/work/a", "kept", fresh)
    assert inside.server.find_session(fresh, sid)["mode"] == "fresh"
    stop(sid, fresh)
    assert get(sid, "/mnt/work/a", fresh) == "kept"


def test_it_is_no_other_sessions(inside, keeper, sid, other_sid, put, get):
    put(sid, "/mnt/work/a", "mine")
    put(other_sid, "/mnt/work/b", "other's")
    assert [get(other_sid, "/mnt/work/a"), get(sid, "/mnt/work/b")] == [None, None]
    seen = """
        import os
        mounts = [line.split()[5].split(",") for line in open("/proc/self/mountinfo") if " /mnt/" in line]
        result = [os.getuid(), mounts]
        try:
            libc("umount2", b"/mnt/work", 2)
            result = "unmounted"
        except OSError as exc:
            assert exc.errno == 1
    """
    uid, mounts = inside.value(seen, sid, keeper)
    assert uid == 1000
    assert len(mounts) >= 2
    assert all({"nosuid", "nodev"} <= set(options) for options in mounts)


def test_links_lead_out_of_it_for_nobody(inside, keeper, sid, stop, get):
    code = """
        import os
        os.symlink("/etc/passwd", "/mnt/work/link"); os.symlink("/etc", "/mnt/work/folder")
        os.mkdir("/mnt/work/d"); os.chmod("/mnt/work/d", 0)
        os.mkfifo("/mnt/work/fifo")
    """
    inside.run(code, sid, keeper)
    base = f"/headwater/v1/runtimes/{keeper.name}/sessions/{sid}"
    listed = inside.server.http("GET", f"{base}/files?path=/mnt/work").json()
    assert {e["name"]: e["type"] for e in listed["entries"]} == {
        "d": "folder", "folder": "link", "link": "link", "fifo": "other",
    }  # fmt: skip
    for path in ("/mnt/work/link", "/mnt/work/folder/passwd", "/mnt/work/fifo"):
        assert inside.server.http("GET", f"{base}/file?path={path}").status == 409
    stop(sid)
    assert get(sid, "/mnt/work/link").startswith("root:")  # of its own view, where it is not the host's


def test_more_bytes_than_allowed_are_not_kept_in(inside, keeper, sid, stop, refusal):
    fill = f"""
        import os, time
        result, number, deadline = None, 0, time.monotonic() + 60
        while time.monotonic() < deadline and result is None:
            try:
                # Half as much again as it may have, and no more: twice would never be open to writing again.
                with open(f"/mnt/work/{{min(number, 12)}}", "wb") as file:
                    file.write(os.urandom({STORAGE_MAX_BYTES // 8} if number < 12 else 1))
            except OSError as exc:
                result = exc.errno
            number += 1
            time.sleep(0.1)
    """
    assert inside.value(fill, sid, keeper) == refusal
    wait_until(lambda: "bytes, of at most" in inside.server.agent_log(keeper, sid))
    assert inside.server.find_session(keeper, sid)["storageBytes"] > STORAGE_MAX_BYTES * 0.9
    stop(sid)
    # What is there can be made less in the next life, whatever the size.
    shrink = "import os\nos.unlink('/mnt/work/1')\nopen('/mnt/work/small', 'w').write('x')\nresult = True"
    assert inside.value(shrink, sid, keeper)


def test_more_files_than_allowed_are_not_kept_in(inside, keeper, sid, refusal):
    fill = """
        import time
        result, number, deadline = None, 0, time.monotonic() + 60
        while time.monotonic() < deadline and result is None:
            try:
                open(f"/mnt/notes/{number}", "w").close()
            except OSError as exc:
                result = exc.errno
            number += 1
            time.sleep(0.002)
    """
    assert inside.value(fill, sid, keeper) == refusal


def test_what_its_server_may_not_look_into_is_closed_to_writing(inside, keeper, sid, stop):
    if inside.is_root:
        pytest.skip("root looks into everything")
    inside.run("import os\nos.mkdir('/mnt/work/d'); os.chmod('/mnt/work/d', 0o300)", sid, keeper)
    write = "open('/mnt/work/d/a', 'w')"
    wait_until(lambda: inside.run(write, sid, keeper).get("errno") == errno.EROFS)
    stop(sid)
    listed = "import os\nopen('/mnt/work/d/b', 'w').close()\nresult = sorted(os.listdir('/mnt/work/d'))"
    assert "b" in inside.value(listed, sid, keeper)  # it was opened while nobody was there
    inside.run("import os\nos.chmod('/mnt/work/d', 0o300)", sid, keeper)
    wait_until(lambda: inside.run(write, sid, keeper).get("errno") == errno.EROFS)


def test_a_new_version_begins_empty_and_deletion_leaves_nothing(inside, sid, get, stop):
    skip_in_short_runs(inside.is_root)
    agent = inside.deploy(filesystemConfigurations=STORAGE)
    deep = """
        import os
        os.chdir("/mnt/work")
        for number in range(150):
            os.mkdir("d"); os.chdir("d")
        open("a", "w").write("x"); os.chdir("/")
        open("/mnt/work/a", "w").write("kept"); os.mkdir("/mnt/work/closed", 0)
        result = True
    """
    assert inside.value(deep, sid, agent)
    shown = inside.server.control.get_agent_runtime(agentRuntimeId=agent.id)
    assert shown["filesystemConfigurations"] == STORAGE
    kept = {name: shown[name] for name in _KEPT if name in shown}
    inside.server.control.update_agent_runtime(agentRuntimeId=agent.id, **kept)
    inside.server._settle(agent.id, "UPDATING", "READY")
    assert get(sid, "/mnt/work/a", agent) == "kept"  # a live session is its version's
    stop(sid, agent)
    assert get(sid, "/mnt/work/a", agent) is None
    inside.server.control.delete_agent_runtime(agentRuntimeId=agent.id)
    folder = inside.server.data_dir / "storage"
    wait_until(lambda: not (folder / agent.id).exists() and not os.listdir(folder / ".removed"))
