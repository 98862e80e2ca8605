"""`headwater launch`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from headwater.cli import deploy
from headwater.cli.dev import serve_and_watch
from headwater.cli.exits import Exit
from headwater.cli.options import Remote, remote_options
from headwater.cli.project import open_runtime

if TYPE_CHECKING:
    from headwater.client.toolkit import LaunchResult


@click.command("launch")
@click.argument("agent", required=False)
@click.option("--local", is_flag=True,
              help="Serve it from here, as `headwater dev` does, until Ctrl-C.")  # fmt: skip
@click.option("--local-build", is_flag=True, help="Build its Dockerfile, and run it as an image.")
@click.option("--env", "environment", metavar="NAME=VALUE", multiple=True, callback=deploy.parse_environment,
              help="An environment variable for the agent, not written down; repeatable.")  # fmt: skip
@click.option("--no-update", is_flag=True, help="Refuse if the server has an agent of this name from others.")
@click.option("--timeout", "timeout_s", type=float, default=900.0, show_default=True,
              help="Seconds to wait for READY.")  # fmt: skip
@remote_options
def launch_command(
    remote: Remote,
    agent: str | None,
    local: bool,
    local_build: bool,
    environment: dict[str, str] | None,
    no_update: bool,
    timeout_s: float,
) -> None:
    """Deploy AGENT of this project folder, by default its default agent, and wait until it is READY.

    Configure it first. Launching again gives it a new version. Prints the ARN.
    """
    from headwater.client import DeploymentFailed

    if local and local_build:
        raise click.UsageError("--local and --local-build exclude each other")
    if local:
        _serve(remote, agent, environment)
        return
    output = remote.output
    with open_runtime(remote, agent) as runtime:
        try:
            result = runtime.launch(
                local_build=local_build,
                auto_update_on_conflict=not no_update,
                env_vars=environment,
                timeout_s=timeout_s,
            )
        except DeploymentFailed as exc:  # its traceback was shown
            if output.is_json:
                output.json(deploy.build_json(exc.deployment))
            output.error(exc.message)
            raise click.exceptions.Exit(Exit.FAILED) from None
    if output.is_json:
        output.json(build_json(result))
        return
    output.text(result.agent_arn)
    is_mcp = result.protocol == "MCP"
    call = deploy.suggest_call(result.agent_name, "MCP") if is_mcp else 'headwater invoke "Hello"'
    output.note(f"Try it: {call}", style="good")


def build_json(result: LaunchResult) -> dict[str, Any]:  # Any: JSON
    """What `--json` prints. These names stay."""
    return {
        "agentRuntimeArn": result.agent_arn,
        "agentRuntimeId": result.agent_id,
        "agentRuntimeName": result.agent_name,
        "version": result.version,
        "status": result.status,
        "url": result.url,
        "mode": result.mode,
        "image": result.ecr_uri,
        "notes": list(result.notes),
    }


def _serve(remote: Remote, agent: str | None, environment: dict[str, str] | None) -> None:
    from headwater.client.toolkit.launching import build_order

    with open_runtime(remote, agent) as runtime:
        order = build_order(runtime.find_entry(), environment=environment)
    serve_and_watch(remote.output, order)
