"""What a version runs in: the Python it asks for, and the packages that its code names."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.environments.buildlog import BuildLogs
from headwater.environments.pythons import Pythons
from headwater.environments.request import find_request, nothing
from headwater.environments.store import EnvironmentStore, Packages, RegistryUnreachable

_logger = logging.getLogger(__name__)

Members = dict[str, Any]  # members of the control plane's API have their own types


class Furnisher:
    """Gives versions their interpreter. `logs` keeps what is said while one is made ready."""

    def __init__(
        self, *, environments: EnvironmentStore, pythons: Pythons, logs: BuildLogs, own_runtime: str
    ) -> None:
        """
        Args:
            own_runtime: what the server itself runs on, as `codeConfiguration.runtime` names it.
        """
        self.environments = environments
        self.logs = logs
        self._pythons = pythons
        self._own_runtime = own_runtime

    async def check(self, artifact: Members) -> None:
        """Raise InvalidRequest if this host has not the Python that `agentRuntimeArtifact` asks for."""
        runtime = artifact.get("codeConfiguration", {}).get("runtime", self._own_runtime)
        if runtime == self._own_runtime:
            return
        try:
            await asyncio.to_thread(self._pythons.get, runtime)
        except InvalidRequest as exc:
            field = FieldProblem("agentRuntimeArtifact.codeConfiguration.runtime", exc.message)
            raise InvalidRequest(exc.message, fields=(field,)) from exc

    async def furnish(self, artifact: Members, code: Path, log: Callable[[str], None]) -> Packages | None:
        """The environment of a version whose code is unpacked in `code`; None to run in the server's own.

        Raises:
            AgentError: its packages cannot be installed.
            InvalidRequest: its Python is not there any more.
            PlatformError: the environment could not be built for a reason of ours.
        """
        runtime = artifact["codeConfiguration"]["runtime"]
        request = await asyncio.to_thread(find_request, code)
        if request is None:
            if runtime == self._own_runtime:
                log("=> no requirements.txt, uv.lock or pyproject.toml: the code gets the server's packages")
                return None
            request = nothing()
        python = await asyncio.to_thread(self._pythons.get, runtime)
        try:
            return await self.environments.provide(request, python, code, log)
        except RegistryUnreachable:
            # On a train, say: what the server has itself will do, if it is what is asked for.
            if runtime != self._own_runtime or not await self.environments.server_has(request, code):
                raise
            log("no package registry can be reached; the server's own packages have what is asked for")
            return None

    async def restore(self, packages: Members, artifact: Members, code: Path) -> None:
        """Build an environment again if somebody removed it; usually it is there."""
        if not self.environments.has(packages):
            await self.furnish(artifact, code, _logger.info)
