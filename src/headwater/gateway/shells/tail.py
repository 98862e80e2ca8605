"""The last of what a shell printed."""

from __future__ import annotations


class OutputTail:
    """Bytes by their offset since the shell's start; only the last `max_bytes` are there."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._kept = bytearray()
        #: The offset behind the last byte.
        self.end = 0

    @property
    def start(self) -> int:
        """The offset of the first byte that is still there."""
        return self.end - len(self._kept)

    def append(self, data: bytes) -> None:
        """Keep `data`; what was first goes where there is too much."""
        self._kept += data
        self.end += len(data)
        excess = len(self._kept) - self._max_bytes
        if excess > 0:
            del self._kept[:excess]  # cheap: a bytearray moves its beginning

    def read(self, offset: int, max_bytes: int) -> bytes:
        """At most `max_bytes` from `offset` on, which lies between `start` and `end`."""
        assert self.start <= offset <= self.end, f"{offset} is not between {self.start} and {self.end}"
        at = offset - self.start
        return bytes(self._kept[at : at + max_bytes])
