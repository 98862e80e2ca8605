"""The pages a session writes to in its first request, copied ahead of the next one.

A fork shares the template's memory until it writes to a page; the copy is made then, one fault a page. The
tutorial's agent writes to some 4,000 pages before its first answer, mostly reference counts, and
that is most of a new session's time. Which pages they are differs little from session to session, so
the template looks once at which ones a session has made its own, and a spare worker copies these before
it is needed. Only addresses are learned, never what is in the pages; a wrong one costs a copy.

Source: "record and prefetch" of a snapshot's working set (Ustiugov et al., ASPLOS 2021).
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import os

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_MADV_POPULATE_WRITE = 23
_PRESENT = 1 << 63
#: The page is mapped by this process alone: it has been copied.
_EXCLUSIVE = 1 << 56
#: Pages copied without need to save a call; two cost less than one more call.
_GAP_PAGES = 2
#: A larger working set is not worth copying ahead; 64 MB.
_MAX_PAGES = 16_384

_libc = ctypes.CDLL(None, use_errno=True)


class WorkingSet:
    """What is known so far; empty until `learn`."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []

    def learn(self, pid: int) -> None:
        """Note which pages of this process its fork `pid` has copied; nothing without the right to look."""
        with contextlib.suppress(OSError):
            pages = [page for start, end in _writable_areas() for page in _own_pages(pid, start, end)]
            if len(pages) <= _MAX_PAGES:
                self._ranges = _join(pages)

    def populate(self) -> None:
        """In a fork: copy those pages now."""
        for start, length in self._ranges:
            if _libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(length), _MADV_POPULATE_WRITE) < 0:
                return  # a kernel before 5.14; the pages are copied when they are written to


def _writable_areas() -> list[tuple[int, int]]:
    """(first, past the last) address of each private writable mapping of this process."""
    areas = []
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as file:
        for line in file:
            span, permissions, *_ = line.split(maxsplit=2)
            if permissions == "rw-p":
                start, end = span.split("-")
                areas.append((int(start, 16), int(end, 16)))
    return areas


def _own_pages(pid: int, start: int, end: int) -> list[int]:
    """Addresses of pages within an area that `pid` has for itself."""
    first, count = start // _PAGE_BYTES, (end - start) // _PAGE_BYTES
    with open(f"/proc/{pid}/pagemap", "rb") as file:
        file.seek(first * 8)
        data = file.read(count * 8)
    entries = array.array("Q")
    entries.frombytes(data[: len(data) - len(data) % 8])
    wanted = _PRESENT | _EXCLUSIVE
    return [start + i * _PAGE_BYTES for i, entry in enumerate(entries) if entry & wanted == wanted]


def _join(pages: list[int]) -> list[tuple[int, int]]:
    """(start, length in bytes) of runs, small gaps included; `pages` ascend within an area."""
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs:
            start, length = runs[-1]
            gap = page - (start + length)
            if 0 <= gap <= _GAP_PAGES * _PAGE_BYTES:
                runs[-1] = (start, page + _PAGE_BYTES - start)
                continue
        runs.append((page, _PAGE_BYTES))
    return runs
