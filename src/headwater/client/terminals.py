"""Interactive shells in sessions, for the client."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Protocol

from headwater.client.address import segment
from headwater.core.identifiers import DEFAULT_ENDPOINT

if TYPE_CHECKING:
    from headwater.client.shell import ShellLink


class Resolves(Protocol):
    """A client that knows agents by their names."""

    url: str
    _bearer_token: str | None

    def _resolve(self, agent: str) -> str: ...

    def _own(
        self, method: str, path: str, **options: Any
    ) -> dict[str, Any]: ...  # Any: httpx's options; JSON


class Terminals:
    """The methods of `Client` that are about shells."""

    def shell(
        self: Resolves,
        agent: str,
        *,
        session_id: str | None = None,
        shell_id: str | None = None,
        qualifier: str = DEFAULT_ENDPOINT,
    ) -> ShellLink:
        """An interactive shell beside the agent, in its session; nothing is opened before the link's `run`.

        Args:
            session_id: 33 to 256 characters; None starts a new session.
            shell_id: the same id in the same session reaches the same shell; None starts a new one.
        """
        from headwater.client.shell import ShellAddress, ShellLink  # slow to import

        return ShellLink(
            ShellAddress(
                url=self.url,
                arn=self._resolve(agent),
                session_id=session_id if session_id is not None else str(uuid.uuid4()),
                shell_id=shell_id if shell_id is not None else str(uuid.uuid4()),
                qualifier=qualifier,
                bearer_token=self._bearer_token,
            )
        )

    def shells(self: Resolves, agent: str) -> list[dict[str, Any]]:  # Any: JSON
        """The shells in sessions of an agent, the newest last: `shellId`, `sessionId`, `state` and more."""
        return list(self._own("GET", f"/runtimes/{segment(agent)}/shells")["shells"])
