"""Which request headers an agent sees in its context.

The platform has applied the runtime's allowlist before; this keeps out what no allowlist may hold, as
the official SDK does, so that an agent sees the same when it is run without a platform in front.

Source: the AgentCore Runtime header allowlist rules.
"""

from __future__ import annotations

from collections.abc import Iterable

from headwater.wire.headers import CUSTOM_PREFIX, IDENTITY_WAT, RESTRICTED_HEADERS

_CUSTOM_PREFIX = CUSTOM_PREFIX.lower()
_IDENTITY_WAT = IDENTITY_WAT.lower()


def forwardable(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The headers for the agent: keys lower-case as they arrive, but for `Authorization`."""
    seen: dict[str, str] = {}
    for name, value in headers:
        lower = name.lower()
        if lower == "authorization":
            seen["Authorization"] = value
        elif _is_for_agents(lower):
            seen[name] = value
    return seen


def _is_for_agents(lower: str) -> bool:
    if lower in RESTRICTED_HEADERS:
        return False
    if lower.startswith("x-amz-"):
        return lower == _IDENTITY_WAT
    return not lower.startswith("x-amzn-") or lower.startswith(_CUSTOM_PREFIX)
