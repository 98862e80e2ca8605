"""Which storages there are, who finds his again, and when they go."""

import json
import os
import shutil

import pytest

from headwater.core.errors import SandboxError
from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.storage.blank import copy_sparse, find_mkfs, make_blank
from headwater.sandbox.storage.book import StorageBook, StorageKey
from headwater.sandbox.storage.settings import StorageSettings

DAY_S = 86_400.0
KEY = StorageKey(runtime_id="weather-1", endpoint="DEFAULT", session_id="s" * 256)


class Clock:
    now_s = 1_700_000_000.0

    def __call__(self):
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def make_book(tmp_path, clock):
    def make(max_bytes=1 << 30, **options):
        settings = StorageSettings(max_bytes=max_bytes)
        return StorageBook(tmp_path / "storage", settings, **{"owner": None, "now": clock, **options})

    return make


@pytest.fixture
def book(make_book):
    return make_book()


def build_version(number=1, runtime_id="weather-1", **more):
    return RuntimeVersion(
        runtime_id=runtime_id, runtime_arn="arn", runtime_name="weather", number=number,
        storage_paths=("/mnt/work", "/mnt/notes"), **more,
    )  # fmt: skip


def use(book, key=KEY, version=None, owner=None, text=None):
    """What a session finds, and what it leaves."""
    storage = book.open(key, version or build_version(), owner, "folder")
    path = storage.files / "work" / "file"
    found = path.read_text() if path.exists() else None
    if text is not None:
        path.write_text(text)
    book.close(storage)
    return found


def test_a_storage_is_found_by_the_same_session_alone(book, make_book):
    assert use(book, text="mine") is None
    for other in ({"endpoint": "beta"}, {"session_id": "t" * 256}, {"runtime_id": "weather-2"}):
        key = StorageKey(
            **({"runtime_id": "weather-1", "endpoint": "DEFAULT", "session_id": "s" * 256} | other)
        )
        assert use(book, key) is None
    assert use(make_book()) == "mine"
    stock = book.take_stock()
    assert stock.count == 4
    assert 0 < stock.total_bytes < 100_000
    assert book.take_stock() == stock


def test_names_cannot_be_joined_to_anothers_key(book):
    use(book, StorageKey(runtime_id="r", endpoint="a", session_id="b:c"), text="x")
    assert use(book, StorageKey(runtime_id="r", endpoint="a:b", session_id="c")) is None


def test_another_version_empties_it_for_good(book):
    use(book, text="1")
    assert use(book, version=build_version(2), text="2") is None
    assert use(book, version=build_version(1)) is None


def test_another_owner_finds_nothing_where_ids_are_somebodys(book, make_book):
    use(book, owner="ada", text="hers")
    assert use(make_book(is_bound=False), owner="bob") == "hers"
    assert use(book, owner="ada") == "hers"
    assert use(book, owner="bob") is None
    assert use(book, owner="ada") is None


def test_what_was_nobodys_is_kept_when_callers_get_names(book):
    use(book, text="old")
    assert use(book, owner="ada") == "old"


def test_two_uses_at_a_time_are_refused(book):
    storage = book.open(KEY, build_version(), None, "folder")
    with pytest.raises(SandboxError, match="in use"):
        book.open(KEY, build_version(), None, "folder")
    book.close(storage)
    book.close(storage)
    assert use(book) is None


def test_one_that_was_too_large_is_looked_at_before_its_next_session(make_book):
    book = make_book(max_bytes=20_000)
    storage = book.open(KEY, build_version(), None, "folder")
    (storage.files / "work" / "big").write_bytes(b"x" * 50_000)
    book.note_too_large(storage)
    book.close(storage)
    storage = book.open(KEY, build_version(), None, "folder")
    assert storage.start_size.used_bytes >= 50_000
    (storage.files / "work" / "big").unlink()
    book.close(storage)
    assert book.open(KEY, build_version(), None, "folder").start_size.used_bytes < 50_000
    assert not (storage.folder / "too-large").exists()


