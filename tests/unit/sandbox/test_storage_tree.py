"""Trees that agents wrote: measured and removed, whatever is in them."""

import os

import pytest

import effort
from headwater.sandbox.storage.tree import DEPTH_MAX, measure_tree, remove_tree


def make_deep(folder, depth):
    """`depth` folders in each other; no path could name the last."""
    fd = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=fd)
        inner = os.open("d", os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = inner
    os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=fd))
    os.close(fd)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "storage"
    path.mkdir()
    return path


def test_bytes_and_entries_are_counted_and_names_of_one_file_once(folder):
    (folder / "a").write_bytes(b"x" * 100_000)
    os.link(folder / "a", folder / "b")
    (folder / "d").mkdir()
    (folder / "d" / "hole").touch()
    os.truncate(folder / "d" / "hole", 1 << 40)
    size = measure_tree(folder)
    assert size.file_count == 3
    assert 100_000 <= size.used_bytes < 130_000
    assert not size.is_too_deep


def test_links_are_counted_and_not_followed(folder):
    (folder / "out").symlink_to("/usr")
    (folder / "round").symlink_to(folder)
    assert measure_tree(folder).file_count == 2


def test_what_lies_too_deep_is_not_looked_at(folder):
    make_deep(folder, DEPTH_MAX - 1)
    assert not measure_tree(folder).is_too_deep
    make_deep(folder / "d", 0)
    (folder / "e").mkdir()
    make_deep(folder / "e", DEPTH_MAX)
    assert measure_tree(folder).is_too_deep


def test_a_tree_of_any_depth_is_removed_and_nothing_that_links_lead_to(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    make_deep(folder, effort.count(300, 1200))
    (folder / "out").symlink_to(outside)
    (folder / "d" / "out").symlink_to(outside)
    os.mkfifo(folder / "d" / "fifo")
    os.mkdir(folder / "\n.removed-1")
    (folder / "closed").mkdir()
    (folder / "closed" / "inner").mkdir(mode=0)
    (folder / "closed").chmod(0)
    (folder / os.fsdecode(b"\xff\xfe")).touch()
    remove_tree(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["outside"]
    assert [path.name for path in outside.iterdir()] == ["kept"]
    remove_tree(folder)


def test_a_link_in_place_of_a_tree_is_not_followed(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "outside")
    with pytest.raises(OSError, match=r"Not a directory|Too many levels"):
        remove_tree(tmp_path / "link")
    with pytest.raises(OSError, match=r"Not a directory|Too many levels"):
        measure_tree(tmp_path / "link")


@pytest.mark.skipif(os.geteuid() == 0, reason="root looks into everything")
def test_what_keeps_its_server_out_is_told(folder):
    (folder / "closed").mkdir(mode=0o300)
    assert measure_tree(folder).is_closed
