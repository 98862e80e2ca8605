"""The journal: nothing acknowledged is lost, whatever a crash or damage does to the file."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.memory.hybrid import journal as journal_module
from headwater.memory.hybrid.errors import JournalFailed
from headwater.memory.hybrid.journal import (
    MAGIC,
    adopt_journal,
    begin_journal,
    describe_descriptor,
    find_leftovers,
    read_journal,
)

MEMORY_ID = "notes-0123456789"


def write(folder, count, *, text="turn"):
    journal = begin_journal(folder)
    for number in range(count):
        journal.append(MEMORY_ID, {"number": number, "text": text})
    return journal


def numbers(content):
    return [entry.body["number"] for entry in content.entries]


def test_what_was_appended_is_read_in_order(tmp_path):
    journal = write(tmp_path, 3, text="é\x00🜁")
    content = read_journal(journal.path.read_bytes())
    assert numbers(content) == [0, 1, 2]
    assert content.entries[0].memory_id == MEMORY_ID
    assert content.entries[0].body["text"] == "é\x00🜁"
    assert content.damage == []


def test_what_is_delivered_or_set_aside_is_not_read_again(tmp_path):
    journal = write(tmp_path, 5)
    journal.mark_delivered(2)
    journal.mark_aside(4)
    assert numbers(read_journal(journal.path.read_bytes())) == [2, 4]


def test_a_journal_with_nothing_left_is_removed_when_closed(tmp_path):
    journal = write(tmp_path, 2)
    journal.mark_delivered(2)
    journal.close()
    assert list(tmp_path.iterdir()) == []
    kept = write(tmp_path, 1)
    kept.close()
    assert list(tmp_path.iterdir()) == [kept.path]


def test_a_delivered_journal_does_not_grow_for_ever(tmp_path):
    journal = begin_journal(tmp_path)
    for _ in range(300):
        journal.mark_delivered(journal.append(MEMORY_ID, {"text": "x" * 10_000}).seq)
    assert journal.path.stat().st_size < 1_000_000
    journal.append(MEMORY_ID, {"number": 7})
    assert numbers(read_journal(journal.path.read_bytes())) == [7]


@given(st.data())
def test_a_torn_end_loses_only_what_was_torn(tmp_path_factory, data):
    journal = write(tmp_path_factory.mktemp("journal"), 4)
    whole = journal.path.read_bytes()
    journal.close()
    cut = data.draw(st.integers(0, len(whole)))
    content = read_journal(whole[:cut])
    assert numbers(content) == list(range(len(content.entries)))
    assert content.damage == []


@given(st.data())
def test_damage_costs_the_records_it_hits_and_is_reported(tmp_path_factory, data):
    journal = write(tmp_path_factory.mktemp("journal"), 5)
    raw = bytearray(journal.path.read_bytes())
    journal.close()
    at = data.draw(st.integers(len(MAGIC), len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    content = read_journal(bytes(raw))
    assert len(content.entries) == 4
    assert numbers(content) == sorted(numbers(content))
    assert content.damage or numbers(content) == [0, 1, 2, 3]  # at the end it is a torn end


@given(st.binary(max_size=300), st.binary(max_size=50))
def test_no_bytes_do_anything_but_be_read_or_be_reported(noise, more):
    for data in (noise, MAGIC + noise, MAGIC + noise + b"\xf5HWJ" + more):
        read_journal(data)


def test_only_journals_of_the_dead_are_leftovers(tmp_path):
    living = write(tmp_path, 1)
    dead = write(tmp_path, 1)
    os.close(dead._fd)
    (tmp_path / "x.journal").symlink_to("/etc/passwd")
    found = list(find_leftovers(tmp_path))
    assert [path for path, _ in found] == [dead.path]
    assert list(find_leftovers(tmp_path)) == []  # taken
    for _, fd in found:
        os.close(fd)
    living.close()


def test_a_folder_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalFailed, match="cannot be written"):
        begin_journal(tmp_path / "file")


def test_an_append_that_fails_leaves_nothing(tmp_path, monkeypatch):
    journal = write(tmp_path, 1)
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, data[: len(data) // 2]))
    with pytest.raises(JournalFailed, match="no space"):
        journal.append(MEMORY_ID, {"number": 1})
    monkeypatch.undo()
    journal.append(MEMORY_ID, {"number": 2})
    assert numbers(read_journal(journal.path.read_bytes())) == [0, 2]


def test_the_hosts_file_is_adopted_by_one_process_and_left_to_the_host(tmp_path):
    path = tmp_path / "given"
    fd = os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND)
    described = describe_descriptor(fd)
    journal = adopt_journal(described)
    journal.append(MEMORY_ID, {"number": 1})
    pid = os.fork()
    if pid == 0:
        os._exit(0 if adopt_journal(described) is None else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert numbers(read_journal(path.read_bytes())) == [1]
    journal.mark_delivered(1)
    journal.close()
    assert path.read_bytes() == b""


def test_a_descriptor_of_another_file_is_not_written_to(tmp_path):
    (tmp_path / "given").write_bytes(b"")
    described = describe_descriptor(os.open(tmp_path / "given", os.O_RDWR))
    other = os.open(tmp_path / "other", os.O_CREAT | os.O_RDWR)
    number = described.partition(":")[0]
    os.dup2(other, int(number))
    assert adopt_journal(described) is None
    assert adopt_journal("999:1:1") is None
    assert adopt_journal("nonsense") is None
    assert (tmp_path / "other").read_bytes() == b""


def test_marks_that_are_no_records_are_looked_at_so_often_and_no_more(monkeypatch):
    looked_at = []
    real = journal_module._record_at
    monkeypatch.setattr(journal_module, "_record_at", lambda data, at: looked_at.append(at) or real(data, at))
    content = read_journal(MAGIC + b"\xf5HWJ\x00\xb0\x00\x00" * 100_000)
    assert content.entries == []
    assert "no end of damage" in content.damage[-1]
    assert len(looked_at) < 200


def test_what_comes_after_some_damage_is_read(tmp_path):
    journal = write(tmp_path, 2)
    whole = journal.path.read_bytes()[len(MAGIC) :]
    content = read_journal(MAGIC + b"\xf5HWJ\x00\xb0\x00\x00" * 50 + whole)
    assert numbers(content) == [0, 1]
    assert content.damage == [f"{8 * 50} bytes at {len(MAGIC)} are damaged"]


def test_any_number_of_marks_is_read_in_one_go(tmp_path):
    journal = write(tmp_path, 3000)
    for _ in range(3000):
        journal.mark_delivered(1)
    assert numbers(read_journal(journal.path.read_bytes())) == list(range(1, 3000))
