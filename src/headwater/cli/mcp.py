"""`headwater mcp`: look at an agent that is an MCP server, and call its tools."""

from __future__ import annotations

import json
from typing import Any

import click

from headwater.cli.deploy import parse_object
from headwater.cli.exits import EPILOG, Exit
from headwater.cli.options import Remote, bearer_option, remote_options
from headwater.cli.output import Output

_KINDS = ("tools", "prompts", "resources")

_qualifier_option = click.option(
    "--qualifier", default="DEFAULT", show_default=True, help="The endpoint's name."
)


@click.group("mcp")
def mcp_command() -> None:
    """Look at agents that are MCP servers, and call their tools.

    \b
      headwater deploy agent.py --name tools --protocol MCP
      headwater mcp list tools
      headwater mcp call tools add '{"a": 1, "b": 2}'
    """


@mcp_command.command("list", epilog=EPILOG)
@click.argument("agent")
@click.option("--kind", type=click.Choice(_KINDS), default="tools", show_default=True, help="What to list.")
@_qualifier_option
@remote_options
@bearer_option
def list_command(remote: Remote, agent: str, kind: str, qualifier: str) -> None:
    """List what AGENT offers: its tools, prompts or resources."""
    with remote.client.mcp(agent, qualifier=qualifier) as session:
        found = session.list(kind)
    if remote.output.is_json:
        remote.output.json({"server": session.server.get("serverInfo"), kind: found})
        return
    rows = [(one.get("name"), describe_arguments(one), _first_line(one.get("description"))) for one in found]
    remote.output.table(("name", "arguments", "description"), rows, empty=f"{agent} has no {kind}")


@mcp_command.command("call", epilog=EPILOG)
@click.argument("agent")
@click.argument("tool")
@click.argument("arguments", required=False, callback=parse_object)
@click.option("--session", "session_id", metavar="ID", help="Go on in this session, and leave it in place.")
@_qualifier_option
@remote_options
@bearer_option
def call_command(
    remote: Remote,
    agent: str,
    tool: str,
    arguments: dict[str, Any] | None,  # Any: JSON
    session_id: str | None,
    qualifier: str,
) -> None:
    """Call a TOOL of AGENT with ARGUMENTS, a JSON object, and print its result.

    Progress goes to standard error as it comes. Without --session the call has a session of its own, which
    ends with it.
    """
    with remote.client.mcp(agent, session_id=session_id, qualifier=qualifier) as session:
        result = session.call_tool(
            tool, arguments, on_progress=lambda progress: print_progress(remote.output, progress)
        )
    if remote.output.is_json:
        remote.output.json({"sessionId": session.session_id, "result": result})
    else:
        print_result(remote.output, result)
    if result.get("isError"):
        raise click.exceptions.Exit(Exit.FAILED)


@mcp_command.command("url", epilog=EPILOG)
@click.argument("agent")
@_qualifier_option
@remote_options
def url_command(remote: Remote, agent: str, qualifier: str) -> None:
    """Print the address of AGENT for clients of MCP."""
    url = remote.client.agent_url(agent, qualifier=qualifier)
    if remote.output.is_json:
        remote.output.json({"url": url})
    else:
        remote.output.text(url)


def describe_arguments(offer: dict[str, Any]) -> str:  # Any: JSON
    """A tool's or prompt's arguments by name; those that may be left out in brackets."""
    schema = offer.get("inputSchema")
    if isinstance(schema, dict):
        required = schema.get("required") or []
        names = [(name, name in required) for name in schema.get("properties") or {}]
    else:
        names = [(str(one.get("name")), bool(one.get("required"))) for one in offer.get("arguments") or []]
    shown = ", ".join(name if is_required else f"[{name}]" for name, is_required in names)
    return shown or str(offer.get("uri", ""))


def print_progress(output: Output, progress: dict[str, Any]) -> None:  # Any: JSON
    """A line for a person."""
    done, total = progress.get("progress"), progress.get("total")
    share = f"{done:g}" if isinstance(done, int | float) else "…"
    share += f"/{total:g}" if isinstance(total, int | float) else ""
    output.note(f"{share:>9}  {progress.get('message') or ''}".rstrip())


def print_result(output: Output, result: dict[str, Any]) -> None:  # Any: JSON
    """The text of a result; of other content what it is."""
    for part in result.get("content") or []:
        if part.get("type") == "text":
            output.text(str(part.get("text", "")))
        elif part.get("type") == "resource":
            output.text(str(part.get("resource", {}).get("text", part["resource"].get("uri", ""))))
        else:
            output.note(f"[{part.get('type')} {part.get('mimeType', part.get('uri', ''))}]")
    if not result.get("content") and "structuredContent" in result:
        output.text(json.dumps(result["structuredContent"], ensure_ascii=False))


def _first_line(text: object) -> str:
    return str(text or "").strip().partition("\n")[0]
