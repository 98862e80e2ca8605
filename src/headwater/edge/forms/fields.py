"""Members of a client's JSON, with errors that name the member and its value."""

from __future__ import annotations

import json
from typing import Any

from headwater.core.errors import InvalidRequest
from headwater.edge.forms.surrogates import whole_text

Table = dict[str, Any]  # Any: JSON
_QUOTED_CHARS = 60


def quote(value: Any) -> str:  # Any: JSON
    """`value` as JSON, cut short, for an error message. A value too deep for that is only named."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "a deeply nested value"
    text = whole_text(text)
    return text if len(text) <= _QUOTED_CHARS else text[: _QUOTED_CHARS - 1] + "…"


def find_text(table: Table, name: str, *, at: str = "") -> str | None:
    """The text that a member is, as UTF-8 can carry it; None if it is absent or null.

    Raises:
        InvalidRequest: it is no text.
    """
    value = table.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidRequest(f"{at}{quote(name)} is {quote(value)}; a string is expected")
    return whole_text(value)


def find_flag(table: Table, name: str, *, at: str = "") -> bool:
    """The boolean that a member is; False if it is absent or null."""
    value = table.get(name)
    if not isinstance(value, bool | None):
        raise InvalidRequest(f"{at}{quote(name)} is {quote(value)}; true or false is expected")
    return bool(value)


def find_table(table: Table, name: str, *, at: str = "") -> Table:
    """The object that a member is; an empty one if it is absent or null."""
    value = table.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidRequest(f"{at}{quote(name)} is {quote(value)}; an object is expected")
    return value


def get_list(table: Table, name: str, *, at: str = "") -> list[Any]:  # Any: JSON
    """The list that a member must be, with something in it."""
    value = table.get(name)
    if not isinstance(value, list) or not value:
        raise InvalidRequest(
            f"{at}{quote(name)} is {quote(value)}; a list with at least one member is expected"
        )
    return value
