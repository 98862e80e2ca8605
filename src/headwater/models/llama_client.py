"""The HTTP API of the embedded model's process: a schema-constrained completion, and streamed text."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass

import httpx

from headwater.core.errors import InvalidRequest
from headwater.models.base import JsonObject, ModelError
from headwater.models.embedded_process import Address
from headwater.models.failures import error_message
from headwater.wire.sse import SseDecoder

#: Between two pieces of an answer: a long prompt before the first token, on a busy machine.
_TIMEOUT = httpx.Timeout(300.0, connect=5.0)
#: Without it the small models repeat themselves up to the limit.
_REPEAT_PENALTY = 1.1


@dataclass(slots=True)
class Completion:
    """Tokens read and written over the calls of one turn."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0

    def add(self, usage: JsonObject) -> None:
        """Count one call's usage."""
        self.input_tokens += int(usage.get("prompt_tokens") or 0)
        self.output_tokens += int(usage.get("completion_tokens") or 0)
        self.cached_tokens += int((usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0)

    def metadata(self, latency_ms: int) -> JsonObject:
        """The stream's last event."""
        usage = {
            "inputTokens": self.input_tokens,
            "outputTokens": self.output_tokens,
            "totalTokens": self.input_tokens + self.output_tokens,
            "cacheReadInputTokens": self.cached_tokens,
        }
        return {"metadata": {"usage": usage, "metrics": {"latencyMs": latency_ms}}}


class LlamaClient:
    """One connection to the process; closing it in mid-stream cancels the generation."""

    def __init__(self, address: Address) -> None:
        self._http = address.connect(_TIMEOUT)

    async def __aenter__(self) -> LlamaClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def complete_json(
        self,
        messages: list[JsonObject],
        schema: JsonObject,
        usage: Completion,
        *,
        tokens_max: int,
        slot: int | None = None,
    ) -> str:
        """The model's answer, held to the schema; `slot` None lets the server choose the best.

        Raises:
            ModelError: the process refused or failed.
        """
        body: JsonObject = {
            "messages": messages,
            "max_tokens": tokens_max,
            "temperature": 0.0,
            **({} if slot is None else {"id_slot": slot}),
            "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}},
        }
        try:
            answer = await self._http.post("/v1/chat/completions", json=body)
        except httpx.HTTPError as exc:
            raise _unreachable(exc) from exc
        _check(answer.status_code, answer.content)
        document = answer.json()
        usage.add(document.get("usage") or {})
        return str(document["choices"][0]["message"].get("content") or "")

    async def save_slot(self, slot: int, file_name: str) -> bool:
        """Keep what a slot has read in a file; whether it worked."""
        return await self._slot_action(slot, "save", file_name)

    async def restore_slot(self, slot: int, file_name: str) -> bool:
        """Give a slot what a file has kept; False when there is no such file, or it does not fit."""
        return await self._slot_action(slot, "restore", file_name)

    async def _slot_action(self, slot: int, action: str, file_name: str) -> bool:
        path = f"/slots/{slot}?action={action}"
        try:
            answer = await self._http.post(path, json={"filename": file_name})
        except httpx.HTTPError as exc:
            raise _unreachable(exc) from exc
        return answer.status_code == httpx.codes.OK

    async def stream_text(
        self,
        messages: list[JsonObject],
        usage: Completion,
        *,
        tokens_max: int,
        temperature: float,
        top_p: float,
        stop: list[str] | None,
    ) -> AsyncGenerator[str]:
        """The model's answer, piece by piece.

        Raises:
            InvalidRequest: the conversation is longer than the model can read.
            ModelError: the process refused or failed.
        """
        body = {
            "messages": messages,
            "max_tokens": tokens_max,
            "temperature": temperature,
            "top_p": top_p,
            "repeat_penalty": _REPEAT_PENALTY,
            "stream": True,
            "stream_options": {"include_usage": True},
            **({"stop": stop} if stop else {}),
        }
        try:
            async with self._http.stream("POST", "/v1/chat/completions", json=body) as answer:
                if answer.status_code != httpx.codes.OK:
                    _check(answer.status_code, await answer.aread())
                async for document in _documents(answer):
                    usage.add(document.get("usage") or {})
                    text = _text_of(document)
                    if text:
                        yield text
        except httpx.HTTPError as exc:
            raise _unreachable(exc) from exc


async def _documents(answer: httpx.Response) -> AsyncGenerator[JsonObject]:
    decoder = SseDecoder()
    async for chunk in answer.aiter_bytes():
        for event in decoder.feed(chunk):
            if event.data != "[DONE]":
                document: JsonObject = json.loads(event.data)
                if "error" in document:
                    raise ModelError(f"The embedded model failed: {error_message(event.data.encode())}")
                yield document


def _text_of(document: JsonObject) -> str:
    choices = document.get("choices") or []
    return str((choices[0].get("delta") or {}).get("content") or "") if choices else ""


def _check(status: int, body: bytes) -> None:
    if status == httpx.codes.OK:
        return
    message = error_message(body)
    if "exceed" in message and "context" in message:
        raise InvalidRequest(f"Input is too long for requested model. ({message})")
    raise ModelError(f"The embedded model answered with HTTP status {status}: {message}")


def _unreachable(exc: httpx.HTTPError) -> ModelError:
    return ModelError(f"The embedded model broke off ({type(exc).__name__}); it is being restarted.")
