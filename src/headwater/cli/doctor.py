"""`headwater doctor`."""

from __future__ import annotations

import dataclasses
from typing import Any

import click

from headwater.cli.exits import Exit
from headwater.cli.options import Remote, remote_options


@click.command("doctor")
@click.option("--strict", "is_strict", is_flag=True, help="Exit with 1 if anything is not enforced.")
@remote_options
def doctor_command(remote: Remote, is_strict: bool) -> None:
    """Say what this host can hold back from the agents it runs, and what the server in use does."""
    from headwater import settings
    from headwater.sandbox import doctor
    from headwater.sandbox.storage.level import inspect_storage

    loaded = settings.load()
    findings = [
        *doctor.inspect(loaded.sandbox, loaded.containers),
        inspect_storage(loaded.storage, doctor.probe(loaded.sandbox.uid)),
    ]
    server = _find_server(remote)
    output = remote.output
    if output.is_json:
        output.json({"findings": [dataclasses.asdict(finding) for finding in findings], "server": server})
    else:
        rows = [(f.name, "ok" if f.ok else "no", f.detail, "" if f.ok else f.remedy) for f in findings]
        output.table(("Check", "Here", "Detail", "Remedy"), rows, empty="nothing to check")
        output.text("")
        if server is None:
            output.note("no server is running at that address: the above is about this host alone")
        else:
            output.text(f"server {server['url']} isolates sessions by: {server['isolation']['level']}")
            for line in server["isolation"].get("detail") or []:
                output.text(f"  - {line}")
            output.text("sessions of container images:")
            for line in server.get("containers", {}).get("detail") or []:
                output.text(f"  - {line}")
            if server.get("storage"):
                output.text(f"what sessions store: {server['storage']['detail']}")
    if is_strict and not all(finding.ok for finding in findings):
        raise click.exceptions.Exit(Exit.FAILED)


def _find_server(remote: Remote) -> dict[str, Any] | None:  # Any: JSON
    from headwater.client import RequestFailed, ServerNotReachable

    try:
        return remote.client.server_status()
    except (ServerNotReachable, RequestFailed):
        return None
