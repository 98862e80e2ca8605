"""Stop sessions as an operator does: soon, whatever the agent does, and with a look at what is left."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.sandbox.usage import count_left, find_trees
from headwater.sessions.manager import SessionManager, roots_of
from headwater.sessions.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """How a session was ended. `is_gone`: no process of it is left; `process_count` is how many it had."""

    session_id: str
    endpoint: str
    is_gone: bool
    took_ms: float
    process_count: int

    def describe(self) -> dict[str, object]:
        """As our own routes show it."""
        return {
            "sessionId": self.session_id,
            "endpoint": self.endpoint,
            "stopped": self.is_gone,
            "ms": self.took_ms,
            "processesKilled": self.process_count,
        }


async def stop_verified(
    manager: SessionManager, sessions: Sequence[Session], reason: str, grace_s: float
) -> list[Stopped]:
    """End sessions, all at the same time; returns when they are gone.

    Two judges say so: the kernel, which reports the end of a pid namespace after that of everything in it,
    and a look for the processes that the sessions had at the beginning.

    Args:
        grace_s: from SIGTERM to SIGKILL.
    """
    loop = asyncio.get_running_loop()
    started_s = loop.time()
    trees = await find_trees(roots_of(sessions))
    took_ms: dict[Session, float] = {}

    async def stop(session: Session) -> None:
        stopping = asyncio.ensure_future(manager.stop(session, reason, grace_s))
        await asyncio.sleep(0)
        if session.worker is None and session.start_task is not None:
            session.start_task.cancel()  # it could go on for as long as an agent takes to load
        await stopping
        took_ms[session] = round((loop.time() - started_s) * 1000, 1)

    await asyncio.gather(*(stop(session) for session in sessions))
    left = await count_left(trees)
    return [
        Stopped(
            session_id=session.key.session_id,
            endpoint=session.key.endpoint,
            is_gone=session.ended.result().is_cleared and not left.get(session.worker_id, 0),
            took_ms=took_ms[session],
            process_count=len(trees.get(session.worker_id, ())),
        )
        for session in sessions
    ]
