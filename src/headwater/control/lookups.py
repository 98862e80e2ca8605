"""Rows that a request names, or the error that says they are not there."""

from __future__ import annotations

from sqlalchemy import Connection

from headwater.control.rendering import Renderer
from headwater.core.errors import InvalidRequest, NotFound
from headwater.core.identifiers import parse_runtime_arn
from headwater.store.endpoints import EndpointRow, find_endpoint
from headwater.store.runtimes import RuntimeRow, VersionRow, find_runtime, find_version


def get_runtime(tx: Connection, runtime_id: str) -> RuntimeRow:
    row = find_runtime(tx, runtime_id)
    if row is None:
        raise NotFound(f"there is no agent runtime {runtime_id}")
    return row


def get_version(tx: Connection, runtime_id: str, number: int) -> VersionRow:
    row = find_version(tx, runtime_id, number)
    if row is None:
        raise NotFound(f"agent runtime {runtime_id} has no version {number}")
    return row


def get_endpoint(tx: Connection, runtime_id: str, name: str) -> EndpointRow:
    row = find_endpoint(tx, runtime_id, name)
    if row is None:
        raise NotFound(f"agent runtime {runtime_id} has no endpoint named {name!r}")
    return row


def check_resource(tx: Connection, renderer: Renderer, arn: str) -> None:
    """Raise NotFound unless `arn` is exactly that of a runtime or an endpoint of this server."""
    try:
        parsed = parse_runtime_arn(arn)
    except InvalidRequest as exc:
        raise NotFound(
            f"there is no resource {arn}: only agent runtimes and endpoints have tags and policies"
        ) from exc
    if arn != renderer.arn(parsed.runtime_id, parsed.endpoint):
        raise NotFound(f"there is no resource {arn} in this account and region")
    get_runtime(tx, parsed.runtime_id)
    if parsed.endpoint is not None:
        get_endpoint(tx, parsed.runtime_id, parsed.endpoint)
