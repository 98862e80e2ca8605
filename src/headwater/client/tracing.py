"""What a server knows of invocations that are over, for the client."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol


class Asks(Protocol):
    """A client of our own routes."""

    def _own(
        self, method: str, path: str, **options: Any
    ) -> dict[str, Any]: ...  # Any: httpx's options; JSON


class Tracing:
    """The methods of `Client` that are about traces."""

    def traces(
        self: Asks,
        agent: str | None = None,
        *,
        session_id: str | None = None,
        min_s: float = 0.0,
        since: datetime | None = None,
        only_errors: bool = False,
        search: str | None = None,
        limit: int = 50,
    ) -> list[dict[str, Any]]:  # Any: JSON
        """Invocations that are over, of one agent or of all, the newest first: each a span with its `phases`.

        Args:
            min_s: that took at least so many seconds.
            search: text within an id, the status or an attribute.
        """
        query = {
            "runtime": agent,
            "session": session_id,
            "minMs": f"{min_s * 1000:g}" if min_s else None,
            "since": None if since is None else since.isoformat(),
            "errors": "true" if only_errors else None,
            "search": search,
            "limit": str(limit),
        }
        params = {name: value for name, value in query.items() if value is not None}
        return list(self._own("GET", "/traces", params=params)["traces"])

    def trace(self: Asks, trace_id: str) -> list[dict[str, Any]]:  # Any: JSON
        """All spans of a trace by their start, phases among them: `spanId`, `parentId`, `durationMs`…"""
        return list(self._own("GET", f"/traces/{trace_id}")["spans"])
