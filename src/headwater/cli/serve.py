"""`headwater serve`."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("serve")
@click.option("--host", metavar="ADDRESS", help="Address to listen on. [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0 picks a free one. [default: 8642]")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where data is kept. [default: ~/.headwater]",
)
@click.option(
    "--config", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Settings, a TOML file."
)
def serve_command(host: str | None, port: int | None, data_dir: Path | None, config: Path | None) -> None:
    """Run the server until Ctrl-C.

    Prints one line `listening on http://…` when it answers.
    """
    from headwater import assembly, settings

    flags = {"server.host": host, "server.port": port, "server.data_dir": data_dir}
    sys.exit(assembly.run_server(settings.load(flags, config=config)))
