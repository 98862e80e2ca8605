"""What a call of a model came to: how long it took, when the first text came, how many tokens there were."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from time import perf_counter_ns, time_ns
from typing import Any, cast

from headwater.models.base import JsonObject, ModelInfo
from headwater.models.failures import model_failure


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One call that is over. A caller who left ended it, and is no error."""

    info: ModelInfo
    #: Since 1970, in nanoseconds.
    start_ns: int
    duration_ns: int
    #: From the call to the first text or argument of a tool; None: there was none.
    first_token_ns: int | None
    #: Tokens, as the provider counts them; None: it does not say.
    input_tokens: int | None
    output_tokens: int | None
    stop_reason: str | None
    #: An error's code; None: there was none.
    error: str | None


NoteCall = Callable[[ModelCall], None]


def ignore_call(call: ModelCall) -> None:
    """For where nobody counts."""


async def watched(
    stream: AsyncIterable[JsonObject], info: ModelInfo, note_call: NoteCall
) -> AsyncGenerator[JsonObject]:
    """The events of a model as they come; `note_call` is told once they are over, however they end."""
    start_ns, begin = time_ns(), perf_counter_ns()
    first_token_ns: int | None = None
    usage: JsonObject = {}
    stop_reason: str | None = None
    error: str | None = None
    try:
        # Without this a caller that leaves ends our loop, and the model goes on generating for nobody.
        async with aclosing(_generator_of(stream)) as events:
            async for event in events:
                if first_token_ns is None and "contentBlockDelta" in event:
                    first_token_ns = perf_counter_ns() - begin
                elif "metadata" in event:
                    usage = event["metadata"].get("usage") or {}
                elif "messageStop" in event:
                    stop_reason = event["messageStop"].get("stopReason")
                yield event
    except (GeneratorExit, asyncio.CancelledError):
        raise
    except Exception as exc:
        error = model_failure(exc).code
        raise
    finally:
        note_call(
            ModelCall(
                info=info,
                start_ns=start_ns,
                duration_ns=perf_counter_ns() - begin,
                first_token_ns=first_token_ns,
                input_tokens=_count(usage.get("inputTokens")),
                output_tokens=_count(usage.get("outputTokens")),
                stop_reason=stop_reason,
                error=error,
            )
        )


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _generator_of(stream: AsyncIterable[JsonObject]) -> AsyncGenerator[JsonObject]:
    """Something that can be closed."""
    if hasattr(stream, "aclose"):
        return cast("AsyncGenerator[JsonObject]", stream)
    return _iterate(stream)


async def _iterate(stream: Any) -> AsyncGenerator[JsonObject]:  # Any: providers return what they like
    async for event in stream:
        yield event
