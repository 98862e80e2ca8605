"""One call of the agent's handler: where it runs, and what its result becomes.

What counts is the value the handler gives back, not how the handler was written:

    the result is                      the answer is
    an awaitable                       that of what it gives, awaited on the worker's loop
    an async or a plain iterator       a stream of server-sent events
    a Starlette Response               that response
    anything else                      its JSON
"""

from __future__ import annotations

import contextvars
import functools
import inspect
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, TypeGuard

from starlette.responses import Response

from headwater.agent.context import RequestContext
from headwater.agent.encode import encode_json
from headwater.agent.stream import EventStream
from headwater.agent.worker import Worker, awaited, run_in_thread

Handler = Callable[..., Any]  # Any: the agent's function may take and give what it likes


async def invoke(
    handler: Handler, payload: object, request: RequestContext, *, worker: Worker, logger: logging.Logger
) -> Response:
    """Call the handler where it cannot hold up the server, and make a response of its result.

    Raises:
        Exception: what the handler raised, or a TypeError if its result has no JSON form.
    """
    context = contextvars.copy_context()
    args = (payload, request) if takes_context(handler) else (payload,)
    result: object
    if _is(handler, inspect.isasyncgenfunction):
        result = handler(*args)  # makes the generator and runs nothing of it
    elif is_async_callable(handler):
        result = await worker.run(_call_async(handler, args), context)
    else:
        result = await run_in_thread(lambda: _written(handler(*args)), context)
    while inspect.isawaitable(result):
        result = await worker.run(_await_written(result), context)
    if _is_stream(result):
        return EventStream(result, worker=worker, context=context, logger=logger)
    if isinstance(result, Response):
        return result
    assert isinstance(result, _Written)
    return Response(result.body, media_type="application/json")


def takes_context(handler: Handler) -> bool:
    """Whether the handler's second parameter is called `context`."""
    try:
        names = list(inspect.signature(handler).parameters)
    except (TypeError, ValueError):  # a builtin without a signature
        return False
    return len(names) >= 2 and names[1] == "context"


def is_async_callable(func: Handler) -> bool:
    """Whether calling it gives a coroutine: an async function, method or partial, or an object called so."""
    return _is(func, inspect.iscoroutinefunction)


class _Written:
    """A result that is JSON already: encoded where it was made, so that no user code runs in the server."""

    __slots__ = ("body",)

    def __init__(self, body: bytes) -> None:
        self.body = body


def _written(result: object) -> object:
    if inspect.isawaitable(result) or _is_stream(result) or isinstance(result, Response):
        return result
    return _Written(encode_json(result))


async def _call_async(handler: Handler, args: tuple[object, ...]) -> object:
    return _written(await handler(*args))


async def _await_written(result: Any) -> object:  # Any: awaitable of whatever the agent gives
    return _written(await awaited(result))


def _is_stream(result: object) -> TypeGuard[AsyncIterator[Any] | Iterator[Any]]:
    return isinstance(result, AsyncIterator | Iterator)


def _is(handler: Handler, is_kind: Callable[[object], bool]) -> bool:
    """Whether the handler is of this kind, as a function, a method, a partial or an object that is called."""
    target: Any = handler  # Any: what partials and instances lead to
    while isinstance(target, functools.partial):
        target = target.func
    return is_kind(target) or (not inspect.isroutine(target) and is_kind(type(target).__call__))
