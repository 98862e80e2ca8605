"""A session that prints without end does not take others' lines with its own when files go."""

import itertools
import json
from datetime import UTC, datetime, timedelta

import pytest

from headwater.telemetry import logfiles, logreader
from headwater.telemetry.logfiles import LogFiles, list_files
from headwater.telemetry.logfilter import LogFilter
from headwater.telemetry.loglines import LogChunk, LogOrigin
from headwater.telemetry.logreader import LogReader, parse_cursor

RUNTIME = "agent-0123456789"
BEGIN = datetime.now(UTC).replace(microsecond=0)
FILE_MAX_BYTES = 20_000


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setattr(logreader, "_BLOCK_BYTES", 700)
    return LogFiles(tmp_path, file_max_bytes=FILE_MAX_BYTES, files_max_count=3)


@pytest.fixture
def append(files):
    """`append(session, text)`: a second later than the one before."""
    seconds = itertools.count()

    def append(session_id, text):
        origin = LogOrigin(runtime_id=RUNTIME, version="1", session_id=session_id)
        time_ns = int((BEGIN + timedelta(seconds=next(seconds))).timestamp()) * 10**9
        files.append(RUNTIME, [LogChunk(origin=origin, stream="stdout", data=text.encode(), time_ns=time_ns)])

    return append


def start(folder, after=None, last_count=None, **wanted):
    reader = LogReader(folder, RUNTIME, LogFilter(**wanted))
    reader.start(after=after and parse_cursor(after), last_count=last_count)
    return reader


def read_on(reader):
    lines, is_end = [], False
    while not is_end:
        found = reader.read()
        lines += [json.loads(line.json)["text"] for line in found.lines]
        is_end = found.is_end
    return lines


def texts(folder, **wanted):
    return read_on(start(folder, **wanted))


def flood(append, count=300, begin=0):
    for number in range(begin, begin + count):
        append("noisy", f"noise {number} " + "x" * 900)


def size_of(folder):
    return sum(file.path.stat().st_size for file in list_files(folder, RUNTIME))


def test_quiet_sessions_keep_their_lines(tmp_path, append):
    for number in range(10):
        append(f"quiet-{number}", f"one of {number}")
    flood(append)
    append("quiet-3", "two of 3")
    flood(append)

    assert texts(tmp_path, session_id="quiet-3") == ["one of 3", "two of 3"]
    assert texts(tmp_path)[:11] == [f"one of {number}" for number in range(10)] + ["two of 3"]
    assert texts(tmp_path, session_id="quiet-0", since=BEGIN) == ["one of 0"]
    assert texts(tmp_path, session_id="quiet-3", last_count=1) == ["two of 3"]
    assert texts(tmp_path, until=BEGIN + timedelta(seconds=1)) == ["one of 0", "one of 1"]
    assert size_of(tmp_path) < 4 * FILE_MAX_BYTES
    assert sum(file.is_kept for file in list_files(tmp_path, RUNTIME)) == 1


def test_what_is_kept_is_bounded_and_loses_its_oldest(tmp_path, append):
    for number in range(400):
        append(f"quiet-{number % 40}", f"line {number}")
        flood(append, 5)
    flood(append, 300)

    kept = [int(text.split()[1]) for text in texts(tmp_path) if text.startswith("line ")]

    assert kept == list(range(kept[0], 400))
    assert 10 < len(kept) < 400
    assert size_of(tmp_path) < 4 * FILE_MAX_BYTES


def test_what_is_kept_goes_after_the_days_of_all(tmp_path, append, monkeypatch):
    append("quiet", "here")
    flood(append)
    assert texts(tmp_path, session_id="quiet") == ["here"]

    monkeypatch.setattr(logfiles.time, "time", lambda: BEGIN.timestamp() + 8 * 86_400)
    append("other", "later")
    flood(append)

    assert texts(tmp_path, session_id="quiet") == []


def test_where_all_are_alike_the_oldest_go(tmp_path, append):
    for number in range(1000):
        append(f"s{number % 2}", f"{number} " + "x" * 100)

    numbers = [int(text.split()[0]) for text in texts(tmp_path)]

    assert numbers == list(range(numbers[0], 1000))


def test_a_reader_gets_no_line_twice_when_files_go_meanwhile(tmp_path, append):
    append("quiet", "quiet 0")
    flood(append, 20)
    reader = start(tmp_path)
    lines = [json.loads(line.json)["text"] for line in reader.read().lines]
    for number in range(1, 8):
        append("quiet", f"quiet {number}")
        flood(append, 40, 100 * number)
        found = reader.read()
        lines += [json.loads(line.json)["text"] for line in found.lines]
    lines += read_on(reader)

    seen = [text for text in lines if "were removed" not in text]
    assert len(seen) == len(set(seen))
    assert any("were removed" in text for text in lines)
    assert lines[-1].startswith("noise 739 ")


def test_a_reader_of_what_is_kept_goes_on_in_the_rest(tmp_path, append):
    append("quiet", "first")
    flood(append, 200)
    reader = start(tmp_path)
    found = reader.read()
    assert json.loads(found.lines[0].json)["text"] == "first"

    rest = read_on(start(tmp_path, after=found.lines[0].cursor))

    assert rest == texts(tmp_path)[1:]
    assert rest[-1].startswith("noise 199 ")
