"""Lines of quiet sessions, kept when a file of their runtime's log goes.

Files go by size, so a session that prints without end would take all others' lines with its own. Before a
file goes, what is left of it without those who filled it is added to the runtime's file of kept lines, which
is small, and loses its oldest. That file is never changed: each time there is a new one with a number of its
own, so that readers are not misled. Its numbers are below all others.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from headwater.telemetry.loglines import find_time

#: Numbers of files of kept lines are below this.
KEPT_END = -100_000_000
_FIRST_NUMBER = -1_000_000_000
#: Of a file's bytes: who has more of it filled it.
_NOISY_SHARE = 0.25
#: Of a file's greatest size.
_KEPT_SHARE = 0.25
_HEAD_BYTES = 1000
_SESSION = re.compile(rb'"sessionId": ("[^"]*"|null)')


def build_kept_path(folder: Path, number: int) -> Path:
    """Where a file of kept lines is, in its runtime's folder."""
    return folder / f"kept-{number - _FIRST_NUMBER:09d}.jsonl"


def parse_kept_number(stem: str) -> int | None:
    """The number of a file of kept lines, from its name; None if it is none."""
    _, is_kept, digits = stem.partition("kept-")
    return int(digits) + _FIRST_NUMBER if is_kept and digits.isdigit() else None


def keep_quiet_lines(path: Path, kept: list[tuple[int, Path]], file_max_bytes: int, oldest: datetime) -> None:
    """Before the file at `path` goes: keep what those wrote who did not fill it.

    Args:
        kept: files of kept lines there are, with their numbers; they go, and one takes their place.
        oldest: what is from before is not kept.
    Raises:
        OSError: it cannot be kept.
    """
    quiet = _find_quiet(path)
    if not quiet:
        return
    older = [line for _, other in kept for line in _read(other) if (find_time(line) or oldest) >= oldest]
    lines = _last_of(older + quiet, int(file_max_bytes * _KEPT_SHARE))
    number = max((number for number, _ in kept), default=_FIRST_NUMBER) + 1
    target = build_kept_path(path.parent, number)
    unfinished = target.with_suffix(".tmp")
    try:
        unfinished.write_bytes(b"".join(lines))
        unfinished.chmod(0o600)
        unfinished.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise
    for _, other in kept:
        with contextlib.suppress(OSError):
            other.unlink()


def _find_quiet(path: Path) -> list[bytes]:
    """A file's records without those of sessions that have more than their share of it."""
    sizes: dict[bytes, int] = defaultdict(int)
    records = []
    for number, line in enumerate(_read(path)):
        found = _SESSION.search(line, 0, _HEAD_BYTES)
        session = b"" if found is None else found[1]
        sizes[session] += len(line)
        records.append((session, line))
        if not number % 256:
            time.sleep(0)  # the event loop may want the interpreter
    most = sum(sizes.values()) * _NOISY_SHARE
    return [line for session, line in records if sizes[session] <= most]


def _read(path: Path) -> Iterable[bytes]:
    """Whole records; no more than a record's worth beyond is held."""
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield line


def _last_of(lines: list[bytes], max_bytes: int) -> list[bytes]:
    size_bytes = 0
    for index in range(len(lines) - 1, -1, -1):
        size_bytes += len(lines[index])
        if size_bytes > max_bytes:
            return lines[index + 1 :]
    return lines
