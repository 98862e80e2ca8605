"""Strategies: from what a caller sends to what is kept, and back to what the API returns.

The API takes overrides by one set of names and returns (and modifies) them by another; `_STEPS` has both.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from headwater.core.errors import FieldProblem, InvalidRequest, NotFound, QuotaExceeded
from headwater.core.identifiers import build_resource_id
from headwater.memory.control.base import Members, Strategy, StrategyType

MAX_STRATEGY_COUNT = 6

_TYPES: Mapping[str, StrategyType] = {
    "semanticMemoryStrategy": "SEMANTIC",
    "summaryMemoryStrategy": "SUMMARIZATION",
    "userPreferenceMemoryStrategy": "USER_PREFERENCE",
    "episodicMemoryStrategy": "EPISODIC",
    "customMemoryStrategy": "CUSTOM",
}
_PER_SESSION = ("SUMMARIZATION", "EPISODIC")
#: Input's name of an override -> (type, the word its steps are called by in output).
_OVERRIDES: Mapping[str, tuple[str, str]] = {
    "semanticOverride": ("SEMANTIC_OVERRIDE", "semantic"),
    "summaryOverride": ("SUMMARY_OVERRIDE", "summary"),
    "userPreferenceOverride": ("USER_PREFERENCE_OVERRIDE", "userPreference"),
    "episodicOverride": ("EPISODIC_OVERRIDE", "episodic"),
}
#: A step -> (what output wraps it in, the end of the step's own name).
_STEPS: Mapping[str, tuple[str, str]] = {
    "extraction": ("customExtractionConfiguration", "ExtractionOverride"),
    "consolidation": ("customConsolidationConfiguration", "ConsolidationOverride"),
    "reflection": ("customReflectionConfiguration", "ReflectionOverride"),
}
_SELF_MANAGED = "selfManagedConfiguration"
_VARIABLE = re.compile(r"\{([^}]*)\}")
_BUILT_IN_VARIABLES = frozenset({"actorId", "sessionId", "memoryStrategyId", "strategyId"})


def build_strategies(
    inputs: Iterable[Members],
    *,
    existing: tuple[Strategy, ...],
    keys: Collection[str],
    now_ms: int,
    path: str,
) -> tuple[Strategy, ...]:
    """The strategies that `inputs` describe.

    Args:
        existing: those that stay beside them.
        keys: the memory's own namespace variables.
        path: where the inputs stand in the request, for messages.
    Raises:
        InvalidRequest: two of one name, or a namespace that cannot be.
        QuotaExceeded: too many.
    """
    built: list[Strategy] = []
    for index, entry in enumerate(inputs):
        ((kind, members),) = entry.items()
        strategy = _build(_TYPES[kind], members, keys, now_ms, f"{path}[{index}].{kind}")
        if any(other.name == strategy.name for other in (*existing, *built)):
            _refuse(f"{path}[{index}].{kind}.name", f"a strategy named {strategy.name} already exists")
        built.append(strategy)
    if len(existing) + len(built) > MAX_STRATEGY_COUNT:
        raise QuotaExceeded(f"a memory can have {MAX_STRATEGY_COUNT} strategies")
    return tuple(built)


def modify_strategy(
    strategies: tuple[Strategy, ...], change: Members, *, keys: Collection[str], now_ms: int, path: str
) -> tuple[Strategy, ...]:
    """The strategies with one of them changed. NotFound if there is no such one."""
    old = get_strategy(strategies, change["memoryStrategyId"])
    new = replace(old, updated_ms=now_ms)
    if "description" in change:
        new = replace(new, description=change["description"])
    templates = _find_templates(change, path)
    if templates is not None:
        new = replace(new, namespaces=_check_templates(templates, keys, path))
    if "memoryRecordSchema" in change:
        new = replace(new, record_schema=change["memoryRecordSchema"])
    if "recordExpirySpecification" in change:
        new = replace(new, record_expiry_days=_read_expiry(change))
    if "configuration" in change:
        new = replace(new, configuration=_merge_configuration(old, change["configuration"], path))
    return tuple(new if strategy is old else strategy for strategy in strategies)


def get_strategy(strategies: tuple[Strategy, ...], strategy_id: str) -> Strategy:
    """NotFound if there is no such one."""
    for strategy in strategies:
        if strategy.strategy_id == strategy_id:
            return strategy
    raise NotFound(f"Memory strategy {strategy_id} was not found")


def check_keys_in_use(strategies: Iterable[Strategy], keys: Collection[str]) -> None:
    """InvalidRequest if a strategy's namespace needs a variable that is not among `keys`."""
    for strategy in strategies:
        _check_templates(strategy.namespaces, keys, f"strategy {strategy.name}")


