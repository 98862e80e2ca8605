"""`headwater configure`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headwater.cli.deploy import parse_environment, parse_object
from headwater.cli.options import Remote, json_option, parse_storage
from headwater.cli.output import Output
from headwater.cli.project import open_runtime

if TYPE_CHECKING:
    from headwater.client.toolkit import ConfigureResult


def split_list(ctx: click.Context, param: click.Parameter, text: str | None) -> list[str] | None:
    """`a,b` as a list."""
    return None if text is None else [part.strip() for part in text.split(",") if part.strip()]


@click.command("configure")
@click.argument("entrypoint", required=False, type=click.Path(path_type=Path))
@click.option("--entrypoint", "-e", "entrypoint_option", metavar="FILE", type=click.Path(path_type=Path),
              help="The same as ENTRYPOINT.")  # fmt: skip
@click.option("--name", "-n", "agent_name", help="The agent's name. [default: made from the file's]")
@click.option("--requirements-file", metavar="FILE", help="Lists the agent's packages. [default: found]")
@click.option("--deployment-type", type=click.Choice(["container", "direct_code_deploy"]),
              default="container", show_default=True,
              help="`container` also writes Dockerfile and .dockerignore.")  # fmt: skip
@click.option("--runtime", "runtime_type", metavar="PYTHON_3_x", help="The Python to run it with.")
@click.option("--protocol", help="HTTP, MCP, A2A or AGUI. [default: HTTP]")
@click.option("--env", "environment_variables", metavar="NAME=VALUE", multiple=True,
              callback=parse_environment,
              help="A variable for the agent, written down in plain text; repeatable.")  # fmt: skip
@click.option("--storage", metavar="/mnt/NAME", multiple=True, callback=parse_storage,
              help="A folder that each session finds again after its end; repeatable.")  # fmt: skip
@click.option("--idle-timeout", type=int, metavar="SECONDS", help="Idleness that ends a session.")
@click.option("--max-lifetime", type=int, metavar="SECONDS", help="Age that ends a session.")
@click.option("--request-header-allowlist", "headers", metavar="A,B", callback=split_list,
              help="Headers that callers may pass to the agent.")  # fmt: skip
@click.option("--otel/--disable-otel", "otel", default=None,
              help="Start the image under OpenTelemetry. [default: if required]")  # fmt: skip
@click.option("--container-runtime", help="podman, docker or finch, to build images with.")
@click.option("--region", help="Recorded for AWS.")
@click.option("--execution-role", metavar="ROLE", help="Recorded for AWS.")
@click.option("--ecr", "ecr_repository", metavar="URI", help="Recorded for AWS.")
@click.option("--s3", "s3_path", metavar="URI", help="Recorded for AWS.")
@click.option("--authorizer-config", "authorizer_configuration", metavar="JSON", callback=parse_object,
              help="A customJWTAuthorizer: callers then need its tokens.")  # fmt: skip
@click.option("--memory-mode", metavar="MODE",
              help="The memory that launch gives it: NO_MEMORY, STM_ONLY, STM_AND_LTM.")  # fmt: skip
@click.option("--vpc", "vpc_enabled", is_flag=True, help="Recorded: the host's network is used.")
@click.option("--subnets", "vpc_subnets", metavar="A,B", callback=split_list, help="With --vpc.")
@click.option("--security-groups", "vpc_security_groups", metavar="A,B", callback=split_list,
              help="With --vpc.")  # fmt: skip
@json_option
def configure_command(
    output: Output,
    entrypoint: Path | None,
    entrypoint_option: Path | None,
    headers: list[str] | None,
    otel: bool | None,
    **options: Any,  # Any: the arguments of Runtime.configure
) -> None:
    """Write the agent whose file is ENTRYPOINT into .bedrock_agentcore.yaml, the project file of this folder.

    Without ENTRYPOINT the file is found by itself, if there is no doubt. The agent becomes the one that
    launch, status, invoke and destroy mean here. AWS's own starter toolkit reads the same file, and as there
    ENTRYPOINT may be given with -e.
    """
    from headwater.client.entrypoint import find_entrypoint

    with open_runtime(Remote(url=None, output=output)) as runtime:
        result = runtime.configure(
            entrypoint or entrypoint_option or find_entrypoint(Path.cwd(), None),
            request_header_configuration=None if headers is None else {"requestHeaderAllowlist": headers},
            disable_otel=True if otel is False else None,
            otel=otel,
            **options,
        )
    if output.is_json:
        output.json(build_json(result))
    else:
        output.note("Launch it: headwater launch", style="good")


def build_json(result: ConfigureResult) -> dict[str, Any]:  # Any: JSON
    """What `--json` prints: the result's members."""
    return {name: str(value) if isinstance(value, Path) else value for name, value in asdict(result).items()}
