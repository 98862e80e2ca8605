"""What agents print, line by line."""

import asyncio
import os

import pytest

from headwater.sandbox import output
from headwater.sandbox.output import OutputReader, open_output


class Printed:
    """A reader, its lines, and the end an agent would write to."""

    def __init__(self):
        read, self.write = os.pipe()
        self.lines = []
        self.reader = OutputReader(read, "stdout", lambda stream, line: self.lines.append(line))

    async def send(self, data):
        """Print all of `data`; how often there was no room for more."""
        os.set_blocking(self.write, False)
        refused_count = 0
        while data:
            try:
                data = data[os.write(self.write, data) :]
            except BlockingIOError:
                refused_count += 1
                await asyncio.sleep(0.001)
        return refused_count

    async def finish(self):
        os.close(self.write)
        async with asyncio.timeout(20):
            await self.reader.finished


@pytest.fixture
async def printed():
    made = Printed()
    yield made
    made.reader.close()


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"one\ntwo\n", ["one", "two"]),
        (b"no end", ["no end"]),
        (b"", []),
        (b"\n\n", ["", ""]),
        (b"caf\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac\n", ["café 日本"]),
        (b"bad \xff byte\n", ["bad \ufffd byte"]),
        (b"cut \xe6\x97", ["cut \ufffd"]),
        (b"nul \x00 here\n", ["nul \x00 here"]),
    ],
)
async def test_bytes_become_lines(printed, data, lines):
    os.write(printed.write, data)
    await printed.finish()

    assert printed.lines == lines


async def test_a_character_cut_between_writes_is_whole(printed):
    for byte in "日本語\n".encode():
        os.write(printed.write, bytes([byte]))
        await asyncio.sleep(0)
    await printed.finish()

    assert printed.lines == ["日本語"]


async def test_a_line_without_end_comes_in_parts_and_whole(printed):
    await printed.send(b"x" * 1_000_000)
    await printed.finish()

    assert sum(map(len, printed.lines)) == 1_000_000
    assert max(map(len, printed.lines)) <= 2 * 65_536


async def test_an_agent_that_prints_too_fast_waits_and_loses_nothing(printed, monkeypatch):
    monkeypatch.setattr(output, "_WINDOW_BYTES", 100_000)
    monkeypatch.setattr(output, "_WINDOW_S", 0.02)

    refused_count = await printed.send((b"y" * 9_999 + b"\n") * 100)
    await printed.finish()

    assert refused_count
    assert printed.lines == ["y" * 9_999] * 100


async def test_a_reader_that_is_closed_while_it_waits_stays_closed(monkeypatch):
    monkeypatch.setattr(output, "_WINDOW_BYTES", 1)
    monkeypatch.setattr(output, "_WINDOW_S", 0.01)
    printed = Printed()
    os.write(printed.write, b"line\nrest")
    for _ in range(5):
        await asyncio.sleep(0)

    printed.reader.close()
    printed.reader.close()
    await asyncio.sleep(0.03)

    assert printed.lines == ["line", "rest"]
    os.close(printed.write)


async def test_both_streams_are_told_apart_and_stopping_leaves_no_descriptor():
    told = []
    pipes = open_output(lambda stream, line: told.append((stream, line)))
    os.write(pipes.stdout_fd, b"out\n")
    os.write(pipes.stderr_fd, b"err\n")
    pipes.close_handed_over()
    async with asyncio.timeout(20):
        await asyncio.gather(*(reader.finished for reader in pipes.readers))

    pipes.stop()

    assert sorted(told) == [("stderr", "err"), ("stdout", "out")]
