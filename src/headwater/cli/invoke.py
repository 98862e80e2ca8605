"""`headwater invoke`."""

from __future__ import annotations

import json
import re
import sys
import uuid
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from headwater.cli.answer import build_json, print_answer, print_bytes
from headwater.cli.exits import Exit
from headwater.cli.options import Remote, bearer_option, remote_options
from headwater.cli.project import find_project, has_piped_input, open_runtime

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
) -> None:
    """Send PROMPT to AGENT (a name, id or ARN) and print its answer as it comes.

    The agent gets {"prompt": PROMPT}; without PROMPT it is read from standard input, if that is a pipe.
    Text goes to standard output; other events, and a last line with the session and the timings, go to
    standard error. Ctrl-C cancels the agent's work.

    In a project folder, one with a .bedrock_agentcore.yaml, AGENT may be left out: its default agent is
    asked, and goes on with one session until it is launched again.
    """
    named, prompt = sort_arguments(agent, prompt, has_payload=payload is not None)
    content = read_payload(prompt, payload)
    output = remote.output
    if is_raw and output.is_json:
        raise click.UsageError("--raw and --json exclude each other")
    with ExitStack() as stack:
        if isinstance(named, str):
            invocation = remote.client.invoke(
                named, content, session_id=session_id, user_id=user_id, qualifier=qualifier
            )
        else:
            runtime = stack.enter_context(open_runtime(remote))
            chosen = str(uuid.uuid4()) if new_session and session_id is None else session_id
            invocation = runtime.stream(
                content,
                session_id=chosen,
                bearer_token=remote.bearer_token,
                user_id=user_id,
                qualifier=qualifier,
            )
        stack.enter_context(invocation)
        if is_raw:
            print_bytes(output, invocation)
            return
        if output.is_json:
            invocation.read()
            output.json(build_json(invocation))
            is_good = invocation.error is None
        else:
            is_good = print_answer(output, invocation)
    if not is_good:
        raise click.exceptions.Exit(Exit.FAILED)


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
