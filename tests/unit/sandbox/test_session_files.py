"""What is refused of a session's files, where only their kind and size matter."""

import os

import pytest

from headwater.core.errors import Conflict, InvalidRequest, NotFound
from headwater.sandbox import files as module
from headwater.sandbox.files import FileView, list_folder, open_file


@pytest.fixture
def view(tmp_path):
    (tmp_path / "task").mkdir()
    return FileView(root=str(tmp_path), places={"/var/task": "task"})


def test_a_file_is_read_through_what_was_looked_at(tmp_path, view):
    (tmp_path / "task" / "x").write_text("text")

    file = open_file(view, "/var/task//x")

    assert (os.read(file.fd, 100), file.size_bytes) == (b"text", 4)
    os.close(file.fd)


def test_a_file_without_end_is_refused_unread(tmp_path, view):
    with (tmp_path / "task" / "huge").open("wb") as file:
        file.truncate(module.FILE_MAX_BYTES + 1)

    with pytest.raises(Conflict, match="has 268435457 bytes"):
        open_file(view, "/var/task/huge")


def test_folders_come_first_and_too_many_are_cut(tmp_path, view, monkeypatch):
    for name in "abc":
        (tmp_path / "task" / name).write_text("")
    (tmp_path / "task" / "z").mkdir()

    whole = list_folder(view, "/var/task")
    monkeypatch.setattr(module, "ENTRIES_MAX_COUNT", 2)
    part = list_folder(view, "/var/task")

    assert [entry.name for entry in whole.entries] == ["z", "a", "b", "c"]
    assert (whole.has_more, len(part.entries), part.has_more) == (False, 2, True)


def test_a_place_that_became_a_link_is_not_followed(tmp_path, view):
    (tmp_path / "task").rmdir()
    (tmp_path / "task").symlink_to("/etc")

    with pytest.raises(Conflict):
        list_folder(view, "/var/task")
    with pytest.raises(Conflict):
        open_file(view, "/var/task/passwd")


@pytest.mark.parametrize("path", ["", "/", "/var", "/var/task/../x", "/etc", "var/task", "/var/task/\ud800"])
def test_a_path_that_is_not_the_sessions_is_refused(view, path):
    with pytest.raises(InvalidRequest):
        list_folder(view, path)


def test_a_process_that_is_gone_or_another_one_shows_nothing():
    gone = FileView(root="/proc/999999999/root", places={"/tmp": "/tmp"}, pid=999_999_999)
    other = FileView(root="/proc/self/root", places={"/tmp": "/tmp"}, pid=os.getpid(), inner_pid=77)

    for view in (gone, other):
        with pytest.raises(NotFound, match="ended"):
            list_folder(view, "/tmp")
