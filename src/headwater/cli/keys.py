"""`headwater keys`: what callers sign with, where callers are asked who they are."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headwater.cli.exits import EPILOG
from headwater.cli.options import Remote, remote_options
from headwater.cli.output import Output
from headwater.core.errors import InvalidRequest

if TYPE_CHECKING:
    from headwater.auth.keys import KeyBook

Json = dict[str, Any]  # Any: JSON
#: What `--runtime` gives where no `--action` says otherwise.
_CALLING = (
    "InvokeAgentRuntime",
    "InvokeAgentRuntimeForUser",
    "InvokeAgentRuntimeWithWebSocketStream",
    "StopRuntimeSession",
    "GetAgentCard",
)
_OWN_CALLING = ("headwater:GetRuntime", "headwater:StopSessions")

_data_dir_option = click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Change the keys in this data folder, of a server that does not run.",
)


@click.group("keys")
def keys_command() -> None:
    """Access keys, with which requests are signed (SigV4): for boto3, the AWS SDKs and this command line.

    A server on loopback asks nobody who he is, unless auth.mode is `keys`; any other does. On the machine of
    the server, under its user, these commands need no key themselves.
    """


@keys_command.command("create", epilog=EPILOG)
@click.argument("name")
@click.option(
    "--runtime", "runtimes", multiple=True, metavar="AGENT", help="Only these agents may be called."
)
@click.option(
    "--endpoint", "endpoints", multiple=True, metavar="NAME", help="With --runtime: through these only."
)
@click.option("--memory", "memories", multiple=True, metavar="ID", help="These memories may be used.")
@click.option(
    "--action", "actions", multiple=True, metavar="ACTION", help="Only this may be done; may end in *."
)
@click.option(
    "--policy", "policy_file", type=click.File(encoding="utf-8"), help="A policy as IAM has it, JSON."
)
@click.option("--admin", "is_admin", is_flag=True, help="Everything; keys too, and seeing all sessions.")
@click.option(
    "--expires-in",
    "expires_days",
    type=click.FloatRange(min=0, min_open=True),
    metavar="DAYS",
    help="How long it is good. [default: until it is revoked]",
)
@_data_dir_option
@remote_options
def create_command(
    remote: Remote,
    name: str,
    runtimes: tuple[str, ...],
    endpoints: tuple[str, ...],
    memories: tuple[str, ...],
    actions: tuple[str, ...],
    policy_file: Any,  # Any: click's text file
    is_admin: bool,
    expires_days: float | None,
    data_dir: Path | None,
) -> None:
    """Make a key for NAME. Its secret is shown once, here.

    Sessions belong to NAME, whatever key of his began them. Without other options the key may do everything
    but manage keys, and see the sessions of others.
    """
    narrow = runtimes or memories or actions
    if endpoints and not runtimes:
        raise click.UsageError("--endpoint goes with --runtime")
    if sum(map(bool, (policy_file, is_admin, narrow))) > 1:
        raise click.UsageError("say what the key may do by --policy, by --admin, or by the other options")
    policy: Json | None = None
    if policy_file is not None:
        policy = _parse_policy(policy_file.read())
    elif is_admin:
        policy = _statements([{"Action": "*", "Resource": "*"}])
    elif narrow:
        policy = _build_policy(runtimes, endpoints, memories, actions)
    expires_at = None if expires_days is None else datetime.now(UTC) + timedelta(days=expires_days)

    async def create(keys: KeyBook) -> Json:
        from headwater.auth.keys import DEFAULT_POLICY

        text = DEFAULT_POLICY if policy is None else json.dumps(policy)
        key = await keys.create(name, text, expires_at)
        return {**key.describe(), "secretAccessKey": key.secret}

    wanted = {"name": name, "policy": policy, "expiresAt": expires_at and expires_at.isoformat()}
    given = {member: value for member, value in wanted.items() if value is not None}
    key = _reach(data_dir, lambda: remote.client.create_key(given), create)
    _print_new(remote.output, key)


@keys_command.command("list", epilog=EPILOG)
@_data_dir_option
@remote_options
def list_command(remote: Remote, data_dir: Path | None) -> None:
    """List keys: whose they are, since when, until when. Secrets are never shown again."""

    async def describe(keys: KeyBook) -> Json:
        return {"keys": [key.describe() for key in keys.list()]}

    found = _reach(data_dir, lambda: remote.client.keys(), describe)
    if remote.output.is_json:
        remote.output.json(found)
        return
    rows = [
        (key["accessKeyId"], key["name"], _show(key["createdAt"]), _show(key["expiresAt"]) or "never")
        for key in found["keys"]
    ]
    remote.output.table(
        ("KEY", "NAME", "CREATED", "EXPIRES"), rows, empty="no keys; make one with headwater keys create"
    )


@keys_command.command("revoke", epilog=EPILOG)
@click.argument("access_key_id", metavar="KEY")
@_data_dir_option
@remote_options
def revoke_command(remote: Remote, access_key_id: str, data_dir: Path | None) -> None:
    """Take a key back, at once and for good. What runs under it goes on."""

    async def revoke(keys: KeyBook) -> Json:
        return (await keys.revoke(access_key_id)).describe()

    key = _reach(data_dir, lambda: remote.client.revoke_key(access_key_id), revoke)
    if remote.output.is_json:
        remote.output.json(key)
    else:
        remote.output.text(f"{key['accessKeyId']} of {key['name']} is revoked")


def _reach(
    data_dir: Path | None, ask: Callable[[], Json], change: Callable[[KeyBook], Awaitable[Json]]
) -> Json:
    """Through the server, or in the data folder of one that does not run."""
    if data_dir is None:
        return ask()
    import asyncio

    from headwater import admission, settings

    return asyncio.run(admission.change_keys(settings.load({"server.data_dir": data_dir}), change))


def _parse_policy(text: str) -> Json:
    try:
        found = json.loads(text)
    except ValueError as exc:
        raise InvalidRequest(f"the policy is not JSON: {exc}") from None
    if not isinstance(found, dict):
        raise InvalidRequest("the policy is not a JSON object")
    return found


def _build_policy(
    runtimes: tuple[str, ...], endpoints: tuple[str, ...], memories: tuple[str, ...], actions: tuple[str, ...]
) -> Json:
    """What the options say, as a policy."""
    named = [action if ":" in action else f"bedrock-agentcore:{action}" for action in actions]
    statements: list[Json] = []
    if runtimes:
        arns = [_runtime_arn(runtime) for runtime in runtimes]
        called = [f"{arn}/runtime-endpoint/{end}" for arn in arns for end in endpoints] or arns
        calling = named or [f"bedrock-agentcore:{action}" for action in _CALLING]
        statements.append({"Action": calling, "Resource": called})
        if not named:
            statements.append({"Action": list(_OWN_CALLING), "Resource": arns})
            statements.append({"Action": "headwater:ListSessions", "Resource": "*"})  # they are his own
    if memories:
        arns = [m if m.startswith("arn:") else f"arn:aws:bedrock-agentcore:*:*:memory/{m}" for m in memories]
        statements.append({"Action": named or ["bedrock-agentcore:*"], "Resource": arns})
    if not statements:
        statements.append({"Action": named, "Resource": "*"})
    return _statements(statements)


def _runtime_arn(agent: str) -> str:
    """By its ARN, its id, or its name, which the random end of an id follows."""
    if agent.startswith("arn:"):
        return agent
    tail = agent if "-" in agent else f"{agent}-{'?' * 10}"
    return f"arn:aws:bedrock-agentcore:*:*:runtime/{tail}"


def _statements(allowed: list[Json]) -> Json:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **one} for one in allowed]}


def _print_new(output: Output, key: Json) -> None:
    if output.is_json:
        output.json(key)
        return
    output.note(f"a key for {key['name']}; the secret is shown this once. For boto3 and this command line:")
    output.text(f"export AWS_ACCESS_KEY_ID={key['accessKeyId']}")
    output.text(f"export AWS_SECRET_ACCESS_KEY={key['secretAccessKey']}")


def _show(time: Any) -> str:  # Any: text from the server, a datetime from the store, or None
    return str(time)[:16].replace("T", " ") if time else ""
