"""Headwater: a streaming agent runtime, self-hosted and wire-compatible with Amazon Bedrock AgentCore.

An agent imports `App` from here, a caller `Client` or `Runtime`. All are found on first use, so that an agent
pays for what it serves with (Starlette) and not for the server's store, models and AWS libraries.
Type checkers read `__init__.pyi`: an import here, even for types alone, would tie every part to these.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["App", "Client", "Runtime", "__version__"]

#: Public name -> the module that defines it.
_LAZY = {"App": "headwater.agent.app", "Client": "headwater.client", "Runtime": "headwater.client.toolkit"}


def __getattr__(name: str) -> Any:  # the type is that of whatever is looked up
    """Import a public name when it is first asked for."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(__all__))
