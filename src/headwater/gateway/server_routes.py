"""Our own routes to the server itself: what it is, and where code is brought to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headwater.control.artifacts import ArtifactStore
from headwater.gateway.api.server import Artifact, Status
from headwater.gateway.call import Call
from headwater.gateway.routes import Route


class ServerRoutes:
    """One method a route."""

    def __init__(self, describe: Callable[[], dict[str, Any]], artifacts: ArtifactStore) -> None:  # Any: JSON
        self._describe = describe
        self._artifacts = artifacts

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "status",
                self.status,
                "GetStatus",
                "What this server is and what runs on it",
                answer=Status,
            ),
            Route(
                "PUT",
                "artifacts",
                self.put_artifact,
                "PutArtifact",
                "Keep the zip of an agent's code; the answer is the `s3` location to create a runtime with",
                upload="application/zip",
                answer=Artifact,
                status=201,
            ),
        )

    async def status(self, call: Call) -> None:
        await call.answer(self._describe())

    async def put_artifact(self, call: Call) -> None:
        artifact = await self._artifacts.put(call.body.parts())
        result = {
            "bucket": artifact.bucket,
            "prefix": artifact.prefix,
            "sha256": artifact.sha256,
            "sizeBytes": artifact.size_bytes,
        }
        await call.answer(result, 201)
