"""From a strategy's namespace template to the namespace of a record."""

from __future__ import annotations

import re
from collections.abc import Mapping

from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.memory.control.base import Members, Memory, Strategy

_VARIABLE = re.compile(r"\{([^}]*)\}")
_PATH = "extractionConfig.namespaceVariables"


def check_variables(memory: Memory, request: Members) -> dict[str, str]:
    """The namespace variables that a request sets.

    Raises:
        InvalidRequest: one that the memory does not declare, or whose value it does not allow.
    """
    given: dict[str, str] = request.get("extractionConfig", {}).get("namespaceVariables", {})
    declared = {
        entry["key"]: entry.get("validation", {}) for entry in memory.members.get("namespaceKeys", [])
    }
    for name, value in given.items():
        if name not in declared:
            _refuse(name, f"the memory declares no namespace key {name!r}")
        allowed = declared[name].get("allowedValues")
        if allowed is not None and value not in allowed:
            _refuse(name, f"{value!r} is not one of {', '.join(allowed)}")
        pattern = declared[name].get("regexPattern")
        if pattern is not None and not _matches(pattern, value):
            _refuse(name, f"{value!r} does not match {pattern}")
    return given


def check_resolvable(strategy: Strategy, variables: Mapping[str, str]) -> None:
    """InvalidRequest if the strategy's namespace needs a variable that the request does not set."""
    built_in = {"actorId", "sessionId", "memoryStrategyId", "strategyId"}
    for template in strategy.namespaces:
        for name in _VARIABLE.findall(template):
            if name not in built_in and name not in variables:
                _refuse(name, f"the namespace {template!r} of strategy {strategy.name} needs it")


def resolve(template: str, strategy: Strategy, actor_id: str, session_id: str, variables: Members) -> str:
    """The namespace with everything filled in. A variable that is no longer set is left out."""
    values = {
        **variables,
        "actorId": actor_id,
        "sessionId": session_id,
        "memoryStrategyId": strategy.strategy_id,
        "strategyId": strategy.strategy_id,
    }
    return _VARIABLE.sub(lambda found: values.get(found[1], ""), template)


def _matches(pattern: str, value: str) -> bool:
    try:
        return re.fullmatch(pattern, value) is not None
    except re.error:
        return False


def _refuse(name: str, text: str) -> None:
    path = f"{_PATH}.{name}"
    raise InvalidRequest(f"{path}: {text}", fields=(FieldProblem(path, text),))
