"""`headwater status`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from headwater.cli.limits import describe_warm, sum_up_limits
from headwater.cli.options import Remote, remote_options
from headwater.cli.output import Output, format_duration
from headwater.cli.project import find_project
from headwater.cli.sessions import print_sessions

if TYPE_CHECKING:
    from headwater.client.toolkit.entry import AgentEntry

_MODES = {"fork": "fork of a warm template", "fresh": "fresh process", "container": "container"}
_SHOWN_ID_CHARS = 12
_CALLERS = {
    "open": "anyone who can connect, unasked who it is (auth.mode = open)",
    "keys": "those with a key of `headwater keys` (auth.mode = keys)",
}


@click.command("status")
@click.argument("agent", required=False)
@click.option("--server", "is_server", is_flag=True, help="Show the server, in a project folder too.")
@remote_options
def status_command(remote: Remote, agent: str | None, is_server: bool) -> None:
    """Show the server and its agents, or one AGENT: versions, endpoints, isolation, sessions, errors.

    In a project folder, one with a .bedrock_agentcore.yaml, its default agent is shown if none is named.
    """
    if agent is not None and is_server:
        raise click.UsageError("name an AGENT or say --server, not both")
    project = None if agent is not None or is_server else find_project()
    if project is not None and (entry := project.find()) is not None:
        if entry.agent_id is None:
            _show_unlaunched(remote.output, entry)
            return
        agent = entry.agent_id
    if agent is None:
        _show_server(remote)
    else:
        _show_agent(remote.output, remote.client.status(agent, with_memory=True))


def _show_unlaunched(output: Output, entry: AgentEntry) -> None:
    if output.is_json:
        output.json({"configured": {"name": entry.name, "file": str(entry.file)}, "runtime": None})
        return
    output.text(f"{'agent':<10} {entry.name}, configured, not launched yet")
    output.text(f"{'file':<10} {entry.file}")
    output.note("Launch it: headwater launch (the server is shown by: headwater status --server)")


def _show_server(remote: Remote) -> None:
    output = remote.output
    server, agents = remote.client.server_status(), remote.client.list_agents()
    if output.is_json:
        output.json({**server, "runtimes": agents})
        return
    models = server.get("models") or {}
    for name, value in (
        ("server", f"{server['url']}, version {server['version']}, up {format_duration(server['uptimeS'])}"),
        ("data", server["dataDir"]),
        ("callers", _CALLERS.get(server["authentication"], server["authentication"])),
        ("isolation", _describe_isolation(server["isolation"])),
        ("storage", _describe_storage(server.get("storage"))),
        ("model", " ".join(filter(None, (models.get("default"), models.get("note"))))),
        ("memory", _describe_memory(server.get("memory") or {}, models.get("embeddings") or {})),
        ("sessions", server["sessionCount"]),
    ):
        output.text(f"{name:<10} {value}")
    output.text("")
    columns = ("Agent", "Status", "Version", "Updated", "Id")
    members = ("agentRuntimeName", "status", "agentRuntimeVersion", "lastUpdatedAt", "agentRuntimeId")
    rows = [[agent.get(member) for member in members] for agent in agents]
    output.table(columns, rows, empty="no agents yet; deploy one with: headwater deploy PATH --name NAME")


def _show_agent(output: Output, found: dict[str, Any]) -> None:  # Any: JSON
    if output.is_json:
        output.json(found)
        return
    runtime = found["runtime"]
    version, warm = runtime["agentRuntimeVersion"], describe_warm(found)
    for name, value in (
        ("agent", f"{runtime['agentRuntimeName']}, {runtime['status']}, latest version {version}"),
        ("arn", runtime["agentRuntimeArn"]),
        ("isolation", _describe_isolation(found["isolation"])),
        ("limits", sum_up_limits(found["limits"])),
        ("warm", f"{warm['ready']} of {warm['wanted']} sessions ready"),
        *(("packages", line) for line in _describe_packages(found["packages"])),
        *(("note", line) for line in found["notes"]),
    ):
        output.text(f"{name:<10} {value}")
    if runtime.get("failureReason"):
        output.text(f"{'failure':<10} {runtime['failureReason']}")
    output.text("")
    _show_endpoints(output, found["endpoints"])
    output.text("")
    _show_templates(output, found["templates"])
    output.text("")
    print_sessions(output, found["sessions"])


def _show_endpoints(output: Output, endpoints: list[dict[str, Any]]) -> None:  # Any: JSON
    members = ("name", "status", "liveVersion", "targetVersion", "failureReason")
    rows = [[endpoint.get(member) for member in members] for endpoint in endpoints]
    output.table(("Endpoint", "Status", "Live", "Target", "Failure"), rows, empty="no endpoints")


def _show_templates(output: Output, templates: list[dict[str, Any]]) -> None:  # Any: JSON
    rows = []
    for template in templates:
        load_ms = template.get("loadMs")
        rows.append(
            (
                template["version"],
                template["state"],
                _MODES.get(template.get("mode") or "", "–"),
                None if load_ms is None else format_duration(load_ms / 1000),
                "; ".join(template.get("reasons") or ()) or _describe_image(template.get("image")),
            )
        )
    output.table(("Version", "Loaded", "A session is a", "Loading took", "Why"), rows, empty="no versions")
    for template in templates:
        if error := template.get("error"):
            output.text(f"\nversion {template['version']} failed: {error.get('summary', '')}")
            output.text((error.get("traceback") or "").rstrip())


def _describe_packages(packages: dict[str, Any]) -> Iterator[str]:  # Any: JSON
    for version, found in sorted(packages.items(), key=lambda item: int(item[0])):
        if found is None:
            yield f"version {version}: the server's own"
        else:
            yield f"version {version}: {found['count']} from {found['source']}, Python {found['python']}"


def _describe_image(image: dict[str, Any] | None) -> str:  # Any: JSON
    if image is None:
        return ""
    known = f", id {image['id'][:_SHOWN_ID_CHARS]}" if image.get("id") else ""
    return f"image {image['uri']}{known}"


def _describe_memory(memory: dict[str, Any], embeddings: dict[str, Any]) -> str:  # Any: JSON
    count = memory.get("memoryCount", 0)
    note = embeddings.get("note") or f"Records are searched by meaning ({embeddings.get('name')}) and words."
    return f"{count} memor{'y' if count == 1 else 'ies'} in {memory.get('database', '-')}. {note}"


def _describe_storage(storage: dict[str, Any] | None) -> str:  # Any: JSON
    if storage is None:  # an older server
        return "–"
    return f"{storage['count']} in {storage['totalBytes'] / 1e6:.1f} MB of the disk; {storage['detail']}"


def _describe_isolation(isolation: dict[str, Any]) -> str:  # Any: JSON
    # The level alone would be read as more than it is.
    detail = isolation.get("detail") or []
    return "\n".join([isolation["level"], *(f"{'':<10} - {line}" for line in detail if line)])
