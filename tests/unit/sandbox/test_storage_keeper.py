"""What is made of a storage's size, and when its session may write no more."""

import asyncio
from pathlib import Path

import pytest

from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.storage.book import About, Storage, StorageKey
from headwater.sandbox.storage.keeper import StorageKeeper
from headwater.sandbox.storage.settings import StorageSettings
from headwater.sandbox.storage.source import StorageUse
from headwater.sandbox.storage.tree import measure_tree

BOUNDS = StorageSettings(max_bytes=100_000, files_max_count=10)


class Source:
    """Notes who is told to stop writing."""

    def __init__(self):
        self.sealed, self.full = [], []

    async def seal(self, use, reason):
        use.is_sealed = True
        self.sealed.append(reason)

    def note_full(self, use, reason):
        use.is_sealed = True
        self.full.append(reason)


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "files" / "work").mkdir(parents=True)
    return tmp_path / "files" / "work"


@pytest.fixture
def begin(folder):
    """A use of the storage, as of a session that starts."""

    def begin():
        about = About(
            endpoint="DEFAULT", session_id="s", owner=None, version=1, kind="folder",
            max_bytes=BOUNDS.max_bytes, files_max_count=BOUNDS.files_max_count,
        )  # fmt: skip
        key = StorageKey(runtime_id="r", endpoint="DEFAULT", session_id="s")
        storage = Storage(key=key, folder=folder.parent.parent, about=about, names=("work",))
        version = RuntimeVersion(runtime_id="r", runtime_arn="arn", runtime_name="r", number=1)
        return StorageUse(storage, None, version)

    return begin


@pytest.fixture
def look(source):
    keeper = StorageKeeper(source, None, BOUNDS)
    return lambda use: asyncio.run(keeper.look_at(use))


def fill(folder: Path, name, size_bytes):
    (folder / name).write_bytes(b"x" * size_bytes)


def test_a_storage_within_its_bounds_is_left_alone(source, folder, begin, look):
    fill(folder, "a", 50_000)
    use = begin()
    look(use)
    assert (source.sealed, use.size.file_count) == ([], 2)
    assert 50_000 <= use.size.used_bytes < 70_000


def test_too_many_bytes_close_it_once(source, folder, begin, look):
    use = begin()
    look(use)
    fill(folder, "a", 150_000)
    look(use)
    look(use)
    [reason] = source.sealed
    assert "of at most 100000" in reason


def test_too_many_files_close_it(source, folder, begin, look):
    use = begin()
    look(use)
    for number in range(10):
        (folder / str(number)).touch()
    look(use)
    assert source.sealed == ["the session's storage has 11 files and folders, of at most 10"]


def test_a_session_that_begins_with_too_much_may_take_away_and_not_add(source, folder, begin, look):
    fill(folder, "a", 150_000)
    fill(folder, "b", 50_000)
    use = begin()
    use.storage.start_size = measure_tree(folder.parent)
    look(use)
    (folder / "b").unlink()
    look(use)
    assert source.sealed == []
    fill(folder, "c", 150_000)
    look(use)
    assert len(source.sealed) == 1


def test_a_storage_that_is_gone_is_no_failure(source, folder, begin, look):
    use = begin()
    folder.rmdir()
    folder.parent.rmdir()
    look(use)
    assert use.size is None
