"""One question to a model of the model map, from within the server: text in, the whole text out."""

from __future__ import annotations

from contextlib import aclosing

from headwater.models.base import ConverseRequest, ModelError
from headwater.models.endpoint import ModelResolver
from headwater.models.failures import model_failure
from headwater.models.providers import with_inference
from headwater.models.watching import NoteCall, ignore_call, watched

#: Precise rather than inventive.
_TEMPERATURE = 0.0
_ANSWER_MAX_TOKENS = 1000


async def ask(
    models: ModelResolver, model_id: str, *, system: str, text: str, note_call: NoteCall = ignore_call
) -> str:
    """The model's answer to one message; `note_call` is told of the call when it is over.

    Raises:
        HeadwaterError: the model cannot be had, or failed.
    """
    request = ConverseRequest(
        model_id=model_id,
        messages=[{"role": "user", "content": [{"text": text}]}],
        system_prompt=system,
        system_prompt_content=[{"text": system}],
        inference_config={"temperature": _TEMPERATURE, "maxTokens": _ANSWER_MAX_TOKENS},
    )
    model, info = await models.resolve(model_id)
    stream = with_inference(model, info.kind, request).stream(
        request.messages,
        system_prompt=system,
        system_prompt_content=request.system_prompt_content,
        invocation_state={"inference_config": dict(request.inference_config)},
    )
    parts: list[str] = []
    try:
        async with aclosing(watched(stream, info, note_call)) as events:
            async for event in events:
                parts.append(event.get("contentBlockDelta", {}).get("delta", {}).get("text", ""))
    except Exception as exc:
        raise model_failure(exc) from exc
    answer = "".join(parts)
    if not answer.strip():
        raise ModelError(f"The model behind {model_id!r} gave no text.")
    return answer
