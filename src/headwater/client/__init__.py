"""The client library: invoke agents, deploy them, look after their sessions.

from headwater.client import Client

with Client() as client:
    for event in client.invoke("weather", {"prompt": "what the weather is like?"}):
        print(event)
"""

from headwater.client.async_client import AsyncClient
from headwater.client.client import Client
from headwater.client.commands import AsyncCommand, Command, CommandResult
from headwater.client.deploy import Deployment, DeployStep
from headwater.client.errors import (
    BundleError,
    DeploymentFailed,
    ImageError,
    InvocationFailed,
    ProjectError,
    RequestFailed,
    RunEnded,
    ServerNotReachable,
    StreamGap,
)
from headwater.client.invocation import AsyncInvocation, Invocation
from headwater.client.record import Piece, StreamFailure, Timings
from headwater.client.resuming import Interruption, Resuming
from headwater.client.signing import find_auth
from headwater.client.transport import StartedRun
from headwater.wire.runstream import Gap

__all__ = [
    "AsyncClient",
    "AsyncCommand",
    "AsyncInvocation",
    "BundleError",
    "Client",
    "Command",
    "CommandResult",
    "DeployStep",
    "Deployment",
    "DeploymentFailed",
    "Gap",
    "ImageError",
    "Interruption",
    "Invocation",
    "InvocationFailed",
    "Piece",
    "ProjectError",
    "RequestFailed",
    "Resuming",
    "RunEnded",
    "ServerNotReachable",
    "StartedRun",
    "StreamFailure",
    "StreamGap",
    "Timings",
    "find_auth",
]
