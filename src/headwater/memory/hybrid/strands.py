"""A Strands session manager on hybrid memory.

    memory = HybridMemory(memory_id, actor_id="ada", session_id="chat-1")
    manager = HybridSessionManager(memory)
    agent = Agent(session_manager=manager, ...)        # begins with what was said before
    manager.source                                     # "ram", "durable", "both" or "none"

Each message is durable before the agent goes on. Making an agent anew for each call costs nothing in a
warm session. What is kept is the conversation: an agent's `state`, and summaries that a conversation manager
makes, are not.

Needs `strands-agents`, which the rest of hybrid memory does not.
"""

from __future__ import annotations

import copy
from typing import Any

from strands.session.session_manager import SessionManager
from strands.types.agent import LocalAgent
from strands.types.content import Message
from strands.types.exceptions import SessionException

from headwater.memory.hybrid.memory import HybridMemory, Source

#: Roles must alternate, and a call may have ended before its answer. Models see this then; it is not kept.
_UNANSWERED = "(There was no answer to this.)"


class HybridSessionManager(SessionManager[LocalAgent]):
    """Restores and records the conversation of one agent."""

    def __init__(self, memory: HybridMemory) -> None:
        self.memory = memory
        self.session_id = memory.session_id
        self.source: Source | None = None
        """Where the agent's conversation came from; None before there is an agent."""

    def initialize(self, agent: LocalAgent, **kwargs: Any) -> None:  # Any: as Strands declares it
        """Give the agent the conversation so far. In a new one it keeps what it has, which is recorded.

        Raises:
            SessionException: the manager has an agent already.
            MemoryUnavailable: durable memory is needed and cannot be read.
        """
        if self.source is not None:
            raise SessionException(
                f"this manager of conversation {self.session_id!r} has an agent already; make one for each"
            )
        loaded = self.memory.load()
        self.source = loaded.source
        if not loaded.turns:
            for message in agent.messages:
                self._record(message)
        elif not agent.model.stateful:  # such a model keeps the conversation itself
            agent.messages = _restore(loaded.messages)

    def append_message(
        self, message: Message, agent: LocalAgent, **kwargs: Any
    ) -> None:  # Any: as Strands declares it
        """Record a message; it is durable when this returns. Raises what `HybridMemory.append` does."""
        self._record(message)

    def redact_latest_message(
        self, redact_message: Message, agent: LocalAgent, **kwargs: Any
    ) -> None:  # Any: as Strands declares it
        """A guardrail took something out of the last message: what is durable is replaced too.

        Raises:
            MemoryUnavailable: it could not be replaced there.
        """
        self.memory.replace_last(_copy(redact_message))

    def sync_agent(self, agent: LocalAgent, **kwargs: Any) -> None:  # Any: as Strands declares it
        """Nothing: messages are recorded as they come, and there is no more."""

    def _record(self, message: Message) -> None:
        self.memory.append(_copy(message))


def _copy(message: Message) -> dict[str, Any]:  # Any: content blocks differ by kind
    """Agents and what manages their context change messages in place; memory must not change with them."""
    return {"role": message["role"], "content": copy.deepcopy(message["content"])}


def _restore(messages: list[dict[str, Any]]) -> list[Message]:  # Any: content blocks differ by kind
    restored = copy.deepcopy(messages)
    if restored[-1]["role"] == "user":
        restored.append({"role": "assistant", "content": [{"text": _UNANSWERED}]})
    return [Message(role=message["role"], content=message["content"]) for message in restored]
