"""Every error this system raises on purpose.

    HeadwaterError                          code                            status
    ├── RequestError                  the caller must change something
    │   ├── InvalidRequest            ValidationException             400
    │   ├── Unauthenticated           UnauthorizedException           401
    │   ├── AccessDenied              AccessDeniedException           403
    │   ├── NotFound                  ResourceNotFoundException       404
    │   ├── NotAcceptable             McpRequestUnacceptableException 406
    │   ├── UnknownOperation          UnknownOperationException       404
    │   ├── Conflict                  ConflictException               409
    │   ├── RetryableConflict         RetryableConflictException      409  retryable
    │   ├── QuotaExceeded             ServiceQuotaExceededException   402
    │   ├── Throttled                 ThrottlingException             429  retryable
    │   └── NotImplementedHere        NotImplementedException         501
    ├── AgentError                    RuntimeClientError              424  the user's agent failed
    └── PlatformError                 InternalServerException         500  our fault
        ├── SandboxError
        └── StoreError

Inner code raises these; only `wire/problem.py` turns them into HTTP answers.
Source: code names and statuses of the AgentCore service models (botocore).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

ValidationReason = Literal[
    "CannotParse",
    "FieldValidationFailed",
    "IdempotentParameterMismatchException",
    "EventInOtherSession",
    "ResourceConflict",
]


class HeadwaterError(Exception):
    """The request could not be completed."""

    code: ClassVar[str] = "InternalServerException"
    http_status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False

    def __init__(self, message: str | None = None, /, **facts: object) -> None:
        self.message = message or (type(self).__doc__ or "").strip().splitlines()[0]
        self.facts = facts
        super().__init__(self.message)

    def __str__(self) -> str:
        """Message, then the facts in brackets: what a log line shows. Callers get `message` alone."""
        if not self.facts:
            return self.message
        return f"{self.message} ({', '.join(f'{k}={v!r}' for k, v in self.facts.items())})"


class RequestError(HeadwaterError):
    """The request cannot be served as it stands."""

    code = "ValidationException"
    http_status = 400


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One member of a request that is not valid: where it is and what is wrong with it."""

    name: str
    message: str


class InvalidRequest(RequestError):
    """The input fails to satisfy the constraints of the service."""

    def __init__(
        self,
        message: str | None = None,
        /,
        *,
        reason: ValidationReason = "FieldValidationFailed",
        fields: tuple[FieldProblem, ...] = (),
        **facts: object,
    ) -> None:
        super().__init__(message, **facts)
        self.reason = reason
        self.fields = fields


class Unauthenticated(RequestError):
    """The caller could not be identified."""

    code = "UnauthorizedException"
    http_status = 401

    def __init__(
        self, message: str | None = None, /, *, challenge: str | None = None, **facts: object
    ) -> None:
        """`challenge` tells the caller how to say who he is: the value of WWW-Authenticate."""
        super().__init__(message, **facts)
        self.challenge = challenge


class AccessDenied(RequestError):
    """The caller may not do this."""

    code = "AccessDeniedException"
    http_status = 403


class NotFound(RequestError):
    """The named resource does not exist."""

    code = "ResourceNotFoundException"
    http_status = 404


class NotAcceptable(RequestError):
    """Accept header must include application/json, text/event-stream"""

    code = "McpRequestUnacceptableException"
    http_status = 406


class UnknownOperation(RequestError):
    """No operation has this method and path."""

    code = "UnknownOperationException"
    http_status = 404


class Conflict(RequestError):
    """The request conflicts with the current state of the resource."""

    code = "ConflictException"
    http_status = 409


class RetryableConflict(Conflict):
    """Session operation in progress, please retry."""

    code = "RetryableConflictException"
    retryable = True


class QuotaExceeded(RequestError):
    """A service quota would be exceeded."""

    code = "ServiceQuotaExceededException"
    http_status = 402


class Throttled(RequestError):
    """Rate exceeded."""

    code = "ThrottlingException"
    http_status = 429
    retryable = True


class NotImplementedHere(RequestError):
    """This operation is part of AgentCore but not built in Headwater yet."""

    code = "NotImplementedException"
    http_status = 501


class AgentError(HeadwaterError):
    """The agent failed."""

    code = "RuntimeClientError"
    http_status = 424


class PlatformError(HeadwaterError):
    """The server failed to do its part."""


class SandboxError(PlatformError):
    """A session's sandbox could not be made."""


class StoreError(PlatformError):
    """The store could not complete an operation."""
