"""The worker: lazy, contained, cancellable, once a process."""

import asyncio
import contextvars
import os
import sys
import threading

import pytest

from headwater.agent.worker import HandlerExit, Worker, run_in_thread

flavour = contextvars.ContextVar("flavour", default="none")


@pytest.fixture
def worker():
    worker = Worker()
    yield worker
    worker.close()


def here():
    return contextvars.copy_context()


async def test_no_thread_before_the_first_call():
    before = threading.active_count()

    worker = Worker()

    assert threading.active_count() == before
    assert not worker.is_running
    worker.close()


async def test_work_runs_in_another_thread_with_the_context_of_the_call(worker):
    flavour.set("vanilla")

    async def work():
        return threading.get_ident(), flavour.get()

    thread, seen = await worker.run(work(), here())

    assert thread != threading.get_ident()
    assert seen == "vanilla"


async def test_errors_come_back(worker):
    async def work():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await worker.run(work(), here())


async def test_an_exit_ends_neither_loop(worker):
    async def leave():
        sys.exit(3)

    async def stay():
        return "here"

    with pytest.raises(HandlerExit, match="SystemExit"):
        await worker.run(leave(), here())
    assert await worker.run(stay(), here()) == "here"


@pytest.mark.parametrize("error", [SystemExit(3), StopIteration(), KeyboardInterrupt()])
async def test_control_flow_from_a_thread_is_a_failure(error):
    def call():
        raise error

    with pytest.raises(HandlerExit):
        await run_in_thread(call, here())


async def test_cancelling_the_wait_cancels_the_work(worker):
    began, ended = threading.Event(), threading.Event()

    async def work():
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    wait = asyncio.create_task(worker.run(work(), here()))
    await asyncio.to_thread(began.wait)
    wait.cancel()

    with pytest.raises(asyncio.CancelledError):
        await wait
    assert await asyncio.to_thread(ended.wait, 30)


async def test_work_cancelled_before_its_first_step_never_runs(worker):
    held, release, ran = threading.Event(), threading.Event(), []

    async def hold():
        held.set()
        release.wait()

    async def work():
        ran.append(True)

    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    worker.start_task(hold(), here())
    await asyncio.to_thread(held.wait)
    cancel = worker.start_task(work(), here(), lambda task: loop.call_soon_threadsafe(ended.set))
    cancel()
    release.set()
    await ended.wait()

    assert ran == []


async def test_closing_cancels_and_waits_for_cleanup():
    worker = Worker()
    began, cleaned = threading.Event(), []

    async def work():
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.append(True)

    worker.start_task(work(), here())
    await asyncio.to_thread(began.wait)

    await asyncio.to_thread(worker.close)

    assert cleaned == [True]
    assert not worker.is_running


async def test_a_closed_worker_starts_again(worker):
    async def work():
        return 1

    await worker.run(work(), here())
    worker.close()

    assert await worker.run(work(), here()) == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Python 3.12: fork beside a thread
def test_a_fork_starts_its_own():
    worker = Worker()
    assert worker.loop is worker.loop
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        answer = b"running" if worker.is_running else b"not running"
        os.write(write, answer)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    worker.close()

    assert said == b"not running"
