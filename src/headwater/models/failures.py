"""What goes wrong in a model, in Bedrock's words: an HTTP error before the first event, a frame after it."""

from __future__ import annotations

import json
from typing import Any

from headwater.core.errors import (
    AccessDenied,
    HeadwaterError,
    InvalidRequest,
    NotFound,
    NotImplementedHere,
    Throttled,
)
from headwater.models.base import ModelError, ModelNotReady, ModelUnavailable

#: Error codes of a real Bedrock behind us that our caller should see as its own.
_RELAYED: dict[str, type[HeadwaterError]] = {
    "AccessDeniedException": AccessDenied,
    "ModelNotReadyException": ModelNotReady,
    "ResourceNotFoundException": NotFound,
    "ServiceUnavailableException": ModelUnavailable,
    "ThrottlingException": Throttled,
    "ValidationException": InvalidRequest,
}


def model_failure(exc: Exception) -> HeadwaterError:
    """The error to tell the caller for what a model raised.

    Strands' own exceptions are told by name, because importing Strands takes seconds and a model that
    raises them has imported it already.
    """
    if isinstance(exc, HeadwaterError):
        return exc
    names = {cls.__name__ for cls in type(exc).__mro__}
    if "ModelThrottledException" in names:
        return Throttled(f"The model's provider is throttling requests: {exc}")
    if "ContextWindowOverflowException" in names:
        # Strands' BedrockModel knows an overflow by these first words and shortens the conversation.
        return InvalidRequest(f"Input is too long for requested model. ({exc})")
    if isinstance(exc, NotImplementedError):
        return NotImplementedHere(str(exc) or "The model cannot do this.")
    if "ClientError" in names:
        return _relayed(exc)
    return ModelError(f"The model failed: {type(exc).__name__}: {exc}")


def _relayed(exc: Exception) -> HeadwaterError:
    response: Any = getattr(exc, "response", None) or {}  # Any: botocore's untyped dict
    error = response.get("Error") or {}
    return _RELAYED.get(error.get("Code", ""), ModelError)(str(error.get("Message") or exc))


def stream_exception(error: HeadwaterError) -> tuple[str, str]:
    """Exception type and message of the frame that ends a stream which has begun."""
    match error:
        case Throttled():
            return "throttlingException", error.message
        case InvalidRequest():
            return "validationException", error.message
        case ModelUnavailable() | ModelNotReady():
            return "serviceUnavailableException", error.message
        case _:
            return "modelStreamErrorException", error.message


def error_message(body: bytes) -> str:
    """What an HTTP error's body says, be it JSON in OpenAI's form or text."""
    try:
        document: Any = json.loads(body)  # Any: JSON
    except ValueError:
        return body.decode(errors="replace")
    error = document.get("error") if isinstance(document, dict) else document
    return str(error.get("message") or error) if isinstance(error, dict) else str(error)
