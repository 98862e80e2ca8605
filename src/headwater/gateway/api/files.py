"""Files of sessions."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from headwater.gateway.api.schemas import Time


class FileEntry(TypedDict):
    """What lies in a folder."""

    name: str
    type: Annotated[Literal["file", "folder", "link", "other"], "Files alone can be read."]
    sizeBytes: int
    modifiedAt: Time


class FolderListing(TypedDict):
    """A folder of a session: by name, folders first."""

    path: str
    places: Annotated[list[str], "The folders that are the session's own, the working folder first."]
    entries: list[FileEntry]
    hasMore: Annotated[bool, "The folder holds more than is told."]
