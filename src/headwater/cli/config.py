"""`headwater config`: the settings in force."""

from __future__ import annotations

from pathlib import Path

import click

from headwater.cli.exits import EPILOG
from headwater.cli.options import json_option
from headwater.cli.output import Output


@click.group("config")
def config_command() -> None:
    """Look at the settings."""


@config_command.command("show", epilog=EPILOG)
@click.option(
    "--config", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Settings, a TOML file."
)
@json_option
def show_command(output: Output, config: Path | None) -> None:
    """Print every setting of a server started here, and where its value is from. Secrets are masked."""
    from headwater import settings

    rows = settings.describe(settings.load(config=config))
    if output.is_json:
        output.json(
            {"settings": [{"key": key, "value": value, "origin": origin} for key, value, origin in rows]}
        )
    else:
        output.table(("Setting", "Value", "From"), rows, empty="no settings")
