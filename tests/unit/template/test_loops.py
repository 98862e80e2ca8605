"""Loop devices: one over a file, however often it is asked for."""

import os
import time

import pytest

from headwater.sandbox.storage.blank import find_mkfs, make_blank
from headwater.template import loops
from headwater.template import syscalls as sc

pytestmark = [
    pytest.mark.root,
    pytest.mark.skipif(
        os.geteuid() != 0 or not os.path.exists("/dev/loop-control") or find_mkfs() is None,
        reason="file systems in files take root, loop devices and mkfs.ext4",
    ),
]


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "image"
    make_blank(path, 4 << 20, 100)
    return str(path)


def test_a_file_has_one_device_and_lets_go_of_it_in_the_end(image):
    device, fd = loops.open_device(image)
    again, other_fd = loops.open_device(image)
    assert again == device
    os.close(other_fd)
    bound = f"/sys/block/{os.path.basename(device)}/loop"
    assert os.path.isdir(bound)
    os.close(fd)
    deadline_s = time.monotonic() + 10
    while os.path.isdir(bound):
        assert time.monotonic() < deadline_s
        time.sleep(0.01)


def test_two_mounts_of_a_file_are_one_file_system(image):
    first_device, first_fd = loops.open_device(image)
    first = sc.open_file_system("ext4", first_device)
    os.close(first_fd)
    second_device, second_fd = loops.open_device(image)
    second = sc.open_file_system("ext4", second_device)
    os.close(second_fd)
    try:
        os.mkdir("made", dir_fd=first)
        assert os.stat("made", dir_fd=second).st_ino == os.stat("made", dir_fd=first).st_ino
    finally:
        os.close(first)
        os.close(second)


def test_a_link_is_no_image(image, tmp_path):
    (tmp_path / "link").symlink_to(image)
    with pytest.raises(OSError, match="symbolic links"):
        loops.open_device(str(tmp_path / "link"))
