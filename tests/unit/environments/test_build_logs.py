"""The log of a version that is made ready."""

import pytest

from headwater.environments import buildlog
from headwater.environments.buildlog import BuildLogs

ID = "agent-0123456789"


@pytest.fixture
def logs(tmp_path):
    return BuildLogs(tmp_path / "builds")


def test_lines_are_read_while_they_are_written(logs):
    with logs.open(ID, 1) as log:
        log.line("first, 日本語")
        part = logs.read(ID, 1, 0)
        log.line("second")

    assert part.text == "first, 日本語\n"
    assert logs.read(ID, 1, part.next_offset).text == "second\n"
    assert logs.read(ID, 1, 10_000).text == ""


def test_a_version_without_a_log_reads_as_empty(logs):
    assert (logs.read(ID, 7, 0).text, logs.read(ID, 7, 5).next_offset) == ("", 5)


def test_versions_and_runtimes_are_apart(logs):
    for number in (1, 2):
        with logs.open(ID, number) as log:
            log.line(f"version {number}")
    logs.remove(ID, 1)
    assert [logs.read(ID, number, 0).text for number in (1, 2)] == ["", "version 2\n"]

    logs.remove(ID, None)
    assert logs.read(ID, 2, 0).text == ""


def test_a_log_does_not_grow_without_end_and_says_so(logs, monkeypatch):
    monkeypatch.setattr(buildlog, "FILE_MAX_BYTES", 100)
    with logs.open(ID, 1) as log:
        for number in range(50):
            log.line(f"line {number}")

    text = logs.read(ID, 1, 0).text
    assert text.endswith("(more was printed than is kept)\n")
    assert len(text) < 200


def test_a_long_log_is_read_in_parts_of_whole_lines(logs, monkeypatch):
    monkeypatch.setattr(buildlog, "READ_MAX_BYTES", 40)
    lines = [f"line {number} é" for number in range(30)]
    with logs.open(ID, 1) as log:
        for line in lines:
            log.line(line)

    found, offset = "", 0
    while (part := logs.read(ID, 1, offset)).text:
        found, offset = found + part.text, part.next_offset
    assert found.splitlines() == lines
