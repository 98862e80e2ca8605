"""The embedded model's choice of a tool: the prompt, the schema of its answer, its reading. No I/O.

A model of this size cannot use its own tool-call format (it names the right tool and breaks the syntax),
but it answers well when its output is held to a JSON schema and it has seen examples. So a turn is two
calls: this router, whose long prompt is the same for all turns and stays in the server's cache, and then,
if no tool is wanted, the answer itself.

Few-shots exist for weather, time and calculator tools; another tool gets one example where its own
schema names values to make it from (default, examples, enum), else only its line in the list.
"""

from __future__ import annotations

import json
import re
from typing import Any

from headwater.models.base import JsonObject
from headwater.models.conversation import ToolCall, expression_member

NO_TOOL = "none"

_HEAD = (
    "You choose a tool for the user's message. Reply with JSON only. "
    'Reply {"tool":"none"} unless a tool below is needed to answer.'
)
_SENTENCE = re.compile(r"[^.\n]+")
_CARRIED = re.compile(
    r"\b(from|to|by|add|subtract|multiply|divide|times|plus|minus)\s+"
    r"(?:(?:the|that|this|your)\s+(?:last\s+|previous\s+)?(?:result|answer)\b(?!\s+of\b)|(?:that|it|this)\b)",
    re.IGNORECASE,
)
_CALCULATING = re.compile(
    r"\b(?:add|plus|subtract|take|minus|multiply|times|divide)\b.*\d|\d.*\b(?:plus|minus|times)\b",
    re.IGNORECASE,
)
_EXPRESSION_PATTERN = r"^[0-9a-z .,+*/()%^-]{1,120}$"

_WEATHER_SHOTS = (
    "What is the weather like today?",
    "do I need an umbrella",
    "Will it be sunny in Osaka tomorrow?",
    "今日の天気は？",
)
_TIME_SHOTS = ("What time is it now?", "tell me today's date", "今何時ですか？", "is it already past noon?")
_CALCULATOR_SHOTS = (
    ("How much is 7+5?", "7+5"),
    ("what's 12 times 9", "12*9"),
    ("Divide 144 by 12, please", "144/12"),
    ("I had 20 euros and spent 8. How many are left?", "20-8"),
    ("calculate (3 + 4) * 6", "(3+4)*6"),
    ("What is 15% of 80?", "80*15/100"),
    ("square root of 81", "sqrt(81)"),
    ("38引く9は？", "38-9"),
)
_NONE_SHOTS = (
    "Hello!",
    "Who wrote Don Quixote?",
    "Thanks, that helps a lot",
    "What is Fermat's last theorem?",
    "Write two lines about the sea",
    "My name is Ada.",
    "あなたは誰ですか？",
)


def build_messages(text: str, tool_specs: list[JsonObject]) -> list[JsonObject]:
    """The router's conversation: tools, examples, and last the user's text, so that all before is cached."""
    tools = _sorted(tool_specs)
    lines = "\n".join(f"- {spec['name']}: {_describe(spec)}" for spec in tools)
    messages = [{"role": "system", "content": f"{_HEAD}\nTools:\n{lines}"}]
    for question, answer in _shots(tools):
        messages.append({"role": "user", "content": question})
        messages.append({"role": "assistant", "content": _dump(answer)})
    return [*messages, {"role": "user", "content": text}]


def carry_result(text: str, results: list[str]) -> str:
    """`text` with the latest result in the place of a word for it: the router sees no other message.

    "Subtract 2 from that." after a 50 is "Subtract 2 from 50."
    """
    if not results or _CALCULATING.search(text) is None:
        return text
    return _CARRIED.sub(lambda found: f"{found[1]} {results[-1]}", text)


def build_schema(tool_specs: list[JsonObject], *, must_call: bool = False) -> JsonObject:
    """The JSON schema of the router's answer: no tool, or one with its required input."""
    choices = [_choice_schema(spec) for spec in _sorted(tool_specs)]
    if not must_call:
        choices.insert(0, _object_schema({"tool": {"const": NO_TOOL}}))
    return {"anyOf": choices}


