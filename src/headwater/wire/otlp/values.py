"""OTLP's values and attributes, from JSON's form: bounded, and such that JSON and databases take them.

Rule 1: long texts are cut, with `…` at the end; what is too many or too deep is left out.
Rule 2: whoever sends rubbish in one attribute loses that one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

Value = str | bool | int | float | tuple[str, ...]

#: Characters of an attribute's text; prompts and answers are attributes too.
MAX_TEXT_CHARS = 16 * 1024
MAX_NAME_CHARS = 256
MAX_ATTRIBUTES = 128
_MAX_ITEMS = 128
_MAX_DEPTH = 8
_INT64 = 1 << 63


def read_attributes(items: Any) -> dict[str, Value]:  # Any: what should be KeyValues
    """Attributes by their names."""
    found: dict[str, Value] = {}
    for item in take_list(items):
        if len(found) >= MAX_ATTRIBUTES:
            break
        if isinstance(item, dict) and isinstance(item.get("key"), str):
            value = read_value(item.get("value"))
            if value is not None:
                found[clean(item["key"], MAX_NAME_CHARS)] = value
    return found


def read_value(value: Any) -> Value | None:  # Any: what should be an AnyValue
    """A value that an attribute may have: lists of texts as they are, what is more as JSON."""
    plain: Value | list[Any] | dict[str, Any] | None = _read_any(value, 0)  # Any: JSON
    if isinstance(plain, list) and all(isinstance(item, str) for item in plain):
        return tuple(plain)
    if isinstance(plain, list | dict):
        return clean(json.dumps(plain, ensure_ascii=False))
    return plain


def read_plain(value: Any) -> Any:  # Any: an AnyValue, and JSON
    """A value as JSON has it."""
    return _read_any(value, 0)


def _read_any(value: Any, depth: int) -> Any:  # Any: an AnyValue, and JSON
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return None
    for kind, content in value.items():
        match kind:
            case "stringValue" | "bytesValue" if isinstance(content, str):
                return clean(content)
            case "boolValue" if isinstance(content, bool):
                return content
            case "intValue":
                number = read_int(content, -_INT64)
                return number if number is not None and number < _INT64 else None
            case "doubleValue":
                return _read_double(content)
            case "arrayValue" if isinstance(content, dict):
                items = take_list(content.get("values"))[:_MAX_ITEMS]
                return [_read_any(item, depth + 1) for item in items]
            case "kvlistValue" if isinstance(content, dict):
                return _read_table(take_list(content.get("values"))[:_MAX_ITEMS], depth)
    return None


def _read_table(items: Iterable[Any], depth: int) -> dict[str, Any]:  # Any: KeyValues, and JSON
    return {
        clean(item["key"], MAX_NAME_CHARS): _read_any(item.get("value"), depth + 1)
        for item in items
        if isinstance(item, dict) and isinstance(item.get("key"), str)
    }


def _read_double(content: Any) -> float | str | None:  # Any: what should be a number
    if isinstance(content, bool) or not isinstance(content, int | float | str):
        return None
    try:
        number = float(content)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else str(number)  # JSON has no word for it


def read_int(content: Any, low: int = 0) -> int | None:  # Any: what should be a number, or one as text
    """A whole number of at least `low`: OTLP has large ones as text."""
    if isinstance(content, str) and len(content) <= 20:
        try:
            content = int(content)
        except ValueError:
            return None
    if isinstance(content, bool) or not isinstance(content, int) or not low <= content < 1 << 64:
        return None
    return content


def clean(text: str, limit_chars: int = MAX_TEXT_CHARS) -> str:
    """`text`, cut, and without halves of characters, which no encoding takes."""
    if len(text) > limit_chars:
        text = f"{text[:limit_chars]}…"
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


def take_list(content: Any) -> list[Any]:  # Any: JSON
    """What should be a list, if it is one."""
    return content if isinstance(content, list) else []
