"""Where an agent's code runs: never on the server's loop.

Coroutines and async generators run on one worker loop in a thread of its own; functions that are
not async run in a thread each. So no handler, however it blocks, keeps `/ping` from answering.

Rule 1: no thread exists before the first call. A process that is imported once and forked for every
        session must have none, and a fork must not believe in its parent's.
Rule 2: the context variables of the request are those of the handler, in whichever thread.
Rule 3: nothing an agent raises ends a loop or the process: `sys.exit()` in a handler is its failure.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import os
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

#: Background tasks of the agent get this long to end when the server shuts down.
CLOSE_GRACE_S = 5.0


class HandlerExit(RuntimeError):
    """The agent's code asked for the process to end, or let go a control-flow exception."""


class Worker:
    """An event loop in its own thread, started by the first call."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._pid = 0
        self._tasks: set[asyncio.Task[Any]] = set()  # Any: tasks of every result type
        self._starting = threading.Lock()

    @property
    def is_running(self) -> bool:
        """Whether this process has started it."""
        return self._loop is not None and self._pid == os.getpid()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The worker's loop, started if this process has none yet."""
        loop = self._loop
        if loop is None or self._pid != os.getpid():
            loop = self._start()
        return loop

    def start_task(
        self,
        work: Coroutine[Any, Any, T],
        context: contextvars.Context,
        on_done: Callable[[asyncio.Task[T]], None] | None = None,
    ) -> Callable[[], None]:
        """Begin `work` on the worker's loop, from any thread.

        `on_done` is called on the worker's loop. Returns a function that cancels the work from any
        thread: at its next await, and again harmless when it has ended.
        """
        loop = self.loop
        started: list[asyncio.Task[T]] = []

        def begin() -> None:
            task = loop.create_task(_contained(work), context=context)
            started.append(task)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            task.add_done_callback(lambda _: work.close())  # cancelled before its first step, it never ran
            if on_done is not None:
                task.add_done_callback(on_done)

        def cancel() -> None:
            if started:
                started[0].cancel()

        def cancel_from_any_thread() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: the task has ended with it
                loop.call_soon_threadsafe(cancel)

        loop.call_soon_threadsafe(begin)
        return cancel_from_any_thread

    async def run(self, work: Coroutine[Any, Any, T], context: contextvars.Context) -> T:
        """Run `work` on the worker's loop and wait for it here. Cancelling this cancels the work."""
        waiter: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def hand_back(task: asyncio.Task[T]) -> None:
            error = asyncio.CancelledError() if task.cancelled() else task.exception()
            _settle(waiter, None if error else task.result(), error)

        cancel = self.start_task(work, context, hand_back)
        try:
            return await waiter
        except BaseException:
            cancel()
            raise

    def close(self) -> None:
        """Cancel what still runs, let it clean up for `CLOSE_GRACE_S`, end the thread. Blocks."""
        loop, thread = self._loop, self._thread
        if loop is None or thread is None or self._pid != os.getpid():
            return
        self._loop = None
        drained = asyncio.run_coroutine_threadsafe(_cancel_all(), loop)
        with contextlib.suppress(TimeoutError):
            drained.result(CLOSE_GRACE_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(CLOSE_GRACE_S)
        if not thread.is_alive():
            loop.close()

    def _start(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None or self._pid != os.getpid():
                # The policy's loop, not uvloop: what agents do in it (subprocesses, signals) is made for it.
                loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=_run_loop, args=(loop,), daemon=True, name="headwater-agent"
                )
                self._thread.start()
                self._tasks = set()
                self._loop, self._pid = loop, os.getpid()
            return self._loop


async def run_in_thread(call: Callable[[], T], context: contextvars.Context) -> T:
    """Run a function that may block in a thread of its own, and wait for it here.

    A thread for each call and no pool: a pool of blocked handlers would hold up the next one, and
    its threads would hold up the end of the process.
    """
    waiter: asyncio.Future[T] = asyncio.get_running_loop().create_future()

    def body() -> None:
        result, error = None, None
        try:
            result = context.run(call)
        except BaseException as exc:
            error = exc
        _settle(waiter, result, error)

    start_thread(body)
    return await waiter


def start_thread(body: Callable[[], None]) -> None:
    """Run `body` in a daemon thread: a handler that blocks for ever does not keep the process alive."""
    threading.Thread(target=body, daemon=True, name="headwater-handler").start()


async def awaited(work: Awaitable[T]) -> T:
    """A coroutine for any awaitable."""
    return await work


def containable(error: BaseException) -> Exception | asyncio.CancelledError:
    """The error as one that a future and a task can carry without ending their loop."""
    if isinstance(error, asyncio.CancelledError):
        return error
    if isinstance(error, StopIteration | StopAsyncIteration) or not isinstance(error, Exception):
        return HandlerExit(f"the agent's code raised {error!r}")
    return error


async def _contained(work: Coroutine[Any, Any, T]) -> T:
    try:
        return await work
    except (SystemExit, KeyboardInterrupt, GeneratorExit) as exc:
        raise containable(exc) from exc


def _settle(waiter: asyncio.Future[T], result: T | None, error: BaseException | None) -> None:
    """Give the outcome to a future of another thread's loop, which may be gone."""

    def settle() -> None:
        if waiter.done():
            return
        if error is None:
            waiter.set_result(result)  # type: ignore[arg-type]  # no error: then this is the T
        else:
            waiter.set_exception(containable(error))

    with contextlib.suppress(RuntimeError):  # the server's loop is closed: nobody waits
        waiter.get_loop().call_soon_threadsafe(settle)


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()


def _run_loop(loop: asyncio.AbstractEventLoop) -> None:
    # Thread instrumentation may carry over the parent's "running loop"; no loop starts inside another.
    asyncio._set_running_loop(None)
    asyncio.set_event_loop(loop)
    loop.run_forever()
