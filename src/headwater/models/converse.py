"""A Converse request: bytes -> what a model is called with. No I/O.

Rule 1: blobs are decoded where Converse has blobs, and only there: a tool's input may hold a member
        named `bytes` of its own.
Rule 2: cache points are dropped; they are hints that only Bedrock understands.
Rule 3: what a model could stumble over is refused here, with the path of the member at fault.

Source: Bedrock Runtime service model (botocore), `ConverseStreamRequest`.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, cast

from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.models.base import ConverseRequest, JsonObject

_MEDIA = ("image", "document", "video", "audio")
_ROLES = ("user", "assistant")


def parse_request(model_id: str, body: bytes) -> ConverseRequest:
    """Parse the body of Converse and ConverseStream, which are the same.

    Raises:
        InvalidRequest: the body is not JSON, or a member has the wrong shape.
    """
    document = _parse_json(body)
    system = [b for b in _objects(document.get("system"), "system") if "cachePoint" not in b]
    tools = _object(document.get("toolConfig"), "toolConfig")
    return ConverseRequest(
        model_id=model_id,
        messages=_messages(document.get("messages")),
        tool_specs=_tool_specs(tools.get("tools")) or None,
        tool_choice=_tool_choice(tools.get("toolChoice")),
        system_prompt="\n".join(b["text"] for b in system if isinstance(b.get("text"), str)) or None,
        system_prompt_content=[_block(b, "system") for b in system] or None,
        inference_config=_object(document.get("inferenceConfig"), "inferenceConfig"),
        additional_fields=document.get("additionalModelRequestFields"),
    )


def _parse_json(body: bytes) -> JsonObject:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as exc:
        message = f"The request body could not be parsed as JSON: {exc}"
        raise InvalidRequest(message, reason="CannotParse") from exc
    return _object(document, "the request body")


def _messages(value: Any) -> list[JsonObject]:
    messages = _objects(value, "messages")
    if not messages:
        raise _invalid("messages", "a conversation needs at least one message")
    return [_message(message, f"messages.{i}") for i, message in enumerate(messages)]


def _message(message: JsonObject, path: str) -> JsonObject:
    if message.get("role") not in _ROLES:
        raise _invalid(f"{path}.role", f"must be one of {', '.join(_ROLES)}, not {message.get('role')!r}")
    blocks = _objects(message.get("content"), f"{path}.content")
    content = [_block(b, f"{path}.content.{i}") for i, b in enumerate(blocks) if "cachePoint" not in b]
    return {"role": message["role"], "content": content}


def _block(block: JsonObject, path: str) -> JsonObject:
    """The block with its blobs decoded."""
    if "text" in block and not isinstance(block["text"], str):
        raise _invalid(f"{path}.text", "must be a string")
    for media in _MEDIA:
        if media in block:
            return {**block, media: _media(_object(block[media], f"{path}.{media}"), f"{path}.{media}")}
    if "toolResult" in block:
        return {**block, "toolResult": _tool_result(block["toolResult"], f"{path}.toolResult")}
    if "guardContent" in block:
        return {**block, "guardContent": _block(_object(block["guardContent"], path), path)}
    if "reasoningContent" in block:
        reasoning = _object(block["reasoningContent"], f"{path}.reasoningContent")
        if "redactedContent" in reasoning:
            blob = _blob(reasoning["redactedContent"], f"{path}.reasoningContent.redactedContent")
            return {**block, "reasoningContent": {**reasoning, "redactedContent": blob}}
    if "toolUse" in block:
        _object(block["toolUse"], f"{path}.toolUse")
    return block


def _media(media: JsonObject, path: str) -> JsonObject:
    source = _object(media.get("source"), f"{path}.source")
    if "bytes" not in source:
        return media
    return {**media, "source": {**source, "bytes": _blob(source["bytes"], f"{path}.source.bytes")}}


def _tool_result(value: Any, path: str) -> JsonObject:
    result = _object(value, path)
    blocks = _objects(result.get("content"), f"{path}.content")
    content = [_block(b, f"{path}.content.{i}") for i, b in enumerate(blocks) if "cachePoint" not in b]
    return {"status": "success", **result, "content": content}


def _tool_specs(value: Any) -> list[JsonObject]:
    tools = _objects(value, "toolConfig.tools")
    specs = [_object(t["toolSpec"], f"toolConfig.tools.{i}") for i, t in enumerate(tools) if "toolSpec" in t]
    for i, spec in enumerate(specs):
        if not isinstance(spec.get("name"), str):
            raise _invalid(f"toolConfig.tools.{i}.toolSpec.name", "must be a string")
    return specs


def _tool_choice(value: Any) -> JsonObject | None:
    """`auto` is what a model does anyway; some providers stumble over it."""
    choice = _object(value, "toolConfig.toolChoice")
    return None if not choice or "auto" in choice else choice


def _blob(value: Any, path: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error) as exc:
        raise _invalid(path, "must be base64") from exc


def _object(value: Any, path: str) -> JsonObject:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _invalid(path, "must be a JSON object")
    return cast("JsonObject", value)


def _objects(value: Any, path: str) -> list[JsonObject]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise _invalid(path, "must be a list")
    return [_object(item, f"{path}.{i}") for i, item in enumerate(value)]


def _invalid(path: str, problem: str) -> InvalidRequest:
    message = f"The value at {path} is not valid: {problem}."
    return InvalidRequest(message, fields=(FieldProblem(path, problem),))
