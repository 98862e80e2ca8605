"""[models]: which model answers which model id, and where the embedded model's weights live.

Plain data: the root settings read files and the environment and build this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args

ProviderKind = Literal[
    "embedded", "scripted", "anthropic", "openai", "ollama", "litellm", "llamacpp", "bedrock", "import"
]
EmbeddingsKind = Literal["embedded", "openai", "bedrock", "hashed", "none"]
EmbeddedModelName = Literal["qwen2.5-coder-0.5b", "smollm2-135m", "qwen2.5-coder-1.5b"]

PROVIDER_KINDS: tuple[str, ...] = get_args(ProviderKind)
EMBEDDINGS_KINDS: tuple[str, ...] = get_args(EmbeddingsKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSettings:
    """[models.providers.NAME]: one way to reach models.

    `options` go to the constructor of the provider's Strands model class as they are; for kind
    `import`, `options["target"]` is `package.module:name` of a class or function that returns a model,
    and the other options are its keyword arguments.
    """

    kind: ProviderKind
    options: Mapping[str, Any] = field(default_factory=dict)  # Any: whatever the provider's class takes


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsSettings:
    """[models]: the models the Bedrock Runtime endpoint serves.

    A provider spec is `NAME` or `NAME:MODEL_ID`, where NAME is a key of `providers` or a provider kind,
    e.g. `scripted`, `anthropic:claude-haiku-4-5`, `bedrock` (which keeps the id that was asked for).
    """

    cache_dir: Path
    default: str = "embedded"
    map: Mapping[str, str] = field(default_factory=dict)
    """Glob pattern of a model id -> provider spec; the first pattern that matches wins."""
    providers: Mapping[str, ProviderSettings] = field(default_factory=dict)

    embeddings: str = "embedded"
    """Provider spec of what turns texts into vectors: `NAME` or `NAME:MODEL_ID`, where NAME is a key of
    `providers` (of kind openai or bedrock) or one of EMBEDDINGS_KINDS."""

    embedded_model: EmbeddedModelName = "qwen2.5-coder-0.5b"
    weights_path: Path | None = None
    """A GGUF file to use as it is, instead of the pinned weights in `cache_dir`."""
    slots_count: int = 4
    context_tokens: int = 4096
    """Of each slot."""
    threads_count: int = 2
    ready_deadline_s: float = 120.0
    """How long a request waits for the embedded model to be loaded."""
    answer_tokens_max: int = 400
    scripted_delay_ms: float = 0.0
    """Pause of the scripted model between two words, for people to see it stream."""


def default_cache_dir(home: Path) -> Path:
    """Where weights are kept when nothing else is said."""
    return home / ".cache" / "headwater" / "models"


def provider_of(spec: str, settings: ModelsSettings) -> tuple[str, ProviderSettings, str | None]:
    """Split a provider spec into its name, its settings and the model id it fixes, if any.

    Raises:
        ValueError: NAME is neither configured nor a provider kind.
    """
    name, _, model_id = spec.partition(":")
    if name in settings.providers:
        return name, settings.providers[name], model_id or None
    for kind in get_args(ProviderKind):
        if kind == name and kind != "import":
            return name, ProviderSettings(kind=kind), model_id or None
    known = ", ".join(sorted({*settings.providers, *PROVIDER_KINDS} - {"import"}))
    raise ValueError(f"provider {name!r} in {spec!r} is neither in [models.providers] nor one of {known}")


def embeddings_of(settings: ModelsSettings) -> tuple[EmbeddingsKind, Mapping[str, Any], str | None]:
    """What `embeddings` names: its kind, its options and the model id. Any: as in ProviderSettings.

    Raises:
        ValueError: it names neither a kind nor a provider that has embeddings, or lacks the model's id.
    """
    name, _, model_id = settings.embeddings.partition(":")
    provider = settings.providers.get(name)
    options = provider.options if provider is not None else {}
    kind = provider.kind if provider is not None else name
    if kind not in EMBEDDINGS_KINDS:
        raise ValueError(
            f"{settings.embeddings!r} is neither one of {', '.join(EMBEDDINGS_KINDS)} nor a provider of"
            " kind openai or bedrock"
        )
    if kind in ("openai", "bedrock") and not model_id:
        raise ValueError(f"{settings.embeddings!r} needs the id of an embeddings model: {name}:MODEL_ID")
    return cast("EmbeddingsKind", kind), options, model_id or None


def problems(settings: ModelsSettings) -> tuple[str, ...]:
    """Everything wrong with these settings, each as one sentence; empty when they can be used."""
    found: list[str] = []
    for where, spec in [("models.default", settings.default), *_map_entries(settings)]:
        try:
            provider_of(spec, settings)
        except ValueError as exc:
            found.append(f"{where}: {exc}")
    try:
        embeddings_of(settings)
    except ValueError as exc:
        found.append(f"models.embeddings: {exc}")
    for name, provider in settings.providers.items():
        if provider.kind not in PROVIDER_KINDS:
            found.append(f"models.providers.{name}.kind: {provider.kind!r} is not one of {PROVIDER_KINDS}")
        if provider.kind == "import" and ":" not in str(provider.options.get("target", "")):
            found.append(f"models.providers.{name}: kind `import` needs target = 'package.module:name'")
    if settings.embedded_model not in get_args(EmbeddedModelName):
        found.append(f"models.embedded_model: {settings.embedded_model!r} is not one of the pinned models")
    for member in ("slots_count", "context_tokens", "threads_count", "answer_tokens_max"):
        if getattr(settings, member) < 1:
            found.append(f"models.{member}: must be at least 1")
    return tuple(found)


def _map_entries(settings: ModelsSettings) -> list[tuple[str, str]]:
    return [(f"models.map[{pattern!r}]", spec) for pattern, spec in settings.map.items()]
