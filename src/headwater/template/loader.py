"""Run the agent's file, unmodified, as `__main__`, and end where it would start serving.

`load(...)` does not return in the good case: the file's own call to serve ends up in
`Host.serve` (see `capture`), deep inside the file's stack, so `finally` blocks and `with`
statements around that call end when the session ends, as they would anywhere else.
"""

from __future__ import annotations

import os
import sys
import traceback
import types
from dataclasses import asdict, dataclass
from typing import Any

from . import capture
from .capture import NotServable

#: What of a failure's text is passed on: the beginning of what it says, the end of where it came from.
_MAX_SUMMARY_CHARS = 4000
_MAX_TRACEBACK_CHARS = 200_000


@dataclass(frozen=True)
class LoadFailure:
    """Why a file did not come to serve. `kind`: exception, exit, no_app, not_asgi or start."""

    kind: str
    summary: str
    traceback: str = ""

    def message(self) -> dict[str, Any]:
        """For the control pipe, which takes no more than `channel.MAX_MESSAGE_BYTES`."""
        return {
            "event": "failed",
            **asdict(self),
            "summary": self.summary[:_MAX_SUMMARY_CHARS],
            "traceback": self.traceback[-_MAX_TRACEBACK_CHARS:],
        }


def load(entry_file: str, argv: list[str], *, packages_first: bool = False) -> LoadFailure | None:
    """Execute `entry_file` (relative to the working directory); None when it served and came back.

    Its folder is the first on the import path, as Python has it; the last with `packages_first`.
    """
    path = os.path.abspath(entry_file)
    sys.argv = [path, *argv]
    sys.path.insert(len(sys.path) if packages_first else 0, os.path.dirname(path))
    module = types.ModuleType("__main__")
    module.__file__ = path
    module.__builtins__ = __builtins__  # type: ignore[attr-defined]  # what the interpreter does for a script
    sys.modules["__main__"] = module
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError as exc:
        return LoadFailure("exception", f"the entry file {entry_file!r} cannot be read: {exc.strerror}")
    try:
        # Our own `from __future__ import annotations` is not the file's: libraries read its annotations.
        exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)
        if capture.has_served():
            return None
        capture.serve_found_app(module.__dict__, entry_file)
    except NotServable as exc:
        return LoadFailure(exc.kind, str(exc))
    except SystemExit as exc:
        return None if capture.has_served() else _describe_exit(exc, entry_file)
    except BaseException as exc:
        if capture.has_served():
            raise
        return _describe_exception(exc, entry_file, path)
    return None


def _describe_exit(exc: SystemExit, entry_file: str) -> LoadFailure:
    what = (
        f"code {exc.code}" if exc.code is None or isinstance(exc.code, int) else f"the message {exc.code!r}"
    )
    return LoadFailure(
        "exit", f"{entry_file} ended with {what} before it served anything", _format_traceback(exc)
    )


def _describe_exception(exc: BaseException, entry_file: str, path: str) -> LoadFailure:
    summary = "".join(traceback.format_exception_only(type(exc), exc)).strip().splitlines()[-1]
    where = ""
    if isinstance(exc, SyntaxError) and exc.filename:
        where = f" ({os.path.relpath(exc.filename)}, line {exc.lineno})"
    else:
        frames = [frame for frame in traceback.extract_tb(exc.__traceback__) if frame.filename == path]
        if frames:
            where = f" ({entry_file}, line {frames[-1].lineno})"
    hint = ""
    if isinstance(exc, ModuleNotFoundError) and exc.name:
        hint = (
            f"; the interpreter that runs the agent ({sys.executable}) has no module {exc.name!r}:"
            f" have it installed by naming its package in requirements.txt, or put it beside the code"
        )
    return LoadFailure("exception", f"{summary}{where}{hint}", _format_traceback(exc))


def _format_traceback(exc: BaseException) -> str:
    """The traceback from the agent's first frame on; ours before it say nothing to its author."""
    own_folder = os.path.dirname(os.path.abspath(__file__))
    tb = exc.__traceback__
    while tb is not None and os.path.dirname(tb.tb_frame.f_code.co_filename) == own_folder:
        tb = tb.tb_next
    return "".join(traceback.format_exception(type(exc), exc, tb))
