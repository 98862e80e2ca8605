"""What an agent may do with the credentials of its session: use its models, its memory, and its own runtime.

Which memory, and which other runtimes, its version's environment variables say, by id or by ARN: whoever
deploys an agent says there what it works with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from headwater.core.policies import Policy, Statement
from headwater.core.runtimes import RuntimeVersion

#: An id of a memory or a runtime; which of them it is the name of the variable does not say.
_ID = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]{0,99}-[a-zA-Z0-9]{10}")
_ARN = re.compile(
    r"arn:aws[a-zA-Z-]*:bedrock-agentcore:[a-z0-9-]+:[0-9]{12}:(?:memory|runtime)/[a-zA-Z0-9_-]+"
    r"(?:/runtime-endpoint/[a-zA-Z0-9_-]+)?"
)
_ANY_MEMORY = "arn:aws*:bedrock-agentcore:*:*:memory/*"
_CALLS = tuple(
    f"bedrock-agentcore:{name}"
    for name in (
        "InvokeAgentRuntime",
        "InvokeAgentRuntimeWithWebSocketStream",
        "StopRuntimeSession",
        "GetAgentCard",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentScope:
    """What agents may use, as the server's settings have it."""

    region: str
    account_id: str
    #: Any memory whose id they know, not only those that their variables name.
    any_memory: bool = False
    #: Operations on memories that have no memory yet, such as making one.
    management: frozenset[str] = frozenset()

    def build_policy(self, version: RuntimeVersion) -> Policy:
        """What sessions of a version may do."""
        values = version.environment.values()
        memories = (_ANY_MEMORY,) if self.any_memory else tuple(self._named(values, "memory"))
        runtimes = (version.runtime_arn, *self._named(values, "runtime"))
        management = tuple(f"bedrock-agentcore:{name}" for name in sorted(self.management))
        allowed = (
            (("bedrock:*",), ("*",)),
            (_CALLS, runtimes),
            (("bedrock-agentcore:*",), memories),
            (management, ("*",)),
        )
        return Policy(
            tuple(
                Statement(is_allowed=True, actions=actions, resources=resources)
                for actions, resources in allowed
            )
        )

    def memories_of(self, version: RuntimeVersion) -> frozenset[str] | None:
        """Ids of the memories that sessions of a version may use; None: of all."""
        if self.any_memory:
            return None
        arns = self._named(version.environment.values(), "memory")
        return frozenset(arn.partition(":memory/")[2] for arn in arns)

    def _named(self, values: Iterable[str], kind: str) -> Iterator[str]:
        """ARNs of resources of a kind in these texts."""
        for value in values:
            if _ID.fullmatch(value):
                yield f"arn:aws:bedrock-agentcore:{self.region}:{self.account_id}:{kind}/{value}"
            # An address has the ARN within it escaped.
            yield from (arn for arn in _ARN.findall(unquote(value)) if f":{kind}/" in arn)
