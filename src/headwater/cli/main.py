"""`headwater`: the command line. Each group of commands is a file of its own, read when it is called for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

import headwater
from headwater.cli.exits import EPILOG, Exit, describe_error, exit_code_of
from headwater.cli.options import find_output
from headwater.core.errors import HeadwaterError

#: Command -> the module that defines it under the same name, in the order `--help` lists them.
COMMANDS = {
    "serve": "serve",
    "init": "init",
    "configure": "configure",
    "launch": "launch",
    "deploy": "deploy",
    "dev": "dev",
    "invoke": "invoke",
    "chat": "chat",
    "runs": "runs",
    "shell": "shell",
    "exec": "exec",
    "mcp": "mcp",
    "status": "status",
    "sessions": "sessions",
    "top": "top",
    "stop": "sessions",
    "warm": "limits",
    "limits": "limits",
    "logs": "logs",
    "traces": "traces",
    "destroy": "destroy",
    "doctor": "doctor",
    "edge": "edge",
    "memory": "memory",
    "models": "models",
    "keys": "keys",
    "config": "config",
}


class Commands(click.Group):
    """Imports a command's module when it is needed, and turns errors into exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"headwater.cli.{COMMANDS[cmd_name]}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        command.epilog = command.epilog or EPILOG
        return command

    def invoke(self, ctx: click.Context) -> Any:  # Any: as click has it
        try:
            return super().invoke(ctx)
        except HeadwaterError as exc:
            output = find_output()
            if output.is_json:
                output.json({"error": describe_error(exc)})
            output.error(exc.message)
            ctx.exit(exit_code_of(exc))
        except KeyboardInterrupt:
            click.echo("cancelled", err=True)
            ctx.exit(Exit.CANCELLED)


@click.group(
    cls=Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(headwater.__version__, prog_name="headwater")
def cli() -> None:
    """Run streaming agents, each conversation in an isolated session of its own.

    Start a server, deploy an agent to it, talk to it:

    \b
      headwater serve
      headwater deploy examples/streaming_agent --name weather
      headwater invoke weather "what the weather is like?"
    """


def main() -> None:
    """The console script."""
    cli(prog_name="headwater")


if __name__ == "__main__":
    sys.exit(main())  # type: ignore[func-returns-value]  # click exits by itself
