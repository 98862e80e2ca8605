"""The embedded model: a small language model on this machine's CPU, behind the Converse stream.

A turn is: after a tool's result, say it; else, where tools are offered, let the router choose
(`embedded_router`), and if it chooses none, answer in streamed text. It is a demo model and makes
things up.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from importlib.metadata import version
from time import monotonic
from typing import Any
from uuid import uuid4

from headwater.models import embedded_router as router
from headwater.models.base import ConverseModel, JsonObject, ModelError
from headwater.models.conversation import ToolCall, last_tool_result, last_user_text, list_results
from headwater.models.embedded_process import Address, EmbeddedProcess
from headwater.models.embedded_prompts import answer_messages, fill_messages, result_messages
from headwater.models.llama_client import Completion, LlamaClient
from headwater.models.settings import ModelsSettings

_LOG = logging.getLogger(__name__)

_ROUTE_TOKENS_MAX = 160
_FILL_TOKENS_MAX = 600
#: What the example agents offer: their prompt is put into the server's cache before the first question.
_WARM_TOOLS: list[JsonObject] = [{"name": name} for name in ("calculator", "get_time", "weather")]


class EmbeddedModel:
    """Streams from the sidecar process that `EmbeddedProcess` keeps."""

    def __init__(self, process: EmbeddedProcess, settings: ModelsSettings) -> None:
        self._process = process
        self._settings = settings

    async def stream(
        self,
        messages: list[JsonObject],
        tool_specs: list[JsonObject] | None = None,
        system_prompt: str | None = None,
        *,
        tool_choice: JsonObject | None = None,
        system_prompt_content: list[JsonObject] | None = None,
        invocation_state: dict[str, Any] | None = None,  # Any: as in ConverseModel
        **kwargs: Any,
    ) -> AsyncGenerator[JsonObject]:
        """Stream one turn.

        Raises:
            ModelNotReady: it was not loaded in time.
            ModelError: the process failed, or the caller forces a tool that it does not offer.
        """
        started_s = monotonic()
        address = await self._process.wait_ready(self._settings.ready_deadline_s)
        inference = (invocation_state or {}).get("inference_config") or {}
        async with LlamaClient(address) as client:
            usage = Completion()
            call = await self._choose(client, messages, tool_specs or [], tool_choice, usage)
            if call is not None:
                block = _listed(tool_block(call))
            else:
                prompt = self._prompt(messages, system_prompt)
                block = _text_block(client.stream_text(prompt, usage, **self._sampling(inference)))
            async with aclosing(block):
                async for event in block:
                    yield event
        # `length` is told as the end of the turn: `max_tokens` would make an agent give up with an error.
        yield {"messageStop": {"stopReason": "tool_use" if call else "end_turn"}}
        yield usage.metadata(round((monotonic() - started_s) * 1000))

    async def _choose(
        self,
        client: LlamaClient,
        messages: list[JsonObject],
        tool_specs: list[JsonObject],
        tool_choice: JsonObject | None,
        usage: Completion,
    ) -> ToolCall | None:
        if tool_choice and "tool" in tool_choice:
            return await self._fill(client, messages, tool_specs, tool_choice["tool"].get("name"), usage)
        if not tool_specs or last_tool_result(messages) is not None:
            return None
        text = last_user_text(messages)
        schema = router.build_schema(tool_specs, must_call=tool_choice is not None)
        prompt = router.build_messages(
            router.carry_result(_clip(text, self._settings.context_tokens), list_results(messages)),
            tool_specs,
        )
        try:
            reply = await client.complete_json(prompt, schema, usage, tokens_max=_ROUTE_TOKENS_MAX)
        except ModelError as exc:
            # A tool's schema may be beyond the constraint engine; better an answer without tools than none.
            _LOG.warning("the embedded model's tool router failed, answering without tools: %s", exc)
            return None
        return router.parse_choice(reply, text, tool_specs)

    async def _fill(
        self,
        client: LlamaClient,
        messages: list[JsonObject],
        tool_specs: list[JsonObject],
        name: str | None,
        usage: Completion,
    ) -> ToolCall:
        """Structured output: the forced tool's whole schema, filled from the conversation, no examples."""
        spec = next((s for s in tool_specs if s["name"] == name), None)
        if spec is None:
            raise ModelError(f"toolChoice names the tool {name!r}, which toolConfig does not offer.")
        prompt = fill_messages(messages, spec, self._settings)
        schema = router.input_schema(spec) or {"type": "object"}
        reply = await client.complete_json(prompt, schema, usage, tokens_max=_FILL_TOKENS_MAX)
        try:
            return ToolCall(spec["name"], json.loads(reply))
        except ValueError as exc:
            raise ModelError("The embedded model did not finish the structured output.") from exc

    def _prompt(self, messages: list[JsonObject], system_prompt: str | None) -> list[JsonObject]:
        result = last_tool_result(messages)
        if result is not None:
            return result_messages(last_user_text(messages), result, self._settings)
        return answer_messages(messages, system_prompt, self._settings)

    def _sampling(self, inference: JsonObject) -> JsonObject:
        tokens_max = min(int(inference.get("maxTokens") or 10**9), self._settings.answer_tokens_max)
        return {
            "tokens_max": tokens_max,
            "temperature": inference.get("temperature", 0.0),
            "top_p": inference.get("topP", 0.95),
            "stop": inference.get("stopSequences"),
        }


