"""Memory that outlives sessions: the AgentCore Memory API, and what agents use of it.

Agents import `HybridMemory` from here. It needs nothing but the standard library, so that this file must not
import the rest.
"""

from headwater.memory.hybrid.memory import HybridMemory, Loaded
from headwater.memory.hybrid.turns import Turn
from headwater.memory.hybrid.window import Window

__all__ = ["HybridMemory", "Loaded", "Turn", "Window"]
