"""What was typed into a shell, kept until the shell is known to have been given it.

A connection can take bytes that its other end never gets. So what went out is kept; the server tells with
each connection how much the shell was given in all, and in between by echoing a heartbeat, as it does one
thing after the other. What the shell was not given is sent again.
"""

from __future__ import annotations


class TypedKeys:
    """Bytes in order: first those that went out on this connection, then those that have not."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._sent_bytes = 0
        #: Of those that went out, how many the heartbeat on its way is behind; None: there is none.
        self._asked_bytes: int | None = None
        #: How much the shell had been given, of whomever, before the first that is kept.
        self._given_bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, data: bytes) -> None:
        self._kept += data

    def take(self, max_bytes: int) -> bytes:
        """The next to send; empty: all went out."""
        part = bytes(self._kept[self._sent_bytes : self._sent_bytes + max_bytes])
        self._sent_bytes += len(part)
        return part

    def asks(self) -> bool:
        """Whether to send a heartbeat now, to hear how far the shell has come."""
        if self._asked_bytes is not None or not self._sent_bytes:
            return False
        self._asked_bytes = self._sent_bytes
        return True

    def note_heartbeat(self) -> None:
        """It came back."""
        if self._asked_bytes is not None:
            self._drop(self._asked_bytes)
            self._asked_bytes = None

    def begin(self, given_bytes: int | None, *, is_same_shell: bool) -> None:
        """A new connection.

        Args:
            given_bytes: what the shell was given in all; None: the server does not tell, and what went out
                counts as given.
            is_same_shell: else what is kept was meant for one that is gone.
        """
        if not is_same_shell:
            self._drop(len(self._kept))
        elif given_bytes is None:
            self._drop(self._sent_bytes)
        else:  # more than went out: another client has typed as well
            self._drop(max(0, min(given_bytes - self._given_bytes, self._sent_bytes)))
        self._sent_bytes, self._asked_bytes = 0, None
        self._given_bytes = given_bytes or 0

    def _drop(self, count: int) -> None:
        del self._kept[:count]
        self._sent_bytes = max(0, self._sent_bytes - count)
        self._given_bytes += count
