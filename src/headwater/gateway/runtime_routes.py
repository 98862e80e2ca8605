"""Our own routes to runtimes: one runtime with all that belongs to it, and what its build printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from headwater.control.plane import ControlPlane
from headwater.core.errors import InvalidRequest
from headwater.core.principals import current
from headwater.gateway.api.runtimes import BuildLog, Runtime, RuntimeHistory, RuntimeOverviews
from headwater.gateway.authorization import Authorizer
from headwater.gateway.call import Call
from headwater.gateway.queries import find_number
from headwater.gateway.routes import Query, Route
from headwater.gateway.session_routes import SessionRoutes, encode_counts

_LIMIT = 100
_MAX_LIMIT = 1000
_MAX_ROW = 2**63 - 1


class TemplateView(Protocol):
    """What the routes show of templates."""

    def describe(self, runtime_id: str, number: int) -> dict[str, object]: ...

    def versions(self, runtime_id: str) -> list[int]: ...

    def describe_isolation(self) -> dict[str, object]:
        """The level of sessions in containers."""


class RuntimeRoutes:
    """One method a route."""

    def __init__(
        self,
        *,
        control: ControlPlane,
        sessions: SessionRoutes,
        templates: TemplateView,
        isolation: dict[str, Any],  # Any: JSON
        authorizer: Authorizer,
    ) -> None:
        self._authorizer = authorizer
        self._control = control
        self._sessions = sessions
        self._templates = templates
        self._isolation = isolation

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "runtimes",
                self.list_all,
                None,  # what a caller may not get is left out
                "All runtimes that the caller may get, with endpoints, roll-outs and counts of live sessions",
                answer=RuntimeOverviews,
            ),
            Route(
                "GET",
                "runtimes/{runtime}/history",
                self.history,
                "GetRuntime",
                "What became of a runtime's versions and endpoints, when, and by whom; latest first",
                query=(
                    Query("limit", f"Changes a page, at most {_MAX_LIMIT}. [default: {_LIMIT}]", "integer"),
                    Query("before", "Go on behind a page: its `nextBefore`.", "integer"),
                ),
                answer=RuntimeHistory,
            ),
            Route(
                "GET",
                "runtimes/{runtime}",
                self.describe,
                "GetRuntime",
                "A runtime with its versions, endpoints, templates, limits and live sessions",
                query=(
                    Query("memory", "Anything: measure the memory of its sessions as well, which is slow."),
                ),
                answer=Runtime,
            ),
            Route(
                "GET",
                "runtimes/{runtime}/versions/{version}/build-log",
                self.build_log,
                "GetRuntime",
                "What the installation of a version's packages printed",
                query=(Query("offset", "Read from this byte on; `nextOffset` of an answer.", "integer"),),
                answer=BuildLog,
            ),
        )

    async def list_all(self, call: Call) -> None:
        policy = current().policy
        found = await self._describe_all(None)
        counts = self._sessions.count_by_runtime()
        await call.answer(
            {
                "runtimes": [
                    {**one, "sessions": counts.get(one["runtimeId"], encode_counts({}))}
                    for one in found
                    if self._authorizer.may_own(policy, "GetRuntime", one["runtimeId"])
                ]
            }
        )

    async def describe_one(self, runtime_id: str) -> dict[str, Any] | None:  # Any: JSON
        """A runtime as the list has it, without its sessions; None if it is gone."""
        return next(iter(await self._describe_all(runtime_id)), None)

    async def _describe_all(self, runtime_id: str | None) -> list[dict[str, Any]]:  # Any: JSON
        return [
            {**one, "isolation": self._level_of(one["image"])}
            for one in await self._control.overview.describe_all(runtime_id)
        ]

    def _level_of(self, image: str | None) -> object:
        return (self._isolation if image is None else self._templates.describe_isolation())["level"]

    async def history(self, call: Call) -> None:
        runtime_id = self._control.find_runtime_id(call.names["runtime"])
        limit = find_number(call.query, "limit", minimum=1, maximum=_MAX_LIMIT) or _LIMIT
        before = find_number(call.query, "before", minimum=1, maximum=_MAX_ROW)
        changes, last = await self._control.overview.history(runtime_id, before=before, limit=limit)
        for change in changes:
            if "digest" in change:
                change["digest"] = change["digest"] or self._find_image_id(runtime_id, change["version"])
        await call.answer({"runtimeId": runtime_id, "changes": changes, "nextBefore": last})

    def _find_image_id(self, runtime_id: str, version: str) -> object:
        """Of a version that is an image, as long as it is in use here."""
        if int(version) not in self._templates.versions(runtime_id):
            return None
        image = self._templates.describe(runtime_id, int(version)).get("image")
        return image.get("id") if isinstance(image, dict) else None

    async def describe(self, call: Call) -> None:
        described = await self._control.describe_runtime(call.names["runtime"])
        runtime_id = described["runtime"]["agentRuntimeId"]
        numbers = set(self._templates.versions(runtime_id)) | {
            int(described["runtime"]["agentRuntimeVersion"])
        }
        is_image = "containerConfiguration" in described["runtime"]["agentRuntimeArtifact"]
        await call.answer(
            {
                **described,
                "templates": [self._templates.describe(runtime_id, number) for number in sorted(numbers)],
                "isolation": self._templates.describe_isolation() if is_image else self._isolation,
                "sessions": await self._sessions.describe(runtime_id, with_memory="memory" in call.query),
                "limits": self._sessions.describe_limits(runtime_id),
            }
        )

    async def build_log(self, call: Call) -> None:
        offset = call.query.get("offset", "0")
        if not offset.isdigit():
            raise InvalidRequest(f"offset={offset!r} is not a number of bytes")
        number = int(call.names["version"])
        part = await self._control.read_build_log(call.names["runtime"], number, int(offset))
        await call.answer({"text": part.text, "nextOffset": part.next_offset})
