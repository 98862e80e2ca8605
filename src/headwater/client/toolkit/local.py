"""A server of this process's own, for `launch(local=True)`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from headwater.client.client import Client
from headwater.client.deploy import Deployer, Deployment, DeployOrder, DeployStep
from headwater.client.private_server import PrivateServer, find_port

DEFAULT_PORT = 8642


class LocalServer:
    """The server with the agent on it; ends with `stop`, or with the process."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.url = ""

    def start(
        self,
        order: DeployOrder,
        *,
        on_progress: Callable[[DeployStep], None],
        timeout_s: float,
        port: int | None = None,
    ) -> Deployment:
        """Start it, in place of one that runs, and deploy to it; after a failure nothing is left.

        Raises:
            ServerFailed: it did not start.
            DeploymentFailed: the agent could not be loaded.
        """
        self.stop()
        try:
            folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="headwater-local-"))
            chosen = find_port(DEFAULT_PORT) if port is None else port
            server = self._stack.enter_context(PrivateServer(port=chosen, data_dir=Path(folder)))
            self.url = server.url
            with Client(server.url) as client:
                return Deployer(client, on_progress).deploy(order, wait=True, timeout_s=timeout_s)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the server and its sessions. Again is harmless."""
        self._stack.close()
        self.url = ""
