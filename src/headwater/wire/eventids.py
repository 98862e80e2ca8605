"""`id:` lines in an event stream that somebody else made, and nothing else of it changed; with no I/O.

A line `id: N` comes right before the blank line that ends an event; N is the offset, in the stream's own
bytes, of the event's end, its blank line included. So whoever has seen `id: N` has the first N bytes, and
without these lines a stream is what it was, byte for byte.

Rule 1: bytes go out as they come. Only the CR of a blank line waits for the byte behind it, where lines end
        with CR LF.
Rule 2: what goes out is the same however what comes in was cut.
Rule 3: lines and then a blank one are an event here, comments too. A second blank line ends nothing.

Source: WHATWG HTML, "Server-sent events" (line ends, and what ends an event).
"""

from __future__ import annotations

import re

#: What has to be known of the bytes before those that are read, to know where a line or an event ends.
CONTEXT_BYTES = 4
_TERMINATOR = re.compile(rb"\r\n|\r|\n")
_EVENT_END = re.compile(rb"\n\n|\r\n\r\n|\r\r")
_OWN_LINE = re.compile(rb"id: [0-9]+")


class EventIdInserter:
    """Puts the lines into one stream, or into the rest of one."""

    def __init__(self, offset: int = 0, before: bytes = b"") -> None:
        """
        Args:
            offset: of the first byte that will come.
            before: the last bytes before it, `CONTEXT_BYTES` of them where there are so many; none: an event
                begins with what comes.
        """
        #: Bytes of the stream that came.
        self.offset = offset - len(before)
        self._in_line = self._in_event = len(before) >= CONTEXT_BYTES
        #: How the last line ended; empty: there was none.
        self._last_end = b""
        #: The last byte that went out was a CR: a LF now would belong to it.
        self._may_go_on = False
        #: The CR of a blank line, which waits.
        self._held = b""
        if before:
            self.feed(before)
            if self._held:  # it went out before
                self._held, self._in_event, self._last_end, self._may_go_on = b"", False, b"\r", True

    @property
    def is_between_events(self) -> bool:
        """Whether what went out ends with a whole event, or nothing has come yet."""
        return not (self._in_event or self._held)

    def feed(self, data: bytes) -> bytes:
        """What goes out for what comes in."""
        if not data:
            return b""
        if self._may_go_on or self._held or b"\r" in data:
            return self._feed_lines(data)
        if b"\n" not in data:  # one byte is found much more quickly than two, in lines that are long
            self.offset += len(data)
            self._in_event = self._in_line = True
            return data
        if b"\n\n\n" in data:
            return self._feed_lines(data)
        if data.startswith(b"\n") and not self._in_line:
            return self._feed_lines(data)
        return self._feed_rest(data) if self._in_event else self._feed_events(data)

    def finish(self) -> bytes:
        """The stream is over: what still waited."""
        return self._feed_lines(b"", is_last=True) if self._held else b""

    def tear(self) -> bytes:
        """After `finish`, of a stream that was cut short: ends the torn event, with one blank line."""
        if self.is_between_events:
            return b""
        return b"\n\n" if self._in_line or self._may_go_on else b"\n"

    def _feed_rest(self, data: bytes) -> bytes:
        """The usual case within an event: LF alone, and no blank line first."""
        end = data.find(b"\n\n") + 2
        if end < 2:
            self.offset += len(data)
            self._in_line = not data.endswith(b"\n")
            self._last_end = b"\n"
            return data
        self.offset += end
        self._in_event = self._in_line = False
        self._last_end = b"\n"
        id_line = b"id: %d\n\n" % self.offset
        rest = self._feed_events(data[end:]) if end < len(data) else b""
        return b"".join((data[: end - 1], id_line, rest))

    def _feed_events(self, data: bytes) -> bytes:
        """The usual case: LF alone, and an event begins."""
        *events, rest = data.split(b"\n\n")
        out = []
        for event in events:
            self.offset += len(event) + 2
            out.append(b"%b\nid: %d\n\n" % (event, self.offset))
        if rest:
            out.append(rest)
            self.offset += len(rest)
            self._in_event = True
            self._in_line = not rest.endswith(b"\n")
        self._last_end = b"\n"
        return out[0] if len(out) == 1 else b"".join(out)

    def _feed_lines(self, data: bytes, *, is_last: bool = False) -> bytes:
        begin = self.offset - len(self._held)
        data, self._held = self._held + data, b""
        self.offset = begin + len(data)
        out: list[bytes] = []
        done = line = 0
        if self._may_go_on and data.startswith(b"\n"):
            self._last_end, line = b"\r\n", 1
        for found in _TERMINATOR.finditer(data, line):
            start, end = found.span()
            is_blank = start == line and not self._in_line
            if is_blank and self._in_event:
                mark = found.group()
                if mark[:1] == b"\r" and self._last_end == b"\r\n":
                    if end == len(data) and mark == b"\r" and not is_last:  # what is behind it?
                        self._held, data = b"\r", data[:start]
                        break
                else:
                    mark = mark[:1]
                out += (data[done:start], b"id: %d%b" % (begin + start + len(mark), mark))
                done = start
            self._in_event = not is_blank
            self._in_line = False
            self._last_end = found.group()
            line = end
        if line < len(data):
            self._in_line = self._in_event = True
        self._may_go_on = data.endswith(b"\r")
        out.append(data[done:])
        return b"".join(out)


def find_event_end(data: bytes, start: int = 0) -> int | None:
    """Where the first event ends in `data` that ends at `start` or later, by the usual ends of lines."""
    found = _EVENT_END.search(data, start)
    return None if found is None else found.end()


def remove_event_ids(data: bytes) -> bytes:
    """A whole stream as it was before the lines were put in."""
    out, done, line = [], 0, 0
    last: tuple[int, int] | None = None
    for found in _TERMINATOR.finditer(data):
        start, end = found.span()
        if start == line and last is not None and _OWN_LINE.fullmatch(data, last[0], last[1]):
            out.append(data[done : last[0]])
            done = start
        last = None if start == line else (line, start)
        line = end
    out.append(data[done:])
    return b"".join(out)
