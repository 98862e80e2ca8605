"""What every model behind the Bedrock Runtime endpoint looks like, and the errors it may raise.

`ConverseModel` is the streaming half of Strands' `Model`, by shape: every Strands provider is one, and
ours are one without importing Strands, which takes seconds. `strands.as_strands_model` goes the other way.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from headwater.core.errors import HeadwaterError

#: A message, a tool spec, a stream event: JSON of the Converse API, whose members differ by kind.
JsonObject = dict[str, Any]


class ConverseModel(Protocol):
    """Anything that streams a model's answer as Strands stream events."""

    def stream(
        self,
        messages: list[JsonObject],
        tool_specs: list[JsonObject] | None = None,
        system_prompt: str | None = None,
        *,
        tool_choice: JsonObject | None = None,
        system_prompt_content: list[JsonObject] | None = None,
        invocation_state: dict[str, Any] | None = None,
        **kwargs: Any,  # Any: Strands adds keywords from release to release
    ) -> AsyncIterable[JsonObject]:
        """Stream `messageStart`, content blocks, `messageStop`, `metadata`.

        `invocation_state["inference_config"]` holds Converse's `inferenceConfig` where the caller sent one.
        Closing the iterable cancels the generation.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """What is really behind a model id, for status and for headers."""

    requested_id: str
    provider: str
    kind: str
    true_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConverseRequest:
    """One Converse or ConverseStream call, ready for `ConverseModel.stream`."""

    model_id: str
    messages: list[JsonObject]
    tool_specs: list[JsonObject] | None = None
    tool_choice: JsonObject | None = None
    system_prompt: str | None = None
    system_prompt_content: list[JsonObject] | None = None
    inference_config: Mapping[str, Any] = field(default_factory=dict)  # Any: numbers and stop words
    additional_fields: JsonObject | None = None


class ModelError(HeadwaterError):
    """The request failed due to an error while processing the model."""

    code = "ModelErrorException"
    http_status = 424


class ModelNotReady(HeadwaterError):
    """The model is not ready to serve yet."""

    code = "ModelNotReadyException"
    http_status = 429
    retryable = True


class ModelUnavailable(HeadwaterError):
    """The service that serves the model cannot be reached."""

    code = "ServiceUnavailableException"
    http_status = 503
    retryable = True
