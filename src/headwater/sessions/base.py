"""What sessions need of parts that are not theirs."""

from __future__ import annotations

from typing import Protocol


class SessionJournal(Protocol):
    """Where lives of sessions are written down; neither call waits."""

    def started(
        self,
        *,
        runtime_id: str,
        endpoint: str,
        session_id: str,
        version: int,
        owner: str | None,
        start_ms: float | None,
    ) -> str: ...

    def ended(self, record_id: str, reason: str, *, request_count: int, cpu_s: float | None) -> None: ...
