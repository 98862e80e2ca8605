"""Our models as Strands models, for an `Agent` in the same process. Importing Strands takes seconds."""

from __future__ import annotations

from typing import Any

from strands.models.model import Model

from headwater.models.base import ConverseModel


def as_strands_model(model: ConverseModel) -> Model:
    """A Strands `Model` that streams from `model`."""
    return _StrandsModel(model)


class _StrandsModel(Model):
    def __init__(self, inner: ConverseModel) -> None:
        self._inner = inner
        self._config: dict[str, Any] = {}  # Any: Strands' own type for a model's config

    def update_config(self, **model_config: Any) -> None:
        self._config.update(model_config)

    def get_config(self) -> Any:
        return self._config

    def structured_output(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("Ask for structured output through a forced tool choice.")

    def stream(self, *args: Any, **kwargs: Any) -> Any:
        return self._inner.stream(*args, **kwargs)
