"""`headwater edge`: front doors for the public."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from headwater.cli.exits import EPILOG
from headwater.cli.options import json_option
from headwater.cli.output import Output


@click.group("edge", invoke_without_command=True)
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file that declares the front doors, in TOML.",
)
@click.option("--target", metavar="ARN", help="The agent runtime that doors open to which name none.")
@click.option(
    "--endpoint-url",
    metavar="URL",
    help="Where it is called. [default: AWS_ENDPOINT_URL_BEDROCK_AGENTCORE, else AWS]",
)
@click.option("--host", metavar="ADDRESS", help="Address to listen on. [default: the file's, 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port; 0 picks a free one. [default: the file's, 8643]"
)
@click.option(
    "--workers",
    "processes_count",
    type=click.IntRange(1, 256),
    default=1,
    help="Processes that share the port.",
)
@click.option("--check", "is_check", is_flag=True, help="Only say whether the file can be used.")
@json_option
@click.pass_context
def edge_command(
    context: click.Context,
    config: Path | None,
    target: str | None,
    endpoint_url: str | None,
    host: str | None,
    port: int | None,
    processes_count: int,
    is_check: bool,
    output: Output,
) -> None:
    """Serve front doors: an address for everybody, with an agent behind it.

    Prints one line `listening on http://…` when it answers, and runs until Ctrl-C.
    """
    if context.invoked_subcommand is not None:
        return
    if config is None:
        raise click.UsageError("--config FILE is required; examples/edge has some")
    from headwater import edge_assembly, settings
    from headwater.edge.config import Overrides

    overrides = Overrides(target=target, endpoint_url=endpoint_url, host=host, port=port)
    if is_check:
        _report(edge_assembly.check_edge(config, overrides), config, output)
        return

    def announce(url: str) -> None:
        if output.is_json:
            output.json({"listening": url})
        else:
            output.text(f"listening on {url}")

    # Of the server's settings an edge by itself has those of its log.
    found = settings.load()
    code = edge_assembly.run_edge(
        config,
        overrides,
        announce,
        logs=found.logs,
        telemetry=found.telemetry,
        processes_count=processes_count,
    )
    sys.exit(code)


@edge_command.command("key", epilog=EPILOG)
@click.argument("name")
@json_option
def key_command(name: str, output: Output) -> None:
    """Make an API key for NAME. The key is shown once; its hash goes into [door.auth.keys]."""
    from headwater.edge.authentication.keys import hash_key, new_key

    _check_name(name)
    key = new_key()
    if output.is_json:
        output.json({"name": name, "key": key, "hash": hash_key(key)})
        return
    output.note("the key, for the caller; it is not shown again:")
    output.text(key)
    output.note("the line for [door.auth.keys]:")
    output.text(f'{_quote(name)} = "{hash_key(key)}"')


@edge_command.command("passwd", epilog=EPILOG)
@click.argument("name")
@click.option(
    "--config",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Write the line into this file.",
)
@click.option("--door", metavar="NAME", help="Of which door there. [default: the one that has users]")
@json_option
def passwd_command(name: str, config: Path | None, door: str | None, output: Output) -> None:
    """Hash a password of the user NAME, for [door.auth.users]. It is asked for, or read from a pipe."""
    from headwater.edge.authentication.passwords import hash_password
    from headwater.edge.users import write_user

    _check_name(name, without=":")
    digest = hash_password(_ask_password(name))
    if config is not None:
        line = write_user(config, door, name, digest)
        output.note(f"{config}:{line}: the password of {name} is set; a running edge takes it over by itself")
    if output.is_json:
        output.json({"name": name, "hash": digest})
    elif config is None:
        output.text(f'{_quote(name)} = "{digest}"')


def _check_name(name: str, *, without: str = "") -> None:
    """A file with a name that cannot be used would not be read again."""
    if not name or not name.isprintable():
        raise click.UsageError(f"{name!r} is not a name: printable characters, at least one")
    if found := set(name) & set(without):
        raise click.UsageError(f"{name!r} has {found.pop()!r} in it, which Basic authentication cannot say")


def _ask_password(name: str) -> str:
    if sys.stdin.isatty():
        password = click.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise click.UsageError("the password is empty")
    return str(password)


def _quote(name: str) -> str:
    """A name as a TOML key."""
    import json

    return (
        name
        if name.replace("-", "").replace("_", "").isalnum() and name.isascii()
        else json.dumps(name, ensure_ascii=False)
    )


def _report(config: object, path: Path, output: Output) -> None:
    from headwater.edge.config import EdgeConfig

    assert isinstance(config, EdgeConfig)
    doors = [
        {"name": door.name, "host": door.host, "path": door.path, "forms": list(door.allowed_forms)}
        for door in config.doors
    ]
    if output.is_json:
        output.json({"config": str(path), "doors": doors})
        return
    for door in doors:
        output.text(f"{door['name']}: {door['host'] or '*'}{door['path']}")
