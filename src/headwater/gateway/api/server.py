"""The server itself, as `status` and `artifacts` answer it."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict


class Isolation(TypedDict):
    """How sessions are kept from each other, and what exactly that holds back."""

    level: Literal["namespaces", "process", "container"]
    detail: list[str]


class SessionStorages(TypedDict):
    """What sessions keep beyond their end."""

    kind: Annotated[
        Literal["image", "folder"] | None,
        "How one is kept that is made now; null: not yet tried, or none.",
    ]
    detail: Annotated[str, "What bounds them, in words."]
    count: int
    totalBytes: Annotated[int, "Of the disk, as last looked at."]


class EmbeddedModelState(TypedDict):
    """The process of an embedded model."""

    state: Literal["loading", "ready", "failed"]
    pid: int | None
    weights: str
    restarts: int
    failure: str | None


class EmbeddingsState(TypedDict):
    """What makes vectors of texts."""

    name: str
    note: Annotated[str, "What is lacking or worth knowing; may be empty."]
    url: NotRequired[str]
    process: NotRequired[EmbeddedModelState]


class ModelsState(TypedDict):
    """What answers agents' calls of models."""

    default: Annotated[str, "The provider that answers where no model is mapped."]
    configured_default: str
    note: str
    map: dict[str, str]
    embeddings: EmbeddingsState
    embedded: NotRequired[EmbeddedModelState]


class MemoryState(TypedDict):
    """Where memories are kept."""

    memoryCount: int
    database: str
    vectors: Annotated[str | None, "Whose vectors records are searched by; null: by their words alone."]


class Status(TypedDict):
    """What a server is and what runs on it."""

    version: str
    url: str
    uptimeS: float
    dataDir: str
    region: str
    accountId: str
    authentication: Literal["open", "keys"]
    isolation: Isolation
    containers: Isolation
    storage: SessionStorages
    pythonRuntime: Annotated[str, "The `runtime` of agents that the server's own Python runs."]
    models: ModelsState
    memory: MemoryState
    runtimeCount: int
    sessionCount: int


class Artifact(TypedDict):
    """A zip that is kept: the `s3` location to name when a runtime is created, and its digest."""

    bucket: str
    prefix: str
    sha256: str
    sizeBytes: int
