"""What agents print, line by line."""

import asyncio
import os

import pytest

from headwater.sandbox import output
from headwater.sandbox.output import OutputReader, by_line, open_output


class Printed:
    """A reader, its lines, and the end an agent would write to."""

    def __init__(self):
        read, self.write = os.pipe()
        self.lines = []
        self.told = []
        self.reader = OutputReader(read, "stdout", self.take)

    def take(self, printed):
        self.told.append(printed)
        by_line(self.lines.append)(printed)

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
    assert [told.continues for told in printed.told] == [True] * (len(printed.told) - 1) + [False]


async def test_no_part_of_a_long_line_ends_within_a_character(printed):
    text = "x" + "日本語𝄞é" * 20_000
    await printed.send(text.encode())
    await printed.finish()

    assert len(printed.told) > 3
    assert "".join(told.data.decode() for told in printed.told) == text


async def test_many_lines_are_handed_on_at_once(printed):
    await printed.send(b"".join(b"line %d\n" % number for number in range(5000)))
    await printed.finish()

    assert printed.lines == [f"line {number}" for number in range(5000)]
    assert len(printed.told) < 50


async def test_what_was_printed_can_be_had_at_once(printed):
    os.write(printed.write, b"last words\n")

    printed.reader.drain()

    assert printed.lines == ["last words"]


async def test_an_agent_that_prints_too_fast_waits_and_loses_nothing(printed, monkeypatch):
    monkeypatch.setattr(output, "_PAUSE_S", 0.02)

    refused_count = await printed.send((b"y" * 9_999 + b"\n") * 100)
    await printed.finish()

    assert refused_count
    assert printed.lines == ["y" * 9_999] * 100


async def test_a_reader_that_is_closed_while_it_waits_stays_closed(monkeypatch):
    monkeypatch.setattr(output, "_PAUSE_S", 0.01)
    printed = Printed()
    os.write(printed.write, b"line\n")
    while printed.lines != ["line"]:  # noqa: ASYNC110  # an outside view of the reader
        await asyncio.sleep(0)
    os.write(printed.write, b"line\nrest")
    while len(printed.lines) < 2:  # noqa: ASYNC110  # as above
        await asyncio.sleep(0)

    printed.reader.close()
    printed.reader.close()
    await asyncio.sleep(0.03)

    assert printed.lines == ["line", "line", "rest"]
    os.close(printed.write)


async def test_both_streams_are_told_apart_and_stopping_leaves_no_descriptor():
    told = []
    pipes = open_output(lambda printed: told.append((printed.stream, printed.data)))
    os.write(pipes.stdout_fd, b"out\n")
    os.write(pipes.stderr_fd, b"err\n")
    pipes.close_handed_over()
    async with asyncio.timeout(20):
        await asyncio.gather(*(reader.finished for reader in pipes.readers))

    pipes.stop()

    assert sorted(told) == [("stderr", b"err"), ("stdout", b"out")]
