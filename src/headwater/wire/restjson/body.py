"""The JSON of a request's body, read with more suspicion than `json.loads` has by itself.

Refused: what is not UTF-8, NaN and infinities (a number too large to hold included), halves of
surrogate pairs, and nesting that would exhaust the stack of whoever walks the value later.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from headwater.core.errors import InvalidRequest

#: No honest request nests deeper.
MAX_NESTING = 100
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def parse_object(body: bytes | None) -> dict[str, Any]:
    """The JSON object in `body`; an empty body is an empty object.

    Raises:
        InvalidRequest: with reason `CannotParse`.
    """
    value = _parse_json(body) if body else {}
    if not isinstance(value, dict):
        raise _cannot_parse("it must be a JSON object")
    return value


def _parse_json(body: bytes) -> Any:  # Any: JSON
    try:
        text = body.decode()
    except UnicodeDecodeError as exc:
        raise _cannot_parse(f"it is not UTF-8 (at byte {exc.start})") from None
    if text.count("[") + text.count("{") > MAX_NESTING and _nesting(text) > MAX_NESTING:
        raise _cannot_parse(f"it is nested more than {MAX_NESTING} deep")
    try:
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except json.JSONDecodeError as exc:
        raise _cannot_parse(f"{exc.msg} at line {exc.lineno}, column {exc.colno}") from None
    except ValueError as exc:
        raise _cannot_parse(str(exc)) from None
    if _SURROGATE_ESCAPE.search(text):
        _refuse_lone_surrogates(value)
    return value


def _nesting(text: str) -> int:
    """The deepest nesting of brackets outside of strings, in text that need not be valid."""
    depth = deepest = 0
    for character in _STRING.sub("", text):
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("it holds a number too large for a double")
    return number


def _refuse_lone_surrogates(value: Any) -> None:  # Any: JSON
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise _cannot_parse("it holds half of a surrogate pair, which is no character") from None


def _cannot_parse(what: str) -> InvalidRequest:
    return InvalidRequest(f"The request body cannot be parsed: {what}", reason="CannotParse")