def test_folders_of_images_are_open_to_whoever_the_image_is(book):
    storage = book.open(KEY, build_version(image="x:1"), None, "folder")
    assert (storage.files / "work").stat().st_mode & 0o777 == 0o777
    assert storage.files.stat().st_mode & 0o777 == 0o700


def test_what_is_not_used_for_so_long_goes_and_what_is_in_use_stays(book, clock):
    use(book, text="mine")
    other = StorageKey(runtime_id="weather-1", endpoint="DEFAULT", session_id="other")
    storage = book.open(other, build_version(), None, "folder")
    clock.now_s += 13.9 * DAY_S
    assert book.collect() == 0
    assert use(book) == "mine"
    clock.now_s += 13.9 * DAY_S
    assert book.collect() == 0
    clock.now_s += 0.2 * DAY_S
    assert book.collect() == 1
    book.sweep()
    assert use(book) is None
    assert storage.files.is_dir()


def test_a_server_that_was_killed_has_noted_its_uses(book, make_book, clock):
    book.open(KEY, build_version(), None, "folder")
    clock.now_s += 20 * DAY_S
    book.touch_used()
    assert make_book().collect() == 0


def test_a_runtimes_storages_are_removed_and_no_others(book, tmp_path):
    use(book, text="1")
    other = StorageKey(runtime_id="weather-10", endpoint="DEFAULT", session_id="a")
    use(book, other, text="2")
    book.remove("weather-1")
    book.remove("weather-1")
    book.sweep()
    assert not (tmp_path / "storage" / "weather-1").exists()
    assert use(book, other) == "2"


def test_a_versions_storages_are_removed_and_no_others(book):
    use(book, text="1")
    other = StorageKey(runtime_id="weather-1", endpoint="beta", session_id="a")
    use(book, other, version=build_version(2), text="2")
    book.remove("weather-1", 1)
    assert use(book) is None
    assert use(book, other, version=build_version(2)) == "2"


def test_what_a_server_left_half_made_or_half_removed_is_swept(book, make_book, tmp_path):
    root = tmp_path / "storage"
    for half in (root / ".new" / "1", root / ".removed" / "2"):
        half.mkdir()
        (half / "x").touch()
    book.sweep()
    assert (root / ".new" / "1").exists()  # a session may be waiting for it
    make_book().sweep()
    assert [*(root / ".new").iterdir(), *(root / ".removed").iterdir()] == []


def test_notes_that_cannot_be_read_are_an_error_and_no_reason_to_delete(book, tmp_path):
    use(book, text="mine")
    [about] = (tmp_path / "storage").glob("*/*/about.json")
    known = about.read_text()
    about.write_text("{")
    with pytest.raises(SandboxError, match="says nothing"):
        use(book)
    about.write_text(json.dumps({"surprise": 1}))
    with pytest.raises(SandboxError, match="says nothing"):
        use(book)
    about.write_text(known)
    assert use(book) == "mine"


@pytest.mark.skipif(find_mkfs() is None, reason="there is no mkfs.ext4")
def test_an_image_takes_no_more_of_the_disk_than_is_in_it(tmp_path):
    make_blank(tmp_path / "blank", 1 << 30, 100_000)
    copy_sparse(tmp_path / "blank", tmp_path / "copy")
    blank, copy = (tmp_path / "blank").stat(), (tmp_path / "copy").stat()
    assert copy.st_size == blank.st_size > 1 << 30
    assert copy.st_blocks * 512 < 1 << 20
    with open(tmp_path / "blank", "rb") as one, open(tmp_path / "copy", "rb") as other:
        assert one.read(1 << 20) == other.read(1 << 20)
    with pytest.raises(FileExistsError):
        copy_sparse(tmp_path / "blank", tmp_path / "copy")


def test_without_mkfs_images_are_not_to_be_had(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *args, **kwargs: None)
    with pytest.raises(SandboxError, match="not installed"):
        make_blank(tmp_path / "blank", 1 << 20, 100)
    assert os.listdir(tmp_path) == []
