"""Our own routes to the files of live sessions: what lies in their folders, and the files themselves."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import quote

from headwater.auth.owners import OwnerBook
from headwater.control.plane import ControlPlane
from headwater.core.errors import AccessDenied, Conflict, InvalidRequest
from headwater.core.identifiers import DEFAULT_ENDPOINT
from headwater.core.principals import current
from headwater.gateway.api.files import FolderListing
from headwater.gateway.call import Call
from headwater.gateway.routes import Query, Route
from headwater.sandbox.files import Entry, FileView, OpenFile, list_folder, open_file
from headwater.sessions.manager import SessionManager
from headwater.sessions.session import SessionKey

T = TypeVar("T")
#: Looks at disks at the same time, so that other work finds a thread.
_LOOKS_AT_ONCE = 4
_PART_BYTES = 256 * 1024
_PAGE = "runtimes/{runtime}/sessions/{session}"
_ENDPOINT = Query("endpoint", f"The endpoint that the session is of. [default: {DEFAULT_ENDPOINT}]")


class FileRoutes:
    """One method a route."""

    def __init__(self, *, control: ControlPlane, sessions: SessionManager, owners: OwnerBook) -> None:
        self._control = control
        self._sessions = sessions
        self._owners = owners
        self._gate = asyncio.Semaphore(_LOOKS_AT_ONCE)

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                f"{_PAGE}/files",
                self.list_files,
                "ReadFiles",
                "What lies in a folder of a live session: its working folder, /tmp, its home, and below them",
                query=(
                    Query("path", "The folder, as the session knows it. [default: its working folder]"),
                    _ENDPOINT,
                ),
                answer=FolderListing,
                description="Links are shown and not followed.",
            ),
            Route(
                "GET",
                f"{_PAGE}/file",
                self.send_file,
                "ReadFiles",
                "A plain file of a live session's own folders",
                query=(Query("path", "The file, as the session knows it.", is_required=True), _ENDPOINT),
                streams="application/octet-stream",
            ),
        )

    async def list_files(self, call: Call) -> None:
        view = self._view_of(call)
        path = call.query.get("path") or next(iter(view.places))
        listing = await self._look(lambda: list_folder(view, path))
        await call.answer(
            {
                "path": path,
                "places": list(view.places),
                "entries": [_describe(entry) for entry in listing.entries],
                "hasMore": listing.has_more,
            }
        )

    async def send_file(self, call: Call) -> None:
        path = call.query.get("path")
        if not path:
            raise InvalidRequest("path is missing: name the file")
        view = self._view_of(call)
        file = await self._open(view, path)
        try:
            await self._send(call, file, path.rstrip("/").rpartition("/")[2])
        finally:
            os.close(file.fd)

    def _view_of(self, call: Call) -> FileView:
        """Where the files are.

        Raises:
            AccessDenied: it is another's session.
            Conflict: they cannot be seen from here.
            NotFound: it does not live.
        """
        runtime_id = self._control.find_runtime_id(call.names["runtime"])
        session_id = call.names["session"]
        key = SessionKey(runtime_id, call.query.get("endpoint") or DEFAULT_ENDPOINT, session_id)
        session = self._sessions.get(key)
        if not self._owners.scope_of(current()).covers(session.owner):
            raise AccessDenied(f"Session {session_id} belongs to another caller")
        view = None if session.worker is None else session.worker.find_view()
        if view is None:
            raise Conflict(
                "the files of this session cannot be seen: it is starting, or a container of an engine that"
                " does not tell where it is (that of an ordinary user)"
            )
        return view

    async def _open(self, view: FileView, path: str) -> OpenFile:
        opening = asyncio.ensure_future(self._look(lambda: open_file(view, path)))
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:  # the caller has left
            opening.add_done_callback(_close_unread)
            raise

    async def _look(self, look: Callable[[], T]) -> T:
        async with self._gate:
            return await asyncio.to_thread(look)

    async def _send(self, call: Call, file: OpenFile, name: str) -> None:
        headers = [
            (b"content-type", b"application/octet-stream"),
            (b"content-length", str(file.size_bytes).encode()),
            (b"content-disposition", f"attachment; filename*=UTF-8''{quote(name, safe='')}".encode()),
            (b"content-security-policy", b"sandbox; default-src 'none'"),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
        ]
        await call.send({"type": "http.response.start", "status": 200, "headers": headers})
        sent = 0
        while sent < file.size_bytes:
            wanted, offset = min(_PART_BYTES, file.size_bytes - sent), sent
            part = await self._look(lambda: os.pread(file.fd, wanted, offset))  # noqa: B023  # awaited at once
            if not part:
                return  # it was cut meanwhile: the answer breaks off, so that nobody takes it for the whole
            sent += len(part)
            await call.send({"type": "http.response.body", "body": part, "more_body": True})
        await call.send({"type": "http.response.body", "body": b""})


def _close_unread(opening: asyncio.Future[OpenFile]) -> None:
    if not opening.cancelled() and opening.exception() is None:
        os.close(opening.result().fd)


def _describe(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "type": entry.kind,
        "sizeBytes": entry.size_bytes,
        "modifiedAt": entry.modified_at.isoformat(),
    }
