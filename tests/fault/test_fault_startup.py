"""A server that cannot start says why, in one line, and exits with 1."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from servers import Server

_SERVE = """
import sys
from headwater import assembly, settings
flags = {"server.port": int(sys.argv[2]), "server.data_dir": sys.argv[1]}
sys.exit(assembly.run_server(settings.load(flags)))
"""
#: For what ends by itself.
_TIMEOUT_S = 30


def start_in_vain(data_dir: Path, port: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a server that is expected to end at once."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HEADWATER_")}
    return subprocess.run(
        [sys.executable, "-c", _SERVE, str(data_dir), str(port)],
        env={**environment, "HEADWATER_MODELS__DEFAULT": "scripted"},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False,
    )  # fmt: skip


def assert_refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
    assert "listening" not in done.stdout
    assert "Traceback" not in done.stderr, done.stderr
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("headwater: "), done.stderr
    for word in words:
        assert word in last, last


def test_a_second_server_on_the_same_data_is_refused_and_the_first_goes_on(ticker, session_id):
    ticker.ask(session_id)

    done = start_in_vain(ticker.server.data_dir)

    assert_refused(done, str(ticker.server.data_dir))
    assert ticker.ask(session_id)["calls"] == 2
    assert ticker.ask(session_id + "-another")["calls"] == 1


def test_a_port_that_is_taken_is_named(server, tmp_path):
    port = urlsplit(server.url).port

    assert_refused(start_in_vain(tmp_path / "data", port), f":{port}", "--port")


def test_a_port_taken_by_a_stranger_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        port = stranger.getsockname()[1]
        assert_refused(start_in_vain(tmp_path / "data", port), f":{port}", "--port")


def test_a_data_folder_that_is_a_file_is_named(tmp_path):
    path = tmp_path / "data"
    path.write_text("a file")

    assert_refused(start_in_vain(path), str(path), "--data-dir")


def test_a_data_folder_below_a_file_is_named(tmp_path):
    (tmp_path / "file").write_text("a file")

    assert_refused(start_in_vain(tmp_path / "file" / "data"), "data", "--data-dir")


def test_a_data_folder_that_cannot_be_written_is_named():
    """/proc takes no folders, not even root's."""
    assert_refused(start_in_vain(Path("/proc/headwater-data")), "/proc/headwater-data", "--data-dir")


def test_a_store_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "data" / "headwater.db"
    path.parent.mkdir()
    path.write_bytes(b"this is no database " * 1000)

    assert_refused(start_in_vain(path.parent), "headwater.db", "not a headwater database")


def test_a_damaged_store_is_named(tmp_path):
    server = Server(tmp_path / "data", {}).start()
    assert server.stop() == 0
    path = tmp_path / "data" / "headwater.db"
    content = bytearray(path.read_bytes())
    content[100:] = os.urandom(len(content) - 100)
    path.write_bytes(content)

    assert_refused(start_in_vain(path.parent), "headwater.db")


@pytest.mark.parametrize("leftover", ["run/s/w-old", "run/scratch/old/task/agent.py"])
def test_what_an_earlier_run_left_is_cleared(tmp_path, leftover):
    path = tmp_path / "data" / leftover
    path.parent.mkdir(parents=True)
    path.write_text("left")

    server = Server(tmp_path / "data", {}).start()

    assert not path.exists()
    assert server.stop() == 0
