"""`headwater dev`: an agent being written, served with the isolation it will have later."""

from __future__ import annotations

import re
import signal
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headwater.cli.deploy import parse_environment, print_failure, suggest_call
from headwater.cli.logs import print_log_line
from headwater.cli.options import json_option, parse_storage, protocol_option
from headwater.cli.output import Output
from headwater.cli.watch import ChangeDetector, Snapshot, take_snapshot
from headwater.core.errors import HeadwaterError

if TYPE_CHECKING:
    from headwater.client import Client
    from headwater.client.deploy import DeployOrder

DEFAULT_PORT = 8642
#: Twice this passes between saving a file and its deployment.
_POLL_S = 0.25
_DEPLOY_TIMEOUT_S = 300.0


@click.command("dev")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--name", help="The agent's name. [default: made from the file's]")
@click.option(
    "--entrypoint",
    metavar="FILE",
    help="The file in the folder to run; found by itself if there is no doubt.",
)
@protocol_option
@click.option("--env", "environment", metavar="NAME=VALUE", multiple=True, callback=parse_environment,
              help="An environment variable for the agent; repeatable.")  # fmt: skip
@click.option("--storage", metavar="/mnt/NAME", multiple=True, callback=parse_storage,
              help="A folder that each session finds again after its end; repeatable.")  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port of the server. [default: 8642 if free, else any]"
)
@click.option("--data-dir", type=click.Path(path_type=Path, file_okay=False),
              help="Where data is kept. [default: a folder that goes away]")  # fmt: skip
@click.option(
    "--restart-sessions", is_flag=True, help="After a save, end the sessions that run the old version."
)
@json_option
def dev_command(
    output: Output,
    path: Path,
    name: str | None,
    entrypoint: str | None,
    protocol: str | None,
    environment: dict[str, str] | None,
    storage: list[str] | None,
    port: int | None,
    data_dir: Path | None,
    restart_sessions: bool,
) -> None:
    """Serve the agent in PATH, a file or folder, and deploy it again whenever a file is saved.

    New sessions get the new version, live ones keep theirs. If a version cannot be loaded its error is shown
    and the one before goes on. The agent's log is printed as it comes. Ctrl-C ends all.
    """
    from headwater.client.deploy import DeployOrder
    from headwater.client.protocols import build_protocol
    from headwater.client.storage import build_storage

    order = DeployOrder(
        path=path,
        name=name or make_name(path),
        entrypoint=entrypoint,
        environment=environment,
        members={**build_storage(storage), **build_protocol(protocol)},
    )
    serve_and_watch(output, order, port=port, data_dir=data_dir, restarts_sessions=restart_sessions)


def serve_and_watch(
    output: Output,
    order: DeployOrder,
    *,
    port: int | None = None,
    data_dir: Path | None = None,
    restarts_sessions: bool = False,
) -> None:
    """Serve what `order` names until Ctrl-C, and deploy it again after each save."""
    from headwater.client import Client
    from headwater.client.bundle import plan_bundle
    from headwater.client.private_server import PrivateServer, ServerFailed, find_port

    # If it is not clear what to run, that is said before anything starts.
    plan_bundle(order.path, order.entrypoint, order.requirements_file)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that all below is undone
    with ExitStack() as stack:
        folder = data_dir or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="headwater-dev-")))
        server = stack.enter_context(
            PrivateServer(port=find_port(DEFAULT_PORT) if port is None else port, data_dir=folder)
        )
        client = stack.enter_context(Client(server.url))
        workshop = _Workshop(client, output, order, restarts_sessions)
        workshop.start()
        while True:
            time.sleep(_POLL_S)
            if not server.is_alive:
                raise ServerFailed(f"the server ended by itself: {server.describe_end()}")
            workshop.look()


def make_name(path: Path) -> str:
    """An agent's name from a file's or folder's: letters, digits and underscores, a letter first."""
    stem = path.absolute().stem if path.is_file() else path.absolute().name
    name = re.sub(r"[^a-zA-Z0-9_]", "_", stem)
    return (name if name[:1].isalpha() and name.isascii() else f"agent_{name}")[:48]


