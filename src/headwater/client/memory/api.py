"""Calls of the Memory API, with their pages put together. Values are JSON as HTTP has it: times are seconds.

A memory is named by its name, its id or its ARN; the API itself knows no names, so they are looked up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from headwater.client.address import segment
from headwater.client.errors import RequestFailed
from headwater.core.errors import InvalidRequest, NotFound

Json = dict[str, Any]  # members of the API have their own types

_PAGE_COUNT = 100
_JOBS_PAGE_COUNT = 50
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_]{0,47}")
_ID = re.compile(r"([a-zA-Z][a-zA-Z0-9-_]{0,99})-[a-zA-Z0-9]{10}")


class Requester(Protocol):
    """What this needs of a client."""

    def request(self, method: str, path: str, **options: Any) -> Json:  # Any: httpx's options
        """The answer's JSON. RequestFailed if the server refuses."""


class Memories:
    """The memories of the server that `client` talks to."""

    def __init__(self, client: Requester) -> None:
        self._client = client

    def resolve(self, memory: str) -> str:
        """The id of a memory named by its name, id or ARN; of an id it is not asked whether it exists.

        Raises:
            NotFound: no memory has this name.
            InvalidRequest: it is none of the three.
        """
        wanted = memory.rpartition(":memory/")[2] if memory.startswith("arn:") else memory
        if _ID.fullmatch(wanted):
            return wanted
        if wanted != memory or not _NAME.fullmatch(memory):
            raise InvalidRequest(f"{memory!r} is not the name, the id or the ARN of a memory")
        found = self.find(memory)
        if found is None:
            raise NotFound(f"no memory is called {memory}; `headwater memory list` shows those there are")
        return str(found["id"])

    def find(self, name: str) -> Json | None:
        """`MemorySummary` of the memory of this name that can be used; None if there is none."""
        usable = (summary for summary in self.list_all() if summary["status"] != "DELETING")
        return next((summary for summary in usable if name_of(summary["id"]) == name), None)

    def list_all(self) -> Iterator[Json]:
        """`MemorySummary` of each, in the order they were made."""
        return self._pages("/memories/", "memories", {})

    def create(self, members: Mapping[str, Any]) -> Json:  # Any: members of the API
        """CreateMemory. RequestFailed if the server refuses it."""
        return self._post("/memories/create", members)["memory"]  # type: ignore[no-any-return]  # JSON

    def get(self, memory_id: str) -> Json:
        """GetMemory. RequestFailed (404) if there is none."""
        answer = self._client.request("GET", f"/memories/{segment(memory_id)}/details")
        return answer["memory"]  # type: ignore[no-any-return]  # JSON

    def delete(self, memory_id: str) -> Json:
        """DeleteMemory, with all that is in it."""
        return self._client.request("DELETE", f"/memories/{segment(memory_id)}/delete")

    def actors(self, memory_id: str) -> Iterator[str]:
        """Ids of those about whom there are events, sorted."""
        for summary in self._pages(f"/memories/{segment(memory_id)}/actors", "actorSummaries", {}):
            yield summary["actorId"]

    def sessions(self, memory_id: str, actor_id: str, *, only_filled: bool = False) -> Iterator[Json]:
        """`SessionSummary` of an actor's sessions, newest first."""
        body: Json = {"filter": {"eventFilter": "HAS_EVENTS"}} if only_filled else {}
        path = f"/memories/{segment(memory_id)}/actor/{segment(actor_id)}/sessions"
        return self._pages(path, "sessionSummaries", body)

    def events(
        self,
        memory_id: str,
        actor_id: str,
        session_id: str,
        *,
        branch: str | None = None,
        with_parents: bool = False,
        page_count: int = _PAGE_COUNT,
    ) -> Iterator[Json]:
        """Events of a session, newest first: of all branches, or of one, alone or with what it grew from."""
        body: Json = {"maxResults": min(page_count, _PAGE_COUNT)}
        if branch is not None:
            body["filter"] = {"branch": {"name": branch, "includeParentBranches": with_parents}}
        path = f"/memories/{segment(memory_id)}/actor/{segment(actor_id)}/sessions/{segment(session_id)}"
        return self._pages(path, "events", body)

    def create_event(self, memory_id: str, body: Mapping[str, Any]) -> Json:  # Any: members of the API
        """CreateEvent: on the server's disk when this returns."""
        answer = self._post(f"/memories/{segment(memory_id)}/events", body)
        return answer["event"]  # type: ignore[no-any-return]  # JSON

    def delete_event(self, memory_id: str, actor_id: str, session_id: str, event_id: str) -> None:
        """DeleteEvent; one that is gone already is no error."""
        path = (
            f"/memories/{segment(memory_id)}/actor/{segment(actor_id)}/sessions/{segment(session_id)}"
            f"/events/{segment(event_id)}"
        )
        try:
            self._client.request("DELETE", path)
        except RequestFailed as exc:
            if not exc.is_not_found:
                raise

    def records(self, memory_id: str, scope: Mapping[str, str]) -> Iterator[Json]:
        """`MemoryRecordSummary` of each record in `scope`: {"namespace": …} or {"namespacePath": …}."""
        return self._pages(
            f"/memories/{segment(memory_id)}/memoryRecords", "memoryRecordSummaries", dict(scope)
        )

    def search(self, memory_id: str, query: str, scope: Mapping[str, str], *, top_count: int) -> list[Json]:
        """The records that answer `query` best, best first, with their `score`."""
        body = {"searchCriteria": {"searchQuery": query, "topK": top_count}, **scope}
        path = f"/memories/{segment(memory_id)}/retrieve"
        return [*self._pages(path, "memoryRecordSummaries", body)]

    def create_records(self, memory_id: str, body: Mapping[str, Any]) -> Json:  # Any: members of the API
        """BatchCreateMemoryRecords; look at `failedRecords`."""
        return self._post(f"/memories/{segment(memory_id)}/memoryRecords/batchCreate", body)

    def jobs(self, memory_id: str) -> Iterator[Json]:
        """The extraction jobs that failed, newest first."""
        return self._pages(
            f"/memories/{segment(memory_id)}/extractionJobs", "jobs", {"maxResults": _JOBS_PAGE_COUNT}
        )

    def start_job(self, memory_id: str, job_id: str) -> None:
        """StartMemoryExtractionJob: a failed job is tried again. RequestFailed (404) if there is none."""
        path = f"/memories/{segment(memory_id)}/extractionJobs/start"
        self._post(path, {"extractionJob": {"jobId": job_id}})

    def _pages(self, path: str, member: str, body: Json) -> Iterator[Json]:
        asked = {"maxResults": _PAGE_COUNT, **body}
        while True:
            page = self._post(path, asked)
            yield from page.get(member, [])
            if not page.get("nextToken"):
                return
            asked = {**asked, "nextToken": page["nextToken"]}

    def _post(self, path: str, body: Mapping[str, Any]) -> Json:  # Any: members of the API
        # As ASCII: half a surrogate pair, which JSON can say, has no UTF-8.
        content = json.dumps(body).encode()
        return self._client.request(
            "POST", path, content=content, headers={"content-type": "application/json"}
        )


def name_of(memory_id: str) -> str:
    """The name in a memory's id."""
    return memory_id.rpartition("-")[0]


def is_name_taken(failure: RequestFailed) -> bool:
    """Whether CreateMemory failed because there is a memory of this name."""
    return failure.code == "ValidationException" and "already exists" in failure.message
