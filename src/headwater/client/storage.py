"""Session storage as people name it, `/mnt/work`, and as the API has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def build_storage(paths: Iterable[str] | None) -> dict[str, Any]:  # Any: JSON
    """Members of a deployment: None leaves storage as it is, no path takes it away."""
    if paths is None:
        return {}
    entries = [{"sessionStorage": {"mountPath": path}} for path in paths]
    return {"filesystemConfigurations": entries or None}
