"""Notices when an agent loads OpenTelemetry in the middle of a call: lazy imports are usual.

Its API is what everything else of it goes through. The first that asks it for a tracer has the call's context
made current for it, and a provider set up.
"""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

API = "opentelemetry.trace"


def watch(on_asked: Callable[[], None]) -> None:
    """Have `on_asked` called before each answer of `get_tracer_provider`, once OpenTelemetry is loaded."""
    if API not in sys.modules:
        sys.meta_path.insert(0, _Finder(on_asked))


class _Finder(MetaPathFinder):
    def __init__(self, on_asked: Callable[[], None]) -> None:
        self._on_asked = on_asked

    def find_spec(
        self, fullname: str, path: Any, target: Any = None
    ) -> ModuleSpec | None:  # Any: importlib's
        if fullname != API:
            return None
        with contextlib.suppress(ValueError):
            sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader, self._on_asked)
        return spec


class _Loader(Loader):
    """Loads the API, and then is the loader it would have had."""

    def __init__(self, inner: Loader, on_asked: Callable[[], None]) -> None:
        self._inner = inner
        self._on_asked = on_asked

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._inner.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        assert module.__spec__ is not None
        module.__loader__ = module.__spec__.loader = self._inner
        self._inner.exec_module(module)
        original = module.get_tracer_provider

        def get_tracer_provider() -> Any:  # Any: OpenTelemetry's TracerProvider
            with contextlib.suppress(Exception):
                self._on_asked()
            return original()

        get_tracer_provider.__doc__ = original.__doc__
        module.get_tracer_provider = get_tracer_provider  # type: ignore[attr-defined]
