"""What the source knows of one version's image."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.containers.command import ImageFacts
from headwater.sandbox.containers.engine import Engine
from headwater.sandbox.containers.worker import ContainerWorker


@dataclass(slots=True)
class LoadedImage:
    """One version's image, and the containers of it."""

    version: RuntimeVersion
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    facts: ImageFacts | None = None
    state: str = "loading"  # loading | ready | failed
    load_ms: float | None = None
    error: str = ""
    last_lines: str = ""
    workers: dict[str, ContainerWorker] = field(default_factory=dict)
    spares: list[ContainerWorker] = field(default_factory=list)
    #: How many spares are wanted; None: as many as `sandbox.spare_count`.
    warm_count: int | None = None
    spare_maker: asyncio.Task[None] | None = None
    #: After a spare that did not start; sessions are tried at once.
    no_spare_before_s: float = 0.0

    @property
    def session_count(self) -> int:
        """Containers that serve a session."""
        return sum(worker.session_id is not None for worker in self.workers.values())

    def describe(self, spares_wanted: int) -> dict[str, object]:
        """In the form templates are shown in."""
        facts = self.facts
        return {
            "version": str(self.version.number),
            "state": self.state,
            "mode": "container",
            "reasons": [],
            "loadMs": self.load_ms,
            "error": {"summary": self.error, "traceback": self.last_lines} if self.error else None,
            "pid": None,
            "warm": {
                "wanted": spares_wanted,
                "ready": sum(not worker.exited.done() for worker in self.spares),
            },
            "image": {
                "uri": self.version.image,
                "id": facts.image_id if facts is not None else None,
                "digests": list(facts.digests) if facts is not None else [],
            },
        }

    def take_spare(self, session_id: str) -> ContainerWorker | None:
        """A container that waits, for this session; None if there is none."""
        while self.spares:
            worker = self.spares.pop()
            if not worker.exited.done():
                worker.session_id = session_id
                worker.start_log.was_spare = True
                return worker
        return None


def describe_lost(version: RuntimeVersion, engine: Engine) -> str:
    """What to do about an image that the engine no longer has."""
    return (
        f"the image {version.image} that version {version.number} was made of is gone from {engine.kind};"
        " deploy it again, as the same name may mean another image now"
    )