class _Workshop:
    """Deploys at the start and after each save, and prints the log."""

    def __init__(
        self,
        client: Client,
        output: Output,
        order: DeployOrder,
        restarts_sessions: bool,
    ) -> None:
        self._client = client
        self._output = output
        self._order = order
        self._name = order.name
        self._restarts_sessions = restarts_sessions
        self._is_ready = False
        self._is_logging = False

    def start(self) -> None:
        self._changes = ChangeDetector(self._see())
        self._output.note(f"server     {self._client.url}")
        self._deploy(is_first=True)

    def look(self) -> None:
        """Deploy if something was saved."""
        if changed := self._changes.observe(self._see()):
            shown = ", ".join(changed[:3]) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")
            self._output.note(f"saved      {shown}")
            self._deploy()

    def _see(self) -> Snapshot:
        from headwater.client.bundle import plan_bundle
        from headwater.client.errors import BundleError

        try:
            plan = plan_bundle(self._order.path, self._order.entrypoint, self._order.requirements_file)
        except BundleError:
            return {}  # said when it is deployed
        return take_snapshot(plan.root, plan.files)

    def _deploy(self, *, is_first: bool = False) -> None:
        from headwater.client import DeploymentFailed
        from headwater.client.deploy import Deployer

        started_at = time.monotonic()
        try:
            deployment = Deployer(self._client, lambda step: None).deploy(
                self._order, wait=True, timeout_s=_DEPLOY_TIMEOUT_S
            )
        except DeploymentFailed as exc:
            self._tell_failure(exc.message, exc.deployment.traceback, exc.deployment.version)
        except HeadwaterError as exc:
            if is_first:
                raise  # nothing was deployed, and no save will change that: a bad name, for one
            self._tell_failure(exc.message, None, None)
        else:
            self._is_ready = True
            self._tell_ready(deployment.version, time.monotonic() - started_at)
        self._follow_log()

    def _tell_ready(self, version: str, took_s: float) -> None:
        ended: list[str] = []
        if self._restarts_sessions and version != "1":
            ended = self._client.stop(self._name, all_sessions=True)
        if self._output.is_json:
            self._output.json(
                {
                    "status": "READY",
                    "version": version,
                    "agentRuntimeName": self._name,
                    "url": self._client.url,
                }
            )
        self._output.note(f"ready      {self._name}, version {version}, in {took_s:.1f} s", style="good")
        if ended:
            self._output.note(f"ended      {len(ended)} session(s) of earlier versions")
        if version == "1":
            is_usual = self._client.url.endswith(f"127.0.0.1:{DEFAULT_PORT}")
            protocol = self._order.members.get("protocolConfiguration", {}).get("serverProtocol")
            call = suggest_call(
                self._name if is_usual else f"--url {self._client.url} {self._name}", protocol
            )
            self._output.note(f"try it     {call}", style="strong")

    def _tell_failure(self, message: str, traceback: str | None, version: str | None) -> None:
        if self._output.is_json:
            self._output.json(
                {"status": "FAILED", "version": version, "message": message, "traceback": traceback}
            )
        print_failure(self._output, message, traceback)
        if self._is_ready:
            self._output.note("the version before goes on serving; save again to retry")
        else:
            self._output.note("waiting for the next save")

    def _follow_log(self) -> None:
        """Print the log from now on, once there is an agent to have one."""
        if self._is_logging or self._output.is_json or not self._is_ready:
            return
        self._is_logging = True
        threading.Thread(target=self._print_log, name="log", daemon=True).start()

    def _print_log(self) -> None:
        from headwater.client import Client

        try:
            with Client(self._client.url, timeout_s=None) as client:
                for line in client.logs(self._name, follow=True):
                    print_log_line(self._output, line)
        except HeadwaterError:
            return  # the server ends; whoever runs it says so
