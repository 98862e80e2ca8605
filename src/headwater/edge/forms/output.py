"""JSON as clients read it: whatever came from an agent can be written, and is valid."""

from __future__ import annotations

import json
from typing import Any

from headwater.edge.forms.surrogates import whole_text

_DUMP = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_DEPTH_MAX = 200


def dump_json(value: Any) -> str:  # Any: JSON
    """`value`, compact. NaN, infinities and what is nested beyond sense become null, half pairs U+FFFD."""
    try:
        return whole_text(_DUMP(value))
    except (ValueError, RecursionError):
        return whole_text(_DUMP(_mend(value, 0)))


def _mend(value: Any, depth: int) -> Any:  # Any: JSON
    if depth > _DEPTH_MAX:
        return None
    if isinstance(value, dict):
        return {key: _mend(member, depth + 1) for key, member in value.items()}
    if isinstance(value, list):
        return [_mend(member, depth + 1) for member in value]
    try:
        _DUMP(value)
    except ValueError:
        return None
    return value
