"""Our own routes to runtimes: one runtime with all that belongs to it, and what its build printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from headwater.control.plane import ControlPlane
from headwater.core.errors import InvalidRequest
from headwater.gateway.api.runtimes import BuildLog, Runtime
from headwater.gateway.call import Call
from headwater.gateway.routes import Query, Route
from headwater.gateway.session_routes import SessionRoutes


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
    ) -> None:
        self._control = control
        self._sessions = sessions
        self._templates = templates
        self._isolation = isolation

    def routes(self) -> Sequence[Route]:
        return (
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
