"""The memory that an agent is given when it is deployed: made once, found again by its name.

An agent whose code reads `BEDROCK_AGENTCORE_MEMORY_ID` gets one, and its id in that variable. AWS's starter
toolkit sets the same two variables, so that an agent finds its memory there too.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from headwater.client.bundle import BundlePlan
from headwater.client.errors import RequestFailed
from headwater.client.memory.api import Memories, Requester, is_name_taken

ID_VARIABLE = "BEDROCK_AGENTCORE_MEMORY_ID"
NAME_VARIABLE = "BEDROCK_AGENTCORE_MEMORY_NAME"
DEFAULT_EXPIRY_DAYS = 90
_NAME_MAX_CHARS = 48
_SUFFIX = "_memory"

#: What STM_AND_LTM means to AWS's starter toolkit (0.3.14), which has the same names and namespaces.
_STRATEGIES = (
    {"userPreferenceMemoryStrategy": {
        "name": "UserPreferences", "namespaces": ["/users/{actorId}/preferences/"]}},
    {"semanticMemoryStrategy": {"name": "SemanticFacts", "namespaces": ["/users/{actorId}/facts/"]}},
    {"summaryMemoryStrategy": {
        "name": "SessionSummaries", "namespaces": ["/summaries/{actorId}/{sessionId}/"]}},
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryWish:
    """The memory that an agent is to have."""

    name: str
    has_strategies: bool = False
    """Whether long-term memory is made of what is said."""
    expiry_days: int = DEFAULT_EXPIRY_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenMemory:
    """The memory that an agent has."""

    id: str
    arn: str


def build_memory_name(agent_name: str) -> str:
    """The name of an agent's own memory; a long one is shortened, and stays its own."""
    if len(agent_name) + len(_SUFFIX) <= _NAME_MAX_CHARS:
        return agent_name + _SUFFIX
    digest = hashlib.sha256(agent_name.encode()).hexdigest()[:8]
    return f"{agent_name[: _NAME_MAX_CHARS - len(_SUFFIX) - 9]}_{digest}{_SUFFIX}"


def find_wish(plan: BundlePlan, agent_name: str) -> MemoryWish | None:
    """The wish of an agent whose code names the variable."""
    wanted = ID_VARIABLE.encode()
    for file in plan.files:
        with suppress(OSError):  # said when it is packed
            if file.endswith(".py") and wanted in (plan.root / file).read_bytes():
                return MemoryWish(name=build_memory_name(agent_name))
    return None


def add_memory(
    client: Requester, wish: MemoryWish, given: Mapping[str, str], *, is_chosen: bool
) -> tuple[dict[str, str], GivenMemory | None]:
    """The agent's variables with those of its memory, and the memory if it is not one that stood there.

    Args:
        given: its variables so far.
        is_chosen: somebody has just chosen them: what they say of a memory stands. Otherwise one that is
            gone is replaced.
    """
    known = given.get(ID_VARIABLE)
    if known is not None and (is_chosen or _exists(client, known)):
        return dict(given), None
    memory = get_or_create_memory(client, wish)
    return {**given, ID_VARIABLE: memory.id, NAME_VARIABLE: wish.name}, memory


def get_or_create_memory(client: Requester, wish: MemoryWish) -> GivenMemory:
    """The memory of this name, made if there is none.

    Raises:
        RequestFailed: it cannot be made.
    """
    members = {
        "name": wish.name,
        "eventExpiryDuration": wish.expiry_days,
        "clientToken": str(uuid.uuid4()),
        **({"memoryStrategies": list(_STRATEGIES)} if wish.has_strategies else {}),
    }
    memories = Memories(client)
    try:
        memory = memories.create(members)
    except RequestFailed as exc:
        found = memories.find(wish.name) if is_name_taken(exc) else None
        if found is None:
            raise
        memory = found
    return GivenMemory(id=memory["id"], arn=memory["arn"])


def _exists(client: Requester, memory_id: str) -> bool:
    try:
        Memories(client).get(memory_id)
    except RequestFailed as exc:
        # An ARN, or what is no id at all, is somebody's own choice.
        return not exc.is_not_found
    return True
