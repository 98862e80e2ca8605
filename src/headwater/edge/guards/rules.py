"""Request rules: patterns that nothing in a request may hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import unquote_plus

from headwater.edge.base import Refusal, Request
from headwater.edge.guards.patterns import compile_pattern
from headwater.edge.guards.settings import RuleSettings


class Rules:
    """The rules of one door."""

    def __init__(self, settings: tuple[RuleSettings, ...]) -> None:
        self._head = [(rule, compile_pattern(rule.pattern)) for rule in settings if rule.part != "body"]
        self._body = [(rule, compile_pattern(rule.pattern)) for rule in settings if rule.part == "body"]

    def check_head(self, request: Request) -> None:
        """Refusal if a rule finds its pattern in path, query or headers."""
        for rule, search in self._head:
            if any(map(search, _texts_of_head(rule, request))):
                raise _refuse(rule)

    def check_body(self, body: bytes) -> None:
        """Refusal if a rule finds its pattern in the body."""
        if not self._body or not body:
            return
        texts = list(_texts_of_body(body))
        for rule, search in self._body:
            if any(map(search, texts)):
                raise _refuse(rule)


def _texts_of_head(rule: RuleSettings, request: Request) -> Iterator[str]:
    if rule.part == "header":
        wanted = rule.header.lower().encode() if rule.header else None
        for name, value in request.headers:
            if wanted is None or name == wanted:
                yield value.decode("utf-8", "replace")
    else:
        raw = request.path if rule.part == "path" else request.query
        yield raw
        yield unquote_plus(raw, errors="replace")


def _texts_of_body(body: bytes) -> Iterator[str]:
    """The body as it is and, of JSON, all its texts: `\\u0041` and `A` are the same to an agent."""
    text = body.decode("utf-8", "replace")
    yield text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    texts: list[str] = []
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            texts.append(item)
        elif isinstance(item, dict):
            waiting += [*item.keys(), *item.values()]
        elif isinstance(item, list):
            waiting += item
    yield "\n".join(reversed(texts))


def _refuse(rule: RuleSettings) -> Refusal:
    return Refusal(rule.status, "refused", "this request was refused", rule=f"rule {rule.name}")
