"""Our own route to shells: which there are, so that their clients find back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from headwater.auth.owners import OwnerBook
from headwater.control.plane import ControlPlane
from headwater.core.principals import current
from headwater.gateway.api.shells import ListedShells
from headwater.gateway.call import Call
from headwater.gateway.routes import Route
from headwater.gateway.shells.registry import Shells


class ShellRoutes:
    """One method a route."""

    def __init__(self, *, control: ControlPlane, shells: Shells, owners: OwnerBook) -> None:
        self._control = control
        self._shells = shells
        self._owners = owners

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "runtimes/{runtime}/shells",
                self.list_shells,
                "ListSessions",
                "Interactive shells in sessions of a runtime",
                answer=ListedShells,
                description="They are opened by a WebSocket at `/runtimes/{arn}/ws/shells`.",
            ),
        )

    async def list_shells(self, call: Call) -> None:
        """GET runtimes/NAME/shells."""
        runtime_id = self._control.find_runtime_id(call.names["runtime"])
        scope, now_s = self._owners.scope_of(current()), asyncio.get_running_loop().time()
        found = [
            shell.describe(now_s)
            for shell in self._shells
            if shell.session.key.runtime_id == runtime_id and scope.covers(shell.session.owner)
        ]
        await call.answer({"shells": found})
