"""Terminals of sessions: their own where they have such, else this host's."""

import os

import pytest

from headwater.core.errors import PlatformError
from headwater.sandbox.files import FileView
from headwater.sandbox.terminals import open_terminal


@pytest.fixture
def opened():
    fds = []

    def note(*arguments):
        pair = open_terminal(*arguments)
        fds.extend((pair.master, pair.slave))
        return pair

    yield note
    for fd in fds:
        os.close(fd)


def test_both_ends_of_one_terminal(opened):
    pair = opened(None)
    os.write(pair.slave, b"printed")

    assert os.read(pair.master, 100) == b"printed"
    assert not os.get_inheritable(pair.master)


@pytest.mark.skipif(not os.path.exists("/dev/pts/ptmx"), reason="this host's terminals have no such place")
def test_of_a_view_that_has_terminals(opened):
    if os.geteuid() != 0 and not os.access("/dev/pts/ptmx", os.R_OK | os.W_OK):
        pytest.skip("only root may open that one here")
    pair = opened(FileView(root="/", places={}, pid=os.getpid(), terminals="dev/pts/ptmx"))
    os.write(pair.slave, b"printed")

    assert os.read(pair.master, 100) == b"printed"
    assert os.ttyname(pair.slave).startswith("/dev/pts/")


@pytest.mark.parametrize("root", ["no-such-folder", "empty", "no-device", "other-device", "link"])
def test_a_session_without_any_gets_one_of_this_host(opened, tmp_path, root):
    for name in ("empty", "no-device", "other-device", "link"):
        (tmp_path / name).mkdir()
    (tmp_path / "no-device" / "ptmx").write_text("")
    (tmp_path / "link" / "ptmx").symlink_to("/dev/ptmx")
    path = "dev/null" if root == "other-device" else "ptmx"
    folder = "/" if root == "other-device" else str(tmp_path / root)

    pair = opened(FileView(root=folder, places={}, terminals=path))

    assert os.isatty(pair.slave)


def test_a_host_that_has_none_left_says_so(monkeypatch):
    def refuse():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pty.openpty", refuse)

    with pytest.raises(PlatformError, match=r"no pseudo-terminal .* No space left"):
        open_terminal(None)
