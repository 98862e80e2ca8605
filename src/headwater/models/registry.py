"""Which model answers which model id: made once, kept, and closed together.

The scripted and the embedded model are built here without importing Strands; other providers are
built in a thread when they are first asked for, because their packages take seconds to import.
"""

from __future__ import annotations

import asyncio
import logging
from fnmatch import fnmatchcase
from functools import partial
from typing import Any

from headwater.core.errors import InvalidRequest
from headwater.models.base import ConverseModel, ModelInfo
from headwater.models.catalog import CATALOG
from headwater.models.embedded import EmbeddedModel, warm
from headwater.models.embedded_process import EmbeddedProcess, missing_runtime
from headwater.models.embeddings import Embeddings, open_embeddings
from headwater.models.providers import build_model
from headwater.models.scripted import ScriptedModel
from headwater.models.settings import ModelsSettings, ProviderSettings, problems, provider_of
from headwater.models.weights import find_weights

_LOG = logging.getLogger(__name__)

PULL_COMMAND = "headwater models pull"


class ModelRegistry:
    """Finds the model for a model id. Open it before use, close it after; or use `async with`."""

    def __init__(self, settings: ModelsSettings) -> None:
        found = problems(settings)
        if found:
            raise InvalidRequest("The model settings cannot be used: " + "; ".join(found))
        self._settings = settings
        self._models: dict[tuple[str, str | None], ConverseModel] = {}
        self._building = asyncio.Lock()
        self._embedded: EmbeddedProcess | None = None
        self._note = ""
        self.embeddings: Embeddings = open_embeddings(settings)

    async def __aenter__(self) -> ModelRegistry:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def open(self) -> None:
        """Start the embedded model in the background where the settings lead to it. Returns at once."""
        lacks_vectors = self.embeddings.describe()["note"]
        if lacks_vectors:
            _LOG.warning(lacks_vectors)
        if not self._wants_embedded():
            return
        weights = find_weights(self._settings)
        lacking = missing_runtime()
        if weights is None:
            self._note = (
                f"The weights of the embedded model {self._settings.embedded_model} are not in "
                f"{self._settings.cache_dir}, so the scripted demo model answers; "
                f"get them with: {PULL_COMMAND}"
            )
        elif lacking is not None:
            self._note = f"{lacking}, so the scripted demo model answers."
        else:
            slots_count = self._settings.slots_count
            self._embedded = EmbeddedProcess(
                self._settings, weights, warm=partial(warm, slots_count=slots_count)
            )
            self._embedded.start()
        if self._note:
            _LOG.warning(self._note)

    async def close(self) -> None:
        """Stop what `open` started. The registry can be opened again."""
        embedded, self._embedded = self._embedded, None
        self._models.clear()
        self._note = ""
        await self.embeddings.close()
        if embedded is not None:
            await embedded.stop()

    async def resolve(self, model_id: str) -> tuple[ConverseModel, ModelInfo]:
        """The model to call for this id, and what it really is.

        Raises:
            ModelError: the provider's package is missing, or it refuses its options.
        """
        name, provider, fixed_id = provider_of(self._spec(model_id), self._settings)
        if provider.kind == "bedrock" and "model_id" not in provider.options:
            fixed_id = fixed_id or model_id
        key = (name, fixed_id)
        model = self._models.get(key) or await self._build(key, provider)
        return model, self._info(model_id, name, provider, fixed_id)

    def describe(self) -> dict[str, Any]:
        """For `status`: {"default", "note", "map", "embeddings": {...}, "embedded"?: {...}}. Any: JSON."""
        described: dict[str, Any] = {
            "default": self._true_default(),
            "configured_default": self._settings.default,
            "note": self._note or self._loading_note(),
            "map": dict(self._settings.map),
            "embeddings": self.embeddings.describe(),
        }
        if self._embedded is not None:
            described["embedded"] = self._embedded.describe()
        return described

    async def _build(self, key: tuple[str, str | None], provider: ProviderSettings) -> ConverseModel:
        async with self._building:
            if key not in self._models:
                own = self._own_model(provider)
                if own is None:
                    own = await asyncio.to_thread(build_model, key[0], provider, key[1])
                self._models[key] = own
            return self._models[key]

    def _own_model(self, provider: ProviderSettings) -> ConverseModel | None:
        if provider.kind == "embedded" and self._embedded is not None:
            return EmbeddedModel(self._embedded, self._settings)
        if provider.kind in ("embedded", "scripted"):
            return ScriptedModel(**{"delay_ms": self._settings.scripted_delay_ms, **provider.options})
        return None

    def _info(self, model_id: str, name: str, provider: ProviderSettings, fixed_id: str | None) -> ModelInfo:
        true_name = fixed_id or str(provider.options.get("model_id", name))
        kind: str = provider.kind
        if kind == "embedded" and self._embedded is None:
            kind = "scripted"
        if kind in ("embedded", "scripted"):
            true_name = self._embedded_name() if kind == "embedded" else "scripted"
        return ModelInfo(requested_id=model_id, provider=name, kind=kind, true_name=true_name)

    def _spec(self, model_id: str) -> str:
        for pattern, spec in self._settings.map.items():
            if fnmatchcase(model_id, pattern):
                return spec
        return self._settings.default

    def _wants_embedded(self) -> bool:
        specs = (self._settings.default, *self._settings.map.values())
        return any(provider_of(spec, self._settings)[1].kind == "embedded" for spec in specs)

    def _true_default(self) -> str:
        kind = provider_of(self._settings.default, self._settings)[1].kind
        if kind != "embedded":
            return self._settings.default
        return self._embedded_name() if self._embedded is not None else "scripted"

    def _embedded_name(self) -> str:
        if self._settings.weights_path is not None:
            return f"embedded-{self._settings.weights_path.stem}"
        return f"embedded-{self._settings.embedded_model}"

    def _loading_note(self) -> str:
        if self._embedded is None:
            return ""
        title = CATALOG[self._settings.embedded_model].title
        return (
            f"Demo model: {title} on this machine's CPU. It makes things up. Tool choice is a constrained "
            "router with built-in examples for weather, time and calculator tools."
        )
