"""Zip files made to do harm, and honest ones."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from headwater.control import archive as module
from headwater.control.archive import ArchiveLimits, check_archive, extract_archive
from headwater.core.errors import InvalidRequest

LIMITS = ArchiveLimits(unpacked_max_bytes=1_000_000, entry_max_count=50)


def entry(name, *, mode=0o644, system=3):
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    info.create_system = system
    return info


def write(path, *entries, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for info, data in entries:
            if not isinstance(info, zipfile.ZipInfo):
                archive.writestr(info, data)
            else:
                archive.writestr(info, data, compress_type=compression)
    return path


def refusal(path, into):
    """The refusal of a zip; both ways in refuse it, and nothing lands outside the target."""
    into.mkdir()
    beside = set(into.parent.iterdir())
    with pytest.raises(InvalidRequest) as extracting:
        extract_archive(path, into, LIMITS, None)
    with pytest.raises(InvalidRequest) as checking:
        check_archive(path, LIMITS)
    assert checking.value.message == extracting.value.message
    assert list(into.iterdir()) == [], "judged before anything was written"
    assert set(into.parent.iterdir()) == beside
    return checking.value.message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("../evil.py", "leads out"),
        ("a/../../evil.py", "leads out"),
        ("a/..", "leads out"),
        ("/etc/evil.py", "absolute"),
        ("C:/evil.py", "absolute"),
        ("a\\..\\evil.py", "backslash"),
        ("a/new\nline.py", "characters"),
        ("x" * 300, "longer than 255"),
        ("/".join(["d"] * 600), "longer than 1024"),
        (".", "not a file name"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path, name, text):
    path = write(tmp_path / "a.zip", (entry(name), "x"))

    assert text in refusal(path, tmp_path / "into")


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        (stat.S_IFLNK | 0o777, "symbolic link"),
        (stat.S_IFIFO | 0o644, "neither a file nor a folder"),
        (stat.S_IFCHR | 0o666, "neither a file nor a folder"),
    ],
)
def test_links_and_devices_are_refused(tmp_path, mode, text):
    path = write(tmp_path / "a.zip", (entry("agent.py"), ""), (entry("way", mode=mode), "/etc/passwd"))

    assert text in refusal(path, tmp_path / "into")


@pytest.mark.parametrize("twin", ["agent.py", "./agent.py", "a/.././agent.py"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused(tmp_path, twin):
    path = write(tmp_path / "a.zip", ("agent.py", "good"), (twin, "evil"))

    refusal(path, tmp_path / "into")


def test_a_file_that_is_also_a_folder_is_refused(tmp_path):
    path = write(tmp_path / "a.zip", ("lib", "file"), ("lib/tool.py", "x"))

    assert "both as a file and as a folder" in refusal(path, tmp_path / "into")


def test_a_bomb_is_refused_by_what_it_declares(tmp_path):
    path = write(tmp_path / "a.zip", ("zeros", bytes(LIMITS.unpacked_max_bytes + 1)))

    assert path.stat().st_size < 5000
    assert "unpacks to more than" in refusal(path, tmp_path / "into")


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path):
    path = write(tmp_path / "a.zip", ("zeros", bytes(5_000_000)))
    small, large = struct.pack("<I", 10), struct.pack("<I", 5_000_000)
    path.write_bytes(path.read_bytes().replace(large, small))
    into = tmp_path / "into"
    into.mkdir()

    with pytest.raises(InvalidRequest):
        extract_archive(path, into, LIMITS, None)

    assert sum(file.stat().st_size for file in into.iterdir()) <= LIMITS.unpacked_max_bytes


def test_too_many_entries_are_refused(tmp_path):
    path = write(tmp_path / "a.zip", *((f"{n}.py", "") for n in range(51)))

    assert "more than 50 files" in refusal(path, tmp_path / "into")


def test_folders_count_too(tmp_path):
    path = write(tmp_path / "a.zip", *((f"{n}/" + "d/" * 20 + "f", "") for n in range(3)))

    assert "more than 50 files" in refusal(path, tmp_path / "into")


def test_a_huge_directory_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "DIRECTORY_MAX_BYTES", 1000)
    path = write(tmp_path / "a.zip", *((f"{n}.py", "") for n in range(40)))

    assert "directory is larger" in refusal(path, tmp_path / "into")


def test_encrypted_files_are_refused(tmp_path):
    path = write(tmp_path / "a.zip", ("agent.py", "x"))
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    assert "encrypted" in refusal(path, tmp_path / "into")


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_compressions_that_can_take_much_memory_are_refused(tmp_path, compression):
    path = write(tmp_path / "a.zip", ("agent.py", "x" * 1000), compression=compression)

    assert "compressed otherwise" in refusal(path, tmp_path / "into")


@pytest.mark.parametrize("data", [b"", b"PK", b"hello" * 100, b"PK\x05\x06" + bytes(18)])
def test_what_is_no_zip_or_empty_is_refused(tmp_path, data):
    path = tmp_path / "a.zip"
    path.write_bytes(data)

    refusal(path, tmp_path / "into")


def test_damaged_contents_are_refused(tmp_path):
    path = write(tmp_path / "a.zip", ("agent.py", "x" * 100), compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"xxxx", b"xxyx", 1))
    into = tmp_path / "into"
    into.mkdir()

    with pytest.raises(InvalidRequest, match="not a readable zip"):
        extract_archive(path, into, LIMITS, None)


def test_an_honest_zip_is_unpacked_whatever_the_umask(tmp_path):
    path = write(
        tmp_path / "a.zip",
        (entry("agent.py", mode=0o600), "print('值')".encode()),
        (entry("bin/run", mode=stat.S_IFREG | 0o6755), "#!/bin/sh"),
        (entry("./lib/deep/tool.py"), ""),
        (entry("empty/", mode=stat.S_IFDIR | 0o700), ""),
        (entry("windows.exe", mode=0, system=0), ""),
    )
    into = tmp_path / "into"
    into.mkdir()
    mask = os.umask(0o077)
    try:
        extract_archive(path, into, LIMITS, None)
    finally:
        os.umask(mask)

    modes = {str(p.relative_to(into)): stat.S_IMODE(p.stat().st_mode) for p in into.rglob("*")}
    assert modes == {
        "agent.py": 0o644,
        "bin": 0o755,
        "bin/run": 0o755,
        "lib": 0o755,
        "lib/deep": 0o755,
        "lib/deep/tool.py": 0o644,
        "empty": 0o755,
        "windows.exe": 0o644,
    }
    assert (into / "agent.py").read_text() == "print('值')"
    assert stat.S_IMODE(into.stat().st_mode) == 0o755


@pytest.mark.root
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_everything_is_given_to_the_owner(tmp_path):
    path = write(tmp_path / "a.zip", ("agent.py", ""), ("lib/tool.py", ""))
    into = tmp_path / "into"
    into.mkdir()

    extract_archive(path, into, LIMITS, (12345, 12346))

    assert {(p.stat().st_uid, p.stat().st_gid) for p in [into, *into.rglob("*")]} == {(12345, 12346)}


GOOD = io.BytesIO()
with zipfile.ZipFile(GOOD, "w", zipfile.ZIP_DEFLATED) as made:
    made.writestr("agent.py", "x = 1\n" * 50)
    made.writestr("lib/tool.py", "y = 2\n")


@given(st.lists(st.tuples(st.integers(0, len(GOOD.getvalue()) - 1), st.integers(0, 255)), max_size=6))
@settings(max_examples=effort.count(80, 300), deadline=None)
def test_flipped_bytes_are_refused_or_unpacked_and_nothing_else(tmp_path_factory, flips):
    root = tmp_path_factory.mktemp("flip")
    data = bytearray(GOOD.getvalue())
    for position, value in flips:
        data[position] = value
    path, into = root / "a.zip", root / "into"
    path.write_bytes(data)
    into.mkdir()

    with contextlib.suppress(InvalidRequest):
        extract_archive(path, into, LIMITS, None)

    assert {p.name for p in root.iterdir()} == {"a.zip", "into"}
    assert not any(p.is_symlink() for p in into.rglob("*"))
