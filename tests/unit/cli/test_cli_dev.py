"""`dev`: save, and new sessions get it; break it, and the old version goes on; leave, and nothing stays."""

import json
import signal
import threading
from pathlib import Path

import pytest

import effort
from headwater.client import Client, ServerNotReachable
from headwater.client.private_server import find_port
from servers import wait_until

SOURCE = """
import near
from headwater import App
app = App()

@app.entrypoint
def answer(payload):
    return "SHADE " + near.TONE

app.run()
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "near.py").write_text("TONE = 'dark'\n")
    (tmp_path / "bot.py").write_text(SOURCE.replace("SHADE", "blue"))
    return tmp_path


class Dev:
    """A running `headwater dev --json`."""

    def __init__(self, process):
        self.process = process
        self.reports = []
        self._readers = [
            threading.Thread(target=self._read_reports),
            threading.Thread(target=process.stderr.read),
        ]
        for reader in self._readers:
            reader.start()

    def _read_reports(self):
        for line in self.process.stdout:
            self.reports.append(json.loads(line))

    def wait_report(self, number):
        wait_until(
            lambda: len(self.reports) >= number or self.process.poll() is not None, 60, f"report {number}"
        )
        return self.reports[number - 1]

    def end(self, sign=signal.SIGINT):
        self.process.send_signal(sign)
        code = self.process.wait(30)
        for reader in self._readers:
            reader.join(30)
        return code


@pytest.fixture
def start_dev(start, tmp_path_factory):
    running = []

    def start_dev(path, *options):
        temp = tmp_path_factory.mktemp("temp")
        # The shared server's settings are not this one's.
        process = start(
            "dev",
            path,
            "--port",
            "0",
            "--json",
            *options,
            TMPDIR=str(temp),
            HEADWATER_MODELS__DEFAULT="scripted",
        )
        dev = Dev(process)
        dev.temp = temp
        running.append(dev)
        return dev

    yield start_dev
    for dev in running:
        if dev.process.poll() is None:
            dev.end()


def children_of(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


@pytest.mark.slow
def test_a_save_reaches_new_sessions_and_a_broken_one_nobody(start_dev, folder, session_id):
    dev = start_dev(folder / "bot.py")
    first = dev.wait_report(1)
    assert (first["status"], first["version"], first["agentRuntimeName"]) == ("READY", "1", "bot")

    with Client(first["url"]) as client:
        assert client.invoke("bot", {}, session_id=session_id).text == "blue dark"

        (folder / "near.py").write_text("TONE = 'light'\n")  # a module beside the file counts too
        assert dev.wait_report(2)["version"] == "2"
        assert client.invoke("bot", {}).text == "blue light"
        assert client.invoke("bot", {}, session_id=session_id).text == "blue dark"

        (folder / "bot.py").write_text("def (\n")
        failed = dev.wait_report(3)
        assert (failed["status"], failed["version"]) == ("FAILED", "3")
        assert "SyntaxError" in failed["traceback"]
        assert client.invoke("bot", {}).text == "blue light"

        (folder / "bot.py").write_text(SOURCE.replace("SHADE", "green"))
        assert dev.wait_report(4)["version"] == "4"
        assert client.invoke("bot", {}).text == "green light"

    server_pids = children_of(dev.process.pid)
    assert dev.end() == 130
    assert not [pid for pid in server_pids if Path(f"/proc/{pid}").exists()]
    assert list(dev.temp.iterdir()) == []
    with Client(first["url"]) as client, pytest.raises(ServerNotReachable):
        client.server_status()


@effort.long
@pytest.mark.slow
def test_sessions_are_restarted_when_asked(start_dev, folder, session_id):
    dev = start_dev(folder, "--entrypoint", "bot.py", "--name", "own_name", "--restart-sessions")
    with Client(dev.wait_report(1)["url"]) as client:
        assert client.invoke("own_name", {}, session_id=session_id).text == "blue dark"

        (folder / "bot.py").write_text(SOURCE.replace("SHADE", "red"))

        assert dev.wait_report(2)["status"] == "READY"
        assert client.invoke("own_name", {}, session_id=session_id).text == "red dark"
    assert dev.end(signal.SIGTERM) == 128 + signal.SIGTERM
    assert list(dev.temp.iterdir()) == []


@pytest.mark.slow
@effort.long
@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc")
def test_killing_it_leaves_no_server(start_dev, folder):
    dev = start_dev(folder / "bot.py")
    dev.wait_report(1)
    server_pids = children_of(dev.process.pid)
    assert server_pids

    dev.end(signal.SIGKILL)

    wait_until(lambda: not any(is_running(pid) for pid in server_pids), what="the server to end")


def test_a_taken_port_is_not_insisted_on(server):
    assert find_port(int(server.url.rpartition(":")[2])) == 0


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_cannot_be_run_is_said_before_a_server_starts(run, tmp_path):
    ran = run("dev", tmp_path)

    assert ran.code == 1
    assert "no Python file" in ran.err


@effort.long
@pytest.mark.slow
def test_a_name_that_cannot_be_ends_it(start, folder):
    process = start("dev", folder / "bot.py", "--port", "0", "--name", "no-hyphens")

    _, err = process.communicate(timeout=60)

    assert process.returncode == 1
    assert b"agentRuntimeName" in err
    assert b"Traceback" not in err
