"""Which kind of storage is had where, and what is said of it."""

import asyncio

import pytest

from headwater.core.errors import SandboxError
from headwater.sandbox.doctor import Capability
from headwater.sandbox.storage import level as levels
from headwater.sandbox.storage.level import StorageLevel
from headwater.sandbox.storage.settings import StorageSettings

ROOT = Capability(is_root=True, has_namespaces=True, copy_on_write=True)
USER = Capability(is_root=False, has_namespaces=True, copy_on_write=True)
PROCESS = Capability(is_root=True, has_namespaces=False, copy_on_write=False)


class Mounter:
    def __init__(self, problem=""):
        self.problem = problem
        self.tried = 0

    async def try_image(self, image):
        self.tried += 1
        if self.problem:
            raise SandboxError(self.problem)


@pytest.fixture(autouse=True)
def blanks(monkeypatch):
    monkeypatch.setattr(levels, "make_blank", lambda path, *sizes: path.touch())


def find(capability, mounter=None, times=1, **settings):
    async def run():
        level = StorageLevel(StorageSettings(**settings), capability, mounter or Mounter(), owner=None)
        kinds = [await level.find_kind() for _ in range(times)]
        return kinds[-1], level.describe()

    return asyncio.run(run())


def test_root_has_images_where_they_work_which_is_tried_once():
    mounter = Mounter()
    kind, said = find(ROOT, mounter, times=2)
    assert (kind, mounter.tried) == ("image", 1)
    assert "held to it by the kernel" in said["detail"]


def test_root_has_folders_where_images_do_not_work_and_says_why():
    kind, said = find(ROOT, Mounter("no loop devices"))
    assert kind == "folder"
    assert "no loop devices" in said["detail"]


def test_an_ordinary_user_has_folders():
    kind, said = find(USER)
    assert kind == "folder"
    assert "only root" in said["detail"]


def test_folders_can_be_chosen():
    mounter = Mounter()
    assert find(ROOT, mounter, kind="folder")[0] == "folder"
    assert mounter.tried == 0


def test_images_that_are_demanded_and_cannot_be_had_are_an_error():
    with pytest.raises(SandboxError, match=r"storage.kind is `image`, but only root"):
        find(USER, kind="image")


def test_without_namespaces_there_is_none():
    with pytest.raises(SandboxError, match="takes namespaces"):
        find(PROCESS)
