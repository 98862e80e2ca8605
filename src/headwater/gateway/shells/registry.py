"""All shells of a server, by session and id."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from headwater.background import BackgroundWork
from headwater.core.errors import QuotaExceeded
from headwater.gateway.shells.shell import Shell
from headwater.sessions.session import LogEvent, Session
from headwater.sessions.shell_settings import ShellSettings

_log = logging.getLogger("headwater.gateway")
#: A session that is started anew under its id has other shells, so it is told by its worker.
_Key = tuple[str, str]


@dataclass(slots=True)
class _Entry:
    shell: Shell
    started: asyncio.Task[None]
    forgetting: asyncio.TimerHandle | None = field(default=None)


class Shells:
    """Finds shells or starts them, and follows each to its end."""

    def __init__(self, settings: ShellSettings, log_event: LogEvent, owner: int | None = None) -> None:
        """`owner`: see `Shell`."""
        self._settings = settings
        self._log_event = log_event
        self._owner = owner
        self._entries: dict[_Key, _Entry] = {}
        self._work = BackgroundWork()

    def __iter__(self) -> Iterator[Shell]:
        return iter([entry.shell for entry in self._entries.values()])

    def count(self, *, are_alone: bool = False) -> int:
        """How many run, or of these have no client."""
        running = [shell for shell in self if not shell.ended.done()]
        return sum(not (are_alone and shell.is_attached) for shell in running)

    async def find_or_start(self, session: Session, shell_id: str) -> tuple[Shell, bool]:
        """The shell of this id in `session`, and whether it was there. Two who start one get the same.

        Raises:
            QuotaExceeded: the agent runtime has as many as it may.
            AgentError, SandboxError, PlatformError: it could not be started.
        """
        key = (session.worker_id, shell_id)
        entry = self._entries.get(key)
        was_there = entry is not None
        if entry is None:
            self._make_room(session)
            shell = Shell(shell_id, session, detached_max_s=self._settings.detached_max_s, owner=self._owner)
            starting = self._work.start(self._start(key, shell), f"shell-start-{shell_id}")
            entry = self._entries[key] = _Entry(shell, starting)
        await asyncio.shield(entry.started)
        return entry.shell, was_there

    def forget(self, shell: Shell) -> None:
        """Its end has been told."""
        key = (shell.session.worker_id, shell.shell_id)
        entry = self._entries.get(key)
        if entry is not None and entry.shell is shell:
            del self._entries[key]
            if entry.forgetting is not None:
                entry.forgetting.cancel()

    async def close(self) -> None:
        """End all of them."""
        await self._work.close()

    async def _start(self, key: _Key, shell: Shell) -> None:
        try:
            await shell.start()
        except BaseException:
            del self._entries[key]
            raise
        self._note(shell, "has started")
        self._work.start(self._follow(shell), f"shell-{shell.shell_id}")

    async def _follow(self, shell: Shell) -> None:
        try:
            await shell.run()
        except Exception:  # told to its client, and here
            _log.exception("shell %s could not be followed", shell.shell_id)
        ending = shell.ended.result()
        self._note(shell, f"is over: {ending.describe()}")
        if ending.is_final and not shell.is_attached:
            self.forget(shell)
            return
        key = (shell.session.worker_id, shell.shell_id)
        entry = self._entries.get(key)
        if entry is not None and entry.shell is shell:  # nobody has been told yet
            loop = asyncio.get_running_loop()
            entry.forgetting = loop.call_later(self._settings.ended_keep_s, self.forget, shell)

    def _make_room(self, session: Session) -> None:
        """Where the agent runtime has as many as it may, the one goes that was alone for longest, if it is of
        the same owner: clients that merely close their connections leave shells behind.

        Raises:
            QuotaExceeded: all are in use, or others'.
        """
        runtime_id, most = session.key.runtime_id, self._settings.per_runtime_max_count
        mine = [shell for shell in self if shell.session.key.runtime_id == runtime_id]
        live = [shell for shell in mine if not shell.ended.done()]
        if len(live) >= most:
            alone = [s for s in live if s.alone_since_s is not None and s.session.owner == session.owner]
            if not alone:
                raise QuotaExceeded(
                    f"agent runtime {runtime_id} has {len(live)} shells, and {most} are allowed: end one with"
                    " `exit`, or raise the setting shells.per_runtime_max_count"
                )
            longest = min(alone, key=lambda shell: shell.alone_since_s or 0.0)
            longest.hang_up(f"another one was opened, and {most} are allowed")
            self.forget(longest)
        elif len(mine) >= most:
            self.forget(next(shell for shell in mine if shell.ended.done()))

    def _note(self, shell: Shell, what: str) -> None:
        session = shell.session
        self._log_event(
            session.version,
            session.key.session_id,
            f"shell {shell.shell_id} {what}",
            endpoint=session.key.endpoint,
        )
