"""Files of agents' logs: what is read from where, whatever else happens to them."""

import asyncio
import json
import logging
import os
from datetime import UTC, datetime, timedelta

import pytest

from headwater.core.errors import InvalidRequest
from headwater.telemetry import logreader
from headwater.telemetry.logbook import Logbook, LogSettings
from headwater.telemetry.logfiles import LogFiles, list_files
from headwater.telemetry.logfilter import LogFilter
from headwater.telemetry.loglines import LogChunk, LogOrigin
from headwater.telemetry.logreader import LogReader, parse_cursor

RUNTIME = "agent-0123456789"
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def at(seconds):
    return BEGIN + timedelta(seconds=seconds)


def chunk(text, seconds=0.0, **more):
    origin = LogOrigin(runtime_id=RUNTIME, version="1", session_id=more.pop("session_id", "s"))
    time_ns = int(at(seconds).timestamp() * 1e6) * 1000
    return LogChunk(origin=origin, stream="stdout", data=text.encode(), time_ns=time_ns, **more)


@pytest.fixture
def files(tmp_path):
    return LogFiles(tmp_path, file_max_bytes=20_000, files_max_count=1000)


def read(folder, after=None, last_count=None, **wanted):
    """(cursor, text) of the lines."""
    reader = LogReader(folder, RUNTIME, LogFilter(**wanted))
    reader.start(after=after and parse_cursor(after), last_count=last_count)
    lines, is_end = [], False
    while not is_end:
        found = reader.read()
        lines += [(line.cursor, json.loads(line.json)["text"]) for line in found.lines]
        is_end = found.is_end
    return lines


def texts(*args, **wanted):
    return [text for _, text in read(*args, **wanted)]


@pytest.fixture
def many(files, tmp_path, monkeypatch):
    """3,000 lines in 1,000 records of many files, a record a second; blocks that do not fit."""
    monkeypatch.setattr(logreader, "_BLOCK_BYTES", 700)
    monkeypatch.setattr(logreader, "_BISECT_UNTIL_BYTES", 500)
    for number in range(1000):
        files.append(RUNTIME, [chunk(f"{number} a\n{number} b\n{number} c", number)])
    assert len(list_files(tmp_path, RUNTIME)) > 5
    return tmp_path


def expected(numbers):
    return [f"{number} {letter}" for number in numbers for letter in "abc"]


def test_all_is_read_in_order(many):
    assert texts(many) == expected(range(1000))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 250, 2999, 3000, 5000])
def test_the_last_lines_are_read(many, count):
    assert texts(many, last_count=count) == expected(range(1000))[max(0, 3000 - count) :]


@pytest.mark.parametrize("second", [-5, 0, 1, 499, 998, 999, 1000])
def test_lines_since_and_until_a_time_are_read(many, second):
    assert texts(many, since=at(second)) == expected(range(max(0, second), 1000))
    assert texts(many, until=at(second)) == expected(range(min(1000, second + 1)))
    assert texts(many, since=at(second), last_count=4) == expected(range(max(0, second), 1000))[-4:]


def test_reading_goes_on_behind_any_line(many):
    lines = read(many)

    for number in (0, 1, 2, 3, 1500, 2998, 2999):
        assert read(many, after=lines[number][0]) == lines[number + 1 :]


def test_a_cursor_that_is_none_is_refused(many):
    for text in ("", "1", "1.2", "a.b.c", "1.-1.0"):
        with pytest.raises(InvalidRequest, match="is not the id of a line"):
            parse_cursor(text)
    with pytest.raises(InvalidRequest, match="this log"):
        read(many, after="1.7.0")


def test_what_was_removed_before_it_was_read_is_said(many):
    cursor = read(many)[10][0]
    first, second, third = list_files(many, RUNTIME)[:3]
    first.path.unlink()
    second.path.unlink()

    rest = texts(many, after=cursor)

    assert rest[0].startswith("lines before this one were removed")
    assert rest[-1] == "999 c"
    assert texts(many) == [text for text in rest[1:] if text]
    assert third.path.exists()


def test_a_clock_that_goes_back_hides_nothing(files, tmp_path):
    order = [*range(100, 200), *range(150), *range(40, 300)]
    for second in order:
        files.append(RUNTIME, [chunk(str(second), second)])

    assert texts(tmp_path) == [str(second) for second in order]
    assert texts(tmp_path, since=at(120)) == [str(second) for second in order if second >= 120]
    assert texts(tmp_path, until=at(120)) == [str(second) for second in order if second <= 120]


def test_files_are_bounded_by_size_and_by_number(tmp_path):
    files = LogFiles(tmp_path, file_max_bytes=5000, files_max_count=3)
    for number in range(300):
        files.append(RUNTIME, [chunk(f"line {number}", number)])
    lines = texts(tmp_path)
    assert sum(file.path.stat().st_size for file in list_files(tmp_path, RUNTIME)) < 4 * 5000
    assert lines == [f"line {number}" for number in range(300 - len(lines), 300)]

    for number in range(600):
        files.append(RUNTIME, [chunk("x", -10 * number)])
    assert len(list_files(tmp_path, RUNTIME)) <= 256