def find_override(strategy: Strategy, step: str) -> Members:
    """A custom strategy's `{"appendToPrompt", "modelId"}` of a step; empty where it has none."""
    wrapped = (strategy.configuration or {}).get(step, {})
    for wrapper, members in wrapped.items():
        if wrapper.startswith("custom"):
            ((_, override),) = members.items()
            return dict(override)
    return {}


def _build(type_: StrategyType, members: Members, keys: Collection[str], now_ms: int, path: str) -> Strategy:
    strategy_id = build_resource_id(members["name"])
    templates = _find_templates(members, path)
    if templates is None:
        tail = "sessions/{sessionId}/" if _kind(type_, members) in _PER_SESSION else ""
        templates = ["/strategies/{memoryStrategyId}/actors/{actorId}/" + tail]
    return Strategy(
        strategy_id=strategy_id,
        name=members["name"],
        type=type_,
        namespaces=_check_templates(templates, keys, path),
        description=members.get("description"),
        configuration=_build_configuration(members),
        record_schema=members.get("memoryRecordSchema"),
        record_expiry_days=_read_expiry(members),
        created_ms=now_ms,
        updated_ms=now_ms,
    )


def _kind(type_: StrategyType, members: Members) -> str:
    overrides = {"summaryOverride": "SUMMARIZATION", "episodicOverride": "EPISODIC"}
    return next((overrides[name] for name in members.get("configuration", {}) if name in overrides), type_)


def _find_templates(members: Members, path: str) -> list[str] | None:
    old, new = members.get("namespaces"), members.get("namespaceTemplates")
    if old is not None and new is not None and old != new:
        _refuse(f"{path}.namespaceTemplates", "give namespaceTemplates or namespaces, not both")
    found: list[str] | None = new if new is not None else old
    return found


def _check_templates(templates: Iterable[str], keys: Collection[str], path: str) -> tuple[str, ...]:
    for template in templates:
        for variable in _VARIABLE.findall(template):
            if variable not in _BUILT_IN_VARIABLES and variable not in keys:
                known = ", ".join(sorted({*(_BUILT_IN_VARIABLES - {"strategyId"}), *keys}))
                _refuse(
                    f"{path}.namespaceTemplates",
                    f"namespace {template!r} has the unknown variable {{{variable}}}; known are {known}",
                )
    return tuple(templates)


def _read_expiry(members: Members) -> int | None:
    """REMOVE, like nothing at all, is no expiry."""
    specification = members.get("recordExpirySpecification") or {}
    days: int | None = specification.get("recordExpiryDurationDays")
    return days


def _build_configuration(members: Members) -> Members | None:
    """What a caller gave, by the names that the API returns it by."""
    if "reflectionConfiguration" in members:
        return {"reflection": {"episodicReflectionConfiguration": members["reflectionConfiguration"]}}
    given = members.get("configuration")
    if given is None:
        return None
    ((kind, override),) = given.items()
    if kind == _SELF_MANAGED:
        return {"type": "SELF_MANAGED", _SELF_MANAGED: override}
    type_name, word = _OVERRIDES[kind]
    steps = {
        step: {wrapper: {f"{word}{ending}": override[step]}}
        for step, (wrapper, ending) in _STEPS.items()
        if step in override
    }
    return {"type": type_name, **steps}


def _merge_configuration(old: Strategy, change: Members, path: str) -> Members:
    """A modification names steps as output does; those it does not name stay."""
    if old.type not in ("CUSTOM", "EPISODIC"):
        _refuse(f"{path}.configuration", f"a strategy of type {old.type} has no configuration")
    before = dict(old.configuration or {})
    if _SELF_MANAGED in change:
        before[_SELF_MANAGED] = before.get(_SELF_MANAGED, {}) | change[_SELF_MANAGED]
    return before | {step: change[step] for step in _STEPS if step in change}


def _refuse(path: str, text: str) -> None:
    raise InvalidRequest(f"{path}: {text}", fields=(FieldProblem(path, text),))
