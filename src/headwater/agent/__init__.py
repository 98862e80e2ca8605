"""The SDK an agent imports: `App`, its request context, ping status. Only Starlette and the standard library.

`App` has the public face and the wire behaviour of the official `BedrockAgentCoreApp`, so that an
agent changes one import line. uvicorn is imported by `App.run` alone.
"""

from headwater.agent.app import App
from headwater.agent.context import Context, RequestContext
from headwater.agent.ping import PingStatus

__all__ = ["App", "Context", "PingStatus", "RequestContext"]
