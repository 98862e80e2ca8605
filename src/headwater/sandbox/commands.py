"""Programs that work on an agent's files: run in a sandbox as its sessions are, and gone when they end."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from headwater.core.errors import SandboxError
from headwater.environments.base import Command, CommandRunner
from headwater.sandbox.doctor import Capability
from headwater.sandbox.output import by_line, open_output
from headwater.sandbox.process import TemplateProcess
from headwater.sandbox.settings import SandboxSettings
from headwater.template.plan import Plan

#: Seconds for the last lines of a command that ended to be read.
_LAST_LINES_S = 5.0


class ConfinedCommands:
    """See `environments.base.CommandRunner`."""

    def __init__(
        self,
        settings: SandboxSettings,
        *,
        isolation: Capability,
        run_dir: Path,
        hidden: tuple[Path, ...],
        closed_port: int = 0,
    ) -> None:
        self._settings = settings
        self._isolation = isolation
        self._scratch = run_dir / "commands"
        self._hidden = [str(path) for path in hidden]
        self._closed_port = closed_port
        self._count = 0
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._scratch.mkdir(parents=True, mode=0o700)

    async def run(self, command: Command, on_line: Callable[[str], None], *, timeout_s: float) -> int:
        """See `environments.base.CommandRunner`."""
        output = open_output(by_line(on_line))
        process = TemplateProcess(self._plan(command))
        try:
            await process.start(sys.executable, dict(command.environment), output)
            async with asyncio.timeout(timeout_s):
                code = await asyncio.shield(process.gone)
        finally:
            await asyncio.shield(process.kill())
            output.close_handed_over()
            await asyncio.shield(output.wait_finished(_LAST_LINES_S))
            if not self._isolation.has_namespaces:
                await asyncio.to_thread(shutil.rmtree, self._folder_of(process.plan), True)
        if process.report.kind == "sandbox":
            raise SandboxError(f"the sandbox could not be made: {process.report.summary}")
        return 1 if code is None else code

    def _plan(self, command: Command) -> Plan:
        confined = self._isolation.has_namespaces
        self._count += 1
        return Plan(
            entry_file="",
            argv=[],
            bundle_dir=str(command.folder),
            mode="command",
            isolation="namespaces" if confined else "process",
            scratch_dir=str(self._scratch),
            host_uid=self._settings.uid if confined and self._isolation.is_root else None,
            hidden=self._hidden,
            revealed=[str(path) for path in command.readable],
            writable=[str(path) for path in command.writable],
            command=list(command.argv),
            limits=self._settings.limits(),
            scratch_max_bytes=self._settings.scratch_max_bytes,
            worker_id=f"command-{self._count}",
            closed_port=self._closed_port,
        )

    def _folder_of(self, plan: Plan) -> Path:
        return self._scratch / plan.worker_id


def _conforms(commands: ConfinedCommands) -> CommandRunner:
    return commands
