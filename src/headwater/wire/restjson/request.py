"""From a matched request to the members of its operation's input, all of them checked.

Everything wrong with them is found before anything is reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

from headwater.core.errors import InvalidRequest
from headwater.wire.restjson.body import parse_object
from headwater.wire.restjson.findings import Findings
from headwater.wire.restjson.model import Operation
from headwater.wire.restjson.plan import InputPlan, input_plan_of
from headwater.wire.restjson.routes import RouteMatch

_MAX_QUERY_FIELDS = 1000
#: Headers that are lists: several of one name are one, joined by commas.
_LIST_HEADERS = frozenset({b"accept", b"baggage", b"tracestate"})


def parse_input(
    match: RouteMatch, query: str, headers: Iterable[tuple[bytes, bytes]], body: bytes | None
) -> dict[str, Any]:
    """All members of the operation's input, checked, by member name; absent ones are left out.

    Timestamps come as aware datetimes, blobs as bytes. An absent idempotency token becomes a fresh
    UUID; nothing else is invented. What the model does not know is ignored.

    Args:
        query: still encoded, without the question mark.
        body: None if there is none or, where `Operation.streams_input`, if it is read elsewhere.
    Raises:
        InvalidRequest: with every problem found; reason `CannotParse` if the body is not a JSON object.
    """
    plan = input_plan_of(match.operation)
    findings = Findings()
    values: dict[str, Any] = {}
    for label, text in match.path_values.items():
        member = plan.path[label]
        values[member.name] = member.parse([text], findings)
    if query and plan.query:
        _read_query(plan, query, values, findings)
    if plan.headers:
        _read_headers(plan, headers, values, findings)
    for name in plan.required:
        if name not in values:
            findings.add_missing(name)
    _read_body(match.operation, plan, body, values, findings)
    for token in plan.tokens:
        if token not in values:
            values[token] = str(uuid4())
    findings.raise_if_any()
    return values


def _read_query(plan: InputPlan, query: str, values: dict[str, Any], findings: Findings) -> None:
    try:
        fields = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=_MAX_QUERY_FIELDS)
    except ValueError as exc:  # UnicodeDecodeError is one
        raise InvalidRequest(f"The query string cannot be parsed: {exc}", reason="CannotParse") from None
    texts: dict[str, list[str]] = {}
    for name, text in fields:
        if name in plan.query:
            texts.setdefault(name, []).append(text)
    for name, found in texts.items():
        member = plan.query[name]
        values[member.name] = member.parse(found, findings)


def _read_headers(
    plan: InputPlan, headers: Iterable[tuple[bytes, bytes]], values: dict[str, Any], findings: Findings
) -> None:
    found: dict[bytes, bytes] = {}
    for name, raw in headers:
        name = name.lower()
        # A header without a value says nothing, so it counts as absent.
        if name not in plan.headers or not (raw := raw.strip()):
            continue
        other = found.get(name)
        if other is None:
            found[name] = raw
        elif name in _LIST_HEADERS:
            found[name] = other + b"," + raw
        elif other != raw:
            findings.add(
                plan.headers[name].name, _decode(raw), "Member must be given once; the header came twice"
            )
    for name, raw in found.items():
        member = plan.headers[name]
        values[member.name] = member.parse([_decode(raw)], findings)


def _decode(raw: bytes) -> str:
    """A header's value: UTF-8 where it is, else Latin-1, which never fails."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _read_body(
    operation: Operation, plan: InputPlan, body: bytes | None, values: dict[str, Any], findings: Findings
) -> None:
    if plan.body is not None:
        values |= plan.body(parse_object(body), "", findings)
    if plan.payload is None:
        return
    name, check = plan.payload
    if operation.streams_input:
        if body is not None:
            values[name] = check(body, name, findings)
    elif body or plan.is_payload_required:
        values[name] = check(parse_object(body), name, findings)
