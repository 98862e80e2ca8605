"""What commands have in common: `--url`, `--json`, and the server they talk to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any

import click

from headwater.cli.output import Output
from headwater.core.runtimes import ServerProtocol

if TYPE_CHECKING:
    from headwater.client import Client
    from headwater.client.memory import Memories

DEFAULT_URL_TEXT = "http://127.0.0.1:8642"


@dataclass
class Remote:
    """The server a command talks to, and where it prints."""

    url: str | None
    output: Output
    #: Sent with invocations.
    bearer_token: str | None = None

    @cached_property
    def client(self) -> Client:
        """Made when it is first needed: importing it takes longer than `--help` should."""
        from headwater.client import Client

        return Client(self.url, bearer_token=self.bearer_token)

    @cached_property
    def memories(self) -> Memories:
        """The server's memories."""
        from headwater.client.memory import Memories

        return Memories(self.client)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:  # Any: a command's arguments
    """Adds `--json`; the command gets an `Output` as `output`."""

    @click.option(
        "--json", "is_json", is_flag=True, help="Print JSON on standard output, and nothing else there."
    )
    @wraps(command)
    def wrapped(*, is_json: bool, **options: Any) -> Any:  # Any: a command's arguments
        return command(output=_noted(Output(is_json=is_json)), **options)

    return wrapped


def parse_storage(ctx: click.Context, param: click.Parameter, paths: tuple[str, ...]) -> list[str] | None:
    """None: not a word of it. `none` is no storage."""
    if paths == ("none",):
        return []
    for path in paths:
        if not path.startswith("/mnt/"):
            raise click.BadParameter(f"{path!r} is not like /mnt/work")
    return list(paths) or None


def protocol_option(command: Callable[..., Any]) -> Callable[..., Any]:  # Any: a command's arguments
    """Adds `--protocol`."""
    return click.option(
        "--protocol",
        type=click.Choice([protocol.value for protocol in ServerProtocol], case_sensitive=False),
        help="What the agent's server speaks. [default: as the version before, HTTP at first]",
    )(command)


def remote_options(command: Callable[..., Any]) -> Callable[..., Any]:  # Any: a command's arguments
    """Adds `--url` and `--json`; the command gets a `Remote` as `remote`."""

    @click.option(
        "--url",
        metavar="URL",
        envvar="HEADWATER_URL",
        show_envvar=True,
        help=f"The server's address. [default: {DEFAULT_URL_TEXT}]",
    )
    @json_option
    @wraps(command)
    def wrapped(*, url: str | None, output: Output, **options: Any) -> Any:  # Any: a command's arguments
        remote = Remote(url=url, output=output)
        try:
            return command(remote=remote, **options)
        finally:
            if "client" in remote.__dict__:
                remote.client.close()

    return wrapped


def bearer_option(command: Callable[..., Any]) -> Callable[..., Any]:  # Any: a command's arguments
    """Adds `--bearer-token`; it goes below `remote_options`, whose `Remote` it completes."""

    @click.option(
        "--bearer-token",
        metavar="TOKEN",
        envvar="HEADWATER_BEARER_TOKEN",
        show_envvar=True,
        help="A token (JWT), for agents whose callers need one.",
    )
    @wraps(command)
    def wrapped(*, bearer_token: str | None, remote: Remote, **options: Any) -> Any:  # Any: as above
        remote.bearer_token = bearer_token
        return command(remote=remote, **options)

    return wrapped


def find_output() -> Output:
    """The output of the command that runs, or a plain one if it did not come that far."""
    context = click.get_current_context(silent=True)
    found = context.find_root().meta.get(__name__) if context else None
    return found if isinstance(found, Output) else Output()


def _noted(output: Output) -> Output:
    click.get_current_context().find_root().meta[__name__] = output
    return output