async def warm(address: Address, *, slots_count: int) -> None:
    """Put the router's prompt for the example agents into every slot.

    To read it costs seconds, so it is read once: kept in a file, it goes into the other slots, and into
    all of them at the next start, in milliseconds.
    """
    prompt = router.build_messages("Hello!", _WARM_TOOLS)
    name = f"{hashlib.sha256(json.dumps([prompt, _runtime_version()]).encode()).hexdigest()[:32]}.bin"
    async with LlamaClient(address) as client:
        if not await client.restore_slot(0, name):
            schema = router.build_schema(_WARM_TOOLS)
            tokens_max = _ROUTE_TOKENS_MAX
            await client.complete_json(prompt, schema, Completion(), tokens_max=tokens_max, slot=0)
            await client.save_slot(0, name)
        for slot in range(1, slots_count):
            await client.restore_slot(slot, name)


def _runtime_version() -> str:
    """Another version of the runtime may keep prompts in another form."""
    return version("xllamacpp")


async def _text_block(texts: AsyncGenerator[str]) -> AsyncGenerator[JsonObject]:
    """The stream's events up to the end of a text block; nothing before the model's first word."""
    async with aclosing(texts):
        first = await anext(texts, "")
        yield {"messageStart": {"role": "assistant"}}
        yield {"contentBlockStart": {"start": {}}}
        yield {"contentBlockDelta": {"delta": {"text": first}}}
        async for text in texts:
            yield {"contentBlockDelta": {"delta": {"text": text}}}
        yield {"contentBlockStop": {}}


async def _listed(events: list[JsonObject]) -> AsyncGenerator[JsonObject]:
    for event in events:
        yield event


def tool_block(call: ToolCall) -> list[JsonObject]:
    """The stream's events up to the end of a tool call."""
    start = {"toolUseId": f"tooluse_{uuid4().hex[:22]}", "name": call.name}
    delta = {"toolUse": {"input": json.dumps(call.input, ensure_ascii=False)}}
    return [
        {"messageStart": {"role": "assistant"}},
        {"contentBlockStart": {"start": {"toolUse": start}}},
        {"contentBlockDelta": {"delta": delta}},
        {"contentBlockStop": {}},
    ]


def _clip(text: str, context_tokens: int) -> str:
    """As much of a long text as the router can read beside its examples."""
    return text[: context_tokens // 2]


def _conforms(x: EmbeddedModel) -> ConverseModel:
    return x
