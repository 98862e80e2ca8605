"""What was said while a version was made ready: a file for each, for who deploys it and who looks later."""

from __future__ import annotations

import contextlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO

#: More is not kept: a build that prints so much has no reader.
FILE_MAX_BYTES = 8 * 1024 * 1024
READ_MAX_BYTES = 1024 * 1024
_CUT = b"(more was printed than is kept)\n"
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPart:
    """Text of a build log from some offset on; `next_offset` is where the rest will begin."""

    text: str
    next_offset: int


class BuildLogs:
    """One file a version, below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def open(self, runtime_id: str, number: int) -> BuildLog:
        """Begin the log of a version anew."""
        path = self._path(runtime_id, number)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        return BuildLog(path.open("wb", buffering=0))

    def read(self, runtime_id: str, number: int, offset: int) -> LogPart:
        """What was written from `offset` (bytes) on, at most `READ_MAX_BYTES`; empty when there is no log."""
        try:
            with self._path(runtime_id, number).open("rb") as file:
                file.seek(offset)
                data = file.read(READ_MAX_BYTES)
        except FileNotFoundError:
            data = b""
        whole = data[: data.rfind(b"\n") + 1] if len(data) == READ_MAX_BYTES else data
        return LogPart(text=whole.decode("utf-8", "replace"), next_offset=offset + len(whole))

    def remove(self, runtime_id: str, number: int | None) -> None:
        """Forget the log of a version, or of all of a runtime's."""
        path = self._path(runtime_id, number or 0)
        if number is None:
            shutil.rmtree(path.parent, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)

    def _path(self, runtime_id: str, number: int) -> Path:
        assert _SAFE_ID.fullmatch(runtime_id) is not None
        return self._folder / runtime_id / f"{number}.log"


class BuildLog:
    """The log of a version that is being made ready. Use as `with`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._left_bytes = FILE_MAX_BYTES

    def __enter__(self) -> BuildLog:
        return self

    def __exit__(self, *exc: object) -> None:
        self._file.close()

    def line(self, text: str) -> None:
        """Write one line. A full disk does not stop a build: the log is then what is missing."""
        data = f"{text}\n".encode("utf-8", "replace")
        if self._left_bytes <= 0:
            return
        self._left_bytes -= len(data)
        with contextlib.suppress(OSError):
            self._file.write(data if self._left_bytes > 0 else _CUT)
