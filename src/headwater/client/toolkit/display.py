"""What the toolkit's verbs show while they work: to a person in a terminal or notebook, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol


class Display(Protocol):
    """Where a `Runtime` shows what it does."""

    def line(self, label: str, text: str) -> None:
        """A step that is done, or a remark."""

    def token(self, text: str) -> None:
        """A piece of an answer, as it comes; "" ends the answer."""

    def working(self, what: str) -> AbstractContextManager[None]:
        """Say that `what` goes on for as long as one is inside."""


class QuietDisplay:
    """Shows nothing: a program reads the results."""

    def line(self, label: str, text: str) -> None:
        return

    def token(self, text: str) -> None:
        return

    def working(self, what: str) -> AbstractContextManager[None]:
        return nullcontext()


class NotebookDisplay:
    """Plain lines in a cell's output."""

    def line(self, label: str, text: str) -> None:
        print(f"{label:>11}  {text}", flush=True)

    def token(self, text: str) -> None:
        print(text, end="" if text else "\n", flush=True)

    def working(self, what: str) -> AbstractContextManager[None]:
        return nullcontext()


class TerminalDisplay:
    """Steps on standard error, with something that moves; answers on standard output."""

    def __init__(self) -> None:
        from rich.console import Console  # slow to import; piped output does without

        self._console = Console(stderr=True, highlight=False)

    def line(self, label: str, text: str) -> None:
        from rich.text import Text

        style = {"ready": "green", "note": "yellow"}.get(label, "cyan")
        self._console.print(Text.assemble((f"{label:>11}  ", style), text), soft_wrap=True)

    def token(self, text: str) -> None:
        sys.stdout.write(text or "\n")
        sys.stdout.flush()

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        with self._console.status(what):
            yield


def choose_display() -> Display:
    """The one that suits where this program runs."""
    if is_notebook():
        return NotebookDisplay()
    return TerminalDisplay() if sys.stderr.isatty() else QuietDisplay()


def is_notebook() -> bool:
    """Whether a notebook's kernel runs this code; IPython in a terminal is a terminal."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and getattr(shell, "kernel", None) is not None
