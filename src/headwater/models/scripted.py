"""The scripted model: deterministic, instant, and not a language model. It says so in every answer.

For tests, CI, and machines without weights. Rules over the last user message, first match wins:

    `scripted: fail`             raises before the first event
    `scripted: fail late`        streams a few words, then raises
    `scripted: throttle`         raises a throttling error
    `scripted: sleep S`          waits S seconds, then answers
    `scripted: repeat N WORD`    streams WORD N times, each in an event of its own
    `scripted: recite`           streams all that the model was given before this question
    a tool result                answers with exactly that result
    "subtract 2 from that"       calculates with the latest result (see `scripted_recall`)
    "what was the first result"  answers from the conversation before (likewise)
    arithmetic, weather, time    calls the tool offered for it (see `scripted_rules`)
    a question of long-term memory   JSON, as `scripted_memory` says
    "what is my name"            answers from an earlier "my name is X"
    anything else                `You said: ...`

Everything but a `repeat` and that JSON begins with `[scripted demo model, not an LLM]`.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Sequence
from time import monotonic
from typing import Any

from headwater.core.errors import Throttled
from headwater.models.base import ConverseModel, JsonObject, ModelError
from headwater.models.conversation import ToolCall, last_tool_result, last_user_text
from headwater.models.scripted_memory import answer_memory_question
from headwater.models.scripted_recall import find_carried_expression, recall_result, recite
from headwater.models.scripted_rules import choose_tool, stated_name

NAME = "scripted"
LABEL = "[scripted demo model, not an LLM]"

#: A word with the white space after it, or leading white space: joined again they are the text.
_WORDS = re.compile(r"\s+|\S+\s*")
#: Scripts that put no spaces between words stream in pieces of this many characters.
_PIECE_CHARS = 12

_COMMAND = re.compile(r"^\s*scripted:\s*(fail late|fail|throttle|sleep|repeat|recite)\b\s*(.*)$", re.DOTALL)
_REPEAT = re.compile(r"(\d+)\s+(.+)", re.DOTALL)


class ScriptedModel:
    """Answers by keyword rules; see the module's docstring."""

    def __init__(self, *, delay_ms: float = 0.0) -> None:
        self._delay_s = delay_ms / 1000

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
        """Stream the answer that the rules give.

        Raises:
            ModelError: a `scripted:` prompt asked for it, or the caller wants structured output.
            Throttled: a `scripted: throttle` prompt.
        """
        started_s = monotonic()
        if tool_choice is not None:
            raise ModelError(
                "The scripted model cannot fill in a forced tool or structured output; use a real model "
                "(`headwater models pull` fetches the embedded one)."
            )
        text = last_user_text(messages)
        result = last_tool_result(messages)
        memory_answer = answer_memory_question(text)
        command = _COMMAND.match(text) if result is None else None
        call = (
            None
            if command or memory_answer or result is not None
            else choose_tool(find_carried_expression(text, messages) or text, tool_specs or [])
        )
        if memory_answer is not None:
            words: Sequence[str] = split_words(memory_answer)
        elif command and command[1] == "recite":
            words = split_words(f"{LABEL}\n{recite(messages, system_prompt)}")
        elif command:
            words = await _obey(command[1], command[2])
        else:
            words = split_words(f"{LABEL} {_answer(text, messages, result, call)}")
        yield {"messageStart": {"role": "assistant"}}
        async for event in self._text_block(words):
            yield event
        if command and command[1] == "fail late":
            raise ModelError("The scripted model failed after its first words, as it was told to.")
        if call is not None:
            for event in _tool_block(call, len(messages)):
                yield event
        yield {"messageStop": {"stopReason": "tool_use" if call else "end_turn"}}
        yield _metadata(messages, words, monotonic() - started_s)

    async def _text_block(self, words: Sequence[str]) -> AsyncGenerator[JsonObject]:
        yield {"contentBlockStart": {"start": {}}}
        for position, word in enumerate(words):
            if self._delay_s and position:
                await asyncio.sleep(self._delay_s)
            else:
                await asyncio.sleep(0)  # so that thousands of words do not hold the event loop
            yield {"contentBlockDelta": {"delta": {"text": word}}}
        yield {"contentBlockStop": {}}


def split_words(text: str) -> list[str]:
    """Cut a text into the pieces it is streamed in; joined they are the text, to the character."""
    pieces: list[str] = []
    for word in _WORDS.findall(text):
        pieces += [word[i : i + _PIECE_CHARS] for i in range(0, len(word), _PIECE_CHARS)]
    return pieces


async def _obey(command: str, argument: str) -> list[str]:
    """The words a `scripted:` prompt asks for."""
    match command:
        case "fail":
            raise ModelError("The scripted model failed, as it was told to.")
        case "throttle":
            raise Throttled("The scripted model is throttling, as it was told to.")
        case "fail late":
            return split_words(f"{LABEL} This answer will fail.")
        case "sleep":
            await asyncio.sleep(float(argument))
            return split_words(f"{LABEL} Slept {argument.strip()} s.")
        case _:
            repeat = _REPEAT.fullmatch(argument.strip())
            return [repeat[2]] * int(repeat[1]) if repeat else ["usage: scripted: repeat N WORD"]


def _answer(text: str, messages: list[JsonObject], result: str | None, call: ToolCall | None) -> str:
    if result is not None:
        return result
    if call is not None:
        return f"Calling {call.name}."
    if (recalled := recall_result(text, messages)) is not None:
        return recalled
    if re.search(r"what(?:'s| is) my name|私の名前は(?:何|なん)", text, re.IGNORECASE):
        name = stated_name(messages)
        return f"Your name is {name}." if name else "You have not told me your name."
    name = stated_name(messages[-1:])
    return f"Hello {name}, I will remember your name." if name else f"You said: {text}"


def _tool_block(call: ToolCall, turn: int) -> list[JsonObject]:
    start = {"toolUseId": f"tooluse_scripted_{turn}", "name": call.name}
    delta = {"toolUse": {"input": json.dumps(call.input, ensure_ascii=False)}}
    return [
        {"contentBlockStart": {"start": {"toolUse": start}}},
        {"contentBlockDelta": {"delta": delta}},
        {"contentBlockStop": {}},
    ]


def _metadata(messages: list[JsonObject], words: Sequence[str], elapsed_s: float) -> JsonObject:
    """Words counted as tokens."""
    seen = sum(len(b["text"].split()) for m in messages for b in m["content"] if "text" in b)
    usage = {"inputTokens": seen, "outputTokens": len(words), "totalTokens": seen + len(words)}
    return {"metadata": {"usage": usage, "metrics": {"latencyMs": round(elapsed_s * 1000)}}}


def _conforms(x: ScriptedModel) -> ConverseModel:
    return x
