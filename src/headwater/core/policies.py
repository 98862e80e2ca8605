"""What a caller may do: policies in the form of IAM's, as far as they concern agents and their memories.

A policy is a list of statements; a denial that applies wins over every permission, and what no statement
allows is denied. Patterns have `*` for any characters and `?` for one.

    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "bedrock-agentcore:Invoke*",
      "Resource": "arn:aws:bedrock-agentcore:*:*:runtime/bot-*"}]}

Resources are those that AWS names: a runtime's ARN stands for all its endpoints, an endpoint's for itself.
Conditions are `StringEquals` and `StringLike` (and their `IfExists`) on what `CONDITION_KEYS` lists.

Source: AWS IAM's grammar of policies; service authorization reference of AgentCore.
"""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from headwater.core.errors import InvalidRequest

MAX_POLICY_CHARS = 20_480
#: What conditions may look at; values come from the request.
CONDITION_KEYS = frozenset(
    f"bedrock-agentcore:{name}" for name in ("actorId", "sessionId", "namespace", "strategyId", "userId")
)
_MEMBERS = {"Sid", "Effect", "Action", "Resource", "Condition"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One action on one resource. `facts` are values of `CONDITION_KEYS`, by key."""

    action: str
    #: From the wide to the narrow: a runtime's ARN, then its endpoint's. A pattern may match either.
    resources: tuple[str, ...] = ("*",)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One comparison: the request's value of `key` is one of `patterns`."""

    key: str
    patterns: tuple[str, ...]
    is_like: bool
    if_exists: bool

    def holds(self, facts: Mapping[str, str]) -> bool:
        value = facts.get(self.key)
        if value is None:
            return self.if_exists
        if self.is_like:
            return any(_matches(pattern, value) for pattern in self.patterns)
        return value in self.patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is allowed, or denied."""

    is_allowed: bool
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()

    def applies(self, ask: Ask) -> bool:
        action = ask.action.lower()
        return (
            any(_matches(pattern.lower(), action) for pattern in self.actions)
            and any(_matches(pattern, resource) for pattern in self.resources for resource in ask.resources)
            and all(condition.holds(ask.facts) for condition in self.conditions)
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """All statements of one caller."""

    statements: tuple[Statement, ...]

    def allows(self, ask: Ask) -> bool:
        applying = [statement for statement in self.statements if statement.applies(ask)]
        return bool(applying) and all(statement.is_allowed for statement in applying)


def allow(actions: Iterable[str], resources: Iterable[str] = ("*",)) -> Policy:
    """A policy of one permission."""
    return Policy((Statement(is_allowed=True, actions=tuple(actions), resources=tuple(resources)),))


#: Everything, other callers' sessions and keys included.
EVERYTHING = allow(["*"])
NOTHING = Policy(())


def parse_policy(text: str) -> Policy:
    """Read a policy.

    Raises:
        InvalidRequest: it is no policy, or has a part that would not be enforced; says which.
    """
    if len(text) > MAX_POLICY_CHARS:
        raise InvalidRequest(f"a policy has at most {MAX_POLICY_CHARS} characters; this has {len(text)}")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise InvalidRequest(f"the policy is not JSON: {exc}") from None
    if not isinstance(document, dict) or set(document) - {"Version", "Id", "Statement"}:
        raise InvalidRequest(
            'a policy is an object like {"Version": "2012-10-17", "Statement": […]}, without other members'
        )
    found = document.get("Statement")
    statements = found if isinstance(found, list) else [found]
    return Policy(tuple(_parse_statement(value, index) for index, value in enumerate(statements)))


def _parse_statement(value: object, index: int) -> Statement:
    where = f"Statement[{index}]"
    if not isinstance(value, dict):
        raise InvalidRequest(f"{where} of the policy must be an object, not {value!r}")
    unknown = sorted(set(value) - _MEMBERS)
    if unknown:
        raise InvalidRequest(
            f"{where} of the policy has members that are not known here: {', '.join(unknown)}"
        )
    if value.get("Effect") not in ("Allow", "Deny"):
        raise InvalidRequest(f"{where}.Effect must be Allow or Deny, not {value.get('Effect')!r}")
    return Statement(
        is_allowed=value["Effect"] == "Allow",
        actions=_parse_texts(value.get("Action"), f"{where}.Action"),
        resources=_parse_texts(value.get("Resource"), f"{where}.Resource"),
        conditions=tuple(_parse_conditions(value.get("Condition", {}), f"{where}.Condition")),
    )


def _parse_conditions(value: object, where: str) -> Iterable[Condition]:
    if not isinstance(value, dict):
        raise InvalidRequest(f"{where} of the policy must be an object, not {value!r}")
    for operator, comparisons in value.items():
        name = operator.removesuffix("IfExists")
        if name not in ("StringEquals", "StringLike") or not isinstance(comparisons, dict):
            raise InvalidRequest(
                f"{where}: of operators there are StringEquals and StringLike, not {operator!r}"
            )
        for key, patterns in comparisons.items():
            if key not in CONDITION_KEYS:
                known = ", ".join(sorted(CONDITION_KEYS))
                raise InvalidRequest(f"{where}.{operator}: {key!r} is not one of {known}")
            yield Condition(
                key=key,
                patterns=_parse_texts(patterns, f"{where}.{operator}.{key}"),
                is_like=name == "StringLike",
                if_exists=operator != name,
            )


def _parse_texts(value: Any, where: str) -> tuple[str, ...]:  # Any: JSON
    texts = value if isinstance(value, list) else [value]
    if not texts or not all(isinstance(text, str) and text for text in texts):
        raise InvalidRequest(f"{where} of the policy must be a text, or a list of texts, not {value!r}")
    return tuple(texts)


def _matches(pattern: str, text: str) -> bool:
    return pattern == "*" or _compile(pattern)(text) is not None


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> Callable[[str], re.Match[str] | None]:
    # fnmatch's `[` has no meaning in policies. Its expressions do not go back over what a `*` has taken, so
    # that a pattern of many takes no longer than others.
    return re.compile(fnmatch.translate(pattern.replace("[", "[[]"))).match
