"""Limits, environments, sockets and findings."""

import os
import socket
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.sandbox import doctor
from headwater.sandbox.environment import build_environment, read_server_locale
from headwater.sandbox.process import _hide
from headwater.sandbox.settings import SandboxSettings
from headwater.sandbox.sockets import SocketFolder
from headwater.template.launcher import read_declared

NAMES = st.text(
    st.characters(codec="ascii", categories=["L", "N"], include_characters="_"), min_size=1, max_size=20
)
VARIABLES = st.dictionaries(
    NAMES, st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20)
)


def test_limits_are_those_of_the_settings():
    limits = SandboxSettings(memory_max_bytes=1, processes_max_count=2, open_files_max_count=3).limits()

    assert limits == {"CORE": 0, "DATA": 1, "NPROC": 2, "NOFILE": 3}


class TestEnvironment:
    def test_of_the_servers_only_locale_and_time_zone_pass(self):
        servers = {"LANG": "de_DE.UTF-8", "TZ": "Asia/Tokyo", "SECRET": "x", "PATH": "/evil", "HOME": "/root"}

        environment = build_environment({}, {}, servers)

        assert environment["LANG"] == "de_DE.UTF-8"
        assert environment["TZ"] == "Asia/Tokyo"
        assert "SECRET" not in environment
        assert environment["PATH"] == "/usr/local/bin:/usr/bin:/bin"
        assert environment["HOME"] == "/home/agent"

    def test_the_declared_wins_over_the_provided(self):
        environment = build_environment(
            {"AWS_REGION": "mine", "PATH": "/mine"}, {"AWS_REGION": "ours", "B": "b"}, {}
        )

        assert environment["AWS_REGION"] == "mine"
        assert environment["PATH"] == "/mine"
        assert environment["B"] == "b"

    def test_what_is_read_of_the_server_is_a_locale(self, monkeypatch):
        monkeypatch.setenv("HW_SECRET", "x")
        monkeypatch.setenv("LC_ALL", "C.UTF-8")

        assert read_server_locale()["LC_ALL"] == "C.UTF-8"
        assert set(read_server_locale()) <= {"LANG", "LC_ALL", "LC_CTYPE", "TZ"}

    @given(VARIABLES)
    def test_the_launcher_has_no_variable_under_the_name_that_was_declared(self, declared):
        hidden = _hide(declared)

        assert {name for name in hidden if not name.startswith("HEADWATER_DECLARED_")} == {"PATH"}
        assert hidden["PATH"] == os.defpath
        assert read_declared(hidden) == declared


class TestSocketFolder:
    def test_a_deep_folder_is_no_obstacle(self, tmp_path):
        folder = SocketFolder(tmp_path.joinpath(*["deep" * 10] * 5))
        listener, address = folder.listen("w-0123456789abcdef")
        with listener, socket.socket(socket.AF_UNIX) as client:
            client.connect(address)
        folder.close()

    @pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is a new folder")
    def test_only_the_server_may_enter_it_and_old_sockets_go(self, tmp_path):
        path = tmp_path / "s"
        path.mkdir(mode=0o777)
        (path / "old").write_text("")

        folder = SocketFolder(path)

        assert path.stat().st_mode & 0o777 == 0o700
        assert list(path.iterdir()) == []
        folder.close()
        assert not path.exists()

    def test_a_socket_that_is_removed_is_no_longer_there(self, tmp_path):
        folder = SocketFolder(tmp_path / "s")
        listener, address = folder.listen("w")
        folder.remove(address)
        folder.remove(address)

        with listener, socket.socket(socket.AF_UNIX) as client, pytest.raises(FileNotFoundError):
            client.connect(address)
        folder.close()

    def test_a_name_that_is_taken_is_refused(self, tmp_path):
        folder = SocketFolder(tmp_path / "s")
        listener, _ = folder.listen("w")
        with listener, pytest.raises(OSError, match="in use"):
            folder.listen("w")
        folder.close()


class TestDoctor:
    def test_findings_have_a_name_a_detail_and_a_remedy_where_not_ok(self):
        findings = doctor.inspect()

        names = [finding.name for finding in findings]
        assert {"python", "platform", "namespaces", "limits", "network"} <= set(names)
        assert len(names) == len(set(names))
        assert all(finding.detail for finding in findings)
        assert all(finding.remedy for finding in findings if not finding.ok)

    def test_the_shared_network_is_never_called_fine(self):
        assert not next(finding for finding in doctor.inspect() if finding.name == "network").ok

    def test_a_host_without_namespaces_is_called_what_it_is(self):
        capability = doctor.Capability(False, False, False, "they are forbidden here")

        assert capability.level == "process"
        assert "NOT isolated" in capability.describe()[0]
        assert "they are forbidden here" in capability.describe()

    def test_a_probe_that_fails_says_what_failed(self, monkeypatch):
        monkeypatch.setattr(doctor, "_PROBE", "raise SystemExit('unshare: not permitted')")

        capability = doctor.probe(0)

        assert not capability.has_namespaces
        assert "not permitted" in capability.problem

    def test_a_probe_that_hangs_is_given_up(self, monkeypatch):
        monkeypatch.setattr(doctor, "_PROBE", "import time; time.sleep(99)")
        monkeypatch.setattr(doctor, "_PROBE_TIMEOUT_S", 0.2)

        assert "did not finish" in doctor.probe(0).problem

    def test_sessions_without_terminals_are_told(self, monkeypatch):
        told = []
        nothing = doctor.Finding("containers", True, "not looked for")
        monkeypatch.setattr(doctor, "_inspect_engine", lambda *_: nothing)
        for confined, terminals in ((True, True), (True, False), (False, False)):
            capability = doctor.Capability(True, confined, True, has_terminals=terminals)
            monkeypatch.setattr(doctor, "probe", lambda uid, found=capability: found)
            told += [finding for finding in doctor.inspect() if finding.name == "terminals"]

        assert [finding.ok for finding in told] == [True, False, False]
        assert len({finding.detail for finding in told}) == 3

    def test_the_open_port_is_told(self):
        for closes, words in ((True, "is closed to agents"), (False, "is open to agents")):
            capability = doctor.Capability(True, True, True, closes_ports=closes)
            assert any(words in line for line in capability.describe())