def parse_choice(reply: str, text: str, tool_specs: list[JsonObject]) -> ToolCall | None:
    """The call in the router's reply; None for no tool, and for a reply that makes no sense.

    A calculator call for a message without a digit is an invention of the model and is dropped.
    """
    try:
        choice = json.loads(reply)
    except ValueError:
        return None
    if not isinstance(choice, dict):
        return None
    spec = next((s for s in tool_specs if s["name"] == choice.get("tool")), None)
    if spec is None:
        return None
    if _kind(spec) == "calculator" and not any(c.isdigit() for c in text):
        return None
    tool_input = choice.get("input")
    return ToolCall(spec["name"], tool_input if isinstance(tool_input, dict) else {})


def input_schema(spec: JsonObject) -> JsonObject:
    """The whole schema of a tool's input."""
    schema = (spec.get("inputSchema") or {}).get("json") or {}
    return schema if isinstance(schema, dict) else {}


def _choice_schema(spec: JsonObject) -> JsonObject:
    tool: JsonObject = {"tool": {"const": spec["name"]}}
    required = _required_input(spec)
    return _object_schema({**tool, "input": required} if required else tool)


def _required_input(spec: JsonObject) -> JsonObject | None:
    """The schema of the members a call must have: more choice than that is beyond so small a model."""
    if _kind(spec) == "calculator":
        return _object_schema({expression_member(spec): {"type": "string", "pattern": _EXPRESSION_PATTERN}})
    schema = input_schema(spec)
    properties = schema.get("properties") or {}
    required = {name: properties[name] for name in schema.get("required") or [] if name in properties}
    if not required:
        return None
    definitions: JsonObject = {k: schema[k] for k in ("$defs", "definitions") if k in schema}
    return {**_object_schema(required), **definitions}


def _object_schema(properties: JsonObject) -> JsonObject:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _sorted(tool_specs: list[JsonObject]) -> list[JsonObject]:
    """By name: the same tools in another order then share one cached prompt."""
    return sorted(tool_specs, key=lambda spec: str(spec["name"]))


def _kind(spec: JsonObject) -> str:
    name = str(spec["name"]).lower()
    if "calc" in name:
        return "calculator"
    for word in ("weather", "time"):
        if word in name and not (input_schema(spec).get("required")):
            return word
    return "other"


def _describe(spec: JsonObject) -> str:
    match _kind(spec):
        case "calculator":
            return "works out arithmetic; input is one expression in numbers"
        case "weather":
            return "tells today's weather"
        case "time":
            return "tells the current time and date"
        case _:
            found = _SENTENCE.search(str(spec.get("description") or "").strip())
            return (found[0] if found else str(spec["name"])).strip()


def _shots(tools: list[JsonObject]) -> list[tuple[str, JsonObject]]:
    """Examples, those with a tool and those without in turn, so that neither is the habit."""
    with_tool: list[tuple[str, JsonObject]] = []
    for spec in tools:
        with_tool += _shots_of(spec)
    without: list[tuple[str, JsonObject]] = [(text, {"tool": NO_TOOL}) for text in _NONE_SHOTS]
    mixed: list[tuple[str, JsonObject]] = []
    while with_tool or without:
        mixed += with_tool[:2]
        mixed += without[:1]
        with_tool, without = with_tool[2:], without[1:]
    return mixed


def _shots_of(spec: JsonObject) -> list[tuple[str, JsonObject]]:
    call: JsonObject = {"tool": spec["name"]}
    match _kind(spec):
        case "calculator":
            member = expression_member(spec)
            return [(text, {**call, "input": {member: value}}) for text, value in _CALCULATOR_SHOTS]
        case "weather":
            return [(text, call) for text in _WEATHER_SHOTS]
        case "time":
            return [(text, call) for text in _TIME_SHOTS]
        case _:
            return _own_shot(spec, call)


def _own_shot(spec: JsonObject, call: JsonObject) -> list[tuple[str, JsonObject]]:
    schema = _required_input(spec)
    request = f"Please use this: {_describe(spec).lower()}"
    if schema is None:
        return [(request, call)]
    values = {name: _example(member) for name, member in schema["properties"].items()}
    if any(value is None for value in values.values()):
        return []
    said = ", ".join(f"{name} {value}" for name, value in values.items())
    return [(f"{request} ({said})", {**call, "input": values})]


def _example(schema: Any) -> Any:
    """A value the schema itself names; None when it names none."""
    if not isinstance(schema, dict):
        return None
    named = [schema.get("default"), *(schema.get("examples") or []), *(schema.get("enum") or [])]
    return next((value for value in named if value is not None), None)


def _dump(value: JsonObject) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
