"""Strategies, from the words of the command line and from the API's answers to what CreateMemory takes."""

from __future__ import annotations

from typing import Any

from headwater.core.errors import InvalidRequest

Json = dict[str, Any]  # members of the API have their own types

#: Word of the command line -> (type in answers, member of requests).
KINDS = {
    "semantic": ("SEMANTIC", "semanticMemoryStrategy"),
    "summary": ("SUMMARIZATION", "summaryMemoryStrategy"),
    "user-preference": ("USER_PREFERENCE", "userPreferenceMemoryStrategy"),
    "episodic": ("EPISODIC", "episodicMemoryStrategy"),
}
_MEMBERS = {**dict(KINDS.values()), "CUSTOM": "customMemoryStrategy"}
#: Type of a configuration in answers -> member of requests.
_OVERRIDES = {
    "SEMANTIC_OVERRIDE": "semanticOverride",
    "SUMMARY_OVERRIDE": "summaryOverride",
    "USER_PREFERENCE_OVERRIDE": "userPreferenceOverride",
    "EPISODIC_OVERRIDE": "episodicOverride",
}


def read_strategy(text: str) -> Json:
    """`semantic` or `semantic=/facts/{actorId}/` as an entry of `memoryStrategies`.

    Raises:
        InvalidRequest: there is no such kind.
    """
    kind, _, namespace = text.partition("=")
    if kind not in KINDS:
        raise InvalidRequest(f"there is no strategy {kind!r}; there are {', '.join(KINDS)}")
    members: Json = {"name": kind.replace("-", "_")}
    if namespace:
        members["namespaceTemplates"] = [namespace]
    return {KINDS[kind][1]: members}


def rebuild_strategy(strategy: Json) -> Json:
    """The entry of `memoryStrategies` that makes a strategy like this one, which an answer described."""
    members: Json = {"name": strategy["name"], "namespaceTemplates": strategy["namespaces"]}
    for name in ("description", "memoryRecordSchema"):
        if name in strategy:
            members[name] = strategy[name]
    if days := strategy.get("recordExpiryDurationDays"):
        members["recordExpirySpecification"] = {"recordExpiryDurationDays": days}
    if configuration := strategy.get("configuration"):
        members |= _rebuild_configuration(configuration)
    return {_MEMBERS[strategy["type"]]: members}


def _rebuild_configuration(configuration: Json) -> Json:
    reflection = configuration.get("reflection", {}).get("episodicReflectionConfiguration")
    if "type" not in configuration and reflection is not None:
        return {"reflectionConfiguration": reflection}
    if "selfManagedConfiguration" in configuration:
        return {"configuration": {"selfManagedConfiguration": configuration["selfManagedConfiguration"]}}
    # {"extraction": {"customExtractionConfiguration": {"semanticExtractionOverride": step}}}
    steps = {}
    for name in ("extraction", "consolidation", "reflection"):
        if name in configuration:
            ((_, wrapped),) = configuration[name].items()
            ((_, steps[name]),) = wrapped.items()
    return {"configuration": {_OVERRIDES[configuration["type"]]: steps}}
