"""What lasts for as long as its reader likes, and ends when the server does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Endings:
    """Ends such answers once the server begins to end: its drain is for what has an end of its own."""

    def __init__(self) -> None:
        self._ends: list[Callable[[], object]] = []
        self._is_ending = False

    @contextmanager
    def calling(self, end: Callable[[], object]) -> Iterator[None]:
        """While open, `end` is called when the server begins to end; at once if it does so already."""
        self._ends.append(end)
        if self._is_ending:
            end()
        try:
            yield
        finally:
            self._ends.remove(end)

    def end(self) -> None:
        """The server begins to end."""
        self._is_ending = True
        for end in list(self._ends):
            end()
