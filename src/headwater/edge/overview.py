"""Doors as those see them who look after them: what is in force, and what came. Never a secret.

Left out on purpose: keys and their hashes, passwords, secrets, what is added to payloads, patterns of rules
(who knows them can write around them), and folders of this host.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from headwater.edge.authentication.settings import (
    AUTHENTICATION,
    AuthSettings,
    BasicAuth,
    JwtAuth,
    KeyAuth,
    OpenAuth,
    SignatureAuth,
)
from headwater.edge.config import DoorSettings, find_paths
from headwater.edge.counts import HOUR_MINUTES, NO_DOOR, DoorCounts, EdgeCounts, LastHour, minute_of
from headwater.edge.doors import DoorTable
from headwater.edge.guards.settings import GuardSettings, RuleSettings

Json = dict[str, Any]  # Any: JSON
_NOTHING: Counter[str] = Counter()


def describe_edge(table: DoorTable, counts: EdgeCounts) -> Json:
    """All doors, and what came to none."""
    return {
        "doors": [_describe_door(door.settings, counts.of(door.settings.name)) for door in table.doors],
        "elsewhere": _describe_counts(counts.of(NO_DOOR)),
        "trustedProxies": [str(network) for network in table.trusted_proxies],
    }


def _describe_door(door: DoorSettings, counts: DoorCounts) -> Json:
    return {
        "name": door.name,
        "host": door.host,
        "paths": [{"path": path, "form": form} for path, form in find_paths(door).items()],
        "methods": list(door.methods),
        "target": _describe_target(door),
        "authentication": _describe_authentication(door.auth),
        "forms": list(door.allowed_forms) if door.static is None else [],
        "origins": list(door.cors.origins),
        "guards": _describe_guards(door.guards),
        "keepAliveS": door.keep_alive_s,
        "sendsUserId": door.send_user_id,
        "showsAgentErrors": door.show_agent_errors,
        **_describe_counts(counts),
    }


def _describe_target(door: DoorSettings) -> Json:
    target = door.target
    if door.static is not None:
        return {"kind": "files", "agent": None, "arn": None, "qualifier": None, "endpointUrl": None}
    return {
        "kind": "agent" if target.agent is not None else "arn",
        "agent": target.agent,
        "arn": target.arn,
        "qualifier": target.qualifier,
        "endpointUrl": target.endpoint_url,
    }


def _describe_authentication(auth: AuthSettings) -> Json:
    kind = next(name for name, record in AUTHENTICATION.items() if type(auth) is record)
    known: int | None = None
    if isinstance(auth, KeyAuth | SignatureAuth):
        known = len(auth.keys)
    elif isinstance(auth, BasicAuth):
        known = len(auth.users)
    return {
        "kind": kind,
        #: How many may call; null where that is not written down here.
        "callerCount": known,
        "issuer": auth.discovery_url if isinstance(auth, JwtAuth) else None,
        "failuresPerAddress": [] if isinstance(auth, OpenAuth) else list(auth.failures_per_address),
        "failuresPerName": [] if isinstance(auth, OpenAuth) else list(auth.failures_per_name),
    }


def _describe_guards(guards: GuardSettings) -> Json:
    return {
        "bodyMaxBytes": guards.body_max_bytes,
        "bodyTimeoutS": guards.body_timeout_s,
        "promptMaxChars": guards.prompt_max_chars,
        "allow": list(guards.allow),
        "deny": list(guards.deny),
        "addressRate": list(guards.address_rate),
        "principalRate": list(guards.principal_rate),
        "addressConcurrency": guards.address_concurrency,
        "principalConcurrency": guards.principal_concurrency,
        "requestsPerDay": guards.requests_per_day,
        "tokensPerDay": guards.tokens_per_day,
        "rules": [_describe_rule(rule) for rule in guards.rules],
    }


def _describe_rule(rule: RuleSettings) -> Json:
    return {"name": rule.name, "part": rule.part, "header": rule.header, "status": rule.status}


def _describe_counts(counts: DoorCounts) -> Json:
    return {
        "requests": counts.requests,
        "running": counts.running,
        "lastRequestAt": counts.last_request_at,
        "refusals": [
            {"rule": rule, "count": count, "lastAt": counts.refused_at[rule]}
            for rule, count in counts.refusals.most_common()
        ],
        "lastHour": describe_hour(counts.last_hour, minute_of(datetime.now(UTC))),
    }


def describe_hour(hour: LastHour, now_minute: int) -> Json:
    """Arrays of as many elements as there are minutes, of which the last is this one."""
    minutes = range(now_minute - HOUR_MINUTES + 1, now_minute + 1)
    rules = sorted({rule for minute in minutes for rule in hour.refusals.get(minute, ())})
    return {
        "times": [minute * 60 for minute in minutes],
        "requests": [hour.requests[minute] for minute in minutes],
        "refusals": {
            rule: [hour.refusals.get(minute, _NOTHING)[rule] for minute in minutes] for rule in rules
        },
    }