def test_old_files_go_and_their_numbers_do_not_come_back(files, tmp_path):
    files.append(RUNTIME, [chunk("old")])
    (old,) = list_files(tmp_path, RUNTIME)
    os.utime(old.path, (1, 1))

    assert files.remove_older(datetime.now().timestamp()) == 1
    files.append(RUNTIME, [chunk("new")])

    assert [file.number for file in list_files(tmp_path, RUNTIME)] == [old.number + 1]
    assert texts(tmp_path) == ["new"]


def test_a_file_spans_a_day_at_most_so_that_old_lines_go(files, tmp_path):
    for hour in range(0, 96, 3):
        files.append(RUNTIME, [chunk(str(hour), 3600 * hour)])
        files._known.clear()  # as after a start

    assert len(list_files(tmp_path, RUNTIME)) == 4
    assert texts(tmp_path, since=at(3600 * 60)) == [str(hour) for hour in range(60, 96, 3)]


def test_lines_of_older_versions_are_read_and_go_with_the_rest(files, tmp_path):
    def line(text, second):
        old = {"time": at(second).isoformat(timespec="milliseconds"), "source": "session", "version": "1"}
        return json.dumps({**old, "sessionId": "s", "stream": "stdout", "text": text}) + "\n"

    (tmp_path / f"{RUNTIME}.jsonl.2").write_text(line("1", 1))
    (tmp_path / f"{RUNTIME}.jsonl.1").write_text(line("2", 2))
    (tmp_path / f"{RUNTIME}.jsonl").write_text(line("3", 3))
    files.append(RUNTIME, [chunk("4", 4)])

    assert texts(tmp_path) == ["1", "2", "3", "4"]
    assert texts(tmp_path, since=at(2)) == ["2", "3", "4"]
    assert texts(tmp_path, last_count=3) == ["2", "3", "4"]
    files.remove(RUNTIME)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cut_bytes", [1, 20, 90])
def test_a_line_cut_short_breaks_neither_readers_nor_what_follows(files, tmp_path, cut_bytes):
    files.append(RUNTIME, [chunk("one", 1)])
    files.append(RUNTIME, [chunk("two", 2)])
    (file,) = list_files(tmp_path, RUNTIME)
    os.truncate(file.path, file.path.stat().st_size - cut_bytes)
    assert texts(tmp_path) == ["one"]

    LogFiles(tmp_path, file_max_bytes=20_000, files_max_count=4).append(RUNTIME, [chunk("three", 3)])

    lines = texts(tmp_path)
    assert (lines[0], lines[-1]) == ("one", "three")
    assert lines[1:-1] in ([], ["two"]) or "cut short" in lines[1]
    assert texts(tmp_path, last_count=1) == ["three"]
    assert texts(tmp_path, since=at(3)) == ["three"] or "cut short" in texts(tmp_path, since=at(3))[0]


def note(logbook, text, session_id="s"):
    logbook.add(runtime_id=RUNTIME, version=1, session_id=session_id, stream="stdout", text=text)


async def read_now(logbook):
    reading = logbook.read(RUNTIME, LogFilter())
    return [json.loads(line.json)["text"] async for found in reading for line in found.lines]


async def test_a_full_disk_is_said_once_and_nothing_is_lost_when_there_is_room_again(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    full = tmp_path / RUNTIME / "000000001.jsonl"
    full.parent.mkdir()
    full.symlink_to("/dev/full")
    async with Logbook(tmp_path, LogSettings()) as logbook:
        for number in range(3):
            note(logbook, f"line {number}")
            await logbook.flush()
        full.unlink()
        await logbook.flush()
        lines = await read_now(logbook)

    assert lines == ["line 0", "line 1", "line 2"]
    assert [record.levelname for record in caplog.records if "agents' logs" in record.message] == [
        "ERROR",
        "INFO",
    ]


async def test_a_folder_that_somebody_removed_comes_back(tmp_path):
    async with Logbook(tmp_path, LogSettings()) as logbook:
        note(logbook, "one")
        await logbook.flush()
        (path,) = [file.path for file in list_files(tmp_path, RUNTIME)]
        path.unlink()
        path.parent.rmdir()
        note(logbook, "two")
        await logbook.flush()
        await logbook.flush()
        assert await read_now(logbook) == ["two"]


async def test_followers_and_readers_at_files_that_come_and_go_fast(tmp_path):
    """Each file holds a few lines, and some are removed before all have read them: that is said."""
    async with Logbook(tmp_path, LogSettings(file_max_bytes=1000, files_max_count=50)) as logbook:
        seen = [[], [], []]

        async def follow(into):
            async for found in logbook.read(RUNTIME, LogFilter(), follow=True):
                into += [json.loads(line.json)["text"] for line in found.lines]
                if into[-1:] == ["last"]:
                    return

        async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
            for into in seen:
                tasks.create_task(follow(into))
            for number in range(300):
                note(logbook, f"{number}\n" + "x" * 900)
                await logbook.flush()
                if not number % 50:
                    assert await read_now(logbook)
            note(logbook, "last")

    for into in seen:
        numbers = [int(text) for text in into if text.isdigit()]
        assert numbers == sorted(set(numbers))
        assert into[-1] == "last"
        is_whole = numbers == list(range(300))
        assert is_whole or any("were removed" in text for text in into)
