"""The project folder a command is called in, and how the toolkit shows its work on the command line."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.options import Remote
from headwater.cli.output import Output

if TYPE_CHECKING:
    from headwater.client.toolkit import Project, Runtime
    from headwater.client.toolkit.display import Display


def find_project() -> Project | None:
    """The project of the working directory, if there is one with an agent in it.

    Raises:
        ProjectError: its file is not in order.
    """
    from headwater.client.toolkit import CONFIG_NAME, Project

    path = Path.cwd() / CONFIG_NAME
    project = Project.read(path) if path.is_file() else None
    return project if project is not None and project.names else None


def open_runtime(remote: Remote, agent: str | None = None) -> Runtime:
    """The toolkit's `Runtime` for the working directory; use it as `with`."""
    from headwater.client.toolkit import Runtime

    return Runtime(remote.url, agent_name=agent, display=choose_display(remote.output))


def choose_display(output: Output) -> Display:
    """Something that moves for a person, lines for a log, both on standard error."""
    if output.is_error_terminal:
        from headwater.client.toolkit.display import TerminalDisplay

        return TerminalDisplay()
    return _LineDisplay(output)


def has_piped_input() -> bool:
    """Whether somebody feeds standard input: a pipe or a file, not a terminal or /dev/null."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


class _LineDisplay:
    """Shows each step as `headwater deploy` does."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def line(self, label: str, text: str) -> None:
        self._output.note(f"{label:>11}  {text}")

    def token(self, text: str) -> None:
        self._output.text(text or "\n", newline=False)

    def working(self, what: str) -> AbstractContextManager[None]:
        return nullcontext()
