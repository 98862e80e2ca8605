"""Files of hostile sessions, looked at from outside: nothing but their own is read, and nobody is held up."""

import sys
import time
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from servers import wait_until

REPOSITORY = Path(__file__).resolve().parents[2]


class Files:
    """The files of one session, through the server's routes."""

    def __init__(self, inside, session_id):
        self._inside = inside
        self._base = f"/headwater/v1/runtimes/{inside.agent.name}/sessions/{session_id}"

    def list(self, path=""):
        return self._inside.server.http("GET", f"{self._base}/files?path={quote(path)}")

    def read(self, path):
        return self._inside.server.http("GET", f"{self._base}/file?path={quote(path)}")

    def names(self, path):
        reply = self.list(path)
        assert reply.status == 200, reply.body
        found = {entry["name"]: entry["type"] for entry in reply.json()["entries"]}
        return {name: kind for name, kind in found.items() if not _is_pythons(f"{path}/{name}")}


def _is_pythons(path):
    """Whether a folder is there for the interpreter to be mounted in, where the tests run from below /tmp."""
    return any(
        f"{prefix}/".startswith(f"{path}/") for prefix in (sys.prefix, sys.base_prefix, str(REPOSITORY))
    )


@pytest.fixture
def files(inside, sid):
    return Files(inside, sid)


def test_a_session_shows_what_it_wrote_and_nothing_of_others(inside, sid, other_sid, files):
    code = """
        for place in ("made.txt", "/tmp/made.txt", "/home/agent/made.txt"):
            open(place, "w").write(place)
        os.makedirs("/tmp/a/b")
        open("/tmp/a/b/deep", "w").write("deep")
        result = 1
    """
    inside.value(code, sid)
    inside.value("result = 1", other_sid)

    assert files.list().json()["places"] == ["/var/task", "/tmp", "/home/agent"]
    assert files.names("") == {"agent.py": "file", "made.txt": "file"}
    assert files.names("/tmp") == {"a": "folder", "made.txt": "file"}
    assert files.read("/tmp/a/b/deep").body == b"deep"
    assert files.read("/home/agent/made.txt").body == b"/home/agent/made.txt"
    assert "made.txt" not in Files(inside, other_sid).names("/tmp")


def test_a_file_comes_as_a_download_that_no_browser_shows(inside, sid, files):
    inside.value("open('/tmp/é\\n\\\"x.html', 'w').write('<script>'); result = 1", sid)

    reply = files.read('/tmp/é\n"x.html')

    assert (reply.status, reply.body) == (200, b"<script>")
    disposition = reply.headers["content-disposition"]
    assert unquote(disposition) == "attachment; filename*=UTF-8''é\n\"x.html"
    assert disposition.isascii()
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["content-security-policy"].startswith("sandbox")


def test_links_lead_nowhere(inside, sid, files):
    code = """
        os.symlink("/etc/passwd", "/tmp/file")
        os.symlink("/", "/tmp/root")
        os.symlink("/proc/self/environ", "/tmp/environ")
        os.symlink("/proc/1/root", "/tmp/proc")
        os.symlink("../../../../etc/shadow", "/tmp/up")
        result = 1
    """
    inside.value(code, sid)

    assert set(files.names("/tmp").values()) == {"link"}
    for path in ("file", "root", "environ", "proc", "up", "root/etc/passwd", "proc/etc/passwd"):
        assert files.read(f"/tmp/{path}").status == 409, path
    for path in ("root", "proc", "root/etc"):
        assert files.list(f"/tmp/{path}").status == 409, path


def test_only_the_sessions_own_folders_are_looked_into(inside, sid, files):
    inside.value("result = 1", sid)

    for path in (
        *("/etc/passwd", "/proc/self/environ", "/", "/tmp/../etc/passwd", "/var/task/..", "tmp/x", "/tmpx"),
        *("/tmp/\0x", "/tmp/" + "a/" * 200, "/tmp/" + "a" * 5000, "/tmp/./x", "/.hw/session"),
    ):
        assert (files.read(path).status, files.list(path).status) == (400, 400), path


def test_what_is_no_file_is_not_opened_and_holds_nobody_up(inside, sid, files):
    code = """
        import socket
        os.mkfifo("/tmp/fifo")
        socket.socket(socket.AF_UNIX).bind("/tmp/socket")
        os.mkdir("/tmp/folder")
        result = 1
    """
    inside.value(code, sid)
    began_s = time.monotonic()

    assert files.names("/tmp") == {"fifo": "other", "socket": "other", "folder": "folder"}
    assert [files.read(f"/tmp/{name}").status for name in ("fifo", "socket", "folder")] == [409] * 3
    assert files.list("/tmp/fifo").status == 409
    assert files.read("/tmp/nothing").status == 404
    assert time.monotonic() - began_s < 20


