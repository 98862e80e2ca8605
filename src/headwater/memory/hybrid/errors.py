"""What hybrid memory raises, to agents."""

from __future__ import annotations


class HybridMemoryError(Exception):
    """Hybrid memory could not do what it was asked for."""


class InvalidTurn(HybridMemoryError, ValueError):
    """What was to be remembered, or for whom, is not valid. Nothing was kept."""


class JournalFull(HybridMemoryError):
    """Too much waits to be delivered. Nothing was kept of this turn; what was kept before is safe."""


class JournalFailed(HybridMemoryError):
    """The journal cannot be written. Nothing was kept of this turn."""


class MemoryUnavailable(HybridMemoryError):
    """The Memory API cannot be reached, or refuses."""

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        """HTTP's; None where no answer came."""

    @property
    def is_final(self) -> bool:
        """Whether asking again cannot help.

        That the caller is refused (401, 403) says nothing of the turn: a session's credentials end a moment
        before it does, and what it leaves is delivered in its place.
        """
        retried = (401, 403, 408, 409, 424, 425, 429)
        return self.status is not None and 400 <= self.status < 500 and self.status not in retried
