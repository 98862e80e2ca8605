"""What building environments needs of the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One program and all it may see.

    `argv` begins with an absolute path. It starts in a private copy of `folder`; of the host it sees the
    system's programs, `readable` and `writable`, each at its own path.
    """

    argv: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]
    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()


class CommandRunner(Protocol):
    """Runs programs on the files of strangers, in a sandbox."""

    async def run(self, command: Command, on_line: Callable[[str], None], *, timeout_s: float) -> int:
        """Run to the end; every process it started is gone when this returns. Cancelling kills it.

        Args:
            on_line: called with each line it prints, on either stream.
        Returns:
            Its exit code, 128 + n when signal n killed it.
        Raises:
            SandboxError: its sandbox could not be made.
            TimeoutError: it took longer than `timeout_s`, and was killed.
        """