def test_names_that_are_swapped_all_the_time_never_lead_out(inside, sid, files):
    """A folder that is a link to the host's the next moment, and a file that is one to a secret."""
    code = """
        import threading
        os.makedirs("/tmp/real")
        open("/tmp/real/passwd", "w").write("mine")
        open("/tmp/plain", "w").write("mine")
        os.symlink("/etc", "/tmp/evil")
        os.symlink("/etc/passwd", "/tmp/evil_file")

        def swap():
            at = 0
            while True:
                for good, bad in (("real", "evil"), ("plain", "evil_file")):
                    at += 1
                    os.rename(f"/tmp/{good}", "/tmp/kept")
                    os.rename(f"/tmp/{bad}", f"/tmp/{good}")
                    os.rename(f"/tmp/{good}", f"/tmp/{bad}")
                    os.rename("/tmp/kept", f"/tmp/{good}")
        threading.Thread(target=swap, daemon=True).start()
        result = 1
    """
    inside.value(code, sid)

    replies = [files.read(path) for _ in range(100) for path in ("/tmp/real/passwd", "/tmp/plain")]

    assert {reply.status for reply in replies} <= {200, 404, 409}
    assert {reply.body for reply in replies if reply.status == 200} == {b"mine"}
    inside.server.stop_session(inside.agent, sid)  # or it would swap them until all tests are over


def test_a_folder_of_very_many_is_shown_in_part(inside, sid, files):
    inside.value("[open(f'/tmp/{n:05}-' + 'x' * 100, 'w').close() for n in range(10_050)]; result = 1", sid)

    shown = files.list("/tmp").json()

    assert shown["hasMore"]
    assert len(shown["entries"]) == 10_000


def test_files_that_are_odd_or_held_are_refused_or_read_and_never_waited_for(inside, sid, files):
    code = """
        import fcntl
        os.utime(os.open("/tmp/old", os.O_CREAT | os.O_RDWR), (2**40, -(2**40)))
        held = os.open("/tmp/held", os.O_CREAT | os.O_RDWR)
        os.write(held, b"held")
        fcntl.flock(held, fcntl.LOCK_EX)
        fcntl.lockf(held, fcntl.LOCK_EX)
        leased = os.open("/tmp/leased", os.O_CREAT | os.O_RDWR)
        # Whoever holds a lease is told of an opening by SIGIO, which would end it; this one it can ignore.
        fcntl.fcntl(leased, fcntl.F_SETSIG, 28)
        try:
            fcntl.fcntl(leased, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        except OSError:
            pass
        os.mkdir("/tmp/closed")
        open(b"/tmp/\\xff", "w").close()
        result = 1
    """
    inside.value(code, sid)
    began_s = time.monotonic()

    assert files.read("/tmp/held").body == b"held"
    assert files.read("/tmp/leased").status in (200, 409)
    assert "\N{REPLACEMENT CHARACTER}" in files.names("/tmp")
    assert time.monotonic() - began_s < 20


def test_a_session_that_ended_shows_nothing(inside, sid, files):
    inside.value("result = 1", sid)
    inside.server.stop_session(inside.agent, sid)

    assert files.list().status == 404
    wait_until(lambda: inside.server.find_session(inside.agent, sid) is None)


def test_a_session_of_its_own_process_shows_its_files(inside, sid):
    agent = inside.deploy(
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()"
    )
    inside.value("open('/tmp/made', 'w').write('x'); result = 1", sid, agent)
    files = Files(type(inside)(inside.server, agent, inside.is_root), sid)

    assert files.names("/tmp") == {"made": "file"}
    assert "agent.py" in files.names("")


def test_without_isolation_a_session_shows_its_own_copy(unconfined, sid):
    files = Files(unconfined, sid)
    code = """
        open("made", "w").write("x")
        os.symlink("/etc", os.environ["TMPDIR"] + "/etc")
        result = 1
    """
    unconfined.value(code, sid)

    assert files.names("") == {"agent.py": "file", "made": "file"}
    assert files.names("/tmp") == {"etc": "link"}
    assert files.list("/tmp/etc").status == 409
    assert files.read("/etc/passwd").status == 400
