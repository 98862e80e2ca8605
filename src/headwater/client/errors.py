"""What a caller of a Headwater server can run into.

    HeadwaterError
    ├── ServerNotReachable            nothing answers at the URL
    ├── RequestFailed                 the server answered with an error: status, code, request_id
    │   └── InvocationFailed          ... to an invocation, or its answer was cut
    │       ├── StreamGap             bytes of a run that the server does not keep any more
    │       └── RunEnded              a run that was cancelled, or that ended with its server
    ├── BundleError                   the files to deploy cannot be packed
    ├── ProjectError                  the project's settings cannot be read, or ask for what cannot be
    ├── ImageError                    a container image cannot be built
    └── DeploymentFailed              the server could not make the deployed version ready

Codes are AWS's names of errors, e.g. `ResourceNotFoundException`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from headwater.core.errors import HeadwaterError

if TYPE_CHECKING:
    from headwater.client.deploy import Deployment
    from headwater.wire.runstream import Gap


class ServerNotReachable(HeadwaterError):
    """No Headwater server answers at this address."""


class RequestFailed(HeadwaterError):
    """The server answered with an error."""

    def __init__(self, message: str, /, *, status: int, code: str, request_id: str | None = None) -> None:
        super().__init__(message)
        # The base fixes both for each class; here the server decides them.
        self.code = code  # type: ignore[misc]  # the class has one for all
        self.http_status = status  # type: ignore[misc]  # the same
        self.request_id = request_id

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return self.http_status

    @property
    def is_not_found(self) -> bool:
        return self.http_status == 404

    @property
    def may_be_gone(self) -> bool:
        """Whether nothing has run, perhaps because there is no such agent: bearers of tokens are not told."""
        return self.http_status in (401, 404)

    def __str__(self) -> str:
        return f"{self.message} ({self.code}, HTTP {self.status})"


class InvocationFailed(RequestFailed):
    """The agent could not be invoked, or its answer broke off."""

    @classmethod
    def of(cls, failure: RequestFailed) -> Self:
        """`failure`, met on the way to an invocation."""
        return cls(failure.message, status=failure.status, code=failure.code, request_id=failure.request_id)


class StreamGap(InvocationFailed):
    """Bytes of an answer are not kept any more. `client.resume(id, gap.to_offset)` goes on behind them."""

    def __init__(self, gap: Gap, /, *, request_id: str | None = None) -> None:
        super().__init__(
            f"the answer's bytes {gap.from_offset} to {gap.to_offset} are not kept any more ({gap.reason})",
            status=410,
            code="StreamGap",
            request_id=request_id,
        )
        self.gap = gap


class RunEnded(InvocationFailed):
    """The run was cut short: somebody cancelled it, or its server ended. What came before is all there is."""

    def __init__(self, message: str, /, *, reason: str, request_id: str | None = None) -> None:
        super().__init__(message, status=200, code="RunEnded", request_id=request_id)
        self.reason = reason


class BundleError(HeadwaterError):
    """What is to be deployed cannot be packed."""


class ProjectError(HeadwaterError):
    """The project's `.bedrock_agentcore.yaml`, or what it was to hold, is not in order."""


class ImageError(HeadwaterError):
    """The container image could not be built."""


class DeploymentFailed(HeadwaterError):
    """The deployed version did not become ready. The runtime's earlier version, if any, goes on serving."""

    def __init__(self, message: str, /, *, deployment: Deployment) -> None:
        super().__init__(message)
        self.deployment = deployment
