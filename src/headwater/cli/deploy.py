"""`headwater deploy`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headwater.cli.exits import Exit
from headwater.cli.options import Remote, parse_storage, protocol_option, remote_options
from headwater.cli.output import Output

if TYPE_CHECKING:
    from headwater.client import Deployment, DeployStep


def parse_environment(
    ctx: click.Context, param: click.Parameter, pairs: tuple[str, ...]
) -> dict[str, str] | None:
    """`("K=V", …)` as a table; None if there are none."""
    for pair in pairs:
        if not pair.partition("=")[0] or "=" not in pair:
            raise click.BadParameter(f"{pair!r} is not like NAME=VALUE")
    return dict(pair.split("=", 1) for pair in pairs) or None


def parse_object(
    ctx: click.Context, param: click.Parameter, text: str | None
) -> dict[str, Any] | None:  # Any: JSON
    """A JSON object given as text, or null."""
    if text is None or text.strip() == "null":
        return None
    try:
        value = json.loads(text)
    except ValueError as exc:
        raise click.BadParameter(f"it is not JSON: {exc}") from exc
    if not isinstance(value, dict):
        raise click.BadParameter("it is not a JSON object")
    return value


def parse_authorizer(
    ctx: click.Context, param: click.Parameter, text: str | None
) -> dict[str, Any] | None:  # Any: JSON
    """An authorizer given as text; null is one that asks for nothing, and None no word about it."""
    return None if text is None else parse_object(ctx, param, text) or {}


@click.command("deploy")
@click.argument("path", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--name", required=True, help="The agent's name: letters, digits, underscores; at most 48.")
@click.option(
    "--image",
    metavar="URI",
    help="A container image instead of PATH; it serves the contract on its protocol's port (HTTP: 8080)."
    " Podman or docker runs it.",
)
@click.option(
    "--entrypoint",
    metavar="FILE",
    help="The file in the folder to run; found by itself if there is no doubt.",
)
@protocol_option
@click.option(
    "--env",
    "environment",
    metavar="NAME=VALUE",
    multiple=True,
    callback=parse_environment,
    help="An environment variable for the agent; repeatable. Replaces those of the version before,"
    " which stay if none is given.",
)
@click.option(
    "--python", metavar="VERSION", help="The Python to run it with, like 3.12. [default: the server's own]"
)
@click.option(
    "--authorizer-config",
    "authorizer",
    metavar="JSON",
    callback=parse_authorizer,
    help="A customJWTAuthorizer, whose tokens callers then need. That of the version before stays if none is"
    " given; null takes it away.",
)
@click.option("--storage", metavar="/mnt/NAME", multiple=True, callback=parse_storage,
              help="A folder that each session finds again after its end; repeatable. Those of the version"
              " before stay if none is given; `none` takes them away.")  # fmt: skip
@click.option(
    "--timeout", "timeout_s", type=float, default=300.0, show_default=True, help="Seconds to wait for READY."
)
@remote_options
def deploy_command(
    remote: Remote,
    path: Path | None,
    name: str,
    image: str | None,
    entrypoint: str | None,
    protocol: str | None,
    environment: dict[str, str] | None,
    python: str | None,
    authorizer: dict[str, Any] | None,  # Any: JSON
    storage: list[str] | None,
    timeout_s: float,
) -> None:
    """Deploy the agent in PATH, a folder or a Python file, or a container image; wait until it is READY.

    An agent of that name gets a new version: new sessions use it, live ones keep theirs. A folder leaves out
    what its .dockerignore or .gitignore names; a file takes the modules beside it that it imports. Packages
    that requirements.txt, uv.lock or pyproject.toml name are installed for it. Prints the ARN.
    """
    from headwater.client import DeploymentFailed

    if (path is None) == (image is None):
        raise click.UsageError("give either PATH or --image URI")
    if image is not None and entrypoint is not None:
        raise click.UsageError("--entrypoint is for PATH: an image has a command of its own")
    output = remote.output
    try:
        deployment = remote.client.deploy(
            path,
            name,
            image=image,
            entrypoint=entrypoint,
            protocol=protocol,
            environment=environment,
            python=python,
            authorizer=authorizer,
            storage=storage,
            on_progress=step_printer(output),
            timeout_s=timeout_s,
        )
    except DeploymentFailed as exc:
        if output.is_json:
            output.json(build_json(exc.deployment))
        print_failure(output, exc.message, exc.deployment.traceback)
        raise click.exceptions.Exit(Exit.FAILED) from None
    if output.is_json:
        output.json(build_json(deployment))
        return
    output.text(deployment.agent_arn)
    output.note(f"Try it: {suggest_call(name, protocol)}", style="good")


def suggest_call(name: str, protocol: str | None) -> str:
    """The command that shows that an agent answers."""
    return f"headwater mcp list {name}" if protocol == "MCP" else f'headwater invoke {name} "Hello"'


def step_printer(output: Output) -> Callable[[DeployStep], None]:
    """Shows each step of a deployment on standard error."""

    def show(step: DeployStep) -> None:
        if step.name == "ready":
            output.note(f"{step.name:>9}", style="good")
        elif not step.is_package:
            output.note(f"{step.name:>9}  {step.detail}")

    return show


def print_failure(output: Output, message: str, traceback: str | None) -> None:
    """Why a version is not ready, with the traceback of the agent's own code."""
    if traceback:
        output.note(traceback.rstrip(), style=None)
    output.error(message)


def build_json(deployment: Deployment) -> dict[str, Any]:  # Any: JSON
    """What `--json` prints. These names stay."""
    return {
        "agentRuntimeArn": deployment.agent_arn,
        "agentRuntimeId": deployment.agent_id,
        "agentRuntimeName": deployment.agent_name,
        "version": deployment.version,
        "status": deployment.status,
        "failureReason": deployment.failure_reason,
        "traceback": deployment.traceback,
        "endpoint": deployment.endpoint,
        "url": deployment.url,
    }
