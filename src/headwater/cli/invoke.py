"""`headwater invoke`."""

from __future__ import annotations

import json
import re
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headwater.cli.exits import Exit
from headwater.cli.following import follow, keep_up, print_started
from headwater.cli.options import Remote, bearer_option, remote_options
from headwater.cli.project import find_project, has_piped_input, open_runtime

if TYPE_CHECKING:
    from headwater.client import Client

#: What an agent may be called, and its id.
_NAME_OR_ID = re.compile(r"[a-zA-Z][a-zA-Z0-9_]{0,47}(-[a-zA-Z0-9]{10})?")


@click.command("invoke")
@click.argument("agent", required=False)
@click.argument("prompt", required=False)
@click.option("--session", "session_id", metavar="ID", help="Go on in this session (33 to 256 characters).")
@click.option(
    "--payload",
    metavar="JSON",
    help="Send this JSON instead of a prompt; @FILE or - (standard input) is sent as it is.",
)
@click.option("--user", "user_id", metavar="ID", help="The user on whose behalf the agent acts.")
@click.option("--qualifier", default="DEFAULT", show_default=True, help="The endpoint's name.")
@click.option("--new-session", is_flag=True, help="Begin a new session of the project's agent.")
@click.option("--raw", "is_raw", is_flag=True, help="Print the answer's bytes exactly as they come.")
@click.option(
    "--detach",
    "is_detached",
    is_flag=True,
    help="Print the invocation's id and leave; `headwater runs attach ID` shows the answer.",
)
@remote_options
@bearer_option
def invoke_command(
    remote: Remote,
    agent: str | None,
    prompt: str | None,
    session_id: str | None,
    payload: str | None,
    user_id: str | None,
    qualifier: str,
    new_session: bool,
    is_raw: bool,
    is_detached: bool,
) -> None:
    """Send PROMPT to AGENT (a name, id or ARN) and print its answer as it comes.

    The agent gets {"prompt": PROMPT}, one of A2A or AG-UI a message or a run in its own terms; without PROMPT
    it is read from standard input, if that is a pipe. Text goes to standard output; other events, and a last
    line with the session and the timings, go to standard error. A connection that breaks is made anew, and
    the answer goes on where it was.

    Ctrl-C cancels the agent's work. It goes on when this command ends in another way: by its terminal being
    closed, or a server that stays away; `headwater runs` finds it.

    In a project folder, one with a .bedrock_agentcore.yaml, AGENT may be left out: its default agent is
    asked, and goes on with one session until it is launched again.
    """
    named, prompt = sort_arguments(agent, prompt, has_payload=payload is not None)
    content = read_payload(prompt, payload)
    is_prompt = payload is None
    output = remote.output
    if is_raw and (output.is_json or is_detached):
        raise click.UsageError(f"--raw and --{'json' if output.is_json else 'detach'} exclude each other")
    wanted: dict[str, Any] = {"user_id": user_id, "qualifier": qualifier}  # Any: arguments
    with ExitStack() as stack:
        with _aim(stack, remote, named, session_id, is_new=new_session) as (client, chosen, options):
            if is_prompt:
                content, options = _phrase(client, chosen, content["prompt"], options, qualifier)
            if is_detached:
                print_started(output, client.start(chosen, content, **options, **wanted))
                return
            invocation = client.invoke(chosen, content, **options, **wanted, resumable=keep_up(output))
        is_good = follow(output, invocation, is_raw=is_raw)
    if not is_good:
        raise click.exceptions.Exit(Exit.FAILED)


@contextmanager
def _aim(
    stack: ExitStack, remote: Remote, agent: str | None, session_id: str | None, *, is_new: bool
) -> Iterator[tuple[Client, str, dict[str, Any]]]:  # Any: arguments of Client.invoke
    """Who calls whom, and how; within, it is done. What is needed for longer is left to `stack`."""
    if agent is not None:
        yield remote.client, agent, {"session_id": session_id}
        return
    from headwater.client.toolkit.aim import CallWish

    runtime = stack.enter_context(open_runtime(remote))
    chosen = str(uuid.uuid4()) if is_new and session_id is None else session_id
    with runtime.aiming(CallWish(session_id=chosen, bearer_token=remote.bearer_token)) as (aim, client):
        yield client, aim.agent, {"session_id": aim.session_id, "headers": aim.headers}


def _phrase(
    client: Client,
    agent: str,
    prompt: str,
    options: dict[str, Any],  # Any: arguments of Client.invoke
    qualifier: str,
) -> tuple[Any, dict[str, Any]]:  # Any: JSON; arguments of Client.invoke
    """The prompt as this agent takes it, and how it is sent then."""
    session_id = options["session_id"] or str(uuid.uuid4())
    headers = options.get("headers") or {}
    built = client.build_prompt(agent, prompt, session_id=session_id, qualifier=qualifier, headers=headers)
    return built.payload, {"session_id": session_id, "headers": {**headers, **built.headers} or None}


def sort_arguments(
    agent: str | None, prompt: str | None, *, has_payload: bool
) -> tuple[str | None, str | None]:
    """Which argument is the agent, and which the prompt; no agent means the project's.

    In a project folder a lone word is the prompt, unless it must be an agent: one that the project has, or
    one whose prompt comes otherwise.
    """
    if agent is not None and prompt is not None:
        return agent, prompt
    project = find_project()
    if project is None:
        if agent is None:
            raise click.UsageError("which agent? Name one, or call this in a project folder")
        return agent, prompt
    if agent is None:
        return None, None
    if agent in project.names or has_payload or agent.startswith("arn:"):
        return agent, None
    if _NAME_OR_ID.fullmatch(agent) and has_piped_input():
        return agent, None
    return None, agent


def read_payload(prompt: str | None, payload: str | None) -> Any:  # Any: bytes, or JSON
    """What to send, from the arguments or standard input."""
    if prompt is not None and payload is not None:
        raise click.UsageError("give a PROMPT or --payload, not both")
    if payload is None:
        return {"prompt": _read_stdin_text() if prompt is None else prompt}
    if payload == "-":
        return sys.stdin.buffer.read()
    if payload.startswith("@"):
        try:
            return Path(payload[1:]).read_bytes()
        except OSError as exc:
            raise click.BadParameter(
                f"{payload[1:]} cannot be read: {exc.strerror}", param_hint="--payload"
            ) from exc
    try:
        json.loads(payload)
    except ValueError as exc:
        raise click.BadParameter(
            f"it is not JSON ({exc}); bytes of any kind can be sent with @FILE or -", param_hint="--payload"
        ) from exc
    return payload.encode()


def _read_stdin_text() -> str:
    if sys.stdin.isatty():
        raise click.UsageError(
            'what should the agent be told? Give a PROMPT, like: headwater invoke NAME "Hello"'
        )
    return sys.stdin.read().rstrip("\n")
