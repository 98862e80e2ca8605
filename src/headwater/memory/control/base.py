"""A memory and its strategies, as they are kept."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from headwater.core.identifiers import LOCAL_ACCOUNT_ID, LOCAL_REGION

Members = dict[str, Any]  # members of the API have their own types
#: One operation: input members in, output members out, both as the service model names them.
Handler = Callable[[Members], Awaitable[Members]]
StrategyType = Literal["SEMANTIC", "SUMMARIZATION", "USER_PREFERENCE", "CUSTOM", "EPISODIC"]
MemoryStatus = Literal["ACTIVE", "DELETING"]

DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySettings:
    """[memory]: where memories are kept, and how long-term ones are made."""

    #: A database URL: `sqlite:////path/memory.db` or `postgresql://user@host/name`. Without one: `memory.db`
    #: in the data folder.
    url: str | None = None
    #: Whether agents may make, list, change and delete memories from within their sessions, as some agent
    #: files written for AWS do. Whoever can list memories can use all of them.
    agents_may_manage: bool = False
    #: `own`: agents use memories that their runtime's environment variables name, by id or ARN. `any`: every
    #: memory whose id they know.
    agents_may_use: Literal["own", "any"] = "own"
    #: `all`: agents see all of their memory, whoever calls them: those written for AWS may share ids of
    #: actors and sessions, or records, among callers. `own`: an agent sees what its caller may see, and
    #: what it keeps in a session of somebody else's is refused.
    agents_see: Literal["all", "own"] = "all"
    #: How often what has expired is removed from the disk. (It is not shown from the moment it expires.)
    expire_every_s: float = 300.0
    #: The model id that strategies without one of their own ask for; `models.map` says what answers it.
    extraction_model: str = "memory-extraction"
    #: How long an event waits for others that a strategy can read with it.
    extraction_delay_s: float = 2.0
    #: Conversations that strategies work on at the same time.
    extraction_tasks_max_count: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """What ARNs of memories say."""

    region: str = LOCAL_REGION
    account_id: str = LOCAL_ACCOUNT_ID
    partition: str = "aws"

    def arn(self, memory_id: str) -> str:
        return f"arn:{self.partition}:bedrock-agentcore:{self.region}:{self.account_id}:memory/{memory_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """How records are made of events. `configuration` is a custom strategy's union as the API returns it."""

    strategy_id: str
    name: str
    type: StrategyType
    namespaces: tuple[str, ...]
    description: str | None = None
    configuration: Members | None = None
    record_schema: Members | None = None
    record_expiry_days: int | None = None
    created_ms: int = 0
    updated_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """One memory. `members` are those of the API that only their reader understands."""

    memory_key: int
    memory_id: str
    name: str
    status: MemoryStatus
    event_expiry_days: int
    created_ms: int
    updated_ms: int
    members: Mapping[str, Any] = field(default_factory=dict)  # Any: members of the API
    strategies: tuple[Strategy, ...] = ()

    @property
    def event_expiry_ms(self) -> int:
        return self.event_expiry_days * DAY_MS

    def find_strategy(self, strategy_id: str) -> Strategy | None:
        return next((s for s in self.strategies if s.strategy_id == strategy_id), None)


def encode_json(value: Any) -> bytes:  # Any: JSON
    """JSON as it is kept: UTF-8, compact."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def encode_strategies(strategies: tuple[Strategy, ...]) -> bytes:
    return encode_json([asdict(strategy) for strategy in strategies])


def decode_strategies(raw: bytes) -> tuple[Strategy, ...]:
    return tuple(Strategy(**(item | {"namespaces": tuple(item["namespaces"])})) for item in json.loads(raw))
