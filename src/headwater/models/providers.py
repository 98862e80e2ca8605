"""Builds the model objects of the providers Strands knows, and hands them a request's parameters.

The only file that imports Strands' providers, each when it is first asked for: some take seconds.
"""

from __future__ import annotations

import copy
import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from headwater.core.errors import InvalidRequest
from headwater.models.base import ConverseModel, ConverseRequest, ModelError
from headwater.models.settings import ProviderKind, ProviderSettings


@dataclass(frozen=True, slots=True)
class _Provider:
    module: str
    class_name: str
    extra: str | None
    """The extra of strands-agents that brings the provider's own package; None needs none."""


_PROVIDERS: dict[ProviderKind, _Provider] = {
    "anthropic": _Provider("strands.models.anthropic", "AnthropicModel", "anthropic"),
    "bedrock": _Provider("strands.models.bedrock", "BedrockModel", None),
    "litellm": _Provider("strands.models.litellm", "LiteLLMModel", "litellm"),
    "llamacpp": _Provider("strands.models.llamacpp", "LlamaCppModel", None),
    "ollama": _Provider("strands.models.ollama", "OllamaModel", "ollama"),
    "openai": _Provider("strands.models.openai", "OpenAIModel", "openai"),
}


def build_model(name: str, provider: ProviderSettings, model_id: str | None) -> ConverseModel:
    """Make the provider's model object. Imports its package: seconds, the first time.

    Raises:
        ModelError: the package is missing (the message has the command that installs it), or its
            class refuses the options.
    """
    options = dict(provider.options)
    if model_id is not None:
        options["model_id"] = model_id
    if provider.kind == "import":
        factory = _import_target(name, str(options.pop("target", "")))
    else:
        factory = _strands_class(name, provider.kind)
        if provider.kind == "ollama":
            options.setdefault("host", None)
    try:
        model = factory(**options)
    except Exception as exc:
        raise ModelError(f"Model provider {name!r} refuses its options: {type(exc).__name__}: {exc}") from exc
    if not hasattr(model, "stream"):
        raise ModelError(f"Model provider {name!r} made a {type(model).__name__}, which has no `stream`.")
    return cast("ConverseModel", model)


def _strands_class(name: str, kind: ProviderKind) -> Callable[..., Any]:
    provider = _PROVIDERS[kind]
    try:
        module = importlib.import_module(provider.module)
    except ImportError as exc:
        package = f"strands-agents[{provider.extra}]" if provider.extra else "strands-agents"
        raise ModelError(
            f"Model provider {name!r} ({kind}) needs a package that is not installed ({exc}). "
            f"Install it where the server runs: pip install '{package}'"
        ) from exc
    return cast("Callable[..., Any]", getattr(module, provider.class_name))


def _import_target(name: str, target: str) -> Callable[..., Any]:
    module_name, _, attribute = target.partition(":")
    try:
        return cast("Callable[..., Any]", getattr(importlib.import_module(module_name), attribute))
    except (ImportError, AttributeError, ValueError) as exc:
        raise ModelError(f"Model provider {name!r}: cannot import {target!r}: {exc}") from exc


#: Converse's name of an inference parameter -> the option of the provider's config, or (in `params`,
#: which goes into the provider's request as it is) the provider's own name.
_CONFIG_NAMES: Mapping[str, Mapping[str, str]] = {
    kind: {
        "maxTokens": "max_tokens",
        "temperature": "temperature",
        "topP": "top_p",
        "stopSequences": "stop_sequences",
    }
    for kind in ("bedrock", "ollama")
} | {"anthropic": {"maxTokens": "max_tokens"}}
_PARAM_NAMES: Mapping[str, Mapping[str, str]] = {
    kind: {"maxTokens": "max_tokens", "temperature": "temperature", "topP": "top_p", "stopSequences": "stop"}
    for kind in ("openai", "litellm", "llamacpp")
} | {"anthropic": {"temperature": "temperature", "topP": "top_p", "stopSequences": "stop_sequences"}}


def with_inference(model: ConverseModel, kind: str, request: ConverseRequest) -> ConverseModel:
    """The model with the request's `inferenceConfig` in its config: a copy that shares the clients.

    Our own models and imported ones read it from `invocation_state`, and come back as they are.
    """
    if kind not in _PROVIDERS or not (request.inference_config or request.additional_fields):
        return model
    config = _inference_options(request, _CONFIG_NAMES.get(kind, {}))
    params = _inference_options(request, _PARAM_NAMES.get(kind, {}))
    if request.additional_fields and kind == "bedrock":
        config["additional_request_fields"] = request.additional_fields
    clone: Any = copy.copy(model)  # Any: providers keep their config in different TypedDicts
    clone.config = {**clone.config, **config}
    if params:
        clone.config["params"] = {**(clone.config.get("params") or {}), **params}
    return cast("ConverseModel", clone)


def _inference_options(request: ConverseRequest, names: Mapping[str, str]) -> dict[str, Any]:
    inference = request.inference_config
    if not isinstance(inference.get("stopSequences", []), list):
        raise InvalidRequest("inferenceConfig.stopSequences must be a list of strings.")
    return {ours: inference[theirs] for theirs, ours in names.items() if inference.get(theirs) is not None}
